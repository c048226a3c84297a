import { NO_DATA } from '../arithmetic';
import { MET_FROM, type Criterion, type EvidenceRow } from '../criterion';
import { phrase, type Phrase } from '../phrases';
import type { PreparedMission, PreparedProfile, PreparedTitle } from '../prepare';
import { cosineOf } from './occupation';

/** A product of two titles’ words as a cosine, 0..1000, lowered by what the title itself counts (of 255). */
export const likenessOf = (product: number, titleWeight: number): number =>
  Math.floor((cosineOf(product) * titleWeight) / 255);

/** The cosine of a title and the mission’s, 0..1000, lowered by what the title itself counts. */
function likeness(mission: PreparedMission, title: PreparedTitle): number {
  let sum = 0;
  for (let at = 0; at < title.keys.length; at++) {
    const weight = mission.words.get(title.keys[at]!);
    if (weight !== undefined) sum += weight * title.weights[at]!;
  }
  return likenessOf(sum, title.weight);
}

/** The person’s title that says most of the mission’s, 0..1000. */
function measure(mission: PreparedMission, profile: PreparedProfile): number {
  if (mission.words.size === 0) return NO_DATA;
  let best = NO_DATA;
  for (let at = 0; at < profile.titles.length; at++) {
    if (profile.titles[at]!.keys.length > 0) best = Math.max(best, likeness(mission, profile.titles[at]!));
  }
  return best;
}

const says = (text: string | undefined): Phrase => (text ? phrase('says.text', { text }) : phrase('says.nothing', {}));

function rows(mission: PreparedMission, profile: PreparedProfile): EvidenceRow[] {
  const value = measure(mission, profile);
  const at = profile.titles.findIndex((title) => title.keys.length > 0 && likeness(mission, title) === value);
  const title = profile.facts.titles?.[at];
  const words = (title?.words ?? [])
    .filter(({ key }) => mission.words.has(key))
    .map(({ key, written }) => written ?? key);
  return [
    {
      mission: says(mission.facts.title),
      person: says(title?.text),
      reason:
        words.length === 0
          ? phrase('words.none', {})
          : phrase(words.length === mission.words.size ? 'words.all' : 'words.some', { words }),
      advice:
        value >= MET_FROM || !mission.facts.title
          ? undefined
          : phrase('advice.retitle', { title: mission.facts.title }),
      value,
      share: 1,
    },
  ];
}

/** Words in common between the mission’s title and the person’s, on neutral keys: same score in both genders. */
export const titleWords: Criterion = {
  key: 'title-words',
  measure,
  rows,
  silence: (mission, profile) => ({
    mission: says(mission.facts.title),
    person: says(profile.facts.titles?.[0]?.text),
  }),
};
