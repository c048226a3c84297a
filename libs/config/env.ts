import { readFileSync } from 'node:fs';
import { z } from 'zod';

const optionalUrl = (...protocols: string[]) =>
  z
    .url()
    .refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}:`)), {
      message: `must start with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    })
    .optional();

const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: optionalUrl('postgres', 'postgresql'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** Shards of the profiles in a worker’s memory, each with an index of its own; the lists are the same. */
  MATCH_SHARDS: z.coerce.number().int().min(1).max(64).default(1),
  REDIS_URL: optionalUrl('redis', 'rediss'),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('aronde'),
  MEILI_URL: optionalUrl('http', 'https'),
  MEILI_API_KEY: z.string().min(16).optional(),
  /** A file that holds the key, as Docker secrets do; MEILI_API_KEY wins. */
  MEILI_API_KEY_FILE: z.string().optional(),
  SMTP_URL: optionalUrl('smtp', 'smtps'),
  MAIL_FROM: z.string().default('Aronde <bonjour@aronde.example>'),
  SESSION_SECRET: z.string().min(32).optional(),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DEMO: z.enum(['0', '1']).default('0'),
  TRUST_PROXY: z.string().optional(),
});

/** The variables the product reads. */
export const environmentNames: string[] = Object.keys(schema.shape);

/** What the process may know of its environment: the only reader of process.env outside scripts and tests. */
export interface Env {
  production: boolean;
  test: boolean;
  demo: boolean;
  port: number;
  host: string;
  publicUrl: string;
  databaseUrl: string;
  databasePool: number;
  matchShards: number;
  redisUrl: string | undefined;
  queuePrefix: string;
  meili: { url: string; apiKey: string | undefined } | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  secret: string;
  dataDir: string;
  logLevel: string;
  trustProxy: string[];
}

/** The trimmed content of a file, or undefined when it cannot be read. */
function secretIn(file: string | undefined): string | undefined {
  try {
    return file ? readFileSync(file, 'utf8').trim() || undefined : undefined;
  } catch {
    return undefined;
  }
}

const WEAK = /^(.)\1+$|change|secret|password|example/i;
const DEVELOPMENT_SECRET = 'development-only-key-never-used-in-production';

/**
 * Reads and checks the environment once. Throws one Error whose message names every missing or weak variable:
 * the process must not start half configured. Production refuses defaults for secrets, services and PUBLIC_URL.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success)
    throw new Error(
      `The environment is wrong: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
    );
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  const meiliKey = env.MEILI_API_KEY ?? secretIn(env.MEILI_API_KEY_FILE);
  const faults: string[] = [];
  if (!env.DATABASE_URL) faults.push('DATABASE_URL is missing');
  if (production) {
    if (!env.SESSION_SECRET) faults.push('SESSION_SECRET is missing');
    else if (WEAK.test(env.SESSION_SECRET)) faults.push('SESSION_SECRET is weak');
    if (!env.REDIS_URL) faults.push('REDIS_URL is missing');
    if (!env.PUBLIC_URL) faults.push('PUBLIC_URL is missing');
    if (!env.SMTP_URL) faults.push('SMTP_URL is missing');
    if (env.MEILI_URL && !meiliKey)
      faults.push(env.MEILI_API_KEY_FILE ? 'MEILI_API_KEY_FILE cannot be read' : 'MEILI_API_KEY is missing');
    if (meiliKey && meiliKey === given.MEILI_MASTER_KEY)
      faults.push('MEILI_API_KEY is the master key: give one made by “npm run search:keys”');
    if (env.DEMO === '1') faults.push('DEMO must not be set in production');
  }
  if (faults.length > 0) throw new Error(`The environment is wrong: ${faults.join('; ')}`);
  return {
    production,
    test: env.NODE_ENV === 'test',
    demo: env.DEMO === '1',
    port: env.PORT,
    host: env.HOST,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, ''),
    databaseUrl: env.DATABASE_URL ?? '',
    databasePool: env.DATABASE_POOL,
    matchShards: env.MATCH_SHARDS,
    redisUrl: env.REDIS_URL,
    queuePrefix: env.QUEUE_PREFIX,
    meili: env.MEILI_URL ? { url: env.MEILI_URL, apiKey: meiliKey } : undefined,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    secret: env.SESSION_SECRET ?? DEVELOPMENT_SECRET,
    dataDir: env.DATA_DIR,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY?.split(',').map((hop) => hop.trim()) ?? [],
  };
}

/** Injection token of the environment in Nest. */
export const ENV = Symbol('ENV');

/** The environment of this process. */
export const processEnv = (): Env => readEnv(process.env);
