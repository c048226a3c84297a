const PREFIX = 'aronde-draft:';

/** What was kept on this device under this name; anything unreadable counts as nothing. */
export function keptDraft<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Keeps what is typed, at each change: a tab closed at once loses nothing. */
export const keep = (name: string, typed: unknown): void => localStorage.setItem(PREFIX + name, JSON.stringify(typed));

/** Drops a draft once it has been sent. */
export const forget = (name: string): void => localStorage.removeItem(PREFIX + name);
