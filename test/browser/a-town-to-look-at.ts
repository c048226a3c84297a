import { newId } from '#libs/kernel/ids';
import { type Dimension, type GroupCount, impactRatios, MEASURES } from '#libs/matching/fairness';
import { seedTaxonomy } from '../../src/taxonomy/taxonomy.import';
import {
  aFreelancer,
  aMandate,
  anAdviser,
  anApplication,
  anEmployer,
  anOffer,
  type Freelancer,
  type Member,
} from '../build/a-cast';
import { anOrganisation, aPerson, type StagedPerson } from '../build/a-person';
import type { Answer } from '../stage/contracts';
import type { Stage } from '../stage/stage';

/** The people of the browser tests, with the skills of the referential between them. */
export interface Town {
  employer: Member;
  freelancer: Freelancer;
  adviser: Member;
}

/** An employer, a freelancer whose profile says what they can do, an adviser who accompanies them. */
export async function aTownToLookAt(stage: Stage): Promise<Town> {
  await seedTaxonomy(stage.db);
  const [employer, freelancer, adviser] = [await anEmployer(stage), await aFreelancer(stage), await anAdviser(stage)];
  await aMandate(stage, adviser, freelancer);
  await edit(freelancer, {
    headline: 'Développeuse NestJS et PostgreSQL',
    summary: 'Neuf ans de services web, surtout des API tenues en production.',
    skills: [
      { label: 'TypeScript', level: 4, years: 8 },
      { label: 'NestJS', level: 3, years: 5 },
      { label: 'PostgreSQL', level: 3, years: 6 },
    ],
    place: 'Lyon',
    mobilityKm: 30,
    remoteModes: ['REMOTE', 'HYBRID'],
    dailyRateMin: 480,
    dailyRateTarget: 540,
    availabilityStatus: 'NOW',
    languages: [{ code: 'fr', level: 'NATIVE' }],
    experienceYears: 9,
  });
  return { employer, freelancer, adviser };
}

/** Changes the profile of a freelancer through the API. */
async function edit(freelancer: Freelancer, changes: object): Promise<void> {
  const mine = await freelancer.browser.get('/api/me/profile');
  const edited = await freelancer.browser.patch('/api/me/profile', changes, { version: mine.body.version });
  if (edited.status !== 200) throw new Error(`The profile was refused: ${edited.text}`);
}

/** A mission of the employer, written and published through the API. Returns its id. */
export async function aPublishedMission(employer: Member, title: string, changes: object = {}): Promise<string> {
  const made = await employer.browser.post('/api/missions', {
    title,
    description:
      'Reprendre le service qui calcule les correspondances et le rendre capable de tenir l’heure de pointe.',
    skills: [
      { label: 'NestJS', must: true },
      { label: 'PostgreSQL' },
      { label: 'Kubernetes', importance: 'PREFERRED' },
    ],
    rateMin: 480,
    rateMax: 560,
    remoteMode: 'HYBRID',
    place: 'Lyon',
    durationWeeks: 26,
    daysPerWeek: 5,
    ...changes,
  });
  if (made.status !== 201) throw new Error(`The mission was refused: ${made.text}`);
  const published = await employer.browser.post(`/api/missions/${made.body.id}/submission`, {});
  if (published.body.state !== 'PUBLISHED') throw new Error(`Not published: ${published.text}`);
  return made.body.id;
}

/** A town where every screen has something to show, and newcomers for whom none has. */
export interface BusyTown extends Town {
  other: Freelancer;
  newcomer: StagedPerson;
  newEmployer: StagedPerson;
  admin: StagedPerson;
  /** Published, applied to by both freelancers: Camille’s application holds an offer, the other’s is new. */
  mission: { id: string; title: string };
  /** Published, nobody applied. */
  quiet: { id: string; title: string };
  closed: { id: string; title: string };
  offered: string;
  received: string;
  /** Another employer, and their published mission: one skill stands between Camille and it. */
  rival: Member;
  demanding: string;
  /** The adviser’s search for a developer: Camille is kept in it, the other set aside. */
  search: string;
}

