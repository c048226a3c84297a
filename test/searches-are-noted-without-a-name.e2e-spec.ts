import { now } from '#libs/kernel/clock';
import { SearchLog, SearchLogPurge } from '../src/discovery/search-log';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { anEmployer, type Member } from './build/a-cast';
import { aPerson } from './build/a-person';
import { Stage } from './stage/stage';

interface Row {
  hour: Date;
  words: string;
  filters: object;
  hits: number;
  degraded: boolean;
}

describe('searches are noted without a name', () => {
  let stage: Stage;
  let employer: Member;
  beforeAll(async () => {
    stage = await Stage.open();
    await seedTaxonomy(stage.db);
    employer = await anEmployer(stage);
  });
  afterAll(() => stage.close());

  const rows = async () => {
    await stage.get(SearchLog).flush();
    return stage.db.query<Row[]>(`select * from search_log order by char_length(words)`);
  };

  it('keeps words of the referential, coarse filters and the hour: no person, no name, no second', async () => {
    const address =
      '/api/search/profiles?q=Camille%20Roux%20camille%40example.org%20React&place=Lyon&km=42&rateMax=523';
    expect((await employer.browser.get(address)).status).toBe(200);
    expect((await stage.browser().get('/api/search/missions?q=zzzzqqqq')).status).toBe(200);
    const [unknown, react, ...more] = await rows();
    expect(more).toEqual([]);
    expect(unknown).toMatchObject({ words: '…', hits: 0, degraded: false, filters: {} });
    expect(react).toMatchObject({ words: 'react …', hits: 0, filters: { km: 50, rateMax: 500 } });
    expect([react?.hour.getUTCMinutes(), react?.hour.getUTCSeconds()]).toEqual([0, 0]);
    expect(Object.keys(react ?? {}).sort()).toEqual(
      ['hour', 'kind', 'words', 'filters', 'hits', 'widened', 'degraded', 'took_ms'].sort(),
    );
    expect(JSON.stringify(react)).not.toMatch(/camille|roux|example|lyon/i);
  });

  it('notes a search once, not each of its pages, nor searches that were refused', async () => {
    const before = (await rows()).length;
    expect((await stage.browser().get('/api/search/missions?km=20')).status).toBe(422);
    expect((await rows()).length).toBe(before);
  });

  it('tells administrators what found nothing, and nobody else anything', async () => {
    const admin = await aPerson(stage, { platformRole: 'ADMIN' });
    for (let times = 0; times < 2; times += 1) await stage.browser().get('/api/search/missions?q=kubernetes');
    await rows();
    const { body, status } = await admin.browser.get('/api/operations/searches?days=7');
    expect(status).toBe(200);
    expect(body).toMatchObject({ days: 7, searches: 4, withoutResult: 1, degraded: 0 });
    expect(body.emptiest[0]).toEqual({ kind: 'mission', words: 'kubernetes', filters: [], count: 2 });
    expect((await admin.browser.get('/api/operations/searches?days=400')).status).toBe(400);
    expect((await employer.browser.get('/api/operations/searches')).status).toBe(403);
  });

  it('is forgotten after 180 days', async () => {
    await rows();
    const at = (days: number) => new Date(now().getTime() - days * 86_400_000);
    await stage.db.query(
      `insert into search_log (hour, kind, words, hits, widened, degraded, took_ms)
       select hour, 'mission', 'react', 1, false, false, 3 from unnest($1::timestamptz[]) as hour`,
      [[at(181), at(400), at(179)]],
    );
    expect(await stage.get(SearchLogPurge).run()).toEqual({ notes: 2 });
  });

  it('costs a search nothing when it cannot be written', async () => {
    await stage.db.query(`alter table search_log rename to search_log_away`);
    expect((await stage.browser().get('/api/search/missions?q=react')).status).toBe(200);
    await stage.get(SearchLog).flush();
    await stage.db.query(`alter table search_log_away rename to search_log`);
    expect((await stage.browser().get('/api/search/missions?q=react')).status).toBe(200);
  });
});
