import { type ApplicationMove, applicationMovePath } from '#libs/contracts/application';
import {
  aColleague,
  aFreelancer,
  aMandate,
  aMission,
  anAdviser,
  anApplication,
  anEmployer,
  anOffer,
  type Freelancer,
  type Member,
} from './build/a-cast';
import { Stage } from './stage/stage';

describe('from application to hire', () => {
  let stage: Stage;
  let employer: Member;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    employer = await anEmployer(stage);
  });
  afterAll(() => stage.close());

  const reads = async (who: { browser: Member['browser'] }, id: string) =>
    (await who.browser.get(`/api/applications/${id}`)).body;
  const does = <Move extends ApplicationMove>(
    who: { browser: Member['browser'] },
    id: string,
    move: Move,
    body?: object,
  ) => who.browser.post(`/api/applications/${id}/${applicationMovePath[move]}`, body);
  const events = async (id: string): Promise<string[]> =>
    (
      await stage.db.query<{ type: string }[]>(
        `select type from outbox where aggregate_id = $1 order by created_at, id`,
        [id],
      )
    ).map(({ type }) => type);

  /** The words of every letter somebody got. Letters leave side by side: which comes last is no one’s promise. */
  const lettersTo = async ({ email }: { email: string }): Promise<string[]> =>
    (
      await stage.db.query<{ words: string }[]>(`select body_text as words from demo_mail where recipient = $1`, [
        email,
      ])
    ).map(({ words }) => words);

  it('goes step by step, each one logged, told and answered with the next moves', async () => {
    const missionId = await aMission(stage, employer, { questions: ['Connaissez-vous NestJS ?'] });
    const camille = await aFreelancer(stage, 'Camille Roche');
    const sent = await camille.browser.post(`/api/missions/${missionId}/applications`, {
      message: 'Je connais votre métier.',
      answers: ['Oui, depuis cinq ans.'],
      proposedRate: 480,
      attachments: [{ title: 'Références', url: 'https://camille.example/references' }],
    });
    expect(sent.status).toBe(201);
    const id = sent.body.id;
    expect(sent.body).toMatchObject({
      state: 'SUBMITTED',
      moves: ['withdraw'],
      nextStep: { who: 'EMPLOYER', what: 'ANSWER', overdue: false },
      answers: [{ question: 'Connaissez-vous NestJS ?', answer: 'Oui, depuis cinq ans.' }],
    });

    const seen = await reads(employer, id);
    expect(seen.contact).toBeNull();
    expect(seen.freelancer.name).not.toContain('Roche');
    expect(seen.viewedAt).not.toBeNull();
    expect(seen.moves).toEqual(['review', 'shortlist', 'hold', 'ask-pool', 'decline', 'comment']);

    expect((await does(employer, id, 'review')).body.state).toBe('UNDER_REVIEW');
    expect((await does(employer, id, 'shortlist')).body.state).toBe('SHORTLISTED');
    const slots = [1, 2].map((days) => ({
      startsAt: new Date(Date.now() + days * 86_400_000).toISOString(),
      minutes: 45,
    }));
    const planned = await does(employer, id, 'interview', {
      mode: 'VIDEO',
      location: 'https://visio.example/x',
      slots,
    });
    expect(planned.body).toMatchObject({ state: 'INTERVIEW', interview: { chosen: null } });
    expect((await camille.browser.get('/api/me/applications?group=TO_ANSWER')).body.items).toHaveLength(1);
    expect((await does(camille, id, 'choose-slot', { slot: 5 })).status).toBe(400);
    expect((await does(camille, id, 'choose-slot', { slot: 3 })).problem.code).toBe('application/slot-unknown');
    expect((await does(camille, id, 'choose-slot', { slot: 1 })).body.interview?.chosen).toBe(1);
    const file = await camille.browser.get(`/api/applications/${id}/interview.ics`);
    expect(file.status).toBe(200);
    expect(file.text).toContain('STATUS:CONFIRMED');

    const offered = await does(employer, id, 'offer', anOffer());
    expect(offered.body).toMatchObject({
      state: 'OFFERED',
      engagement: { state: 'PROPOSED', vigilanceRequired: true },
    });
    expect(offered.body.engagement?.signatures.map((one) => one.party)).toEqual(['EMPLOYER']);
    expect((await does(employer, id, 'decline', { reason: 'RATE' })).status).toBe(409);

    const accepted = await does(camille, id, 'accept-offer');
    expect(accepted.body).toMatchObject({
      state: 'ACCEPTED',
      engagement: { state: 'SIGNED' },
      mission: { state: 'FILLED' },
    });
    expect(accepted.body.engagement?.signatures.map((one) => one.party)).toEqual(['EMPLOYER', 'FREELANCER']);
    expect((await reads(employer, id)).contact).toMatchObject({ name: 'Camille Roche', email: camille.email });

    expect(accepted.body.timeline.map((line) => [line.move, line.by])).toEqual([
      ['submit', 'FREELANCER'],
      ['review', 'EMPLOYER'],
      ['shortlist', 'EMPLOYER'],
      ['interview', 'EMPLOYER'],
      ['choose-slot', 'FREELANCER'],
      ['offer', 'EMPLOYER'],
      ['accept-offer', 'FREELANCER'],
    ]);
    expect(await events(id)).toEqual([
      'application.submitted',
      'application.reviewed',
      'application.shortlisted',
      'application.interview-planned',
      'application.slot-chosen',
      'application.offered',
      'application.accepted',
    ]);
    await stage.settle();
    const mails = await stage.db.query<{ subject: string }[]>(
      `select recipient, subject from demo_mail where recipient = $1`,
      [camille.email],
    );
    expect(mails.map((mail) => mail.subject.split('\u202f')[0]).sort()).toEqual([
      'Candidature envoyée',
      'Choisissez un créneau d’entretien',
      'C’est conclu',
      'Une offre vous attend',
      'Vous êtes présélectionné·e',
    ]);
  });

  it('is sent once, whatever the network does', async () => {
    const missionId = await aMission(stage, employer);
    const who = await aFreelancer(stage, 'Noé Marin');
    const key = 'same-intention-1';
    const send = (message: string) => who.browser.post(`/api/missions/${missionId}/applications`, { message }, { key });
    const [one, two] = await Promise.all([send('Bonjour'), send('Bonjour')]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(one.body.id).toBe(two.body.id);
    expect((await send('Autre')).problem.code).toBe('request/key-reused');
    expect((await who.browser.post(`/api/missions/${missionId}/applications`, {})).problem).toMatchObject({
      status: 409,
      code: 'application/already-open',
      applicationId: one.body.id,
    });
  });

  it('is refused with a reason the person reads, and a word only the adviser reads', async () => {
    const missionId = await aMission(stage, employer);
    const [adviser, person] = [await anAdviser(stage), await aFreelancer(stage, 'Inès Faure')];
    await aMandate(stage, adviser, person);
    const sent = await adviser.browser.post(`/api/missions/${missionId}/applications`, {
      profileId: person.profileId,
      message: 'Une personne que nous connaissons bien.',
      poolConsent: true,
    });
    expect(sent.body).toMatchObject({ state: 'SUBMITTED', sender: { kind: 'ADVISER' }, pool: { agreed: false } });
    const id = sent.body.id;
    expect((await adviser.browser.get('/api/applications')).body.items.map((item) => item.id)).toEqual([id]);
    expect((await person.browser.get('/api/applications')).status).toBe(403);
    expect((await adviser.browser.post(`/api/applications/${id}/review`)).status).toBe(403);
    const declined = await does(employer, id, 'decline', {
      reason: 'RATE',
      message: 'Merci pour votre candidature.',
      adviserMessage: 'À revoir pour un autre budget.',
    });
    expect(declined.body).toMatchObject({ state: 'DECLINED', decision: { reason: 'RATE' } });
    const forPerson = await reads(person, id);
    expect(forPerson).toMatchObject({
      adviserMessage: null,
      decision: { reason: 'RATE', message: 'Merci pour votre candidature.' },
    });
    expect(await reads(adviser, id)).toMatchObject({ adviserMessage: 'À revoir pour un autre budget.' });
    expect((await person.browser.post(`/api/missions/${missionId}/applications`, {})).problem.code).toBe(
      'application/already-declined',
    );
    await stage.settle();
    const letters = await lettersTo(person);
    expect(letters.filter((words) => words.includes('le tarif'))).toHaveLength(1);
    expect(letters.filter((words) => words.includes('autre budget'))).toEqual([]);
  });

  it('keeps an unshared reason from the person, in the page, the history and the letter', async () => {
    const missionId = await aMission(stage, employer);
    const person = await aFreelancer(stage, 'Ugo Blanc');
    const id = await anApplication(person, missionId);
    await does(employer, id, 'decline', { reason: 'SKILLS', message: 'Merci.', reasonShared: false });
    const seen = await reads(person, id);
    expect(seen.decision).toMatchObject({ reason: null, message: 'Merci.' });
    expect(JSON.stringify(seen)).not.toContain('SKILLS');
    await stage.settle();
    const letters = await lettersTo(person);
    expect(letters.filter((words) => words.includes('Merci.'))).toHaveLength(1);
    expect(letters.filter((words) => words.includes('Raison donnée'))).toEqual([]);
  });

  it('is reopened only after the person agreed', async () => {
    const missionId = await aMission(stage, employer);
    const person = await aFreelancer(stage, 'Lou Perrin');
    const id = await anApplication(person, missionId);
    await does(employer, id, 'decline', { reason: 'SKILLS', message: '' });
    expect((await does(person, id, 'answer-reopening', { agrees: true })).problem.code).toBe(
      'application/nothing-asked',
    );
    const asked = await does(employer, id, 'reopen');
    expect(asked.body.state).toBe('DECLINED');
    expect((await reads(person, id)).nextStep.what).toBe('ANSWER_REOPENING');
    const reopened = await does(person, id, 'answer-reopening', { agrees: true });
    expect(reopened.body).toMatchObject({ state: 'UNDER_REVIEW', decision: null });
    expect(reopened.body.answerDueAt).not.toBeNull();
  });

  it('stays in the pool only with the person’s agreement', async () => {
    const missionId = await aMission(stage, employer);
    const person = await aFreelancer(stage, 'Jade Colin');
    const id = await anApplication(person, missionId);
    expect((await does(employer, id, 'pool')).problem.code).toBe('application/pool-consent-needed');
    expect((await does(employer, id, 'ask-pool')).body.pool).toMatchObject({ asked: true, agreed: false });
    expect((await does(person, id, 'answer-pool', { agrees: true })).body.pool.agreed).toBe(true);
    expect((await does(employer, id, 'pool')).body.state).toBe('POOL');
    const [consent] = await stage.db.query<[{ evidence: { applicationId: string } }]>(
      `select evidence from consent where account_id = $1 and purpose = 'POOL'`,
      [person.accountId],
    );
    expect(consent.evidence.applicationId).toBe(id);
    expect((await does(employer, id, 'reopen')).body.state).toBe('UNDER_REVIEW');
  });

  it('gives the seat back when the engagement is cancelled before it starts', async () => {
    const missionId = await aMission(stage, employer, { seats: 2 });
    const person = await aFreelancer(stage, 'Max Leroux');
    const id = await anApplication(person, missionId);
    await does(employer, id, 'review');
    await does(employer, id, 'offer', anOffer());
    expect((await does(person, id, 'decline-offer', { reason: 'RATE', message: 'Trop bas.' })).body).toMatchObject({
      state: 'SHORTLISTED',
      engagement: { state: 'DECLINED', endReason: 'RATE' },
    });
    await does(employer, id, 'offer', anOffer());
    await does(person, id, 'accept-offer');
    const filled = async () =>
      (
        await stage.db.query<[{ filled: number }]>(`select seats_filled as filled from mission where id = $1`, [
          missionId,
        ])
      )[0].filled;
    expect(await filled()).toBe(1);
    const cancelled = await does(person, id, 'cancel', { message: 'Un imprévu familial.' });
    expect(cancelled.body).toMatchObject({
      state: 'CANCELLED',
      engagement: { state: 'CANCELLED', endedBy: 'FREELANCER' },
    });
    expect(await filled()).toBe(0);
    expect((await reads(employer, id)).contact).toBeNull();
  });

  it('is withdrawn by an adviser only with the person’s word', async () => {
    const missionId = await aMission(stage, employer);
    const [adviser, person] = [await anAdviser(stage), await aFreelancer(stage, 'Zoé Gros')];
    const mandateId = await aMandate(stage, adviser, person);
    const id = await anApplication(person, missionId);
    expect((await does(adviser, id, 'withdraw', { reason: 'SCHEDULE' })).problem.code).toBe(
      'application/consent-needed',
    );
    const gone = await does(adviser, id, 'withdraw', { reason: 'SCHEDULE', freelancerAgreed: true });
    expect(gone.body.state).toBe('WITHDRAWN');
    await stage.db.query(`update mandate set state = 'ENDED', ended_at = now() where id = $1`, [mandateId]);
    expect((await adviser.browser.get(`/api/applications/${id}`)).status).toBe(404);
  });

  it('is read, decided and discussed only by those concerned', async () => {
    const missionId = await aMission(stage, employer, { anonymous: true });
    const person = await aFreelancer(stage, 'Tom Rey');
    const id = await anApplication(person, missionId);
    const [stranger, rival, viewer]: [Freelancer, Member, Member] = [
      await aFreelancer(stage, 'Eva Noël'),
      await anEmployer(stage, 'Concurrent'),
      await aColleague(stage, employer, 'VIEWER'),
    ];
    for (const outsider of [stranger, rival, await anAdviser(stage)]) {
      expect((await outsider.browser.get(`/api/applications/${id}`)).problem.code).toBe('application/unknown');
      expect((await does(outsider, id, 'shortlist')).problem.code).toBe('application/unknown');
      expect((await outsider.browser.get(`/api/missions/${missionId}/applications`)).status).toBe(404);
    }
    expect((await reads(viewer, id)).moves).toEqual([]);
    expect((await does(viewer, id, 'shortlist')).problem.code).toBe('access/denied');
    expect((await reads(person, id)).mission.organisationName).toBeNull();
    expect((await does(person, id, 'shortlist')).problem.code).toBe('access/denied');
    expect((await does(person, id, 'comment', { body: 'À moi ?' })).status).toBe(403);
    expect((await does(employer, id, 'comment', { body: 'Bon profil.' })).body.items).toHaveLength(1);
    expect(JSON.stringify(await reads(person, id))).not.toContain('Bon profil');
    await does(employer, id, 'shortlist');
    expect((await reads(person, id)).mission.organisationName).toBe('Atelier Vasseur');
  });

  it('fills the board: facets, pages without gap or double, a batch declined with one reason', async () => {
    const missionId = await aMission(stage, employer);
    const people = await Promise.all(
      Array.from({ length: 7 }, (_, index) => aFreelancer(stage, `Personne ${'abcdefg'[index]}`)),
    );
    const ids: string[] = [];
    for (const person of people) ids.push(await anApplication(person, missionId));
    await does(employer, ids[0]!, 'shortlist');
    const first = await employer.browser.get(`/api/missions/${missionId}/applications?limit=3`);
    expect(first.body.facets).toEqual({ SHORTLISTED: 1, SUBMITTED: 6 });
    const seen: string[] = first.body.items.map((item) => item.id);
    for (let cursor = first.body.nextCursor; cursor;) {
      const page = await employer.browser.get(
        `/api/missions/${missionId}/applications?limit=3&cursor=${encodeURIComponent(cursor)}`,
      );
      seen.push(...page.body.items.map((item) => item.id));
      cursor = page.body.nextCursor;
    }
    expect([...seen].sort()).toEqual([...ids].sort());
    expect((await employer.browser.get(`/api/missions/${missionId}/applications?cursor=abc.def`)).status).toBe(400);
    await does(people[1]!, ids[1]!, 'withdraw', { reason: 'ENGAGED' });
    const elsewhere = await anApplication(await aFreelancer(stage, 'Autre Personne'), await aMission(stage, employer));
    const batch = await employer.browser.post(`/api/missions/${missionId}/applications/declines`, {
      applicationIds: [ids[1], ids[2], ids[3], elsewhere],
      reason: 'MISSION_FILLED',
      message: 'Merci à vous.',
    });
    expect(batch.body.declined.sort()).toEqual([ids[2], ids[3]].sort());
    expect(batch.body.skipped).toEqual(
      expect.arrayContaining([
        { applicationId: ids[1], code: 'lifecycle/move-refused' },
        { applicationId: elsewhere, code: 'application/unknown' },
      ]),
    );
  });

  it('refuses what its guards forbid, naming why', async () => {
    const missionId = await aMission(stage, employer, { questions: ['Une question ?'] });
    const person = await aFreelancer(stage, 'Ana Petit');
    const send = (draft: object) => person.browser.post(`/api/missions/${missionId}/applications`, draft);
    expect((await send({})).problem.errors?.[0]?.path).toBe('answers');
    expect((await send({ answers: ['Oui'], attachments: [{ title: 'x', url: 'javascript:alert(1)' }] })).status).toBe(
      400,
    );
    await stage.db.query(`update mission set apply_deadline = current_date - 2 where id = $1`, [missionId]);
    expect((await send({ answers: ['Oui'] })).problem.code).toBe('application/deadline-passed');
    await stage.db.query(`update mission set apply_deadline = null, visibility = 'AGENCIES_ONLY' where id = $1`, [
      missionId,
    ]);
    expect((await send({ answers: ['Oui'] })).problem.code).toBe('application/advisers-only');
    await stage.db.query(`update mission set visibility = 'PUBLIC', max_applications = 1 where id = $1`, [missionId]);
    await anApplication(await aFreelancer(stage, 'Premier Venu'), missionId, { answers: ['Oui'] });
    expect((await send({ answers: ['Oui'] })).problem.code).toBe('application/mission-closed');
    expect((await employer.browser.post(`/api/missions/${missionId}/applications`, {})).problem.code).toBe(
      'application/profile-needed',
    );
  });
});
