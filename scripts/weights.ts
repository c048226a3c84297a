import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DataSource } from 'typeorm';
import { dayNumber } from '#libs/kernel/clock';
import type { ProfileFacts } from '#libs/matching/model';
import { hasEvidence, measureAll, potentialOf, rankOf } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import { CRITERIA, weights } from '#libs/matching/weights';
import { crossValidate, ndcg10 } from '../bench/cross-validation';
import { readyMission, readyProfile } from '../src/matching/corpus';
import type { StoredMission } from '../src/matching/facts';
import { withDatabase } from './with-database';

/**
 * `npm run weights`: how the weights of skills, occupation and title words stand on judged pairs, by cross-validation
 * over missions (docs/decisions/0017). The missions and profiles of the split are those imported into the database.
 */
const USAGE = 'npm run weights [-- --split ../shared/data/xwalk-fr-dev --folds 5 --repeats 20]';

/** The criteria that share the points of evidence, and the share of each within its part. */
const {
  'required-skills': required,
  'preferred-skills': preferred,
  occupation,
  'title-words': titleWords,
} = weights.mission;
const POINTS = required + preferred + occupation + titleWords;
/** Shares are tried in steps of so many points in a hundred. */
const STEP = 5;

/** Points out of a hundred of the evidence that go to skills, occupation and title words. */
type Shares = readonly [skills: number, occupation: number, titleWords: number];

const IN_FORCE: Shares = [
  (100 * (required + preferred)) / POINTS,
  (100 * occupation) / POINTS,
  (100 * titleWords) / POINTS,
];

function grid(): Shares[] {
  const found: Shares[] = [IN_FORCE];
  for (let skills = 0; skills <= 100; skills += STEP)
    for (let occupations = 0; skills + occupations <= 100; occupations += STEP)
      found.push([skills, occupations, 100 - skills - occupations]);
  return found;
}

/** The vector of weights with the evidence shared so; all other criteria keep theirs. */
function vectorOf([skills, occupations, titles]: Shares): Int32Array {
  const points: Record<string, number> = {
    ...weights.mission,
    ...weights.freelancer,
    'required-skills': (skills / 100) * POINTS * (required / (required + preferred)),
    'preferred-skills': (skills / 100) * POINTS * (preferred / (required + preferred)),
    occupation: (occupations / 100) * POINTS,
    'title-words': (titles / 100) * POINTS,
  };
  return Int32Array.from(CRITERIA, (key) => Math.round(points[key]!));
}

const table = (path: string): string[][] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/));

interface Row<Facts> {
  ref: string;
  num: number;
  facts: Facts;
}

const rowsOf = <Facts>(db: DataSource, kind: 'mission' | 'profile'): Promise<Row<Facts>[]> =>
  db.query<Row<Facts>[]>(
    `select o.external_ref as ref, o.num, f.facts from match_${kind} f join ${kind} o on o.id = f.${kind}_id
     where f.active and o.external_ref is not null order by o.num`,
  );

/** One mission with everybody it has evidence on: what each criterion measured, and who they are. */
interface Judged {
  ref: string;
  people: { ref: string; tie: number; values: Int32Array }[];
}

async function judged(db: DataSource, refs: ReadonlySet<string>): Promise<Judged[]> {
  const [state] = await db.query<{ asOf: string }[]>(`select as_of::text as "asOf" from match_state`);
  if (!state) throw new Error('No list was computed yet: import the split and let the worker finish');
  const today = dayNumber(state.asOf);
  const people = (await rowsOf<ProfileFacts>(db, 'profile')).map((row) => ({
    ...row,
    ready: readyProfile(row.facts, today),
  }));
  const missions = (await rowsOf<StoredMission>(db, 'mission')).filter(({ ref }) => refs.has(ref));
  return missions.map(({ ref, num, facts }) => {
    const mission = readyMission(facts, today);
    const found: Judged['people'] = [];
    for (const person of people) {
      const values = new Int32Array(CRITERIA.length);
      measureAll(mission, person.ready, values);
      // Blocked pairs stand after all others whatever the weights: they are left out.
      if (hasEvidence(values) && rankOf(mission, person.ready) >= 0)
        found.push({ ref: person.ref, tie: tieBreak(num, person.num), values });
    }
    return { ref, people: found };
  });
}

function rankingOf({ people }: Judged, vector: Int32Array): string[] {
  return people
    .map(({ ref, tie, values }) => ({ ref, tie, score: potentialOf(values, vector) }))
    .sort((a, b) => b.score - a.score || b.tie - a.tie)
    .slice(0, 10)
    .map(({ ref }) => ref);
}

const rounded = (value: number): number => Number(value.toFixed(4));
const written = (shares: Shares): string => shares.map((share) => Math.round(share)).join('/');

void withDatabase('weights', async (db) => {
  const { values: options } = parseArgs({
    options: {
      split: { type: 'string', default: '../shared/data/xwalk-fr-dev' },
      folds: { type: 'string', default: '5' },
      repeats: { type: 'string', default: '20' },
    },
  });
  const [folds, repeats] = [Number(options.folds), Number(options.repeats)];
  if (!Number.isInteger(folds) || folds < 2 || !Number.isInteger(repeats) || repeats < 1)
    throw new Error(`usage: ${USAGE}`);
  const qrels = join(options.split, 'qrels.tsv');
  if (!existsSync(qrels)) throw new Error(`the judged pairs are not here (${qrels}): nothing was measured`);
  const grades = new Map<string, Map<string, number>>();
  for (const [mission = '', , profile = '', grade] of table(qrels))
    grades.set(mission, (grades.get(mission) ?? new Map<string, number>()).set(profile, Number(grade)));
  const groupFile = join(options.split, 'mission_isco.tsv');
  const groupOf = new Map(
    existsSync(groupFile) ? table(groupFile).map(([mission = '', group = '']) => [mission, group]) : [],
  );
  const missions = await judged(db, new Set(grades.keys()));
  if (missions.length === 0) throw new Error('no mission of the split is in this database: import it first');
  const settings = grid();
  const values = settings.map((shares) => {
    const vector = vectorOf(shares);
    return missions.map((mission) => ndcg10(rankingOf(mission, vector), grades.get(mission.ref)!));
  });
  const groups = missions.map(({ ref }) => groupOf.get(ref) ?? ref);
  const found = crossValidate({ settings, values, groups }, 0, { folds, repeats, seed: 17 });
  const means = values.map((row) => row.reduce((sum, value) => sum + value, 0) / row.length);
  const bestAt = means.indexOf(Math.max(...means));
  process.stdout.write(
    `${JSON.stringify(
      {
        missions: missions.length,
        groups: new Set(groups).size,
        shares: 'skills/occupation/title words, of 100',
        inForce: { shares: written(IN_FORCE), ndcg10: rounded(means[0]!) },
        bestOnAll: { shares: written(settings[bestAt]!), ndcg10: rounded(means[bestAt]!) },
        heldOut: {
          folds,
          repeats,
          ndcg10: rounded(found.heldOut.reduce((a, b) => a + b, 0) / repeats),
          lowest: rounded(Math.min(...found.heldOut)),
          highest: rounded(Math.max(...found.heldOut)),
          gain: rounded(found.gain),
          standardError: rounded(found.error),
        },
        chosen: found.chosen.slice(0, 5).map(({ setting, times }) => ({ shares: written(setting), times })),
        near: settings
          .map((shares, at) => ({ shares: written(shares), ndcg10: rounded(means[at]!) }))
          .sort((a, b) => b.ndcg10 - a.ndcg10)
          .slice(0, 8),
      },
      null,
      2,
    )}\n`,
  );
  return true;
});
