import { explain } from './explain';
import type { MissionFacts, ProfileFacts } from './model';
import { reasonsOf } from './reasons';
import { say } from './words';

const mission: MissionFacts = {
  num: 1,
  title: 'Développeur NestJS',
  skills: [
    { id: 1, label: 'NestJS', importance: 'REQUIRED', must: true },
    { id: 2, label: 'Kafka', importance: 'REQUIRED' },
  ],
  rateMax: 500,
};
const profile: ProfileFacts = { num: 1, skills: [{ id: 1, label: 'NestJS', level: 4 }], dailyRateMin: 480 };

function told(over: Partial<MissionFacts>, person: Partial<ProfileFacts> = {}, locale: 'fr' | 'en' = 'fr') {
  const context = { similarity: { neighbours: () => [] }, today: 20_000 };
  const explanation = explain({ ...mission, ...over }, { ...profile, ...person }, context, 'test');
  const { strengths, against } = reasonsOf(explanation);
  return { strengths: strengths.map((reason) => say(reason, locale)), against: against && say(against, locale) };
}

describe('the reasons of a line', () => {
  it('are two for and one against, skills by their names only', () => {
    expect(told({})).toEqual({
      strengths: ['1 compétence sur 2\u202f: NestJS', 'Paie le tarif souhaité.'],
      against: 'Kafka\u202f: compétence absente du profil.',
    });
    expect(told({}, {}, 'en')).toEqual({
      strengths: ['1 of 2 skills: NestJS', 'Pays the wished rate.'],
      against: 'Kafka: not in the profile.',
    });
  });

  it('put a blocker before any gap', () => {
    expect(told({ rateMax: 100 }).against).toMatch(/^Tarif de 480/);
  });

  it('name four skills at most', () => {
    const labels = ['NestJS', 'Kafka', 'Redis', 'Docker', 'React'];
    const skills = labels.map((label, at) => ({ id: at + 1, label, importance: 'REQUIRED' as const }));
    const owned = labels.map((label, at) => ({ id: at + 1, label, level: 4 as const }));
    expect(told({ skills }, { skills: owned }).strengths[0]).toBe(
      '5 compétences sur 5\u202f: NestJS, Kafka, Redis, Docker…',
    );
  });

  it('are silent where nothing speaks', () => {
    expect(told({ skills: [], rateMax: undefined }, { dailyRateMin: undefined })).toEqual({
      strengths: [],
      against: null,
    });
  });
});
