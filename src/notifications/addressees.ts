import type { EntityManager } from 'typeorm';
import type { NotificationTopic } from '#libs/contracts/notification';
import type { StoredEvent } from '#libs/outbox/outbox';
import { templateOf, type TemplateName } from './letters';

/** A letter to write: which one, about what, to whom (an account, or an address without account). */
export interface Addressed {
  template: TemplateName;
  aggregateId: string;
  accountId: string | null;
  recipient: string | null;
  /** What makes it unique for this person; the event by default. */
  once?: string;
}

interface Audience {
  freelancer?: TemplateName;
  adviser?: TemplateName;
  employer?: TemplateName;
}

/** Who hears of what happens to an application (domain.md B.4, side effects). A review tells nobody. */
const applicationNews: Record<string, Audience> = {
  'application.submitted': {
    freelancer: 'application-received',
    adviser: 'adviser-received',
    employer: 'employer-application',
  },
  'application.shortlisted': { freelancer: 'application-shortlisted', adviser: 'adviser-shortlisted' },
  'application.interview-planned': { freelancer: 'application-interview', adviser: 'adviser-interview' },
  'application.slot-chosen': { employer: 'employer-slot-chosen' },
  'application.held': { freelancer: 'application-held', adviser: 'adviser-held' },
  'application.pool-asked': { freelancer: 'application-pool-asked' },
  'application.pooled': { freelancer: 'application-pooled' },
  'application.offered': { freelancer: 'application-offer', adviser: 'adviser-offer' },
  'application.accepted': {
    freelancer: 'application-accepted',
    adviser: 'adviser-accepted',
    employer: 'employer-accepted',
  },
  'application.offer-declined': { employer: 'employer-offer-declined', adviser: 'adviser-offer-ended' },
  'application.offer-retracted': { freelancer: 'application-offer-retracted', adviser: 'adviser-offer-ended' },
  'application.offer-lapsed': {
    freelancer: 'application-offer-lapsed',
    adviser: 'adviser-offer-ended',
    employer: 'employer-offer-lapsed',
  },
  'application.declined': { freelancer: 'application-declined', adviser: 'adviser-declined' },
  'application.withdrawn': { adviser: 'adviser-withdrawn', employer: 'employer-withdrawn' },
  'application.expired': {
    freelancer: 'application-expired',
    adviser: 'adviser-expired',
    employer: 'employer-expired',
  },
  'application.made-obsolete': { freelancer: 'application-obsolete', adviser: 'adviser-obsolete' },
  'application.reopening-asked': { freelancer: 'application-reopening-asked' },
  'application.reopening-refused': { employer: 'employer-reopening-refused' },
  'application.reopened': { employer: 'employer-reopened' },
  'application.nudge-due': { freelancer: 'application-reminded', employer: 'employer-reminder' },
  'application.cancelled': {
    freelancer: 'application-cancelled',
    adviser: 'adviser-cancelled',
    employer: 'employer-cancelled',
  },
};

const mandateNews: Record<string, { freelancer?: TemplateName; adviser?: TemplateName }> = {
  'mandate.proposed': { freelancer: 'mandate-proposed' },
  'mandate.accepted': { adviser: 'mandate-accepted' },
  'mandate.declined': { adviser: 'mandate-declined' },
  'mandate.expired': { adviser: 'mandate-expired' },
  'mandate.ended': { freelancer: 'mandate-ended-for-person', adviser: 'mandate-ended-for-adviser' },
};

/** Who hears of a contested score: those who are to answer it, or those whom the answer concerns. */
const contestNews: Record<string, { answerers?: TemplateName; concerned?: TemplateName }> = {
  'contest.opened': { answerers: 'contest-to-answer' },
  'contest.overdue': { answerers: 'contest-late' },
  'contest.answered': { concerned: 'contest-answered' },
  'contest.revoked': { concerned: 'contest-revoked' },
};

const missionNews: Record<string, TemplateName> = {
  'mission.returned': 'mission-returned',
  'mission.rejected': 'mission-rejected',
  'mission.suspended': 'mission-suspended',
  'mission.expiring': 'mission-expiring',
  'mission.expired': 'mission-expired',
  'mission.filled': 'mission-filled',
};

const accountNews: Record<string, TemplateName> = {
  'account.created': 'account-verify',
  'account.verification-requested': 'account-verify',
  'account.reset-requested': 'account-reset',
  'account.known-address': 'account-known-address',
  'account.password-changed': 'account-password-changed',
  'account.second-factor-on': 'account-second-factor-on',
  'account.second-factor-off': 'account-second-factor-off',
  'session.reuse-detected': 'account-session-reuse',
};

const organisationNews: Record<string, TemplateName> = {
  'organisation.verified': 'organisation-verified',
  'organisation.rejected': 'organisation-rejected',
};

