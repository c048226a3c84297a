import { EventEmitter, on } from 'node:events';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH } from '../top';
import { allLists, type OneList } from './all-lists';
import { type Chunk, handedOver, listsIn, type Part } from './handed-over';
import type { Laid } from './laid';
import type { Taken, Task, Told } from './list-thread';
import { type ListThreads, ownThreads } from './list-threads';
import { keepMemory, takeMemory } from './plan';
import { mergedLists, Pools } from './pools';

/** Fewer pairs than these are compared before threads have begun and their code is warm. */
const WORTH_A_THREAD = 10_000_000;
/** The rooms of so many fit into one memory: 30 MB each at 15,000 × 5,000, 120 MB at a million × 20,000. */
const MOST_THREADS = 8;

/**
 * Every list both ways of a market that is packed in parts, each with people of its own and every mission, as it is when
 * the first list is asked for: found in other threads, so that this one is free to store them, unless they are few.
 */
export async function* listsTogether(parts: readonly Part[], length: number = LIST_LENGTH): AsyncGenerator<OneList> {
  if (pairsIn(parts) >= WORTH_A_THREAD) {
    yield* listsInThreads(parts, length);
    return;
  }
  const merger = new Merger(parts.length, length);
  for (const { profiles, missions } of parts)
    for (const list of allLists(profiles, missions, length)) yield* merger.take(list);
}

/**
 * The same lists, each part in a thread, or a single part’s in `count` of them. Fails with whatever makes one of them
 * fail; whoever stops reading ends them.
 */
export async function* listsInThreads(
  parts: readonly Part[],
  length: number = LIST_LENGTH,
  count: number = Math.min(MOST_THREADS, availableParallelism()),
  threads: ListThreads = ownThreads,
): AsyncGenerator<OneList> {
  const merger = new Merger(parts.length, length);
  for await (const lists of chunksOf(parts, length, parts.length > 1 ? 1 : count, threads))
    for (const list of lists) yield* merger.take(list);
}

const sizeOf = (layers: readonly { gone: Uint8Array }[]): number =>
  layers.reduce((sum, { gone }) => sum + gone.length, 0);

const pairsIn = (parts: readonly Part[]): number =>
  parts.reduce((sum, { profiles, missions }) => sum + sizeOf(profiles) * sizeOf(missions), 0);

/** The lists that threads find, `rooms` of them for each part; those that have not found all when nobody reads any more end. */
async function* chunksOf(
  parts: readonly Part[],
  length: number,
  rooms: number,
  threads: ListThreads,
): AsyncGenerator<OneList[]> {
  const found = new EventEmitter();
  // Whatever fails once nobody reads any more is of no interest.
  found.on('error', () => undefined);
  const working: Worker[] = [];
  /** Takes a thread; returns what sets it to work. */
  const take = (onLaid: (laid: Laid) => void): ((task: Task) => void) => {
    const thread = threads.take();
    working.push(thread);
    const taken: Taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    let isDone = false;
    thread.on('message', (told: Told) => {
      isDone = told === null;
      if (told && 'sides' in told) onLaid(told);
      else found.emit('chunk', told, taken);
    });
    thread.on('error', (error) => found.emit('error', error));
    thread.on('exit', () => {
      if (!isDone) found.emit('error', new Error('A thread that finds lists ended before its last list'));
    });
    return (task) => thread.postMessage({ task, taken });
  };
  const memories = parts.map(takeMemory);
  parts.forEach((part, at) => {
    // One lays the market for all: the others begin meanwhile.
    const others = Array.from({ length: rooms - 1 }, () => take(() => undefined));
    const first = take((laid) => others.forEach((other, room) => other({ laid, room: room + 1 })));
    first({ handed: handedOver(part), memory: memories[at]!, length, rooms });
  });
  let left = working.length;
  try {
    for await (const [chunk, taken] of on(found, 'chunk') as AsyncIterable<[Chunk | null, Taken]>) {
      if (chunk) {
        Atomics.add(taken, 0, 1);
        Atomics.notify(taken, 0);
        yield listsIn(chunk);
      } else if (--left === 0) return;
    }
  } finally {
    if (left === 0) for (const thread of working) threads.keep(thread);
    else await Promise.all(working.map((thread) => thread.terminate()));
    memories.forEach(keepMemory);
  }
}

/** Makes a mission’s list of the best that each source found for it. */
class Merger {
  readonly #found = new Map<number, OneList[]>();
  readonly #pool: Pools;

  constructor(
    readonly sources: number,
    length: number,
  ) {
    this.#pool = new Pools(1, length);
  }

  /** The lists that are complete with this one. */
  *take(list: OneList): Generator<OneList> {
    if (list.of === 'profile' || this.sources === 1) {
      yield list;
      return;
    }
    const found = this.#found.get(list.num) ?? [];
    found.push(list);
    this.#found.set(list.num, found);
    if (found.length < this.sources) return;
    this.#found.delete(list.num);
    const merged = mergedLists(found, this.#pool, (person) => tieBreak(list.num, person));
    yield { of: 'mission', num: list.num, ...merged };
  }
}
