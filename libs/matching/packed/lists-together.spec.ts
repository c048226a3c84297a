import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packedMissions, packedProfiles } from '../testing/corpora';
import { TradeFair } from '../testing/trade-fair';
import { allLists, type OneList } from './all-lists';
import { Dictionaries } from './dictionary';
import type { Part } from './handed-over';
import { layerOf } from './layers';
import { ListThreads } from './list-threads';
import { listsInThreads, listsTogether } from './lists-together';
import { rankedOf } from './pools';

const PROFILES = 600;
const MISSIONS = 90;
const LENGTH = 40;
const LIBS = join(__dirname, '../..');

/** What a thread begins with here: there is nothing compiled, so it compiles what it requires. */
const COMPILING = `
  const { readFileSync } = require('node:fs');
  const Module = require('node:module');
  const { transformSync } = require('@swc/core');
  const { workerData } = require('node:worker_threads');
  const resolve = Module._resolveFilename;
  Module._resolveFilename = (request, ...rest) => resolve(request.replace(/^#libs/, workerData.libs), ...rest);
  require.extensions['.ts'] = (module, file) =>
    module._compile(
      transformSync(readFileSync(file, 'utf8'), {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      }).code,
      file,
    );
  require(workerData.libs + '/matching/packed/list-thread.ts');
`;

const begun: Worker[] = [];
const begin = (): Worker => {
  const thread = new Worker(COMPILING, { eval: true, workerData: { libs: LIBS } });
  begun.push(thread);
  return thread;
};
const threads = new ListThreads(begin);

/** A market of which some have left and some stand aside. */
function market(seed: number): Part {
  const fair = new TradeFair(seed);
  const corpus = {
    profiles: Array.from({ length: PROFILES }, (_, at) => fair.profile(at + 1)),
    missions: Array.from({ length: MISSIONS }, (_, at) => fair.mission(at + 1)),
    context: fair.context,
  };
  const dictionaries = new Dictionaries();
  const profiles = layerOf(packedProfiles(corpus, dictionaries), (num) => num % 11 === 0);
  const missions = layerOf(packedMissions(corpus, dictionaries), (num) => num % 9 === 0);
  profiles.gone[5] = profiles.aside[5] = 1;
  missions.gone[7] = missions.aside[7] = 1;
  return { profiles: [profiles], missions: [missions] };
}

const written = (list: OneList) => [`${list.of} ${list.num}`, rankedOf(list)] as const;
const byOwner = (lists: readonly OneList[]) => Object.fromEntries(lists.map(written));

async function read(lists: AsyncIterable<OneList>): Promise<OneList[]> {
  const all: OneList[] = [];
  for await (const list of lists) all.push(list);
  return all;
}

describe('lists found in other threads', () => {
  const part = market(4);
  const here = [...allLists(part.profiles, part.missions, LENGTH)];

  afterAll(async () => {
    await Promise.all(begun.map((thread) => thread.terminate()));
  });

  it.each([1, 2, 3])('are the same in %i, each once', async (count) => {
    const there = await read(listsInThreads([part], LENGTH, count, threads));
    expect(there).toHaveLength(here.length);
    expect(byOwner(there)).toEqual(byOwner(here));
    const filled = here.filter(({ of, ranks }) => of === 'mission' && ranks.some((rank) => rank < 0));
    expect(filled.length).toBeGreaterThan(10);
  });

  it('are found in this one when they are few', async () => {
    expect(byOwner(await read(listsTogether([part], LENGTH)))).toEqual(byOwner(here));
  });

  it('leave their threads to those found next', async () => {
    const before = begun.length;
    for (let time = 0; time < 2; time++)
      expect(byOwner(await read(listsInThreads([part], LENGTH, 3, threads)))).toEqual(byOwner(here));
    expect(begun).toHaveLength(Math.max(3, before));
  });

  it('end their threads when nobody reads on', async () => {
    const before = begun.length;
    for await (const list of listsInThreads([part], LENGTH, 2, new ListThreads(begin))) {
      expect(list.of).toBe('profile');
      break;
    }
    expect(begun.slice(before).map(({ threadId }) => threadId)).toEqual([-1, -1]);
  });

  it('fail with the thread that fails', async () => {
    const beginnings = [begin, () => new Worker(`throw new RangeError('No room')`, { eval: true })];
    const failing = new ListThreads(() => beginnings.pop()!());
    await expect(read(listsInThreads([part], LENGTH, 2, failing))).rejects.toThrow('No room');
    const ending = new ListThreads(() => new Worker('', { eval: true }));
    await expect(read(listsInThreads([part], LENGTH, 1, ending))).rejects.toThrow('before its last list');
  });
});
