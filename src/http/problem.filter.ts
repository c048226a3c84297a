import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type FieldError, Problem, type ProblemCode } from '#libs/errors/problem';
import { localeOf } from './locale';

const HTTP_STATUS: Record<number, ProblemCode> = {
  400: 'request/malformed',
  401: 'access/sign-in-required',
  403: 'access/denied',
  404: 'request/unknown-route',
  413: 'request/too-large',
  414: 'request/too-large',
  415: 'request/unsupported-type',
  429: 'request/too-many',
  431: 'request/too-large',
  503: 'service/unavailable',
};

/** Driver and pool faults that mean «the database is away or busy», not «the request is wrong». */
const UNAVAILABLE = /^(08|53|57P0|57014)/;
const UNAVAILABLE_TEXT =
  /timeout exceeded when trying to connect|Connection terminated|ECONNREFUSED|ECONNRESET|QueryRunnerAlreadyReleased|Client has encountered a connection error|the database system is|Driver not Connected/i;

interface CodedError {
  code?: string;
  driverError?: { code?: string };
  message?: string;
  statusCode?: number;
  name?: string;
}

/** The problem an error amounts to; undefined when it is a fault of ours. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const { code, driverError, message = '', statusCode, name = '' } = (error ?? {}) as CodedError;
  const state = driverError?.code ?? code ?? '';
  if (UNAVAILABLE.test(state) || UNAVAILABLE_TEXT.test(`${name} ${message} ${state}`))
    return new Problem('service/unavailable');
  if (state === '55P03') return new Problem('request/in-progress');
  if (/^(22|54)/.test(state)) return new Problem('request/malformed', { reason: 'a value is out of range' });
  if (['23505', '23503', '23514', '23P01', '40001', '40P01'].includes(state)) return new Problem('request/conflict');
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (status !== undefined && status < 500) {
    const known = HTTP_STATUS[status] ?? 'request/malformed';
    return new Problem(known, known === 'request/malformed' ? { reason: 'it is not well formed' } : {});
  }
  return status === 503 ? new Problem('service/unavailable') : undefined;
}

/** The one place an error becomes a reply: `application/problem+json` (RFC 9457) in the reader’s language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const known = problemOf(error);
    if (!known) this.log.error({ err: error, requestId: request.id, route: request.routeOptions?.url });
    sendProblem(request, reply, known ?? new Problem('service/failure', { requestId: request.id }));
  }
}

/** Answers with a problem in the reader’s language; a reply already under way is cut instead. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  if (reply.raw.headersSent) return void reply.raw.destroy();
  const locale = localeOf(request);
  if (problem.status === 503 || problem.code === 'request/in-progress') reply.header('Retry-After', '2');
  if (problem.status === 429) reply.header('Retry-After', String(problem.params.seconds ?? 60));
  void reply
    .status(problem.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .header('Content-Language', locale)
    .header('Cache-Control', 'no-store')
    .send(
      JSON.stringify({
        type: `/problems/${problem.code}`,
        title: problem.sentence(locale),
        status: problem.status,
        code: problem.code,
        requestId: request.id,
        ...problem.params,
        ...(problem.errors.length > 0
          ? { errors: problem.errors.map((field) => ({ path: field.path, message: inLocale(field, locale) })) }
          : {}),
      }),
    );
}

const inLocale = ({ message }: FieldError, locale: 'fr' | 'en'): string =>
  typeof message === 'string' ? message : message[locale];
