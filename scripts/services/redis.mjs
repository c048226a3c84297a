// @ts-check
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Blocked, diesWithUs, freePort, launch, onPath, run, tail, until, who } from './processes.mjs';
import { OLDEST, pingRedis } from './probes.mjs';
import { alone, keys, rememberKeys, ROOT } from './state.mjs';

/** @typedef {{ program: string, env: NodeJS.ProcessEnv, source: string }} Program */

/** Where Debian’s packages are unpacked for us alone. */
const UNPACKED = join(ROOT, '.cache', 'redis');

/**
 * The program if it runs and is new enough.
 * @param {string} program
 * @param {string} source
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Program | undefined>}
 */
async function measured(program, source, env = process.env) {
  try {
    const version = /v=([\d.]+)/.exec(await run(program, ['--version'], { env, timeout: 10_000 }))?.[1];
    if (!version || Number.parseInt(version, 10) < OLDEST.redis) return undefined;
    return { program, env, source: `Redis ${version}, ${source}` };
  } catch {
    return undefined;
  }
}

/** @returns {Promise<Program | undefined>} */
async function fromPath() {
  const found = onPath('redis-server', 'valkey-server');
  return found ? measured(found, 'installed on this machine') : undefined;
}

/**
 * Debian’s Redis unpacked into a folder of ours: no root, nothing of the system touched.
 * @param {(line: string) => void} log
 * @returns {Promise<Program | undefined>}
 */
async function fromDebian(log) {
  if (!onPath('apt-get') || !onPath('dpkg-deb')) return undefined;
  return (
    (await unpacked()) ??
    alone(`${UNPACKED}.lock`, async () => {
      const there = await unpacked();
      if (there) return there;
      log('Fetching Redis from Debian’s packages into .cache/redis');
      try {
        await unpack();
      } catch {
        return undefined;
      }
      return unpacked();
    })
  );
}

/** @returns {Promise<Program | undefined>} */
async function unpacked() {
  const program = join(UNPACKED, 'usr', 'bin', 'redis-server');
  if (!existsSync(program)) return undefined;
  const libraries = ['usr/lib', 'lib']
    .map((folder) => join(UNPACKED, folder))
    .filter(existsSync)
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .filter((folder) => /linux-gnu|lib$/.test(folder));
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: [...libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
  };
  return measured(program, 'Debian’s package unpacked in .cache', env);
}

async function unpack() {
  const draft = `${UNPACKED}.new`;
  const packages = join(draft, 'packages');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(packages, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(packages, 'archives', 'partial'), { recursive: true });
  const asRoot = ['-o', 'APT::Sandbox::User=root'];
  const ourLists = [...asRoot, '-o', `Dir::State::lists=${join(packages, 'lists')}`, '-o', `Dir::Cache=${packages}`];
  // The machine’s own lists first; a fresh image has none, or old ones: then lists of our own.
  try {
    await download(packages, [...asRoot, '-o', `Dir::Cache=${packages}`]);
  } catch {
    await run('apt-get', [...ourLists, 'update', '-qq']);
    await download(packages, ourLists);
  }
  for (const file of readdirSync(packages).filter((name) => name.endsWith('.deb')))
    await run('dpkg-deb', ['-x', join(packages, file), draft]);
  rmSync(packages, { recursive: true, force: true });
  // Debian’s redis-server package holds only this link: one program, named by how it is called.
  const program = join(draft, 'usr', 'bin', 'redis-server');
  if (!existsSync(program)) symlinkSync('redis-check-rdb', program);
  rmSync(UNPACKED, { recursive: true, force: true });
  renameSync(draft, UNPACKED);
}

/**
 * Downloads redis-tools and what it needs that this machine lacks.
 * @param {string} folder
 * @param {string[]} options
 */
async function download(folder, options) {
  const plan = await run('apt-get', [...options, '-s', 'install', '--no-install-recommends', 'redis-tools']);
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => /** @type {string} */ (name));
  await run('apt-get', [...options, '-qq', 'download', ...new Set(['redis-tools', ...missing])], { cwd: folder });
}

/** @returns {Promise<Program | undefined>} */
async function fromApt() {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return undefined;
  try {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    return undefined;
  }
  return fromPath();
}

/**
 * Starts Redis on 127.0.0.1 with its data under `dir`. Returns undefined when none can be had: the queues can live
 * without. A server that is `throwaway` keeps nothing on disk.
 * @param {{ dir: string, throwaway: boolean, log: (line: string) => void }} options
 * @returns {Promise<(import('./state.mjs').Started & { child: import('node:child_process').ChildProcess }) | undefined>}
 */
export async function startRedis({ dir, throwaway, log }) {
  const found = (await fromPath()) ?? (await fromDebian(log)) ?? (await fromApt());
  if (!found) return undefined;
  const secrets = keys(dir);
  const port = await freePort(secrets.redisPort);
  const url = `redis://:${secrets.redisPassword}@127.0.0.1:${port}`;
  const data = join(dir, 'redis');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // Settings go through standard input: arguments, and the password among them, would show in the process list.
  const settings = [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${secrets.redisPassword}`,
    `dir "${data}"`,
    'daemonize no',
    'maxmemory 512mb',
    'maxmemory-policy noeviction',
    'save ""',
    ...(throwaway ? ['appendonly no'] : ['appendonly yes', 'appendfsync everysec']),
  ];
  const logFile = join(dir, 'log', 'redis.log');
  const [command, args] = diesWithUs('SIGTERM', found.program, ['-']);
  const child = launch(command, args, { log: logFile, env: found.env, input: `${settings.join('\n')}\n` });
  const up = await until(
    async () => child.exitCode !== null || child.pid === undefined || (await pingRedis(url)),
    30_000,
  );
  if (!up || child.exitCode !== null || child.pid === undefined) {
    if (child.pid && child.exitCode === null) child.kill('SIGKILL');
    throw new Blocked(`Redis did not start. Its last words (${logFile}):\n  ${tail(logFile)}`);
  }
  rememberKeys(dir, { redisPort: port });
  return { process: who(child.pid), port, url, source: found.source, child };
}
