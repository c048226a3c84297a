import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EngagementState, Party, TermsVersion } from '#libs/contracts/engagement';

export interface Signature {
  party: Party;
  accountId: string;
  name: string;
  at: string;
  /** SHA-256 of the terms signed, so that changed terms show. */
  termsHash: string;
}

/** An offer and the engagement it becomes (domain.md B.7). */
@Entity('engagement')
export class Engagement {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'application_id' }) applicationId: string;
  @Column('uuid', { name: 'mission_id' }) missionId: string;
  @Column('uuid', { name: 'profile_id' }) profileId: string;
  @Column('uuid', { name: 'organisation_id' }) organisationId: string;
  @Column('text') state: EngagementState;
  @Column('jsonb') terms: TermsVersion[];
  @Column('jsonb') signatures: Signature[];
  @Column('date', { name: 'starts_on' }) startsOn: string;
  @Column('date', { name: 'ends_on' }) endsOn: string;
  /** Cents without VAT; a bigint comes from the driver as text. */
  @Column('bigint', { name: 'total_cents' }) totalCents: string;
  @Column('text', { name: 'ended_by', nullable: true }) endedBy: 'EMPLOYER' | 'FREELANCER' | 'SYSTEM' | null;
  @Column('text', { name: 'end_reason', nullable: true }) endReason: string | null;
  @Column('text', { name: 'end_message', nullable: true }) endMessage: string | null;
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt: Date;
  @Column('timestamptz', { name: 'lapses_at' }) lapsesAt: Date;
  @Column('timestamptz', { name: 'signed_at', nullable: true }) signedAt: Date | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
  @Column('int') version: number;
}
