import { blockersOf } from './blockers';
import type { MissionFacts, ProfileFacts } from './model';
import { pointOf } from './place';
import { NOT_LISTED, rankOf } from './score';
import { TODAY, needs, owns, pairOf } from './testing/facts';

const near: Partial<MissionFacts> = { skills: [needs(1, 'React')] };
const able: Partial<ProfileFacts> = { skills: [owns(1, 'React', { level: 4 })] };

const found = (mission: Partial<MissionFacts>, profile: Partial<ProfileFacts>) => {
  const pair = pairOf({ ...near, ...mission }, { ...able, ...profile });
  return { rank: rankOf(...pair), blockers: blockersOf(...pair) };
};

describe('a blocker', () => {
  it.each<[string, Partial<MissionFacts>, Partial<ProfileFacts>]>([
    ['rate', { rateMax: 400 }, { dailyRateMin: 620 }],
    ['availability', { startDay: TODAY }, { availableFromDay: TODAY + 100 }],
    ['unavailable', {}, { unavailable: true }],
    ['language', { languages: [{ code: 'de' }] }, { languages: [{ code: 'fr' }] }],
    ['remote-only', { remoteMode: 'ONSITE' }, { remoteModes: ['REMOTE'] }],
    ['must-skill', { skills: [needs(1, 'React'), needs(2, 'SQL', { must: true })] }, {}],
    [
      'unreachable',
      { remoteMode: 'ONSITE', place: pointOf(48.86, 2.35, 'Paris') },
      { place: pointOf(45.76, 4.84, 'Lyon'), mobilityKm: 30 },
    ],
  ])(
    '%s scores 0, is named, may be lifted, and leaves the person in the list after the others',
    (key, mission, profile) => {
      const { rank, blockers } = found(mission, profile);
      expect(blockers).toEqual([expect.objectContaining({ key, overridable: true })]);
      expect(rank).toBeLessThan(0);
      expect(rank).toBeGreaterThanOrEqual(-1001);
    },
  );

  it.each<[string, Partial<MissionFacts>, Partial<ProfileFacts>]>([
    ['not-visible', {}, { visible: false }],
    ['excluded-organisation', { organisation: 'acme' }, { excludedOrganisations: ['acme'] }],
    ['excluded-sector', { sector: 'armement' }, { excludedSectors: ['armement'] }],
  ])('%s is the person’s own will: nobody lifts it, and they stand in no list', (key, mission, profile) => {
    const { rank, blockers } = found(mission, profile);
    expect(blockers).toEqual([expect.objectContaining({ key, overridable: false })]);
    expect(rank).toBe(NOT_LISTED);
  });

  it('says each indispensable skill that is missing', () => {
    const { blockers } = found(
      { skills: [needs(1, 'React'), needs(2, 'SQL', { must: true }), needs(3, 'Go', { must: true })] },
      {},
    );
    expect(blockers.map(({ reason }) => reason)).toEqual([
      { code: 'block.must-skill', params: { skill: 'SQL' } },
      { code: 'block.must-skill', params: { skill: 'Go' } },
    ]);
  });
});
