import { connect, type Socket } from 'node:net';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** What is asked again and again, from so many connections, for so long. */
export interface Load {
  port: number;
  path: string;
  headers?: Readonly<Record<string, string>>;
  connections: number;
  ms: number;
}

export interface Loaded {
  /** Answers a second. */
  rate: number;
  /** Answers that were not a 200. */
  wrong: number;
}

/** The length of the first whole answer in a buffer, with its status; undefined while it is not all there. */
function firstAnswer(bytes: Buffer): { status: string; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.subarray(0, end).toString('latin1');
  const body = /^content-length: (\d+)\r?$/im.exec(head)?.[1];
  if (body === undefined) throw new Error('an answer without its length');
  const length = end + 4 + Number(body);
  return bytes.length < length ? undefined : { status: head.slice(9, 12), length };
}

/** Keeps one connection busy until told to stop. Counts what was answered. */
async function busy({ port, path, headers = {} }: Load, until: number): Promise<{ answered: number; wrong: number }> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${lines.join('')}\r\n`;
  const socket: Socket = connect(port, '127.0.0.1');
  const counted = { answered: 0, wrong: 0 };
  let bytes = Buffer.alloc(0);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).once('close', () => resolve());
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const answer = firstAnswer(bytes);
      if (!answer) return;
      bytes = bytes.subarray(answer.length);
      counted.answered += 1;
      if (answer.status !== '200') counted.wrong += 1;
      if (performance.now() < until) socket.write(request);
      else socket.destroy();
    });
    socket.write(request);
  });
  return counted;
}

/** Loads a server from a thread of its own, so that the client does not wait for what it measures. */
export function load(given: Load): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: given });
    worker.once('message', resolve).once('error', reject);
  });
}

async function work(given: Load): Promise<void> {
  const since = performance.now();
  const counts = await Promise.all(Array.from({ length: given.connections }, () => busy(given, since + given.ms)));
  const answered = counts.reduce((sum, one) => sum + one.answered, 0);
  const rate = (answered * 1_000) / (performance.now() - since);
  parentPort?.postMessage({ rate, wrong: counts.reduce((sum, one) => sum + one.wrong, 0) } satisfies Loaded);
}

if (!isMainThread) void work(workerData as Load);
