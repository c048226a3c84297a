import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { ListFreshness } from '#libs/contracts/live';
import { Problem } from '#libs/errors/problem';
import { record } from '#libs/outbox/outbox';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, can } from '../access/allow';
import type { MissionSubject } from '../access/policies';
import { spend } from '../accounts/limits';
import { hasList, type ListKind, markOutOfStep } from './lists';

/** “Recompute now”: a list computed anew because somebody asked, at most six times in ten minutes a person. */
@Injectable()
export class Recomputations {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** The missions recommended to the person who asks. Throws `match/profile-needed`, `match/no-list`, `request/too-many`. */
  async missions(me: Person): Promise<ListFreshness> {
    allow(me, 'match:list-own');
    if (me.profileId === null) throw new Problem('match/profile-needed');
    return this.recompute(me, 'profile', me.profileId);
  }

  /** The candidates of a mission one runs. Throws `mission/unknown`, `access/denied`, `match/no-list`, `request/too-many`. */
  async candidates(me: Person, missionId: string): Promise<ListFreshness> {
    const [mission] = await this.db.query<MissionSubject[]>(
      `select organisation_id as "organisationId", state, visibility from mission where id = $1`,
      [missionId],
    );
    if (!mission || !can(me, 'mission:read', mission)) throw new Problem('mission/unknown');
    allow(me, 'mission:run', mission);
    return this.recompute(me, 'mission', missionId);
  }

  /** Says that the list is being computed and asks for it, in one transaction: the two are seen together. */
  private async recompute(me: Person, kind: ListKind, id: string): Promise<ListFreshness> {
    await spend(this.db, 'list-recomputation', me.accountId);
    return transaction(this.db, async (tx) => {
      const listed = await tx.query<object[]>(`select from ${kind} o where o.id = $1 and ${hasList[kind]}`, [id]);
      if (listed.length === 0) throw new Problem('match/no-list');
      const computedAt = await markOutOfStep(tx, kind, id);
      await record(tx, { type: 'match.recompute-asked', aggregateId: id, payload: { kind } });
      return { freshness: 'COMPUTING', computedAt: computedAt?.toISOString() ?? null, progress: null };
    });
  }
}
