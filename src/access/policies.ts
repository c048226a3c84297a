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
/** Acts for a verified agency in one of these roles: anyone may found an agency, nobody reads people before it is verified. */
const worksForAgency = (actor: Actor, roles: readonly string[]): boolean => {
  const current = person(actor)?.current;
  return current?.kind === 'AGENCY' && current.verified && roles.includes(current.role);
};
const advisesWith = (actor: Actor, scopes: readonly string[], scope: string): boolean =>
  worksForAgency(actor, ['ADVISER']) && scopes.includes(scope);
const readsAsAgency = (actor: Actor, subject: ApplicationSubject): boolean => {
  if (!worksForAgency(actor, ['ADVISER', 'ADMIN'])) return false;
  const sentByUs = subject.senderOrganisationId === person(actor)?.current?.organisationId;
  return subject.mandateScopes.includes('VIEW_FULL') || (sentByUs && subject.mandateScopes.includes('APPLY_ON_BEHALF'));
};

/** A mission as rights see it. `involved`: the actor’s profile applied or was invited. */
export interface MissionSubject {
  organisationId: string;
  state: string;
  visibility: string;
  involved?: boolean;
}

/**
 * A profile as rights see it. `mandateScopes`: what the actor’s current agency may do for the person; `engagedWith`:
 * the actor’s current employer accepted an application of theirs; `appliedTo`: they sent it one, and did not withdraw it.
 */
export interface ProfileSubject {
  profileId: string;
  state: string;
  visibility: string;
  mandateScopes: readonly string[];
  engagedWith?: boolean;
  appliedTo?: boolean;
}

/**
 * A contested score as rights see it. `organisationId`: whose words they are, null for the freelancer’s own;
 * `mandateScopes`: what the actor’s current agency may do for the person; `accompanied`: an agency that may read the
 * whole profile accompanies them; `overdue`: the promised answer did not come.
 */
export interface ContestSubject {
  profileId: string;
  organisationId: string | null;
  mandateScopes: readonly string[];
  accompanied: boolean;
  overdue: boolean;
}

const isMember = (actor: Actor, organisationId: string): boolean =>
  person(actor)?.memberships.some((membership) => membership.organisationId === organisationId) === true;
const isAdviser = (actor: Actor): boolean => worksForAgency(actor, ['ADVISER', 'ADMIN', 'VALIDATOR']);
const isVerifiedEmployer = (actor: Actor): boolean => {
  const current = person(actor)?.current;
  return current?.kind === 'EMPLOYER' && current.verified;
};
const isPlatformAdmin = (actor: Actor): boolean =>
  person(actor)?.platformRole === 'ADMIN' && person(actor)?.secondFactor === true;
/** Published, and open to this reader: the public, members, or agencies. */
const profileShownTo = (actor: Actor, { state, visibility }: ProfileSubject): boolean => {
  if (state !== 'PUBLISHED') return false;
  if (visibility === 'PUBLIC') return true;
  if (visibility === 'MEMBERS') return isVerifiedEmployer(actor) || isAdviser(actor);
  return visibility === 'AGENCY_ONLY' && isAdviser(actor);
};

/** A saved search as rights see it: whose, for which organisation, shared with it or not. */
export interface SavedSearchSubject {
  accountId: string;
  organisationId: string | null;
  shared: boolean;
}

const isOwnSearch = (actor: Actor, subject: SavedSearchSubject): boolean =>
  person(actor)?.accountId === subject.accountId &&
  (person(actor)?.current?.organisationId ?? null) === subject.organisationId;
/** Whoever at an agency may read the whole profile answers; without an agency, or past the promised day, the platform. */
const answersContest = (actor: Actor, { mandateScopes, accompanied, overdue }: ContestSubject): boolean =>
  (isAdviser(actor) && mandateScopes.includes('VIEW_FULL')) || (isPlatformAdmin(actor) && (!accompanied || overdue));
const spokeInContest = (actor: Actor, { profileId, organisationId, mandateScopes }: ContestSubject): boolean =>
  organisationId === null
    ? isOwnProfile(actor, profileId)
    : person(actor)?.current?.organisationId === organisationId &&
      (isAdviser(actor) ? mandateScopes.length > 0 : worksFor(actor, organisationId, ['ADMIN', 'MEMBER']));

