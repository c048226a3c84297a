import type { AddressInfo } from 'node:net';
import type { LiveFacts } from '#libs/contracts/live';
import type { Stage } from '../stage/stage';

/** An open stream of events, as a browser holds it. */
export interface Following {
  status: number;
  headers: Headers;
  /** Every state received, oldest first. */
  facts: LiveFacts[];
  /** The names of the states, as Last-Event-ID would give them back. */
  ids: string[];
  /** Everything received, comments included. */
  text: string;
  /** True once the server ended it. */
  ended: boolean;
  /** The body of a refusal. */
  refusal: { code?: string };
  close(): void;
}

/** Where the stage listens; it begins to on the first call. */
export async function addressOf(stage: Stage): Promise<string> {
  const server = stage.app.getHttpServer();
  if (!server.listening) await stage.app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Follows the events of somebody’s session over a real connection. */
export async function follow(
  stage: Stage,
  cookie: string | undefined,
  options: { missions?: readonly string[]; lastId?: string } = {},
): Promise<Following> {
  const stop = new AbortController();
  const query = (options.missions ?? []).map((id) => `mission=${id}`).join('&');
  const answer = await fetch(`${await addressOf(stage)}/api/events?${query}`, {
    headers: {
      accept: 'text/event-stream',
      'accept-encoding': 'br, gzip',
      ...(cookie ? { cookie } : {}),
      ...(options.lastId ? { 'last-event-id': options.lastId } : {}),
    },
    signal: stop.signal,
  });
  const following: Following = {
    status: answer.status,
    headers: answer.headers,
    facts: [],
    ids: [],
    text: '',
    ended: false,
    refusal: answer.ok ? {} : ((await answer.json()) as { code: string }),
    close: () => stop.abort(),
  };
  if (answer.ok) void read(answer, following);
  return following;
}

async function read(answer: Response, following: Following): Promise<void> {
  let rest = '';
  try {
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      following.text += chunk;
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (!data) continue;
        following.ids.push(/^id: (.*)$/m.exec(block)?.[1] ?? '');
        following.facts.push(JSON.parse(data) as LiveFacts);
      }
    }
  } catch {
    // Closed by us, or cut: the server has nothing more to say either way.
  }
  following.ended = true;
}
