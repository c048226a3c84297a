import { aFreelancer, aMission, anEmployer, anOfferedApplication, type Freelancer, type Member } from './build/a-cast';
import { Stage } from './stage/stage';

const RUNNERS = 60;

describe('sixty people accept at the same time', () => {
  let stage: Stage;
  let employer: Member;
  let people: Freelancer[];
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    employer = await anEmployer(stage);
    people = [];
    for (let index = 0; index < RUNNERS; index += 1)
      people.push(await aFreelancer(stage, `Coureur ${String.fromCodePoint(97 + (index % 26))}`));
  }, 60_000);
  afterAll(() => stage.close());

  it.each([1, 3])(
    'and %i of them are engaged, never one more',
    async (seats) => {
      const missionId = await aMission(stage, employer, { seats });
      const ids: string[] = [];
      for (const person of people) ids.push(await anOfferedApplication(employer, person, missionId));
      const accept = async (person: Freelancer, index: number) => {
        const path = `/api/applications/${ids[index]}/offer/acceptance`;
        let answer = await person.browser.post(path);
        // A machine too busy says so, and one asks again.
        while (answer.status === 503) answer = await person.browser.post(path);
        return answer;
      };
      const answers = await Promise.all(people.map(accept));
      const hired = answers.filter((answer) => answer.status === 200);
      expect(hired).toHaveLength(seats);
      const refused = answers.filter((answer) => answer.status !== 200);
      expect(new Set(refused.map((answer) => `${answer.status} ${answer.problem.code}`))).toEqual(
        new Set(['409 offer/seats-taken']),
      );

      const [mission] = await stage.db.query<object[]>(`select state, seats_filled from mission where id = $1`, [
        missionId,
      ]);
      expect(mission).toEqual({ state: 'FILLED', seats_filled: seats });
      await stage.settle(60_000);
      const states = await stage.db.query<object[]>(
        `select state, count(*)::int as count from application where mission_id = $1 group by state order by state`,
        [missionId],
      );
      expect(states).toEqual([
        { state: 'ACCEPTED', count: seats },
        { state: 'OBSOLETE', count: RUNNERS - seats },
      ]);
      const engagements = await stage.db.query<object[]>(
        `select state, count(*)::int as count from engagement where mission_id = $1 group by state order by state`,
        [missionId],
      );
      expect(engagements).toEqual([
        { state: 'LAPSED', count: RUNNERS - seats },
        { state: 'SIGNED', count: seats },
      ]);
      const [told] = await stage.db.query<object[]>(
        `select count(*)::int as mails, count(distinct e.aggregate_id)::int as applications
       from email e join application a on a.id = e.aggregate_id
       where a.mission_id = $1 and e.template = 'application-obsolete' and e.state = 'SENT'`,
        [missionId],
      );
      expect(told).toEqual({ mails: RUNNERS - seats, applications: RUNNERS - seats });

      const loser = people[answers.findIndex((answer) => answer.status !== 200)]!;
      const kept = (await loser.browser.get('/api/me/applications?group=OVER')).body.items.find(
        (item) => item.mission.id === missionId,
      );
      expect(kept).toMatchObject({ state: 'OBSOLETE', mission: { state: 'FILLED' } });
    },
    120_000,
  );
});
