import type { ContestView } from '#libs/contracts/contest';
import type { Match, MatchExplanation } from '#libs/contracts/matching';
import { newId } from '#libs/kernel/ids';
import { ContestOverdue } from '../src/contests/contest.clockwork';
import { MatchNightly } from '../src/matching/refresh.jobs';
import { aPublishedMission, aTownToLookAt, type Town } from './browser/a-town-to-look-at';
import {
  aColleague,
  aFreelancer,
  aFreelancerWho,
  anAdviser,
  anEmployer,
  type Member,
  type Someone,
} from './build/a-cast';
import { lettersTo } from './build/a-letter';
import { aPerson, type StagedPerson } from './build/a-person';
import type { Answer } from './stage/contracts';
import { Stage } from './stage/stage';

const STATEMENT = 'Je tiens des services PostgreSQL à cette échelle depuis six ans.';
const EXPLANATION = 'Trois missions citées dans le profil le montrent ; le niveau n’y est pas encore écrit.';
const REASON = 'Niveau montré en entretien, références appelées';

/** The criteria of each side add up to it, the lines of a criterion to what it brings. */
function expectToAddUp({ criteria, fitMission, fitFreelancer }: MatchExplanation): void {
  for (const [side, fit] of [
    ['mission', fitMission],
    ['freelancer', fitFreelancer],
  ] as const) {
    const parts = criteria.filter((part) => part.side === side);
    expect(parts.reduce((sum, part) => sum + part.contribution, 0)).toBe(fit ?? 0);
    if (fit !== null) expect(parts.reduce((sum, part) => sum + part.weight, 0)).toBe(1000);
    for (const part of parts) expect(part.rows.reduce((sum, row) => sum + row.points, 0)).toBe(part.contribution);
  }
}

