import { Client } from 'pg';
import { availableParallelism } from 'node:os';
import { allLists, type OneList } from '#libs/matching/packed/all-lists';
import { layerOf } from '#libs/matching/packed/layers';
import { listsTogether } from '#libs/matching/packed/lists-together';
import { type MissionNumbers, missionNumbers } from '#libs/matching/packed/mission-row';
import { ProfileSearch } from '#libs/matching/packed/profile-search';
import { ProfileSegment } from '#libs/matching/packed/profile-segment';
import { prepareProfile } from '#libs/matching/prepare';
import type { ProfileFacts } from '#libs/matching/model';
import { tieBreak } from '#libs/matching/tie-break';
import { filledTo, type Ranked, Top } from '#libs/matching/top';
import { type ListKind, type NewList, writeLists } from '../../src/matching/lists';
import { listQuery, type Shape } from '../baselines/sql';
import { LISTED, type Market } from '../market';
import { fillTables, JSON_PEOPLE } from '../market-tables';
import { interleaved, median, ratioOf, timed, timedUntil } from '../measure';
import { emptyDatabase } from '../scratch';
import type { Figure } from '../report';

type Part = Pick<Figure, 'suite' | 'size' | 'n' | 'm'>;

/** Missions that SQL is timed on in a round, and compared on before. */
const ASKED = 6;
/** Of them, missions that are asked of the normalised tables, once each. */
const NORMALISED_ASKED = 3;
/** Lists written as a row a recommendation, and reckoned up. */
const ROW_LISTS = 200;

/** The list of a mission by SQL: the free, and the blocked where those leave room. Ties fall as everywhere. */
async function sqlTop(
  client: Client,
  market: Market,
  mission: MissionNumbers,
  shape: Shape = 'wide',
): Promise<Ranked[]> {
  const top = new Top(LISTED);
  let room = LISTED;
  for (const free of [true, false]) {
    if (!free) room -= LISTED - filledTo(LISTED);
    if (room <= 0) break;
    const { rows } = await client.query<{ num: number; potential: number }>(
      listQuery(mission, market, free, room, shape),
    );
    for (const { num, potential } of rows)
      top.offer(num, free ? potential : potential - 1_001, tieBreak(mission.num, num));
    room -= rows.length;
  }
  return top.list();
}

/** One mission, and everybody’s lists, against SQL. */
async function against(client: Client, market: Market, part: Part, rounds: number): Promise<Figure[]> {
  const { context } = market.fair;
  const { missions } = market.missions.segment;
  const search = new ProfileSearch();
  const asked = market.missionFacts.slice(0, ASKED).map((facts) => missionNumbers(facts, context, market.dictionaries));
  const ours = (m: number) => search.top([market.profiles], missions, m, LISTED);
  let mismatches = 0;
  for (const [m, mission] of asked.entries())
    if (JSON.stringify(await sqlTop(client, market, mission)) !== JSON.stringify(ours(m))) mismatches++;
  const times = await interleaved(
    [
      {
        name: 'sql',
        run: async () =>
          (await timedUntil(async () => {
            for (const mission of asked) await sqlTop(client, market, mission);
          })) / asked.length,
      },
      { name: 'index', run: () => timed(() => asked.forEach((_, m) => ours(m))) / asked.length },
    ],
    Math.min(rounds, 3),
  );
  const normalised: number[] = [];
  for (const [m, mission] of asked.slice(0, NORMALISED_ASKED).entries()) {
    let list: Ranked[] = [];
    normalised.push(await timedUntil(async () => (list = await sqlTop(client, market, mission, 'normalised'))));
    if (JSON.stringify(list) !== JSON.stringify(ours(m))) mismatches++;
  }
  const slower = normalised.map((took, m) => took / timed(() => ours(m)));
  const figures: Figure[] = [
    {
      ...part,
      case: 'top100',
      unit: 'ms/mission',
      values: times.get('index')!,
      ratios: [
        ratioOf(times, 'index', 'sql'),
        { vs: 'normalised sql', median: median(slower), lo: Math.min(...slower), hi: Math.max(...slower) },
      ],
      exact: mismatches === 0,
      note: `SQL with GIN and hard filters first, ${Math.round(Math.min(...times.get('sql')!))} ms; normalised, ${Math.round(median(normalised))} ms; compared on ${asked.length} missions, mismatches ${mismatches}`,
    },
  ];
  if (market.n * market.m > 100e6) return figures;
  const refresh = await interleaved(
    [
      {
        name: 'index',
        run: () =>
          timed(() => {
            for (const list of allLists([market.profiles], [market.missions])) void list;
          }),
      },
    ],
    1,
  );
  const took = refresh.get('index')![0]!;
  const ratios = times.get('sql')!.map((each) => (each * market.m) / took);
  figures.push({
    ...part,
    case: 'refresh',
    unit: 'ms',
    values: [took],
    ratios: [
      {
        vs: 'sql',
        median: ratios.sort((a, b) => a - b)[ratios.length >> 1]!,
        lo: Math.min(...ratios),
        hi: Math.max(...ratios),
      },
    ],
    exact: mismatches === 0,
    note: 'both ways; SQL reckoned up from the missions above, one way only',
  });
  return figures;
}

const LIST_TABLES = `
  create table mission_match (mission_id uuid primary key, mission_num int not null unique, profile_nums int[] not null,
    ranks smallint[] not null, engine_version text not null, as_of date not null, mission_rev int not null, computed_at timestamptz,
    changed_xid xid8 not null default pg_current_xact_id());
  create table profile_match (profile_id uuid primary key, profile_num int not null unique, mission_nums int[] not null,
    ranks smallint[] not null, engine_version text not null, as_of date not null, profile_rev int not null, computed_at timestamptz,
    changed_xid xid8 not null default pg_current_xact_id());
  create table recommendation (mission_num int, profile_num int, rank smallint, primary key (mission_num, profile_num));
`;
const EDITION = { engineVersion: 'bench', asOf: '2026-11-26' };
/** Lists written in one transaction. */
const WRITTEN = 500;

