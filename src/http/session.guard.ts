import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { ENV, type Env } from '#libs/config/env';
import { Problem } from '#libs/errors/problem';
import type { Actor } from '../access/actor';
import { inPublic, staffWithoutSecondFactor, tokenScope } from '../access/entry';
import { ACCESS, type ActingRequest, type RouteAccess } from './me';

/** Who turns cookies and bearer tokens into an actor: provided by the accounts feature. */
export const ACTORS = Symbol('ACTORS');

export interface ActorResolver {
  /** The actor behind these headers, and the Set-Cookie value when the session rotated. Never throws for a bad token: anonymous. */
  resolveActor(headers: Record<string, string | string[] | undefined>): Promise<{ actor: Actor; cookie?: string }>;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The global guard: names the actor and refuses by default. A route without an access mark is closed to everybody.
 * Unsafe requests of browser sessions must come from our own pages (Sec-Fetch-Site or Origin, and X-Requested-By).
 */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(ACTORS) private readonly actors: ActorResolver,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const access = this.reflector.get<RouteAccess | undefined>(ACCESS, context.getHandler());
    if (!access) throw new Problem('access/denied');
    if (access.kind === 'link') return true;
    if (!SAFE.has(request.method)) this.refuseCrossSite(request);
    const { actor, cookie } = await this.actors.resolveActor(request.headers);
    const scope = tokenScope(access, request.method);
    request.actor = access.kind === 'public' ? inPublic(actor, scope) : actor;
    if (cookie) context.switchToHttp().getResponse<FastifyReply>().header('Set-Cookie', cookie);
    if (access.kind === 'public') return true;
    if (actor.kind !== 'PERSON') throw new Problem('access/sign-in-required');
    if (actor.scopes && (!scope || !actor.scopes.includes(scope)))
      throw new Problem('access/scope-missing', { scope: scope ?? 'browser session' });
    if (access.kind === 'right' && staffWithoutSecondFactor(actor)) throw new Problem('access/second-factor-required');
    return true;
  }

  private refuseCrossSite({ headers }: ActingRequest): void {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('request/cross-site');
    const { origin, host } = headers;
    if (origin !== undefined && origin !== this.env.publicUrl && hostOf(origin) !== host)
      throw new Problem('request/cross-site');
    if (headers.cookie !== undefined && headers['x-requested-by'] === undefined)
      throw new Problem('request/cross-site');
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
