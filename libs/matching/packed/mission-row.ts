import { budgetOf } from '../criteria/rate';
import type { MatchContext, MissionFacts } from '../model';
import { MODE_BIT, type PreparedNeeds, prepareMission } from '../prepare';
import type { Dictionaries } from './dictionary';
import { joined, languagesOf, NO_DAY, NOT_SAID, whole } from './profile-row';

export interface NeedNumbers {
  required: boolean;
  must: boolean;
  /** 0 when any level will do. */
  asked: number;
  weight: number;
  /** `skill << 8 | similarity` for every skill that answers it. */
  answers: readonly number[];
}

/** A mission as whole numbers: all that a rank reads. Missing things as in ProfileNumbers; a start in the past is today. */
export interface MissionNumbers {
  num: number;
  organisation: number;
  /** The sector a person may have ruled out, and the one that is compared: none when its name is empty. */
  sector: number;
  sectorCompared: number;
  budget: number;
  startDay: number;
  weeks: number;
  halfDays: number;
  /** MODE_BIT, 0 when not said. */
  mode: number;
  place: number;
  radiusKm: number;
  languages: number;
  experience: number;
  /** In criteria order. */
  weights: readonly number[];
  /** `word << 8 | weight`, each word once. */
  words: readonly number[];
  /** `occupation << 8 | weight`, each occupation once. */
  occupations: readonly number[];
  /** The required ones first. */
  needs: readonly NeedNumbers[];
}

const U8 = 0xff;
const MOST = 0x7fff_ffff;

function needsOf({ needs, weights, answers }: PreparedNeeds, required: boolean, skills: Dictionaries['skills']) {
  const found: { answers: number[] }[] = needs.map(() => ({ answers: [] }));
  for (const [skill, list] of answers) {
    for (const entry of list) found[entry >> 8]!.answers.push(joined(skills.idOf(skill), 8, entry & 255));
  }
  return needs.map((need, at): NeedNumbers => ({
    required,
    must: need.must === true,
    asked: need.minLevel ?? 0,
    weight: whole(weights[at]!, 1, MOST, 'weight'),
    answers: found[at]!.answers,
  }));
}

/** The mission in numbers, as it stands on the context’s day; throws a RangeError for a value no row can hold. */
export function missionNumbers(given: MissionFacts, context: MatchContext, dictionaries: Dictionaries): MissionNumbers {
  const { facts, required, preferred, occupations, words, weights } = prepareMission(given, context);
  const weighted = <Key extends string | number>(map: ReadonlyMap<Key, number>, idOf: (key: Key) => number): number[] =>
    [...map].map(([key, weight]) => joined(idOf(key), 8, whole(weight, 1, U8, 'weight')));
  const sector = facts.sector === undefined ? 0 : dictionaries.sectors.idOf(facts.sector);
  return {
    num: whole(facts.num, 0, MOST, 'num'),
    organisation: facts.organisation === undefined ? 0 : dictionaries.organisations.idOf(facts.organisation),
    sector,
    sectorCompared: facts.sector ? sector : 0,
    budget: budgetOf(facts) ?? NOT_SAID,
    startDay: facts.startDay ?? NO_DAY,
    weeks: facts.durationWeeks ?? 0,
    halfDays: whole((facts.daysPerWeek ?? 0) * 2, 0, U8, 'twice daysPerWeek'),
    mode: facts.remoteMode ? MODE_BIT[facts.remoteMode] : 0,
    place: facts.place ? dictionaries.places.idOf([facts.place.x, facts.place.y, facts.place.z]) : 0,
    radiusKm: facts.radiusKm ?? NOT_SAID,
    languages: languagesOf(dictionaries, facts.languages),
    experience: facts.experienceYears ?? 0,
    weights: [...weights],
    words: weighted(words, (key) => dictionaries.words.idOf(key)),
    occupations: weighted(occupations, (key) => dictionaries.occupations.idOf(key)),
    needs: [...needsOf(required, true, dictionaries.skills), ...needsOf(preferred, false, dictionaries.skills)],
  };
}
