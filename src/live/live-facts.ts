import type { EntityManager } from 'typeorm';
import type { LiveFacts } from '#libs/contracts/live';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import type { MissionSubject } from '../access/policies';
import { hasList, isCurrent, kinds, type ListKind } from '../matching/lists';

type Db = Pick<EntityManager, 'query'>;

/** Who follows, and the missions whose lists their page shows. */
export interface Follower {
  me: Person;
  missionIds: readonly string[];
}

interface ListRow extends MissionSubject {
  about: ListKind;
  id: string;
  listed: boolean;
  current: boolean | null;
  computedAt: Date | null;
}
/** The proposal of neighbouring skills that waits for an administrator: there is one at most. */
interface ProposalRow {
  about: 'proposal';
  id: string;
}
interface UnreadRow {
  about: 'unread';
  id: string;
  unread: number;
}

const LISTS = (kind: ListKind, ids: string, subject: string): string => `
  select '${kind}' as about, o.id, ${hasList[kind]} as listed, ${isCurrent(kind)} as current, l.computed_at as "computedAt",
    0 as unread, ${subject} as "organisationId", o.state, o.visibility
  from ${kind} o left join ${kinds[kind].table} l on l.${kinds[kind].key} = o.id left join match_state s on true
  where o.id = any(${ids}::uuid[])`;

/** Everything that everybody connected follows, in one query. */
const FACTS = `
  ${LISTS('profile', '$1', 'null::uuid')}
  union all ${LISTS('mission', '$2', 'o.organisation_id')}
  union all select 'unread', account_id, false, null, null, count(*)::int, null, null, null
    from notification where account_id = any($3::uuid[]) and read_at is null group by account_id
  union all select 'proposal', id, false, null, null, 0, null, null, null from neighbour_learning where state = 'PROPOSED'`;

const unique = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/**
 * The facts of these followers, in their order, with one query for all. A mission whose list its follower may not read
 * is left out. `progress` is asked for only when some list is being computed.
 */
export async function readFacts(
  db: Db,
  followers: readonly Follower[],
  progress: () => Promise<number | null>,
): Promise<LiveFacts[]> {
  const rows = await db.query<(ListRow | UnreadRow | ProposalRow)[]>(FACTS, [
    unique(followers.map(({ me }) => me.profileId)),
    unique(followers.flatMap(({ missionIds }) => missionIds)),
    unique(followers.map(({ me }) => me.accountId)),
  ]);
  const lists = new Map(
    rows.flatMap((row) =>
      row.about === 'profile' || row.about === 'mission' ? [[`${row.about} ${row.id}`, row]] : [],
    ),
  );
  const unread = new Map(rows.flatMap((row) => (row.about === 'unread' ? [[row.id, row.unread]] : [])));
  const proposals = rows.filter(({ about }) => about === 'proposal').length;
  const computing = [...lists.values()].some(({ listed, current }) => listed && current !== true);
  const share = computing ? await progress() : null;
  const freshness = (row: ListRow): LiveFacts['candidates'][string] => ({
    freshness: row.current === true ? 'CURRENT' : 'COMPUTING',
    computedAt: row.computedAt?.toISOString() ?? null,
    progress: row.current === true ? null : share,
  });
  return followers.map(({ me, missionIds }) => {
    const own = lists.get(`profile ${me.profileId}`);
    const missions = missionIds
      .flatMap((id) => lists.get(`mission ${id}`) ?? [])
      .filter((row) => row.listed && can(me, 'match:list-candidates', row));
    return {
      recommended: own?.listed ? freshness(own) : null,
      candidates: Object.fromEntries(missions.map((row) => [row.id, freshness(row)])),
      unread: unread.get(me.accountId) ?? 0,
      proposals: can(me, 'neighbours:decide') ? proposals : 0,
    };
  });
}