/** A search for people, kept and shared by its owner. Returns its id. */
async function aSavedSearch(owner: Member, name: string, query: Record<string, string>): Promise<string> {
  const draft = { scope: 'PROFILES', name, query, frequency: 'DAILY', shared: true };
  const saved = await owner.browser.post('/api/saved-searches', draft);
  if (saved.status !== 201) throw new Error(`The search was refused: ${saved.text}`);
  return saved.body.id;
}

/** Two freelancers, four missions at different stages, an offer to answer, an application to read, searches kept. */
export async function aBusyTown(stage: Stage): Promise<BusyTown> {
  const town = await aTownToLookAt(stage);
  const { employer, freelancer, adviser } = town;
  await stage.settle();
  const search = await aSavedSearch(adviser, 'Développement', { q: 'développeur' });
  // Whoever comes now is new in it, as long as nobody opens it.
  await aSavedSearch(adviser, 'Renfort back-end', { q: 'NestJS', rateMax: '500', remote: 'REMOTE' });
  const other = await aFreelancer(stage, 'Yanis Moreau');
  await edit(other, {
    headline: 'Développeur Node.js',
    summary: 'Des API depuis quatre ans, surtout pour des collectivités.',
    skills: [
      { label: 'NestJS', level: 2, years: 2 },
      { label: 'MongoDB', level: 3, years: 4 },
    ],
    place: 'Grenoble',
    mobilityKm: 20,
    remoteModes: ['REMOTE'],
    dailyRateMin: 420,
    availabilityStatus: 'NOW',
    experiences: [
      { title: 'Développeur back-end', client: 'une métropole', from: '2022-03', to: null, description: 'Des API.' },
    ],
  });
  const titles = {
    mission: 'Développeur NestJS pour une plateforme de mobilité',
    quiet: 'Développeuse NestJS en renfort d’une équipe de paiement',
    closed: 'Développeur NestJS pour un outil de suivi',
  };
  const publish = async (title: string) => ({ id: await aPublishedMission(employer, title), title });
  const [mission, quiet, closed] = [
    await publish(titles.mission),
    await publish(titles.quiet),
    await publish(titles.closed),
  ];
  const rival = await anEmployer(stage, 'Régie des rivières');
  const demanding = await aPublishedMission(rival, 'Développeur NestJS pour une régie', {
    skills: [{ label: 'NestJS' }, { label: 'Kubernetes', must: true }],
  });
  await told(employer.browser.post(`/api/missions/${closed.id}/closure`, { reason: 'CANCELLED', channel: 'NONE' }));
  await employer.browser.post('/api/missions', { title: 'Refonte du site public' });
  const letter = { message: 'Je commencerais par mesurer l’heure de pointe, puis par écrire ce qui la tient.' };
  const offered = await anApplication(freelancer, mission.id, { ...letter, proposedRate: 540 });
  await told(employer.browser.post(`/api/applications/${offered}/review`));
  await told(employer.browser.post(`/api/applications/${offered}/offer`, anOffer()));
  await contestedScores(stage, town, mission.id);
  const received = await anApplication(other, mission.id, { message: 'Disponible tout de suite.', proposedRate: 460 });
  for (const [of, verdict, comment] of [
    [freelancer, 'KEPT', 'À rappeler lundi.'],
    [other, 'REJECTED', 'Cherche un temps partiel.'],
  ] as const)
    await told(adviser.browser.put('/api/search/verdicts', { search, profileId: of.profileId, verdict, comment }));
  await aFairnessFile(stage);
  await learnedNeighbours(stage);
  return {
    ...town,
    search,
    rival,
    demanding,
    other,
    newcomer: await aPerson(stage, { name: 'Nadia Perrin' }),
    newEmployer: await aPerson(stage, {
      name: 'Luc Arnaud',
      organisationId: await anOrganisation(stage),
      role: 'ADMIN',
    }),
    admin: await aPerson(stage, { name: 'Sacha Lemoine', platformRole: 'ADMIN' }),
    mission,
    quiet,
    closed,
    offered,
    received,
  };
}

