import type { EntityManager } from 'typeorm';
import type { ApplicationState, InterviewView, RefusalReason, WithdrawalReason } from '#libs/contracts/application';
import type { TermsVersion } from '#libs/contracts/engagement';
import type { MandateState } from '#libs/contracts/mandate';
import { nameToAgency } from '../agencies/mandate.reads';
import { shortName } from '../profiles/profile.views';
import { employerToFreelancer, nameToEmployer } from '../applications/application.view';
import { readDigest } from '../alerts/digest';
import type { ContestFacts, Facts, Names, ProposalFacts } from './facts';
import type { TemplateName } from './letters';

/** Which side of an application a letter speaks to: its template’s first word says so. */
export type Side = 'FREELANCER' | 'EMPLOYER' | 'ADVISER';
export const sideOf = (template: string): Side =>
  template.startsWith('employer-') ? 'EMPLOYER' : template.startsWith('adviser-') ? 'ADVISER' : 'FREELANCER';

const isAboutApplication = (template: string): boolean =>
  /^(application|employer|adviser)-/.test(template) || template === 'mission-changed';

export const NO_NAMES: Names = { mission: '', employer: '', freelancer: '', agency: '', organisation: '' };

const NOTHING: Omit<Facts, 'aggregateId'> = {
  ...NO_NAMES,
  missionId: '',
  profileId: '',
  tokenPath: '',
  answerDueAt: null,
  lapsesAt: null,
  interview: null,
  terms: null,
  totalEuros: null,
  reason: null,
  withdrawalReason: null,
  ending: '',
  words: '',
  adviserWords: '',
  days: 0,
  byMe: false,
  role: '',
  contest: null,
  proposal: null,
  expiresAt: null,
  found: [],
};

/** A queued letter, as the reader of facts needs it. */
export interface Queued {
  template: TemplateName;
  aggregateId: string;
  accountId: string | null;
  params: Record<string, string | number | boolean | null>;
}

/** The facts of a letter as they are now; undefined when what it speaks of no longer exists. */
export async function readFacts(tx: EntityManager, queued: Queued): Promise<Facts | undefined> {
  if (isAboutApplication(queued.template)) return ofApplication(tx, queued);
  if (queued.template.startsWith('mandate-')) return ofMandate(tx, queued);
  if (queued.template.startsWith('contest-')) return ofContest(tx, queued);
  if (queued.template.startsWith('mission-')) return ofMission(tx, queued);
  if (queued.template.startsWith('organisation-')) return ofOrganisation(tx, queued);
  if (queued.template === 'org-invitation') return ofInvitation(tx, queued);
  if (queued.template === 'search-digest') return ofDigest(tx, queued);
  if (queued.template === 'neighbours-proposed') return ofProposal(tx, queued);
  return { ...NOTHING, aggregateId: queued.aggregateId };
}

interface ApplicationRow {
  state: ApplicationState;
  mission: string;
  missionId: string;
  profileId: string;
  anonymous: boolean;
  employer: string;
  displayName: string;
  nameShown: string;
  agency: string | null;
  answerDueAt: Date | null;
  interview: InterviewView | null;
  reason: RefusalReason | null;
  reasonShared: boolean;
  refusalMessage: string | null;
  adviserMessage: string | null;
  withdrawalReason: WithdrawalReason | null;
  moveMessage: string | null;
  lapsesAt: Date | null;
  terms: TermsVersion[] | null;
  totalCents: string | null;
  endReason: string | null;
  endMessage: string | null;
}

async function ofApplication(tx: EntityManager, { template, aggregateId, params }: Queued): Promise<Facts | undefined> {
  const [row] = await tx.query<ApplicationRow[]>(
    `select a.state, m.title as mission, m.id as "missionId", p.id as "profileId",
            m.anonymous_employer as anonymous, o.name as employer,
            p.display_name as "displayName", p.name_shown as "nameShown", so.name as agency,
            a.answer_due_at as "answerDueAt", a.interview, a.refusal_reason as reason,
            a.reason_shared as "reasonShared", a.refusal_message as "refusalMessage",
            a.adviser_message as "adviserMessage", a.withdrawal_reason as "withdrawalReason",
            a.move_message as "moveMessage", e.lapses_at as "lapsesAt", e.terms, e.total_cents as "totalCents",
            e.end_reason as "endReason", e.end_message as "endMessage"
     from application a
     join mission m on m.id = a.mission_id
     join organisation o on o.id = m.organisation_id
     join profile p on p.id = a.profile_id
     left join organisation so on so.id = a.sender_organisation_id
     left join lateral (
       select * from engagement e where e.application_id = a.id and ($2::uuid is null or e.id = $2::uuid)
       order by e.proposed_at desc limit 1) e on true
     where a.id = $1`,
    [aggregateId, params.engagementId ?? null],
  );
  if (!row) return undefined;
  const side = sideOf(template);
  const offerWords = template.endsWith('offer-declined') || template.endsWith('offer-retracted');
  return {
    ...NOTHING,
    aggregateId,
    ...namesAround(row, side),
    missionId: row.missionId,
    profileId: row.profileId,
    answerDueAt: row.answerDueAt,
    lapsesAt: row.lapsesAt,
    interview: row.interview,
    terms: row.terms?.at(-1) ?? null,
    totalEuros: row.totalCents === null ? null : Number(row.totalCents) / 100,
    reason: row.reasonShared || side !== 'FREELANCER' ? row.reason : null,
    withdrawalReason: offerWords ? (row.endReason as WithdrawalReason | null) : row.withdrawalReason,
    ending: typeof params.reason === 'string' ? params.reason : '',
    words:
      (template.endsWith('-declined') && !offerWords
        ? row.refusalMessage
        : offerWords
          ? row.endMessage
          : row.moveMessage) ?? '',
    adviserWords: row.adviserMessage ?? '',
    days: typeof params.day === 'number' ? params.day : 0,
    byMe: params.by === side,
  };
}

