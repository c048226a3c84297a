import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { FacetValue, MissionSearch, ProfileSearch } from '#libs/contracts/discovery';
import { type Locale, Problem } from '#libs/errors/problem';
import { findPlace, placeByCode } from '#libs/geo/places';
import { dayNumber } from '#libs/kernel/clock';
import { GuardedSearch } from '#libs/search/guarded-search';
import {
  type Audience,
  type Facet,
  FACETS,
  type SearchFilters,
  type SearchQuery,
  type SearchResult,
} from '#libs/search/search.port';
import { tellable } from '#libs/search/small-cells';
import type { Actor, Person } from '../access/actor';
import { allow, can } from '../access/allow';
import { Cursors } from '../http/cursor';
import { readMissionRows, toMissionCard } from '../missions/mission.views';
import { profileStanding } from '../profiles/profile.standing';
import { readProfileRows, toProfileCard } from '../profiles/profile.views';

const DEFAULT_KM = 50;
/** Pages beyond this many rows are refused: a narrower search answers better. */
const DEEPEST = 1_000;

/** Search for people and programs. Hits are ids: every row shown is read and authorised again in PostgreSQL. */
@Injectable()
export class DiscoveryService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly engine: GuardedSearch,
    private readonly cursors: Cursors,
  ) {}

  /** Missions anyone may find; advisers also find those open to agencies only. */
  async missions(actor: Actor, search: MissionSearch, locale: Locale) {
    const audiences: Audience[] =
      can(actor, 'profile:search') && current(actor)?.kind === 'AGENCY' ? ['PUBLIC', 'AGENCIES'] : ['PUBLIC'];
    const { result, frame } = await this.run('mission', search, audiences, undefined, locale);
    const rows = await readMissionRows(
      this.db,
      result.hits.map((hit) => hit.id),
      actor.kind === 'PERSON' ? actor.profileId : null,
      locale,
    );
    const km = new Map(result.hits.map((hit) => [hit.id, hit.km]));
    return {
      ...frame,
      items: rows
        .filter((row) => row.state === 'PUBLISHED' && can(actor, 'mission:read', row))
        .map((row) => ({ ...toMissionCard(row, actor, locale), km: km.get(row.id) ?? null, applied: row.involved })),
    };
  }

  /** People, for verified employers and advisers. */
  async profiles(me: Person, search: ProfileSearch, locale: Locale) {
    allow(me, 'profile:search');
    const agency = me.current?.kind === 'AGENCY' ? me.current.organisationId : undefined;
    const audiences: Audience[] = agency ? ['PUBLIC', 'MEMBERS', 'AGENCIES'] : ['PUBLIC', 'MEMBERS'];
    const caseloadOf = search.caseload === 'true' ? (agency ?? NOBODY) : undefined;
    const { result, frame } = await this.run('profile', search, audiences, caseloadOf, locale);
    const rows = await readProfileRows(
      this.db,
      result.hits.map((hit) => hit.id),
      locale,
    );
    const km = new Map(result.hits.map((hit) => [hit.id, hit.km]));
    const items = [];
    for (const row of rows) {
      const subject = await profileStanding(this.db, me, row.id);
      if (!subject || row.state !== 'PUBLISHED' || !can(me, 'profile:read-card', subject)) continue;
      items.push({ ...toProfileCard(row), km: km.get(row.id) ?? null, inCaseload: subject.mandateScopes.length > 0 });
    }
    return { ...frame, items };
  }

  private async run(
    kind: 'profile' | 'mission',
    search: MissionSearch,
    audiences: readonly Audience[],
    caseloadOf: string | undefined,
    locale: Locale,
  ) {
    const { cursor, limit, ...asked } = search;
    const scope = { list: `search-${kind}`, asked, caseloadOf, audiences };
    const [offset = 0] = (this.cursors.read(scope, cursor) ?? []).map(Number);
    const query: SearchQuery = {
      kind,
      words: asked.q,
      filters: { ...filtersOf(asked), ...(caseloadOf ? { caseloadOf } : {}) },
      audiences,
      sort: asked.sort,
      offset,
      limit,
      facets: offset === 0 ? FACETS : [],
    };
    const result = await this.engine.search(query);
    const next = offset + limit;
    return {
      result,
      frame: {
        nextCursor: next < Math.min(result.total, DEEPEST) ? this.cursors.sign(scope, [next]) : null,
        total: result.total,
        facets: await this.labelled(tellable(query, result.facets), locale),
        corrected: result.corrected,
        widened: result.widened,
        degraded: result.degraded,
      },
    };
  }

  private async labelled(facets: SearchResult['facets'], locale: Locale): Promise<Record<Facet, FacetValue[]>> {
    const counts = (facet: Facet) => facets[facet] ?? [];
    const names = async (table: 'skill' | 'occupation', facet: Facet) => {
      const rows = await this.db.query<{ id: number; label: string }[]>(
        `select id, ${locale === 'en' ? 'coalesce(label_en, label_fr)' : 'label_fr'} as label from ${table} where id = any($1::int[])`,
        [counts(facet).map((row) => Number(row.value))],
      );
      const byId = new Map(rows.map((row) => [String(row.id), row.label]));
      return counts(facet).map((row) => ({ ...row, label: byId.get(row.value) ?? row.value }));
    };
    const languages = new Intl.DisplayNames([locale], { type: 'language' });
    return {
      skills: await names('skill', 'skills'),
      occupations: await names('occupation', 'occupations'),
      remote: counts('remote').map((row) => ({ ...row, label: row.value })),
      languages: counts('languages').map((row) => ({ ...row, label: languages.of(row.value) ?? row.value })),
      departements: counts('departements').map((row) => ({ ...row, label: row.value })),
    };
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const current = (actor: Actor) => (actor.kind === 'PERSON' ? actor.current : null);

/** The filters of the wire in the engine’s terms. Throws naming the field for a place nobody knows or an impossible range. */
function filtersOf(search: Omit<MissionSearch, 'cursor' | 'limit'> & { caseload?: string }): SearchFilters {
  const { q: _q, sort: _sort, caseload: _caseload, place, km, availableBy, ...rest } = search;
  if (rest.rateMin !== undefined && rest.rateMax !== undefined && rest.rateMin > rest.rateMax)
    throw new Problem('search/range-inverted', {}, [
      { path: 'rateMin', message: { fr: 'Le minimum dépasse le maximum.', en: 'The lowest is above the highest.' } },
    ]);
  if (km !== undefined && !place)
    throw new Problem('search/place-needed', {}, [
      { path: 'place', message: { fr: 'Autour de quel lieu ?', en: 'Around which place?' } },
    ]);
  const point = place ? (placeByCode(place) ?? findPlace(place)) : undefined;
  if (place && !point)
    throw new Problem('search/place-unknown', { place }, [
      { path: 'place', message: { fr: 'Lieu inconnu.', en: 'Unknown place.' } },
    ]);
  return {
    ...rest,
    ...(availableBy ? { availableBy: dayNumber(availableBy) } : {}),
    ...(point ? { near: { lat: point.lat, lon: point.lon, km: km ?? DEFAULT_KM } } : {}),
  };
}
