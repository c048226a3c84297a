import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { CaseloadWhatIf } from '#libs/contracts/what-if';
import type { Locale } from '#libs/errors/problem';
import { gained, openOf, POSSIBLE, type Ranks, type SkillToTry, worthFirst } from '#libs/matching/what-if';
import type { Person } from '../access/actor';
import { allow, can } from '../access/allow';
import { spend } from '../accounts/limits';
import { profileStandings } from '../profiles/profile.standing';
import { profileHasList, type ProfileRow, readProfiles } from './facts';
import { Market } from './market';
import { withSkill } from './suppositions';
import { ranksOfVersions, shownMissions, skillLabels, skillsFor } from './what-if.reads';

/** People of whom one answer speaks, and skills tried: the best guesses for each, then the best for all of them. */
const MOST_PEOPLE = 100;
const SKILLS_OF_EACH = 24;
const SKILLS_TRIED = 16;
const SKILLS_TOLD = 10;
const PEOPLE_NAMED = 20;

/** “What if?” for a caseload: which skill would open missions, and to whom. Nothing is changed here. */
@Injectable()
export class CaseloadWhatIfs {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly market: Market,
  ) {}

  /**
   * The skills that would open missions to the people the reader’s agency accompanies, each tried for those of whose trade
   * it is. Throws `access/denied`, `what-if/not-ready`, `request/too-many`.
   */
  async caseload(me: Person, locale: Locale): Promise<CaseloadWhatIf> {
    allow(me, 'mandate:list-caseload');
    await spend(this.db, 'what-if', me.accountId);
    const { people, left } = await this.accompanied(me);
    return this.market.ask(async (standing) => {
      const wanted = new Map<number, SkillToTry>();
      const owners: { row: ProfileRow; ranks: Ranks; skills: Set<number> }[] = [];
      for (const row of people) {
        const [ranks = new Map<number, number>()] = await ranksOfVersions(standing, [row]);
        const skills = skillsFor(standing, row, ranks, SKILLS_OF_EACH);
        for (const skill of skills)
          wanted.set(skill.id, { ...skill, worth: skill.worth + (wanted.get(skill.id)?.worth ?? 0) });
        owners.push({ row, ranks, skills: new Set(skills.map(({ id }) => id)) });
      }
      const tried = [...wanted.values()].sort(worthFirst).slice(0, SKILLS_TRIED);
      const opened = new Map<number, { row: ProfileRow; missions: number[] }[]>();
      for (const { row, ranks, skills } of owners) {
        const lacking = tried.filter(({ id }) => skills.has(id));
        const found = await ranksOfVersions(
          standing,
          lacking.map((skill) => withSkill(row, skill).row),
          POSSIBLE,
        );
        lacking.forEach(({ id }, at) =>
          opened.set(id, [...(opened.get(id) ?? []), { row, missions: gained(openOf(ranks), openOf(found[at]!)) }]),
        );
      }
      const shown = await shownMissions(
        this.db,
        me,
        [...opened.values()].flat().map(({ missions }) => new Map(missions.map((num) => [num, 0]))),
      );
      const names = await this.namesOf(people.map(({ id }) => id));
      const labels = await skillLabels(this.db, [...opened.keys()], locale);
      const suppositions = [...opened].flatMap(([skillId, who]) => {
        const helped = who
          .map(({ row, missions }) => ({ row, missions: missions.filter((num) => shown.has(num)) }))
          .filter(({ missions }) => missions.length > 0)
          .sort((a, b) => b.missions.length - a.missions.length || a.row.num - b.row.num);
        if (helped.length === 0) return [];
        return {
          skillId,
          label: labels.get(skillId) ?? '',
          openings: helped.reduce((sum, { missions }) => sum + missions.length, 0),
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
      const told = suppositions
        .sort((a, b) => b.openings - a.openings || b.helped - a.helped || a.skillId - b.skillId)
        .slice(0, SKILLS_TOLD)
        .map(({ openings: _, ...one }) => one);
      return { people: people.length, left, suppositions: told };
    });
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
