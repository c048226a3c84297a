import { type EntityManager, In } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import type { Actor, Person } from '../access/actor';
import { allowOrHide, can } from '../access/allow';
import { Engagement } from '../engagements/engagement.entity';
import { Application } from './application.entity';
import { type MoveFacts, type Question, type Standpoint } from './application.moves';

/** The facts around an application, as the database holds them now. */
interface Surroundings {
  missionTitle: string;
  missionState: string;
  missionPlace: string | null;
  anonymousEmployer: boolean;
  answerDays: number | null;
  employerId: string;
  employerName: string;
  freelancerAccountId: string | null;
  freelancerName: string;
  nameShown: string;
  freelancerHeadline: string;
  freelancerPlace: string | null;
  accountName: string | null;
  accountEmail: string | null;
  accountPhone: string | null;
  senderOrganisationName: string | null;
  /** What the reader’s current agency may do for this person. */
  mandateScopes: string[];
  /** Comments of the reader’s current organisation. */
  comments: number;
  now: Date;
  today: string;
}

/** An application with everything its rights, moves and views depend on. */
export interface Standing extends Surroundings {
  application: Application;
  engagement: Engagement | null;
}

/** The standings of these applications as one reader sees them, in the order given. Unknown ids are left out. */
export async function standingsOf(tx: EntityManager, actor: Actor, ids: readonly string[]): Promise<Standing[]> {
  if (ids.length === 0) return [];
  const applications = await tx.findBy(Application, { id: In([...ids]) });
  return surround(tx, actor, ids, applications);
}

async function surround(
  tx: EntityManager,
  actor: Actor,
  ids: readonly string[],
  applications: readonly Application[],
): Promise<Standing[]> {
  const organisationId = actor.kind === 'PERSON' ? (actor.current?.organisationId ?? null) : null;
  const facts = await tx.query<(Surroundings & { id: string })[]>(
    `select a.id, m.title as "missionTitle", m.state as "missionState", m.place_name as "missionPlace",
            m.anonymous_employer as "anonymousEmployer", m.answer_days as "answerDays",
            o.id as "employerId", o.name as "employerName",
            p.account_id as "freelancerAccountId", p.display_name as "freelancerName", p.name_shown as "nameShown",
            p.headline as "freelancerHeadline", p.place_name as "freelancerPlace",
            acc.name as "accountName", acc.email as "accountEmail", acc.phone as "accountPhone",
            so.name as "senderOrganisationName",
            coalesce((select md.scopes from mandate md
                      where md.profile_id = a.profile_id and md.agency_id = $2 and md.state = 'ACTIVE'), '{}') as "mandateScopes",
            (select count(*)::int from application_comment c
             where c.application_id = a.id and c.organisation_id = $2) as comments,
            now() as now, to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD') as today
     from application a
     join mission m on m.id = a.mission_id
     join organisation o on o.id = m.organisation_id
     join profile p on p.id = a.profile_id
     left join account acc on acc.id = p.account_id
     left join organisation so on so.id = a.sender_organisation_id
     where a.id = any($1::uuid[])`,
    [ids, organisationId],
  );
  const engagements = await tx
    .createQueryBuilder(Engagement, 'e')
    .distinctOn(['e.application_id'])
    .where('e.application_id = any(:ids)', { ids })
    .orderBy('e.application_id')
    .addOrderBy('e.proposed_at', 'DESC')
    .getMany();
  const byId = new Map(applications.map((application) => [application.id, application]));
  const factsById = new Map(facts.map(({ id, ...rest }) => [id, rest]));
  const engagementOf = new Map(engagements.map((engagement) => [engagement.applicationId, engagement]));
  return ids.flatMap((id) => {
    const application = byId.get(id);
    const around = factsById.get(id);
    return application && around ? [{ ...around, application, engagement: engagementOf.get(id) ?? null }] : [];
  });
}

/** One application for reading. Throws `application/unknown` when there is none or the person may not know of it. */
export async function standingFor(tx: EntityManager, me: Person, id: string): Promise<Standing> {
  const [standing] = await standingsOf(tx, me, [id]);
  return visible(me, id, standing);
}

/** The same, with the application locked until the transaction ends: what is decided here stays true. */
export async function lockedStanding(tx: EntityManager, me: Person, id: string): Promise<Standing> {
  return visible(me, id, await lockApplication(tx, me, id));
}

/** Locks one application whoever asks; undefined when there is none. For clockwork and cascades. */
export async function lockApplication(tx: EntityManager, actor: Actor, id: string): Promise<Standing | undefined> {
  const application = await tx.findOne(Application, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!application) return undefined;
  const [standing] = await surround(tx, actor, [id], [application]);
  return standing;
}

function visible(me: Person, id: string, standing: Standing | undefined): Standing {
  if (!standing) throw new Problem('application/unknown', { id });
  allowOrHide(me, 'application:read', 'application/unknown', { id }, subjectOf(standing));
  return standing;
}

/** What the rights of applications are judged on. */
export const subjectOf = (standing: Standing) => ({
  employerId: standing.employerId,
  profileId: standing.application.profileId,
  senderOrganisationId: standing.application.senderOrganisationId,
  mandateScopes: standing.mandateScopes,
});

/** From which side, and with which rights, someone reads an application. */
export function standpointOf(me: Person, standing: Standing): Standpoint {
  const subject = subjectOf(standing);
  const own = me.profileId === standing.application.profileId;
  const employer = me.current?.organisationId === standing.employerId;
  return {
    side: own ? 'FREELANCER' : employer ? 'EMPLOYER' : 'ADVISER',
    decides: can(me, 'application:decide', subject),
    answers: can(me, 'application:answer', subject),
    withdraws: can(me, 'application:withdraw', subject),
    comments: can(me, 'application:comment', subject),
  };
}

const question = (asked: Date | null, answered: Date | null): Question =>
  asked === null ? 'NOT_ASKED' : answered === null ? 'OPEN' : 'ANSWERED';

/** True while the mission still takes people: applications may move forward. */
export const missionTakesPeople = (missionState: string): boolean =>
  missionState === 'PUBLISHED' || missionState === 'PAUSED';

/** What decides the open moves of this application. */
export function moveFactsOf({ application, engagement, missionState, now, today }: Standing): MoveFacts {
  return {
    state: application.state,
    missionOpen: missionTakesPeople(missionState),
    decidedAt: application.decidedAt,
    interviewChosen: application.interview?.chosen ?? null,
    poolQuestion: question(application.poolAskedAt, application.poolAnsweredAt),
    reopeningQuestion: question(application.reopeningAskedAt, application.reopeningAnsweredAt),
    poolAgreed: application.poolConsentAt !== null,
    archived: application.archivedAt !== null,
    answerDueAt: application.answerDueAt,
    clockStartedAt: application.clockStartedAt,
    engagement,
    now,
    today,
  };
}

/** The freelancer’s name and address are the employer’s to read while they are engaged together (domain.md B.1). */
export const contactOpen = ({ application }: Standing): boolean => application.state === 'ACCEPTED';
