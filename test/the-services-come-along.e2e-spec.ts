import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { alive, until, type Who } from '../scripts/services/processes.mjs';
import { pingPostgres, pingRedis } from '../scripts/services/probes.mjs';
import { readState, ROOT, type State } from '../scripts/services/state.mjs';

interface Held {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
}

/** Runs `npm run services` without npm, on a data directory of its own. */
function hold(dir: string, env: Record<string, string> = {}): Held {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'services', 'hold.mjs')], {
    env: { ...process.env, DATABASE_URL: '', REDIS_URL: '', DATA_DIR: dir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, said: () => text, ended };
}

async function held(dir: string): Promise<Held> {
  const it = hold(dir);
  const up = await until(() => it.said().includes('Held until') || it.child.exitCode !== null, 60_000);
  if (!up || it.child.exitCode !== null) throw new Error(it.said());
  return it;
}

/** The state with both services, as it is once something is held. */
function stateOf(dir: string): Required<State> {
  const state = readState(dir);
  if (!state?.postgres || !state.redis) throw new Error('Nothing is held there');
  return { ...state, postgres: state.postgres, redis: state.redis };
}

const processesOf = ({ postgres, redis }: Required<State>): Who[] => [postgres.process, redis.process];
const nothingLeft = (processes: Who[], ms: number) => until(() => !processes.some(alive), ms);

describe('the embedded services', () => {
  let dir: string;
  const running: Held[] = [];
  const start = async () => {
    const it = await held(dir);
    running.push(it);
    return it;
  };

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'aronde-services-'));
  });
  afterAll(async () => {
    for (const { child, ended } of running) if (child.kill('SIGTERM')) await ended;
    rmSync(dir, { recursive: true, force: true });
  });

  it('answer on private ports, with passwords only their owner can read', async () => {
    const { child, ended } = await start();
    const state = stateOf(dir);
    expect(await pingPostgres(state.postgres.port)).toBe(true);
    expect(await pingRedis(state.redis.url)).toBe(true);
    expect(await pingRedis(state.redis.url.replace(/:[^:@]+@/, ':wrong@'))).toBe(false);
    for (const file of ['services.json', 'keys.json']) expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
    const client = new Client({ connectionString: state.postgres.url });
    await client.connect();
    const { rows } = await client.query(`select 'Éric' < 'Zoé' collate "fr-x-icu" as sorted`);
    await client.end();
    expect(rows).toEqual([{ sorted: true }]);

    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(processesOf(state).some(alive)).toBe(false);
    expect(readState(dir)).toBeUndefined();
  });

  it('are shared with whoever comes second, and outlive them', async () => {
    const first = await start();
    const second = await start();
    expect(second.said()).toContain('already running');
    const state = stateOf(dir);
    second.child.kill('SIGTERM');
    await second.ended;
    expect(await pingPostgres(state.postgres.port)).toBe(true);
    first.child.kill('SIGINT');
    await first.ended;
    expect(processesOf(state).some(alive)).toBe(false);
  });

  it('keep their addresses from one start to the next', async () => {
    const ports: number[] = [];
    for (let round = 0; round < 2; round += 1) {
      const { child, ended } = await start();
      ports.push(stateOf(dir).postgres.port);
      child.kill('SIGTERM');
      await ended;
    }
    expect(ports[1]).toBe(ports[0]);
  });

  it('die within two seconds with a supervisor killed outright, and come back whole', async () => {
    const { child, ended } = await start();
    const state = stateOf(dir);
    child.kill('SIGKILL');
    await ended;
    expect(await nothingLeft(processesOf(state), 2_000)).toBe(true);
    // What it left written names dead processes: the next start must see through it, and through a dead lock.
    writeFileSync(join(dir, 'services.lock'), JSON.stringify({ pid: child.pid, start: '1' }));
    const again = await start();
    expect(again.said()).not.toContain('already running');
    again.child.kill('SIGTERM');
    expect(await again.ended).toBe(0);
  });

  it('are started again when one of them is killed', async () => {
    const { child, ended } = await start();
    const before = stateOf(dir);
    process.kill(before.postgres.process.pid, 'SIGKILL');
    process.kill(before.redis.process.pid, 'SIGKILL');
    const replaced = () => {
      const now = stateOf(dir);
      return !processesOf(now).some(({ pid }) => processesOf(before).some((it) => it.pid === pid));
    };
    expect(await until(replaced, 20_000)).toBe(true);
    const after = stateOf(dir);
    expect(after.postgres.url).toBe(before.postgres.url);
    expect(await pingPostgres(after.postgres.port)).toBe(true);
    expect(await pingRedis(after.redis.url)).toBe(true);
    child.kill('SIGTERM');
    await ended;
    expect(processesOf(after).some(alive)).toBe(false);
  });

  it.each([
    ['DATABASE_URL', 'postgres://a:b@127.0.0.1:1/x', 'nothing listens there'],
    ['DATABASE_URL', 'mysql://a:b@127.0.0.1/x', 'must look like postgres://'],
    ['REDIS_URL', 'redis://127.0.0.1:1', 'nothing listens there'],
    ['REDIS_URL', 'http://127.0.0.1', 'must look like redis://'],
  ])('are not put in the place of a wrong %s=%s', async (name, value, reason) => {
    const { ended, said } = hold(dir, { [name]: value });
    expect(await ended).toBe(1);
    expect(said()).toContain(name);
    expect(said()).toContain(reason);
    expect(said()).toContain('unset');
    expect(said()).not.toContain('    at ');
  });

  it('never show a password in the process list', async () => {
    const { child, ended } = await start();
    const state = stateOf(dir);
    const seen = processesOf(state).map(({ pid }) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    for (const url of [state.postgres.url, state.redis.url])
      expect(seen.join()).not.toContain(decodeURIComponent(new URL(url).password));
    child.kill('SIGTERM');
    await ended;
  });
});
