import fc from 'fast-check';
import { profileEdit, profileState } from '#libs/contracts/profile';
import { Problem } from '#libs/errors/problem';
import { completenessOf, type MeasuredProfile, missingToPublish, nextActionsFor } from './completeness';
import type { Profile } from './profile.entity';
import { editedColumns, refuseOwnerOnly } from './profile.fields';
import { profileMovesFor } from './profile.lifecycle';
import { type ProfileRow, shortName, toProfileCard, toProfileView } from './profile.views';

const at = new Date('2026-11-24T09:00:00Z');

const row = (given: Partial<ProfileRow> = {}): ProfileRow => ({
  id: '0190a1b2-0000-7000-8000-000000000001',
  num: 1,
  accountId: '0190a1b2-0000-7000-8000-000000000002',
  state: 'PUBLISHED',
  visibility: 'PUBLIC',
  displayName: 'Camille de La Roche',
  nameShown: 'INITIAL',
  headline: 'Développeuse front-end',
  summary: 'Écrivez-moi : camille@exemple.fr ou 06 12 34 56 78.',
  experiences: [
    { title: 'Développeuse', client: 'Mairie', description: 'Voir https://x.fr', from: '2021', to: null, skills: [] },
  ],
  educations: [],
  certifications: [],
  documents: [],
  languages: [{ code: 'fr', level: 'NATIVE' }],
  dailyRateMin: 400,
  dailyRateTarget: 450,
  rateNegotiable: true,
  rateVisible: true,
  availabilityStatus: 'NOW',
  availableFrom: null,
  daysPerWeek: 4,
  availabilityConfirmedAt: at,
  remoteModes: ['REMOTE'],
  placeCode: '69123',
  placeName: 'Lyon',
  departement: '69',
  lat: 45.76,
  lon: 4.83,
  mobilityKm: 30,
  zones: [],
  missionWeeksMin: null,
  missionWeeksMax: null,
  sectors: [],
  excludedOrganisationIds: ['0190a1b2-0000-7000-8000-000000000003'],
  excludedSectors: ['Armement'],
  legalStatus: 'MICRO',
  siret: null,
  vatRegime: null,
  experienceYears: 8,
  completeness: 0,
  source: null,
  externalRef: null,
  rev: 1,
  version: 1,
  publishedAt: at,
  createdAt: at,
  updatedAt: at,
  skills: [{ skillId: 1, label: 'React', labelEn: 'React', level: 3, years: null, lastUsedYear: null, source: 'SELF' }],
  occupations: [],
  email: 'camille@exemple.fr',
  phone: '0612345678',
  ...given,
});

const problemOf = (act: () => unknown): Problem => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('no problem was thrown');
};

describe('a profile’s moves', () => {
  it('are publish, pause, resume, archive, restore, each where it makes sense', () => {
    expect(profileMovesFor('DRAFT', false)).toEqual(['publish', 'archive']);
    expect(profileMovesFor('PUBLISHED', false)).toEqual(['pause', 'archive']);
    expect(profileMovesFor('PAUSED', false)).toEqual(['resume', 'archive']);
    expect(profileMovesFor('ARCHIVED', true)).toEqual(['restore']);
  });

  it('offer to confirm an availability that was given, unless the profile is put away', () => {
    const offered = profileState.options.filter((state) =>
      profileMovesFor(state, true).includes('confirm-availability'),
    );
    expect(offered).toEqual(['DRAFT', 'PUBLISHED', 'PAUSED']);
  });
});

describe('a profile’s card', () => {
  it('gives the first name and an initial, or the whole name when its owner chose so', () => {
    expect(toProfileCard(row()).name).toBe('Camille R.');
    expect(toProfileCard(row({ nameShown: 'FULL' })).name).toBe('Camille de La Roche');
    expect(shortName('  Jean-Pierre   dupont ')).toBe('Jean-Pierre D.');
    expect(shortName('Awa')).toBe('Awa');
  });

  it('holds no way to reach the person, even written into a text', () => {
    const card = JSON.stringify(toProfileCard(row({ headline: 'Dev www.camille.fr' })));
    for (const contact of ['camille@', '06 12', 'https:', 'www.', '0612345678', 'Mairie', 'La Roche'])
      expect(card).not.toContain(contact);
  });

  it('keeps a rate its owner does not show', () => {
    expect(toProfileCard(row({ rateVisible: false }))).toMatchObject({ dailyRateMin: null, dailyRateTarget: null });
  });
});

describe('a whole profile', () => {
  it('shows its owner everything, with moves and what to do next', () => {
    expect(toProfileView(row(), 'OWNER', 'fr')).toMatchObject({
      moves: ['pause', 'archive', 'confirm-availability'],
      excludedSectors: ['Armement'],
      contact: { email: 'camille@exemple.fr' },
    });
  });

  it('shows an employer the contact, not whom the person avoids nor a hidden rate', () => {
    expect(toProfileView(row({ rateVisible: false }), 'EMPLOYER', 'fr')).toMatchObject({
      moves: [],
      nextActions: [],
      excludedOrganisationIds: [],
      excludedSectors: [],
      dailyRateMin: null,
      contact: { phone: '0612345678' },
    });
  });
});

