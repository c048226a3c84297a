import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { ApplicationDraft, ApplicationState, ApplicationView } from '#libs/contracts/application';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import { pauseIfEnough } from '../missions/seats';
import { Application } from './application.entity';
import { isTerminal } from './application.lifecycle';
import { standingFor } from './application.standing';
import { viewOf } from './application.view';
import { startedClock } from './application.walk';
import { recordPoolConsent } from './pool-consent';
import { scoreSnapshot } from './score-snapshot';

interface MissionFacts {
  id: string;
  state: string;
  version: number;
  organisationId: string;
  visibility: 'PUBLIC' | 'INVITED_ONLY' | 'AGENCIES_ONLY';
  deadline: string | null;
  deadlinePassed: boolean;
  maxApplications: number;
  answerDays: number | null;
  questions: string[];
  received: number;
  now: Date;
}

interface SenderFacts {
  profileId: string;
  state: string;
  excludesEmployer: boolean;
  mandateId: string | null;
  mandateScopes: string[];
}

const HIDDEN_MISSIONS = ['DRAFT', 'IN_REVIEW', 'REJECTED'];

/** Sends applications: the freelancer in person, or an adviser whose mandate says so. */
@Injectable()
export class Submissions {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /**
   * Sends one application and starts the employer’s answer clock. The mission is locked, so that its last place in
   * the pile is given once. Throws mission/unknown, access/denied and the application/* refusals of its guards.
   */
  submit(me: Person, missionId: string, draft: ApplicationDraft): Promise<ApplicationView> {
    return transaction(this.db, async (tx) => {
      const mission = await readMission(tx, missionId);
      if (!mission || HIDDEN_MISSIONS.includes(mission.state)) throw new Problem('mission/unknown', { id: missionId });
      const sender = await this.sender(tx, me, mission, draft);
      await guard(tx, me, mission, sender, draft);
      const id = newId();
      const own = me.profileId === sender.profileId;
      // Only the person themselves can agree to stay in an employer’s pool.
      const poolConsent = own && draft.poolConsent;
      await tx.insert(Application, {
        id,
        missionId,
        profileId: sender.profileId,
        senderAccountId: me.accountId,
        senderKind: own ? 'FREELANCER' : 'ADVISER',
        senderOrganisationId: own ? null : (me.current?.organisationId ?? null),
        mandateId: own ? null : sender.mandateId,
        origin: 'DIRECT',
        state: 'SUBMITTED',
        message: draft.message,
        answers: draft.answers.map((answer, index) => ({ question: mission.questions[index] ?? '', answer })),
        attachments: draft.attachments,
        proposedRate: draft.proposedRate,
        availableFrom: draft.availableFrom,
        missionVersion: mission.version,
        scoreSnapshot: await scoreSnapshot(tx, missionId, sender.profileId),
        reasonShared: true,
        poolConsentAt: poolConsent ? mission.now : null,
        ...startedClock(mission.now, mission.answerDays),
        submittedAt: mission.now,
        movedAt: mission.now,
        version: 1,
      });
      const organisationId = own ? null : me.current?.organisationId;
      await logTransition(
        tx,
        { kind: 'PERSON', id: me.accountId, organisationId },
        { aggregate: 'application', aggregateId: id, move: 'submit', from: null, to: 'SUBMITTED' },
      );
      await record(tx, { type: 'application.submitted', aggregateId: id, payload: { missionId } });
      await pauseIfEnough(tx, missionId);
      if (poolConsent) await recordPoolConsent(tx, me, mission.organisationId, { id, profileId: sender.profileId });
      return viewOf(tx, await standingFor(tx, me, id), me);
    });
  }

  private async sender(tx: EntityManager, me: Person, mission: MissionFacts, draft: ApplicationDraft) {
    const profileId = draft.profileId ?? me.profileId;
    if (!profileId) throw new Problem('application/profile-needed');
    const sender = await readSender(tx, me, profileId, mission.organisationId);
    if (!sender || !can(me, 'application:submit', sender))
      throw new Problem('access/denied', { right: 'application:submit' });
    return sender;
  }
}

