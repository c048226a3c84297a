import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  Agreement,
  ApplicationView,
  DeclineDraft,
  HoldDraft,
  InterviewDraft,
  SlotChoice,
  WithdrawalDraft,
} from '#libs/contracts/application';
import { Problem } from '#libs/errors/problem';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';
import { walkEngagement } from '../engagements/engagement.walk';
import { REOPENING_DAYS } from './application.entity';
import { type ApplicationArrow, isTerminal, stateAfter } from './application.lifecycle';
import { mayReopen } from './application.moves';
import { lockedStanding, missionTakesPeople, moveFactsOf, type Standing, subjectOf } from './application.standing';
import { viewOf } from './application.view';
import { annotate, moverOf, type Step, walk } from './application.walk';
import { recordPoolConsent } from './pool-consent';

type MoveRight = 'application:decide' | 'application:answer' | 'application:withdraw';
type Work = (tx: EntityManager, standing: Standing) => Promise<Standing>;

/** The moves of an application other than offers: each locks it, checks the right and the arrow, writes all at once. */
@Injectable()
export class Applications {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  review(me: Person, id: string): Promise<ApplicationView> {
    return this.forward(me, id, 'review');
  }

  shortlist(me: Person, id: string): Promise<ApplicationView> {
    return this.forward(me, id, 'shortlist');
  }

  hold(me: Person, id: string, { message }: HoldDraft): Promise<ApplicationView> {
    return this.forward(me, id, 'hold', () => ({ changes: { moveMessage: message || null } }));
  }

  /** Proposes slots, all in the future. Again, with new slots, while none suited. */
  interview(me: Person, id: string, draft: InterviewDraft): Promise<ApplicationView> {
    return this.forward(me, id, 'interview', (standing) => {
      const past = draft.slots.findIndex((slot) => new Date(slot.startsAt) <= standing.now);
      if (past >= 0)
        throw new Problem('request/invalid', {}, [
          {
            path: `slots.${past}.startsAt`,
            message: { fr: 'Proposez un créneau à venir.', en: 'Propose a slot in the future.' },
          },
        ]);
      return { changes: { interview: { ...draft, chosen: null } } };
    });
  }

  /** The freelancer takes one of the proposed slots. */
  chooseSlot(me: Person, id: string, { slot }: SlotChoice): Promise<ApplicationView> {
    return this.command(me, id, 'application:answer', async (tx, standing) => {
      const { application, now } = standing;
      const { interview } = application;
      if (application.state !== 'INTERVIEW' || !interview || interview.chosen !== null)
        throw new Problem('application/nothing-asked');
      const chosen = interview.slots[slot];
      if (!chosen || new Date(chosen.startsAt) <= now) throw new Problem('application/slot-unknown');
      const changes = { interview: { ...interview, chosen: slot }, movedAt: now };
      return annotate(tx, standing, moverOf(me, standing), 'choose-slot', changes, 'application.slot-chosen');
    });
  }

  /** Asks the freelancer, once, whether they agree to stay in the employer’s pool. */
  askPool(me: Person, id: string): Promise<ApplicationView> {
    return this.command(me, id, 'application:decide', async (tx, standing) => {
      const { application, now } = standing;
      stateAfter(application.state, 'pool');
      if (application.poolAskedAt || application.poolConsentAt) return standing;
      const changes = { poolAskedAt: now, movedAt: now };
      return annotate(tx, standing, moverOf(me, standing), 'ask-pool', changes, 'application.pool-asked');
    });
  }

  answerPool(me: Person, id: string, { agrees }: Agreement): Promise<ApplicationView> {
    return this.command(me, id, 'application:answer', async (tx, standing) => {
      const { application, now } = standing;
      if (!application.poolAskedAt || application.poolAnsweredAt || isTerminal(application.state))
        throw new Problem('application/nothing-asked');
      const changes = { poolAnsweredAt: now, poolConsentAt: agrees ? now : null, movedAt: now };
      const act = agrees ? 'agree-pool' : 'refuse-pool';
      if (agrees) await recordPoolConsent(tx, me, standing.employerId, application);
      return annotate(tx, standing, moverOf(me, standing), act, changes);
    });
  }

  /** Keeps the application in the pool: only with the freelancer’s agreement, two years at most. */
  pool(me: Person, id: string): Promise<ApplicationView> {
    return this.forward(me, id, 'pool', ({ application }) => {
      if (!application.poolConsentAt) throw new Problem('application/pool-consent-needed');
      return {};
    });
  }

  /** Says no, with the reason of the closed list. Stays possible when the mission no longer takes people. */
  decline(me: Person, id: string, draft: DeclineDraft): Promise<ApplicationView> {
    return this.command(me, id, 'application:decide', (tx, standing) =>
      walk(tx, standing, moverOf(me, standing), 'decline', declineStep(draft)),
    );
  }

