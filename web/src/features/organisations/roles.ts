import type { OrganisationKindName, OrganisationRoleName } from '#libs/contracts/organisation';

/** The roles that make sense in each kind of organisation. */
export const rolesOf = (kind: OrganisationKindName): readonly OrganisationRoleName[] =>
  kind === 'AGENCY' ? ['ADMIN', 'ADVISER', 'VALIDATOR', 'VIEWER'] : ['ADMIN', 'MEMBER', 'VIEWER'];
