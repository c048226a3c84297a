import type { EntityManager } from 'typeorm';
import type { Locale } from '#libs/errors/problem';
import { PREPARED } from '#libs/persistence/preparing-client';
import type { Actor } from '../access/actor';
import type { ProfileSubject } from '../access/policies';
import { type ApplicationMarkRow, applicationMarkSql } from '../applications/application.mark';
import { type MissionCardRow, missionCardSql } from '../missions/mission.views';
import { standingSql, standingValues } from '../profiles/profile.standing';
import { type ProfileCardRow, profileCardSql } from '../profiles/profile.views';
import { type Decided, decidedSql } from './overrides';
import type { Written } from './ready-facts';
import { listOf, type ListRow, listSql, type ReadList } from './stored-lists';

type Db = Pick<EntityManager, 'query'>;

/** What a line of a list is made of, beside its card: the facts it was compared by, and what people decided about the pair. */
interface Compared {
  written: Written;
  decided: readonly Decided[] | null;
}
/** A mission in a person’s list. */
export type Offer = MissionCardRow & Compared;
/** A person in a mission’s list, with what rights need to know of them. */
export type Listed = ProfileCardRow & Compared & ProfileSubject & { application: ApplicationMarkRow };

/** Missions as JSON: one text is read sooner than thirty columns a mission. */
const OFFERS = `${PREPARED} ${listSql(
  'profile',
  `,
    (select json_agg(c) from (
       select ${missionCardSql('$1')}, mf.xmin::text as written, ${decidedSql('m.id', '$1')} as decided
       from mission m join organisation o on o.id = m.organisation_id join match_mission mf on mf.mission_id = m.id
       where m.num = any(coalesce($2::int[], l.mission_nums[1:$3::int]))) c) as offers`,
)}`;

type OfferJson = Omit<Offer, 'publishedAt'> & { publishedAt: string | null };

/**
 * The list of a person and, in the same statement, missions as they are for this person at this moment, by number: those that
 * `of` names, or the first so many of the list. Missions without facts are absent.
 */
export async function readOffers(
  db: Db,
  profileId: string,
  of: readonly number[] | number,
): Promise<{ list: ReadList; offers: Map<number, Offer> }> {
  const [row] = await db.query<(ListRow & { offers: OfferJson[] | null })[]>(
    OFFERS,
    typeof of === 'number' ? [profileId, null, of] : [profileId, of, 0],
  );
  const offers = (row?.offers ?? []).map((offer): Offer => ({
    ...offer,
    publishedAt: offer.publishedAt === null ? null : new Date(offer.publishedAt),
  }));
  return { list: listOf(row), offers: new Map(offers.map((offer) => [offer.num, offer])) };
}

const PEOPLE = (locale: Locale) => `${PREPARED}
  select ${profileCardSql(locale)}, p.id as "profileId", ${standingSql({ agency: '$3', employer: '$4' })},
    f.xmin::text as written, ${decidedSql('$2', 'p.id')} as decided,
    ${applicationMarkSql('$2', 'p.id')} as application
  from match_profile f join profile p on p.id = f.profile_id where f.num = any($1::int[])`;

/** These people as they are for this actor at this moment, by number, beside what was decided about them and a mission. Those without facts are absent. */
export async function readListed(
  db: Db,
  actor: Actor,
  missionId: string,
  nums: readonly number[],
  locale: Locale,
): Promise<Map<number, Listed>> {
  const rows = await db.query<Listed[]>(PEOPLE(locale), [nums, missionId, ...standingValues(actor)]);
  return new Map(rows.map((row) => [row.num, row]));
}
