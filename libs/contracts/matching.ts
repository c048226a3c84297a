import { z } from 'zod';
import { applicationMark } from './application';
import { id, instant, page } from './common';
import { missionCard } from './mission';
import { profileCard } from './profile';

/** Scores, weights, contributions and points are whole thousandths: 824 reads 82.4 out of 100. Parts add up exactly. */
const thousandths = z.int().min(0).max(1000);

export const matchSide = z.enum(['mission', 'freelancer']);
export const matchStatus = z.enum(['met', 'partly', 'missing', 'unknown']).meta({ id: 'MatchStatus' });

export const matchCriterionKey = z
  .enum([
    'required-skills',
    'preferred-skills',
    'occupation',
    'title-words',
    'rate',
    'availability',
    'experience',
    'place',
    'languages',
    'sector',
    'pay',
    'wished-occupation',
    'remote-wish',
    'distance',
    'duration',
    'sector-wish',
  ])
  .meta({ id: 'MatchCriterionKey' });

/** One line to check: the mission’s words, the person’s words, how they fit, points out of what the line could bring. */
export const matchRow = z
  .object({
    mission: z.string(),
    person: z.string(),
    status: matchStatus,
    reason: z.string(),
    advice: z.string().nullable(),
    points: thousandths,
    outOf: thousandths,
    skillId: z.int().nullable(),
  })
  .meta({ id: 'MatchRow' });
export type MatchRow = z.infer<typeof matchRow>;

/** One criterion of one side. `hasData` false: a side says nothing about it, it counts for nothing either way. */
export const matchCriterion = z
  .object({
    key: matchCriterionKey,
    name: z.string(),
    side: matchSide,
    hasData: z.boolean(),
    weight: thousandths,
    value: thousandths,
    contribution: thousandths,
    status: matchStatus,
    rows: z.array(matchRow),
  })
  .meta({ id: 'MatchCriterion' });

export const matchBlockerKey = z
  .enum([
    'not-visible',
    'excluded-organisation',
    'excluded-sector',
    'must-skill',
    'language',
    'unavailable',
    'availability',
    'rate',
    'unreachable',
    'remote-only',
  ])
  .meta({ id: 'MatchBlockerKey' });

/** `subject`: which skill or language, for blockers that can name several; empty otherwise. */
export const matchBlocker = z
  .object({ key: matchBlockerKey, subject: z.string(), overridable: z.boolean(), reason: z.string() })
  .meta({ id: 'MatchBlocker' });

/** A human decision that counts in this score: about what, and by whom, when and why, in one sentence. */
export const matchOverride = z
  .object({
    kind: z.enum(['CRITERION', 'BLOCKER']),
    key: z.union([matchCriterionKey, matchBlockerKey]),
    subject: z.string(),
    about: z.string(),
    decision: z.string(),
    contestId: id,
  })
  .meta({ id: 'MatchOverride' });

export const matchGap = z
  .object({
    criterion: matchCriterionKey,
    skillId: z.int().nullable(),
    asked: z.string(),
    reason: z.string(),
    lost: thousandths,
  })
  .meta({ id: 'MatchGap' });

export const matchHelp = z
  .object({ criterion: matchCriterionKey, skillId: z.int().nullable(), advice: z.string(), gain: thousandths })
  .meta({ id: 'MatchHelp' });

/** The reasons of a line in a list, the weightiest: what speaks for the pair, and what blocks or lacks. */
const matchReasons = z
  .object({ strengths: z.array(z.string()), against: z.string().nullable() })
  .meta({ id: 'MatchReasons' });

/**
 * What a score is made of, for a line of a list: the criteria that counted, whose contributions add up to each side
 * exactly, and the first reasons. All of it is told in the `Match` of the pair.
 */
export const matchSummary = z
  .object({
    potential: thousandths,
    fitMission: thousandths.nullable(),
    fitFreelancer: thousandths.nullable(),
    criteria: z.array(z.object({ key: matchCriterionKey, weight: thousandths, contribution: thousandths })),
    reasons: matchReasons,
  })
  .meta({ id: 'MatchSummary' });
export type MatchSummary = z.infer<typeof matchSummary>;

/**
 * Why a pair scores what it scores, in the same words for both sides. `score` is the harmonic mean of the two sides,
 * 0 when something blocks; `potential` is what it would be if nothing did. A side without any data is null.
 */
