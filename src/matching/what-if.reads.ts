import type { EntityManager } from 'typeorm';
import type { Locale } from '#libs/errors/problem';
import { Breath } from '#libs/kernel/breath';
import { rankOverridden } from '#libs/matching/override';
import { type Ranks, skillsToTry } from '#libs/matching/what-if';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import type { MissionSubject } from '../access/policies';
import { readyProfile } from './corpus';
import { profileFacts, type ProfileRow } from './facts';
import type { Standing } from './market';

type Db = Pick<EntityManager, 'query'>;

/** Versions compared at once: between two lots this process does its other work. */
const AT_ONCE = 16;

/** The rank of each version of a profile with every mission that stands and reaches `floor`; what people decided counts. */
export async function ranksOfVersions(
  { corpus, reading, decisions }: Standing,
  versions: readonly ProfileRow[],
  floor?: number,
): Promise<Ranks[]> {
  const found: Ranks[] = [];
  const breath = new Breath();
  for (let from = 0; from < versions.length; from += AT_ONCE) {
    const some = versions.slice(from, from + AT_ONCE);
    const facts = some.map((row) => profileFacts(row, reading));
    corpus.ranksOfProfileVersions(facts, floor).forEach((ranks, at) => {
      for (const [num, decided] of decisions.profile.get(some[at]!.num) ?? []) {
        const mission = corpus.missions.get(num);
        if (mission?.active)
          ranks.set(num, rankOverridden(mission.prepared, readyProfile(facts[at]!, corpus.today), decided));
      }
      found.push(ranks);
    });
    await breath.taken();
  }
  return found;
}

/** The skills worth trying for a profile whose ranks are these. */
export const skillsFor = ({ corpus, reading }: Standing, row: ProfileRow, ranks: Ranks, most: number) =>
  skillsToTry(
    readyProfile(profileFacts(row, reading), corpus.today),
    ranks,
    (num) => corpus.missions.get(num)?.prepared,
    most,
  );

/** A mission as its reader may see it. */
export interface ShownMission {
  id: string;
  title: string;
}

/** Those of these missions that the reader may see, by number. */
export async function shownMissions(db: Db, me: Person, some: readonly Ranks[]): Promise<Map<number, ShownMission>> {
  const nums = [...new Set(some.flatMap((ranks) => [...ranks.keys()]))];
  const rows = await db.query<(MissionSubject & ShownMission & { num: number })[]>(
    `select m.num, m.id, m.title, m.organisation_id as "organisationId", m.state, m.visibility,
       exists (select from application a where a.mission_id = m.id and a.profile_id = $2) as involved
     from mission m where m.num = any($1::int[])`,
    [nums, me.profileId],
  );
  return new Map(
    rows.filter((row) => row.state === 'PUBLISHED' && can(me, 'mission:read', row)).map((row) => [row.num, row]),
  );
}

/** The names of skills in the referential, in the reader’s language where it has one. */
export async function skillLabels(db: Db, ids: readonly number[], locale: Locale): Promise<Map<number, string>> {
  const rows = await db.query<{ id: number; fr: string; en: string | null }[]>(
    `select id, label_fr as fr, label_en as en from skill where id = any($1::int[])`,
    [ids],
  );
  return new Map(rows.map(({ id, fr, en }) => [id, (locale === 'en' && en) || fr]));
}
