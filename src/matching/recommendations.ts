import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type {
  Candidate,
  CandidatePage,
  CandidatesQuery,
  Match,
  MatchListQuery,
  OwnExposure,
  RecommendedMission,
  RecommendedMissionPage,
} from '#libs/contracts/matching';
import { type Locale, Problem } from '#libs/errors/problem';
import { explainPrepared } from '#libs/matching/explain';
import { byScore, reorders, type Served } from '#libs/matching/exposure';
import { scoreOfRank } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import type { Person } from '../access/actor';
import { allow, allowOrHide, can } from '../access/allow';
import { toApplicationMark, toOwnMark } from '../applications/application.mark';
import { Cursors } from '../http/cursor';
import { type MissionRow, readMissionRows, toMissionCard } from '../missions/mission.views';
import { rejectedFor } from '../discovery/verdict.reads';
import { profileStandings } from '../profiles/profile.standing';
import { toProfileCard } from '../profiles/profile.views';
import { ExposureLog } from '../fairness/exposure.log';
import { exposureOf, servedFairly } from '../fairness/standings';
import { explainPair } from './explain-pair';
import { type Offer, readListed, readOffers } from './listed';
import { overridesIn } from './overrides';
import { ReadyFacts } from './ready-facts';
import { type ReadList, readList, type State } from './stored-lists';
import { inBrief, inWords } from './wording';

/** The entries after the one a cursor names, which may have left or moved since: order decides, not place. */
function entriesAfter(
  served: readonly Served[],
  after: (string | number)[] | undefined,
  tie: (num: number) => number,
): readonly Served[] {
  if (!after) return served;
  const [num, ...position] = after.map(Number) as [number, ...number[]];
  return served.filter((entry) => {
    const differs = entry.position.findIndex((value, at) => value !== position[at]);
    if (differs >= 0) return entry.position[differs]! < position[differs]!;
    return tie(entry.num) < tie(num) || (tie(entry.num) === tie(num) && entry.num > num);
  });
}