export const matchExplanation = z
  .object({
    score: thousandths,
    potential: thousandths,
    fitMission: thousandths.nullable(),
    fitFreelancer: thousandths.nullable(),
    confidence: thousandths,
    criteria: z.array(matchCriterion),
    reasons: matchReasons,
    blockers: z.array(matchBlocker),
    overrides: z.array(matchOverride),
    gaps: z.array(matchGap),
    whatWouldHelp: z.array(matchHelp),
    engineVersion: z.string(),
  })
  .meta({ id: 'MatchExplanation' });
export type MatchExplanation = z.infer<typeof matchExplanation>;

/** CURRENT: the list answers to the facts as they are. COMPUTING: they changed, the list follows within seconds. */
export const matchFreshness = z.enum(['CURRENT', 'COMPUTING']).meta({ id: 'MatchFreshness' });

const list = {
  nextCursor: z.string().nullable(),
  freshness: matchFreshness,
  /** When the list was computed; null when it never was. */
  computedAt: instant.nullable(),
};

/**
 * A person in the list of a mission. `rank`: the place in the order asked, `rankByScore` that of the score alone;
 * `newcomersPlace`: one of the places kept for newcomers. `explanation` is null for those who may see the score but not
 * its detail.
 */
export const candidate = z
  .object({
    rank: z.int().min(1),
    rankByScore: z.int().min(1),
    newcomersPlace: z.boolean(),
    score: thousandths,
    blocked: z.boolean(),
    profile: profileCard,
    explanation: matchExplanation.nullable(),
    /** True when the reader may report an error in this score. */
    mayContest: z.boolean(),
    /** To this mission, as far as the reader may read it. */
    application: applicationMark.nullable(),
  })
  .meta({ id: 'Candidate' });
export type Candidate = z.infer<typeof candidate>;

/** FAIR: first places are shared out, newcomers have theirs. SCORE: by score alone. Scores are the same in both. */
export const candidateOrder = z.enum(['FAIR', 'SCORE']).meta({ id: 'CandidateOrder' });
export type CandidateOrder = z.infer<typeof candidateOrder>;

/**
 * `rejected`: how many people the reader’s organisation rejected for this mission; they are found again in the search.
 * `reordered`: the first places differ from those by score alone.
 */
export const candidatePage = z
  .object({ items: z.array(candidate), rejected: z.int(), reordered: z.boolean(), ...list })
  .meta({ id: 'CandidatePage' });
export type CandidatePage = z.infer<typeof candidatePage>;

/** A mission in the list of a person; `GET /api/missions/{id}/match` tells the whole of its score. */
export const recommendedMission = z
  .object({
    rank: z.int().min(1),
    score: thousandths,
    blocked: z.boolean(),
    mission: missionCard,
    summary: matchSummary,
    /** The reader’s own. */
    application: applicationMark.nullable(),
  })
  .meta({ id: 'RecommendedMission' });
export type RecommendedMission = z.infer<typeof recommendedMission>;

export const recommendedMissionPage = z
  .object({ items: z.array(recommendedMission), ...list })
  .meta({ id: 'RecommendedMissionPage' });
export type RecommendedMissionPage = z.infer<typeof recommendedMissionPage>;

/** One person and one mission. `listed` false: nothing ties the two together, or the person keeps out of lists. */
export const match = z
  .object({
    missionId: id,
    profileId: id,
    listed: z.boolean(),
    explanation: matchExplanation,
    /** True when the reader may report an error in this score. */
    mayContest: z.boolean(),
  })
  .meta({ id: 'Match' });
export type Match = z.infer<typeof match>;

/** Whose fit is read: one’s own without a profile. */
export const matchQuery = z.strictObject({ profileId: id.optional() });
export type MatchQuery = z.infer<typeof matchQuery>;

export const matchListQuery = z.strictObject(page);
export type MatchListQuery = z.infer<typeof matchListQuery>;

export const candidatesQuery = z.strictObject({ ...page, order: candidateOrder.default('FAIR') });
export type CandidatesQuery = z.infer<typeof candidatesQuery>;

/** How somebody is shown: in how many first places, what is taken off in the order of lists, whether they are new. */
export const ownExposure = z
  .object({ firstPlaces: z.int().min(0), price: thousandths, newcomer: z.boolean() })
  .meta({ id: 'OwnExposure' });
export type OwnExposure = z.infer<typeof ownExposure>;
