import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as french } from '@zxcvbn-ts/language-fr';
import { Problem, type ProblemCode } from '#libs/errors/problem';

/** OWASP’s minimum for argon2id: 19 MiB, two passes, one lane. */
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const SHORTEST = 12;
const LONGEST = 128;
const AT_ONCE = 4;
const WAITING = 16;

let running = 0;
const queue: (() => void)[] = [];

/** Hashing is slow on purpose: four at once, sixteen waiting, the rest are asked to come back. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1;
  else if (queue.length >= WAITING) throw new Problem('service/unavailable');
  else await new Promise<void>((resolve) => queue.push(resolve));
  try {
    return await work();
  } finally {
    // The place is handed over, not freed: a newcomer cannot slip in before the one who waits.
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}

const peppered = (password: string, secret: string): string =>
  createHmac('sha256', secret)
    .update(`password ${password.normalize('NFKC')}`)
    .digest('base64');

/** The argon2id hash of a password (PHC string), peppered with the server’s key. Throws `service/unavailable` when too many wait. */
export const hashPassword = (password: string, secret: string): Promise<string> =>
  inTurn(() => hash(peppered(password, secret), ARGON));

/** True when a hash was made with other parameters than today’s: it is made again at the next sign-in. */
export const isOutdated = (stored: string): boolean =>
  !stored.startsWith(`$argon2id$v=19$m=${ARGON.memoryCost},t=${ARGON.timeCost},p=${ARGON.parallelism}$`);

/** A hash of nothing anyone can type: verifying against it takes as long as against a real one. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$ZGVhZGJlZWZkZWFkYmVlZmRlYWRiZWVmZGVhZGJlZWY';

/** True when the password is that of the hash; an unknown account (no hash) costs the same and is false. */
export const checkPassword = (stored: string | undefined, password: string, secret: string): Promise<boolean> =>
  inTurn(() => verify(stored ?? NOBODY, peppered(password, secret)).catch(() => false));

const known = new Set([...words(common), ...words(french)].filter((word) => word.length >= 8));

function words(dictionary: Readonly<Record<string, readonly (string | number)[]>>): string[] {
  return Object.values(dictionary).flatMap((list) => list.map((word) => String(word).toLowerCase()));
}

/** Digits and signs around a common word do not make it less common. */
const core = (password: string): string => password.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** Throws, naming the field `password`, when a password is too short, too long, too common, or made of who one is. */
export function refuseWeak(password: string, about: { email: string; name?: string }): void {
  const lower = password.toLowerCase();
  const [local = ''] = about.email.toLowerCase().split('@');
  const personal = ['aronde', local, ...(about.name ?? '').toLowerCase().split(/\s+/)].filter(
    (word) => word.length >= 4,
  );
  const leftOver = personal.reduce((rest, word) => rest.replaceAll(word, ''), lower).replace(/[^\p{L}\p{N}]/gu, '');
  const fault: ProblemCode | undefined =
    [...password].length < SHORTEST
      ? 'password/short'
      : [...password].length > LONGEST
        ? 'password/long'
        : known.has(lower) || known.has(core(password)) || new Set(lower).size < 5
          ? 'password/common'
          : leftOver.length < 6
            ? 'password/personal'
            : undefined;
  if (!fault) return;
  const problem = new Problem(fault);
  throw new Problem(fault, {}, [
    { path: 'password', message: { fr: problem.sentence('fr'), en: problem.sentence('en') } },
  ]);
}
