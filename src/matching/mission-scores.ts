import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { FoundMatch, FoundProfile } from '#libs/contracts/discovery';
import type { CandidateOrder } from '#libs/contracts/matching';
import type { Locale } from '#libs/errors/problem';
import { explainPrepared } from '#libs/matching/explain';
import { byScore, reorders, type Served } from '#libs/matching/exposure';
import { rankOverridden } from '#libs/matching/override';
import { NOT_LISTED, rankOf, scoreOfRank } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import type { ProfileSubject } from '../access/policies';
import { ExposureLog } from '../fairness/exposure.log';
import { servedFairly } from '../fairness/standings';
import type { MissionRow } from '../missions/mission.views';
import { overridesOf } from './overrides';
import { ReadyFacts, type Written } from './ready-facts';
import { readList, readState } from './stored-lists';
import { inWords } from './wording';

/** People in the order of a mission: all of them, and the places of those who have something in common with it. */
export interface Ordered {
  ids: string[];
  places: ReadonlyMap<string, Served>;
  reordered: boolean;
  /** Null while nothing was computed. */
  engineVersion: string | null;
}

/** The scores of given people for one mission: the same engine, facts and decisions of people as the lists. */
@Injectable()
export class MissionScores {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly exposures: ExposureLog,
    private readonly facts: ReadyFacts,
  ) {}

  /**
   * These people, best match first: ordered as the mission’s list is, with the first places shared out or by score alone.
   * Those with nothing in common come last, in the order given.
   */
  async order(mission: MissionRow, profileIds: readonly string[], order: CandidateOrder): Promise<Ordered> {
    const ready = await this.ready(mission, profileIds);
    if (!ready) return { ids: [...profileIds], places: new Map(), reordered: false, engineVersion: null };
    const idOf = new Map([...ready.people].map(([id, { num }]) => [num, id]));
    const ranked = [...ready.people.values()]
      .filter(({ rank }) => rank !== NOT_LISTED)
      .sort((a, b) => b.rank - a.rank || tieBreak(mission.num, b.num) - tieBreak(mission.num, a.num));
    const fair = await servedFairly(this.db, ranked);
    const served = order === 'FAIR' ? fair : byScore(ranked);
    const places = new Map(served.map((one) => [idOf.get(one.num) as string, one]));
    return {
      ids: [...places.keys(), ...profileIds.filter((id) => !places.has(id))],
      places,
      reordered: reorders(fair),
      engineVersion: ready.engineVersion,
    };
  }

  /** Notes that these people were shown in the order of a mission, as its list does. */
  noteShown(me: Person, mission: MissionRow, { places, engineVersion }: Ordered, shown: readonly FoundProfile[]): void {
    if (!me.current || engineVersion === null) return;
    this.exposures.note(
      { list: 'SEARCH', missionId: mission.id, organisationId: me.current.organisationId, engineVersion },
      shown.flatMap(({ id, match }) => {
        const placed = places.get(id);
        return placed && match ? { ...placed, profileId: id, score: match.score } : [];
      }),
    );
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

  /**
   * How each of these people fits, by id, as far as the reader may see it, with their place in the order of the mission
   * when they stand in one; those with nothing in common are absent.
   */
  async explain(
    me: Person,
    mission: MissionRow,
    standings: ReadonlyMap<string, ProfileSubject>,
    ordered: Ordered | null,
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
      const placed = ordered?.places.get(id);
      found.set(id, {
        rank: placed?.place ?? null,
        rankByScore: placed?.placeByScore ?? null,
        newcomersPlace: placed?.newcomersPlace ?? false,
        score: scoreOfRank(rank),
        blocked: rank < 0,
        explanation: explanation && inWords(explanation, locale),
      });
    }
    return found;
  }

  private async ready(mission: MissionRow, profileIds: readonly string[]) {
    const state = await readState(this.db);
    if (!state) return undefined;
    const own = await this.db.query<{ num: number; written: Written }[]>(
      `select num, xmin::text as written from match_mission where num = $1`,
      [mission.num],
    );
    const facts = (await this.facts.missions(own, state.today)).get(mission.num);
    if (!facts) return undefined;
    const rows = await this.db.query<{ id: string; num: number; written: Written }[]>(
      `select profile_id as id, num, xmin::text as written from match_profile where profile_id = any($1::uuid[])`,
      [profileIds],
    );
    const profiles = await this.facts.profiles(rows, state.today);
    const decisions = await overridesOf(this.db, mission.id, profileIds);
    const people = new Map(
      rows.flatMap(({ id, num }) => {
        const prepared = profiles.get(num);
        if (!prepared) return [];
        const decided = decisions.get(id);
        const rank = decided ? rankOverridden(facts, prepared, decided) : rankOf(facts, prepared);
        return [[id, { num, prepared, decided, rank }]];
      }),
    );
    return { mission: facts, people, engineVersion: state.engineVersion };
  }
}
