import type { Leaving } from '../notifications/unsubscribing';
import { spaced } from './layout';
import { siteWords } from './words';

/** Asks once, then says what was done and how to come back. */
export function UnsubscribePage({ topic, locale, done }: Leaving & { done: boolean }) {
  const w = siteWords[locale].unsubscribe;
  return (
    <>
      <h1>{w.title}</h1>
      <p className="lead">{spaced(done ? w.done(w.topics[topic]) : w.ask(w.topics[topic]), locale)}</p>
      {done ? (
        <p>
          <a href="/app/compte">{w.choose}</a>
        </p>
      ) : (
        <form method="post">
          <button className="action" type="submit">
            {w.stop}
          </button>
        </form>
      )}
    </>
  );
}
