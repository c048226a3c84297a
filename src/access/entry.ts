import type { RouteAccess } from '../http/me';
import { type Actor, ANONYMOUS, type Person } from './actor';

/**
 * The scope an access token needs for a route: `<subject>:read` or `<subject>:write`, where the subject is that of
 * the route’s right (`mission:publish` → `missions:write`). Routes about the person alone answer browser sessions only.
 */
export function tokenScope(access: RouteAccess, method: string): string | undefined {
  if (access.kind === 'person' || access.kind === 'link' || !access.right) return undefined;
  const [subject] = access.right.split(':');
  return `${subject}s:${method === 'GET' || method === 'HEAD' ? 'read' : 'write'}`;
}

/** Advisers, agency administrators and platform staff work only after a second factor. */
export const mustPassSecondFactor = (person: Person): boolean =>
  person.platformRole !== null || person.memberships.some((membership) => membership.kind === 'AGENCY');

/** True for staff whose session has not passed the second factor. */
export const staffWithoutSecondFactor = (person: Person): boolean =>
  mustPassSecondFactor(person) && !person.secondFactor;

/**
 * Who speaks, as a route open to everybody sees it: a token without the route’s scope is anybody, staff who have not
 * passed the second factor speak for themselves only. Otherwise both would read there what other routes refuse them.
 */
export function inPublic(actor: Actor, scope: string | undefined): Actor {
  if (actor.kind === 'ANONYMOUS') return actor;
  if (actor.scopes && (!scope || !actor.scopes.includes(scope))) return ANONYMOUS;
  return staffWithoutSecondFactor(actor) ? { ...actor, memberships: [], current: null, platformRole: null } : actor;
}
