import { aDemoTown, type DemoPeople } from '../build/a-demo-town';
import { axe, overflows, Windows } from './windows';

const OUT = '/tmp/look';
describe('look', () => {
  let windows: Windows;
  let town: DemoPeople;
  beforeAll(async () => {
    windows = await Windows.open();
    town = await aDemoTown(windows.stage, { profiles: 150, missions: 40 });
  }, 180_000);
  afterAll(() => windows.close());

  it('shoots', async () => {
    const missions = (await town.adviser.browser.get('/api/search/missions?q=communication')).body.items;
    const mission = missions[0]?.id;
    const people = (await town.adviser.browser.get(`/api/search/profiles?mission=${mission}&sort=MATCH`)).body.items;
    await town.adviser.browser.put('/api/search/verdicts', { profileId: people[0].id, mission, verdict: 'KEPT', comment: 'À rappeler lundi' });
    await town.adviser.browser.put('/api/search/verdicts', { profileId: people[1].id, mission, verdict: 'REJECTED', comment: 'Déjà en poste' });
    const saved = [];
    for (const [name, query, frequency, shared] of [
      ['Communication à Lyon', { q: 'communication', place: 'Lyon', km: '100', mission }, 'DAILY', true],
      ['Développement web', { q: 'développeur web', rateMax: '500', remote: 'REMOTE' }, 'WEEKLY', false],
    ] as const) saved.push((await town.adviser.browser.post('/api/saved-searches', { scope: 'PROFILES', name, query, frequency, shared })).body);
    await windows.stage.db.query('delete from saved_search_hit where search_id = $1', [saved[1].id]);
    await town.agencyAdmin.browser.post('/api/saved-searches', { scope: 'MISSIONS', name: 'Missions du Rhône', query: { departements: '69' }, shared: true });
    for (const width of [1440, 390]) {
      const { page, complaints } = await windows.window(town.adviser, { width });
      const shots: Record<string, string> = {
        mission: `/app/candidats?mission=${mission}`,
        rejected: `/app/candidats?mission=${mission}&verdict=REJECTED`,
        opened: `/app/candidats?q=communication&recherche=${saved[0].id}`,
        searches: '/app/recherches',
      };
      for (const [name, url] of Object.entries(shots)) {
        await page.goto(url);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        await page.screenshot({ path: `${OUT}/${name}-${width}.png` });
        process.stdout.write(`${name} ${width} axe ${JSON.stringify(await axe(page))} overflow ${await overflows(page)}\n`);
      }
      await page.goto(shots.opened!);
      await page.getByRole('button', { name: 'Enregistrer la recherche' }).click();
      await page.getByRole('dialog').waitFor();
      await page.waitForTimeout(400);
      await page.screenshot({ path: `${OUT}/save-${width}.png` });
      process.stdout.write(`save axe ${JSON.stringify(await axe(page))}\n`);
      process.stdout.write(JSON.stringify(complaints) + '\n');
    }
  }, 120_000);
});
