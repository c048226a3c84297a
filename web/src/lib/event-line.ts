import type { LiveFacts } from '#libs/contracts/live';
import { ask } from './http';

/** While the stream is refused or cannot be had, the facts are asked for once in this many milliseconds. */
const POLL_MS = 60_000;

/**
 * Follows what happens until the returned function is called: over one stream of events, which the browser opens again by
 * itself when it is cut; by asking once a minute when it is refused, each time trying the stream again.
 */
export function followEvents(missions: readonly string[], tell: (facts: LiveFacts) => void): () => void {
  const address = `/api/events?${missions.map((id) => `mission=${id}`).join('&')}`;
  const stop = new AbortController();
  let stream: EventSource | undefined;
  let timer: number | undefined;
  const listen = () => {
    stream = new EventSource(address);
    stream.addEventListener('message', (event: MessageEvent<string>) => tell(JSON.parse(event.data) as LiveFacts));
    stream.addEventListener('error', () => {
      if (stream?.readyState === EventSource.CLOSED) askOnce();
    });
  };
  const askOnce = () => {
    timer = window.setTimeout(listen, POLL_MS);
    void ask<LiveFacts>('/events', { query: { mission: missions }, signal: stop.signal }).then(tell, () => undefined);
  };
  listen();
  return () => {
    stop.abort();
    window.clearTimeout(timer);
    stream?.close();
  };
}
