import fc from 'fast-check';
import type { MatchContext, MissionFacts, Neighbour, ProfileFacts } from '../model';
import { pointOf } from '../place';

/** Facts as real ones come: everything optional, small dictionaries so that pairs meet, values at their edges. */
const SKILLS = 24;
const OCCUPATIONS = 10;
const WORDS = ['web', 'developpeu', 'concepteu', 'data', 'chef', 'projet', 'commercial', 'soudeu'];
const SECTORS = ['sante', 'banque', 'culture'];
const TOWNS = [
  pointOf(48.8566, 2.3522, 'Paris'),
  pointOf(45.764, 4.8357, 'Lyon'),
  pointOf(45.6972, 5.0, 'Toussieu'),
  pointOf(-20.8789, 55.4481, 'Saint-Denis'),
];

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const rate = fc.integer({ min: 0, max: 900 });
const day = fc.integer({ min: 20_400, max: 20_600 });
const level = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const);
const mode = fc.constantFrom('REMOTE' as const, 'HYBRID' as const, 'ONSITE' as const);

const languages = optional(
  fc.uniqueArray(
    fc.record({
      code: fc.constantFrom('fr', 'en', 'de', 'es'),
      level: optional(fc.constantFrom('A1' as const, 'B1' as const, 'B2' as const, 'C2' as const, 'NATIVE' as const)),
    }),
    { selector: ({ code }) => code, maxLength: 3 },
  ),
);

const occupations = optional(
  fc.uniqueArray(fc.record({ occupation: fc.nat(OCCUPATIONS), weight: fc.integer({ min: 1, max: 255 }) }), {
    selector: ({ occupation }) => occupation,
    maxLength: 6,
  }),
);

const titleWords = optional(
  fc.uniqueArray(fc.record({ key: fc.constantFrom(...WORDS), weight: fc.integer({ min: 1, max: 255 }) }), {
    selector: ({ key }) => key,
    maxLength: 5,
  }),
);

const sectors = fc.constantFrom(...SECTORS);

export const anyProfile: fc.Arbitrary<ProfileFacts> = fc.record({
  num: fc.nat(100_000),
  visible: optional(fc.boolean()),
  titles: optional(
    fc.array(
      fc.record({
        text: fc.constantFrom('Développeuse web', 'Soudeur'),
        weight: fc.constantFrom(255, 204),
        words: titleWords.map((words) => words ?? []),
      }),
      { maxLength: 3 },
    ),
  ),
  occupations,
  wishes: occupations,
  skills: optional(
    fc.uniqueArray(
      fc.record({
        id: fc.nat(SKILLS),
        label: fc.constant('une compétence'),
        level: optional(level),
        years: optional(fc.nat(40)),
        lastUsedYear: optional(fc.integer({ min: 1990, max: 2030 })),
      }),
      { selector: ({ id }) => id, maxLength: 12 },
    ),
  ),
  languages,
  place: optional(fc.constantFrom(...TOWNS)),
  mobilityKm: optional(fc.oneof(fc.nat(200), fc.nat(2_000))),
  remoteModes: optional(fc.uniqueArray(mode, { maxLength: 3 })),
  dailyRateMin: optional(rate),
  dailyRateTarget: optional(rate),
  rateVisible: optional(fc.boolean()),
  availableFromDay: optional(day),
  unavailable: optional(fc.boolean()),
  daysPerWeek: optional(fc.integer({ min: 1, max: 5 })),
  missionWeeksMin: optional(fc.nat(52)),
  missionWeeksMax: optional(fc.nat(104)),
  experienceYears: optional(fc.nat(45)),
  sectors: optional(fc.uniqueArray(sectors)),
  excludedOrganisations: optional(fc.constant(['refused'])),
  excludedSectors: optional(fc.uniqueArray(sectors, { maxLength: 1 })),
});

export const anyMission: fc.Arbitrary<MissionFacts> = fc.record({
  num: fc.nat(100_000),
  title: optional(fc.constantFrom('Développeur web', 'Soudeuse')),
  titleWords,
  occupations,
  skills: optional(
    fc.uniqueArray(
      fc.record({
        id: fc.nat(SKILLS),
        label: fc.constant('une compétence'),
        importance: fc.constantFrom('REQUIRED' as const, 'PREFERRED' as const),
        must: optional(fc.boolean()),
        weight: optional(fc.integer({ min: 1, max: 3 })),
        minLevel: optional(level),
        telling: optional(fc.integer({ min: 1, max: 255 })),
      }),
      { selector: ({ id }) => id, maxLength: 40 },
    ),
  ),
  rateMin: optional(rate),
  rateMax: optional(rate),
  rateVisible: optional(fc.boolean()),
  startDay: optional(day),
  durationWeeks: optional(fc.nat(104)),
  daysPerWeek: optional(fc.integer({ min: 1, max: 5 })),
  remoteMode: optional(mode),
  place: optional(fc.constantFrom(...TOWNS)),
  radiusKm: optional(fc.nat(200)),
  languages,
  experienceYears: optional(fc.nat(20)),
  sector: optional(sectors),
  organisation: optional(fc.constantFrom('refused', 'welcome')),
  weights: optional(fc.record({ skills: fc.nat(3), rate: fc.nat(3) })),
});

const neighbours = (size: number): fc.Arbitrary<Neighbour[][]> =>
  fc.array(fc.array(fc.record({ id: fc.nat(size), similarity: fc.integer({ min: 1, max: 255 }) }), { maxLength: 4 }), {
    minLength: size + 1,
    maxLength: size + 1,
  });

export const anyContext: fc.Arbitrary<MatchContext> = fc
  .record({ skills: neighbours(SKILLS), today: fc.integer({ min: 20_450, max: 20_550 }) })
  .map(({ skills, today }) => ({ today, similarity: { neighbours: (id) => skills[id] ?? [] } }));