describe('a score is contested', () => {
  let stage: Stage;
  let town: Town;
  let staff: StagedPerson;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    town = await aTownToLookAt(stage);
    staff = await aPerson(stage, { name: 'Sacha Lemoine', platformRole: 'ADMIN' });
  }, 60_000);
  afterAll(() => stage.close());

  const aMission = async (title: string, changes = {}): Promise<string> => {
    const id = await aPublishedMission(town.employer, title, changes);
    await stage.settle();
    return id;
  };
  const open = (who: Pick<Someone, 'browser'>, missionId: string, draft: object) =>
    who.browser.post(`/api/missions/${missionId}/contests`, { statement: STATEMENT, ...draft });
  const criterion = (key: string) => ({ about: { kind: 'CRITERION', key } });
  const opened = async (who: Pick<Someone, 'browser'>, missionId: string, draft: object): Promise<ContestView> => {
    const { status, body } = await open(who, missionId, draft);
    expect(status).toBe(201);
    return body;
  };
  const answer = (who: Pick<Someone, 'browser'>, id: string, body: object = {}) =>
    who.browser.post(`/api/contests/${id}/answer`, { outcome: 'UPHELD', explanation: EXPLANATION, ...body });
  const overriding = { outcome: 'OVERRIDDEN', reason: REASON };
  const refusal = ({ problem: { status, code } }: Answer) => ({ status, code });
  const matchOf = async (who: Pick<Someone, 'browser'>, missionId: string, profileId?: string): Promise<Match> => {
    const query = profileId ? `profileId=${profileId}` : '';
    const { status, body } = await who.browser.get(`/api/missions/${missionId}/match?${query}`);
    expect(status).toBe(200);
    return body;
  };
  /** The entry of the freelancer in the candidates of the mission, and of the mission in theirs: as served, up to date. */
  /** How the person fits, where they are searched for the mission. */
  const inSearch = async (missionId: string) => {
    const { body } = await town.employer.browser.get(`/api/search/profiles?mission=${missionId}&sort=MATCH`);
    return body.items.find(({ id }) => id === town.freelancer.profileId)?.match;
  };
  const inLists = async (missionId: string) => {
    const candidates = await town.employer.browser.get(`/api/missions/${missionId}/candidates`);
    const missions = await town.freelancer.browser.get('/api/me/recommended-missions?limit=100');
    expect([candidates.body.freshness, missions.body.freshness]).toEqual(['CURRENT', 'CURRENT']);
    return [
      candidates.body.items.find(({ profile }) => profile.id === town.freelancer.profileId),
      missions.body.items.find(({ mission }) => mission.id === missionId),
    ] as const;
  };
  const sentences = async (of: { browser: Someone['browser'] }): Promise<string[]> => {
    await stage.settle();
    const { body } = await of.browser.get('/api/me/notifications');
    return body.items.map(({ title }) => title.replaceAll('\u202f', ' '));
  };

  it('is read on both sides and adds up, contested, answered with a decision that every list keeps', async () => {
    const title = 'Développeur NestJS à cent mille requêtes par seconde';
    const missionId = await aMission(title, {
      skills: [
        { label: 'NestJS', must: true },
        { label: 'PostgreSQL', minLevel: 4 },
        { label: 'Kafka', minLevel: 4 },
      ],
    });
    const mine = await matchOf(town.freelancer, missionId);
    const theirs = await matchOf(town.employer, missionId, town.freelancer.profileId);
    expect(theirs.explanation).toEqual(mine.explanation);
    expectToAddUp(mine.explanation);
    expect([mine.mayContest, theirs.mayContest]).toEqual([true, true]);
    const before = mine.explanation;
    expect(before.criteria.find(({ key }) => key === 'required-skills')?.status).toBe('partly');

    const contest = await opened(town.freelancer, missionId, criterion('required-skills'));
    expect(contest).toMatchObject({
      state: 'OPEN',
      moves: ['withdraw'],
      side: 'FREELANCER',
      author: 'Camille Roche',
      mission: { id: missionId, title },
      statement: STATEMENT,
      answeredBy: 'ADVISER',
      overdue: false,
      answer: null,
      override: null,
      shown: { score: before.score, engineVersion: before.engineVersion },
    });
    expect(contest.shown.lines.map(({ mission }) => mission.split(' · ')[0])).toEqual([
      'NestJS',
      'PostgreSQL',
      'Kafka',
    ]);

    // The adviser who accompanies the person is told, finds it in the list and answers.
    const told = `Erreur signalée dans une adéquation : ${title}`;
    expect((await lettersTo(stage, town.adviser.email)).map(({ subject }) => subject)).toContain(told);
    expect(await sentences(town.adviser)).toContain(told);
    const toAnswer = await town.adviser.browser.get('/api/contests/to-answer');
    expect(toAnswer.body.items).toMatchObject([{ id: contest.id, moves: ['answer'] }]);
    const answered = await answer(town.adviser, contest.id, overriding);
    expect(answered).toMatchObject({
      status: 200,
      body: {
        state: 'OVERRIDDEN',
        moves: ['revoke'],
        answer: { explanation: EXPLANATION, by: 'Claire Aubry (Agence de Lyon)' },
        override: { reason: REASON, endedAt: null },
      },
    });
    expect((await town.adviser.browser.get('/api/contests/to-answer')).body.items).toEqual([]);
    const heard = `Réponse au signalement : ${title}`;
    expect((await lettersTo(stage, town.freelancer.email)).map(({ subject }) => subject)).toContain(heard);
    expect(await sentences(town.freelancer)).toContain(heard);

    // Both sides read the decision with its reason; the score adds up with it.
    const after = (await matchOf(town.freelancer, missionId)).explanation;
    expectToAddUp(after);
    expect(after.score).toBeGreaterThan(before.score);
    expect(after.criteria.find(({ key }) => key === 'required-skills')).toMatchObject({ value: 1000, status: 'met' });
    expect(after.overrides).toMatchObject([{ kind: 'CRITERION', key: 'required-skills', contestId: contest.id }]);
    expect(after.overrides[0]?.decision).toContain(REASON);
    expect((await matchOf(town.employer, missionId, town.freelancer.profileId)).explanation).toEqual(after);
    const scores = async () => (await inLists(missionId)).map((entry) => entry?.score);
    expect(await scores()).toEqual([after.score, after.score]);
    expect(await inSearch(missionId)).toMatchObject({ score: after.score, blocked: false, explanation: after });

    // Everything computed anew, by the night after lists of the day before, then after lists that were lost.
    const stored = async () => {
      const [row] = await stage.db.query<{ candidate: number; mission: number; computed: boolean }[]>(
        `select c.ranks[array_position(c.profile_nums, p.num)] as candidate, o.ranks[array_position(o.mission_nums, m.num)] as mission,
           least(c.computed_at, o.computed_at) > $3 as computed
         from mission m, profile p, mission_match c, profile_match o
         where m.id = $1 and p.id = $2 and c.mission_id = m.id and o.profile_id = p.id`,
        [missionId, town.freelancer.profileId, started],
      );
      return row;
    };
    const recomputed = { candidate: after.score, mission: after.score, computed: true };
    const night = async (): Promise<void> => {
      await stage.get(MatchNightly).run();
      await stage.settle();
    };
    let [{ started }] = await stage.db.query<[{ started: Date }]>(`select clock_timestamp() as started`);
    for (const table of ['match_state', 'mission_match', 'profile_match'])
      await stage.db.query(`update ${table} set as_of = as_of - 1`);
    await night();
    expect(await stored()).toEqual(recomputed);
    expect(await scores()).toEqual([after.score, after.score]);
    [{ started }] = await stage.db.query<[{ started: Date }]>(`select clock_timestamp() as started`);
    for (const table of ['mission_match', 'profile_match']) await stage.db.query(`delete from ${table}`);
    await night();
    expect(await stored()).toEqual(recomputed);
    expect(await scores()).toEqual([after.score, after.score]);

    // The person may end the decision: the engine’s own score stands again, everywhere.
    const revoked = await town.freelancer.browser.post(`/api/contests/${contest.id}/revocation`, {});
    expect(revoked).toMatchObject({ status: 200, body: { state: 'REVOKED', moves: [], override: { reason: REASON } } });
    await stage.settle();
    expect((await matchOf(town.freelancer, missionId)).explanation).toEqual(before);
    expect(await scores()).toEqual([before.score, before.score]);
    expect(await sentences(town.adviser)).toContain(`Fin d’une décision sur une adéquation : ${title}`);

    const log = await stage.db.query<object[]>(
      `select move, from_state as "from", to_state as "to", actor_id as actor, detail from transition_log where aggregate_id = $1 order by at, id`,
      [contest.id],
    );
    expect(log).toMatchObject([
      { move: 'open', from: null, to: 'OPEN', actor: town.freelancer.accountId, detail: { score: before.score } },
      {
        move: 'override',
        to: 'OVERRIDDEN',
        actor: town.adviser.accountId,
        detail: { override: REASON, scoreBefore: before.score, engineVersion: before.engineVersion },
      },
      { move: 'revoke', to: 'REVOKED', actor: town.freelancer.accountId },
    ]);
  }, 60_000);

  it('lifts what blocks for one pair only, and never what the person chose', async () => {
    const missionId = await aMission('Développeuse NestJS et Rust', {
      skills: [{ label: 'NestJS' }, { label: 'Rust', must: true }],
    });
    const blocked = (await matchOf(town.employer, missionId, town.freelancer.profileId)).explanation;
    const [blocker] = blocked.blockers;
    expect(blocked.score).toBe(0);
    expect(blocker).toMatchObject({ key: 'must-skill', overridable: true });
    const about = { kind: 'BLOCKER', key: 'must-skill', subject: blocker?.subject };
    const contest = await opened(town.employer, missionId, { profileId: town.freelancer.profileId, about });
    expect(contest).toMatchObject({ side: 'EMPLOYER', freelancer: { name: 'Camille R.' } });
    // An employer who stays discreet on the mission stays so here: the person reads the side, not the name.
    const read = (who: Pick<Someone, 'browser'>) => who.browser.get(`/api/contests/${contest.id}`);
    expect((await read(town.freelancer)).body.author).toBe('l’employeur');
    expect((await read(town.adviser)).body.author).toBe('Hélène Vasseur (Atelier Vasseur)');
    expect((await answer(town.adviser, contest.id, overriding)).status).toBe(200);
    await stage.settle();
    for (const entry of await inLists(missionId))
      expect(entry).toMatchObject({ blocked: false, score: blocked.potential });
    expect(await inSearch(missionId)).toMatchObject({ blocked: false, score: blocked.potential });
    expect(await sentences(town.freelancer)).toContain('Réponse au signalement : Développeuse NestJS et Rust');
    expect(await sentences(town.employer)).toContain('Réponse au signalement : Développeuse NestJS et Rust');

    const missing = await open(town.freelancer, missionId, { about: { kind: 'BLOCKER', key: 'rate' } });
    expect(refusal(missing)).toEqual({ status: 422, code: 'contest/nothing-shown' });
    await stage.db.query(`update mission set sector = 'Armement', rev = rev + 1 where id = $1`, [missionId]);
    const mine = await town.freelancer.browser.get('/api/me/profile');
    const excluded = await town.freelancer.browser.patch(
      '/api/me/profile',
      { excludedSectors: ['Armement'] },
      { version: mine.body.version },
    );
    expect(excluded.status).toBe(200);
    await stage.settle();
    const chosen = await opened(town.employer, missionId, {
      profileId: town.freelancer.profileId,
      about: { kind: 'BLOCKER', key: 'excluded-sector' },
    });
    expect(refusal(await answer(town.adviser, chosen.id, overriding))).toEqual({
      status: 422,
      code: 'contest/not-overridable',
    });
    expect((await answer(town.adviser, chosen.id)).body.state).toBe('UPHELD');
  }, 60_000);

  it('is not said twice, taken back once, and answered once', async () => {
    const missionId = await aMission('Développeur NestJS pour une régie de l’eau');
    const contest = await opened(town.freelancer, missionId, criterion('rate'));
    const twice = await open(town.freelancer, missionId, criterion('rate'));
    expect(refusal(twice)).toEqual({ status: 409, code: 'contest/already' });
    expect(twice.problem.title).toContain('déjà signalé');
    // The other side may say it too: it is their word.
    await opened(town.employer, missionId, { profileId: town.freelancer.profileId, ...criterion('rate') });
    const withdraw = () => town.freelancer.browser.post(`/api/contests/${contest.id}/withdrawal`);
    expect(await withdraw()).toMatchObject({ status: 200, body: { state: 'WITHDRAWN', moves: [] } });
    const late = { status: 409, code: 'lifecycle/move-refused' };
    expect(refusal(await withdraw())).toEqual(late);
    expect(refusal(await answer(town.adviser, contest.id))).toEqual(late);
    const again = await opened(town.freelancer, missionId, criterion('rate'));
    expect((await answer(town.adviser, again.id, { outcome: 'CORRECTED' })).body.state).toBe('CORRECTED');
    expect(refusal(await answer(town.adviser, again.id, overriding))).toEqual(late);
    expect(refusal(await town.adviser.browser.post(`/api/contests/${again.id}/revocation`, {}))).toEqual(late);
    const mine = await town.freelancer.browser.get(
      `/api/contests?missionId=${missionId}&profileId=${town.freelancer.profileId}`,
    );
    expect(mine.body.items.map(({ state, side }) => `${state} ${side}`)).toEqual([
      'CORRECTED FREELANCER',
      'OPEN EMPLOYER',
      'WITHDRAWN FREELANCER',
    ]);
  }, 60_000);

  it('is answered by one of two who race, with one decision', async () => {
    const missionId = await aMission('Développeur NestJS pour un port de pêche', {
      skills: [{ label: 'NestJS' }, { label: 'Elixir' }],
    });
    const contest = await opened(town.freelancer, missionId, criterion('required-skills'));
    const answers = await Promise.all([1, 2, 3].map(() => answer(town.adviser, contest.id, overriding)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const [{ decisions }] = await stage.db.query<[{ decisions: number }]>(
      `select count(*)::int as decisions from match_override where contest_id = $1`,
      [contest.id],
    );
    expect(decisions).toBe(1);
    const twin = await opened(town.employer, missionId, {
      profileId: town.freelancer.profileId,
      ...criterion('required-skills'),
    });
    expect(refusal(await answer(town.adviser, twin.id, overriding))).toEqual({
      status: 409,
      code: 'contest/overridden-already',
    });
  }, 60_000);

  it('is answered by the platform when nobody accompanies the person, or when the promise was not kept', async () => {
    const alone = await aFreelancerWho(stage, 'Jeanne Petit', { summary: 'Des sites de musées.' });
    const missionId = await aMission('Développeuse NestJS pour un musée');
    const contest = await opened(alone, missionId, criterion('required-skills'));
    expect(contest.answeredBy).toBe('PLATFORM');
    expect(refusal(await answer(town.adviser, contest.id))).toEqual({ status: 404, code: 'contest/unknown' });
    expect(await sentences(staff)).toContain('Erreur signalée dans une adéquation : Développeuse NestJS pour un musée');
    expect((await answer(staff, contest.id)).status).toBe(200);

    const waiting = await opened(town.freelancer, missionId, criterion('rate'));
    expect(refusal(await answer(staff, waiting.id))).toEqual({ status: 403, code: 'access/denied' });
    await stage.db.query(`update match_contest set due_at = now() - interval '1 minute' where id = $1`, [waiting.id]);
    expect(await stage.get(ContestOverdue).run()).toEqual({ recalled: 1 });
    expect(await stage.get(ContestOverdue).run()).toEqual({ recalled: 0 });
    const late = 'Signalement sans réponse : Développeuse NestJS pour un musée';
    for (const who of [town.adviser, staff]) expect(await sentences(who)).toContain(late);
    const listed = await staff.browser.get('/api/contests/to-answer');
    expect(listed.body.items).toMatchObject([{ id: waiting.id, overdue: true, moves: ['answer'] }]);
    expect((await answer(staff, waiting.id)).body.answer?.by).toBe('Sacha Lemoine (Aronde)');
  }, 60_000);

  it('is nobody else’s to read, say or answer', async () => {
    const missionId = await aMission('Développeur NestJS pour une radio');
    const contest = await opened(town.freelancer, missionId, criterion('rate'));
    const stranger = await anEmployer(stage, 'Autre Maison');
    const otherAdviser = await anAdviser(stage, 'Agence de Nantes');
    const viewer = await aColleague(stage, town.employer, 'VIEWER', 'Ines Faure');
    const strangers: [Member, string][] = [
      [stranger, 'contest/unknown'],
      [otherAdviser, 'contest/unknown'],
      [town.employer, 'contest/unknown'],
    ];
    for (const [who, code] of strangers) {
      expect(refusal(await who.browser.get(`/api/contests/${contest.id}`))).toEqual({ status: 404, code });
      expect(refusal(await answer(who, contest.id))).toEqual({ status: 404, code });
    }
    const about = { profileId: town.freelancer.profileId, ...criterion('rate') };
    for (const who of [stranger, otherAdviser, viewer])
      expect(refusal(await open(who, missionId, about))).toEqual({ status: 403, code: 'access/denied' });
    expect(refusal(await open(town.employer, missionId, { ...about, profileId: newId() }))).toEqual({
      status: 404,
      code: 'profile/unknown',
    });
    expect((await otherAdviser.browser.get('/api/contests/to-answer')).body.items).toEqual([]);
    expect(refusal(await stranger.browser.get('/api/contests/to-answer'))).toEqual({
      status: 403,
      code: 'access/denied',
    });
  }, 60_000);

  it.each([
    [{ about: { kind: 'CRITERION', key: 'star-sign' } }, 'about.key'],
    [{ about: { kind: 'FEELING', key: 'rate' } }, 'about'],
    [{ ...criterion('rate'), statement: 'Faux.' }, 'statement'],
    [{ ...criterion('rate'), statement: 'x'.repeat(2_001) }, 'statement'],
    [{ ...criterion('rate'), score: 900 }, 'score'],
  ])('is refused with a sentence when it is said wrongly: %j', async (draft, field) => {
    const { status, problem } = await open(town.freelancer, newId(), draft);
    expect(status).toBe(400);
    expect(JSON.stringify(problem.errors)).toContain(field);
  });

  it.each([
    [{ outcome: 'OVERRIDDEN' }, 'reason'],
    [{ outcome: 'UPHELD', reason: REASON }, 'reason'],
    [{ outcome: 'MAYBE' }, 'outcome'],
    [{ explanation: '' }, 'explanation'],
  ])('is not answered with %j', async (changes, field) => {
    const { status, problem } = await answer(town.adviser, newId(), changes);
    expect(status).toBe(400);
    expect(problem.errors?.map(({ path }) => path)).toContain(field);
  });
});