  /** Takes the application back. It leaves no trace in any ranking. An adviser first asks the freelancer. */
  withdraw(me: Person, id: string, draft: WithdrawalDraft): Promise<ApplicationView> {
    return this.command(me, id, 'application:withdraw', async (tx, standing) => {
      const own = me.profileId === standing.application.profileId;
      if (!own && !draft.freelancerAgreed) throw new Problem('application/consent-needed');
      const mover = moverOf(me, standing);
      const after = await walk(tx, standing, mover, 'withdraw', {
        changes: { withdrawalReason: draft.reason, moveMessage: draft.message || null },
        reason: draft.reason,
        detail: own ? {} : { freelancerAgreed: true },
        payload: { by: own ? 'FREELANCER' : 'ADVISER' },
      });
      if (standing.application.state !== 'OFFERED' || !standing.engagement) return after;
      const engagement = await walkEngagement(tx, standing.engagement, mover, 'decline', {
        at: standing.now,
        ending: { by: 'FREELANCER', reason: draft.reason, message: draft.message },
      });
      return { ...after, engagement };
    });
  }

  /** Opens a closed application again: from the pool at once, otherwise the freelancer is asked first. */
  reopen(me: Person, id: string): Promise<ApplicationView> {
    return this.command(me, id, 'application:decide', async (tx, standing) => {
      refuseLateReopening(standing);
      const { application, now } = standing;
      if (application.state === 'POOL')
        return walk(tx, standing, moverOf(me, standing), 'reopen', { payload: { by: 'EMPLOYER' } });
      if (application.reopeningAskedAt) return standing;
      await refuseSecondOpen(tx, standing);
      const changes = { reopeningAskedAt: now, movedAt: now };
      return annotate(tx, standing, moverOf(me, standing), 'ask-reopening', changes, 'application.reopening-asked');
    });
  }

  answerReopening(me: Person, id: string, { agrees }: Agreement): Promise<ApplicationView> {
    return this.command(me, id, 'application:answer', async (tx, standing) => {
      const { application, now } = standing;
      if (!application.reopeningAskedAt || application.reopeningAnsweredAt)
        throw new Problem('application/nothing-asked');
      const mover = moverOf(me, standing);
      if (!agrees) {
        const changes = { reopeningAnsweredAt: now, movedAt: now };
        return annotate(tx, standing, mover, 'refuse-reopening', changes, 'application.reopening-refused');
      }
      refuseLateReopening(standing);
      await refuseSecondOpen(tx, standing);
      return walk(tx, standing, mover, 'reopen', { payload: { by: 'FREELANCER' } });
    });
  }

  /** Puts an ended application out of the employer’s lists, or back. */
  archive(me: Person, id: string, archived: boolean): Promise<ApplicationView> {
    return this.command(me, id, 'application:decide', async (tx, standing) => {
      const { application, now } = standing;
      if (archived && !isTerminal(application.state))
        throw new Problem('lifecycle/move-refused', { state: application.state, move: 'archive' });
      if ((application.archivedAt !== null) === archived) return standing;
      const changes = { archivedAt: archived ? now : null, archivedBy: archived ? me.accountId : null };
      return annotate(tx, standing, moverOf(me, standing), archived ? 'archive' : 'unarchive', changes);
    });
  }

  /** An employer’s move that only makes sense while the mission takes people. */
  private forward(
    me: Person,
    id: string,
    arrow: ApplicationArrow,
    step: (standing: Standing) => Step = () => ({}),
  ): Promise<ApplicationView> {
    return this.command(me, id, 'application:decide', (tx, standing) => {
      stateAfter(standing.application.state, arrow);
      if (!missionTakesPeople(standing.missionState)) throw new Problem('application/mission-closed');
      return walk(tx, standing, moverOf(me, standing), arrow, step(standing));
    });
  }

  private command(me: Person, id: string, right: MoveRight, work: Work): Promise<ApplicationView> {
    return transaction(this.db, async (tx) => {
      const standing = await lockedStanding(tx, me, id);
      allow(me, right, subjectOf(standing));
      return viewOf(tx, await work(tx, standing), me);
    });
  }
}

/** What a refusal writes, the same one by one and in a batch. */
export const declineStep = (draft: DeclineDraft): Step => ({
  changes: {
    refusalReason: draft.reason,
    refusalMessage: draft.message || null,
    reasonShared: draft.reasonShared,
    adviserMessage: draft.adviserMessage || null,
  },
  reason: draft.reason,
});

function refuseLateReopening(standing: Standing): void {
  stateAfter(standing.application.state, 'reopen');
  if (!missionTakesPeople(standing.missionState)) throw new Problem('application/mission-closed');
  if (!mayReopen(moveFactsOf(standing))) throw new Problem('application/reopening-late', { days: REOPENING_DAYS });
}

/** The person may have applied again since: one application at a time. */
async function refuseSecondOpen(tx: EntityManager, { application }: Standing): Promise<void> {
  const [living] = await tx.query<{ id: string }[]>(
    `select id from application where mission_id = $1 and profile_id = $2 and id <> $3
     and state not in ('DECLINED', 'WITHDRAWN', 'EXPIRED', 'OBSOLETE', 'CANCELLED')`,
    [application.missionId, application.profileId, application.id],
  );
  if (living) throw new Problem('application/already-open', { applicationId: living.id });
}
