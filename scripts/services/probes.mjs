// @ts-check
import { createRequire } from 'node:module';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Blocked } from './processes.mjs';

/** The oldest versions the product runs on. */
export const OLDEST = { postgres: 15, redis: 7 };

/**
 * Sends bytes and returns what came back once `enough` says so; throws on refusal or silence.
 * @param {{ host: string, port: number, tls?: boolean }} address
 * @param {Buffer | string} bytes
 * @param {(answer: Buffer) => boolean} enough
 * @param {number} [ms]
 * @returns {Promise<Buffer>}
 */
function exchange({ host, port, tls }, bytes, enough, ms = 3_000) {
  return new Promise((resolve, reject) => {
    const socket = tls ? connectTls({ host, port, servername: host }) : connectTcp({ host, port });
    let answer = Buffer.alloc(0);
    const give = (/** @type {Error | undefined} */ error) => {
      socket.destroy();
      if (error) reject(error);
      else resolve(answer);
    };
    socket.setTimeout(ms, () => give(new Error(`no answer within ${ms} ms`)));
    socket.on('error', give);
    socket.on('close', () => give(answer.length > 0 ? undefined : new Error('the connection was closed')));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (enough(answer)) give(undefined);
    });
    socket.write(bytes);
  });
}

/**
 * Does a PostgreSQL that lets people in listen there? It must ask for credentials: while it still starts or already
 * stops it sends an error instead.
 * @param {number} port
 * @param {string} [host]
 */
export async function pingPostgres(port, host = '127.0.0.1') {
  const body = Buffer.from('\0\x03\0\0user\0aronde\0database\0aronde\0\0', 'latin1');
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length + 4);
  try {
    const answer = await exchange({ host, port }, Buffer.concat([size, body]), (bytes) => bytes.length >= 1, 1_000);
    return answer.toString('latin1', 0, 1) === 'R';
  } catch {
    return false;
  }
}

/**
 * Asks a Redis, by its address, a list of commands; returns the raw text of the answers.
 * @param {string} url
 * @param {string[][]} commands
 * @param {(text: string) => boolean} enough
 */
async function askRedis(url, commands, enough) {
  const { hostname, port, username, password, protocol } = new URL(url);
  const auth = password
    ? [['AUTH', ...(username ? [decodeURIComponent(username)] : []), decodeURIComponent(password)]]
    : [];
  const bytes = [...auth, ...commands]
    .map((words) => `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`)
    .join('');
  const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 6379), tls: protocol === 'rediss:' };
  const answer = await exchange(address, bytes, (buffer) => enough(buffer.toString('latin1')));
  return answer.toString('latin1');
}

/**
 * Does a Redis that has read its data answer at this address?
 * @param {string} url
 */
export async function pingRedis(url) {
  try {
    const text = await askRedis(url, [['PING']], (answer) => /\+PONG|(^|\n)-/.test(answer));
    return text.includes('+PONG');
  } catch {
    return false;
  }
}

/**
 * The address without its password, for a message.
 * @param {string} url
 */
export function bare(url) {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return 'an address that cannot be read';
  }
}

/** @param {unknown} error */
const reason = (error) => {
  const { code, message, errors } = /** @type {NodeJS.ErrnoException & { errors?: Error[] }} */ (error);
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name is unknown';
  return message || errors?.[0]?.message || code || 'no reason was given';
};

/**
 * Checks the PostgreSQL of `DATABASE_URL`: reached, let in, new enough. Returns its version.
 * Throws a Blocked with the way out otherwise.
 * @param {string} url
 */
export async function checkDatabase(url) {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new Blocked(
      'DATABASE_URL must look like postgres://user:password@host:5432/database. Correct it, or unset it to use the embedded PostgreSQL.',
    );
  const { Client } = createRequire(import.meta.url)('pg');
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'aronde-probe',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('show server_version');
    const version = String(rows[0].server_version).split(' ')[0] ?? '';
    if (Number.parseInt(version, 10) < OLDEST.postgres)
      throw new Blocked(
        `DATABASE_URL leads to PostgreSQL ${version}; version ${OLDEST.postgres} or newer is needed. Unset it to use the embedded one.`,
      );
    return version;
  } catch (error) {
    if (error instanceof Blocked) throw error;
    const { code } = /** @type {{ code?: string }} */ (error);
    const database = new URL(url).pathname.slice(1);
    const said =
      code === '3D000'
        ? `the server answers but has no database “${database}”: create it (createdb ${database})`
        : code === '28P01' || code === '28000'
          ? 'the server refuses this user or password'
          : reason(error);
    throw new Blocked(
      `DATABASE_URL is set to ${bare(url)} but ${said}. Start that server or correct the address; unset DATABASE_URL to use the embedded PostgreSQL.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Checks the Redis of `REDIS_URL`: reached, let in, new enough. Returns its version.
 * Throws a Blocked with the way out otherwise.
 * @param {string} url
 */
export async function checkRedis(url) {
  const way = 'Start that server or correct the address; unset REDIS_URL to use the embedded Redis.';
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url))
    throw new Blocked('REDIS_URL must look like redis://host:6379. Correct it, or unset it to use the embedded Redis.');
  let text;
  try {
    text = await askRedis(url, [['INFO', 'server']], (answer) =>
      /redis_version:.*[\s\S]*\r\n\r\n$|(^|\n)-/.test(answer),
    );
  } catch (error) {
    throw new Blocked(`REDIS_URL is set to ${bare(url)} but ${reason(error)}. ${way}`);
  }
  const version = /redis_version:([\d.]+)/.exec(text)?.[1];
  const refusal = /(?:^|\n)-(.*)/.exec(text)?.[1]?.trim();
  if (!version)
    throw new Blocked(
      `REDIS_URL is set to ${bare(url)} but it answers “${refusal ?? 'something else than Redis'}”. ${way}`,
    );
  if (Number.parseInt(version, 10) < OLDEST.redis)
    throw new Blocked(`REDIS_URL leads to Redis ${version}; version ${OLDEST.redis} or newer is needed. ${way}`);
  return version;
}
