import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { ApplicationView, CancellationDraft, OfferRefusal } from '#libs/contracts/application';
import type { OfferDraft, Party } from '#libs/contracts/engagement';
import { Problem } from '#libs/errors/problem';
import { daysLater } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, can } from '../access/allow';
import { Engagement, type Signature } from '../engagements/engagement.entity';
import { walkEngagement } from '../engagements/engagement.walk';
import { newVersion, termsHash, totalCents } from '../engagements/terms';
import { fillIfFull, releaseSeat, takeSeat } from '../missions/seats';
import { OFFER_DAYS } from './application.entity';
import { type ApplicationArrow, stateAfter } from './application.lifecycle';
import { mayCancel } from './application.moves';
import {
  lockedStanding,
  missionTakesPeople,
  moveFactsOf,
  type Standing,
  standingFor,
  subjectOf,
} from './application.standing';
import { viewOf } from './application.view';
import { moverOf, walk } from './application.walk';

/**
 * Offers: the employer proposes terms, which is its signature; the freelancer accepts or declines. The seat is taken by
 * a conditional update in the same transaction: two accepts for one place make one engagement.
 */
@Injectable()
export class Offers {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Sends an offer with its terms; it lapses after seven days. */
  offer(me: Person, id: string, { terms, message }: OfferDraft): Promise<ApplicationView> {
    return transaction(this.db, async (tx) => {
      const standing = await lockedStanding(tx, me, id);
      allow(me, 'application:decide', subjectOf(standing));
      const { application, now, today } = standing;
      stateAfter(application.state, 'offer');
      if (!missionTakesPeople(standing.missionState)) throw new Problem('application/mission-closed');
      if (terms.startsOn < today)
        throw new Problem('request/invalid', {}, [
          {
            path: 'terms.startsOn',
            message: { fr: 'Choisissez un début à venir.', en: 'Choose a start that has not passed.' },
          },
        ]);
      const version = newVersion([], terms, { by: 'EMPLOYER', message, at: now });
      const engagement = Object.assign(new Engagement(), {
        id: newId(),
        applicationId: application.id,
        missionId: application.missionId,
        profileId: application.profileId,
        organisationId: standing.employerId,
        state: 'PROPOSED',
        terms: [version],
        signatures: [await signatureOf(tx, me, 'EMPLOYER', termsHash(version), now)],
        startsOn: terms.startsOn,
        endsOn: terms.endsOn,
        totalCents: String(totalCents(terms.price)),
        endedBy: null,
        endReason: null,
        endMessage: null,
        proposedAt: now,
        lapsesAt: daysLater(now, OFFER_DAYS),
        signedAt: null,
        endedAt: null,
        version: 1,
      });
      await tx.insert(Engagement, engagement as never);
      const mover = moverOf(me, standing);
      await logTransition(tx, mover, {
        aggregate: 'engagement',
        aggregateId: engagement.id,
        move: 'offer',
        from: null,
        to: 'PROPOSED',
      });
      await record(tx, { type: 'engagement.proposed', aggregateId: engagement.id });
      const after = await walk(tx, standing, mover, 'offer', { payload: { engagementId: engagement.id } });
      return viewOf(tx, { ...after, engagement }, me);
    });
  }

  /**
   * Accepts the offer: both have signed, the seat is taken, the mission is filled when it was the last one.
   * Throws `offer/seats-taken` when every place is gone: the application then stays as it is. Throws `offer/lapsed`.
   */
  accept(me: Person, id: string): Promise<ApplicationView> {
    return transaction(this.db, async (tx) => {
      const first = await standingFor(tx, me, id);
      allow(me, 'application:answer', subjectOf(first));
      const { missionState: state } = first;
      if (first.application.state === 'OBSOLETE' && state === 'FILLED') throw new Problem('offer/seats-taken');
      stateAfter(first.application.state, 'accept-offer');
      // The mission’s row before the application’s, like every other path: no deadlock between racing accepts.
      if (!(await takeSeat(tx, first.application.missionId)))
        throw new Problem(
          missionTakesPeople(state) || state === 'FILLED' ? 'offer/seats-taken' : 'application/mission-closed',
        );
      const standing = await lockedStanding(tx, me, id);
      const engagement = offered(standing);
      if (engagement.lapsesAt <= standing.now) throw new Problem('offer/lapsed');
      const mover = moverOf(me, standing);
      const hash = termsHash(engagement.terms.at(-1)!);
      const signed = await walkEngagement(tx, engagement, mover, 'accept', {
        at: standing.now,
        changes: {
          signedAt: standing.now,
          signatures: [...engagement.signatures, await signatureOf(tx, me, 'FREELANCER', hash, standing.now)],
        },
      });
      const after = await walk(tx, standing, mover, 'accept-offer', { payload: { engagementId: signed.id } });
      await fillIfFull(tx, first.application.missionId);
      const { missionState } = await standingFor(tx, me, id);
      return viewOf(tx, { ...after, missionState, engagement: signed }, me);
    });
  }

