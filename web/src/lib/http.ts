import type { ProblemView } from '#libs/contracts/common';
import { formatter } from '#libs/ui/format';

/** A wrong field as the server names it: `skills.0.label`. */
export interface WrongField {
  path: string;
  message: string;
}

/** A request that was refused or could not be made. `message` is one sentence for the person, in their language. */
export class Refusal extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The catalogued code, or `offline`. */
    readonly code: string,
    message: string,
    readonly fields: readonly WrongField[] = [],
  ) {
    super(message);
    this.name = 'Refusal';
  }

  /** True when trying the same again may succeed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

type Query = Record<string, string | number | boolean | null | undefined | readonly (string | number)[]>;

/** How to ask. A `version` becomes If-Match; a `key` becomes Idempotency-Key and makes the POST safe to repeat. */
export interface Asking {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown;
  version?: number;
  key?: string;
  signal?: AbortSignal;
}

const offline: Record<string, string> = {
  fr: 'La connexion est interrompue\u202f; votre saisie est gardée.',
  en: 'The connection is down; what you typed is kept.',
};

/** A fresh key for a command; keep it across retries of the same command. */
export const commandKey = (): string => crypto.randomUUID();

/**
 * Asks the API and gives back its JSON (undefined without a body). Throws `Refusal`, never anything else, except when aborted.
 * Lists in the query are repeated parameters; null, undefined and empty text are left out.
 */
export async function ask<T>(path: string, asking: Asking = {}): Promise<T> {
  const { method = 'GET', query, body, version, key, signal } = asking;
  const language = document.documentElement.lang || 'fr';
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language };
  if (method !== 'GET') headers['X-Requested-By'] = 'aronde';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (version !== undefined) headers['If-Match'] = `"${version}"`;
  if (key !== undefined) headers['Idempotency-Key'] = key;
  const answer = await fetch(`/api${path}${search(query)}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Refusal(0, 'offline', offline[language] ?? offline.fr ?? '');
  });
  if (!answer.ok) throw await refusalOf(answer, language);
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function search(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? (value as readonly (string | number)[]) : [value];
    for (const one of values) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}

async function refusalOf(answer: Response, language: string): Promise<Refusal> {
  const problem = (await answer.json().catch(() => null)) as Partial<ProblemView> | null;
  const spaced = formatter(language === 'en' ? 'en' : 'fr').sentence;
  const sentence = spaced(problem?.detail ?? problem?.title ?? offline[language] ?? '');
  const fields = (problem?.errors ?? []).map(({ path, message }) => ({ path, message: spaced(message) }));
  return new Refusal(answer.status, problem?.code ?? 'service/failure', sentence, fields);
}
