import type { FastifyInstance } from 'fastify';
import { Problem } from '#libs/errors/problem';
import { textFault } from '#libs/kernel/text';

const CSP = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ');

/** The interactive documentation ships an inline starter script; nothing else is served under this policy. */
const DOCS_CSP = CSP.replace("default-src 'self'", "default-src 'self'; script-src 'self' 'unsafe-inline'");

/** Security headers on every answer, errors and static files included; nothing signed in is ever cached. */
export function useSecurityHeaders(fastify: FastifyInstance, production: boolean): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    reply.header('Content-Security-Policy', request.url.startsWith('/api/docs') ? DOCS_CSP : CSP);
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Referrer-Policy', 'strict-origin-when-cross-origin');
    reply.header('Cross-Origin-Opener-Policy', 'same-origin');
    reply.header('Cross-Origin-Resource-Policy', 'same-origin');
    reply.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    reply.header('X-Request-Id', request.id);
    if (production) reply.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (request.url.startsWith('/api/') && !reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store');
    done(null, payload);
  });
}

/** Refuses addresses and query strings that hold what no text column can. */
export function useCleanAddresses(fastify: FastifyInstance): void {
  fastify.addHook('preValidation', (request, _reply, done) => {
    const values = { ...(request.query as object), ...(request.params as object) };
    for (const [name, value] of Object.entries(values))
      for (const text of [value].flat())
        if (typeof text === 'string' && textFault(text))
          return done(
            new Problem('request/invalid', {}, [
              {
                path: name,
                message: {
                  fr: 'Ce texte contient un caractère interdit.',
                  en: 'This text holds a forbidden character.',
                },
              },
            ]),
          );
    done();
  });
}
