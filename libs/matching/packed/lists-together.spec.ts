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
import { keepMemory, takeMemory } from './plan';
import { rankedOf } from './pools';

const PROFILES = 600;
const MISSIONS = 90;
const LENGTH = 40;
/** Few enough to be taken by two threads at once, and the rest of them idle. */
const FEW = 100;
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
function market(seed: number, profileCount = PROFILES, missionCount = MISSIONS): Part {
  const fair = new TradeFair(seed);
  const corpus = {
    profiles: Array.from({ length: profileCount }, (_, at) => fair.profile(at + 1)),
    missions: Array.from({ length: missionCount }, (_, at) => fair.mission(at + 1)),
    context: fair.context,
  };
  const dictionaries = new Dictionaries();
  const [profiles, moreProfiles] = layersOf(corpus.profiles, (some) =>
    layerOf(packedProfiles({ ...corpus, profiles: some }, dictionaries), (num) => num % 11 === 0),
  );
  const [missions, moreMissions] = layersOf(corpus.missions, (some) =>
    layerOf(packedMissions({ ...corpus, missions: some }, dictionaries), (num) => num % 9 === 0),
  );
  for (const { gone, aside } of [profiles, missions]) if (gone.length > 7) gone[7] = aside[7] = 1;
  return { profiles: [profiles, moreProfiles], missions: [missions, moreMissions] };
}

/** Most of them in one layer, and the rest in a second. */
function layersOf<Facts, Made>(all: readonly Facts[], make: (some: readonly Facts[]) => Made): [Made, Made] {
  const most = Math.ceil(all.length * 0.9);
  return [make(all.slice(0, most)), make(all.slice(most))];
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

  it('are the same where there are more threads than blocks of people or missions', async () => {
    const few = market(5, FEW, FEW);
    const there = await read(listsInThreads([few], LENGTH, 3, threads));
    expect(there).toHaveLength(2 * FEW - 2);
    expect(byOwner(there)).toEqual(byOwner([...allLists(few.profiles, few.missions, LENGTH)]));
  });

  it.each([
    { people: 0, missions: FEW },
    { people: FEW, missions: 0 },
    { people: 0, missions: 0 },
  ])('are empty with $people people and $missions missions', async ({ people, missions }) => {
    const there = await read(listsInThreads([market(6, people, missions)], LENGTH, 2, threads));
    expect(there).toHaveLength(Math.max(0, people + missions - 1));
    expect(there.every(({ nums }) => nums.length === 0)).toBe(true);
  });

  it('are the same in a memory that was outgrown, and in one that held a larger market; there is one', async () => {
    const few = market(5, FEW, FEW);
    const fewLists = byOwner([...allLists(few.profiles, few.missions, LENGTH)]);
    const many = market(7, 4 * PROFILES, 4 * MISSIONS);
    for (let memory = takeMemory(); memory.grow(0) > 1; memory = takeMemory());
    const found = await read(listsInThreads([few], LENGTH, 2, threads));
    expect(byOwner(found)).toEqual(fewLists);
    const kept = takeMemory();
    const before = kept.grow(0);
    keepMemory(kept);
    const manyThere = await read(listsInThreads([many], LENGTH, 2, threads));
    expect(byOwner(manyThere)).toEqual(byOwner([...allLists(many.profiles, many.missions, LENGTH)]));
    expect(byOwner(await read(listsInThreads([few], LENGTH, 2, threads)))).toEqual(fewLists);
    for (const _ of allLists(few.profiles, few.missions, LENGTH)) break;
    const [grown, other] = [takeMemory(), takeMemory()];
    expect(grown).toBe(kept);
    expect(grown.grow(0)).toBeGreaterThan(before);
    expect(other.grow(0)).toBe(1);
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
