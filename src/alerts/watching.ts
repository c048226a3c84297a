import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AlertFrequency, SearchScope } from '#libs/contracts/saved-search';
import { Problem } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { DiscoveryService } from '../discovery/discovery.service';

/** A saved search as it is stored. */
export interface SavedSearch {
  id: string;
  accountId: string;
  organisationId: string | null;
  scope: SearchScope;
  name: string;
  query: Record<string, string>;
  frequency: AlertFrequency;
  shared: boolean;
  createdAt: Date;
}

/** The columns of `SavedSearch`. */
export const SAVED_SEARCH = `s.id, s.account_id as "accountId", s.organisation_id as "organisationId", s.scope, s.name, s.query, s.frequency,
  s.shared, s.created_at as "createdAt"`;

type Db = Pick<EntityManager, 'query'>;

/** Results looked through for news: beyond, only what was published since the search was saved counts as new. */
const WATCHED = 500;

/** Still to be found by anybody, whatever the index says. */
const STANDING: Record<SearchScope, string> = {
  PROFILES: `profile x on x.id = f.id and x.state = 'PUBLISHED' and x.visibility <> 'HIDDEN'`,
  MISSIONS: `mission x on x.id = f.id and x.state = 'PUBLISHED' and x.visibility <> 'INVITED_ONLY'`,
};

/** What a search finds at one moment; `whole`: that is all of it. */
export interface Found {
  ids: readonly string[];
  whole: boolean;
}

/** Tells what a saved search finds that it did not before. */
@Injectable()
export class Watching {
  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * What it finds now, as its owner may; null when it cannot be made any more: its place is gone, the right to make it
   * too. Asks the engine: never inside a transaction, which would hold a connection while waiting for another.
   */
  async look(me: Person, search: Pick<SavedSearch, 'scope' | 'query'> & { id?: string }): Promise<Found | null> {
    return this.discovery.foundNow(me, search, WATCHED).catch(refused);
  }

  /** Those its owner has not seen in it. */
  async unseen(db: Db, search: SavedSearch, found: Found): Promise<string[]> {
    return fresh(db, search, found, 'h.seen_at is null');
  }

  /** Those that were neither seen in it nor told to its owner, by this search or another. */
  async untold(db: Db, search: SavedSearch, found: Found): Promise<string[]> {
    return fresh(
      db,
      search,
      found,
      `h.subject_id is null and not exists (
         select 1 from saved_search_hit o join saved_search t on t.id = o.search_id
         where o.subject_id = f.id and o.digest_id is not null
           and t.account_id = (select account_id from saved_search where id = $1))`,
    );
  }

  /** What it finds now is no news any more: its owner looks at it. */
  async see(tx: Db, searchId: string, found: Found | null): Promise<void> {
    await tx.query(
      `insert into saved_search_hit (search_id, subject_id, seen_at) select $1, unnest($2::uuid[]), now()
       on conflict (search_id, subject_id) do nothing`,
      [searchId, found?.ids ?? []],
    );
    await tx.query(`update saved_search_hit set seen_at = now() where search_id = $1 and seen_at is null`, [searchId]);
  }

  /** These results are told in this letter, and in no other. Returns how many were not told yet. */
  async tell(tx: Db, search: SavedSearch, subjectIds: readonly string[], digestId: string): Promise<number> {
    const told = await tx.query<unknown[]>(
      `insert into saved_search_hit (search_id, subject_id, digest_id) select $1, unnest($2::uuid[]), $3
       on conflict (search_id, subject_id) do nothing returning subject_id`,
      [search.id, subjectIds, digestId],
    );
    return told.length;
  }
}

/** The results that meet a condition on what is known of them, still to be found by anybody, in the order found. */
async function fresh(db: Db, search: SavedSearch, found: Found, condition: string): Promise<string[]> {
  const rows = await db.query<{ id: string }[]>(
    `select f.id from unnest($2::uuid[]) with ordinality f (id, at) join ${STANDING[search.scope]}
     left join saved_search_hit h on h.search_id = $1 and h.subject_id = f.id
     where ${condition} and ($3 or x.published_at > $4) order by f.at`,
    [search.id, found.ids, found.whole, search.createdAt],
  );
  return rows.map(({ id }) => id);
}

function refused(error: unknown): null {
  if (error instanceof Problem) return null;
  throw error;
}
