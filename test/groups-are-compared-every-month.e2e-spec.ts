import { parisDate } from '#libs/kernel/clock';
import { ExposureLog } from '../src/fairness/exposure.log';
import { ExposurePurge } from '../src/fairness/exposure.purge';
import { FairnessJob } from '../src/fairness/fairness.job';
import { monthBefore, produceFairnessFile } from '../src/fairness/produce';
import { aFreelancer, aMission, anApplication, anEmployer, type Freelancer, type Member } from './build/a-cast';
import { aPerson, type StagedPerson } from './build/a-person';
import { Stage } from './stage/stage';

const today = parisDate(new Date());
const month = `${today.slice(0, 7)}-01`;

describe('the fairness file of a month', () => {
  let stage: Stage;
  let employer: Member;
  let admin: StagedPerson;
  let people: Freelancer[];
  let mission: string;

  beforeAll(async () => {
    stage = await Stage.open();
    employer = await anEmployer(stage);
    admin = await aPerson(stage, { platformRole: 'ADMIN' });
    mission = await aMission(stage, employer);
    people = [];
    for (let at = 0; at < 20; at++) people.push(await aFreelancer(stage, `Personne ${String.fromCharCode(65 + at)}`));
    const ids = people.map(({ profileId }) => profileId);
    // The first ten work remotely only; the others move, two of them live overseas.
    await stage.db.query(`update profile set remote_modes = '{REMOTE}', departement = '69' where id = any($1)`, [
      ids.slice(0, 10),
    ]);
    await stage.db.query(`update profile set remote_modes = '{HYBRID,ONSITE}', departement = '69' where id = any($1)`, [
      ids.slice(10),
    ]);
    await stage.db.query(`update profile set departement = '974' where id = any($1)`, [ids.slice(18)]);
    // Among the first ten places: three of those who work remotely only in the mission’s list, five of the others in a
    // search for it; one more stands twelfth.
    const log = stage.get(ExposureLog);
    const read = { missionId: mission, organisationId: employer.organisationId, engineVersion: 'test' };
    const at = (place: number) => (profileId: string, after: number) => ({
      profileId,
      place: place + after,
      placeByScore: place + after,
      score: 700,
    });
    log.note({ ...read, list: 'CANDIDATES' }, [...ids.slice(0, 3).map(at(1)), ...ids.slice(3, 4).map(at(12))]);
    log.note({ ...read, list: 'SEARCH' }, ids.slice(10, 15).map(at(1)));
    await log.flush();
    // Five and ten apply; two and six of them are shortlisted, one of the latter accepted, another declined.
    for (const [at, who] of people.entries()) {
      if (at >= 5 && at < 10) continue;
      const id = await anApplication(who, mission);
      const move = async (path: string, body?: object) => {
        const answer = await employer.browser.post(`/api/applications/${id}/${path}`, body);
        expect([path, answer.status]).toEqual([path, 200]);
      };
      if (at < 2 || (at >= 10 && at < 16)) await move('shortlisting');
      if (at === 15) await move('decline', { reason: 'RATE', message: 'Merci.' });
    }
  }, 60_000);
  afterAll(() => stage.close());

  it('counts what happened, group by group, and reckons ratios that can be verified by hand', async () => {
    const { lines, people: counted } = await produceFairnessFile(stage.db, month);
    expect(counted).toBe(20);
    const work = (measure: string) =>
      lines
        .filter((line) => line.measure === measure && line.dimension === 'WORK')
        .map(({ group, people: of, selected, ratio, under }) => [group, of, selected, ratio, under]);
    // 3 of 10 against 5 of 10: 0.6.
    expect(work('SHOWN')).toEqual([
      ['MOBILE', 10, 5, 1000, false],
      ['REMOTE_ONLY', 10, 3, 600, true],
    ]);
    // 5 of 10 against 10 of 10.
    expect(work('PROPOSED')).toEqual([
      ['MOBILE', 10, 10, 1000, false],
      ['REMOTE_ONLY', 10, 5, 500, true],
    ]);
    // Of those who applied: 6 of 10; the other group is five people, of whom nothing is said.
    expect(work('SHORTLISTED')).toEqual([
      ['MOBILE', 10, 6, 1000, false],
      ['REMOTE_ONLY', 5, null, null, false],
    ]);
    expect(
      lines
        .filter(({ dimension }) => dimension === 'OVERSEAS')
        .map(({ group, people: of, selected }) => [group, of, selected]),
    ).toEqual([
      ['NO', 18, 8],
      ['YES', 2, null],
      ['NO', 18, 13],
      ['YES', 2, null],
      ['NO', 13, 8],
      ['YES', 2, null],
      ['NO', 13, 0],
      ['YES', 2, null],
    ]);
  });

  it('rests on the log of decisions: who decided what on which score, with the reason', async () => {
    const rows = await stage.db.query<{ decision: string; reason: string | null; actorId: string }[]>(
      `select decision, reason, actor_id as "actorId" from score_decision where profile_id = $1 order by at`,
      [people[15]!.profileId],
    );
    expect(rows).toEqual([
      { decision: 'PROPOSED', reason: null, actorId: people[15]!.accountId },
      { decision: 'SHORTLISTED', reason: null, actorId: employer.accountId },
      { decision: 'REFUSED', reason: 'RATE', actorId: employer.accountId },
    ]);
  });

  it('is listed, read and downloaded by an administrator of the platform, and by nobody else', async () => {
    const { body: list } = await admin.browser.get('/api/operations/fairness-files');
    expect(list.items).toMatchObject([{ month, provisional: true, people: 20 }]);
    const { id, under } = list.items[0]!;
    const { body: file } = await admin.browser.get(`/api/operations/fairness-files/${id}`);
    expect(file.lines.filter((line) => line.under)).toHaveLength(under);
    const { text, headers } = await admin.browser.get(`/api/operations/fairness-files/${id}/csv`);
    expect(headers['content-disposition']).toBe(`attachment; filename="equite-${month.slice(0, 7)}.csv"`);
    expect(text).toContain(`${month.slice(0, 7)};SHOWN;WORK;REMOTE_ONLY;10;3;300;600;oui`);
    for (const path of ['', `/${id}`, `/${id}/csv`])
      expect((await employer.browser.get(`/api/operations/fairness-files${path}`)).status).toBe(403);
  });

  it('is replaced as long as its month runs, and kept for good once it is over', async () => {
    expect((await produceFairnessFile(stage.db, month)).made).toBe(true);
    const last = monthBefore(today);
    expect(await stage.get(FairnessJob).run()).toMatchObject({ made: 1 });
    expect(await stage.get(FairnessJob).run()).toMatchObject({ made: 0 });
    const files = await stage.db.query<{ month: string }[]>(`select month::text from fairness_file order by month`);
    expect(files.map((row) => row.month)).toEqual([last, month]);
    expect([monthBefore('2026-01-15'), monthBefore('2026-11-30')]).toEqual(['2025-12-01', '2026-10-01']);
  });

  it('outlives what it was made from: showings are erased after twelve months', async () => {
    await stage.db.query(`update score_exposure set shown_on = shown_on - interval '13 months' where profile_id = $1`, [
      people[0]!.profileId,
    ]);
    expect(await stage.get(ExposurePurge).run()).toMatchObject({ showings: 1 });
    expect(await stage.db.query(`select 1 from score_exposure`)).toHaveLength(8);
  });
});
