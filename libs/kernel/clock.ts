let held: Date | undefined;

/** The present instant. Everything that needs the time asks here, so that a test can hold it still. */
export const now = (): Date => (held ? new Date(held) : new Date());

/** Holds the clock at an instant (tests only); without argument it runs again. */
export function holdClock(at?: Date): void {
  held = at;
}

const parisDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });

/** The calendar day in Europe/Paris as YYYY-MM-DD: deadlines end at 23:59 there, whatever the season. */
export const parisDate = (at: Date): string => parisDay.format(at);

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a calendar date YYYY-MM-DD: the unit of every date inside the engine. */
export const dayNumber = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY_MS);

/** The calendar date YYYY-MM-DD of a day number. */
export const dateOfDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The instant `days` × 24 h later: for leases and lapses, not for calendar deadlines. */
export const daysLater = (at: Date, days: number): Date => new Date(at.getTime() + days * DAY_MS);
