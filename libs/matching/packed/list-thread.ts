import { parentPort } from 'node:worker_threads';
import { listsOf, type OneList } from './all-lists';
import { type Chunk, chunkOf, type Handed, received } from './handed-over';
import { lay, type Laid } from './laid';

/** A market to lay, for so many threads, and to find lists of in the first room; or one that was laid, and a room. */
export type Task =
  { handed: Handed; memory: WebAssembly.Memory; length: number; rooms: number } | { laid: Laid; room: number };

/** Where a thread’s reader counts the chunks that were read. */
export type Taken = Int32Array<SharedArrayBuffer>;

/** What a thread tells: the market it laid, lists, and null once it has found its last. */
export type Told = Laid | Chunk | null;

/** Lists in a chunk. */
const CHUNK = 512;
/** Chunks that wait to be read: a reader who pauses is not sent the whole market. */
const AHEAD = 8;

const tell = (told: Told, ...passedOn: ArrayBuffer[]): void => parentPort!.postMessage(told, passedOn);

/** Finds the lists that this thread comes to take, and tells them chunk by chunk. */
function find(laid: Laid, room: number, taken: Taken): void {
  let sent = 0;
  let lists: OneList[] = [];
  const send = (): void => {
    if (lists.length === 0) return;
    for (let read = Atomics.load(taken, 0); sent - read >= AHEAD; read = Atomics.load(taken, 0))
      Atomics.wait(taken, 0, read);
    const chunk = chunkOf(lists[0]!.of, lists);
    tell(chunk, chunk.owners.buffer, chunk.starts.buffer, chunk.nums.buffer, chunk.ranks.buffer);
    sent++;
    lists = [];
  };
  for (const list of listsOf(laid, room)) {
    if (lists.length === CHUNK || (lists.length > 0 && lists[0]!.of !== list.of)) send();
    lists.push(list);
  }
  send();
  tell(null);
}

parentPort!.on('message', ({ task, taken }: { task: Task; taken: Taken }) => {
  if ('laid' in task) return find(task.laid, task.room, taken);
  const laid = lay(task.memory, received(task.handed), task.length, task.rooms);
  tell(laid);
  find(laid, 0, taken);
});