async function readMission(tx: EntityManager, id: string): Promise<MissionFacts | undefined> {
  const [mission] = await tx.query<MissionFacts[]>(
    `select m.id, m.state, m.version, m.organisation_id as "organisationId", m.visibility,
            to_char(m.apply_deadline, 'YYYY-MM-DD') as deadline,
            coalesce((now() at time zone 'Europe/Paris')::date > m.apply_deadline, false) as "deadlinePassed",
            m.max_applications as "maxApplications", m.answer_days as "answerDays", m.screening_questions as questions,
            now() as now
     from mission m where m.id = $1 for no key update`,
    [id],
  );
  if (!mission) return undefined;
  const [{ received } = { received: 0 }] = await tx.query<{ received: number }[]>(
    `select count(*)::int as received from application where mission_id = $1 and state <> 'WITHDRAWN'`,
    [id],
  );
  return { ...mission, received };
}

async function readSender(tx: EntityManager, me: Person, profileId: string, employerId: string) {
  const [sender] = await tx.query<SenderFacts[]>(
    `select p.id as "profileId", p.state, $3::uuid = any(p.excluded_organisations) as "excludesEmployer",
            md.id as "mandateId", coalesce(md.scopes, '{}') as "mandateScopes"
     from profile p
     left join mandate md on md.profile_id = p.id and md.agency_id = $2 and md.state = 'ACTIVE'
     where p.id = $1 for share of p`,
    [profileId, me.current?.organisationId ?? null, employerId],
  );
  return sender;
}

/** Every guard of sending, in the order a person would meet them. */
async function guard(
  tx: EntityManager,
  me: Person,
  mission: MissionFacts,
  sender: SenderFacts,
  draft: ApplicationDraft,
): Promise<void> {
  const own = me.profileId === sender.profileId;
  if (!me.emailVerified) throw new Problem('application/email-unverified');
  if (mission.state !== 'PUBLISHED') throw new Problem('application/mission-closed');
  if (mission.deadlinePassed) throw new Problem('application/deadline-passed', { deadline: mission.deadline });
  if (mission.visibility === 'INVITED_ONLY') throw new Problem('application/invited-only');
  if (mission.visibility === 'AGENCIES_ONLY' && own) throw new Problem('application/advisers-only');
  if (me.memberships.some((membership) => membership.organisationId === mission.organisationId))
    throw new Problem('application/own-mission');
  if (sender.state !== 'PUBLISHED') throw new Problem('application/profile-not-published');
  if (!own && sender.excludesEmployer) throw new Problem('application/organisation-excluded');
  await refuseSecond(tx, mission.id, sender.profileId);
  if (mission.received >= mission.maxApplications)
    throw new Problem('application/mission-crowded', { limit: mission.maxApplications });
  if (draft.answers.length !== mission.questions.length)
    throw new Problem('request/invalid', {}, [
      {
        path: 'answers',
        message: {
          fr: `Répondez aux ${mission.questions.length} questions de la mission, dans l’ordre.`,
          en: `Answer the ${mission.questions.length} questions of the mission, in order.`,
        },
      },
    ]);
}

/** One application at a time; after a refusal only the employer reopens it. */
async function refuseSecond(tx: EntityManager, missionId: string, profileId: string): Promise<void> {
  const earlier = await tx.query<{ id: string; state: ApplicationState }[]>(
    `select id, state from application where mission_id = $1 and profile_id = $2`,
    [missionId, profileId],
  );
  const living = earlier.find((row) => row.state === 'ACCEPTED' || !isTerminal(row.state));
  if (living) throw new Problem('application/already-open', { applicationId: living.id });
  const declined = earlier.find((row) => row.state === 'DECLINED');
  if (declined) throw new Problem('application/already-declined', { applicationId: declined.id });
}
