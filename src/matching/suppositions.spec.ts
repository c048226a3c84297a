import type { MissionRow, ProfileRow } from './facts';
import { missionSuppositions, profileSuppositions, together, withSkill } from './suppositions';

const TODAY = '2026-06-15';
const silentProfile = {
  skills: [],
  remote_modes: [],
  daily_rate_min: null,
  daily_rate_target: null,
  mobility_km: null,
  availability_status: null,
  available_from: null,
  days_per_week: null,
} as Partial<ProfileRow> as ProfileRow;
const silentMission = {
  skills: [],
  languages: [],
  rate_min: null,
  rate_max: null,
  fixed_budget: null,
  starts_on: null,
  remote_mode: null,
  radius_km: null,
} as Partial<MissionRow> as MissionRow;

const ofProfile = (says: Partial<ProfileRow>) =>
  profileSuppositions({ ...silentProfile, ...says }, TODAY).map((steps) => steps.map(({ change }) => change));
const ofMission = (says: Partial<MissionRow>) =>
  missionSuppositions({ ...silentMission, ...says }).map((steps) => steps.map(({ change }) => change));
const tos = (steps: readonly object[] | undefined) => steps?.map((change) => ('to' in change ? change.to : change));

describe('suppositions about a profile', () => {
  it('leave alone what the person did not say', () => {
    expect(ofProfile({})).toEqual([]);
  });

  it('lower the least asked by a fifth at most, and the wish only where it stands alone', () => {
    expect(tos(ofProfile({ daily_rate_min: 250, daily_rate_target: 300 })[0])).toEqual([240, 230, 220, 210, 200]);
    expect(ofProfile({ daily_rate_target: 40 })).toEqual([]);
    const [[first] = []] = profileSuppositions({ ...silentProfile, daily_rate_target: 400 }, TODAY);
    expect(first?.row).toMatchObject({ daily_rate_min: null, daily_rate_target: 390 });
  });

  it('widen mobility up to the most there is, and add ways of working one by one', () => {
    expect(tos(ofProfile({ mobility_km: 930 })[0])).toEqual([940, 950, 960, 980]);
    expect(ofProfile({ remote_modes: ['REMOTE'] })).toEqual([
      [{ kind: 'REMOTE', mode: 'HYBRID' }],
      [{ kind: 'REMOTE', mode: 'ONSITE' }],
    ]);
  });

  it('bring dates nearer, today at the earliest, and days up to five a week', () => {
    const from = '2026-07-01';
    expect(tos(ofProfile({ availability_status: 'FROM_DATE', available_from: from })[0])).toEqual([
      '2026-06-24',
      '2026-06-17',
      TODAY,
    ]);
    expect(ofProfile({ availability_status: 'FROM_DATE', available_from: TODAY })).toEqual([]);
    expect(ofProfile({ availability_status: 'NOW' })).toEqual([]);
    expect(ofProfile({ availability_status: 'UNAVAILABLE' })).toEqual([[{ kind: 'AVAILABLE', from: null, to: TODAY }]]);
    expect(tos(ofProfile({ days_per_week: 3 })[0])).toEqual([4, 5]);
    expect(ofProfile({ days_per_week: 6 })).toEqual([]);
  });

  it('go together in one row', () => {
    const row = { ...silentProfile, mobility_km: 20, days_per_week: 3, daily_rate_min: 400 };
    const [, mobility, days] = profileSuppositions(row, TODAY);
    expect(together(row, mobility![1]!, days![0]!)).toEqual({
      changes: [
        { kind: 'MOBILITY', from: 20, to: 40 },
        { kind: 'DAYS', from: 3, to: 4 },
      ],
      row: { ...row, mobility_km: 40, days_per_week: 4 },
    });
  });

  it('add a skill as one adds it: last, without level or years', () => {
    expect(withSkill(silentProfile, { id: 4, label: 'Kafka' }).row.skills).toEqual([
      { id: 4, label: 'Kafka', level: null, years: null, lastUsedYear: null },
    ]);
  });
});

describe('suppositions about a mission', () => {
  it('leave alone what the mission does not ask', () => {
    expect(ofMission({})).toEqual([]);
    expect(ofMission({ remote_mode: 'REMOTE', fixed_budget: 0 })).toEqual([]);
  });

  it('free one indispensable skill at a time, and one language', () => {
    const skill = (id: number, must: boolean) =>
      ({ id, label: `s${id}`, importance: 'REQUIRED', must, weight: 1, minLevel: null }) as const;
    const skills = [skill(1, true), skill(2, false), skill(3, true)];
    const found = missionSuppositions({ ...silentMission, skills, languages: [{ code: 'en' }, { code: 'de' }] });
    expect(found.map(([step]) => step?.row.skills.map(({ must }) => must))).toEqual([
      [false, false, true],
      [true, false, false],
      [true, false, true],
      [true, false, true],
    ]);
    expect(found.slice(2).map(([step]) => step?.row.languages)).toEqual([[{ code: 'de' }], [{ code: 'en' }]]);
  });

  it('raise the bound that counts, within what may be written', () => {
    expect(tos(ofMission({ rate_min: 300, rate_max: 400 })[0])).toEqual([420, 450, 500, 550]);
    expect(tos(ofMission({ rate_min: 9_960 })[0])).toEqual([9_980]);
    expect(tos(ofMission({ fixed_budget: 9_005 })[0])).toEqual([9_906, 10_806, 11_707]);
    expect(tos(ofMission({ fixed_budget: 9_000_000 })[0])).toEqual([9_900_000]);
  });

  it('start later, ask less presence, look further', () => {
    expect(tos(ofMission({ starts_on: '2026-12-20' })[0])).toEqual([
      '2027-01-03',
      '2027-01-19',
      '2027-02-18',
      '2027-03-20',
    ]);
    expect(tos(ofMission({ remote_mode: 'ONSITE' })[0])).toEqual(['HYBRID', 'REMOTE']);
    expect(tos(ofMission({ remote_mode: 'HYBRID' })[0])).toEqual(['REMOTE']);
    expect(tos(ofMission({ radius_km: 930 })[0])).toEqual([950, 980]);
  });
});
