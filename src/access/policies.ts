import type { Actor } from './actor';

/**
 * Every right of the product, as a predicate `subject:verb`. Nothing else decides a right; what is not here is denied.
 * Subjects are plain facts, so that the table is tested without a database.
 */
const person = (actor: Actor) => (actor.kind === 'PERSON' ? actor : undefined);

/** Whose application it is, and what the current agency of the actor may do for that person (empty without mandate). */
export interface ApplicationSubject {
  employerId: string;
  profileId: string;
  senderOrganisationId: string | null;
  mandateScopes: readonly string[];
}

/** Whom an application would be sent for. */
export interface ApplicationSenderSubject {
  profileId: string;
  mandateScopes: readonly string[];
}

const isOwnProfile = (actor: Actor, profileId: string): boolean => person(actor)?.profileId === profileId;
const worksFor = (actor: Actor, organisationId: string, roles: readonly string[]): boolean => {
  const current = person(actor)?.current;
  return current?.organisationId === organisationId && roles.includes(current.role);
};
const advisesWith = (actor: Actor, scopes: readonly string[], scope: string): boolean => {
  const current = person(actor)?.current;
  return current?.kind === 'AGENCY' && current.role === 'ADVISER' && scopes.includes(scope);
};
const readsAsAgency = (actor: Actor, subject: ApplicationSubject): boolean => {
  const current = person(actor)?.current;
  if (current?.kind !== 'AGENCY' || !['ADVISER', 'ADMIN'].includes(current.role)) return false;
  const sentByUs = subject.senderOrganisationId === current.organisationId;
  return subject.mandateScopes.includes('VIEW_FULL') || (sentByUs && subject.mandateScopes.includes('APPLY_ON_BEHALF'));
};

export const policies = {
  // Applications (domain.md B.1: Apply, Decide on application, Internal comments)
  'application:submit': (actor: Actor, subject: ApplicationSenderSubject): boolean =>
    isOwnProfile(actor, subject.profileId) || advisesWith(actor, subject.mandateScopes, 'APPLY_ON_BEHALF'),
  'application:read': (actor: Actor, subject: ApplicationSubject): boolean =>
    isOwnProfile(actor, subject.profileId) ||
    worksFor(actor, subject.employerId, ['ADMIN', 'MEMBER', 'VIEWER']) ||
    readsAsAgency(actor, subject),
  'application:decide': (actor: Actor, subject: { employerId: string }): boolean =>
    worksFor(actor, subject.employerId, ['ADMIN', 'MEMBER']),
  'application:answer': (actor: Actor, subject: { profileId: string }): boolean =>
    isOwnProfile(actor, subject.profileId),
  'application:withdraw': (actor: Actor, subject: ApplicationSenderSubject): boolean =>
    isOwnProfile(actor, subject.profileId) || advisesWith(actor, subject.mandateScopes, 'APPLY_ON_BEHALF'),
  'application:comment': (actor: Actor, subject: ApplicationSubject): boolean =>
    worksFor(actor, subject.employerId, ['ADMIN', 'MEMBER']) || readsAsAgency(actor, subject),
  // Reading the applications of one mission, or one’s own.
  'application:list': (actor: Actor, subject: { employerId: string }): boolean =>
    worksFor(actor, subject.employerId, ['ADMIN', 'MEMBER', 'VIEWER']),
  'application:list-own': (actor: Actor): boolean => actor.kind === 'PERSON',
  'platform:administer': (actor: Actor): boolean =>
    person(actor)?.platformRole === 'ADMIN' && person(actor)?.secondFactor === true,
};
