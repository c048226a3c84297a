import { availabilityBlocks, daysLate } from './criteria/availability';
import { languageBlocks, languagesMissing } from './criteria/languages';
import { kmBetween, remoteOnlyBlocks, unreachable } from './criteria/place';
import { budgetOf, leastAsked, rateBlocks } from './criteria/rate';
import { phrase, type CriterionKey, type Phrase } from './phrases';
import type { PreparedMission, PreparedProfile } from './prepare';

/** An indispensable skill answered by less than this, out of 255, is missing. */
const MUST_FLOOR = 64;

/** Every blocker in the order in which it is judged and told. */
export const BLOCKERS = [
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
] as const;
export type BlockerKey = (typeof BLOCKERS)[number];

/** Why a pair scores 0. Said to both sides; an adviser may lift it when `overridable`, with a reason that is kept. */
export interface Blocker {
  key: BlockerKey;
  /** Which skill or language, when the pair can lack several; empty otherwise. */
  subject: string;
  overridable: boolean;
  reason: Phrase;
  criterion?: CriterionKey;
}

interface BlockerRule {
  key: BlockerKey;
  /** A person’s own refusal and their invisibility are not an adviser’s to lift. */
  overridable: boolean;
  criterion?: CriterionKey;
  blocks(mission: PreparedMission, profile: PreparedProfile): boolean;
  reasons(mission: PreparedMission, profile: PreparedProfile): Phrase[];
  /** The subject of each reason, in their order. */
  subjects?(mission: PreparedMission, profile: PreparedProfile): string[];
}

/** Reads the satisfactions left by the required skills’ measure: blockers are judged after the criteria. */
function mustMissing({ required }: PreparedMission): number[] {
  const missing: number[] = [];
  for (let at = 0; at < required.needs.length; at++) {
    if (required.needs[at]!.must && required.best[at]! < MUST_FLOOR) missing.push(at);
  }
  return missing;
}

function anyMustMissing({ required }: PreparedMission): boolean {
  for (let at = 0; at < required.needs.length; at++) {
    if (required.needs[at]!.must && required.best[at]! < MUST_FLOOR) return true;
  }
  return false;
}

const rules: readonly BlockerRule[] = [
  {
    key: 'not-visible',
    overridable: false,
    blocks: (_, { facts }) => facts.visible === false,
    reasons: () => [phrase('block.not-visible', {})],
  },
  {
    key: 'excluded-organisation',
    overridable: false,
    blocks: ({ facts: mission }, { facts: profile }) =>
      mission.organisation !== undefined && profile.excludedOrganisations?.includes(mission.organisation) === true,
    reasons: () => [phrase('block.excluded-organisation', {})],
  },
  {
    key: 'excluded-sector',
    overridable: false,
    blocks: ({ facts: mission }, { facts: profile }) =>
      mission.sector !== undefined && profile.excludedSectors?.includes(mission.sector) === true,
    reasons: ({ facts }) => [phrase('block.excluded-sector', { sector: facts.sector ?? '' })],
  },
  {
    key: 'must-skill',
    overridable: true,
    criterion: 'required-skills',
    blocks: anyMustMissing,
    reasons: (mission) =>
      mustMissing(mission).map((at) => phrase('block.must-skill', { skill: mission.required.needs[at]!.label })),
    subjects: (mission) => mustMissing(mission).map((at) => String(mission.required.needs[at]!.id)),
  },
  {
    key: 'language',
    overridable: true,
    criterion: 'languages',
    blocks: languageBlocks,
    reasons: (mission, profile) =>
      languagesMissing(mission, profile).map((language) => phrase('block.language', { language })),
    subjects: languagesMissing,
  },
  {
    key: 'unavailable',
    overridable: true,
    criterion: 'availability',
    blocks: (_, { facts }) => facts.unavailable === true,
    reasons: () => [phrase('block.unavailable', {})],
  },
  {
    key: 'availability',
    overridable: true,
    criterion: 'availability',
    blocks: availabilityBlocks,
    reasons: (mission, profile) => [
      phrase('block.availability', { days: daysLate(mission.facts, profile.facts) ?? 0 }),
    ],
  },
  {
    key: 'rate',
    overridable: true,
    criterion: 'rate',
    blocks: rateBlocks,
    reasons: ({ facts: mission }, { facts: profile }) => [
      phrase('block.rate', {
        asked: profile.rateVisible === false ? undefined : leastAsked(profile),
        budget: mission.rateVisible === false ? undefined : budgetOf(mission),
      }),
    ],
  },
  {
    key: 'unreachable',
    overridable: true,
    criterion: 'place',
    blocks: unreachable,
    reasons: (mission, profile) => [
      phrase('block.unreachable', {
        km: kmBetween(mission.facts, profile.facts) ?? 0,
        reachKm: profile.facts.mobilityKm ?? 0,
      }),
    ],
  },
  {
    key: 'remote-only',
    overridable: true,
    criterion: 'place',
    blocks: remoteOnlyBlocks,
    reasons: () => [phrase('block.remote-only', {})],
  },
];

/** Nothing blocks, something an adviser may lift does, or the person’s own will does. */
export const FREE = 0;
export const BLOCKED = 1;
export const REFUSED = 2;

/** The strongest obstacle of the pair: FREE, BLOCKED or REFUSED. To be called after the criteria were measured. */
export function obstacle(mission: PreparedMission, profile: PreparedProfile): number {
  let strongest = FREE;
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at]!;
    if (rule.blocks(mission, profile)) {
      if (!rule.overridable) return REFUSED;
      strongest = BLOCKED;
    }
  }
  return strongest;
}

/** Everything that blocks the pair, each with its reason. To be called after the criteria were measured. */
export const blockersOf = (mission: PreparedMission, profile: PreparedProfile): Blocker[] =>
  rules
    .filter((rule) => rule.blocks(mission, profile))
    .flatMap(({ key, overridable, criterion, reasons, subjects }) => {
      const about = subjects?.(mission, profile) ?? [];
      return reasons(mission, profile).map((reason, at) => ({
        key,
        subject: about[at] ?? '',
        overridable,
        criterion,
        reason,
      }));
    });

/** True when a person may lift this blocker with a reason: the adviser, or the platform. */
export const mayBeLifted = (key: BlockerKey): boolean => rules.some((rule) => rule.key === key && rule.overridable);
