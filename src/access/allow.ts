import { Problem, type ProblemCode, type ProblemParams } from '#libs/errors/problem';
import type { Actor } from './actor';
import { policies } from './policies';

export type Right = keyof typeof policies;
type Subject<R extends Right> = Parameters<(typeof policies)[R]> extends [Actor, infer S, ...unknown[]] ? [S] : [];

/** True when the actor holds the right on this subject. */
export const can = <R extends Right>(actor: Actor, right: R, ...subject: Subject<R>): boolean =>
  (policies[right] as (actor: Actor, subject?: unknown) => boolean)(actor, subject[0]);

/**
 * Throws `access/denied` (or `access/sign-in-required` for an anonymous actor) when the actor lacks the right.
 * To hide that the subject exists, use `allowOrHide`.
 */
export function allow<R extends Right>(actor: Actor, right: R, ...subject: Subject<R>): void {
  if (can(actor, right, ...subject)) return;
  throw new Problem(actor.kind === 'ANONYMOUS' ? 'access/sign-in-required' : 'access/denied', { right });
}

/** Throws the given «unknown» problem when the actor lacks the right: they may not know the subject exists. */
export function allowOrHide<R extends Right>(
  actor: Actor,
  right: R,
  unknown: ProblemCode,
  params: ProblemParams,
  ...subject: Subject<R>
): void {
  if (!can(actor, right, ...subject)) throw new Problem(unknown, params);
}
