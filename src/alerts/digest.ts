import type { EntityManager } from 'typeorm';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import { readPerson } from '../accounts/sessions';
import { readMissionRows } from '../missions/mission.views';
import type { FoundGroup } from '../notifications/facts';
import { profileStandings } from '../profiles/profile.standing';
import { readProfileRows, toProfileCard } from '../profiles/profile.views';
import { SAVED_SEARCH, type SavedSearch } from './watching';

/** Results named for each search; the others are a link away. */
const NAMED = 5;

type Result = FoundGroup['results'][number];

/**
 * What a digest tells, read when it leaves: who hid, closed or took their consent back since is no longer in it, and a
 * search whose owner lost the right to make it says nothing.
 */
export async function readDigest(tx: EntityManager, digestId: string): Promise<FoundGroup[]> {
  const searches = await tx.query<(SavedSearch & { subjects: string[] })[]>(
    `select ${SAVED_SEARCH}, array_agg(h.subject_id order by h.found_at, h.subject_id) as subjects
     from saved_search_hit h join saved_search s on s.id = h.search_id where h.digest_id = $1
     group by s.id order by lower(s.name)`,
    [digestId],
  );
  const groups: FoundGroup[] = [];
  for (const search of searches) {
    const me = await readPerson(tx, search.accountId, search.organisationId);
    if (!me || !can(me, 'alert:save', search)) continue;
    const results = search.scope === 'MISSIONS' ? missions(tx, me, search.subjects) : people(tx, me, search.subjects);
    const shown = await results;
    if (shown.length > 0)
      groups.push({ name: search.name, path: pathOf(search), count: shown.length, results: shown.slice(0, NAMED) });
  }
  return groups;
}

async function people(tx: EntityManager, me: Person, ids: readonly string[]): Promise<Result[]> {
  const standings = await profileStandings(tx, me, ids);
  return (await readProfileRows(tx, ids, 'fr')).flatMap((row) => {
    const standing = standings.get(row.id);
    if (!standing || row.state !== 'PUBLISHED' || row.visibility === 'HIDDEN') return [];
    if (!can(me, 'profile:read-card', standing)) return [];
    const { name, headline } = toProfileCard(row);
    return { title: [name, headline].filter(Boolean).join(' · '), path: `/app/profils/${row.id}` };
  });
}

async function missions(tx: EntityManager, me: Person, ids: readonly string[]): Promise<Result[]> {
  return (await readMissionRows(tx, ids, me.profileId, 'fr'))
    .filter((row) => row.state === 'PUBLISHED' && can(me, 'mission:read', row))
    .map((row) => ({ title: row.title, path: `/app/missions/${row.id}` }));
}

/** The search itself, in the app. */
const pathOf = ({ id, scope, query }: SavedSearch): string =>
  `/app/${scope === 'MISSIONS' ? 'missions' : 'candidats'}?${new URLSearchParams({ ...query, recherche: id }).toString()}`;
