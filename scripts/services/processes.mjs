// @ts-check
import { execFile, spawn, spawnSync } from 'node:child_process';
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';

/** Something only the person at the keyboard can change: one sentence with the way out, printed without a stack. */
export class Blocked extends Error {}

/**
 * How Node runs the product. An answer lives for a few milliseconds, with many others: in the usual 16 MB the young ones
 * are copied again and again before they die (docs/decisions/0020).
 */
export const NODE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'];

/**
 * A process as the system knows it. The start time tells it from a later process with the same number.
 * @typedef {{ pid: number, start: string | null }} Who
 */

/**
 * State letter, parent and start time of a process on Linux, null when it cannot be read.
 * @param {number} pid
 */
function stat(pid) {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', parent: Number(fields[1]), start: fields[19] ?? '' };
  } catch {
    return null;
  }
}

/**
 * The identity of a running process, by default this one.
 * @param {number} [pid]
 * @returns {Who}
 */
export const who = (pid = process.pid) => ({ pid, start: stat(pid)?.start ?? null });

/**
 * Is that very process running? A zombie is not: where process 1 does not reap, `kill(pid, 0)` still says yes to one.
 * @param {Who | undefined | null} process_
 */
export function alive(process_) {
  if (!process_ || !(process_.pid > 0)) return false;
  try {
    process.kill(process_.pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  const known = stat(process_.pid);
  if (!known) return process.platform !== 'linux';
  return !['Z', 'X'].includes(known.state) && (process_.start === null || process_.start === known.start);
}

/**
 * The npm that runs us, if one does: one or two steps up, depending on its shell. Linux only.
 * @returns {Who | undefined}
 */
export function ourNpm() {
  if (!process.env.npm_lifecycle_event) return undefined;
  for (let pid = process.ppid, steps = 0; pid > 1 && steps < 3; steps += 1) {
    const known = stat(pid);
    if (!known) return undefined;
    if (/^npm|[/\\]npm/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return who(pid);
    pid = known.parent;
  }
  return undefined;
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks until the answer is true or the time is over; says which.
 * @param {() => boolean | Promise<boolean>} condition
 * @param {number} ms
 * @param {number} [every]
 */
export async function until(condition, ms, every = 20) {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) return false;
    await pause(every);
  }
  return true;
}

/**
 * Ends a process: the polite signal, then SIGKILL when it is still there after `ms`. Resolves once it is gone.
 * @param {Who} process_
 * @param {NodeJS.Signals} signal
 * @param {number} [ms]
 */
export async function end(process_, signal, ms = 10_000) {
  if (!alive(process_)) return;
  process.kill(process_.pid, signal);
  if (await until(() => !alive(process_), ms)) return;
  process.kill(process_.pid, 'SIGKILL');
  await until(() => !alive(process_), 2_000);
}

/**
 * Runs a command to its end and returns its output; throws with what it said when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: string, timeout?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { input, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      { timeout: 120_000, maxBuffer: 16 << 20, ...options },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else
          reject(
            new Error(
              `${command} failed: ${(stderr || stdout || error.message).trim().split('\n').slice(-3).join(' ')}`,
            ),
          );
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}

/**
 * Does a command run and end well?
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export const works = (command, args, env) =>
  run(command, args, env ? { env, timeout: 10_000 } : { timeout: 10_000 }).then(
    () => true,
    () => false,
  );

/**
 * The full path of the first of these programs found on PATH.
 * @param {...string} names
 */
export function onPath(...names) {
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      try {
        const file = join(folder, name);
        accessSync(file, constants.X_OK);
        if (statSync(file).isFile()) return file;
      } catch {
        // not in this folder
      }
    }
  return undefined;
}

/**
 * A free TCP port of 127.0.0.1: `wanted` when it is free, so that addresses stay the same from one start to the next.
 * @param {number} [wanted]
 * @returns {Promise<number>}
 */
export const freePort = (wanted = 0) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (wanted ? resolve(freePort(0)) : reject(error)));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** util-linux’s setpriv when it knows what we need of it; asked once. @type {string | undefined} */
let setpriv;

/**
 * A command that gets `signal` when this process dies, however it dies (Linux; elsewhere the command itself).
 * @param {NodeJS.Signals} signal
 * @param {string} command
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
export function diesWithUs(signal, command, args) {
  setpriv ??=
    process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0 ? 'setpriv' : '';
  return setpriv ? [setpriv, ['--pdeathsig', signal.replace('SIG', ''), command, ...args]] : [command, args];
}

/**
 * Starts a service in a process group of its own, so that Ctrl-C reaches the application before its database.
 * @param {string} command
 * @param {string[]} args
 * @param {{ log: string, env?: NodeJS.ProcessEnv, input?: string }} options `log`: the file its output is added to
 */
export function launch(command, args, { log, env, input }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a', 0o600);
  try {
    if (statSync(log).size > 20 << 20) truncateSync(log);
    const child = spawn(command, args, {
      detached: true,
      env: env ?? process.env,
      stdio: [input === undefined ? 'ignore' : 'pipe', output, output],
    });
    child.on('error', () => undefined);
    child.stdin?.on('error', () => undefined);
    if (input !== undefined) child.stdin?.end(input);
    return child;
  } finally {
    closeSync(output);
  }
}

/**
 * The last lines of a log, for a message.
 * @param {string} file
 * @param {number} [lines]
 */
export function tail(file, lines = 4) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-lines).join('\n  ');
  } catch {
    return 'nothing was written';
  }
}
