import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LanguageView, RemoteMode } from '#libs/contracts/common';
import type {
  Experience,
  ProfileDocument,
  ProfileState,
  ProfileView,
  ProfileVisibility,
} from '#libs/contracts/profile';

/** A freelancer’s profile. Changed through profile.service only. */
@Entity('profile')
export class Profile {
  @PrimaryColumn('uuid') id: string;
  @Column({ type: 'int', insert: false, update: false }) num: number;
  @Column('uuid', { name: 'account_id', nullable: true }) accountId: string | null;
  @Column('text') state: ProfileState;
  @Column('text') visibility: ProfileVisibility;
  @Column('text', { name: 'display_name' }) displayName: string;
  @Column('text', { name: 'name_shown' }) nameShown: 'FULL' | 'INITIAL';
  @Column('text') headline: string;
  @Column('text') summary: string;
  @Column('jsonb') experiences: Experience[];
  @Column('jsonb') educations: ProfileView['educations'];
  @Column('jsonb') certifications: ProfileView['certifications'];
  @Column('jsonb') documents: ProfileDocument[];
  @Column('jsonb') languages: LanguageView[];
  @Column('int', { name: 'daily_rate_min', nullable: true }) dailyRateMin: number | null;
  @Column('int', { name: 'daily_rate_target', nullable: true }) dailyRateTarget: number | null;
  @Column('boolean', { name: 'rate_negotiable' }) rateNegotiable: boolean;
  @Column('boolean', { name: 'rate_visible' }) rateVisible: boolean;
  @Column('text', { name: 'availability_status', nullable: true })
  availabilityStatus: ProfileView['availabilityStatus'];
  @Column('date', { name: 'available_from', nullable: true }) availableFrom: string | null;
  @Column('smallint', { name: 'days_per_week', nullable: true }) daysPerWeek: number | null;
  @Column('timestamptz', { name: 'availability_confirmed_at', nullable: true }) availabilityConfirmedAt: Date | null;
  @Column('text', { name: 'remote_modes', array: true }) remoteModes: RemoteMode[];
  @Column('text', { name: 'place_code', nullable: true }) placeCode: string | null;
  @Column('text', { name: 'place_name', nullable: true }) placeName: string | null;
  @Column('text', { nullable: true }) departement: string | null;
  @Column('double precision', { nullable: true }) lat: number | null;
  @Column('double precision', { nullable: true }) lon: number | null;
  @Column('int', { name: 'mobility_km', nullable: true }) mobilityKm: number | null;
  @Column('text', { array: true }) zones: string[];
  @Column('smallint', { name: 'mission_weeks_min', nullable: true }) missionWeeksMin: number | null;
  @Column('smallint', { name: 'mission_weeks_max', nullable: true }) missionWeeksMax: number | null;
  @Column('text', { array: true }) sectors: string[];
  @Column('uuid', { name: 'excluded_organisations', array: true }) excludedOrganisationIds: string[];
  @Column('text', { name: 'excluded_sectors', array: true }) excludedSectors: string[];
  @Column('text', { name: 'legal_status', nullable: true }) legalStatus: ProfileView['legalStatus'];
  @Column('text', { nullable: true }) siret: string | null;
  @Column('text', { name: 'vat_regime', nullable: true }) vatRegime: ProfileView['vatRegime'];
  @Column('smallint', { name: 'experience_years', nullable: true }) experienceYears: number | null;
  @Column('smallint') completeness: number;
  @Column('text', { nullable: true }) source: string | null;
  @Column('text', { name: 'external_ref', nullable: true }) externalRef: string | null;
  @Column('int') rev: number;
  @Column('int') version: number;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}
