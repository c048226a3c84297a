import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { catchError, Observable, of } from 'rxjs';
import { Problem } from '#libs/errors/problem';
import { Replay, underClaim } from '#libs/persistence/transaction';
import type { ActingRequest } from './me';

const NEEDS_KEY = Symbol('needs-key');

/** A POST that creates or decides: it requires an Idempotency-Key, and the same key gives the same answer. */
export const NeedsKey = (): MethodDecorator =>
  applyDecorators(
    SetMetadata(NEEDS_KEY, true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description: 'Any text of 8 to 100 visible characters, new for each intention',
      schema: { type: 'string', minLength: 8, maxLength: 100, pattern: '^[!-~]+$' },
    }),
  );

/** Runs a keyed request under its claim; answers again what was answered before. Keys live 72 hours. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<ActingRequest>();
    const key = request.headers['idempotency-key'];
    if (request.method === 'GET' || request.method === 'HEAD') return next.handle();
    if (key === undefined) {
      if (this.reflector.get<boolean | undefined>(NEEDS_KEY, context.getHandler()))
        throw new Problem('request/key-required');
      return next.handle();
    }
    if (typeof key !== 'string' || !/^[!-~]{8,100}$/.test(key))
      throw new Problem('request/invalid', {}, [
        {
          path: 'Idempotency-Key',
          message: { fr: '8 à 100 caractères visibles.', en: '8 to 100 visible characters.' },
        },
      ]);
    if (request.actor?.kind !== 'PERSON') return next.handle();
    const requestHash = createHash('sha256')
      .update(`${request.method} ${request.url} ${JSON.stringify(request.body ?? null)}`)
      .digest('hex');
    const claim = { actor: request.actor.accountId, key, requestHash };
    return new Observable((subscriber) => underClaim(claim, () => next.handle().subscribe(subscriber))).pipe(
      catchError((error: unknown) => {
        if (!(error instanceof Replay)) throw error;
        context.switchToHttp().getResponse<FastifyReply>().header('Idempotency-Replayed', 'true');
        return of(error.response);
      }),
    );
  }
}
