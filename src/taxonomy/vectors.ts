import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { type OccupationGraph, buildProjection, projectionSteps } from '#libs/taxonomy/build-projection';
import { Projector } from '#libs/taxonomy/projection';
import { decodeProjection, encodeProjection } from '#libs/taxonomy/projection-codec';
import { neighbourSteps, type SkillGraph, telling } from '#libs/taxonomy/skill-neighbours';
import { SkillTable } from '#libs/taxonomy/skill-table';
import { breathe } from './breathe';

type Db = Pick<EntityManager, 'query'>;

/** Advisory lock of whoever computes: "VECT". A second one waits and finds the work done. */
const LOCK = 0x56454354;

/** Raised when the same releases are computed otherwise: projection, normaliser, neighbours. */
const COMPUTATION = 1;

/** What the referential says of titles and skills, ready for use. */
export interface Vectors {
  /** Changes whenever an answer may change. */
  version: string;
  projector: Projector;
  skills: SkillTable;
}

export interface VectorsReport {
  version: string;
  /** False when they were there already. */
  computed: boolean;
  ms: number;
}

/** The version of vectors that know nothing: no release was ever imported. */
const NONE = 'none';

/** The version that the releases in use and the learned neighbours that are active ask for; `computeVectors` makes it, `storedVersion` says which there is. */
export async function wantedVersion(db: Db): Promise<string> {
  const rows = await db.query<object[]>(`select source, release, counts from taxonomy_release order by source`);
  if (rows.length === 0) return NONE;
  rows.push(...(await db.query<object[]>(`select id as learned from neighbour_learning where state = 'ACTIVE'`)));
  return `${COMPUTATION}-${createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 12)}`;
}

/** In SQL: the version of the newest stored vectors, null before the first. */
export const STORED_VERSION = `(select version from taxonomy_vectors order by computed_at desc limit 1)`;

/** The same, undefined before the first. */
export async function storedVersion(db: Db): Promise<string | undefined> {
  const [row] = await db.query<{ version: string | null }[]>(`select ${STORED_VERSION} as version`);
  return row?.version ?? undefined;
}

/** The newest stored vectors; such that know nothing when there are none yet. A few milliseconds. */
export async function loadVectors(db: Db): Promise<Vectors> {
  const [row] = await db.query<{ version: string; projection: Buffer; skills: Buffer }[]>(
    `select version, projection, skills from taxonomy_vectors order by computed_at desc limit 1`,
  );
  const projection = row && decodeProjection(row.projection);
  const skills = row && SkillTable.decode(row.skills);
  if (!projection || !skills) return NOTHING_KNOWN;
  return { version: row.version, projector: new Projector(projection), skills };
}

const NOTHING_KNOWN: Vectors = {
  version: NONE,
  projector: new Projector(
    buildProjection({ occupations: [], titles: [], skills: [], occupationSkills: [], occupationLinks: [] }),
  ),
  skills: SkillTable.of(new Map(), new Map()),
};

/**
 * Computes what the releases in use ask for and stores it in place of what was there, in the caller’s transaction;
 * does nothing when it is stored already. Some eight seconds for ROME and ESCO together, in pieces between which this
 * process serves others. Throws when a release was imported, or other learned neighbours
 * activated, meanwhile: the caller tries again.
 */
export async function computeVectors(tx: Db): Promise<VectorsReport> {
  const started = performance.now();
  await tx.query(`set local lock_timeout = '10min'`);
  await tx.query(`select pg_advisory_xact_lock($1)`, [LOCK]);
  const version = await wantedVersion(tx);
  const [held] = await tx.query<object[]>(`select 1 from taxonomy_vectors where version = $1`, [version]);
  if (held) return { version, computed: false, ms: 0 };
  const occupations = await occupationGraph(tx);
  const skills = await skillGraph(tx, await activeLinks(tx));
  const projection = await breathe(projectionSteps(occupations));
  const table = SkillTable.of(tellingOf(occupations), await breathe(neighbourSteps(skills)));
  const counts = {
    occupations: projection.occupations.length,
    titles: projection.titleOwners.length,
    skills: table.data.ids.length,
    neighbours: table.data.neighbours.length,
  };
  if ((await wantedVersion(tx)) !== version) throw new Error('The referential changed while vectors were computed');
  await tx.query(`delete from taxonomy_vectors`);
  await tx.query(`insert into taxonomy_vectors (version, projection, skills, counts) values ($1, $2, $3, $4)`, [
    version,
    encodeProjection(projection),
    table.encode(),
    JSON.stringify(counts),
  ]);
  return { version, computed: true, ms: Math.round(performance.now() - started) };
}

