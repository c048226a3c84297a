import type { Page } from 'playwright-core';
import { newId } from '#libs/kernel/ids';
import { anApplication } from '../build/a-cast';
import { aPerson } from '../build/a-person';
import { aPublishedMission, aTownToLookAt, type Town } from './a-town-to-look-at';
import { axe, shifted, Windows, type Window } from './windows';

/** The advisory lock of whoever writes lists: while a test holds it, computing waits. */
const LOCK = 0x4d415443;
const FIGMA = { skills: [{ label: 'Figma', must: true }] };

/** Comes first in the list of the freelancer. */
const BEST = { skills: [{ label: 'NestJS', must: true }, { label: 'PostgreSQL' }], rateMin: 560, rateMax: 600 };

/** Marks the document: a reload would lose it. */
const mark = (page: Page) => page.evaluate('window.neverReloaded = true');
const isMarked = (page: Page) => page.evaluate<boolean>('window.neverReloaded === true');
const topOf = async (page: Page, title: string) => (await page.getByRole('link', { name: title }).boundingBox())?.y;

describe('what happens is seen without reloading the page', () => {
  let windows: Windows;
  let town: Town;
  let reader: Window;
  beforeAll(async () => {
    windows = await Windows.open();
    town = await aTownToLookAt(windows.stage);
    for (let at = 1; at <= 8; at += 1) await aPublishedMission(town.employer, `Développement NestJS, lot ${at}`);
    await aPublishedMission(town.employer, 'Maquettes d’un espace client', FIGMA);
    await windows.stage.settle();
    reader = await windows.window(town.freelancer);
  }, 60_000);
  afterAll(() => windows.close());

  it('a skill added in one window brings its missions to the list open in another', async () => {
    const { page } = reader;
    await page.goto('/app/');
    await page.getByText('À jour').waitFor();
    await page.getByRole('link', { name: /lot 1$/ }).waitFor();
    expect(await page.getByRole('link', { name: 'Maquettes d’un espace client' }).count()).toBe(0);
    await mark(page);
    const { page: profile, close } = await windows.window(town.freelancer);
    await profile.goto('/app/profil');
    await profile.getByLabel('Ajouter une compétence', { exact: true }).first().fill('Figma');
    const option = profile.getByRole('listbox').getByRole('option', { name: 'Figma', exact: true });
    await option.click();
    await page.getByRole('link', { name: 'Maquettes d’un espace client' }).waitFor();
    await page.getByText('À jour').waitFor();
    expect(await isMarked(page)).toBe(true);
    await close();
  }, 60_000);

  it('nothing moves under somebody who reads further down: what came is offered', async () => {
    const { page } = reader;
    await page.getByRole('link', { name: /lot 5$/ }).scrollIntoViewIfNeeded();
    await page.mouse.wheel(0, 600);
    await page.waitForFunction('window.scrollY > 300');
    const before = await topOf(page, 'Développement NestJS, lot 5');
    await aPublishedMission(town.employer, 'Développeuse NestJS et PostgreSQL', BEST);
    const offer = page.getByRole('button', { name: '1 nouvelle mission – afficher' });
    await offer.waitFor();
    expect(await topOf(page, 'Développement NestJS, lot 5')).toBe(before);
    expect(await page.getByRole('link', { name: 'Développeuse NestJS et PostgreSQL' }).count()).toBe(0);
    expect(await axe(page)).toEqual([]);
    await offer.click();
    await page.getByRole('link', { name: 'Développeuse NestJS et PostgreSQL' }).waitFor();
    expect(await offer.count()).toBe(0);
    expect(await isMarked(page)).toBe(true);
  }, 60_000);

  it('a list is computed again on request, and the word for it follows', async () => {
    const { page } = reader;
    const worker = windows.stage.db.createQueryRunner();
    await worker.query(`select pg_advisory_lock($1)`, [LOCK]);
    await page.getByRole('button', { name: 'Recalculer maintenant' }).click();
    await page.getByText('Calcul en cours').waitFor();
    expect(await page.getByRole('button', { name: 'Recalculer maintenant' }).isDisabled()).toBe(true);
    await worker.query(`select pg_advisory_unlock($1)`, [LOCK]);
    await worker.release();
    await page.getByText('À jour').waitFor();
    expect(await isMarked(page)).toBe(true);
    expect(await shifted(page)).toBeLessThan(0.02);
    expect(reader.complaints).toEqual([]);
  }, 60_000);

  it('an application rings the bell of the employer and offers the new ranking, whose sheet stays', async () => {
    const mission = await aPublishedMission(town.employer, 'Reprise d’un service NestJS');
    await windows.stage.settle();
    const { page, complaints, close } = await windows.window(town.employer);
    await page.goto(`/app/missions/${mission}/candidats`);
    await page.getByRole('complementary').getByRole('heading', { name: 'Camille R.' }).waitFor();
    await mark(page);
    expect(await page.getByRole('link', { name: /non lue/ }).count()).toBe(0);
    await anApplication(town.freelancer, mission, { message: 'Disponible tout de suite.' });
    await page.getByRole('link', { name: 'Nouvelles 1 non lue' }).click();
    await page.getByRole('link', { name: /Reprise d’un service NestJS/ }).waitFor();
    await page.getByRole('button', { name: 'Tout marquer comme lu' }).click();
    await page.getByRole('link', { name: 'Nouvelles', exact: true }).waitFor();
    expect(await isMarked(page)).toBe(true);
    expect(complaints).toEqual([]);
    await close();
  }, 60_000);

  it('what waits for a decision is counted in the menu, until another administrator took it', async () => {
    const { stage } = windows;
    const [admin, other] = [
      await aPerson(stage, { platformRole: 'ADMIN' }),
      await aPerson(stage, { name: 'Dominique Faure', platformRole: 'ADMIN' }),
    ];
    const { page, close } = await windows.window(admin);
    await page.goto('/app/competences-voisines');
    await page.getByText('Rien n’a encore été calculé').waitFor();
    await mark(page);
    const id = newId();
    await stage.db.query(
      `insert into neighbour_learning (id, state, trigger, computed_at, people, pairs, added, nearer, farther, gone)
       values ($1, 'PROPOSED', 'WEEK', now(), 40, 1, 1, 0, 0, 0)`,
      [id],
    );
    const menu = page.getByRole('navigation').getByRole('link', { name: /^Compétences/ });
    await menu.getByText('1 à décider').waitFor();
    await page.getByRole('button', { name: 'Activer', exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await other.browser.post(`/api/operations/neighbour-learnings/${id}/discard`);
    await menu.getByText('1 à décider').waitFor({ state: 'detached' });
    await page
      .getByText(/^Écarté par Dominique Faure/)
      .first()
      .waitFor();
    expect(await isMarked(page)).toBe(true);
    await close();
  }, 60_000);

  it('without the stream the facts are asked for, once a minute', async () => {
    const { page, close } = await windows.window(town.employer);
    await page.clock.install();
    await page.route('**/api/events*', async (route) => {
      const streamed = (await route.request().headerValue('accept'))?.includes('text/event-stream');
      await (streamed ? route.fulfill({ status: 503 }) : route.continue());
    });
    const asked = () => page.waitForResponse((answer) => answer.url().includes('/api/events') && answer.ok());
    const first = asked();
    await page.goto('/app/');
    await first;
    const mission = await aPublishedMission(town.employer, 'Une mission de plus');
    await anApplication(town.freelancer, mission, { message: 'Bonjour.' });
    await windows.stage.settle();
    expect(await page.getByRole('link', { name: /non lue/ }).count()).toBe(0);
    await page.clock.fastForward(61_000);
    await page.getByRole('link', { name: 'Nouvelles 1 non lue' }).waitFor();
    await close();
  }, 60_000);
});
