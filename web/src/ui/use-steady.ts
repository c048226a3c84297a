import { useState } from 'react';

/** Within this many pixels from the top nobody has begun to read down the list. */
const AT_TOP = 120;
/** What the reader asked for is shown at once when it comes within this time, in milliseconds. */
const EXPECTED_MS = 30_000;

interface Paged<T> {
  items: T[];
}

/** What a list shows, and what waits to be shown. */
export interface Steady<Page> {
  pages: Page[] | undefined;
  /** How many newcomers wait; 0 when the same rows wait in another order; null when nothing waits. */
  waiting: number | null;
  /** Shows what waits. */
  show(): void;
  /** The reader asked for a change: the next one is shown at once. */
  expect(): void;
}

/**
 * Keeps a list still under its reader: rows that would move wait until the reader shows them, unless the reader asked for
 * them, or they `mayMove` and the page stands at its top. More rows below, and the same rows in other words, come at once.
 * `of` names the list: another list replaces it whole.
 */
export function useSteady<T, Page extends Paged<T>>(
  of: string,
  pages: Page[] | undefined,
  toKey: (item: T) => string,
  mayMove = true,
): Steady<Page> {
  const [held, setHeld] = useState({ of, pages, expectedUntil: 0 });
  const keys = (some: Page[] | undefined): string[] => some?.flatMap((page) => page.items.map(toKey)) ?? [];
  const [shown, next] = [keys(held.pages), keys(pages)];
  const other = of !== held.of;
  const moves = !other && pages !== undefined && shown.some((key, at) => key !== next[at]);
  const replace = () => setHeld({ of, pages, expectedUntil: 0 });
  if (other) replace();
  else if (pages !== undefined && pages !== held.pages) {
    if (!moves) setHeld({ ...held, pages });
    else if (Date.now() < held.expectedUntil || (mayMove && window.scrollY < AT_TOP)) replace();
  }
  return {
    pages: other ? pages : held.pages,
    waiting: moves ? next.filter((key) => !shown.includes(key)).length : null,
    show: replace,
    expect: () => setHeld({ ...held, expectedUntil: Date.now() + EXPECTED_MS }),
  };
}
