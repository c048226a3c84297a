import type { EntityManager } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, SYSTEM } from '#libs/outbox/transition';
import { learnSteps, type LearnedPair, SkillSets } from '#libs/taxonomy/learned-neighbours';
import { type NeighbourChange, neighbourChanges } from '#libs/taxonomy/neighbour-changes';
import { breathe } from '../taxonomy/breathe';
import { computeVectors, loadVectors, skillTableWith, wantedVersion } from '../taxonomy/vectors';
import { COUNT_CHANGES, takeArrow } from './learning.rows';

type Db = Pick<EntityManager, 'query'>;

/** A computation that has not ended for this long is given up: the next may start. */
const STUCK = `interval '30 minutes'`;
/** Profiles read at once: some milliseconds. */
const PAGE = 2_000;
/** Pairs written at once. */
const LOT = 10_000;

/**
 * Asks for what people’s skills say to be computed anew, and answers with that version’s id, or with that of the one being
 * computed: there is one at a time.
 */
export async function startLearning(tx: EntityManager, trigger: 'WEEK' | 'OPERATOR', mover: Mover): Promise<string> {
  const stuck = await tx.query<{ id: string }[]>(
    `select id from neighbour_learning where state = 'COMPUTING' and started_at < now() - ${STUCK} for update`,
  );
  for (const { id } of stuck) await takeArrow(tx, { id, state: 'COMPUTING' }, 'abandon', SYSTEM);
  const id = newId();
  const started = await tx.query<object[]>(
    `insert into neighbour_learning (id, trigger, started_by) values ($1, $2, $3)
     on conflict ((true)) where state = 'COMPUTING' do nothing returning id`,
    [id, trigger, mover.id],
  );
  if (started.length === 0) {
    const [running] = await tx.query<{ id: string }[]>(`select id from neighbour_learning where state = 'COMPUTING'`);
    // It ended in between: the next one starts.
    return running?.id ?? startLearning(tx, trigger, mover);
  }
  await logTransition(tx, mover, {
    aggregate: 'neighbour-learning',
    aggregateId: id,
    move: 'start',
    from: null,
    to: 'COMPUTING',
  });
  await record(tx, { type: 'neighbours.learning-due', aggregateId: id });
  return id;
}

/**
 * Computes a version from the published profiles, in pieces between which this process serves others, and proposes it in
 * place of the one nobody answered; proposes nothing when it would change nothing. Returns undefined when it was given
 * up meanwhile. Throws when the neighbours that count changed meanwhile: the caller tries again.
 */
export async function learn(
  tx: EntityManager,
  id: string,
): Promise<{ people: number; pairs: number; changes: number } | undefined> {
  const due = await tx.query<object[]>(
    `select from neighbour_learning where id = $1 and state = 'COMPUTING' for update`,
    [id],
  );
  if (due.length === 0) return undefined;
  const { version } = await computeVectors(tx);
  const sets = await skillSets(tx);
  const pairs = await breathe(learnSteps(sets));
  const { skills: before } = await loadVectors(tx);
  const changes = await breathe(neighbourChanges(before, await skillTableWith(tx, linksOf(pairs))));
  // Whoever decides meanwhile waits here, and finds their proposal replaced; whoever came first makes this start again.
  const standing = await tx.query<{ id: string; state: 'PROPOSED' | 'ACTIVE' }[]>(
    `select id, state from neighbour_learning where state in ('PROPOSED', 'ACTIVE') order by state desc for update`,
  );
  if ((await wantedVersion(tx)) !== version)
    throw new Error('The neighbours that count changed while others were learned');
  for (const one of standing) {
    if (one.state !== 'PROPOSED') continue;
    await takeArrow(tx, one, 'replace', SYSTEM);
    await tx.query(`delete from neighbour_learning_pair where learning_id = $1`, [one.id]);
  }
  if (changes.length > 0) await writePairs(tx, id, pairs, changes);
  await tx.query(
    `update neighbour_learning set computed_at = clock_timestamp(), people = $2, pairs = $3,
       (added, nearer, farther, gone) = (${COUNT_CHANGES}) where id = $1`,
    [id, sets.people, pairs.length],
  );
  await takeArrow(tx, { id, state: 'COMPUTING' }, changes.length > 0 ? 'propose' : 'find-unchanged', SYSTEM);
  return { people: sets.people, pairs: pairs.length, changes: changes.length };
}

const linksOf = (pairs: readonly LearnedPair[]) =>
  pairs.map(({ a, b, similarity }) => ({ from: a, to: b, similarity }));

/** The skills in use of everybody who stands in the lists of missions: published and not hidden. */
async function skillSets(db: Db): Promise<SkillSets> {
  const sets = new SkillSets();
  const [last] = await db.query<{ num: number }[]>(`select coalesce(max(num), 0) as num from profile`);
  for (let from = 0; from <= (last?.num ?? 0); from += PAGE) {
    const rows = await db.query<{ skills: number[] }[]>(
      `select array_agg(k.skill_id) as skills from profile p join profile_skill k on k.profile_id = p.id
         join skill s on s.id = k.skill_id and not s.obsolete
       where p.num >= $1 and p.num < $2 and p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN' group by p.id`,
      [from, from + PAGE],
    );
    for (const { skills } of rows) sets.add(skills);
  }
  return sets;
}

interface PairRow {
  people: number | null;
  learned: number | null;
  before: number;
  after: number;
}

/** Writes what was learned and what would change. A pair learned without effect is as near as it was. */
async function writePairs(
  tx: Db,
  id: string,
  pairs: readonly LearnedPair[],
  changes: readonly NeighbourChange[],
): Promise<void> {
  const rows = new Map<string, PairRow & { a: number; b: number }>();
  for (const { a, b, people, similarity } of pairs)
    rows.set(`${a} ${b}`, { a, b, people, learned: Math.round(100 * similarity), before: 0, after: 0 });
  for (const { a, b, before, after } of changes) {
    const key = `${a} ${b}`;
    const { people = null, learned = null } = rows.get(key) ?? {};
    rows.set(key, { a, b, people, learned, before, after });
  }
  const all = [...rows.values()];
  for (let from = 0; from < all.length; from += LOT) {
    const lot = all.slice(from, from + LOT);
    await tx.query(
      `insert into neighbour_learning_pair (learning_id, a, b, people, learned, before, after)
       select $1, * from unnest($2::int[], $3::int[], $4::int[], $5::smallint[], $6::smallint[], $7::smallint[])`,
      [
        id,
        lot.map(({ a }) => a),
        lot.map(({ b }) => b),
        lot.map(({ people }) => people),
        lot.map(({ learned }) => learned),
        lot.map(({ before }) => before),
        lot.map(({ after }) => after),
      ],
    );
  }
}
