import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApplicationState, InterviewView, RefusalReason, WithdrawalReason } from '#libs/contracts/application';
import type { ScoreSnapshot } from './score-snapshot';

/** Days of the answer clock (domain.md B.4): reminders to the employer, then the application lapses. */
export const NUDGE_DAYS = [3, 7, 14] as const;
export const LAPSE_DAYS = 30;
export const OFFER_DAYS = 7;
export const REOPENING_DAYS = 30;
export const POOL_YEARS = 2;

/** An application: one person for one mission, from its sending to its end. Changed through application.service only. */
@Entity('application')
export class Application {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'mission_id' }) missionId: string;
  @Column('uuid', { name: 'profile_id' }) profileId: string;
  @Column('uuid', { name: 'sender_account_id' }) senderAccountId: string;
  @Column('text', { name: 'sender_kind' }) senderKind: 'FREELANCER' | 'ADVISER';
  @Column('uuid', { name: 'sender_organisation_id', nullable: true }) senderOrganisationId: string | null;
  @Column('uuid', { name: 'mandate_id', nullable: true }) mandateId: string | null;
  @Column('text') origin: 'DIRECT' | 'INVITATION' | 'PROPOSITION';
  @Column('text') state: ApplicationState;
  @Column('text') message: string;
  @Column('jsonb') answers: { question: string; answer: string }[];
  @Column('jsonb') attachments: { title: string; url: string }[];
  @Column('int', { name: 'proposed_rate', nullable: true }) proposedRate: number | null;
  @Column('date', { name: 'available_from', nullable: true }) availableFrom: string | null;
  @Column('jsonb', { name: 'score_snapshot', nullable: true }) scoreSnapshot: ScoreSnapshot | null;
  @Column('int', { name: 'mission_version' }) missionVersion: number;
  @Column('timestamptz', { name: 'viewed_at', nullable: true }) viewedAt: Date | null;
  @Column('jsonb', { nullable: true }) interview: InterviewView | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt: Date | null;
  @Column('text', { name: 'refusal_reason', nullable: true }) refusalReason: RefusalReason | null;
  @Column('text', { name: 'refusal_message', nullable: true }) refusalMessage: string | null;
  @Column('boolean', { name: 'reason_shared' }) reasonShared: boolean;
  @Column('text', { name: 'adviser_message', nullable: true }) adviserMessage: string | null;
  @Column('text', { name: 'withdrawal_reason', nullable: true }) withdrawalReason: WithdrawalReason | null;
  @Column('text', { name: 'move_message', nullable: true }) moveMessage: string | null;
  @Column('timestamptz', { name: 'pool_asked_at', nullable: true }) poolAskedAt: Date | null;
  @Column('timestamptz', { name: 'pool_answered_at', nullable: true }) poolAnsweredAt: Date | null;
  @Column('timestamptz', { name: 'pool_consent_at', nullable: true }) poolConsentAt: Date | null;
  @Column('timestamptz', { name: 'pooled_until', nullable: true }) pooledUntil: Date | null;
  @Column('timestamptz', { name: 'reopening_asked_at', nullable: true }) reopeningAskedAt: Date | null;
  @Column('timestamptz', { name: 'reopening_answered_at', nullable: true }) reopeningAnsweredAt: Date | null;
  @Column('timestamptz', { name: 'clock_started_at', nullable: true }) clockStartedAt: Date | null;
  @Column('timestamptz', { name: 'answer_due_at', nullable: true }) answerDueAt: Date | null;
  @Column('smallint', { name: 'nudged_day' }) nudgedDay: number;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt: Date | null;
  @Column('uuid', { name: 'archived_by', nullable: true }) archivedBy: string | null;
  @Column('timestamptz', { name: 'submitted_at' }) submittedAt: Date;
  @Column('timestamptz', { name: 'moved_at' }) movedAt: Date;
  @Column('int') version: number;
}
