import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A letter the post office took: which one, for whom. */
export interface Taken {
  messageId: string;
  to: string;
}

/** Letters stopped at the counter: `before` they are taken, or `after`, the sender not having heard yet. */
type Stop = 'before' | 'after';

interface Counter {
  server: SMTPServer;
  stop: Stop | undefined;
  waiting: ((taken: boolean) => void)[];
}

/**
 * A mail server with one counter (port) a sender, so that it is known who brings a letter. A counter can be stopped,
 * which holds its sender in the middle of a sending.
 */
export class PostOffice {
  readonly taken: Taken[] = [];
  private readonly counters: Counter[] = [];

  /** Opens one more counter; returns its address. */
  async openCounter(): Promise<string> {
    const counter: Counter = { server: undefined as unknown as SMTPServer, stop: undefined, waiting: [] };
    counter.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const messageId = /^Message-ID: (.*)$/im.exec(Buffer.concat(chunks).toString())?.[1]?.trim() ?? '';
          const letter = { messageId, to: session.envelope.rcptTo[0]?.address ?? '' };
          void this.receive(counter, letter, done);
        });
      },
    });
    counter.server.on('error', () => undefined);
    await new Promise<void>((resolve) => counter.server.listen(0, '127.0.0.1', () => resolve()));
    this.counters.push(counter);
    return `smtp://127.0.0.1:${(counter.server.server.address() as AddressInfo).port}`;
  }

  private async receive(counter: Counter, letter: Taken, answer: (refusal?: Error) => void): Promise<void> {
    const held = () => new Promise<boolean>((resolve) => counter.waiting.push(resolve));
    if (counter.stop === 'before' && !(await held())) return answer(new Error('not taken'));
    this.taken.push(letter);
    if (counter.stop === 'after') await held();
    answer();
  }

  /** Stops a counter, or all of them. */
  stop(how: Stop, only?: number): void {
    for (const [at, counter] of this.counters.entries()) if (only === undefined || at === only) counter.stop = how;
  }

  /** How many letters stand at a stopped counter. */
  waitingAt(at: number): number {
    return this.counters[at]?.waiting.length ?? 0;
  }

  /** Opens every counter again. Letters that waited to be taken are taken, or not (their senders are gone). */
  goOn(taken: boolean): void {
    for (const counter of this.counters) {
      counter.stop = undefined;
      for (const go of counter.waiting.splice(0)) go(taken);
    }
  }

  async close(): Promise<void> {
    this.goOn(false);
    await Promise.all(this.counters.map(({ server }) => new Promise<void>((resolve) => server.close(() => resolve()))));
  }
}
