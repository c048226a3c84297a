import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type {
  FoundProfile,
  MissionResults,
  MissionSearch,
  ProfileResults,
  ProfileSearch,
  VerdictView,
} from '#libs/contracts/discovery';
import type { SearchScope } from '#libs/contracts/saved-search';
import { type Locale, Problem } from '#libs/errors/problem';
import type { Audience, SearchHit } from '#libs/search/search.port';
import type { Actor, Person } from '../access/actor';
import { allow, can } from '../access/allow';
import { readApplicationMarks, toApplicationMark, toOwnMark } from '../applications/application.mark';
import { Cursors } from '../http/cursor';
import { MissionScores, type Ordered } from '../matching/mission-scores';
import { type MissionRow, readMissionRows, toMissionCard } from '../missions/mission.views';
import { profileStandings } from '../profiles/profile.standing';
import { readProfileRows, toProfileCard } from '../profiles/profile.views';
import { readQuery } from './asked';
import { readVerdicts, withVerdict } from './verdict.reads';
import { maySearch } from './verdict.service';
import { Finder, type Found, type Reach, type Window } from './finder';

/** Pages beyond this many rows are refused: a narrower search answers better. */
export const DEEPEST = 1_000;

/** What a search for people found; `ordered`: in the order of a mission, null in another. */
interface FoundPeople extends Found {
  ordered: Ordered | null;
}

