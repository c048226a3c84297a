// @ts-check
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { alive, Blocked, diesWithUs, end, NODE_FLAGS, who } from './services/processes.mjs';
import { readJson, ROOT, writeJson } from './services/state.mjs';

/** @typedef {import('./services/processes.mjs').Who} Who */
/**
 * The running application of a data directory: what it listens on and the environment it was given, so that commands
 * of another terminal reach the same services.
 * @typedef {{ supervisor: Who, url: string, env: Record<string, string>, processes: Who[] }} Application
 */

/** @param {string} dir */
const file = (dir) => join(dir, 'application.json');

/**
 * @param {string} dir
 * @param {Application} application
 */
export const writeApplication = (dir, application) => writeJson(file(dir), application);

/**
 * The application `npm start` runs on this data directory, if it is running.
 * @param {string} dir
 * @returns {Application | undefined}
 */
export function runningApplication(dir) {
  const known = /** @type {Application | undefined} */ (readJson(file(dir)));
  return known && alive(known.supervisor) ? known : undefined;
}

/**
 * Ends what a killed `npm start` left behind where processes do not die with their parent.
 * @param {string} dir
 */
export async function clearOrphans(dir) {
  const known = /** @type {Application | undefined} */ (readJson(file(dir)));
  if (known && !alive(known.supervisor)) await Promise.all(known.processes.map((it) => end(it, 'SIGTERM')));
}

/**
 * Refuses a port somebody else listens on, before anything slow is done.
 * @param {number} port
 * @param {string} host
 * @returns {Promise<void>}
 */
export const checkPort = (port, host) =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === 'EADDRINUSE')
        reject(
          new Blocked(
            `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
          ),
        );
      else if (code === 'EACCES')
        reject(new Blocked(`Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`));
      else reject(new Blocked(`Port ${port} of ${host} cannot be opened (${code}). Correct PORT or HOST.`));
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });

/** The port of the environment, checked. */
export function portOf(env = process.env) {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Blocked(`PORT must be a whole number from 0 to 65535, not “${env.PORT}”.`);
  return port;
}

/** One process of the application, started again when it ends on its own. */
export class Part {
  #stopping = false;
  /** @type {number[]} */
  #falls = [];
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;

  /**
   * @param {string} name
   * @param {string} module of dist
   * @param {NodeJS.ProcessEnv} env
   * @param {{ log: (line: string) => void, started: () => void, lost: () => void }} tell `started`: its process is
   *   another one now; `lost`: it ends too often and is given up
   */
  constructor(name, module, env, tell) {
    this.name = name;
    this.module = module;
    this.env = env;
    this.tell = tell;
  }

  /** @returns {Who | undefined} */
  get process() {
    return this.#child?.pid ? who(this.#child.pid) : undefined;
  }

  /**
   * Starts it and waits until it says it is ready. Resolves to what it said; throws a Blocked when it ends before.
   * @returns {Promise<{ port?: number }>}
   */
  start() {
    const [command, args] = diesWithUs('SIGKILL', process.execPath, [...NODE_FLAGS, join(ROOT, 'dist', this.module)]);
    const child = spawn(command, args, {
      cwd: ROOT,
      env: this.env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    this.tell.started();
    let ready = false;
    return new Promise((resolve, reject) => {
      child.once('message', (message) => {
        ready = true;
        resolve(/** @type {{ port?: number }} */ (message));
      });
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        if (!ready)
          reject(new Blocked(`The ${this.name} process ended before it was ready (${signal ?? `code ${code}`}).`));
        else if (!this.#stopping) this.#fell(signal ?? `code ${code}`);
      });
    });
  }

  /** @param {string} why */
  #fell(why) {
    const now = Date.now();
    this.#falls = [...this.#falls.filter((at) => now - at < 60_000), now];
    if (this.#falls.length > 10) {
      this.tell.log(`The ${this.name} process ended (${why}) too often in a minute.`);
      this.tell.lost();
      return;
    }
    this.tell.log(`The ${this.name} process ended (${why}): starting it again`);
    const again = setTimeout(() => {
      if (!this.#stopping) this.start().catch(() => this.#fell('not ready'));
    }, 200 * this.#falls.length);
    again.unref();
  }

  async stop() {
    this.#stopping = true;
    if (this.process) await end(this.process, 'SIGTERM', 12_000);
  }
}
