import type { OrganisationEdit, OrganisationView } from '#libs/contracts/organisation';
import type { Lifecycle } from '#libs/outbox/transition';

export type Verification = OrganisationView['verification'];
export type VerificationMove = 'verify' | 'reject' | 'change-identity' | 'resubmit';

/**
 * The verification of an organisation (domain.md B.1). Verdicts are the platform administrator’s; the organisation’s own
 * administrator moves it back to waiting by editing: who it is once verified, anything once rejected.
 */
export const verificationLifecycle = {
  PENDING: { verify: 'VERIFIED', reject: 'REJECTED' },
  VERIFIED: { reject: 'REJECTED', 'change-identity': 'PENDING' },
  REJECTED: { verify: 'VERIFIED', resubmit: 'PENDING' },
} as const satisfies Lifecycle<Verification, VerificationMove>;

/** Who may take an arrow. */
export const verificationMovers = {
  verify: ['PLATFORM_ADMIN'],
  reject: ['PLATFORM_ADMIN'],
  'change-identity': ['ORGANISATION_ADMIN'],
  resubmit: ['ORGANISATION_ADMIN'],
} as const satisfies Record<VerificationMove, readonly ('PLATFORM_ADMIN' | 'ORGANISATION_ADMIN')[]>;

/**
 * The move an edit makes on the verification, undefined for none. A verified organisation that takes another name or
 * SIRET is no longer the one that was verified; a rejected one that corrects itself asks again.
 */
export function moveOfEdit(
  row: Pick<OrganisationView, 'verification' | 'name' | 'siret'>,
  edit: OrganisationEdit,
): 'change-identity' | 'resubmit' | undefined {
  if (row.verification === 'REJECTED' && Object.keys(edit).length > 0) return 'resubmit';
  const renamed = edit.name !== undefined && edit.name !== row.name;
  const moved = edit.siret !== undefined && edit.siret !== row.siret;
  return row.verification === 'VERIFIED' && (renamed || moved) ? 'change-identity' : undefined;
}
