/** The languages of the product. */
export type Locale = 'fr' | 'en';

const DAY_MS = 86_400_000;
const WEEKS_IN_A_MONTH = 4.345;
const tags: Record<Locale, string> = { fr: 'fr-FR', en: 'en-GB' };

/** What a value looks like in one language: dates, money, distances, lengths, enumerations. */
export interface Formatter {
  locale: Locale;
  /** A share from 0 to 1: “82 %”. */
  percent(share: number): string;
  /** “1 240”. */
  number(value: number): string;
  /** Whole euros: “480 €”. */
  euros(value: number): string;
  /** A day rate in whole euros: “480 € / jour”. */
  dayRate(value: number): string;
  /** A range of day rates, one bound may be unknown: “480 à 560 € / jour”; null when both are. */
  dayRates(min: number | null | undefined, max: number | null | undefined): string | null;
  /** 'YYYY-MM-DD' or an instant: “5 janvier 2027”. */
  date(iso: string): string;
  /** The month of 'YYYY-MM' or of a day, “oct. 2019”; a bare year stays one. */
  month(iso: string): string;
  /** “5 janv.”, with the year when it is not the one of `now`. */
  shortDate(iso: string, now: Date): string;
  /** “18 nov. 2026, 14:32”, in the reader's time zone. */
  instant(iso: string): string;
  /** “14:32”. */
  time(iso: string): string;
  /** “il y a 3 jours”, “dans 2 heures”. */
  ago(iso: string, now: Date): string;
  /** “6 km”. */
  distance(km: number): string;
  /** Weeks as people say them: “3 semaines”, “6 mois”. */
  weeks(weeks: number): string;
  /** A sentence from elsewhere, its spaces before high punctuation made unbreakable (French only). */
  sentence(text: string): string;
  /** “NestJS, TypeScript et PostgreSQL”. */
  list(items: readonly string[]): string;
  /** A language by its code: “anglais”. */
  language(code: string): string;
}

const cache = new Map<Locale, Formatter>();

/** The formatter of one language; built once. */
export function formatter(locale: Locale): Formatter {
  const known = cache.get(locale);
  if (known) return known;
  const made = build(locale);
  cache.set(locale, made);
  return made;
}

function build(locale: Locale): Formatter {
  const tag = tags[locale];
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const euros = new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 });
  const longDate = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric' });
  const dayAndMonth = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' });
  const mediumDate = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' });
  const month = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric' });
  const instant = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const languages = new Intl.DisplayNames(tag, { type: 'language' });
  /** Names already looked up: that is slow, and there are few codes. */
  const named = new Map<string, string>();
  const units = (unit: string) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' });
  const [weeks, months] = [units('week'), units('month')];
  const perDay = locale === 'fr' ? '\u00a0/\u00a0jour' : '\u00a0/\u00a0day';

  return {
    locale,
    percent: (share) => percent.format(share),
    number: (value) => number.format(value),
    euros: (value) => euros.format(value),
    dayRate: (value) => euros.format(value) + perDay,
    dayRates: (min, max) => {
      if (min == null && max == null) return null;
      if (min == null) return `${locale === 'fr' ? 'jusqu’à' : 'up to'} ${euros.format(max as number)}${perDay}`;
      if (max == null) return `${locale === 'fr' ? 'dès' : 'from'}\u00a0${euros.format(min)}${perDay}`;
      if (min === max) return euros.format(min) + perDay;
      const low = locale === 'fr' ? number.format(min) : euros.format(min);
      return `${low} ${locale === 'fr' ? 'à' : 'to'} ${euros.format(max)}${perDay}`;
    },
    date: (iso) => longDate.format(dayOf(iso)),
    month: (iso) => (/^\d{4}$/.test(iso) ? iso : month.format(dayOf(`${iso.slice(0, 7)}-15`))),
    shortDate: (iso, now) => {
      const day = dayOf(iso);
      return (day.getFullYear() === now.getFullYear() ? dayAndMonth : mediumDate).format(day);
    },
    instant: (iso) => instant.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    ago: (iso, now) => {
      const ms = dayOf(iso).getTime() - now.getTime();
      const minutes = Math.round(ms / 60_000);
      if (Math.abs(minutes) < 60) return relative.format(minutes, 'minute');
      const hours = Math.round(ms / 3_600_000);
      if (Math.abs(hours) < 24) return relative.format(hours, 'hour');
      const days = Math.round(ms / DAY_MS);
      if (Math.abs(days) < 45) return relative.format(days, 'day');
      return relative.format(Math.round(days / 30.4), 'month');
    },
    distance: (km) => `${number.format(km < 10 ? Math.round(km * 10) / 10 : Math.round(km))}\u00a0km`,
    weeks: (value) => (value < 9 ? weeks.format(value) : months.format(Math.round(value / WEEKS_IN_A_MONTH))),
    sentence: (text) => (locale === 'fr' ? text.replace(/ ([;:?!])/g, '\u202f$1') : text),
    list: (items) => list.format(items),
    language: (code) => {
      const known = named.get(code);
      if (known !== undefined) return known;
      const name = languages.of(code) ?? code;
      named.set(code, name);
      return name;
    },
  };
}

/** A fact of so many characters at most is never broken over two lines: narrow screens have room for it. */
const HOLDS_TOGETHER = 24;

/**
 * What is known, one after the other: “Lyon · 480 € / jour”. Lines break between facts, not within short ones; the dot
 * stays at the end of a line, never begins one.
 */
export const dotted = (parts: readonly (string | number | null | undefined)[]): string =>
  parts
    .filter(Boolean)
    .map((part) => (String(part).length > HOLDS_TOGETHER ? part : String(part).replaceAll(' ', '\u00a0')))
    .join('\u00a0· ');

/** A bare date is a day of the calendar, not midnight in Greenwich. */
function dayOf(iso: string): Date {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T12:00:00`) : new Date(iso);
}
