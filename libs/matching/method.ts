import { BLOCKERS, mayBeLifted, type BlockerKey } from './blockers';
import { explain } from './explain';
import type { Explanation } from './explanation';
import { type ExposureRules, exposureRules } from './exposure';
import type { MissionFacts, ProfileFacts, WeighableGroup } from './model';
import { FREELANCER_CRITERIA, MISSION_CRITERIA, type CriterionKey } from './phrases';
import { SERVED_LENGTH } from './served';
import { filledTo } from './top';
import { KERNEL_VERSION, MOST_WEIGHT, WEIGHABLE, weights } from './weights';

/** What lists are ordered by, as anybody may read it. */
export interface Method {
  kernelVersion: string;
  weightsVersion: string;
  /** Points out of the thousand each side shares out. */
  mission: { key: CriterionKey; points: number }[];
  freelancer: { key: CriterionKey; points: number }[];
  /** `liftable`: an adviser may decide that it does not count for a pair, with a reason both sides read. */
  blockers: { key: BlockerKey; liftable: boolean }[];
  /** What an employer may weigh, and the criteria it moves, by at most `mostWeight`. */
  weighable: { group: WeighableGroup; keys: readonly CriterionKey[] }[];
  mostWeight: number;
  /** The most places a list has. */
  listLength: number;
  /** Up to which place blocked ones fill a list that has fewer free ones. */
  filledTo: number;
  /** How first places are shared out. */
  exposure: ExposureRules;
}

/** The method in force, read from the very tables scores are computed with: it cannot say anything else than they do. */
export const methodInForce = (): Method => ({
  kernelVersion: KERNEL_VERSION,
  weightsVersion: weights.version,
  mission: MISSION_CRITERIA.map((key) => ({ key, points: weights.mission[key] })),
  freelancer: FREELANCER_CRITERIA.map((key) => ({ key, points: weights.freelancer[key] })),
  blockers: BLOCKERS.map((key) => ({ key, liftable: mayBeLifted(key) })),
  weighable: Object.entries(WEIGHABLE).map(([group, keys]) => ({ group: group as WeighableGroup, keys })),
  mostWeight: MOST_WEIGHT,
  listLength: SERVED_LENGTH,
  filledTo: filledTo(SERVED_LENGTH),
  exposure: exposureRules,
});

/** 15 June 2026: the day of the example. */
const DAY = 20_619;

const mission: MissionFacts = {
  num: 1,
  title: 'Développeur NestJS',
  skills: [
    { id: 1, label: 'NestJS', importance: 'REQUIRED' },
    { id: 2, label: 'PostgreSQL', importance: 'REQUIRED' },
    { id: 3, label: 'Kafka', importance: 'REQUIRED' },
  ],
  rateMax: 500,
  startDay: DAY + 15,
  durationWeeks: 26,
  experienceYears: 8,
  remoteMode: 'REMOTE',
};
const profile: ProfileFacts = {
  num: 1,
  skills: [
    { id: 1, label: 'NestJS', level: 3 },
    { id: 2, label: 'PostgreSQL', level: 3 },
  ],
  dailyRateMin: 480,
  dailyRateTarget: 540,
  availableFromDay: DAY,
  missionWeeksMin: 12,
  experienceYears: 6,
  remoteModes: ['REMOTE'],
};

/** An invented pair, scored by the engine in force: how points add up, with what has no data left out. */
export const workedExample = (): Explanation =>
  explain(mission, profile, { similarity: { neighbours: () => [] }, today: DAY }, 'example');