/** Camille’s score for the mission is contested twice: by herself, unanswered, and by the employer, decided otherwise. */
async function contestedScores(stage: Stage, { employer, freelancer, adviser }: Town, missionId: string) {
  await stage.settle();
  const report = (who: Member | Freelancer, key: string, statement: string) =>
    told(
      who.browser.post(`/api/missions/${missionId}/contests`, {
        profileId: freelancer.profileId,
        about: { kind: 'CRITERION', key },
        statement,
      }),
    );
  await report(freelancer, 'title-words', 'Mon intitulé dit NestJS, comme celui de la mission.');
  const { id } = await report(employer, 'preferred-skills', 'Kubernetes figure dans la mission qu’elle cite.');
  await told(
    adviser.browser.post(`/api/contests/${id}/answer`, {
      outcome: 'OVERRIDDEN',
      explanation: 'Elle tient cette plateforme depuis deux ans, la référence le confirme.',
      reason: 'Kubernetes confirmé par une référence.',
    }),
  );
}

/** What the API answered; fails with what it said when it refused. */
const told = async <T>(answer: Promise<Answer<T>>): Promise<T> => (await answer).body;

/** The fairness file of October 2026, of a town with more people than this one. */
async function aFairnessFile(stage: Stage): Promise<void> {
  const count = (dimension: Dimension, group: string, people: number, selected: readonly number[]): GroupCount[] =>
    MEASURES.map((measure, at) => ({ measure, dimension, group, people, selected: selected[at]! }));
  const lines = impactRatios([
    ...count('NEWCOMER', 'NO', 840, [512, 300, 88, 21]),
    ...count('NEWCOMER', 'YES', 120, [70, 30, 8, 2]),
    ...count('WORK', 'MOBILE', 610, [400, 230, 70, 17]),
    ...count('WORK', 'REMOTE_ONLY', 340, [170, 100, 26, 6]),
    ...count('DEPARTEMENT', '69', 300, [180, 110, 30, 8]),
    ...count('DEPARTEMENT', '974', 4, [1, 1, 0, 0]),
  ]);
  await stage.db.query(
    `insert into fairness_file (id, month, people, lines, produced_at) values ($1, '2026-10-01', 960, $2, '2026-11-01T04:40Z')`,
    [newId(), JSON.stringify(lines)],
  );
}

/**
 * Two versions of neighbouring skills, of a town with more people: one retired, one that awaits a decision. None is active:
 * the scores of this town are what they are.
 */
async function learnedNeighbours(stage: Stage): Promise<void> {
  const version = async (state: string, computedAt: string, counts: readonly number[], pairs: readonly object[]) => {
    const id = newId();
    await stage.db.query(
      `insert into neighbour_learning (id, state, trigger, started_at, computed_at, people, pairs, added, nearer, farther,
         gone, decided_at, ended_at) values ($1, $2, 'WEEK', $3, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
      [id, state, computedAt, ...counts, state === 'RETIRED' ? computedAt : null],
    );
    await stage.db.query(
      `insert into neighbour_learning_pair (learning_id, a, b, people, learned, before, after)
       select $1, least(a.id, b.id), greatest(a.id, b.id), people, nullif(after, 0), before, after
       from jsonb_to_recordset($2) as p(a text, b text, people int, before smallint, after smallint)
         join skill a on a.label_fr = p.a join skill b on b.label_fr = p.b`,
      [id, JSON.stringify(pairs)],
    );
  };
  const pair = (a: string, b: string, people: number | null, before: number, after: number) => ({
    a,
    b,
    people,
    before,
    after,
  });
  await version('RETIRED', '2026-11-16T04:15Z', [912, 1, 1, 0, 0, 0], [pair('Frame.io', 'WMS', 24, 0, 31)]);
  await version(
    'PROPOSED',
    '2026-11-23T04:15Z',
    [960, 4, 2, 1, 1, 1],
    [
      pair('Final Draft', 'Celtx', 64, 0, 52),
      pair('SimaPro', 'openLCA', 41, 40, 47),
      pair('Rédaction de rapports d’audit technique', 'Communication sensible et acceptabilité', 28, 0, 38),
      pair('Ghidra', 'IDA Pro', 22, 44, 41),
      pair('Frame.io', 'WMS', null, 31, 0),
    ],
  );
}