/** Every letter an event calls for, read from the present state. An event nobody is told about gives none. */
export async function addresseesOf(tx: EntityManager, event: StoredEvent): Promise<Addressed[]> {
  const { type, aggregateId: id } = event;
  const application = applicationNews[type];
  if (application) return ofApplication(tx, event, application);
  const mandate = mandateNews[type];
  if (mandate) return ofMandate(tx, event, mandate);
  const contest = contestNews[type];
  if (contest) return ofContest(tx, event, contest);
  const account = accountNews[type];
  if (account) return [{ template: account, aggregateId: id, accountId: id, recipient: null }];
  const organisation = organisationNews[type];
  if (organisation) return ofOrganisation(tx, id, organisation);
  if (type === 'org-invitation.sent') return ofInvitation(tx, id);
  if (type === 'mission.published') return (await wasApproved(tx, id)) ? ofMission(tx, id, 'mission-approved') : [];
  if (type === 'mission.changed') return event.payload.material === true ? ofOpenApplicants(tx, id) : [];
  if (type === 'search.digest-due') return ofDigest(tx, id);
  if (type === 'neighbours.proposed') return ofProposal(tx, id);
  const mission = missionNews[type];
  return mission ? ofMission(tx, id, mission) : [];
}

interface ApplicationRow {
  missionId: string;
  freelancerAccountId: string | null;
  senderKind: 'FREELANCER' | 'ADVISER';
  adviserAccountId: string | null;
}

async function ofApplication(tx: EntityManager, event: StoredEvent, audience: Audience): Promise<Addressed[]> {
  const [row] = await tx.query<ApplicationRow[]>(
    `select a.mission_id as "missionId", p.account_id as "freelancerAccountId", a.sender_kind as "senderKind",
            (select coalesce(
               (select mb.account_id from membership mb
                where mb.organisation_id = md.agency_id and mb.account_id = a.sender_account_id and mb.active),
               md.lead_adviser_id)
             from mandate md
             where md.profile_id = a.profile_id and md.agency_id = a.sender_organisation_id and md.state = 'ACTIVE') as "adviserAccountId"
     from application a join profile p on p.id = a.profile_id where a.id = $1`,
    [event.aggregateId],
  );
  if (!row) return [];
  const about = (template: TemplateName | undefined, accountId: string | null): Addressed[] =>
    template && accountId ? [{ template, aggregateId: event.aggregateId, accountId, recipient: null }] : [];
  // The employer that reopens from its own pool, and the freelancer that withdraws alone, know it already.
  const employerKnows = event.type === 'application.reopened' && event.payload.by === 'EMPLOYER';
  const withdrawnForThem = event.type === 'application.withdrawn' && event.payload.by === 'ADVISER';
  return [
    ...about(withdrawnForThem ? 'application-withdrawn' : audience.freelancer, row.freelancerAccountId),
    ...about(audience.adviser, row.adviserAccountId),
    ...(audience.employer && !employerKnows
      ? await ofMission(tx, row.missionId, audience.employer, event.aggregateId)
      : []),
  ];
}

/**
 * Those who run a mission and hear of it: its contact, or the administrators when there is none, and every other
 * member who asked for this topic.
 */
async function ofMission(
  tx: EntityManager,
  missionId: string,
  template: TemplateName,
  aggregateId = missionId,
): Promise<Addressed[]> {
  const topic: NotificationTopic | null = templateOf(template).topic;
  const members = await tx.query<{ accountId: string }[]>(
    `with runs as (
       select mb.account_id, mb.role, mb.account_id = m.contact_account_id as contact
       from mission m join membership mb on mb.organisation_id = m.organisation_id
       where m.id = $1 and mb.active and mb.role in ('ADMIN', 'MEMBER'))
     select account_id as "accountId" from runs r
     where contact or (role = 'ADMIN' and not exists (select 1 from runs where contact))
       or exists (select 1 from notification_preference np
                  where np.account_id = r.account_id and np.topic = $2 and np.email)`,
    [missionId, topic],
  );
  return members.map(({ accountId }) => ({ template, aggregateId, accountId, recipient: null }));
}

async function ofMandate(
  tx: EntityManager,
  event: StoredEvent,
  audience: { freelancer?: TemplateName; adviser?: TemplateName },
): Promise<Addressed[]> {
  const [row] = await tx.query<{ person: string | null; adviser: string; endedBy: string | null }[]>(
    `select p.account_id as person, md.lead_adviser_id as adviser, md.ended_by as "endedBy"
     from mandate md join profile p on p.id = md.profile_id where md.id = $1`,
    [event.aggregateId],
  );
  if (!row) return [];
  const about = (template: TemplateName | undefined, accountId: string | null): Addressed[] =>
    template && accountId && accountId !== row.endedBy
      ? [{ template, aggregateId: event.aggregateId, accountId, recipient: null }]
      : [];
  return [...about(audience.freelancer, row.person), ...about(audience.adviser, row.adviser)];
}

/**
 * The advisers who accompany the person answer; without any, or past the promised day, the platform does. The answer
 * concerns whoever spoke, the person it is about (when they may know of the mission) and, once it ends, who decided.
 */
