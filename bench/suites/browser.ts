import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Browser, Page, Response } from 'playwright-core';
import { now, parisDate } from '#libs/kernel/clock';
import { demoAccounts } from '../../scripts/demo-accounts';
import { openChromium } from '../../scripts/open-chromium';
import { SessionService } from '../../src/accounts/sessions';
import { ApiModule } from '../../src/api.module';
import { writeTown } from '../../src/demo/write';
import { createServer } from '../../src/http/server';
import { waitForLists } from '../../src/matching/export';
import { seedTaxonomy } from '../../src/taxonomy/taxonomy.import';
import type { Market } from '../market';
import type { Figure } from '../report';
import { delivered, startWorker } from './e2e';
import { type Ground, onGround } from './ground';

const EDITS = 20;
const WAIT_S = 600;
/** Between two edits, so that each is alone. */
const PAUSE_MS = 1_500;
const LIST = '/api/me/recommended-missions';

/** A signed-in window. */
async function windowOf(chromium: Browser, url: string, cookie: string): Promise<Page> {
  const context = await chromium.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, locale: 'fr-FR' });
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url }]);
  return context.newPage();
}

/** When the list says it was computed; undefined of an answer that is not a current list. */
async function computedAt(answer: Response): Promise<string | undefined> {
  if (!answer.url().includes(LIST) || !answer.ok()) return undefined;
  const list = (await answer.json()) as { freshness: string; computedAt: string | null };
  return list.freshness === 'CURRENT' ? (list.computedAt ?? undefined) : undefined;
}

/**
 * Milliseconds from the change of a skill’s level in one window to the new list painted in another, which follows by the
 * stream of events alone: as somebody with both open sees it.
 */
async function edits(chromium: Browser, url: string, cookie: string): Promise<number[]> {
  const [list, profile] = [await windowOf(chromium, url, cookie), await windowOf(chromium, url, cookie)];
  const opened = list.waitForResponse(async (answer) => (await computedAt(answer)) !== undefined);
  await list.goto('/app/');
  let known = await computedAt(await opened);
  await profile.goto('/app/profil');
  const level = profile.getByLabel(/^Niveau/).first();
  await level.waitFor();
  const took: number[] = [];
  for (let at = 0; at < EDITS; at++) {
    await profile.waitForTimeout(PAUSE_MS);
    const renewed = list.waitForResponse(async (answer) => {
      const found = await computedAt(answer);
      return found !== undefined && found !== known;
    });
    const before = performance.now();
    await level.selectOption(String(1 + (at % 4)));
    known = await computedAt(await renewed);
    await list.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
    took.push(performance.now() - before);
  }
  return took;
}

async function measure(ground: Ground, market: Market): Promise<Figure[]> {
  const { db, env } = ground;
  await seedTaxonomy(db);
  await writeTown(db, { profiles: market.n, missions: market.m, seed: 1 }, parisDate(now()), demoAccounts, env.secret);
  await db.query(`vacuum analyze`);
  const app = await createServer(ApiModule.with(env), env);
  const worker = await startWorker(ground);
  const chromium = await openChromium(process.env.CHROMIUM_PATH);
  try {
    await app.listen(0, '127.0.0.1');
    await waitForLists(db, WAIT_S);
    await delivered(ground);
    const { port } = app.getHttpServer().address() as AddressInfo;
    const [row] = await db.query<{ id: string }[]>(`select id from account where email = $1`, [demoAccounts[0]?.email]);
    const cookie = (await app.get(SessionService).open(db, row?.id ?? '', { mfa: true })).split(';')[0] ?? '';
    const values = await edits(chromium, `http://127.0.0.1:${port}`, cookie);
    return [
      {
        suite: 'browser',
        size: market.size,
        n: market.n,
        m: market.m,
        case: 'skill edited',
        unit: 'ms',
        values,
        exact: values.length === EDITS,
        note: 'from the level chosen in one window to the new list painted in another',
      },
    ];
  } finally {
    await chromium.close();
    worker.kill('SIGTERM');
    await once(worker, 'exit');
    await app.close();
  }
}

/** What somebody sees: a skill edited in a browser, and the list that follows without a reload. */
export const browser = async (market: Market): Promise<Figure[] | undefined> =>
  market.size === 's' || market.size === 'm' ? onGround((ground) => measure(ground, market)) : [];