describe('the fit of a pair', () => {
  let stage: Stage;
  let town: Town;
  beforeAll(async () => {
    stage = await Stage.open({ worker: true });
    town = await aTownToLookAt(stage);
  }, 60_000);
  afterAll(() => stage.close());

  it('is read by the person, the employer and the adviser in the same words, equal to the list, and by nobody else', async () => {
    const missionId = await aPublishedMission(town.employer, 'Développeur NestJS pour un opéra');
    await stage.settle();
    const read = (who: Pick<Someone, 'browser'>, profileId?: string) =>
      who.browser.get(`/api/missions/${missionId}/match?${profileId ? `profileId=${profileId}` : ''}`);
    const mine = await read(town.freelancer);
    expect(mine).toMatchObject({
      status: 200,
      body: { missionId, profileId: town.freelancer.profileId, listed: true },
    });
    expectToAddUp(mine.body.explanation);
    const staff = await aPerson(stage, { platformRole: 'ADMIN' });
    for (const who of [town.employer, town.adviser, staff, town.freelancer])
      expect((await read(who, town.freelancer.profileId)).body.explanation).toEqual(mine.body.explanation);
    const { body } = await town.employer.browser.get(`/api/missions/${missionId}/candidates`);
    const entry = body.items.find(({ profile }) => profile.id === town.freelancer.profileId);
    expect(entry).toMatchObject({ score: mine.body.explanation.score, explanation: mine.body.explanation });
    const { criteria, score, potential, fitMission, fitFreelancer, reasons } = mine.body.explanation;
    const counted = criteria.filter(({ weight }) => weight > 0);
    const parts = counted.map(({ key, weight, contribution }) => ({ key, weight, contribution }));
    const mineToo = await town.freelancer.browser.get('/api/me/recommended-missions?limit=100');
    expect(mineToo.body.items.find(({ mission }) => mission.id === missionId)).toMatchObject({
      score,
      summary: { potential, fitMission, fitFreelancer, criteria: parts, reasons },
    });

    // Lists are explained with facts a process keeps ready: those that stand, whoever wrote them.
    for (const table of ['match_mission', 'match_profile']) {
      const was = (await read(town.freelancer)).body.explanation;
      const key = table === 'match_mission' ? missionId : town.freelancer.profileId;
      const less = table === 'match_mission' ? `#- '{facts,skills}'` : `#- '{titles}'`;
      await stage.db.query(`update ${table} set facts = facts ${less} where ${table.slice(6)}_id = $1`, [key]);
      const { explanation } = (await read(town.freelancer)).body;
      expect(explanation.criteria).not.toEqual(was.criteria);
      const theirs = await town.employer.browser.get(`/api/missions/${missionId}/candidates`);
      expect(theirs.body.items.find(({ profile }) => profile.id === town.freelancer.profileId)?.explanation).toEqual(
        explanation,
      );
      const own = await town.freelancer.browser.get('/api/me/recommended-missions?limit=100');
      expect(own.body.items.find(({ mission }) => mission.id === missionId)?.summary).toMatchObject({
        fitMission: explanation.fitMission,
        reasons: explanation.reasons,
      });
    }

    const hidden = { status: 404, problem: { code: 'profile/unknown' } };
    expect(await read(await anEmployer(stage, 'Autre Maison'), town.freelancer.profileId)).toMatchObject(hidden);
    expect(await read(await anAdviser(stage, 'Agence de Nantes'), town.freelancer.profileId)).toMatchObject(hidden);
    expect(await read(await aFreelancer(stage, 'Omar Diallo'), town.freelancer.profileId)).toMatchObject(hidden);
    expect(await read(town.employer, newId())).toMatchObject(hidden);
    await stage.db.query(`update profile set visibility = 'HIDDEN' where id = $1`, [town.freelancer.profileId]);
    expect(await read(town.employer, town.freelancer.profileId)).toMatchObject(hidden);
    expect((await read(town.adviser, town.freelancer.profileId)).status).toBe(200);
    expect(await read(town.employer)).toMatchObject({ status: 409, problem: { code: 'match/profile-needed' } });
    const nothing = await town.freelancer.browser.get(`/api/missions/${newId()}/match`);
    expect(nothing).toMatchObject({ status: 404, problem: { code: 'mission/unknown' } });
  }, 60_000);
});
