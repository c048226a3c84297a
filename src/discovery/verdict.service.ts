import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { VerdictAnswer, VerdictDraft } from '#libs/contracts/discovery';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, allowOrHide, can } from '../access/allow';
import type { SavedSearchSubject } from '../access/policies';
import { readMissionRows } from '../missions/mission.views';
import { profileStanding } from '../profiles/profile.standing';
import { readVerdicts } from './verdict.reads';

/** What people decide of those they find. A verdict hides nobody from anybody else, and is taken back as easily. */
@Injectable()
export class Verdicts {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Keeps or rejects a person for a mission or in a saved search, or takes that back. Throws `mission/unknown`,
   * `saved-search/unknown`, `profile/unknown`.
   */
  async decide(me: Person, draft: VerdictDraft): Promise<VerdictAnswer> {
    allow(me, 'profile:review');
    const { current } = me;
    if (!current) throw new Problem('access/denied');
    return transaction(this.db, async (tx) => {
      if (draft.mission) await mayReviewFor(tx, me, draft.mission);
      if (draft.search) await maySearch(tx, me, draft.search);
      const standing = await profileStanding(tx, me, draft.profileId);
      if (!standing || !can(me, 'profile:read-card', standing))
        throw new Problem('profile/unknown', { id: draft.profileId });
      const { mission: missionId, search: searchId } = draft;
      // Colleagues who decide at the same moment decide one after the other; the last one stands.
      await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
        `verdict ${missionId ?? searchId ?? ''} ${draft.profileId}`,
      ]);
      await tx.query(
        `delete from result_verdict where profile_id = $1 and ((organisation_id = $2 and mission_id = $3) or search_id = $4)`,
        [draft.profileId, current.organisationId, missionId ?? null, searchId ?? null],
      );
      if (draft.verdict !== 'NONE')
        await tx.query(
          `insert into result_verdict (id, organisation_id, mission_id, search_id, profile_id, verdict, comment, account_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [
            newId(),
            current.organisationId,
            missionId ?? null,
            searchId ?? null,
            draft.profileId,
            draft.verdict,
            draft.comment,
            me.accountId,
          ],
        );
      const held = await readVerdicts(tx, { organisationId: current.organisationId, missionId, searchId });
      return { verdict: held.get(draft.profileId) ?? null };
    });
  }
}

async function mayReviewFor(tx: EntityManager, me: Person, missionId: string): Promise<void> {
  const [mission] = await readMissionRows(tx, [missionId], me.profileId, 'fr');
  if (!mission || !can(me, 'mission:read', mission)) throw new Problem('mission/unknown', { id: missionId });
  allow(me, 'match:list-candidates', mission);
}

/** Throws `saved-search/unknown` unless this search of people is one’s own or shared. */
export async function maySearch(tx: Pick<EntityManager, 'query'>, me: Person, searchId: string): Promise<void> {
  const [search] = await tx.query<SavedSearchSubject[]>(
    `select account_id as "accountId", organisation_id as "organisationId", shared from saved_search
     where id = $1 and scope = 'PROFILES'`,
    [searchId],
  );
  if (!search) throw new Problem('saved-search/unknown', { id: searchId });
  allowOrHide(me, 'alert:read', 'saved-search/unknown', { id: searchId }, search);
}
