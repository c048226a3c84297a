/** Roles a person can hold in an organisation. */
export type OrganisationRole = 'ADMIN' | 'MEMBER' | 'VIEWER' | 'ADVISER' | 'VALIDATOR';
export type OrganisationKind = 'EMPLOYER' | 'AGENCY' | 'SERVICE_PROVIDER';
export type PlatformRole = 'ADMIN' | 'SUPPORT' | 'AUDITOR';

export interface ActorMembership {
  organisationId: string;
  kind: OrganisationKind;
  role: OrganisationRole;
  verified: boolean;
}

/** A signed-in person, as every right sees them: read once per request from PostgreSQL, never cached. */
export interface Person {
  kind: 'PERSON';
  accountId: string;
  emailVerified: boolean;
  profileId: string | null;
  /** Active memberships only. */
  memberships: readonly ActorMembership[];
  /** The organisation the person acts for in this session; rights of organisations come from it alone. */
  current: ActorMembership | null;
  platformRole: PlatformRole | null;
  /** True when this session passed the second factor (or the account is demo data). */
  secondFactor: boolean;
  sessionId: string | null;
  /** Scopes of the access token that speaks; null for a browser session, which has them all. */
  scopes: readonly string[] | null;
}

export interface Anonymous {
  kind: 'ANONYMOUS';
}

export type Actor = Person | Anonymous;

export const ANONYMOUS: Anonymous = { kind: 'ANONYMOUS' };