export const policies = {
  // Missions (domain.md B.1: Post, edit, close)
  'mission:draft': (actor: Actor): boolean => {
    const current = person(actor)?.current;
    return current?.kind === 'EMPLOYER' && ['ADMIN', 'MEMBER'].includes(current.role);
  },
  'mission:read': (actor: Actor, subject: MissionSubject): boolean => {
    if (isPlatformAdmin(actor) || worksFor(actor, subject.organisationId, ['ADMIN', 'MEMBER', 'VIEWER'])) return true;
    if (subject.involved) return subject.state !== 'DRAFT';
    if (subject.state !== 'PUBLISHED') return false;
    return subject.visibility === 'PUBLIC' || (subject.visibility === 'AGENCIES_ONLY' && isAdviser(actor));
  },
  'mission:run': (actor: Actor, subject: { organisationId: string }): boolean =>
    worksFor(actor, subject.organisationId, ['ADMIN', 'MEMBER']),
  'mission:close': (actor: Actor, subject: { organisationId: string }): boolean =>
    isPlatformAdmin(actor) || worksFor(actor, subject.organisationId, ['ADMIN', 'MEMBER']),
  'mission:read-history': (actor: Actor, subject: { organisationId: string }): boolean =>
    isPlatformAdmin(actor) || worksFor(actor, subject.organisationId, ['ADMIN', 'MEMBER', 'VIEWER']),
  'mission:list-own': (actor: Actor): boolean => person(actor)?.current?.kind === 'EMPLOYER',
  'mission:moderate': isPlatformAdmin,
  // Profiles (domain.md B.1: Read card, Read full, Edit)
  'profile:read-card': (actor: Actor, subject: ProfileSubject): boolean =>
    isOwnProfile(actor, subject.profileId) ||
    profileShownTo(actor, subject) ||
    subject.engagedWith === true ||
    subject.appliedTo === true ||
    (isAdviser(actor) && subject.mandateScopes.length > 0) ||
    isPlatformAdmin(actor),
  'profile:read-full': (actor: Actor, subject: ProfileSubject): boolean =>
    isOwnProfile(actor, subject.profileId) ||
    (isAdviser(actor) && subject.mandateScopes.includes('VIEW_FULL')) ||
    subject.engagedWith === true,
  'profile:edit': (actor: Actor, subject: ProfileSubject): boolean =>
    isOwnProfile(actor, subject.profileId) || advisesWith(actor, subject.mandateScopes, 'EDIT_PROFILE'),
  'profile:own': (actor: Actor): boolean => actor.kind === 'PERSON',
  'profile:search': (actor: Actor): boolean => isVerifiedEmployer(actor) || isAdviser(actor),
  // Keeping or rejecting who was found, for a mission or in a saved search.
  'profile:review': (actor: Actor): boolean =>
    isAdviser(actor) || (isVerifiedEmployer(actor) && ['ADMIN', 'MEMBER'].includes(person(actor)?.current?.role ?? '')),
  // What was found, as a file: agencies, whose people agreed to be accompanied.
  'profile:export': isAdviser,
  // Recommendations (domain.md B.1: See score detail)
  'match:list-candidates': (actor: Actor, subject: MissionSubject): boolean =>
    isPlatformAdmin(actor) ||
    worksFor(actor, subject.organisationId, ['ADMIN', 'MEMBER', 'VIEWER']) ||
    (isAdviser(actor) && subject.state === 'PUBLISHED' && subject.visibility !== 'INVITED_ONLY'),
  'match:read-detail': (actor: Actor, subject: MissionSubject & ProfileSubject): boolean =>
    isOwnProfile(actor, subject.profileId) ||
    isPlatformAdmin(actor) ||
    worksFor(actor, subject.organisationId, ['ADMIN', 'MEMBER', 'VIEWER']) ||
    (isAdviser(actor) && subject.mandateScopes.length > 0),
  'match:list-own': (actor: Actor): boolean => actor.kind === 'PERSON',
  // Saved searches and their alerts (domain.md B.11): one’s own, in the space they were made for; read by colleagues when shared.
  'alert:list-own': (actor: Actor): boolean => actor.kind === 'PERSON',
  'alert:save': (actor: Actor, subject: { scope: string }): boolean =>
    actor.kind === 'PERSON' && (subject.scope === 'MISSIONS' || isVerifiedEmployer(actor) || isAdviser(actor)),
  'alert:read': (actor: Actor, subject: SavedSearchSubject): boolean =>
    isOwnSearch(actor, subject) ||
    (subject.shared &&
      subject.organisationId !== null &&
      person(actor)?.current?.organisationId === subject.organisationId),
  'alert:edit': (actor: Actor, subject: SavedSearchSubject): boolean => isOwnSearch(actor, subject),
  // Contested scores (domain.md C.2, 5)
  'contest:open': (actor: Actor, subject: MissionSubject & ProfileSubject): boolean =>
    isOwnProfile(actor, subject.profileId) ||
    worksFor(actor, subject.organisationId, ['ADMIN', 'MEMBER']) ||
    (isAdviser(actor) && subject.mandateScopes.length > 0),
  'contest:read': (actor: Actor, subject: ContestSubject): boolean =>
    isOwnProfile(actor, subject.profileId) ||
    isPlatformAdmin(actor) ||
    spokeInContest(actor, subject) ||
    answersContest(actor, subject),
  'contest:answer': answersContest,
  'contest:withdraw': spokeInContest,
  'contest:revoke': (actor: Actor, subject: ContestSubject): boolean =>
    isOwnProfile(actor, subject.profileId) ||
    isPlatformAdmin(actor) ||
    (isAdviser(actor) && subject.mandateScopes.includes('VIEW_FULL')),
  'contest:list-own': (actor: Actor): boolean => actor.kind === 'PERSON',
  'contest:list-to-answer': (actor: Actor): boolean => isAdviser(actor) || isPlatformAdmin(actor),
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
  'application:list-sent': (actor: Actor): boolean => worksForAgency(actor, ['ADVISER', 'ADMIN']),
  // Organisations and their members
  'organisation:create': (actor: Actor): boolean => person(actor)?.emailVerified === true,
  'organisation:read': (actor: Actor, subject: { organisationId: string; verified: boolean }): boolean =>
    isPlatformAdmin(actor) || (actor.kind === 'PERSON' && subject.verified) || isMember(actor, subject.organisationId),
  'organisation:administer': (actor: Actor, subject: { organisationId: string }): boolean =>
    worksFor(actor, subject.organisationId, ['ADMIN']),
  'organisation:list-members': (actor: Actor, subject: { organisationId: string }): boolean =>
    isMember(actor, subject.organisationId),
  'organisation:verify': isPlatformAdmin,
  // Mandates between a freelancer and an agency
  'mandate:propose': (actor: Actor): boolean => worksForAgency(actor, ['ADVISER']),
  'mandate:read': (actor: Actor, subject: { profileId: string; agencyId: string }): boolean =>
    isOwnProfile(actor, subject.profileId) || worksFor(actor, subject.agencyId, ['ADVISER', 'ADMIN', 'VALIDATOR']),
  'mandate:answer': (actor: Actor, subject: { profileId: string }): boolean => isOwnProfile(actor, subject.profileId),
  'mandate:end': (actor: Actor, subject: { profileId: string; agencyId: string }): boolean =>
    isOwnProfile(actor, subject.profileId) || worksFor(actor, subject.agencyId, ['ADVISER', 'ADMIN']),
  'mandate:reassign': (actor: Actor, subject: { agencyId: string }): boolean =>
    worksFor(actor, subject.agencyId, ['ADMIN']),
  'mandate:list-own': (actor: Actor): boolean => actor.kind === 'PERSON',
  'mandate:list-caseload': (actor: Actor): boolean => {
    const current = person(actor)?.current;
    return current?.kind === 'AGENCY' && worksFor(actor, current.organisationId, ['ADVISER', 'ADMIN', 'VALIDATOR']);
  },
  // The monthly fairness files: counts of groups.
  'fairness:read': isPlatformAdmin,
  // Neighbouring skills learned from profiles: computed on request, and decided on.
  'neighbours:decide': isPlatformAdmin,
  'platform:administer': isPlatformAdmin,
};
