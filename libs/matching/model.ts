/**
 * What the engine is told about a mission and a person: numbers and short texts, nothing else. Every optional field
 * means “no data” when it is left out: its criterion drops out of the score instead of counting against anybody.
 *
 * Never an input, by design: name, photo, birth date, gender, nationality, address below the commune, benefit status,
 * health, notes. Instants are day numbers (days since 1970-01-01) given by the caller; the engine reads no clock.
 */

/**
 * One occupation of the referential onto which somebody’s titles and skills were projected. `weight` 1..255: the weights
 * of one projection have a Euclidean length of about 255, so that a dot product of two is a cosine in whole numbers.
 */
export interface OccupationWeight {
  occupation: number;
  weight: number;
  /** The occupation’s label, for the explanation only. */
  label?: string;
}

/**
 * One telling word of a title, as a neutral key (no accents, no gender). `weight` 1..255 says how telling it is: the
 * weights of one title have a Euclidean length of about 255.
 */
export interface TitleWord {
  key: string;
  weight: number;
  /** The word as it was written, for the explanation only; the key when left out. */
  written?: string;
}

/** A title someone carries or carried: `weight` 255 for the headline, less for the past. */
export interface Title {
  text: string;
  weight: number;
  words: readonly TitleWord[];
}

/** Notions, practice, mastery, expert. */
export type SkillLevel = 1 | 2 | 3 | 4;

export interface OwnedSkill {
  id: number;
  /** The person’s own words for the skill. */
  label: string;
  level?: SkillLevel;
  years?: number;
  lastUsedYear?: number;
}

export interface NeededSkill {
  id: number;
  /** The mission’s own words for the skill. */
  label: string;
  importance: 'REQUIRED' | 'PREFERRED';
  /** Indispensable: without evidence for it the pair is blocked (overridable, never silent). */
  must?: boolean;
  /** 1..3 within its importance; 1 when left out. */
  weight?: number;
  minLevel?: SkillLevel;
  /** 1..255: how much the skill says about a job; 255 when left out. Computed from the referential at write time. */
  telling?: number;
}

/** A point on the globe in units of 100 m from the Earth’s centre (`pointOf` in place.ts), with its commune’s name. */
export interface Place {
  x: number;
  y: number;
  z: number;
  label: string;
}

export type RemoteMode = 'REMOTE' | 'HYBRID' | 'ONSITE';
export type LanguageLevel = 'A1' | 'A2' | 'B1' | 'B2' | 'C1' | 'C2' | 'NATIVE';

export interface LanguageFact {
  /** ISO 639 code, lower case. */
  code: string;
  level?: LanguageLevel;
}

export interface ProfileFacts {
  /** The profile’s number inside lists; also the seed of the tie-break. */
  num: number;
  /** False when nobody may be shown this profile: not published, hidden, or without consent. */
  visible?: boolean;
  /** The headline first, then past titles. */
  titles?: readonly Title[];
  /** What the person does, from their titles and skills. */
  occupations?: readonly OccupationWeight[];
  /** What the person says they want to do. Left out when they said nothing. */
  wishes?: readonly OccupationWeight[];
  skills?: readonly OwnedSkill[];
  languages?: readonly LanguageFact[];
  place?: Place;
  mobilityKm?: number;
  remoteModes?: readonly RemoteMode[];
  /** Whole euros per day. */
  dailyRateMin?: number;
  /** Whole euros per day. */
  dailyRateTarget?: number;
  /** False when the person keeps their rate to themselves: no sentence may tell it. */
  rateVisible?: boolean;
  /** Day number from which the person is free. */
  availableFromDay?: number;
  /** True when the person said they take no mission at all for now. */
  unavailable?: boolean;
  daysPerWeek?: number;
  missionWeeksMin?: number;
  missionWeeksMax?: number;
  experienceYears?: number;
  /** Sector codes the person knows or wants. */
  sectors?: readonly string[];
  /** Ids of organisations the person refuses to work for. */
  excludedOrganisations?: readonly string[];
  excludedSectors?: readonly string[];
}

/** The criteria an employer may weigh: from 0 (not at all) to 3 (a lot), 1 as suggested. */
export type WeighableGroup = 'skills' | 'occupation' | 'rate' | 'availability' | 'place' | 'languages' | 'experience';

export interface MissionFacts {
  /** The mission’s number inside lists; also the seed of the tie-break. */
  num: number;
  title?: string;
  titleWords?: readonly TitleWord[];
  /** What the mission is, from its title and skills. */
  occupations?: readonly OccupationWeight[];
  skills?: readonly NeededSkill[];
  /** Whole euros per day. */
  rateMax?: number;
  /** Whole euros per day. */
  rateMin?: number;
  /** False when the employer keeps the budget to themselves: no sentence may tell it. */
  rateVisible?: boolean;
  /** Day number; a start in the past counts as today. */
  startDay?: number;
  durationWeeks?: number;
  daysPerWeek?: number;
  remoteMode?: RemoteMode;
  place?: Place;
  radiusKm?: number;
  languages?: readonly LanguageFact[];
  experienceYears?: number;
  sector?: string;
  /** Id of the organisation that posts the mission. */
  organisation?: string;
  /** The employer’s own weights; 1 where left out. */
  weights?: Partial<Record<WeighableGroup, number>>;
}

/** A neighbour in the referential, or learned from people, `similarity` 1..255. */
export interface Neighbour {
  id: number;
  similarity: number;
}

/** Which skills stand for one another, given by the referential. */
export interface Similarity {
  neighbours(skillId: number): readonly Neighbour[];
}

/** Everything a score depends on besides the two facts and the weights. */
export interface MatchContext {
  similarity: Similarity;
  /** Day number of the day the score is for: skill recency and starts in the past are counted from it. */
  today: number;
}