/** Search for people and programs. Hits are ids: every row shown is read and authorised again in PostgreSQL. */
@Injectable()
export class DiscoveryService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly finder: Finder,
    private readonly scores: MissionScores,
    private readonly cursors: Cursors,
  ) {}

  /** Missions anyone may find; advisers also find those open to agencies only. */
  async missions(actor: Actor, search: MissionSearch, locale: Locale): Promise<MissionResults> {
    const { cursor, limit, sort, ...asked } = search;
    const reach = missionReach(actor);
    const scope = { list: 'search-mission', asked, sort, reach };
    const [offset = 0] = (this.cursors.read(scope, cursor) ?? []).map(Number);
    const { hits, frame } = await this.finder.find(asked, reach, { sort, offset, limit }, locale);
    const rows = await readMissionRows(this.db, ids(hits), actor.kind === 'PERSON' ? actor.profileId : null, locale);
    const km = kmOf(hits);
    return {
      ...frame,
      nextCursor: this.next(scope, offset + limit, frame.total),
      items: rows
        .filter((row) => row.state === 'PUBLISHED' && can(actor, 'mission:read', row))
        .map((row) => ({
          ...toMissionCard(row, actor, locale),
          km: km.get(row.id) ?? null,
          application: toOwnMark(row.application),
        })),
    };
  }

  /**
   * People, for verified employers and advisers; with a mission, each with their match. Throws `mission/unknown`,
   * `search/mission-needed`, and what is wrong in a filter.
   */
  async profiles(me: Person, search: ProfileSearch, locale: Locale): Promise<ProfileResults> {
    allow(me, 'profile:search');
    const { cursor, limit, sort, order, mission: missionId, saved, verdict, ...asked } = search;
    const mission = await this.missionFor(me, missionId, locale);
    const verdicts = await this.verdictsFor(me, missionId, saved);
    const reach = reviewed(profileReach(me), verdicts, verdict);
    const scope = { list: 'search-profile', asked, sort, order, missionId, saved, verdict, audiences: reach.audiences };
    const [offset = 0] = (this.cursors.read(scope, cursor) ?? []).map(Number);
    const found = await this.ordered(asked, reach, { sort, order, offset, limit }, mission, locale);
    return {
      ...found.frame,
      reordered: found.ordered?.reordered ?? false,
      nextCursor: this.next(scope, offset + limit, found.frame.total),
      mission: mission && { id: mission.id, title: mission.title },
      kept: withVerdict(verdicts, 'KEPT').length,
      rejected: withVerdict(verdicts, 'REJECTED').length,
      items: await this.cards(me, found, mission, verdicts, locale),
    };
  }

  /** Everybody found, to the depth that pages reach, in one go: for a file. Throws what `profiles` throws. */
  async everybody(me: Person, search: ProfileSearch, locale: Locale): Promise<FoundProfile[]> {
    allow(me, 'profile:export');
    const { cursor: _cursor, limit: _limit, sort, order, mission: missionId, saved, verdict, ...asked } = search;
    const mission = await this.missionFor(me, missionId, locale);
    const verdicts = await this.verdictsFor(me, missionId, saved);
    const reach = reviewed(profileReach(me), verdicts, verdict);
    const found = await this.ordered(asked, reach, { sort, order, offset: 0, limit: DEEPEST }, mission, locale);
    return this.cards(me, found, mission, verdicts, locale);
  }

  /**
   * What a search finds at this moment, most recent first and nothing widened, `limit` at most; `whole`: that is all of
   * it. Those rejected in the saved search `searchId` are left out. Throws what the search throws.
   */
  async foundNow(
    me: Person,
    saved: { id?: string; scope: SearchScope; query: Record<string, string> },
    limit: number,
  ): Promise<{ ids: string[]; whole: boolean }> {
    const { hits, total, widened } =
      saved.scope === 'MISSIONS'
        ? await this.missionsNow(me, readQuery('MISSIONS', saved.query), limit)
        : await this.peopleNow(me, readQuery('PROFILES', saved.query), saved.id, limit);
    return widened ? { ids: [], whole: true } : { ids: ids(hits), whole: total <= limit };
  }

  private missionsNow(me: Person, search: MissionSearch, limit: number) {
    const { cursor: _cursor, limit: _limit, sort: _sort, ...asked } = search;
    return this.finder.ids(asked, missionReach(me), limit, 'RECENT');
  }

  private async peopleNow(me: Person, search: ProfileSearch, searchId: string | undefined, limit: number) {
    allow(me, 'profile:search');
    const {
      cursor: _cursor,
      limit: _limit,
      sort: _sort,
      order: _order,
      mission,
      saved: _saved,
      verdict,
      ...asked
    } = search;
    const place = { organisationId: me.current?.organisationId ?? null, missionId: mission, searchId };
    const reach = reviewed(profileReach(me), await readVerdicts(this.db, place), verdict);
    return this.finder.ids(asked, reach, limit, 'RECENT');
  }

  private async verdictsFor(me: Person, missionId: string | undefined, searchId: string | undefined) {
    if (searchId) await maySearch(this.db, me, searchId);
    return readVerdicts(this.db, { organisationId: me.current?.organisationId ?? null, missionId, searchId });
  }

  /**
   * A page in the order asked; by match, everybody within reach is scored and ordered, with the first places shared out
   * as in the mission’s list unless asked by score alone, and the page cut from that.
   */
  private async ordered(
    asked: Parameters<Finder['find']>[0],
    reach: Reach,
    { sort, order, offset, limit }: Omit<Window, 'sort'> & Pick<ProfileSearch, 'sort' | 'order'>,
    mission: MissionRow | null,
    locale: Locale,
  ): Promise<FoundPeople> {
    if (sort !== 'MATCH')
      return { ...(await this.finder.find(asked, reach, { sort, offset, limit }, locale)), ordered: null };
    if (!mission) throw missionNeeded();
    const found = await this.finder.find(asked, reach, { sort: 'RELEVANCE', offset: 0, limit: DEEPEST }, locale);
    const hits = new Map(found.hits.map((hit) => [hit.id, hit]));
    // More than can be scored at once: the best of everybody, who stand in the mission’s list, are never missed.
    if (found.frame.total > DEEPEST) {
      const best = { ...reach, only: await this.scores.best(mission.id) };
      for (const hit of (await this.finder.ids(asked, best, DEEPEST, 'RELEVANCE')).hits) hits.set(hit.id, hit);
    }
    const ordered = await this.scores.order(mission, [...hits.keys()], order);
    const page = ordered.ids.slice(offset, offset + limit);
    return { ...found, ordered, hits: page.map((id) => hits.get(id) as SearchHit) };
  }

  private async missionFor(me: Person, id: string | undefined, locale: Locale): Promise<MissionRow | null> {
    if (!id) return null;
    const [mission] = await readMissionRows(this.db, [id], me.profileId, locale);
    if (!mission || !can(me, 'mission:read', mission)) throw new Problem('mission/unknown');
    allow(me, 'match:list-candidates', mission);
    return mission;
  }

  private async cards(
    me: Person,
    { hits, ordered }: FoundPeople,
    mission: MissionRow | null,
    verdicts: ReadonlyMap<string, VerdictView>,
    locale: Locale,
  ): Promise<FoundProfile[]> {
    const rows = await readProfileRows(this.db, ids(hits), locale);
    const standings = await profileStandings(this.db, me, ids(hits));
    const matches = mission ? await this.scores.explain(me, mission, standings, ordered, locale) : undefined;
    const applications = mission ? await readApplicationMarks(this.db, mission.id, ids(hits)) : undefined;
    const km = kmOf(hits);
    const cards = rows.flatMap((row) => {
      const standing = standings.get(row.id);
      if (!standing || row.state !== 'PUBLISHED' || !can(me, 'profile:read-card', standing)) return [];
      return {
        ...toProfileCard(row),
        km: km.get(row.id) ?? null,
        inCaseload: standing.mandateScopes.length > 0,
        match: matches?.get(row.id) ?? null,
        verdict: verdicts.get(row.id) ?? null,
        application: mission
          ? toApplicationMark(applications?.get(row.id) ?? null, me, {
              ...standing,
              employerId: mission.organisationId,
            })
          : null,
      };
    });
    if (mission && ordered) this.scores.noteShown(me, mission, ordered, cards);
    return cards;
  }

  private next(scope: object, offset: number, total: number): string | null {
    return offset < Math.min(total, DEEPEST) ? this.cursors.sign(scope, [offset]) : null;
  }
}

