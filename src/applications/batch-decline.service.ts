import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { BatchDeclineDraft, BatchDeclineView } from '#libs/contracts/application';
import { Problem } from '#libs/errors/problem';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, can } from '../access/allow';
import { declineStep } from './application.service';
import { applicationLifecycle } from './application.lifecycle';
import { lockApplication } from './application.standing';
import { moverOf, walk } from './application.walk';

/** Declining several applications of one mission at once, with the same words. A person does it, never a score. */
@Injectable()
export class BatchDeclines {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Declines those that can be; the others are left as they are and named with the code of their refusal.
   * Throws `mission/unknown` when the mission is not the person’s to read.
   */
  decline(me: Person, missionId: string, { applicationIds, ...draft }: BatchDeclineDraft): Promise<BatchDeclineView> {
    return transaction(this.db, async (tx) => {
      const [mission] = await tx.query<{ employerId: string }[]>(
        `select organisation_id as "employerId" from mission where id = $1`,
        [missionId],
      );
      if (!mission || !can(me, 'application:list', mission)) throw new Problem('mission/unknown', { id: missionId });
      allow(me, 'application:decide', mission);
      const outcome: BatchDeclineView = { declined: [], skipped: [] };
      // Always in the same order: two batches over the same rows wait for each other instead of deadlocking.
      for (const id of [...new Set(applicationIds)].sort()) {
        const standing = await lockApplication(tx, me, id);
        if (standing?.application.missionId !== missionId) {
          outcome.skipped.push({ applicationId: id, code: 'application/unknown' });
          continue;
        }
        if (!('decline' in applicationLifecycle[standing.application.state])) {
          outcome.skipped.push({ applicationId: id, code: 'lifecycle/move-refused' });
          continue;
        }
        await walk(tx, standing, moverOf(me, standing), 'decline', declineStep(draft));
        outcome.declined.push(id);
      }
      return outcome;
    });
  }
}
