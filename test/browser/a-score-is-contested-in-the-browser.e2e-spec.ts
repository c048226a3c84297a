import type { Locator, Page } from 'playwright-core';
import { MatchNightly } from '../../src/matching/refresh.jobs';
import { aPublishedMission, aTownToLookAt, type Town } from './a-town-to-look-at';
import { type Window, Windows } from './windows';

const TITLE = 'Développeur NestJS pour un réseau de chaleur';
const REASON = 'Kafka montré en entretien, référence appelée';

/** «12,5 sur 16» → 12.5, of every criterion of a side. */
async function pointsOf(side: Locator): Promise<number[]> {
  const said = await side.locator('.joint-head .joint-status, .joint-total').allInnerTexts();
  return said.flatMap((text) => {
    const [, points] = /([\d,]+) sur [\d,]+/.exec(text) ?? [];
    return points === undefined ? [] : [Number(points.replace(',', '.'))];
  });
}

/** The side under this title, and the figure out of a hundred beside it. */
async function sideOf(page: Page, title: string): Promise<{ total: number; sum: number }> {
  const side = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
    .last();
  const [, total] = /(\d+) sur 100/.exec(await side.innerText()) ?? [];
  return { total: Number(total), sum: (await pointsOf(side)).reduce((sum, points) => sum + points, 0) };
}

describe('a score is contested, in the browser', () => {
  let windows: Windows;
  let town: Town;
  let freelancer: Window;
  let adviser: Window;
  let missionId: string;
  let before: number;
  beforeAll(async () => {
    windows = await Windows.open();
    town = await aTownToLookAt(windows.stage);
    missionId = await aPublishedMission(town.employer, TITLE, {
      skills: [{ label: 'NestJS' }, { label: 'PostgreSQL' }, { label: 'Kafka' }],
    });
    await windows.stage.settle();
    freelancer = await windows.window(town.freelancer);
    adviser = await windows.window(town.adviser);
  }, 60_000);
  afterAll(() => windows.close());

  const scoreOn = async (page: Page) => Number(await page.locator('.score-large .score-figure').first().innerText());
  const openMission = async (page: Page) => {
    await page.goto(`/app/missions/${missionId}`);
    await page.getByRole('heading', { name: /^Adéquation/ }).waitFor();
  };

  it('is opened, read on both sides, and adds up', async () => {
    const { page } = freelancer;
    await openMission(page);
    before = await scoreOn(page);
    const sides = [await sideOf(page, 'Ce que la mission demande'), await sideOf(page, 'Ce que vous souhaitez')];
    for (const { total, sum } of sides) {
      expect(sum).toBeGreaterThan(0);
      expect(Math.round(sum)).toBe(total);
    }
    const [asked, wished] = sides.map(({ sum }) => sum) as [number, number];
    expect(Math.abs((2 * asked * wished) / (asked + wished) - before)).toBeLessThanOrEqual(0.6);
  }, 30_000);

  it('has one criterion contested with a sentence', async () => {
    const { page } = freelancer;
    await page.getByRole('button', { name: 'Signaler une erreur' }).click();
    await page.getByLabel('Point inexact').selectOption('Compétences requises');
    await page.getByLabel('Ce qui est inexact').fill('Kafka est dans deux de mes missions.');
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByText('Erreur signalée.').waitFor();
    await page.getByText(/«.Compétences requises.» signalé/).waitFor();
    // Said twice, it is refused with a sentence and what was typed stays.
    await page.getByRole('button', { name: 'Signaler une erreur' }).click();
    await page.getByLabel('Point inexact').selectOption('Compétences requises');
    await page.getByLabel('Ce qui est inexact').fill('Encore une fois, Kafka.');
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByRole('alert').getByText('déjà signalé').waitFor();
    expect(await page.getByLabel('Ce qui est inexact').inputValue()).toBe('Encore une fois, Kafka.');
    await page.getByRole('button', { name: 'Annuler' }).click();
  }, 30_000);

  it('is answered by the adviser with a decision and its reason', async () => {
    const { page } = adviser;
    await page.goto('/app/');
    await page.getByRole('link', { name: 'Signalements' }).click();
    await page.getByText('Kafka est dans deux de mes missions.').waitFor();
    await page.getByRole('button', { name: 'Répondre' }).click();
    await page.getByLabel('Je décide autrement').check();
    await page.getByLabel('Explication').fill('Les deux missions citées le montrent.');
    await page.getByLabel('Motif de la décision').fill(REASON);
    await page.getByRole('dialog').getByRole('button', { name: 'Répondre' }).click();
    await page.getByText('Aucun signalement n’attend votre réponse').waitFor();
  }, 30_000);

  it('counts in every score, with its reason, and still does when everything is computed anew', async () => {
    const { page } = freelancer;
    await windows.stage.settle();
    for (const table of ['mission_match', 'profile_match']) await windows.stage.db.query(`delete from ${table}`);
    await windows.stage.get(MatchNightly).run();
    await windows.stage.settle();
    await openMission(page);
    await page.getByRole('heading', { name: 'Décidé par une personne' }).waitFor();
    await page.getByText(REASON).waitFor();
    const after = await scoreOn(page);
    expect(after).toBeGreaterThan(before);
    await page.goto('/app/');
    const row = page.getByRole('article').filter({ hasText: TITLE });
    await row.locator('.score-figure', { hasText: new RegExp(`^${after}$`) }).waitFor();
    await page.goto('/app/signalements');
    await page.getByText('Décidé autrement').waitFor();
    await page.getByRole('button', { name: 'Mettre fin à la décision' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Mettre fin à la décision' }).click();
    await page.getByText('le calcul vaut de nouveau').waitFor();
    await windows.stage.settle();
    await openMission(page);
    expect(await scoreOn(page)).toBe(before);
  }, 60_000);

  it('leads to the page that says how the ranking works', async () => {
    const { page } = freelancer;
    await page.getByRole('link', { name: 'Comment le classement fonctionne' }).click();
    await page.getByRole('heading', { name: 'Comment le classement fonctionne', level: 1 }).waitFor();
    await page.getByText('Compétence indispensable absente').waitFor();
  }, 30_000);
});
