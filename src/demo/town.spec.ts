import { readSeed } from '#libs/taxonomy/seed/seed';
import { importedMission, importedProfile } from '../imports/shapes';
import { aTown } from './town';

const seed = readSeed();

describe('the demo town', () => {
  const town = aTown(seed, { profiles: 200, missions: 80, seed: 7 }, '2026-11-23');

  it('is the same for the same seed and day, another for another seed', () => {
    expect(aTown(seed, { profiles: 200, missions: 80, seed: 7 }, '2026-11-23')).toEqual(town);
    expect(aTown(seed, { profiles: 200, missions: 80, seed: 8 }, '2026-11-23')).not.toEqual(town);
  });

  it('is made of people and missions that the import accepts', () => {
    for (const profile of town.profiles) expect(importedProfile.safeParse(profile).success).toBe(true);
    for (const { company: _company, ...mission } of town.missions)
      expect(importedMission.safeParse(mission).success).toBe(true);
  });

  it('is varied: many trades, both genders, rates in order, dates to come', () => {
    expect(new Set(town.profiles.map((profile) => profile.headline)).size).toBeGreaterThan(80);
    expect(new Set(town.profiles.map((profile) => profile.name)).size).toBeGreaterThan(150);
    for (const profile of town.profiles)
      expect(profile.dailyRateMin ?? 0).toBeLessThanOrEqual(profile.dailyRateTarget ?? 0);
    for (const mission of town.missions) expect((mission.startsOn ?? '') > '2026-11-23').toBe(true);
  });
});
