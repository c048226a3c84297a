import { type BusyTown, aBusyTown } from './a-town-to-look-at';
import { Windows } from './windows';

describe('what if', () => {
  let windows: Windows;
  let town: BusyTown;
  beforeAll(async () => {
    windows = await Windows.open();
    town = await aBusyTown(windows.stage);
    await windows.stage.settle();
  }, 60_000);
  afterAll(() => windows.close());

  it('takes an adviser from a skill to the person it would help', async () => {
    const { page, complaints, close } = await windows.window(town.adviser);
    await page.goto('/app/portefeuille');
    await page.getByRole('link', { name: 'Et si… une compétence de plus' }).click();
    await page.getByText('Calculé pour 1 personne').waitFor();
    const skill = page.getByRole('article').filter({ hasText: 'Kubernetes' });
    await skill.getByText('1 mission s’ouvrirait').waitFor();
    await skill.getByText('Voir cette personne').click();
    await skill.getByRole('link', { name: 'Camille Roche' }).click();
    await page.getByRole('heading', { name: 'Camille Roche' }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('tells an employer what a draft costs before it is published, and takes them to its change', async () => {
    const { page, complaints, close } = await windows.window(town.rival);
    const draft = await town.rival.browser.post('/api/missions', {
      title: 'Développeur NestJS pour un port',
      skills: [{ label: 'NestJS' }, { label: 'Kubernetes', must: true }],
    });
    await page.goto(`/app/missions/${draft.body.id}`);
    await page.getByRole('link', { name: 'Avant de publier' }).click();
    await page.getByText('Personne ne convient à la mission telle qu’elle est écrite.').waitFor();
    await page
      .getByRole('article')
      .filter({ hasText: 'Si « Kubernetes » n’était plus indispensable' })
      .getByText('une ou deux personnes de plus')
      .waitFor();
    await page.getByRole('link', { name: 'Modifier' }).click();
    await page.getByLabel('Importance de Kubernetes').selectOption({ label: 'Demandée' });
    await page.getByRole('button', { name: 'Enregistrer le brouillon' }).click();
    await page.getByRole('link', { name: 'Avant de publier' }).click();
    await page.getByText('Une ou deux personnes pourraient convenir').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it('leads a freelancer from the skill that opens a mission to that mission, with the field already filled', async () => {
    const { page, complaints, close } = await windows.window(town.freelancer);
    await page.goto('/app/');
    await page.getByRole('link', { name: 'Ce qui vous ouvrirait plus de missions' }).click();
    await page.getByText('2 missions vous sont ouvertes aujourd’hui.').waitFor();
    const skill = page.getByRole('article').filter({ hasText: 'Avec « Kubernetes »' });
    await skill.getByText('1 mission de plus').waitFor();
    await skill.getByText('Voir cette mission').click();
    await skill.getByRole('link', { name: 'Développeur NestJS pour une régie' }).waitFor();

    await skill.getByRole('link', { name: 'Ajouter à mon profil' }).click();
    await page.getByRole('option', { name: 'Kubernetes', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('Niveau en Kubernetes').waitFor();
    await page.getByText(/^Enregistré/).waitFor();

    await page.goBack();
    await page.getByText('3 missions vous sont ouvertes aujourd’hui.').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
