const PREFIX = 'aronde-draft:';
const PAUSE_MS = 400;

/** What was kept on this device under this name; anything unreadable counts as nothing. */
export function keptDraft<T>(name: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Keeps what is typed after a pause; the returned function cancels, as effects want it. */
export function keep(name: string, typed: unknown): () => void {
  const timer = setTimeout(() => localStorage.setItem(PREFIX + name, JSON.stringify(typed)), PAUSE_MS);
  return () => clearTimeout(timer);
}

/** Drops a draft once it has been sent. */
export const forget = (name: string): void => localStorage.removeItem(PREFIX + name);
