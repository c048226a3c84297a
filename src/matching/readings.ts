import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Neighbour, OccupationWeight, TitleWord } from '#libs/matching/model';
import { buildProjection, type OccupationGraph } from '#libs/taxonomy/build-projection';
import { Projector } from '#libs/taxonomy/projection';
import type { Reading } from './facts';

type Db = Pick<EntityManager, 'query'>;

/** Raised when the code below reads the same referential differently. */
const READING = 'r1';
const NEIGHBOURS = 8;
/** An exact skill always beats a related one. */
const MOST_SIMILAR = 200;
const PARENT = 120;
/** What a skill nobody’s referential knows says about a job. */
const UNKNOWN_TELLS = 200;

/** Changes whenever the engine may be told something else of the same rows: the releases in use and this code. */
export async function readingVersion(db: Db): Promise<string> {
  const rows = await db.query<{ source: string; release: string }[]>(
    `select source, release from taxonomy_release order by source`,
  );
  return `${READING}-${createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 10)}`;
}

/** The referential as the engine needs it, computed once a release and kept in this process. */
@Injectable()
export class Readings {
  private held: Promise<Reading> | undefined;
  private version: string | undefined;

  /** The reading of the releases in use. After an import it is computed anew: about ten seconds for ROME and ESCO together. */
  async current(db: Db): Promise<Reading> {
    const version = await readingVersion(db);
    if (this.held && this.version === version) return this.held;
    this.version = version;
    this.held = read(db, version).catch((error: unknown) => {
      this.held = undefined;
      throw error;
    });
    return this.held;
  }
}

async function graphOf(db: Db): Promise<OccupationGraph> {
  return {
    occupations: await db.query(`select id, source from occupation where not obsolete order by id`),
    titles: await db.query(
      `select t.occupation_id as occupation, t.label, t.language from occupation_title t
       join occupation o on o.id = t.occupation_id where not o.obsolete order by t.occupation_id, t.label`,
    ),
    skills: await db.query(
      `select distinct s.id, s.label_fr as label from skill s join occupation_skill os on os.skill_id = s.id order by s.id`,
    ),
    occupationSkills: await db.query(
      `select os.occupation_id as occupation, os.skill_id as skill, os.weight from occupation_skill os
       join occupation o on o.id = os.occupation_id where not o.obsolete order by 1, 2`,
    ),
    occupationLinks: await db.query(
      `select l.from_id as "from", l.to_id as "to" from occupation_link l join occupation a on a.id = l.from_id
       join occupation b on b.id = l.to_id where not a.obsolete and not b.obsolete order by l.from_id, l.position, l.to_id`,
    ),
  };
}

async function neighboursOf(db: Db): Promise<Map<number, Neighbour[]>> {
  const rows = await db.query<{ from: number; to: number; similarity: number }[]>(
    `select from_id as "from", to_id as "to", least(${MOST_SIMILAR}, round(similarity * 255))::int as similarity from skill_link
     union all select skill_id, parent_id, ${PARENT} from skill_parent
     union all select parent_id, skill_id, ${PARENT} from skill_parent
     order by 1, 3 desc, 2`,
  );
  const found = new Map<number, Neighbour[]>();
  for (const { from, to, similarity } of rows) {
    const list = found.get(from) ?? [];
    if (list.length < NEIGHBOURS && !list.some(({ id }) => id === to)) list.push({ id: to, similarity });
    found.set(from, list);
  }
  return found;
}

/** 255 for a skill of one occupation, less the more occupations ask for it: 255 · ln((N + 1) / (n + 1)) / ln(N + 1). */
async function tellingOf(db: Db, population: number): Promise<Map<number, number>> {
  const rows = await db.query<{ id: number; n: number }[]>(
    `select skill_id as id, count(*)::int as n from occupation_skill group by skill_id`,
  );
  const most = Math.log(population + 1);
  return new Map(
    rows.map(({ id, n }) => [id, Math.max(1, Math.round((255 * Math.log((population + 1) / (n + 1))) / most))]),
  );
}

async function read(db: Db, version: string): Promise<Reading> {
  const graph = await graphOf(db);
  const projector = new Projector(buildProjection(graph));
  const neighbours = await neighboursOf(db);
  const telling = await tellingOf(db, Math.max(1, graph.occupations.length));
  const labels = new Map(
    (await db.query<{ id: number; label: string }[]>(`select id, label_fr as label from skill`)).map(
      ({ id, label }) => [id, label],
    ),
  );
  const names = new Map(
    (await db.query<{ id: number; label: string }[]>(`select id, label_fr as label from occupation`)).map(
      ({ id, label }) => [id, label],
    ),
  );
  const weights = (found: readonly { occupation: number; weight: number }[]): OccupationWeight[] =>
    found.map(({ occupation, weight }) => ({ occupation, label: names.get(occupation) ?? '', weight }));
  return {
    version,
    neighbours: (skillId) => neighbours.get(skillId) ?? [],
    occupations: (titles, skills) =>
      weights(
        projector.project({
          titles: titles.map(({ text, weight }) => ({ text, weight: weight / 255 })),
          skills: skills.map(({ id, label }) => labels.get(id) ?? label),
        }),
      ),
    named: (ids) =>
      weights(projector.project({ titles: ids.flatMap((id) => names.get(id) ?? []).map((text) => ({ text })) })),
    titleWords: (text): TitleWord[] =>
      projector.titleVector(text).map(({ key, written, weight }) => ({ key, written, weight })),
    telling: (skillId) => telling.get(skillId) ?? UNKNOWN_TELLS,
  };
}
