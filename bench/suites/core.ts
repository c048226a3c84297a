import { availableParallelism } from 'node:os';
import { prepareMission, prepareProfile } from '#libs/matching/prepare';
import { allLists } from '#libs/matching/packed/all-lists';
import { listsInThreads } from '#libs/matching/packed/lists-together';
import { MatchIndex } from '#libs/matching/packed/match-index';
import { ProfileSearch } from '#libs/matching/packed/profile-search';
import { ProfileSegment } from '#libs/matching/packed/profile-segment';
import type { ProfileFacts } from '#libs/matching/model';
import { explainingTop } from '../baselines/explaining-loop';
import { loopTop } from '../baselines/object-loop';
import { LISTED, type Market } from '../market';
import { interleaved, ratioOf, timed, timedUntil, type Variant } from '../measure';
import type { Figure } from '../report';

/** Missions each variant is timed on in a round. */
const TIMED = 24;
/** People on whom explaining every pair is timed. */
const EXPLAINED = 400;
/** Missions whose single times make up the percentiles. */
const SINGLE = 200;
/** Above so many pairs a full refresh is timed on a slice of the people and reckoned up. */
const MOST_PAIRS = 100e6;
const JSON_READ = 5_000;

type Part = Pick<Figure, 'suite' | 'size' | 'n' | 'm'>;

/** The best of everybody for one mission. */
async function top100(market: Market, part: Part, rounds: number): Promise<Figure[]> {
  const { context } = market.fair;
  const search = new ProfileSearch();
  const { missions } = market.missions.segment;
  const timedMissions = market.missionFacts.slice(0, TIMED);
  const compiled = timedMissions.map((facts) => prepareMission(facts, context));
  const scale = market.n / market.prepared.length;
  const variants: Variant[] = [
    {
      name: 'explaining',
      run: () => {
        const some = market.facts.slice(0, EXPLAINED);
        const took = timed(() => explainingTop(timedMissions[0]!, some, context, LISTED));
        return (took * market.n) / some.length;
      },
    },
    {
      name: 'loop',
      run: () =>
        (timed(() => compiled.forEach((mission) => loopTop(mission, market.prepared, LISTED))) * scale) /
        compiled.length,
    },
    {
      name: 'index',
      run: () =>
        timed(() => timedMissions.forEach((_, m) => search.top([market.profiles], missions, m, LISTED))) /
        timedMissions.length,
    },
  ];
  const times = await interleaved(variants, rounds);
  const single: number[] = [];
  for (let m = 0; m < Math.min(SINGLE, missions.size); m++)
    single.push(timed(() => search.top([market.profiles], missions, m, LISTED)));
  return [
    {
      ...part,
      case: 'top100',
      unit: 'ms/mission',
      values: single,
      ratios: [ratioOf(times, 'index', 'loop'), ratioOf(times, 'index', 'explaining')],
      exact: true,
      note: `fair loop timed on ${market.prepared.length} people, explaining on ${EXPLAINED}, reckoned up; the best ${LISTED}, blocked pairs after all others`,
    },
  ];
}

