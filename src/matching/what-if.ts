import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type {
  CaseloadWhatIf,
  OpenedMission,
  ProfileChange,
  ProfileSupposition,
  ProfileWhatIf,
} from '#libs/contracts/what-if';
import { type Locale, Problem } from '#libs/errors/problem';
import { now, parisDate } from '#libs/kernel/clock';
import { rankOverridden } from '#libs/matching/override';
import { gained, openOf, POSSIBLE, type Ranks, skillsToTry, stepsToTell } from '#libs/matching/what-if';
import type { Person } from '../access/actor';
import { allow, can } from '../access/allow';
import type { MissionSubject } from '../access/policies';
import { spend } from '../accounts/limits';
import { profileStandings } from '../profiles/profile.standing';
import { readyProfile } from './corpus';
import { profileFacts, profileHasList, type ProfileRow, readProfiles } from './facts';
import { breath, Market, type Standing } from './market';
import { profileSuppositions, type Supposition, withSkill } from './suppositions';

/** Skills tried for one person; the first in the guess of `skillsToTry`. */
const SKILLS_TRIED = 48;
const SKILLS_TOLD = 5;
/** Versions of a profile compared at once: between two lots this process does its other work. */
const TRIED_AT_ONCE = 16;
/** Missions named with each change. */
const MISSIONS_NAMED = 10;
/** People of a caseload, and skills tried for them: the best guesses of each, then of all together. */
const MOST_PEOPLE = 100;
const SKILLS_OF_EACH = 24;
const SKILLS_TRIED_FOR_ALL = 16;
const PEOPLE_NAMED = 20;

/** A mission as a reader may see it. */
interface Shown {
  id: string;
  title: string;
}

