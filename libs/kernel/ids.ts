import { v7 } from 'uuid';

/** A new UUIDv7: sortable by creation time, never a secret. */
export const newId = (): string => v7();
