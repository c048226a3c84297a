import { v7, validate } from 'uuid';

/** A new UUIDv7: sortable by creation time, never a secret. */
export const newId = (): string => v7();

/** True when the text is a UUID of any version. */
export const isId = (text: string): boolean => validate(text);
