import { type LintedMission, lintMission, missingToPublish, newBlockers } from './lint';

const today = '2026-11-24';
const mission = (given: Partial<LintedMission> = {}): LintedMission => ({
  title: 'Refonte du site public',
  description: 'Reprendre la partie publique du site et la rendre accessible à tous.',
  context: '',
  deliverables: '',
  securityConstraints: '',
  screeningQuestions: [],
  rateMin: 400,
  rateMax: 500,
  fixedBudget: null,
  skills: [{ importance: 'REQUIRED', must: true }],
  startsOn: '2027-02-01',
  applyDeadline: null,
  ...given,
});
const blocked = (given: Partial<LintedMission>) =>
  lintMission(mission(given), today, 'fr')
    .filter((finding) => finding.blocking)
    .map((finding) => finding.field);

describe('the wording of a mission', () => {
  it('finds nothing to say of an ordinary one', () => {
    expect(lintMission(mission(), today, 'fr')).toEqual([]);
  });

  it.each([
    'Nous cherchons une jeune femme dynamique',
    'Jeune diplômé·e bienvenu, jeune diplômé exigé',
    'Moins de 30 ans de préférence',
    'Âgé d’entre 25 et 35 ans, souriant',
    '35 ans maximum',
    'Homme uniquement',
    'Femmes s’abstenir',
    'Nationalité française exigée',
    'Langue maternelle française',
    'Célibataire, sans enfant',
    'Tenue correcte, sans voile',
    'Photo obligatoire',
    'En parfaite santé',
    'A young man, men only',
  ])('sends «%s» to a moderator', (description) => {
    expect(blocked({ description })).toEqual(expect.arrayContaining(['description']));
  });

  it.each([
    'Moins de 10 ans d’expérience, c’est très bien aussi',
    'Entre 10 et 20 ans de pratique du métier',
    'Expérience de 10 ans maximum',
    'Une équipe de 12 ans d’âge qui aime les enfants',
    'Homme ou femme, à distance ou sur site',
    'Bonne maîtrise du français (C1)',
    'Public jeune : les apprentis du centre',
    'Node.js 20, ASP.NET, C# 12 — 3 jours par semaine du 01/02 au 30/06',
  ])('leaves «%s» alone', (description) => {
    expect(blocked({ description })).toEqual([]);
  });

  it('sees contact data and questions, each by its field', () => {
    expect(
      blocked({
        context: 'Écrivez à rh@exemple.fr ou au 04 72 00 00 00',
        deliverables: 'Voir https://exemple.fr/cdc',
        securityConstraints: 'Badge',
        screeningQuestions: ['Quel est votre âge ?', 'Connaissez-vous React ?', 'Êtes-vous mariée ?'],
      }),
    ).toEqual(['context', 'context', 'deliverables', 'screeningQuestions.0', 'screeningQuestions.2']);
  });

  it('advises without stopping: a rate, an indispensable skill, a start to come', () => {
    const advice = lintMission(
      mission({
        rateMin: null,
        rateMax: null,
        skills: [{ importance: 'REQUIRED', must: false }],
        startsOn: '2026-01-01',
      }),
      today,
      'en',
    );
    expect(advice.map(({ field, blocking }) => [field, blocking])).toEqual([
      ['rateMax', false],
      ['skills', false],
      ['startsOn', false],
    ]);
  });

  it('takes no time on a text made to slow it down', () => {
    for (const part of ['a', 'moins de ', '06 ', 'www.', 'jeune ', '+33 ']) {
      const start = performance.now();
      lintMission(mission({ description: part.repeat(8_000 / part.length) }), today, 'fr');
      expect([part, performance.now() - start < 200]).toEqual([part, true]);
    }
  });
});

describe('a mission online', () => {
  it('must say what there is to do, the skills asked, and a deadline to come', () => {
    expect(missingToPublish(mission(), today)).toEqual([]);
    const missing = missingToPublish(mission({ description: 'Court', skills: [], applyDeadline: '2026-11-23' }), today);
    expect(missing.map(({ path }) => path)).toEqual(['description', 'skills', 'applyDeadline']);
    expect(missingToPublish(mission({ applyDeadline: today }), today)).toEqual([]);
  });

  it('is refused wording that an edit brings in, not what a moderator let pass', () => {
    const approved = mission({ description: 'Contact : rh@exemple.fr, pour une longue mission de refonte.' });
    expect(newBlockers(approved, { ...approved, title: 'Refonte complète' }, today)).toEqual([]);
    expect(
      newBlockers(approved, { ...approved, context: 'Appelez le 06 12 34 56 78' }, today).map(({ path }) => path),
    ).toEqual(['context']);
  });
});
