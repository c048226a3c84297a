import type { EntityManager } from 'typeorm';
import type { ContestSide, ContestState, ContestTarget, ContestView } from '#libs/contracts/contest';
import { type Locale, Problem } from '#libs/errors/problem';
import { type BlockerKey, mayBeLifted } from '#libs/matching/blockers';
import type { CriterionKey, Phrase } from '#libs/matching/phrases';
import { blockerName, criterionName, say } from '#libs/matching/words';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import type { ContestSubject } from '../access/policies';
import { shortName } from '../profiles/profile.views';
import { contestMovesFor } from './contest.lifecycle';

type Reader = Pick<EntityManager, 'query'>;

/** What the score said of the contested point, as phrases: said in whatever language it is read in. */
export interface Shown {
  score: number;
  potential: number;
  engineVersion: string;
  /** Thousandths; null for a blocker. */
  value: number | null;
  lines: { mission: Phrase | null; person: Phrase | null; reason: Phrase }[];
}

export interface ContestRow extends ContestSubject {
  id: string;
  version: number;
  state: ContestState;
  side: ContestSide;
  authorId: string;
  authorName: string;
  organisationName: string | null;
  missionId: string;
  missionTitle: string;
  displayName: string;
  kind: 'CRITERION' | 'BLOCKER';
  key: string;
  subject: string;
  statement: string;
  shown: Shown;
  openedAt: Date;
  dueAt: Date;
  answer: string | null;
  answererName: string | null;
  answeredForName: string | null;
  answeredAt: Date | null;
  overrideReason: string | null;
  decidedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
}

/** Agencies that may read the whole profile of the person: their advisers answer. */
const ACCOMPANYING = `
  select 1 from mandate md join organisation ag on ag.id = md.agency_id and ag.verification = 'VERIFIED'
  where md.profile_id = c.profile_id and md.state = 'ACTIVE' and 'VIEW_FULL' = any(md.scopes)`;

/** A contest past its promised day is answered by the platform as well. */
const OVERDUE = `(c.state = 'OPEN' and c.due_at <= now())`;

/** `$1`: the agency the reader acts for, or null. */
export const CONTEST_SQL = `
  select c.id, c.version, c.state, c.side, c.author_id as "authorId", au.name as "authorName",
    c.organisation_id as "organisationId", co.name as "organisationName",
    c.mission_id as "missionId", m.title as "missionTitle", c.profile_id as "profileId", p.display_name as "displayName",
    coalesce((select md.scopes from mandate md where md.profile_id = c.profile_id and md.agency_id = $1::uuid and md.state = 'ACTIVE'), '{}') as "mandateScopes",
    exists (${ACCOMPANYING}) as accompanied, ${OVERDUE} as overdue,
    c.kind, c.key, c.subject, c.statement, c.shown, c.opened_at as "openedAt", c.due_at as "dueAt",
    c.answer, an.name as "answererName", ao.name as "answeredForName", c.answered_at as "answeredAt",
    o.reason as "overrideReason", o.decided_at as "decidedAt", o.ended_at as "endedAt", o.end_reason as "endReason"
  from match_contest c join account au on au.id = c.author_id left join organisation co on co.id = c.organisation_id
    join mission m on m.id = c.mission_id join profile p on p.id = c.profile_id
    left join account an on an.id = c.answered_by left join organisation ao on ao.id = c.answered_for
    left join match_override o on o.contest_id = c.id`;

/** True in SQL when an adviser of agency `$1` (platform staff when null) is to answer the open contest. */
export const TO_ANSWER = `c.state = 'OPEN' and case when $1::uuid is null then not exists (${ACCOMPANYING}) or ${OVERDUE}
  else exists (${ACCOMPANYING} and md.agency_id = $1::uuid) end`;

/**
 * True in SQL for what a reader follows. Acting for nobody: what was said of their own scores (`$6`: their profile), and
 * what the platform answered when they are its staff (`$9`). Acting for an organisation (`$5`): what it said or answered;
 * an agency, as long as it may act for the person.
 */
export const FOLLOWED = `case when $5::uuid is null
    then c.profile_id = $6::uuid or ($9 and c.answered_at is not null and c.answered_for is null)
  else (c.organisation_id = $5 or c.answered_for = $5) and ($1::uuid is null or exists (
    select 1 from mandate md where md.profile_id = c.profile_id and md.agency_id = $1 and md.state = 'ACTIVE')) end`;

