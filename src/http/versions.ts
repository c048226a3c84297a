import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#libs/errors/problem';

/** The version named by If-Match (`"7"`). Throws `request/version-required` when absent, `request/invalid` when unreadable. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) throw new Problem('request/version-required');
  const [, digits] = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim()) ?? [];
  if (!digits)
    throw new Problem('request/invalid', {}, [{ path: 'If-Match', message: 'must be a version such as "3"' }]);
  return Number(digits);
});
