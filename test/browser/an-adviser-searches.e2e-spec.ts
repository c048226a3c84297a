import type { Page } from 'playwright-core';
import { aFreelancerWho } from '../build/a-cast';
import { aPublishedMission, aTownToLookAt, type Town } from './a-town-to-look-at';
import { Windows, type Window } from './windows';

const TITLE = 'Développeuse NestJS pour une équipe de paiement';
const WORDS = 'Recherche «\u00a0NestJS à Lyon\u00a0»';

const row = (page: Page, name: string) => page.getByRole('article').filter({ hasText: name });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });

describe('an adviser searches, in the browser', () => {
  let windows: Windows;
  let town: Town;
  let desk: Window;
  beforeAll(async () => {
    windows = await Windows.open();
    town = await aTownToLookAt(windows.stage);
    await aPublishedMission(town.employer, TITLE);
    await aFreelancerWho(windows.stage, 'Yanis Moreau', {
      headline: 'Développeur NestJS',
      skills: [{ label: 'NestJS', level: 2, years: 2 }],
      place: 'Villeurbanne',
      dailyRateMin: 420,
      availabilityStatus: 'NOW',
    });
    await windows.stage.settle();
    desk = await windows.window(town.adviser);
  }, 60_000);
  afterAll(() => windows.close());

  it('chooses a mission and reads the people by how well they fit', async () => {
    const { page } = desk;
    await page.goto('/app/candidats');
    await row(page, 'Camille R.').waitFor();
    expect(await page.getByText('/ 100').count()).toBe(0);
    await page.getByRole('textbox', { name: 'Classer pour une mission' }).fill('paiement');
    await page.getByRole('option', { name: new RegExp(TITLE) }).click();
    await page.getByRole('link', { name: TITLE }).waitFor();
    await row(page, 'Camille R.').getByText('/ 100').waitFor();
    for (const [place, name] of ['Camille R.', 'Yanis M.'].entries())
      await page.getByRole('article').nth(place).getByRole('heading', { name }).waitFor();
  });

  it('goes through them with the keyboard, sets one aside, takes it back', async () => {
    const { page } = desk;
    // Out of the field where the mission was typed: there, letters are words.
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('j');
    const sheet = page.getByRole('complementary', { name: 'Détail du candidat' });
    await sheet.getByRole('heading', { name: 'Yanis M.' }).waitFor();
    await button(page, 'Écarter').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Pourquoi').fill('Cherche un temps partiel.');
    await dialog.getByRole('button', { name: 'Écarter' }).click();
    await row(page, 'Yanis M.').waitFor({ state: 'detached' });
    await button(page, 'Revoir les écartés (1)').click();
    await row(page, 'Yanis M.').getByText('Cherche un temps partiel.').waitFor();
    await button(page, 'Revenir à tous').click();
    await row(page, 'Yanis M.').waitFor({ state: 'detached' });
    await page.getByRole('status').getByRole('button', { name: 'Annuler' }).click();
    await row(page, 'Yanis M.').waitFor();
    expect(await button(page, /Revoir les écartés/).count()).toBe(0);
  });

  it('keeps one, sees by whom, takes the verdict back where it stands', async () => {
    const { page } = desk;
    await row(page, 'Camille R.').getByRole('link').click();
    await button(page, 'Garder').click();
    await row(page, 'Camille R.').getByText('par Claire Aubry').waitFor();
    await button(page, 'Revenir sur cet avis').click();
    await row(page, 'Camille R.').getByText('par Claire Aubry').waitFor({ state: 'detached' });
  });

  it('saves a search, is told what is new in it until it is opened, and may take a removal back', async () => {
    const { page } = desk;
    await page.goto('/app/candidats?q=NestJS&place=Lyon&km=50');
    await row(page, 'Yanis M.').waitFor();
    await button(page, 'Enregistrer la recherche').click();
    await page.getByLabel('Nom').fill('NestJS à Lyon');
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText(WORDS).waitFor();
    await aFreelancerWho(windows.stage, 'Nora Petit', {
      headline: 'Développeuse NestJS',
      skills: [{ label: 'NestJS', level: 3, years: 4 }],
      place: 'Lyon',
    });
    await windows.stage.settle();
    await page.getByRole('link', { name: 'Recherches' }).click();
    await page.reload();
    await row(page, 'NestJS à Lyon').getByText('1 nouveau').waitFor();
    await page.getByRole('link', { name: 'NestJS à Lyon' }).click();
    await row(page, 'Nora P.').waitFor();
    await page.getByRole('link', { name: 'Recherches' }).click();
    await row(page, 'NestJS à Lyon').getByText('1 nouveau').waitFor({ state: 'detached' });
    await page.getByLabel('Me prévenir par courriel : NestJS à Lyon').selectOption('Jamais');
    await button(page, /^Supprimer/).click();
    await page.getByText('Vous n’avez pas encore de recherche enregistrée').waitFor();
    await page.getByRole('status').getByRole('button', { name: 'Annuler' }).click();
    await row(page, 'NestJS à Lyon').waitFor();
    expect(desk.complaints).toEqual([]);
  });
});
