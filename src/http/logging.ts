import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import type { Env } from '#libs/config/env';
import type { ActingRequest } from './me';

/** JSON lines on standard output, UTC. Never bodies, query strings, addresses of people, tokens or cookies. */
export const makeLogger = (env: Pick<Env, 'logLevel'>, role: string): Logger =>
  pino({
    level: env.logLevel,
    base: { role },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: pino.stdSerializers.err },
  });

/** Nest’s own messages through the same logger. */
export class NestLog implements LoggerService {
  constructor(private readonly pino: Logger) {}
  log(message: unknown, context?: string): void {
    this.pino.debug(fields(message, context));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.pino.error({ ...fields(message, context), ...(stack ? { stack } : {}) });
  }
  warn(message: unknown, context?: string): void {
    this.pino.warn(fields(message, context));
  }
  debug(message: unknown, context?: string): void {
    this.pino.trace(fields(message, context));
  }
}

const fields = (message: unknown, context?: string): object =>
  typeof message === 'object' && message !== null ? { context, ...message } : { context, msg: String(message) };

/** One line a request: method, route pattern (not the address), status, duration, who by id. */
export function useRequestLog(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { actor } = request as ActingRequest;
    log.info({
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(actor?.kind === 'PERSON' ? { actor: actor.accountId } : {}),
    });
    done();
  });
}
