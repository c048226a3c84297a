import { Client } from 'pg';
import { BELL } from './outbox';

const AGAIN_MS = 1_000;

/**
 * Rings when events were committed, so that a lone change leaves at once and an idle relay need not ask often. Only a
 * hint: while its connection is away the relay asks as often as it does otherwise.
 */
export class Bell {
  private client: Client | undefined;
  private again: NodeJS.Timeout | undefined;
  private closed = false;
  private ringing = false;
  private heard: (() => void) | undefined;

  constructor(private readonly url: string) {}

  /** Listens from now on, connecting again when the connection is lost. */
  listen(): void {
    const client = new Client({ connectionString: this.url, application_name: 'aronde-bell', keepAlive: true });
    this.client = client;
    const lost = (): void => {
      if (this.client !== client) return;
      this.client = undefined;
      if (!this.closed) this.again = setTimeout(() => this.listen(), AGAIN_MS);
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => this.ring());
    client
      .connect()
      .then(() => client.query(`listen ${BELL}`))
      .catch(lost);
  }

  /** Comes back when it rings, or rang since the last call, and after `ms` at the latest. */
  async rung(ms: number): Promise<void> {
    if (!this.ringing && !this.closed)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.heard = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    this.ringing = false;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.again);
    this.ring();
    const { client } = this;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  /** Rings by hand: something may leave now that had to wait. */
  ring(): void {
    this.ringing = true;
    this.heard?.();
  }
}
