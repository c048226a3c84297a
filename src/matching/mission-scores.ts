import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { FoundMatch } from '#libs/contracts/discovery';
import type { Locale } from '#libs/errors/problem';
import { explainPrepared } from '#libs/matching/explain';
import { rankOverridden } from '#libs/matching/override';
import { NOT_LISTED, rankOf, scoreOfRank } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import type { ProfileSubject } from '../access/policies';
import type { MissionRow } from '../missions/mission.views';
import { overridesOf } from './overrides';
import { readList, readState, readyMissions, readyProfiles } from './stored-lists';
import { inWords } from './wording';

/** The scores of given people for one mission: the same engine, facts and decisions of people as the lists. */
@Injectable()
export class MissionScores {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** These people, best match first as lists order them; those with nothing in common come last, in the order given. */
  async order(mission: MissionRow, profileIds: readonly string[]): Promise<string[]> {
    const ready = await this.ready(mission, profileIds);
    if (!ready) return [...profileIds];
    const ranked = profileIds.map((id) => {
      const person = ready.people.get(id);
      return person
        ? { id, rank: person.rank, tie: tieBreak(mission.num, person.num) }
        : { id, rank: NOT_LISTED, tie: 0 };
    });
    const last = ranked.filter(({ rank }) => rank === NOT_LISTED);
    const listed = ranked.filter(({ rank }) => rank !== NOT_LISTED);
    return [...listed.sort((a, b) => b.rank - a.rank || b.tie - a.tie), ...last].map(({ id }) => id);
  }

  /** The people who stand in the mission’s list: the best of everybody. */
  async best(missionId: string): Promise<string[]> {
    const { entries } = await readList(this.db, 'mission', missionId);
    const rows = await this.db.query<{ id: string }[]>(
      `select profile_id as id from match_profile where num = any($1::int[])`,
      [entries.map(({ num }) => num)],
    );
    return rows.map(({ id }) => id);
  }

  /** How each of these people fits, by id, as far as the reader may see it; those with nothing in common are absent. */
  async explain(
    me: Person,
    mission: MissionRow,
    standings: ReadonlyMap<string, ProfileSubject>,
    locale: Locale,
  ): Promise<Map<string, FoundMatch>> {
    const ready = await this.ready(mission, [...standings.keys()]);
    const found = new Map<string, FoundMatch>();
    for (const [id, person] of ready?.people ?? []) {
      const standing = standings.get(id);
      const { prepared, rank, decided } = person;
      if (!ready || !standing || rank === NOT_LISTED) continue;
      const detail = can(me, 'match:read-detail', { ...standing, ...mission, visibility: standing.visibility });
      const explanation = detail ? explainPrepared(ready.mission, prepared, ready.engineVersion, decided) : null;
      found.set(id, {
        score: scoreOfRank(rank),
        blocked: rank < 0,
        explanation: explanation && inWords(explanation, locale),
      });
    }
    return found;
  }

  private async ready(mission: MissionRow, profileIds: readonly string[]) {
    const state = await readState(this.db);
    const facts = state && (await readyMissions(this.db, [mission.num], state.today)).get(mission.num);
    if (!state || !facts) return undefined;
    const nums = await this.db.query<{ num: number }[]>(
      `select num from match_profile where profile_id = any($1::uuid[])`,
      [profileIds],
    );
    const byNum = await readyProfiles(
      this.db,
      nums.map(({ num }) => num),
      state.today,
    );
    const decisions = await overridesOf(this.db, { missionId: mission.id, profileIds });
    const people = new Map(
      [...byNum].map(([num, { id, prepared }]) => {
        const decided = decisions.get(id);
        const rank = decided ? rankOverridden(facts.prepared, prepared, decided) : rankOf(facts.prepared, prepared);
        return [id, { num, prepared, decided, rank }];
      }),
    );
    return { mission: facts.prepared, people, engineVersion: state.engineVersion };
  }
}
