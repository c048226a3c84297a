import type { EntityManager } from 'typeorm';
import type { ApplicationCard, ApplicationState, ApplicationView, TimelineEntry } from '#libs/contracts/application';
import type { Person } from '../access/actor';
import { engagementViewOf } from '../engagements/terms';
import { shortName } from '../profiles/profile.views';
import { movesOf, nextStepOf, type Standpoint } from './application.moves';
import { contactOpen, moveFactsOf, type Standing, standpointOf } from './application.standing';

/** How the freelancer is named to an employer: as they chose, and in full from the acceptance on. */
export const nameToEmployer = (displayName: string, nameShown: string, state: ApplicationState): string =>
  state === 'ACCEPTED' || nameShown === 'FULL' ? displayName : shortName(displayName);

/** States in which an employer that posted anonymously has shown itself to the freelancer. */
const EMPLOYER_SHOWN: readonly ApplicationState[] = ['SHORTLISTED', 'INTERVIEW', 'OFFERED', 'ACCEPTED', 'CANCELLED'];

/** How the employer is named to the freelancer’s side; null while it stays anonymous. */
export const employerToFreelancer = (name: string, anonymous: boolean, state: ApplicationState): string | null =>
  anonymous && !EMPLOYER_SHOWN.includes(state) ? null : name;

/** A row of a list, as this person may see it. */
export function cardOf(standing: Standing, me: Person): ApplicationCard {
  const { application } = standing;
  const point = standpointOf(me, standing);
  const facts = moveFactsOf(standing);
  const employer = point.side === 'EMPLOYER';
  return {
    id: application.id,
    state: application.state,
    origin: application.origin,
    submittedAt: application.submittedAt.toISOString(),
    movedAt: application.movedAt.toISOString(),
    answerDueAt: application.answerDueAt?.toISOString() ?? null,
    nextStep: nextStepOf(facts),
    proposedRate: application.proposedRate,
    availableFrom: application.availableFrom,
    mission: {
      id: application.missionId,
      title: standing.missionTitle,
      state: standing.missionState,
      organisationName: employer
        ? standing.employerName
        : employerToFreelancer(standing.employerName, standing.anonymousEmployer, application.state),
      placeName: standing.missionPlace,
    },
    freelancer: {
      profileId: application.profileId,
      name: employer
        ? nameToEmployer(standing.freelancerName, standing.nameShown, application.state)
        : standing.freelancerName,
      headline: standing.freelancerHeadline,
      placeName: standing.freelancerPlace,
    },
    sender: { kind: application.senderKind, organisationName: standing.senderOrganisationName },
    score: application.scoreSnapshot === null ? null : application.scoreSnapshot.potential / 10,
    comments: point.comments ? standing.comments : null,
    archivedAt: point.side === 'EMPLOYER' ? (application.archivedAt?.toISOString() ?? null) : null,
    moves: movesOf(facts, point),
    version: application.version,
  };
}

/** One application in full, as this person may see it: reason and words only as far as they were shared. */
export async function viewOf(tx: EntityManager, standing: Standing, me: Person): Promise<ApplicationView> {
  const { application, engagement } = standing;
  const point = standpointOf(me, standing);
  return {
    ...cardOf(standing, me),
    message: application.message,
    answers: application.answers,
    attachments: application.attachments,
    viewedAt: application.viewedAt?.toISOString() ?? null,
    interview: application.interview,
    engagement: engagement ? engagementViewOf(engagement) : null,
    decision: decisionOf(standing, point),
    adviserMessage: point.side === 'FREELANCER' ? null : application.adviserMessage,
    withdrawalReason: application.withdrawalReason,
    moveMessage: application.moveMessage,
    pool: {
      asked: application.poolAskedAt !== null,
      agreed: application.poolConsentAt !== null,
      until: application.pooledUntil?.toISOString() ?? null,
    },
    reopeningAskedAt: application.reopeningAskedAt?.toISOString() ?? null,
    contact: contactOf(standing, point),
    timeline: await timelineOf(tx, standing, point),
  };
}

/** The reason is everybody’s when the employer shares it; the employer’s and the adviser’s only otherwise. */
function decisionOf({ application }: Standing, point: Standpoint): ApplicationView['decision'] {
  if (!application.decidedAt) return null;
  const shown = application.reasonShared || point.side !== 'FREELANCER';
  return {
    at: application.decidedAt.toISOString(),
    reason: shown ? application.refusalReason : null,
    message: application.refusalMessage,
    shared: application.reasonShared,
  };
}

function contactOf(standing: Standing, point: Standpoint): ApplicationView['contact'] {
  if (point.side === 'EMPLOYER' && !contactOpen(standing)) return null;
  return {
    name: standing.accountName ?? standing.freelancerName,
    email: standing.accountEmail,
    phone: standing.accountPhone,
  };
}

interface LogRow {
  move: string;
  from: string | null;
  to: string;
  kind: 'PERSON' | 'SYSTEM' | 'LINK';
  organisationId: string | null;
  reason: string | null;
  at: Date;
}

/** The history: sides, not persons; a refusal’s reason follows the same rule as the decision. */
async function timelineOf(tx: EntityManager, standing: Standing, point: Standpoint): Promise<TimelineEntry[]> {
  const rows = await tx.query<LogRow[]>(
    `select move, from_state as "from", to_state as "to", actor_kind as kind, organisation_id as "organisationId", reason, at
     from transition_log where aggregate_id = $1 and aggregate = 'application' order by at, id`,
    [standing.application.id],
  );
  const hidden = point.side === 'FREELANCER' && !standing.application.reasonShared;
  return rows.map((row) => ({
    move: row.move,
    from: row.from,
    to: row.to,
    by: sideOf(row, standing.employerId),
    reason: row.move === 'decline' && hidden ? null : row.reason,
    at: row.at.toISOString(),
  }));
}

function sideOf(row: LogRow, employerId: string): TimelineEntry['by'] {
  if (row.kind === 'SYSTEM') return 'SYSTEM';
  if (row.organisationId === null) return 'FREELANCER';
  return row.organisationId === employerId ? 'EMPLOYER' : 'ADVISER';
}
