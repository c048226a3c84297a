import type { FastifyInstance } from 'fastify';
import { Problem } from '#libs/errors/problem';
import { textFault } from '#libs/kernel/text';

const MAX_DEPTH = 20;
const MAX_KEYS = 500;
const MAX_ITEMS = 2_000;
export const BODY_LIMIT = 131_072;

/**
 * Refuses, on the raw text and before any parser sees it, JSON nested deeper than 20 levels: a recursive pipe
 * would overflow its stack and answer 500 (docs/surprises.md).
 */
export function checkDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === 92) at += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 123 || char === 91) {
      depth += 1;
      if (depth > MAX_DEPTH) throw new Problem('request/malformed', { reason: `more than ${MAX_DEPTH} nested levels` });
    } else if (char === 125 || char === 93) depth -= 1;
  }
}

/** Refuses keys that reach prototypes, too many keys or items, and texts that PostgreSQL cannot hold. */
export function checkContent(value: unknown, path = '', budget = { keys: MAX_KEYS, items: MAX_ITEMS }): void {
  if (typeof value === 'string') {
    const fault = textFault(value);
    if (fault) throw new Problem('request/invalid', {}, [{ path, message: faultSentence[fault] }]);
  } else if (Array.isArray(value)) {
    budget.items -= value.length;
    if (budget.items < 0) throw new Problem('request/malformed', { reason: `more than ${MAX_ITEMS} items` });
    value.forEach((item, index) => checkContent(item, path ? `${path}.${index}` : String(index), budget));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      budget.keys -= 1;
      if (budget.keys < 0) throw new Problem('request/malformed', { reason: `more than ${MAX_KEYS} keys` });
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        throw new Problem('request/malformed', { reason: `the key ${key} is not allowed` });
      if (textFault(key)) throw new Problem('request/malformed', { reason: 'a key holds control characters' });
      checkContent(item, path ? `${path}.${key}` : key, budget);
    }
  }
}

const faultSentence = {
  'control-character': {
    fr: 'Ce texte contient un caractère de contrôle invisible ; retapez-le.',
    en: 'This text holds an invisible control character; type it again.',
  },
  'lone-surrogate': {
    fr: 'Ce texte contient un caractère incomplet ; retapez-le.',
    en: 'This text holds an incomplete character; type it again.',
  },
} as const;

/** Reads one JSON text under all the limits. Throws `request/malformed` or `request/invalid`. */
export function readJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  checkDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Problem('request/malformed', { reason: 'the body is not JSON' });
  }
  checkContent(value);
  return value;
}

/** Where a form without script may post: its body says nothing, the address says all. */
const FORMS = /^\/desabonnement\//;

/** JSON is the only body the API reads; anything else is answered 415. */
export function useJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => {
      try {
        done(null, readJson(body as string));
      } catch (error) {
        done(error as Error, undefined);
      }
    },
  );
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 1_024 },
    (request, _body, done) => done(FORMS.test(request.url) ? null : new Problem('request/unsupported-type'), undefined),
  );
}