describe('an edit of a profile', () => {
  const edited = (edit: object, current: Partial<ProfileRow> = {}) =>
    editedColumns(row(current) as Profile, profileEdit.parse(edit), at);

  it.each([
    [{ dailyRateMin: 500 }, 'profile/rates-inverted', 'dailyRateMin'],
    [{ missionWeeksMin: 12, missionWeeksMax: 4 }, 'profile/weeks-inverted', 'missionWeeksMin'],
    [{ availabilityStatus: 'FROM_DATE' }, 'profile/date-needed', 'availableFrom'],
    [{ place: 'Nulle-Part-sur-Mer' }, 'profile/place-unknown', 'place'],
    [{ siret: '12345678901234' }, 'profile/siret-wrong', 'siret'],
    [{ experiences: [{ title: 'A', from: '2021-05', to: '2021-04' }] }, 'profile/dates-inverted', 'experiences.0.to'],
    [
      { certifications: [{ name: 'A', issuedOn: '2024-01-01', expiresOn: '2023-01-01' }] },
      'profile/dates-inverted',
      'certifications.0.expiresOn',
    ],
  ])('refuses %j with the name of the field', (edit, code, path) => {
    const problem = problemOf(() => edited(edit));
    expect([problem.code, problem.errors[0]?.path]).toEqual([code, path]);
  });

  it.each([{ experiences: [{ title: 'A', from: '2021-02-30' }] }, { zones: ['XX'] }, { unknown: 1 }])(
    'is not even read when it says %j',
    (edit) => {
      expect(profileEdit.safeParse(edit).success).toBe(false);
    },
  );

  it('turns a town into a point and its département', () => {
    expect(edited({ place: 'Nantes' })).toMatchObject({ placeCode: '44109', departement: '44' });
    expect(edited({ place: null })).toMatchObject({ placeCode: null, lat: null });
  });

  it('counts a new availability as confirmed, and forgets a date that no longer means anything', () => {
    expect(edited({ availabilityStatus: 'FROM_DATE', availableFrom: '2027-01-04' })).toMatchObject({
      availabilityConfirmedAt: at,
      availableFrom: '2027-01-04',
    });
    const dated = { availabilityStatus: 'FROM_DATE', availableFrom: '2027-01-04' } as const;
    expect(edited({ availabilityStatus: 'NOW' }, dated)).toMatchObject({
      availableFrom: null,
      availabilityConfirmedAt: at,
    });
    expect(edited({ availabilityStatus: null })).toMatchObject({ availabilityConfirmedAt: null });
    expect(edited({ headline: 'Autre' })).not.toHaveProperty('availabilityConfirmedAt');
  });

  it('by an adviser leaves to the person what only they decide', () => {
    for (const edit of [{ visibility: 'PUBLIC' }, { nameShown: 'FULL' }, { excludedOrganisationIds: [] }])
      expect(problemOf(() => refuseOwnerOnly(profileEdit.parse(edit))).code).toBe('profile/owner-only');
    expect(() => refuseOwnerOnly(profileEdit.parse({ headline: 'Dev', skills: [] }))).not.toThrow();
  });
});

describe('the completeness of a profile', () => {
  const measures = fc.record<MeasuredProfile>({
    headline: fc.constantFrom('', 'De', 'Développeuse'),
    summary: fc.constantFrom('', 'x'.repeat(100)),
    skills: fc.nat(20),
    experiences: fc.nat(3),
    dailyRateMin: fc.constantFrom(null, 400),
    dailyRateTarget: fc.constantFrom(null, 450),
    availabilityStatus: fc.constantFrom(null, 'NOW'),
    remoteModes: fc.nat(3),
    placed: fc.boolean(),
    mobilityKm: fc.constantFrom(null, 30),
    languages: fc.nat(2),
    occupations: fc.nat(2),
  });
  const whole: MeasuredProfile = {
    headline: 'Développeuse',
    summary: 'x'.repeat(100),
    skills: 9,
    experiences: 2,
    dailyRateMin: 400,
    dailyRateTarget: 450,
    availabilityStatus: 'NOW',
    remoteModes: 1,
    placed: true,
    mobilityKm: 30,
    languages: 1,
    occupations: 1,
  };

  it('goes from 0 to 100 and never falls when something is added', () => {
    expect(completenessOf(whole)).toBe(100);
    expect(nextActionsFor(whole, 'fr')).toEqual([]);
    fc.assert(
      fc.property(measures, fc.constantFrom(...(Object.keys(whole) as (keyof MeasuredProfile)[])), (profile, field) => {
        const before = completenessOf(profile);
        const more = { ...profile, [field]: whole[field] };
        expect(before).toBeGreaterThanOrEqual(0);
        if (typeof profile[field] !== 'number' || Number(profile[field]) <= Number(whole[field]))
          expect(completenessOf(more)).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('says first what stands between the profile and its publication, then what helps most', () => {
    const nothing = { ...whole, headline: '', skills: 0, dailyRateMin: null, dailyRateTarget: null, languages: 0 };
    expect(nextActionsFor(nothing, 'fr').map(({ field }) => field)).toEqual([
      'skills',
      'headline',
      'dailyRateMin',
      'languages',
    ]);
    expect(missingToPublish(nothing).map(({ path }) => path)).toEqual(['headline', 'skills']);
  });

  it('can be published exactly when no next action is required', () => {
    fc.assert(
      fc.property(measures, (profile) => {
        const required = nextActionsFor(profile, 'en').filter((action) => action.required);
        expect(missingToPublish(profile).length === 0).toBe(required.length === 0);
      }),
    );
  });
});
