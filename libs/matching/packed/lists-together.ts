import { EventEmitter, on } from 'node:events';
import { availableParallelism } from 'node:os';
import { tieBreak } from '../tie-break';
import { LIST_LENGTH } from '../top';
import { allLists, type OneList } from './all-lists';
import { type Chunk, handedOver, listsIn, type Part } from './handed-over';
import type { Given } from './list-thread';
import { type ListThreads, ownThreads } from './list-threads';
import { mergedLists, Pools } from './pools';

/** Fewer pairs than these are compared before threads have begun and their code is warm. */
const WORTH_A_THREAD = 10_000_000;

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
 * The same lists, a part in a thread, or a single part’s people shared by `count` threads. Fails with whatever makes one of them
 * fail; whoever stops reading ends them.
 */
export async function* listsInThreads(
  parts: readonly Part[],
  length: number = LIST_LENGTH,
  count: number = availableParallelism(),
  threads: ListThreads = ownThreads,
): AsyncGenerator<OneList> {
  const given = parts.flatMap((part) => givenTo(part, parts.length > 1 ? 1 : count, length));
  const merger = new Merger(given.length, length);
  for await (const lists of chunksOf(given, threads)) for (const list of lists) yield* merger.take(list);
}

const sizeOf = (layers: readonly { gone: Uint8Array }[]): number =>
  layers.reduce((sum, { gone }) => sum + gone.length, 0);

const pairsIn = (parts: readonly Part[]): number =>
  parts.reduce((sum, { profiles, missions }) => sum + sizeOf(profiles) * sizeOf(missions), 0);

const sharedNumbers = (length: number): Int32Array<SharedArrayBuffer> =>
  new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));

/** What threads that share a part are given, each a slice of its people. */
function givenTo(part: Part, slices: number, length: number): Given[] {
  const free = sharedNumbers(sizeOf(part.missions));
  const arrived = sharedNumbers(1);
  return Array.from({ length: slices }, (_, at) => ({
    handed: handedOver(part, { at, of: slices }),
    length,
    taken: sharedNumbers(1),
    free,
    arrived,
    slices,
  }));
}

/** The lists that threads find; threads that have not found all when nobody reads any more end. */
async function* chunksOf(given: readonly Given[], threads: ListThreads): AsyncGenerator<OneList[]> {
  const found = new EventEmitter();
  // Whatever fails once nobody reads any more is of no interest.
  found.on('error', () => undefined);
  const working = given.map((each) => {
    const thread = threads.take();
    let isDone = false;
    thread.on('message', (chunk: Chunk | null) => {
      isDone = chunk === null;
      found.emit('chunk', chunk, each.taken);
    });
    thread.on('error', (error) => found.emit('error', error));
    thread.on('exit', () => {
      if (!isDone) found.emit('error', new Error('A thread that finds lists ended before its last list'));
    });
    thread.postMessage(each);
    return thread;
  });
  let left = working.length;
  try {
    for await (const [chunk, taken] of on(found, 'chunk') as AsyncIterable<[Chunk | null, Given['taken']]>) {
      if (chunk) {
        Atomics.add(taken, 0, 1);
        Atomics.notify(taken, 0);
        yield listsIn(chunk);
      } else if (--left === 0) return;
    }
  } finally {
    if (left === 0) for (const thread of working) threads.keep(thread);
    else await Promise.all(working.map((thread) => thread.terminate()));
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
