import type { Locale } from '#libs/errors/problem';

interface WithHeaders {
  headers: Record<string, string | string[] | undefined>;
}

/** The language to answer in: the first of French and English that Accept-Language names; French otherwise. */
export function localeOf(request: WithHeaders): Locale {
  const accepted = String(request.headers['accept-language'] ?? '').toLowerCase();
  const [first] = accepted.match(/\b(fr|en)\b/) ?? [];
  return first === 'en' ? 'en' : 'fr';
}
