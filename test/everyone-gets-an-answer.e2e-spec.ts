import type { StoredEvent } from '#libs/outbox/outbox';
import { ApplicationCascade } from '../src/applications/application.cascade';
import { ApplicationNudges, OfferLapse } from '../src/applications/application.clockwork';
import { LettersConsumer } from '../src/notifications/letters.consumer';
import {
  aFreelancer,
  aMission,
  anApplication,
  anEmployer,
  anOfferedApplication,
  type Freelancer,
  type Member,
} from './build/a-cast';
import { Stage } from './stage/stage';

describe('everyone gets an answer', () => {
  let stage: Stage;
  let employer: Member;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    employer = await anEmployer(stage);
  });
  afterAll(() => stage.close());

  const mailsTo = async (who: { email: string }): Promise<string[]> =>
    (
      await stage.db.query<{ subject: string }[]>(
        `select subject from demo_mail where recipient = $1 order by received_at`,
        [who.email],
      )
    ).map((row) => row.subject.split('\u202f')[0]!);
  const stateOf = async (id: string): Promise<string> =>
    (await stage.db.query<[{ state: string }]>(`select state from application where id = $1`, [id]))[0].state;
  /** The event as its consumers receive it. */
  const recorded = async (type: string, id: string): Promise<StoredEvent> =>
    (
      await stage.db.query<[StoredEvent]>(
        `select id, type, aggregate_id as "aggregateId", payload, created_at as "createdAt" from outbox
         where type = $1 and aggregate_id = $2`,
        [type, id],
      )
    )[0];
  const older = (id: string, days: number) =>
    stage.db.query(
      `update application set clock_started_at = clock_started_at - make_interval(days => $2), answer_due_at = answer_due_at - make_interval(days => $2) where id = $1`,
      [id, days],
    );
  const nudges = () => stage.get(ApplicationNudges).run();

  it('when the mission closes, once each, however often the cascade runs', async () => {
    const missionId = await aMission(stage, employer);
    const people: Freelancer[] = [];
    const ids: string[] = [];
    for (let index = 0; index < 120; index += 1) {
      const person = await aFreelancer(stage, 'Personne Qui Attend');
      people.push(person);
      ids.push(await anApplication(person, missionId));
    }
    await stage.settle(60_000);
    const closed = await employer.browser.post(`/api/missions/${missionId}/closure`, {
      reason: 'CANCELLED',
      channel: 'NONE',
    });
    expect(closed.status).toBe(200);
    await stage.settle(60_000);
    const event = await recorded('mission.closed', missionId);
    const again = () => stage.db.transaction((tx) => stage.get(ApplicationCascade).handle(event, tx));
    await Promise.all([again(), again()]);
    await again();
    await stage.settle(60_000);
    const [count] = await stage.db.query<object[]>(
      `select count(*) filter (where state = 'OBSOLETE')::int as ended, count(*)::int as sent,
         (select count(*)::int from transition_log t join application a on a.id = t.aggregate_id
          where a.mission_id = $1 and t.move = 'make-obsolete') as logged,
         (select count(*)::int from outbox o join application a on a.id = o.aggregate_id
          where a.mission_id = $1 and o.type = 'application.made-obsolete') as told
       from application where mission_id = $1`,
      [missionId],
    );
    expect(count).toEqual({ ended: 120, sent: 120, logged: 120, told: 120 });
    for (const person of [people[0]!, people[60]!, people[119]!])
      expect(await mailsTo(person)).toEqual(['Candidature envoyée', 'Fin de la mission']);
    expect((await people[0]!.browser.get('/api/me/notifications')).body.items.map((item) => item.kind)).toEqual([
      'application-obsolete',
      'application-received',
    ]);
  }, 120_000);

  it('with reminders to the employer on days 3, 7 and 14, and a plain word on day 30', async () => {
    const missionId = await aMission(stage, employer);
    const person = await aFreelancer(stage, 'Lina Moreau');
    const id = await anApplication(person, missionId);
    const reminders = async () => {
      await stage.settle();
      const rows = await stage.db.query<{ day: string }[]>(
        `select params ->> 'day' as day from email where aggregate_id = $1 and template = 'employer-reminder' order by created_at`,
        [id],
      );
      return rows.map((row) => Number(row.day));
    };
    await nudges();
    expect(await reminders()).toEqual([]);
    await older(id, 3);
    await Promise.all([nudges(), nudges(), nudges()]);
    expect(await reminders()).toEqual([3]);
    await older(id, 4);
    await nudges();
    await nudges();
    expect(await reminders()).toEqual([3, 7]);
    await older(id, 7);
    await nudges();
    expect(await reminders()).toEqual([3, 7, 14]);
    await older(id, 15);
    expect(await stateOf(id)).toBe('SUBMITTED');
    await older(id, 1);
    await Promise.all([nudges(), nudges()]);
    expect(await stateOf(id)).toBe('EXPIRED');
    await stage.settle();
    expect((await mailsTo(person)).filter((subject) => subject.startsWith('Sans réponse'))).toHaveLength(1);
    const page = await person.browser.get(`/api/applications/${id}`);
    expect(page.body.timeline.at(-1)).toMatchObject({ move: 'expire', by: 'SYSTEM' });
  });

  it('and only the last reminder after the worker was away', async () => {
    const missionId = await aMission(stage, employer);
    const id = await anApplication(await aFreelancer(stage, 'Rosa Klein'), missionId);
    await older(id, 20);
    await nudges();
    await stage.settle();
    const rows = await stage.db.query<{ payload: { day: number } }[]>(
      `select payload from outbox where aggregate_id = $1 and type = 'application.nudge-due'`,
      [id],
    );
    expect(rows.map((row) => row.payload.day)).toEqual([14]);
  });

  it('and an offer nobody answers lapses after seven days, the application kept', async () => {
    const missionId = await aMission(stage, employer);
    const person = await aFreelancer(stage, 'Sam Weber');
    const id = await anOfferedApplication(employer, person, missionId);
    const lapse = () => stage.get(OfferLapse).run();
    expect(await lapse()).toEqual({ lapsed: 0 });
    await stage.db.query(`update engagement set lapses_at = now() where application_id = $1`, [id]);
    expect((await person.browser.post(`/api/applications/${id}/offer/acceptance`)).problem.code).toBe('offer/lapsed');
    const runs = await Promise.all([lapse(), lapse(), lapse()]);
    expect(runs.reduce((sum, run) => sum + (run.lapsed ?? 0), 0)).toBe(1);
    expect(await stateOf(id)).toBe('SHORTLISTED');
    await stage.settle();
    expect((await mailsTo(person)).filter((subject) => subject.startsWith('L’offre est arrivée'))).toHaveLength(1);
  });

  it('and the same event read twice at once writes one letter', async () => {
    const missionId = await aMission(stage, employer);
    const person = await aFreelancer(stage, 'Ivan Costa');
    const id = await anApplication(person, missionId);
    await stage.settle();
    const event = await recorded('application.submitted', id);
    const letters = stage.get(LettersConsumer);
    const read = () => stage.db.transaction((tx) => letters.handle(event, tx));
    await Promise.all([read(), read(), read()]);
    await stage.settle();
    const rows = await stage.db.query<object[]>(
      `select template, state from email where aggregate_id = $1 order by template`,
      [id],
    );
    expect(rows).toEqual([
      { template: 'application-received', state: 'SENT' },
      { template: 'employer-application', state: 'SENT' },
    ]);
    expect(await mailsTo(person)).toEqual(['Candidature envoyée']);
  });
});
