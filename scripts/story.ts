import { randomUUID } from 'node:crypto';
import { parisDate } from '#libs/kernel/clock';
import { type Cast, tellStory, type Voice } from '../src/demo/story';
import { demoAccounts } from './demo-accounts';

/** Signs in at `url` and speaks as this person. */
async function signedIn(url: string, account: { email: string; password: string }): Promise<Voice> {
  let cookie = '';
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        'x-requested-by': 'aronde',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(cookie ? { cookie } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    cookie ||= answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  await send('POST', '/api/sessions', { email: account.email, password: account.password });
  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
  };
}

/** `node dist/scripts/story.js URL`: what happens in the demo town, told to the API at this address. */
async function main(url: string): Promise<void> {
  const [freelancer, employer, adviser] = await Promise.all(
    demoAccounts.slice(0, 3).map((account) => signedIn(url, account)),
  );
  await tellStory({ freelancer, employer, adviser } as Cast, parisDate(new Date()));
}

main(process.argv[2] ?? '').catch((error: Error) => {
  process.stderr.write(`What happens in the demo town could not be told: ${error.message}\n`);
  process.exitCode = 1;
});