type NamedRow = Pick<
  ApplicationRow,
  'state' | 'mission' | 'anonymous' | 'employer' | 'displayName' | 'nameShown' | 'agency'
>;

/** The names around an application, as far as this side may know them. */
export const namesAround = (row: NamedRow, side: Side): Names => ({
  ...NO_NAMES,
  mission: row.mission,
  employer: side === 'EMPLOYER' ? row.employer : (employerToFreelancer(row.employer, row.anonymous, row.state) ?? ''),
  freelancer: side === 'EMPLOYER' ? nameToEmployer(row.displayName, row.nameShown, row.state) : row.displayName,
  agency: row.agency ?? '',
});

async function ofMandate(tx: EntityManager, { aggregateId }: Queued): Promise<Facts | undefined> {
  const [row] = await tx.query<
    { displayName: string; state: MandateState; agency: string; profileId: string; expiresAt: Date }[]
  >(
    `select p.display_name as "displayName", md.state, o.name as agency, p.id as "profileId", md.expires_at as "expiresAt"
     from mandate md join profile p on p.id = md.profile_id join organisation o on o.id = md.agency_id where md.id = $1`,
    [aggregateId],
  );
  if (!row) return undefined;
  const { displayName, state, ...rest } = row;
  return { ...NOTHING, ...rest, freelancer: nameToAgency(displayName, state), aggregateId };
}

/** Whoever reads of a contested score knows the person by their short name at least. */
async function ofContest(tx: EntityManager, { aggregateId }: Queued): Promise<Facts | undefined> {
  const [row] = await tx.query<
    (ContestFacts & { mission: string; missionId: string; profileId: string; displayName: string; dueAt: Date })[]
  >(
    `select c.kind, c.key, c.state, c.statement, coalesce(c.answer, '') as answer, coalesce(o.reason, '') as decision,
       m.title as mission, m.id as "missionId", p.id as "profileId", p.display_name as "displayName", c.due_at as "dueAt"
     from match_contest c join mission m on m.id = c.mission_id join profile p on p.id = c.profile_id
       left join match_override o on o.contest_id = c.id
     where c.id = $1`,
    [aggregateId],
  );
  if (!row) return undefined;
  const { mission, missionId, profileId, displayName, dueAt, ...contest } = row;
  const freelancer = shortName(displayName);
  return { ...NOTHING, aggregateId, mission, missionId, profileId, freelancer, answerDueAt: dueAt, contest };
}

async function ofMission(tx: EntityManager, { aggregateId, params }: Queued): Promise<Facts | undefined> {
  const [row] = await tx.query<{ mission: string; missionId: string; words: string }[]>(
    `select title as mission, id as "missionId", coalesce(verdict, '') as words from mission where id = $1`,
    [aggregateId],
  );
  return row && { ...NOTHING, ...row, aggregateId, days: typeof params.days === 'number' ? params.days : 0 };
}

async function ofOrganisation(tx: EntityManager, { aggregateId }: Queued): Promise<Facts | undefined> {
  const [row] = await tx.query<{ organisation: string; words: string }[]>(
    `select name as organisation, coalesce(verification_reason, '') as words from organisation where id = $1`,
    [aggregateId],
  );
  return row && { ...NOTHING, ...row, aggregateId };
}

async function ofInvitation(tx: EntityManager, { aggregateId }: Queued): Promise<Facts | undefined> {
  const [row] = await tx.query<{ organisation: string; role: string; expiresAt: Date }[]>(
    `select o.name as organisation, i.role, i.valid_until as "expiresAt"
     from org_invitation i join organisation o on o.id = i.organisation_id
     where i.id = $1 and i.accepted_at is null and i.revoked_at is null and i.valid_until > now()`,
    [aggregateId],
  );
  return row && { ...NOTHING, ...row, aggregateId };
}

/** What the digest told of and may still be shown; undefined when nothing is left of it. */
async function ofDigest(tx: EntityManager, { aggregateId }: Queued): Promise<Facts | undefined> {
  const found = await readDigest(tx, aggregateId);
  return found.length > 0 ? { ...NOTHING, found, aggregateId } : undefined;
}

/** Neighbouring skills that still wait; undefined once somebody decided, or a newer proposal took their place. */
async function ofProposal(tx: EntityManager, { aggregateId }: Queued): Promise<Facts | undefined> {
  const [proposal] = await tx.query<ProposalFacts[]>(
    `select people, added + nearer + farther + gone as changes from neighbour_learning
     where id = $1 and state = 'PROPOSED'`,
    [aggregateId],
  );
  return proposal && { ...NOTHING, proposal, aggregateId };
}
