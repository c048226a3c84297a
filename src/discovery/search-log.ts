import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { findPlace } from '#libs/geo/places';
import { now } from '#libs/kernel/clock';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { type SearchFilters, type SearchKind, rateBand } from '#libs/search/search.port';
import { queryWords } from '#libs/search/words';
import { Lexicon } from '../taxonomy/lexicon';

/** One search as it went. */
export interface SearchNote {
  kind: SearchKind;
  words: string | undefined;
  filters: SearchFilters;
  hits: number;
  widened: boolean;
  degraded: boolean;
  tookMs: number;
}

/** Stands for words that are not kept. */
export const LEFT_OUT = '…';
const FLUSHED_EVERY_MS = 2_000;
/** Notes that wait at most: of a flood the rest is not noted. */
const MOST_WAITING = 2_000;
const KEPT_DAYS = 180;

/** Addresses and links, and what could be a telephone or identity number. */
const PERSONAL = /\S*@\S*|\b(?:https?:\/\/|www\.)\S+|\+?\d(?:[ .\-/()]*\d){4,}/giu;

/**
 * The words of a search that may be kept, sorted, each once: those of the referential, and towns. Any other word may be
 * somebody’s name and is not kept, nor are mail addresses, links and numbers of five digits or more: “…” says that
 * something was left out. `known` tells whether the referential has a word.
 */
export function keptWords(text: string, known: (word: string) => boolean): string {
  const bare = text.slice(0, 1_000).replace(PERSONAL, ' ');
  const words = queryWords(bare);
  const kept = words.filter((word) => known(word) || findPlace(word) !== undefined).sort();
  return [...kept, ...(kept.length < words.length || bare !== text.slice(0, 1_000) ? [LEFT_OUT] : [])].join(' ');
}

const RADII = [10, 25, 50, 100, 200];

/** Filters by key, their values so coarse that they point at nobody: how many, a band, a radius rounded up. */
export function coarse({ near, rateMin, rateMax, experienceMin, ...filters }: SearchFilters): Record<string, unknown> {
  const lists = { skills: filters.skills, occupations: filters.occupations, departements: filters.departements };
  const kept: Record<string, unknown> = { remote: filters.remote, languages: filters.languages?.length };
  for (const [key, list] of Object.entries(lists)) kept[key] = list?.length;
  if (rateMin !== undefined) kept.rateMin = rateBand(rateMin);
  if (rateMax !== undefined) kept.rateMax = rateBand(rateMax);
  if (experienceMin !== undefined) kept.experienceMin = Math.min(20, Math.floor(experienceMin / 5) * 5);
  if (near) kept.km = RADII.find((km) => near.km <= km) ?? 500;
  for (const key of ['availableBy', 'caseloadOf', 'organisationId', 'only'] as const)
    if (filters[key] !== undefined) kept[key] = true;
  return Object.fromEntries(
    Object.entries(kept).filter(
      ([, value]) => value !== undefined && value !== 0 && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/**
 * Notes how searches go, without saying whose they are. Nobody waits for it: notes are written together every two seconds,
 * and those of a process that is killed are lost.
 */
@Injectable()
export class SearchLog implements OnModuleInit, OnApplicationShutdown {
  private readonly log = new Logger('search');
  private waiting: (SearchNote & { at: Date })[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly lexicon: Lexicon,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSHED_EVERY_MS).unref();
  }

  /** Nobody searches any more, and the database is still there. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  note(note: SearchNote): void {
    if (this.waiting.length < MOST_WAITING) this.waiting.push({ ...note, at: now() });
  }

  /** Writes what waits. What cannot be written is given up: a search is never worth an error. */
  async flush(): Promise<void> {
    const notes = this.waiting;
    if (notes.length === 0) return;
    this.waiting = [];
    try {
      const vocabulary = await this.lexicon.vocabulary();
      const rows = notes.map(({ at, words, filters, tookMs, ...rest }) => ({
        ...rest,
        hour: at.toISOString(),
        words: keptWords(words ?? '', (word) => vocabulary.has(word)),
        filters: coarse(filters),
        took_ms: Math.round(tookMs),
      }));
      await this.db.query(
        `insert into search_log (hour, kind, words, filters, hits, widened, degraded, took_ms)
         select date_trunc('hour', hour), kind, words, filters, hits, widened, degraded, took_ms
         from jsonb_to_recordset($1::jsonb) as r(hour timestamptz, kind text, words text, filters jsonb, hits int, widened boolean,
           degraded boolean, took_ms int)`,
        [JSON.stringify(rows)],
      );
    } catch (error) {
      this.log.warn(`${notes.length} searches were not noted: ${(error as Error).message}`);
    }
  }
}

/** Keeps what was noted of searches 180 days. */
@RunsOnSchedule('search.purge-log')
@Injectable()
export class SearchLogPurge implements ScheduledJob {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    const [, notes] = await this.db.query<[unknown, number]>(`delete from search_log where hour < $1`, [
      new Date(now().getTime() - KEPT_DAYS * 86_400_000),
    ]);
    return { notes };
  }
}