/** “What if?” for people: which change of a profile would open missions. Nothing is changed here. */
@Injectable()
export class WhatIf {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly market: Market,
  ) {}

  /**
   * What the person who asks might change, and the missions it would open. Throws `match/profile-needed`, `match/no-list`,
   * `what-if/not-ready`, `request/too-many`.
   */
  async profile(me: Person, locale: Locale): Promise<ProfileWhatIf> {
    allow(me, 'match:list-own');
    if (me.profileId === null) throw new Problem('match/profile-needed');
    await spend(this.db, 'what-if', me.accountId);
    const [row] = await readProfiles(this.db, [me.profileId]);
    if (!row || !profileHasList(row)) throw new Problem('match/no-list');
    return this.market.ask(async (standing) => {
      const [ranks = new Map<number, number>()] = ranksOf(standing, [row]);
      const skills = trySkills(standing, row, ranks, SKILLS_TRIED).map((skill) => [withSkill(row, skill)]);
      const families: Supposition<ProfileChange, ProfileRow>[][] = [
        ...skills,
        ...profileSuppositions(row, parisDate(now())),
      ];
      const after = new Map<ProfileChange, Ranks>();
      const every = families.flat();
      for (let from = 0; from < every.length; from += TRIED_AT_ONCE) {
        const some = every.slice(from, from + TRIED_AT_ONCE);
        const found = ranksOf(
          standing,
          some.map((step) => step.row),
          POSSIBLE,
        );
        some.forEach(({ change }, at) => after.set(change, openOf(found[at]!)));
        await breath();
      }
      const before = openOf(ranks);
      const shown = await this.shown(me, [before, ...after.values()]);
      const seen = (some: Ranks): Ranks => openOf(some, (num) => shown.has(num));
      const told = families.map((steps) =>
        stepsToTell(
          steps.map(({ change }) => {
            const supposition = suppositionOf(change, seen(before), seen(after.get(change)!), shown);
            return { ...supposition, gain: supposition.opened };
          }),
        ).map(({ gain: _, ...supposition }) => supposition),
      );
      return {
        possible: seen(before).size,
        near: ranks.size,
        suppositions: await this.named(best(told.flat()), locale),
      };
    });
  }

  /**
   * The skills that would open missions to the people the reader’s agency accompanies. Throws `access/denied`,
   * `what-if/not-ready`, `request/too-many`.
   */
  async caseload(me: Person, locale: Locale): Promise<CaseloadWhatIf> {
    allow(me, 'mandate:list-caseload');
    await spend(this.db, 'what-if', me.accountId);
    const { people, left } = await this.accompanied(me);
    return this.market.ask(async (standing) => {
      const wanted = new Map<number, { id: number; label: string; times: number }>();
      const owners: { row: ProfileRow; ranks: Ranks; skills: Set<number> }[] = [];
      for (const row of people) {
        const [ranks = new Map<number, number>()] = ranksOf(standing, [row]);
        const skills = trySkills(standing, row, ranks, SKILLS_OF_EACH);
        for (const skill of skills) wanted.set(skill.id, { ...skill, times: (wanted.get(skill.id)?.times ?? 0) + 1 });
        owners.push({ row, ranks, skills: new Set(skills.map(({ id }) => id)) });
        await breath();
      }
      const tried = [...wanted.values()]
        .sort((a, b) => b.times - a.times || a.id - b.id)
        .slice(0, SKILLS_TRIED_FOR_ALL);
      const opened = new Map<number, { row: ProfileRow; missions: number[] }[]>();
      for (const { row, ranks, skills } of owners) {
        const lacking = tried.filter(({ id }) => skills.has(id));
        const found = ranksOf(
          standing,
          lacking.map((skill) => withSkill(row, skill).row),
          POSSIBLE,
        );
        lacking.forEach(({ id }, at) =>
          opened.set(id, [...(opened.get(id) ?? []), { row, missions: gained(openOf(ranks), openOf(found[at]!)) }]),
        );
        await breath();
      }
      const shown = await this.shown(
        me,
        [...opened.values()].flat().map(({ missions }) => new Map(missions.map((num) => [num, 0]))),
      );
      const names = await this.namesOf(people.map(({ id }) => id));
      const labels = await this.labels([...opened.keys()], locale);
      const suppositions = [...opened].flatMap(([skillId, who]) => {
        const helped = who
          .map(({ row, missions }) => ({ row, missions: missions.filter((num) => shown.has(num)) }))
          .filter(({ missions }) => missions.length > 0)
          .sort((a, b) => b.missions.length - a.missions.length || a.row.num - b.row.num);
        if (helped.length === 0) return [];
        return {
          skillId,
          label: labels.get(skillId) ?? '',
          missions: new Set(helped.flatMap(({ missions }) => missions)).size,
          helped: helped.length,
          people: helped.slice(0, PEOPLE_NAMED).map(({ row, missions }) => ({
            profileId: row.id,
            name: names.get(row.id) ?? '',
            headline: row.headline,
            opened: missions.length,
          })),
        };
      });
      return { people: people.length, left, suppositions: suppositions.sort(mostHelpful).slice(0, SKILLS_TOLD * 2) };
    });
  }

  /** Those of these missions that the reader may see, by number. */
  private async shown(me: Person, some: readonly Ranks[]): Promise<Map<number, Shown>> {
    const nums = [...new Set(some.flatMap((ranks) => [...ranks.keys()]))];
    const rows = await this.db.query<(MissionSubject & Shown & { num: number })[]>(
      `select m.num, m.id, m.title, m.organisation_id as "organisationId", m.state, m.visibility,
         exists (select from application a where a.mission_id = m.id and a.profile_id = $2) as involved
       from mission m where m.num = any($1::int[])`,
      [nums, me.profileId],
    );
    return new Map(
      rows.filter((row) => row.state === 'PUBLISHED' && can(me, 'mission:read', row)).map((row) => [row.num, row]),
    );
  }

  /** The skills of these changes by their names in the referential. */
  private async named(suppositions: ProfileSupposition[], locale: Locale): Promise<ProfileSupposition[]> {
    const ids = suppositions.flatMap(({ change }) => (change.kind === 'SKILL' ? [change.skillId] : []));
    const labels = await this.labels(ids, locale);
    return suppositions.map(({ change, ...rest }) => ({
      ...rest,
      change: change.kind === 'SKILL' ? { ...change, label: labels.get(change.skillId) ?? change.label } : change,
    }));
  }

  private async labels(ids: readonly number[], locale: Locale): Promise<Map<number, string>> {
    const rows = await this.db.query<{ id: number; fr: string; en: string | null }[]>(
      `select id, label_fr as fr, label_en as en from skill where id = any($1::int[])`,
      [ids],
    );
    return new Map(rows.map(({ id, fr, en }) => [id, (locale === 'en' && en) || fr]));
  }

  private async namesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.db.query<{ id: string; name: string }[]>(
      `select id, display_name as name from profile where id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** The people whom the reader’s agency accompanies and may read, the latest first, and how many more there are. */
  private async accompanied(me: Person): Promise<{ people: ProfileRow[]; left: number }> {
    const rows = await this.db.query<{ id: string }[]>(
      `select profile_id as id from mandate where agency_id = $1 and state = 'ACTIVE' order by started_at desc, id`,
      [me.current?.organisationId],
    );
    const standings = await profileStandings(
      this.db,
      me,
      rows.map(({ id }) => id),
    );
    const own = [...standings.values()].filter(
      (standing) => standing.mandateScopes.length > 0 && can(me, 'profile:read-card', standing),
    );
    const order = new Map(rows.map(({ id }, at) => [id, at]));
    const ids = own.map(({ profileId }) => profileId).sort((a, b) => order.get(a)! - order.get(b)!);
    const people = (await readProfiles(this.db, ids.slice(0, MOST_PEOPLE))).filter(profileHasList);
    return { people, left: Math.max(0, ids.length - MOST_PEOPLE) };
  }
}

/** The rank of each version of a profile with every mission that stands and reaches `floor`; decisions count. */
function ranksOf(
  { corpus, reading, decisions }: Standing,
  versions: readonly ProfileRow[],
  floor?: number,
): Map<number, number>[] {
  const facts = versions.map((row) => profileFacts(row, reading));
  return corpus.ranksOfProfileVersions(facts, floor).map((ranks, at) => {
    for (const [num, decided] of decisions.profile.get(versions[at]!.num) ?? []) {
      const mission = corpus.missions.get(num);
      if (mission?.active)
        ranks.set(num, rankOverridden(mission.prepared, readyProfile(facts[at]!, corpus.today), decided));
    }
    return ranks;
  });
}

const trySkills = ({ corpus, reading }: Standing, row: ProfileRow, ranks: Ranks, most: number) =>
  skillsToTry(
    readyProfile(profileFacts(row, reading), corpus.today),
    ranks,
    (num) => corpus.missions.get(num)?.prepared,
    most,
  );

function suppositionOf(
  change: ProfileChange,
  before: Ranks,
  after: Ranks,
  shown: ReadonlyMap<number, Shown>,
): ProfileSupposition {
  const opened = gained(before, after);
  const missions = opened.slice(0, MISSIONS_NAMED).map((num): OpenedMission => ({
    id: shown.get(num)!.id,
    title: shown.get(num)!.title,
    score: after.get(num)!,
  }));
  return { change, possible: after.size, opened: opened.length, closed: gained(after, before).length, missions };
}

/** The skills that open the most, then the other changes, each where it opens something. */
function best(suppositions: readonly ProfileSupposition[]): ProfileSupposition[] {
  const skills = suppositions.filter(({ change }) => change.kind === 'SKILL');
  const others = suppositions.filter(({ change }) => change.kind !== 'SKILL');
  const sorted = skills.toSorted((a, b) => b.opened - a.opened || a.closed - b.closed);
  return [...sorted.slice(0, SKILLS_TOLD), ...others];
}

const mostHelpful = (a: CaseloadWhatIf['suppositions'][number], b: CaseloadWhatIf['suppositions'][number]): number =>
  b.helped - a.helped || b.missions - a.missions || a.skillId - b.skillId;
