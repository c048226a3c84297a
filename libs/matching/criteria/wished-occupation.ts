import { MET_FROM, type Criterion } from '../criterion';
import type { ProfileFacts } from '../model';
import { phrase, type Phrase } from '../phrases';
import { meetingPoint, nearness } from './occupation';

const saysWishes = (profile: ProfileFacts): Phrase => {
  const names = (profile.wishes ?? []).flatMap(({ label }) => (label ? [label] : [])).slice(0, 3);
  return names.length > 0 ? phrase('says.occupations', { occupations: names }) : phrase('says.nothing', {});
};

const saysTitle = (title: string | undefined): Phrase =>
  title ? phrase('says.text', { text: title }) : phrase('says.nothing', {});

/** Is the mission in one of the occupations the person says they want? */
export const wishedOccupation: Criterion = {
  key: 'wished-occupation',
  measure: (mission, profile) => nearness(mission, profile.wishIds, profile.wishWeights),
  rows: (mission, profile) => {
    const value = nearness(mission, profile.wishIds, profile.wishWeights);
    const meeting = meetingPoint(mission, profile.facts.wishes ?? []);
    return [
      {
        mission: saysTitle(mission.facts.title),
        person: saysWishes(profile.facts),
        reason:
          value === 0
            ? phrase('occupation.far', {})
            : phrase(value >= MET_FROM ? 'occupation.same' : 'occupation.near', { occupation: meeting }),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: saysTitle(mission.facts.title), person: saysWishes(profile.facts) }),
};