async function occupationGraph(tx: Db): Promise<OccupationGraph> {
  return {
    occupations: await tx.query(`select id, source from occupation where not obsolete order by id`),
    titles: await tx.query(
      `select t.occupation_id as occupation, t.label, t.language from occupation_title t
       join occupation o on o.id = t.occupation_id where not o.obsolete order by t.occupation_id, t.label collate "C"`,
    ),
    skills: await tx.query(
      `select s.id, s.label_fr as label from skill s
       where exists (select from occupation_skill os where os.skill_id = s.id) order by s.id`,
    ),
    occupationSkills: await tx.query(
      `select os.occupation_id as occupation, os.skill_id as skill, os.weight from occupation_skill os
       join occupation o on o.id = os.occupation_id where not o.obsolete order by 1, 2`,
    ),
    occupationLinks: await tx.query(
      `select from_id as "from", to_id as "to" from occupation_link order by from_id, position, to_id`,
    ),
  };
}

/** The neighbours there would be if these learned ones were active instead of those that are; tells nothing else. */
export async function skillTableWith(tx: Db, learned: SkillGraph['skillLinks']): Promise<SkillTable> {
  return SkillTable.of(new Map(), await breathe(neighbourSteps(await skillGraph(tx, learned))));
}

/** What people’s skills say of one another, as far as somebody activated it. */
const activeLinks = (tx: Db): Promise<SkillGraph['skillLinks']> =>
  tx.query(
    `select p.a as "from", p.b as "to", p.learned / 100.0::float8 as similarity
     from neighbour_learning l join neighbour_learning_pair p on p.learning_id = l.id and p.learned is not null
       join skill a on a.id = p.a join skill b on b.id = p.b
     where l.state = 'ACTIVE' and not a.obsolete and not b.obsolete order by 1, 2`,
  );

/** The skills with what the sources relate, and the learned pairs beside them: of two similarities the greater counts. */
async function skillGraph(tx: Db, learned: SkillGraph['skillLinks']): Promise<SkillGraph> {
  const related = await tx.query<SkillGraph['skillLinks'][number][]>(
    `select l.from_id as "from", l.to_id as "to", l.similarity from skill_link l
     join skill a on a.id = l.from_id join skill b on b.id = l.to_id
     where not a.obsolete and not b.obsolete order by 1, 2`,
  );
  return {
    skills: await tx.query(
      `select id, label_fr as label, key from skill where not obsolete and source <> 'CUSTOM' order by id`,
    ),
    aliases: await tx.query(
      `select a.skill_id as skill, a.key from skill_alias a join skill s on s.id = a.skill_id
       where not s.obsolete order by a.skill_id, a.label collate "C"`,
    ),
    skillLinks: related.concat(learned),
    skillParents: await tx.query(
      `select p.skill_id as skill, p.parent_id as parent from skill_parent p
       join skill a on a.id = p.skill_id join skill b on b.id = p.parent_id
       where not a.obsolete and not b.obsolete order by 1, 2`,
    ),
  };
}

/** How telling each skill is among the occupations of its own source. */
function tellingOf({ occupations, occupationSkills }: OccupationGraph): Map<number, number> {
  const sources = new Map(occupations.map(({ id, source }) => [id, source]));
  const population = new Map<string, number>();
  for (const { source } of occupations) population.set(source, (population.get(source) ?? 0) + 1);
  const uses = new Map<number, { count: number; source: string }>();
  for (const { occupation, skill } of occupationSkills) {
    const source = sources.get(occupation) ?? '';
    uses.set(skill, { count: (uses.get(skill)?.count ?? 0) + 1, source });
  }
  return new Map([...uses].map(([skill, use]) => [skill, telling(use.count, population.get(use.source) ?? 0)]));
}