/** The agency this person acts for, as the reads above want it. */
export const agencyOf = (me: Person): string | null =>
  me.current?.kind === 'AGENCY' ? me.current.organisationId : null;

/** Reads a contest, locked when a command is to change it. Throws `contest/unknown`. */
export async function readContest(db: Reader, me: Person, id: string, lock = false): Promise<ContestRow> {
  const [row] = await db.query<ContestRow[]>(`${CONTEST_SQL} where c.id = $2 ${lock ? 'for update of c' : ''}`, [
    agencyOf(me),
    id,
  ]);
  if (!row) throw new Problem('contest/unknown');
  return row;
}

export const targetOf = ({ kind, key, subject }: Pick<ContestRow, 'kind' | 'key' | 'subject'>): ContestTarget =>
  (kind === 'BLOCKER' ? { kind, key, subject } : { kind, key }) as ContestTarget;

/** True when somebody else than the person may decide otherwise than the engine. */
export const overridable = ({ kind, key }: Pick<ContestRow, 'kind' | 'key'>): boolean =>
  kind === 'CRITERION' || mayBeLifted(key as BlockerKey);

/** The criterion or the blocker by its name. */
export const nameOf = ({ kind, key }: Pick<ContestRow, 'kind' | 'key'>, locale: Locale): string =>
  kind === 'BLOCKER' ? blockerName(key as BlockerKey, locale) : criterionName(key as CriterionKey, locale);

const platform: Record<Locale, string> = { fr: 'L’équipe Aronde', en: 'The Aronde team' };

const sides: Record<Locale, Record<'EMPLOYER' | 'ADVISER', string>> = {
  fr: { EMPLOYER: 'l’employeur', ADVISER: 'l’agence' },
  en: { EMPLOYER: 'the employer', ADVISER: 'the agency' },
};

/** Who spoke for an organisation: by name to its own and to those who answer, by side to others; null for the person. */
function authorFor(me: Person, row: ContestRow, locale: Locale): string | null {
  if (row.organisationId === null || row.side === 'FREELANCER') return null;
  const known = me.current?.organisationId === row.organisationId || can(me, 'contest:list-to-answer');
  return known ? `${row.authorName} (${row.organisationName ?? ''})` : sides[locale][row.side];
}

/** A contest as this reader may see it: whole names for the person and who accompanies them, short ones for others. */
export function contestViewOf(me: Person, row: ContestRow, locale: Locale): ContestView {
  const answers = can(me, 'contest:answer', row);
  const near = me.profileId === row.profileId || row.mandateScopes.length > 0;
  const freelancer = near ? row.displayName : shortName(row.displayName);
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    moves: contestMovesFor(row.state, {
      answer: answers,
      withdraw: can(me, 'contest:withdraw', row),
      revoke: can(me, 'contest:revoke', row),
    }),
    side: row.side,
    author: authorFor(me, row, locale) ?? freelancer,
    mission: { id: row.missionId, title: row.missionTitle },
    freelancer: { profileId: row.profileId, name: freelancer },
    about: targetOf(row),
    name: nameOf(row, locale),
    overridable: overridable(row),
    statement: row.statement,
    shown: {
      score: row.shown.score,
      engineVersion: row.shown.engineVersion,
      lines: row.shown.lines.map(({ mission, person, reason }) => ({
        mission: mission ? say(mission, locale) : '',
        person: person ? say(person, locale) : '',
        reason: say(reason, locale),
      })),
    },
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    overdue: row.overdue,
    answeredBy: row.accompanied ? 'ADVISER' : 'PLATFORM',
    answer:
      row.answer === null || row.answeredAt === null
        ? null
        : {
            explanation: row.answer,
            by: row.answererName ? `${row.answererName} (${row.answeredForName ?? 'Aronde'})` : platform[locale],
            at: row.answeredAt.toISOString(),
          },
    override:
      row.overrideReason === null || row.decidedAt === null
        ? null
        : {
            reason: row.overrideReason,
            at: row.decidedAt.toISOString(),
            endedAt: row.endedAt?.toISOString() ?? null,
            endReason: row.endReason,
          },
  };
}