async function ofContest(
  tx: EntityManager,
  event: StoredEvent,
  { answerers, concerned }: { answerers?: TemplateName; concerned?: TemplateName },
): Promise<Addressed[]> {
  const [contest] = await tx.query<
    { author: string; person: string | null; decided: string | null; late: boolean; advisers: string[] }[]
  >(
    `select c.author_id as author, case when m.visibility = 'PUBLIC' then p.account_id end as person,
       c.answered_by as decided, c.due_at <= now() as late,
       array(select distinct md.lead_adviser_id from mandate md
             join organisation ag on ag.id = md.agency_id and ag.verification = 'VERIFIED'
             where md.profile_id = c.profile_id and md.state = 'ACTIVE' and 'VIEW_FULL' = any(md.scopes)) as advisers
     from match_contest c join mission m on m.id = c.mission_id join profile p on p.id = c.profile_id where c.id = $1`,
    [event.aggregateId],
  );
  if (!contest) return [];
  const about = (template: TemplateName, accounts: readonly (string | null)[]): Addressed[] =>
    [...new Set(accounts)]
      .filter((accountId) => accountId !== null && accountId !== event.payload.by)
      .map((accountId) => ({ template, aggregateId: event.aggregateId, accountId, recipient: null }));
  if (concerned) {
    const decided = event.type === 'contest.revoked' ? contest.decided : null;
    return about(concerned, [contest.author, contest.person, decided]);
  }
  if (!answerers) return [];
  const platform = contest.advisers.length === 0 || contest.late ? await administrators(tx) : [];
  return about(answerers, [...contest.advisers, ...platform]);
}

/** The accounts of those who administer the platform. */
async function administrators(tx: EntityManager): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select id from account where platform_role = 'ADMIN' and status = 'ACTIVE' order by id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Every administrator hears once of neighbouring skills that wait; nobody when they were decided on meanwhile. Whoever
 * decides now waits for these notices to be written, so that they are taken back afterwards.
 */
async function ofProposal(tx: EntityManager, id: string): Promise<Addressed[]> {
  const waiting = await tx.query<object[]>(
    `select from neighbour_learning where id = $1 and state = 'PROPOSED' for share`,
    [id],
  );
  if (waiting.length === 0) return [];
  return (await administrators(tx)).map((accountId) => ({
    template: 'neighbours-proposed',
    aggregateId: id,
    accountId,
    recipient: null,
    once: id,
  }));
}

async function ofOrganisation(tx: EntityManager, id: string, template: TemplateName): Promise<Addressed[]> {
  const admins = await tx.query<{ accountId: string }[]>(
    `select account_id as "accountId" from membership where organisation_id = $1 and active and role = 'ADMIN'`,
    [id],
  );
  return admins.map(({ accountId }) => ({ template, aggregateId: id, accountId, recipient: null }));
}

async function ofInvitation(tx: EntityManager, id: string): Promise<Addressed[]> {
  const [invitation] = await tx.query<{ email: string }[]>(
    `select email from org_invitation where id = $1 and accepted_at is null and revoked_at is null`,
    [id],
  );
  return invitation
    ? [{ template: 'org-invitation', aggregateId: id, accountId: null, recipient: invitation.email }]
    : [];
}

async function ofDigest(tx: EntityManager, id: string): Promise<Addressed[]> {
  const rows = await tx.query<{ accountId: string }[]>(
    `select account_id as "accountId" from search_digest where id = $1`,
    [id],
  );
  return rows.map(({ accountId }) => ({
    template: 'search-digest',
    aggregateId: id,
    accountId,
    recipient: null,
    once: `search-digest ${id}`,
  }));
}

/** A mission published by its employer tells nobody; one that waited for the platform does. */
async function wasApproved(tx: EntityManager, missionId: string): Promise<boolean> {
  const [last] = await tx.query<{ move: string }[]>(
    `select move from transition_log where aggregate_id = $1 and to_state = 'PUBLISHED' order by at desc, id desc limit 1`,
    [missionId],
  );
  return last?.move === 'approve';
}

/** People whose application is open hear that the mission changed: once a day, however often it is edited. */
async function ofOpenApplicants(tx: EntityManager, missionId: string): Promise<Addressed[]> {
  const rows = await tx.query<{ id: string; accountId: string; day: string }[]>(
    `select a.id, p.account_id as "accountId", to_char(now() at time zone 'Europe/Paris', 'YYYY-MM-DD') as day
     from application a join profile p on p.id = a.profile_id
     where a.mission_id = $1 and p.account_id is not null
       and a.state in ('SUBMITTED', 'UNDER_REVIEW', 'SHORTLISTED', 'INTERVIEW', 'ON_HOLD', 'OFFERED')`,
    [missionId],
  );
  return rows.map(({ id, accountId, day }) => ({
    template: 'mission-changed',
    aggregateId: id,
    accountId,
    recipient: null,
    once: `mission-changed ${id} ${day}`,
  }));
}