/** Reads recommendation lists: what was computed, shown only as far as PostgreSQL allows it at this moment. */
@Injectable()
export class Recommendations {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
    private readonly exposures: ExposureLog,
    private readonly ready: ReadyFacts,
  ) {}

  /**
   * The people recommended for a mission: the best first, with the first places shared out unless asked by score alone.
   * Throws `mission/unknown`, `access/denied`.
   */
  async candidates(me: Person, missionId: string, query: CandidatesQuery, locale: Locale): Promise<CandidatePage> {
    const mission = await this.missionFor(me, missionId, locale);
    allow(me, 'match:list-candidates', mission);
    const list = await readList(this.db, 'mission', missionId);
    const tie = (num: number): number => tieBreak(list.owner.num, num);
    const rejected = await rejectedFor(this.db, me.current?.organisationId ?? null, missionId);
    const fair = await servedFairly(this.db, list.entries);
    const served = query.order === 'FAIR' ? fair : byScore(list.entries);
    const scope = { list: 'candidates', missionId, order: query.order };
    const entries = entriesAfter(served, this.cursors.read(scope, query.cursor), tie);
    const { state } = list;
    const shown = state
      ? await this.fill(entries, query.limit, (some) =>
          this.people(me, mission, list.owner, some, rejected, state, locale),
        )
      : [];
    if (me.current && state)
      this.exposures.note(
        {
          list: 'CANDIDATES',
          missionId,
          organisationId: me.current.organisationId,
          engineVersion: state.engineVersion,
        },
        shown.map(({ entry, item }) => ({ ...entry, profileId: item.profile.id, score: item.score })),
      );
    return {
      items: shown.map(({ item }) => item),
      rejected: rejected.size,
      reordered: reorders(fair),
      ...this.tail(list, entries, shown, query.limit, scope),
    };
  }

  /** How the person who asks is shown to others. Throws `match/profile-needed`. */
  exposure(me: Person): Promise<OwnExposure> {
    allow(me, 'match:list-own');
    if (me.profileId === null) throw new Problem('match/profile-needed');
    return exposureOf(this.db, me.profileId);
  }

  /** The missions recommended to the person who asks, best first. Throws `match/profile-needed`. */
  async missions(me: Person, query: MatchListQuery, locale: Locale): Promise<RecommendedMissionPage> {
    allow(me, 'match:list-own');
    if (me.profileId === null) throw new Problem('match/profile-needed');
    const { profileId } = me;
    const scope = { list: 'recommended-missions', profileId };
    const after = this.cursors.read(scope, query.cursor);
    const { list, offers } = await readOffers(this.db, profileId, after ? 0 : query.limit);
    const tie = (num: number): number => tieBreak(num, list.owner.num);
    const entries = entriesAfter(byScore(list.entries), after, tie);
    const { state } = list;
    const rowsOf = async (some: readonly Served[], from: number) =>
      from === 0 && !after
        ? offers
        : (
            await readOffers(
              this.db,
              profileId,
              some.map(({ num }) => num),
            )
          ).offers;
    const shown = state
      ? await this.fill(entries, query.limit, async (some, from) =>
          this.offers(me, list.owner, some, await rowsOf(some, from), state, locale),
        )
      : [];
    return { items: shown.map(({ item }) => item), ...this.tail(list, entries, shown, query.limit, scope) };
  }

  /**
   * How one mission and a person fit: the person who asks, or another whose detail they may read. Throws `mission/unknown`,
   * `profile/unknown`, `match/profile-needed`, `match/not-computed`.
   */
  async match(me: Person, missionId: string, of: string | undefined, locale: Locale): Promise<Match> {
    allow(me, 'match:list-own');
    const mission = await this.missionFor(me, missionId, locale);
    const profileId = of ?? me.profileId;
    if (profileId === null) throw new Problem('match/profile-needed');
    const pair = await this.readablePair(me, mission, profileId);
    const explanation = await explainPair(this.db, missionId, profileId);
    if (!explanation) throw new Problem('match/not-computed');
    const listed = explanation.evidence && explanation.blockers.every(({ overridable }) => overridable);
    return {
      missionId,
      profileId,
      listed,
      explanation: inWords(explanation, locale),
      mayContest: can(me, 'contest:open', pair),
    };
  }

  private async readablePair(me: Person, mission: MissionRow, profileId: string) {
    const standing = (await profileStandings(this.db, me, [profileId])).get(profileId);
    if (!standing || !can(me, 'profile:read-card', standing)) throw new Problem('profile/unknown');
    const pair = { ...standing, ...mission, visibility: standing.visibility };
    allowOrHide(me, 'match:read-detail', 'profile/unknown', {}, pair);
    return pair;
  }

  private async missionFor(me: Person, id: string, locale: Locale): Promise<MissionRow> {
    const [row] = await readMissionRows(this.db, [id], me.profileId, locale);
    if (!row || !can(me, 'mission:read', row)) throw new Problem('mission/unknown');
    return row;
  }

  /** Reads on through a list until a page is full: entries the reader may not see are passed over. */
  private async fill<Item>(
    entries: readonly Served[],
    limit: number,
    read: (some: readonly Served[], from: number) => Promise<Map<number, Item>>,
  ): Promise<{ entry: Served; item: Item }[]> {
    const shown: { entry: Served; item: Item }[] = [];
    for (let from = 0; from < entries.length && shown.length < limit; from += limit) {
      const some = entries.slice(from, from + limit);
      const items = await read(some, from);
      for (const entry of some) {
        const item = items.get(entry.num);
        if (item !== undefined && shown.length < limit) shown.push({ entry, item });
      }
    }
    return shown;
  }

  private async people(
    me: Person,
    mission: MissionRow,
    owner: ReadList['owner'],
    entries: readonly Served[],
    rejected: ReadonlySet<string>,
    state: State,
    locale: Locale,
  ): Promise<Map<number, Candidate>> {
    const rows = await readListed(
      this.db,
      me,
      mission.id,
      entries.map(({ num }) => num),
      locale,
    );
    const facts = (await this.ready.missions([owner], state.today)).get(mission.num);
    const people = await this.ready.profiles(rows.values(), state.today);
    const { organisationId, involved } = mission;
    const found = new Map<number, Candidate>();
    for (const { num, rank, place, placeByScore, newcomersPlace } of entries) {
      const person = people.get(num);
      const row = rows.get(num);
      if (!facts || !person || !row || row.state !== 'PUBLISHED' || rejected.has(row.id)) continue;
      if (!can(me, 'profile:read-card', row)) continue;
      const { profileId, visibility, mandateScopes, engagedWith, appliedTo } = row;
      const pair = {
        organisationId,
        state: mission.state,
        involved,
        profileId,
        visibility,
        mandateScopes,
        engagedWith,
        appliedTo,
      };
      const detail = can(me, 'match:read-detail', pair);
      const explanation = detail
        ? explainPrepared(facts, person, state.engineVersion, overridesIn(row.decided))
        : undefined;
      found.set(num, {
        rank: place,
        rankByScore: placeByScore,
        newcomersPlace,
        score: explanation?.score ?? scoreOfRank(rank),
        blocked: explanation ? explanation.blockers.length > 0 : rank < 0,
        profile: toProfileCard(row),
        explanation: explanation ? inWords(explanation, locale) : null,
        mayContest: can(me, 'contest:open', pair),
        application: toApplicationMark(row.application, me, { ...pair, employerId: mission.organisationId }),
      });
    }
    return found;
  }

  private async offers(
    me: Person,
    owner: ReadList['owner'],
    entries: readonly Served[],
    rows: ReadonlyMap<number, Offer>,
    state: State,
    locale: Locale,
  ): Promise<Map<number, RecommendedMission>> {
    const person = (await this.ready.profiles([owner], state.today)).get(owner.num);
    const missions = await this.ready.missions(rows.values(), state.today);
    const found = new Map<number, RecommendedMission>();
    for (const { num, place } of entries) {
      const mission = missions.get(num);
      const row = rows.get(num);
      if (!person || !mission || !row || row.state !== 'PUBLISHED' || !can(me, 'mission:read', row)) continue;
      const explanation = explainPrepared(mission, person, state.engineVersion, overridesIn(row.decided));
      found.set(num, {
        rank: place,
        score: explanation.score,
        blocked: explanation.blockers.length > 0,
        mission: toMissionCard(row, me, locale),
        summary: inBrief(explanation, locale),
        application: toOwnMark(row.application),
      });
    }
    return found;
  }

  private tail(
    list: ReadList,
    entries: readonly Served[],
    shown: readonly { entry: Served }[],
    limit: number,
    scope: object,
  ): Pick<CandidatePage, 'nextCursor' | 'freshness' | 'computedAt'> {
    const last = shown.length === limit ? shown.at(-1)?.entry : undefined;
    const more = last !== undefined && entries.at(-1)?.place !== last.place;
    return {
      nextCursor: more ? this.cursors.sign(scope, [last.num, ...last.position]) : null,
      freshness: list.current ? 'CURRENT' : 'COMPUTING',
      computedAt: list.computedAt?.toISOString() ?? null,
    };
  }
}
