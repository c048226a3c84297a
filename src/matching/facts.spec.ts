import { dayNumber } from '#libs/kernel/clock';
import { missionFacts, type MissionRow, profileFacts, type ProfileRow, type Reading, storedMission } from './facts';

const reading: Reading = {
  version: 'test',
  neighbours: (id) => [{ id: id + 100, similarity: 150 }],
  occupations: (titles, skills) => titles.map((_, at) => ({ occupation: at + skills.length, weight: 180 })),
  named: (ids) => ids.map((occupation) => ({ occupation, weight: 255 })),
  titleWords: (text) => [{ key: text.toLowerCase(), weight: 255 }],
  telling: () => 120,
};

const blankProfile: ProfileRow = {
  id: 'p',
  num: 3,
  rev: 1,
  state: 'PUBLISHED',
  visibility: 'PUBLIC',
  headline: '',
  experiences: [],
  languages: [],
  daily_rate_min: null,
  daily_rate_target: null,
  rate_visible: true,
  availability_status: null,
  available_from: null,
  confirmed_on: '2026-05-01',
  days_per_week: null,
  remote_modes: [],
  place_name: null,
  lat: null,
  lon: null,
  mobility_km: null,
  mission_weeks_min: null,
  mission_weeks_max: null,
  sectors: [],
  excluded_organisations: [],
  excluded_sectors: [],
  experience_years: null,
  skills: [],
  wishes: [],
};

const blankMission: MissionRow = {
  id: 'm',
  num: 9,
  rev: 1,
  state: 'PUBLISHED',
  title: 'Webdesigner',
  organisation_id: 'o',
  rate_min: null,
  rate_max: null,
  fixed_budget: null,
  rate_visible: true,
  starts_on: null,
  duration_weeks: null,
  days_per_week: null,
  remote_mode: null,
  place_name: null,
  lat: null,
  lon: null,
  radius_km: null,
  languages: [],
  experience_years_min: null,
  sector: null,
  weights: {},
  occupation_id: null,
  skills: [],
};

describe('the facts of a profile', () => {
  it('leave out whatever nobody filled: a missing fact is no data', () => {
    const facts = JSON.parse(JSON.stringify(profileFacts(blankProfile, reading))) as object;
    expect(facts).toEqual({ num: 3, skills: [], rateVisible: true });
  });

  it('carry the headline first, then past titles that count less', () => {
    const { titles } = profileFacts(
      { ...blankProfile, headline: 'Graphiste', experiences: [{ title: 'Maquettiste' }, { title: ' ' }] },
      reading,
    );
    expect(titles).toEqual([
      { text: 'Graphiste', weight: 255, words: [{ key: 'graphiste', weight: 255 }] },
      { text: 'Maquettiste', weight: 204, words: [{ key: 'maquettiste', weight: 255 }] },
    ]);
  });

  it('read availability as the first free day', () => {
    const from = (row: Partial<ProfileRow>) => profileFacts({ ...blankProfile, ...row }, reading);
    expect(from({ availability_status: 'FROM_DATE', available_from: '2026-09-01' }).availableFromDay).toBe(
      dayNumber('2026-09-01'),
    );
    expect(from({ availability_status: 'NOW' }).availableFromDay).toBe(dayNumber('2026-05-01'));
    expect(from({ availability_status: 'UNAVAILABLE' })).toMatchObject({ unavailable: true });
    expect(from({}).availableFromDay).toBeUndefined();
  });

  it('hold wishes only where the person named occupations', () => {
    expect(profileFacts(blankProfile, reading).wishes).toBeUndefined();
    expect(profileFacts({ ...blankProfile, wishes: [7] }, reading).wishes).toEqual([{ occupation: 7, weight: 255 }]);
  });
});

describe('the facts of a mission', () => {
  it('turn a budget for the whole into euros per day', () => {
    const row = { ...blankMission, fixed_budget: 12_000, duration_weeks: 8, days_per_week: 3 };
    expect(missionFacts(row, reading).rateMax).toBe(500);
    expect(missionFacts({ ...row, duration_weeks: null }, reading).rateMax).toBeUndefined();
    expect(missionFacts({ ...row, rate_max: 450 }, reading).rateMax).toBe(450);
  });

  it('keep half days exact whatever the database rounds', () => {
    expect(missionFacts({ ...blankMission, days_per_week: 2.4999998 }, reading).daysPerWeek).toBe(2.5);
  });

  it('take the occupation the employer chose over the one read from the title', () => {
    expect(missionFacts({ ...blankMission, occupation_id: 42 }, reading).occupations).toEqual([
      { occupation: 42, weight: 255 },
    ]);
  });

  it('are stored with what stood near their skills, so that comparing needs no referential', () => {
    const skills = [{ id: 5, label: 'Figma', importance: 'REQUIRED' as const, must: true, weight: 2, minLevel: null }];
    const { facts, neighbours } = storedMission({ ...blankMission, skills }, reading);
    expect(facts.skills).toEqual([
      { id: 5, label: 'Figma', importance: 'REQUIRED', must: true, weight: 2, minLevel: undefined, telling: 120 },
    ]);
    expect(neighbours).toEqual({ 5: [{ id: 105, similarity: 150 }] });
  });
});
