import type { Page } from 'playwright-core';
import { aTownToLookAt, type Town } from './a-town-to-look-at';
import { axe, Windows, type Window } from './windows';

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const TITLE = 'Développeur NestJS pour une plateforme de mobilité';

/** Types into a field with suggestions and takes the one that reads so, with the keyboard. */
async function pick(page: Page, label: string, words: string, typed = words): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().fill(typed);
  const option = page.getByRole('listbox').getByRole('option', { name: words, exact: true });
  await option.waitFor();
  for (let tries = 0; tries < 9 && (await option.getAttribute('data-combobox-selected')) === null; tries++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

describe('a mission, from the first word to the hire, in the browser', () => {
  let windows: Windows;
  let town: Town;
  let employer: Window;
  let freelancer: Window;
  beforeAll(async () => {
    windows = await Windows.open();
    town = await aTownToLookAt(windows.stage);
    employer = await windows.window(town.employer);
    freelancer = await windows.window(town.freelancer);
  }, 60_000);
  afterAll(() => windows.close());

  it('is written and published by the employer', async () => {
    const { page } = employer;
    await page.goto('/app/');
    await page.getByRole('link', { name: 'Publier une mission' }).click();
    await page.getByLabel('Intitulé').fill(TITLE);
    await page.getByLabel('La mission', { exact: true }).fill('Reprendre le service qui calcule les correspondances.');
    for (const skill of ['NestJS', 'PostgreSQL', 'Kubernetes']) {
      await pick(page, 'Ajouter une compétence', skill);
      await page.getByLabel(`Importance de ${skill}`).waitFor();
    }
    await page.getByLabel('Importance de NestJS').selectOption('Indispensable');
    await page.getByLabel('Importance de Kubernetes').selectOption('Appréciée');
    await page.getByLabel('Lieu de travail').selectOption('Hybride');
    await pick(page, 'Ville', 'Lyon (69)', 'Lyon');
    await page.getByLabel('Tarif minimum (€ / jour)').fill('480');
    await page.getByLabel('Tarif maximum (€ / jour)').fill('560');
    await page.getByLabel('Durée (semaines)').fill('26');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Publier', exact: true }).click();
    await page.getByText('Le classement des candidats commence').waitFor();
    await page.getByRole('heading', { name: TITLE, level: 1 }).waitFor();
  }, 60_000);

  it('is recommended to the freelancer within five seconds, with its reasons', async () => {
    const { page } = freelancer;
    const since = performance.now();
    await page.goto('/app/');
    await page.getByRole('link', { name: TITLE }).waitFor();
    expect(performance.now() - since).toBeLessThan(5_000);
    await page.getByText(/2 compétences sur 2/).waitFor();
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('heading', { name: /^Adéquation/ }).waitFor();
    await page.getByText('Ce que la mission demande').waitFor();
    await page.getByText('Ce que vous souhaitez').waitFor();
  }, 30_000);

  it('shows the freelancer among the candidates, with the same reasons', async () => {
    const { page } = employer;
    const pane = page.getByRole('complementary', { name: 'Détail du candidat' });
    await pane.getByText('Développeuse NestJS et PostgreSQL', { exact: true }).waitFor();
    await pane.getByText('La personne apporte').first().waitFor();
    expect(await pane.getByText(/Roche\b/).count()).toBe(0);
  }, 30_000);

  it('is applied to; what was typed survives a reload', async () => {
    const { page } = freelancer;
    await page.getByRole('link', { name: 'Postuler' }).click();
    await page.getByLabel('Message à l’employeur').fill('Je commencerais par mesurer l’heure de pointe.');
    await page.getByRole('heading', { name: 'Ce que l’employeur lira' }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Message à l’employeur').inputValue()).toContain('heure de pointe');
    await page.getByRole('button', { name: 'Envoyer la candidature' }).click();
    await page.getByText('Candidature envoyée').waitFor();
    await page.getByText('Réponse de l’employeur').waitFor();
  }, 30_000);

  it('is moved by the employer to an offer', async () => {
    const { page } = employer;
    await page.getByRole('link', { name: 'Candidatures' }).click();
    await page.getByText('Répondez à la candidature').waitFor();
    await page.getByRole('link', { name: /^Camille R/ }).click();
    await page.getByText('Je commencerais par mesurer l’heure de pointe.').waitFor();
    await page.getByRole('button', { name: 'Présélectionner' }).click();
    await page.getByText('Candidature présélectionnée').waitFor();
    await page.getByRole('button', { name: 'Autres actions' }).click();
    await page.getByRole('button', { name: 'Faire une offre' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Tarif journalier (€ HT)').fill('540');
    await dialog.getByLabel('Nombre de jours').fill('110');
    await dialog.getByLabel('Début').fill(day(40));
    await dialog.getByLabel('Fin').fill(day(220));
    await dialog.getByText(/59\s400/).waitFor();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Envoyer l’offre' }).click();
    await page.getByText('Offre envoyée.').waitFor();
  }, 60_000);

  it('is accepted by the freelancer, and filled', async () => {
    const { page } = freelancer;
    await page.goto('/app/');
    await page.getByText('Une réponse vous attend').waitFor();
    await page.getByRole('link', { name: 'Répondre' }).click();
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('button', { name: 'Accepter l’offre' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Accepter l’offre' }).click();
    await page.getByText('Offre acceptée. L’employeur est prévenu.').waitFor();

    await employer.page.goto('/app/');
    await employer.page.getByText('Pourvue', { exact: true }).last().waitFor();
    expect([...freelancer.complaints, ...employer.complaints]).toEqual([]);
  }, 30_000);
});