  /** The freelancer says no to the offer, not to the mission: the application is shortlisted again. */
  decline(me: Person, id: string, draft: OfferRefusal): Promise<ApplicationView> {
    return this.end(me, id, 'application:answer', 'decline-offer', {
      by: 'FREELANCER',
      reason: draft.reason,
      message: draft.message,
    });
  }

  /** The employer takes its offer back, and says why. */
  retract(me: Person, id: string, draft: CancellationDraft): Promise<ApplicationView> {
    return this.end(me, id, 'application:decide', 'retract-offer', { by: 'EMPLOYER', message: draft.message });
  }

  /** Either side cancels before the first day: the seat is free again. Throws `engagement/already-started`. */
  cancel(me: Person, id: string, { message }: CancellationDraft): Promise<ApplicationView> {
    return transaction(this.db, async (tx) => {
      const first = await standingFor(tx, me, id);
      const byFreelancer = can(me, 'application:answer', subjectOf(first));
      if (!byFreelancer) allow(me, 'application:decide', subjectOf(first));
      stateAfter(first.application.state, 'cancel');
      await releaseSeat(tx, first.application.missionId);
      const standing = await lockedStanding(tx, me, id);
      stateAfter(standing.application.state, 'cancel');
      if (!standing.engagement || !mayCancel(moveFactsOf(standing))) throw new Problem('engagement/already-started');
      const mover = moverOf(me, standing);
      const engagement = await walkEngagement(tx, standing.engagement, mover, 'cancel', {
        at: standing.now,
        ending: { by: byFreelancer ? 'FREELANCER' : 'EMPLOYER', message },
      });
      const after = await walk(tx, standing, mover, 'cancel', {
        changes: { moveMessage: message },
        payload: { by: byFreelancer ? 'FREELANCER' : 'EMPLOYER' },
      });
      return viewOf(tx, { ...after, engagement }, me);
    });
  }

  private end(
    me: Person,
    id: string,
    right: 'application:answer' | 'application:decide',
    arrow: Extract<ApplicationArrow, 'decline-offer' | 'retract-offer'>,
    ending: { by: Party; reason?: string; message: string },
  ): Promise<ApplicationView> {
    return transaction(this.db, async (tx) => {
      const standing = await lockedStanding(tx, me, id);
      allow(me, right, subjectOf(standing));
      const after = await endOffer(tx, standing, moverOf(me, standing), arrow, ending);
      return viewOf(tx, after, me);
    });
  }
}

/** Ends a living offer and shortlists the application again. */
export async function endOffer(
  tx: EntityManager,
  standing: Standing,
  mover: Mover,
  arrow: Extract<ApplicationArrow, 'decline-offer' | 'retract-offer' | 'lapse-offer'>,
  ending: { by: Party | 'SYSTEM'; reason?: string; message?: string },
): Promise<Standing> {
  const engagement = await walkEngagement(tx, offered(standing), mover, arrow === 'lapse-offer' ? 'lapse' : 'decline', {
    at: standing.now,
    ending,
  });
  const after = await walk(tx, standing, mover, arrow, {
    reason: ending.reason ?? null,
    changes: { moveMessage: ending.message || null },
    payload: { engagementId: engagement.id },
  });
  return { ...after, engagement };
}

/** The living offer of an application in OFFERED. Throws `lifecycle/move-refused` elsewhere. */
function offered({ application, engagement }: Standing): Engagement {
  if (application.state !== 'OFFERED' || engagement?.state !== 'PROPOSED')
    throw new Problem('lifecycle/move-refused', { state: application.state, move: 'accept-offer' });
  return engagement;
}

async function signatureOf(tx: EntityManager, me: Person, party: Party, hash: string, at: Date): Promise<Signature> {
  const [account] = await tx.query<{ name: string }[]>(`select name from account where id = $1`, [me.accountId]);
  return { party, accountId: me.accountId, name: account?.name ?? '', at: at.toISOString(), termsHash: hash };
}