/** Every list both ways. */
async function refresh(market: Market, part: Part, rounds: number): Promise<Figure[]> {
  const { context } = market.fair;
  const slice = Math.max(1, Math.ceil((market.n * market.m) / MOST_PAIRS));
  const gone = market.profiles.gone.map((_, at) => (at % slice === 0 ? 0 : 1));
  const profiles = { ...market.profiles, gone, aside: gone };
  const compiled = market.missionFacts.slice(0, TIMED).map((facts) => prepareMission(facts, context));
  const variants: Variant[] = [
    {
      name: 'loop',
      run: () =>
        (timed(() => compiled.forEach((mission) => loopTop(mission, market.prepared, LISTED))) * market.n * market.m) /
        (market.prepared.length * compiled.length),
    },
    {
      name: 'index',
      run: () =>
        timed(() => {
          for (const list of allLists([profiles], [market.missions], LISTED)) void list;
        }) * slice,
    },
  ];
  if (slice === 1)
    variants.push({
      name: 'threads',
      run: () =>
        timedUntil(async () => {
          for await (const list of listsInThreads([{ profiles: [profiles], missions: [market.missions] }], LISTED))
            void list;
        }),
    });
  const times = await interleaved(variants, slice > 1 ? 1 : Math.min(rounds, 3));
  const inThreads: Figure[] =
    slice > 1
      ? []
      : [
          {
            ...part,
            case: 'refresh, every core',
            unit: 'ms',
            values: times.get('threads')!,
            ratios: [ratioOf(times, 'threads', 'loop'), ratioOf(times, 'threads', 'index')],
            exact: true,
            note: `the same in ${availableParallelism()} threads, which share the market laid by one of them`,
          },
        ];
  return [
    ...inThreads,
    {
      ...part,
      case: 'refresh',
      unit: 'ms',
      values: times.get('index')!,
      ratios: [ratioOf(times, 'index', 'loop')],
      exact: true,
      note: `${market.n} × ${market.m} both ways, on one core${slice > 1 ? `; timed on one in ${slice} people` : ''}; the loop makes one way only`,
    },
  ];
}

/** What everybody takes in memory. */
function memory(market: Market, part: Part): Figure[] {
  const { segment } = market.profiles;
  const facts = market.facts.map((person) => JSON.stringify(person));
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const kept = facts.map((person) => prepareProfile(JSON.parse(person) as ProfileFacts, market.fair.context));
  global.gc?.();
  const objects = (process.memoryUsage().heapUsed - before) / kept.length;
  const packed = segment.bytes / segment.size;
  const ratio = objects / packed;
  return [
    {
      ...part,
      case: 'memory',
      unit: 'bytes/profile',
      values: [packed],
      ratios: global.gc ? [{ vs: 'objects', median: ratio, lo: ratio, hi: ratio }] : [],
      exact: true,
      note: `as objects ${Math.round(objects)} bytes; dictionaries left out, as in the design`,
    },
  ];
}

/** From what is stored to what can be asked. */
async function load(market: Market, part: Part, rounds: number): Promise<Figure[]> {
  const lines = market.facts.slice(0, JSON_READ).map((facts) => JSON.stringify(facts));
  const { context } = market.fair;
  const times = await interleaved(
    [
      {
        name: 'objects',
        run: () =>
          (timed(() => lines.map((line) => prepareProfile(JSON.parse(line) as ProfileFacts, context))) * market.n) /
          lines.length,
      },
      { name: 'rows', run: () => timed(() => new ProfileSegment(market.rows, market.dictionaries)) },
    ],
    Math.min(rounds, 3),
  );
  return [
    {
      ...part,
      case: 'build',
      unit: 'ms',
      values: times.get('rows')!,
      ratios: [ratioOf(times, 'rows', 'objects')],
      exact: true,
      note: 'packed rows to an index that answers, against JSON to prepared objects',
    },
  ];
}

/** One person changes: the index takes them up and finds their list. */
function change(market: Market, part: Part): Figure[] {
  const { context } = market.fair;
  const index = new MatchIndex();
  for (const facts of market.facts) index.putProfile(facts, context);
  for (const facts of market.missionFacts) index.putMission(facts, context);
  index.topProfiles(1);
  const values = market.facts.slice(0, SINGLE).map((facts) =>
    timed(() => {
      index.putProfile({ ...facts, dailyRateMin: 400 }, context);
      index.topMissions(facts.num);
    }),
  );
  return [
    {
      ...part,
      n: market.facts.length,
      case: 'change',
      unit: 'ms/change',
      values,
      exact: true,
      note: 'one profile changed, its own list found anew',
    },
  ];
}

/** The engine by itself: no database, no queue, one core. */
export async function core(market: Market, rounds: number): Promise<Figure[]> {
  const part = { suite: 'core', size: market.size, n: market.n, m: market.m };
  const figures = [...(await top100(market, part, rounds))];
  if (market.size !== 'xl') figures.push(...(await refresh(market, part, rounds)), ...change(market, part));
  figures.push(...memory(market, part), ...(await load(market, part, rounds)));
  return figures;
}
