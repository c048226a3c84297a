import { parentPort } from 'node:worker_threads';
import { allLists, type OneList } from './all-lists';
import { chunkOf, type Handed, received } from './handed-over';

/** What the thread is given each time. Threads that share a part share `free` and `arrived`. */
export interface Given {
  handed: Handed;
  length: number;
  /** How many chunks were read. */
  taken: Int32Array<SharedArrayBuffer>;
  /** By mission, how many free people the slices have found, and how many slices have found all. */
  free: Int32Array<SharedArrayBuffer>;
  arrived: Int32Array<SharedArrayBuffer>;
  slices: number;
}

/** Lists in a chunk. */
const CHUNK = 128;
/** Chunks that wait to be read: a reader who pauses is not sent the whole market. */
const AHEAD = 32;

/** Finds every list of what it was given, sends them chunk by chunk, and null at the end. */
function work({ handed, length, taken, free, arrived, slices }: Given): void {
  const { profiles, missions } = received(handed);
  let sent = 0;
  let lists: OneList[] = [];
  const send = (): void => {
    if (lists.length === 0) return;
    for (let read = Atomics.load(taken, 0); sent - read >= AHEAD; read = Atomics.load(taken, 0))
      Atomics.wait(taken, 0, read);
    const chunk = chunkOf(lists[0]!.of, lists);
    parentPort!.postMessage(chunk, [chunk.owners.buffer, chunk.starts.buffer, chunk.nums.buffer, chunk.ranks.buffer]);
    sent++;
    lists = [];
  };
  /** Adds what this slice has, and waits for the others: blocked ones are looked for only where all of them are few. */
  const inAll = (own: Int32Array): Int32Array => {
    own.forEach((count, m) => Atomics.add(free, m, count));
    Atomics.add(arrived, 0, 1);
    Atomics.notify(arrived, 0);
    for (let there = Atomics.load(arrived, 0); there < slices; there = Atomics.load(arrived, 0))
      Atomics.wait(arrived, 0, there);
    return free;
  };
  for (const list of allLists(profiles, missions, length, slices === 1 ? undefined : inAll)) {
    if (lists.length === CHUNK || (lists.length > 0 && lists[0]!.of !== list.of)) send();
    lists.push(list);
  }
  send();
  parentPort!.postMessage(null);
}

parentPort!.on('message', work);
