import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import type { DataSource } from 'typeorm';
import { scoreOfRank } from '#libs/matching/score';
import { engineVersion } from '#libs/matching/weights';
import { countDirty } from './dirty';
import { countStaleLists, isServed } from './lists';
import { countNews } from './news';
import { readingVersion } from './readings';

export interface MatchExport {
  /** Whose lists: profiles for each mission, or missions for each profile. */
  direction: 'missions' | 'profiles';
  /** Entries a list, 1..100. */
  limit: number;
  format: 'trec' | 'ndjson';
  /** Path of the file written. */
  out: string;
  /** How long to wait for every list to be current, in seconds. */
  waitSeconds: number;
}

export interface MatchExportReport {
  lists: number;
  entries: number;
  waitedSeconds: number;
  engineVersion: string;
}

/** Some lists were not current in time. */
export class ListsBehind extends Error {
  constructor(readonly behind: number) {
    super(`${behind} profiles, missions or lists were still to be computed: is a worker running?`);
  }
}

const POLL_MS = 250;
const OWNERS_AT_ONCE = 500;

const LISTS = {
  missions: `
    select coalesce(m.external_ref, m.id::text) as owner,
      array(select coalesce(p.external_ref, p.id::text) || ' ' || e.rank
        from unnest(l.profile_nums, l.ranks) with ordinality as e(num, rank, place)
          join profile p on p.num = e.num and p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN'
        where ${isServed('e.rank', 'e.place')}
        order by e.place limit $2) as entries
    from mission_match l join mission m on m.id = l.mission_id
    where m.state = 'PUBLISHED' and m.num > $1 and m.num <= $1 + $3 order by m.num`,
  profiles: `
    select coalesce(p.external_ref, p.id::text) as owner,
      array(select coalesce(m.external_ref, m.id::text) || ' ' || e.rank
        from unnest(l.mission_nums, l.ranks) with ordinality as e(num, rank, place)
          join mission m on m.num = e.num and m.state = 'PUBLISHED' and m.visibility = 'PUBLIC'
        where ${isServed('e.rank', 'e.place')}
        order by e.place limit $2) as entries
    from profile_match l join profile p on p.id = l.profile_id
    where p.state = 'PUBLISHED' and p.num > $1 and p.num <= $1 + $3 order by p.num`,
} as const;

/** How many profiles, missions and lists do not answer to the facts as they are. */
async function countBehind(db: DataSource): Promise<number> {
  const reading = await readingVersion(db);
  const [state] = await db.query<{ engine_version: string; as_of: string }[]>(
    `select engine_version, as_of::text from match_state`,
  );
  const version = engineVersion(reading);
  const dirty = await countDirty(db, reading);
  const asOf = state?.as_of ?? '1970-01-01';
  return dirty + (await countStaleLists(db, { engineVersion: version, asOf })) + (await countNews(db));
}

/** Waits until every list is current; throws ListsBehind when they are not within `seconds`. Returns the seconds waited. */
export async function waitForLists(db: DataSource, seconds: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    const behind = await countBehind(db);
    const waited = (performance.now() - started) / 1000;
    if (behind === 0) return waited;
    if (waited >= seconds) throw new ListsBehind(behind);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** One list as lines of the file. TREC: `query Q0 document rank score tag`, the score being 0..1000 (blocked: below 0). */
function linesOf(owner: string, entries: readonly string[], { format, direction }: MatchExport): string[] {
  return entries.map((entry, at) => {
    const cut = entry.lastIndexOf(' ');
    const other = entry.slice(0, cut);
    const rank = Number(entry.slice(cut + 1));
    if (format === 'trec') return `${owner} Q0 ${other} ${at + 1} ${rank} aronde`;
    const [mission, profile] = direction === 'missions' ? [owner, other] : [other, owner];
    return JSON.stringify({ mission, profile, rank: at + 1, score: scoreOfRank(rank), blocked: rank < 0 });
  });
}

/**
 * Writes the recommendation lists as they are served, by external reference (the id where there is none), once every
 * list is current. Throws ListsBehind when they are not in time; nothing is written then.
 */
export async function exportMatches(db: DataSource, wanted: MatchExport): Promise<MatchExportReport> {
  const waitedSeconds = await waitForLists(db, wanted.waitSeconds);
  const [{ most } = { most: 0 }] = await db.query<{ most: number }[]>(
    `select coalesce(max(num), 0) as most from ${wanted.direction === 'missions' ? 'mission' : 'profile'}`,
  );
  const file = createWriteStream(wanted.out);
  const report = { lists: 0, entries: 0 };
  for (let from = 0; from < most; from += OWNERS_AT_ONCE) {
    const rows = await db.query<{ owner: string; entries: string[] }[]>(LISTS[wanted.direction], [
      from,
      wanted.limit,
      OWNERS_AT_ONCE,
    ]);
    for (const { owner, entries } of rows) {
      report.lists++;
      report.entries += entries.length;
      for (const line of linesOf(owner, entries, wanted)) {
        if (!file.write(`${line}\n`)) await once(file, 'drain');
      }
    }
  }
  file.end();
  await once(file, 'close');
  return { ...report, waitedSeconds, engineVersion: engineVersion(await readingVersion(db)) };
}
