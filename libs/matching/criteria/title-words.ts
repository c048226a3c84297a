import { NO_DATA, perMille } from '../arithmetic';
import type { Criterion } from '../criterion';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission, PreparedProfile } from '../prepare';

/** The share of the mission’s title, in telling words, that the person’s titles also say. */
function measure(mission: PreparedMission, profile: PreparedProfile): number {
  if (mission.wordsTotal === 0 || profile.wordKeys.length === 0) return NO_DATA;
  let sum = 0;
  for (let at = 0; at < profile.wordKeys.length; at++) {
    const weight = mission.words.get(profile.wordKeys[at]!);
    if (weight !== undefined) sum += Math.min(weight, profile.wordWeights[at]!);
  }
  return perMille(sum, mission.wordsTotal);
}

const says = (text: string | undefined): Phrase => (text ? phrase('says.text', { text }) : phrase('says.nothing', {}));

/** Words in common between the mission’s title and the person’s, on neutral keys: same score in both genders. */
export const titleWords: Criterion = {
  key: 'title-words',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    const words = profile.wordKeys.filter((key) => mission.words.has(key));
    const all = words.length === mission.words.size;
    return [
      {
        mission: says(mission.facts.title),
        person: says(profile.facts.headline),
        reason: words.length === 0 ? phrase('words.none', {}) : phrase(all ? 'words.all' : 'words.some', { words }),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: says(mission.facts.title), person: says(profile.facts.headline) }),
};
