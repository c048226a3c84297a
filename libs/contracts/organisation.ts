import { z } from 'zod';
import { email, id, instant, line, page, pageOf, place, prose } from './common';

export const organisationKind = z.enum(['EMPLOYER', 'AGENCY', 'SERVICE_PROVIDER']).meta({ id: 'OrganisationKind' });
export type OrganisationKindName = z.infer<typeof organisationKind>;

export const organisationRole = z
  .enum(['ADMIN', 'MEMBER', 'VIEWER', 'ADVISER', 'VALIDATOR'])
  .meta({ id: 'OrganisationRole' });
export type OrganisationRoleName = z.infer<typeof organisationRole>;

const fields = {
  name: line(2, 160),
  siret: z
    .string()
    .regex(/^\d{14}$/)
    .nullable(),
  naf: z
    .string()
    .regex(/^\d{2}\.?\d{2}[A-Z]$/)
    .nullable(),
  /** An INSEE code from /api/places, or the name of a town. */
  place: line(1, 120).nullable(),
  size: z.enum(['1-9', '10-49', '50-249', '250-4999', '5000+']).nullable(),
  description: prose(0, 4_000),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullable(),
  searchable: z.boolean(),
  maxContactsPerMonth: z.int().min(1).max(1_000).nullable(),
  coveredDepartements: z.array(z.string().regex(/^(\d{2,3}|2[AB])$/)).max(110),
};

export const organisationDraft = z
  .strictObject({ kind: organisationKind, ...fields })
  .partial()
  .required({ kind: true, name: true })
  .meta({ id: 'OrganisationDraft' });
export type OrganisationDraft = z.infer<typeof organisationDraft>;

export const organisationEdit = z.strictObject(fields).partial().meta({ id: 'OrganisationEdit' });
export type OrganisationEdit = z.infer<typeof organisationEdit>;

export const organisationView = z
  .object({
    id,
    version: z.int(),
    kind: organisationKind,
    ...fields,
    place: place.nullable(),
    verification: z.enum(['PENDING', 'VERIFIED', 'REJECTED']),
    verificationReason: z.string().nullable(),
    accreditation: z.enum(['NOT_REQUIRED', 'PENDING', 'VALIDATED', 'REFUSED']),
    myRole: organisationRole.nullable(),
    createdAt: instant,
  })
  .meta({ id: 'Organisation' });
export type OrganisationView = z.infer<typeof organisationView>;

export const verificationVerdict = z
  .strictObject({ decision: z.enum(['VERIFIED', 'REJECTED']), reason: prose(0, 1_000).default('') })
  .meta({ id: 'VerificationVerdict' });
export type VerificationVerdict = z.infer<typeof verificationVerdict>;

export const organisationQuery = z.strictObject({
  verification: z.enum(['PENDING', 'VERIFIED', 'REJECTED']).default('PENDING'),
  ...page,
});
export type OrganisationQuery = z.infer<typeof organisationQuery>;
export const organisationPage = pageOf(organisationView).meta({ id: 'OrganisationPage' });

export const memberView = z
  .object({
    id,
    accountId: id,
    name: z.string(),
    email: z.string(),
    role: organisationRole,
    active: z.boolean(),
    joinedAt: instant,
    version: z.int(),
  })
  .meta({ id: 'Member' });
export const memberList = z.object({ items: z.array(memberView) }).meta({ id: 'MemberList' });
export type MemberList = z.infer<typeof memberList>;
export const memberEdit = z.strictObject({ role: organisationRole }).meta({ id: 'MemberEdit' });
export type MemberEdit = z.infer<typeof memberEdit>;

export const invitationDraft = z.strictObject({ email, role: organisationRole }).meta({ id: 'InvitationDraft' });
export type InvitationDraft = z.infer<typeof invitationDraft>;
export const invitationView = z
  .object({
    id,
    email: z.string(),
    role: organisationRole,
    sentAt: instant,
    validUntil: instant,
    state: z.enum(['SENT', 'ACCEPTED', 'REVOKED', 'EXPIRED']),
  })
  .meta({ id: 'OrgInvitation' });
export const invitationList = z.object({ items: z.array(invitationView) }).meta({ id: 'OrgInvitationList' });
export type InvitationList = z.infer<typeof invitationList>;
/** The token of an invitation link. */
export const invitationAnswer = z.strictObject({ token: z.string().min(20).max(200) }).meta({ id: 'InvitationAnswer' });
/** The organisation one has joined by an invitation. */
export const joined = z.object({ organisationId: id }).meta({ id: 'Joined' });