/** Every list computed and stored, as the worker stores them; against a row a recommendation. */
async function persist(client: Client, market: Market, part: Part): Promise<Figure[]> {
  await client.query(LIST_TABLES);
  await client.query(`set synchronous_commit = off`);
  const tx = {
    query: async <T>(sql: string, values?: unknown[]): Promise<T> => (await client.query(sql, values)).rows as T,
  };
  const uuid = (num: number): string => `00000000-0000-0000-0000-${String(num).padStart(12, '0')}`;
  const newList = ({ num, nums, ranks }: OneList): NewList => ({
    id: uuid(num),
    num,
    rev: 1,
    entries: { nums, ranks },
  });
  // Lists are written while others are found, in threads of their own, as a worker does.
  const found: OneList[] = [];
  const together = await timedUntil(async () => {
    const ready: Record<ListKind, NewList[]> = { mission: [], profile: [] };
    let written: Promise<unknown> = Promise.resolve();
    const write = (kind: ListKind): void => {
      const lists = ready[kind].splice(0);
      written = written.then(() => writeLists(tx, kind, EDITION, lists));
    };
    for await (const list of listsTogether([{ profiles: [market.profiles], missions: [market.missions] }])) {
      found.push(list);
      if (ready[list.of].push(newList(list)) >= WRITTEN) write(list.of);
    }
    write('profile');
    write('mission');
    await written;
  });
  await client.query(`truncate mission_match, profile_match`);
  const written = await timedUntil(async () => {
    for (const kind of ['mission', 'profile'] as const) {
      const lists = found.filter((list) => list.of === kind).map(newList);
      for (let from = 0; from < lists.length; from += WRITTEN)
        await writeLists(tx, kind, EDITION, lists.slice(from, from + WRITTEN));
    }
  });
  const count = found.reduce((sum, { nums }) => sum + nums.length, 0);
  const some = found.filter((list) => list.of === 'mission').slice(0, ROW_LISTS);
  const rows = some.reduce((sum, { nums }) => sum + nums.length, 0);
  const rowTime = await timedUntil(async () => {
    for (const { num, nums, ranks } of some)
      await client.query(
        `insert into recommendation select $1, * from unnest($2::int[], $3::smallint[])
         on conflict (mission_num, profile_num) do update set rank = excluded.rank`,
        [num, [...nums], [...ranks]],
      );
  });
  const ratio = rowTime / rows / (written / count);
  return [
    {
      ...part,
      case: 'persist',
      unit: 'ms',
      values: [written],
      ratios: [{ vs: 'rows', median: ratio, lo: ratio, hi: ratio }],
      exact: true,
      note: `${count} recommendations in ${found.length} lists, written after one another`,
    },
    {
      ...part,
      case: 'refresh stored',
      unit: 'ms',
      values: [together],
      exact: true,
      note: `found in ${availableParallelism()} threads and written meanwhile`,
    },
  ];
}

/** From a cold process to an index that answers, out of PostgreSQL. */
async function load(client: Client, market: Market, part: Part, rounds: number): Promise<Figure[]> {
  const { context } = market.fair;
  const wanted = new ProfileSearch().top([market.profiles], market.missions.segment.missions, 0, LISTED);
  let segment: ProfileSegment | undefined;
  const times = await interleaved(
    [
      {
        name: 'objects',
        run: async () => {
          const read = Math.min(market.facts.length, JSON_PEOPLE);
          const took = await timedUntil(async () => {
            const { rows } = await client.query<{ facts: ProfileFacts }>(`select facts from people_json`);
            return rows.map(({ facts }) => prepareProfile(facts, context));
          });
          return (took * market.n) / read;
        },
      },
      {
        name: 'rows',
        run: () =>
          timedUntil(async () => {
            const { rows } = await client.query<{ rows: Buffer }>({
              text: `select rows from packed order by block`,
              binary: true,
            } as { text: string });
            segment = new ProfileSegment(Buffer.concat(rows.map((row) => row.rows)), market.dictionaries);
          }),
      },
    ],
    Math.min(rounds, 3),
  );
  const found = new ProfileSearch().top([layerOf(segment!)], market.missions.segment.missions, 0, LISTED);
  return [
    {
      ...part,
      case: 'load',
      unit: 'ms',
      values: times.get('rows')!,
      ratios: [ratioOf(times, 'rows', 'objects')],
      exact: JSON.stringify(found) === JSON.stringify(wanted),
      note: 'packed rows from PostgreSQL, dictionaries at hand, against facts as JSON made ready for the object loop',
    },
  ];
}

/** With PostgreSQL beside: what SQL makes of the same question, what loading and storing cost. */
export async function db(market: Market, rounds: number): Promise<Figure[] | undefined> {
  const url = process.env.DATABASE_URL;
  if (!url) return undefined;
  const part = { suite: 'db', size: market.size, n: market.n, m: market.m };
  const scratch = await emptyDatabase(url);
  const client = new Client({ connectionString: scratch.url });
  try {
    await client.connect();
    // One core against one core, no compiling for queries this short, and memory enough to sort in.
    await client.query(`set jit = off; set max_parallel_workers_per_gather = 0; set work_mem = '256MB'`);
    await fillTables(client, market);
    return [
      ...(await against(client, market, part, rounds)),
      ...(await load(client, market, part, rounds)),
      ...(market.size === 's' || market.size === 'm' ? await persist(client, market, part) : []),
    ];
  } finally {
    await client.end();
    await scratch.drop();
  }
}
