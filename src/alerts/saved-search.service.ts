import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { FacetValue } from '#libs/contracts/discovery';
import type { SavedSearchDraft, SavedSearchEdit, SavedSearchList, SavedSearchView } from '#libs/contracts/saved-search';
import { type Locale, Problem } from '#libs/errors/problem';
import { departementLabel } from '#libs/geo/places';
import { now, parisDate } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/ids';
import { transaction } from '#libs/persistence/transaction';
import { shortTitle } from '#libs/taxonomy/title-label';
import type { Person } from '../access/actor';
import { allow, allowOrHide } from '../access/allow';
import { filtersOf, readQuery } from '../discovery/asked';
import { SAVED_SEARCH, type SavedSearch, Watching } from './watching';

/** Searches one person keeps. */
const MOST = 20;
/** Where one stands in a list is no part of a search (domain.md B.11). */
const POSITION = new Set(['cursor', 'limit', 'fiche', 'saved']);

type Row = SavedSearch & { ownerName: string };

/** The searches a person keeps, with what is new in each. */
@Injectable()
export class SavedSearches {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly watching: Watching,
  ) {}

  /** Mine in this space by name, then those colleagues share. */
  async list(me: Person, locale: Locale): Promise<SavedSearchList> {
    allow(me, 'alert:list-own');
    const rows = await this.db.query<Row[]>(
      `select ${SAVED_SEARCH}, a.name as "ownerName" from saved_search s join account a on a.id = s.account_id
       where (s.account_id = $1 and s.organisation_id is not distinct from $2) or (s.shared and s.organisation_id = $2)
       order by s.account_id <> $1, lower(s.name), s.id`,
      [me.accountId, me.current?.organisationId ?? null],
    );
    const items: SavedSearchView[] = [];
    for (const row of rows) items.push(await view(this.db.manager, me, row, await this.freshIn(me, row), locale));
    return { items, most: MOST };
  }

  /**
   * Keeps a search; what it finds at this moment is no news. Throws `saved-search/name-taken`, `saved-search/too-many`,
   * `saved-search/not-shareable`, and what the search itself throws.
   */
  async save(me: Person, draft: SavedSearchDraft, locale: Locale): Promise<SavedSearchView> {
    allow(me, 'alert:save', draft);
    const query = Object.fromEntries(Object.entries(draft.query).filter(([name]) => !POSITION.has(name)));
    const { cursor: _cursor, limit: _limit, sort: _sort, ...asked } = readQuery(draft.scope, query);
    const { mission: _mission, ...filters } = { mission: undefined, ...asked };
    filtersOf(filters);
    const found = await this.watching.look(me, { scope: draft.scope, query });
    return transaction(this.db, async (tx) => {
      await tx.query(`select 1 from account where id = $1 for update`, [me.accountId]);
      const [held] = await tx.query<{ n: number }[]>(
        `select count(*)::int as n from saved_search where account_id = $1`,
        [me.accountId],
      );
      if ((held?.n ?? 0) >= MOST) throw new Problem('saved-search/too-many', { most: MOST });
      await refuseName(tx, me, draft.name);
      if (draft.shared && !me.current) throw new Problem('saved-search/not-shareable');
      const id = newId();
      await tx.query(
        `insert into saved_search (id, account_id, organisation_id, scope, name, query, frequency, shared, ran_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          me.accountId,
          me.current?.organisationId ?? null,
          draft.scope,
          draft.name,
          JSON.stringify(query),
          draft.frequency,
          draft.shared,
          parisDate(now()),
        ],
      );
      const row = await one(tx, id);
      await this.watching.see(tx, id, found);
      return view(tx, me, row, found && 0, locale);
    });
  }

  /** Renames, shares, changes the rhythm. */
  async edit(me: Person, id: string, edit: SavedSearchEdit, locale: Locale): Promise<SavedSearchView> {
    const edited = await transaction(this.db, async (tx) => {
      const row = await mine(tx, me, id);
      if (edit.name !== undefined) await refuseName(tx, me, edit.name, id);
      if (edit.shared && row.organisationId === null) throw new Problem('saved-search/not-shareable');
      const next = { ...row, ...edit };
      await tx.query(`update saved_search set name = $2, frequency = $3, shared = $4 where id = $1`, [
        id,
        next.name,
        next.frequency,
        next.shared,
      ]);
      return next;
    });
    return view(this.db.manager, me, edited, await this.freshIn(me, edited), locale);
  }

  /** Its owner opens it: what it finds now has been seen. */
  async see(me: Person, id: string): Promise<void> {
    const search = await this.db.transaction((tx) => mine(tx, me, id));
    const found = await this.watching.look(me, search);
    return transaction(this.db, (tx) => this.watching.see(tx, id, found));
  }

  async remove(me: Person, id: string): Promise<void> {
    return transaction(this.db, async (tx) => {
      await mine(tx, me, id);
      await tx.query(`delete from saved_search where id = $1`, [id]);
    });
  }

  /** How many results its owner has not seen; null for a colleague’s, and when it cannot be made any more. */
  private async freshIn(me: Person, row: Row): Promise<number | null> {
    const found = row.accountId === me.accountId ? await this.watching.look(me, row) : null;
    return found && (await this.watching.unseen(this.db, row, found)).length;
  }
}

/** One’s own search, locked. A colleague’s is read, not touched; anybody else’s does not exist. */
async function mine(tx: EntityManager, me: Person, id: string): Promise<Row> {
  const row = await one(tx, id);
  allowOrHide(me, 'alert:read', 'saved-search/unknown', { id }, row);
  allow(me, 'alert:edit', row);
  return row;
}

async function view(
  tx: EntityManager,
  me: Person,
  row: Row,
  fresh: number | null,
  locale: Locale,
): Promise<SavedSearchView> {
  const { id, scope, name, query, frequency, shared, ownerName } = row;
  const [mission] = query.mission
    ? await tx.query<{ title: string }[]>(`select title from mission where id = $1`, [query.mission])
    : [];
  return {
    id,
    scope,
    name,
    query,
    frequency,
    shared,
    mine: row.accountId === me.accountId,
    ownerName,
    fresh,
    skills: await named(tx, 'skill', query.skills, locale),
    occupations: await named(tx, 'occupation', query.occupations, locale),
    departements: listed(query.departements).map((value) => ({ value, label: departementLabel(value), count: 0 })),
    missionTitle: mission?.title ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

async function one(tx: EntityManager, id: string): Promise<Row> {
  const [row] = await tx.query<Row[]>(
    `select ${SAVED_SEARCH}, a.name as "ownerName" from saved_search s join account a on a.id = s.account_id
     where s.id = $1 for update of s`,
    [id],
  );
  if (!row) throw new Problem('saved-search/unknown', { id });
  return row;
}

async function refuseName(tx: EntityManager, me: Person, name: string, but?: string): Promise<void> {
  const taken = await tx.query<unknown[]>(
    `select 1 from saved_search where account_id = $1 and lower(name) = lower($2) and ($3::uuid is null or id <> $3)`,
    [me.accountId, name, but ?? null],
  );
  if (taken.length > 0)
    throw new Problem('saved-search/name-taken', {}, [
      { path: 'name', message: { fr: 'Ce nom est déjà pris.', en: 'This name is taken.' } },
    ]);
}

/** The values of a list as it stands in an address. */
const listed = (values: string | undefined): string[] => values?.split(',').filter(Boolean) ?? [];

/** The names behind the numbers of a query. */
async function named(
  tx: EntityManager,
  table: 'skill' | 'occupation',
  values: string | undefined,
  locale: Locale,
): Promise<FacetValue[]> {
  const rows = await tx.query<{ value: string; label: string }[]>(
    `select id::text as value, ${locale === 'en' ? 'coalesce(label_en, label_fr)' : 'label_fr'} as label from ${table}
     where id = any($1::int[]) order by id`,
    [listed(values).map(Number)],
  );
  return rows.map(({ value, label }) => ({ value, label: shortTitle(label), count: 0 }));
}