const ids = (hits: readonly SearchHit[]): string[] => hits.map((hit) => hit.id);
const kmOf = (hits: readonly SearchHit[]) => new Map(hits.map((hit) => [hit.id, hit.km]));
const current = (actor: Actor) => (actor.kind === 'PERSON' ? actor.current : null);

const missionNeeded = () =>
  new Problem('search/mission-needed', {}, [
    { path: 'mission', message: { fr: 'Pour quelle mission ?', en: 'For which mission?' } },
  ]);

/** The missions this actor may find. */
export function missionReach(actor: Actor): Reach {
  const adviser = can(actor, 'profile:search') && current(actor)?.kind === 'AGENCY';
  return { kind: 'mission', audiences: adviser ? ['PUBLIC', 'AGENCIES'] : ['PUBLIC'] };
}

/** The people this person may find, for the organisation they act for. */
export function profileReach(me: Person): Reach {
  const agency = me.current?.kind === 'AGENCY' ? me.current.organisationId : undefined;
  const audiences: Audience[] = agency ? ['PUBLIC', 'MEMBERS', 'AGENCIES'] : ['PUBLIC', 'MEMBERS'];
  return { kind: 'profile', audiences, ...(agency ? { caseloadOf: agency } : {}) };
}

/** The reach, with those rejected left out, or with those of one verdict alone. */
function reviewed(reach: Reach, verdicts: ReadonlyMap<string, VerdictView>, shown: ProfileSearch['verdict']): Reach {
  return shown === 'OPEN'
    ? { ...reach, excluding: withVerdict(verdicts, 'REJECTED') }
    : { ...reach, only: withVerdict(verdicts, shown) };
}
