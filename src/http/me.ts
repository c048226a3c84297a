import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor, Person } from '../access/actor';
import type { Right } from '../access/allow';
import { Problem } from '#libs/errors/problem';

export const ACCESS = Symbol('access');

/** What a route asks of whoever calls it: nobody in particular, a signed-in person, or a right of the policies. */
export type RouteAccess =
  { kind: 'public'; right?: Right } | { kind: 'link' } | { kind: 'person' } | { kind: 'right'; right: Right };

/**
 * Anyone may call this route; `@Caller()` may be anonymous. With a right, some see more than others: an access token
 * needs the scope of that right, staff their second factor, and are taken for anybody without it.
 */
export const Public = (right?: Right): MethodDecorator =>
  SetMetadata(ACCESS, { kind: 'public', right } satisfies RouteAccess);

/**
 * The secret in the address is the right: no cookie is read, so that a plain form and a mail programme may post there
 * (RFC 8058).
 */
export const ByLink = (): MethodDecorator => SetMetadata(ACCESS, { kind: 'link' } satisfies RouteAccess);

/** Any signed-in person may call this route, for what is their own. */
export const SignedIn = (): MethodDecorator => SetMetadata(ACCESS, { kind: 'person' } satisfies RouteAccess);

/** The route is guarded by this right: the service behind it decides with the subject in hand (`allow`). */
export const Guarded = (right: Right): MethodDecorator =>
  SetMetadata(ACCESS, { kind: 'right', right } satisfies RouteAccess);

export interface ActingRequest extends FastifyRequest {
  actor?: Actor;
}

/** The signed-in person; throws `access/sign-in-required` when there is none. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const { actor } = context.switchToHttp().getRequest<ActingRequest>();
  if (actor?.kind !== 'PERSON') throw new Problem('access/sign-in-required');
  return actor;
});

/** Whoever calls, signed in or not. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  return context.switchToHttp().getRequest<ActingRequest>().actor ?? { kind: 'ANONYMOUS' };
});
