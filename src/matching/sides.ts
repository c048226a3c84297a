import { Breath } from '#libs/kernel/breath';
import { FULL } from '#libs/matching/arithmetic';
import { type OverrideTarget, rankOverridden } from '#libs/matching/override';
import type { OneList } from '#libs/matching/packed/all-lists';
import { rankedOf } from '#libs/matching/packed/pools';
import { patchList } from '#libs/matching/patch';
import type { PreparedMission, PreparedProfile } from '#libs/matching/prepare';
import { NOT_LISTED } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import type { Ranked } from '#libs/matching/top';
import type { Corpus, Member } from './corpus';
import type { HeldLists } from './held-lists';
import type { ListKind, NewList } from './lists';
import type { OverridesByPair } from './overrides';

/** The lists of one kind: whose they are, who stands in them, and who changed since they were written. */
export interface Side<Own, Other> {
  kind: ListKind;
  owners: Map<number, Member<Own>>;
  others: Map<number, Member<Other>>;
  changedOwners: ReadonlySet<number>;
  changedOthers: ReadonlySet<number>;
  /** The lists as they are stored. */
  held: HeldLists;
  /** The best of everybody who stands, for this owner. */
  best(num: number): Ranked[];
  /** The new rank of one of the others with each owner they can be listed with. */
  ranks(num: number): ReadonlyMap<number, number>;
  tie(own: number, other: number): number;
  /** What people decided, by owner and other. */
  decisions: OverridesByPair;
  rankDecided(own: Member<Own>, other: Member<Other>, decisions: readonly OverrideTarget[]): number;
}

/**
 * The list with what people decided about its pairs on top of what was computed: the one place where decisions enter
 * lists. A decision only ever raises somebody, so a list computed whole stays one; undefined for a list that knew of more
 * decisions than there are now, and must be computed whole.
 */
function withDecisions<Own, Other>(
  side: Side<Own, Other>,
  own: Member<Own>,
  entries: readonly Ranked[],
): Ranked[] | undefined {
  const decided: Ranked[] = [];
  for (const [num, decisions] of side.decisions.get(own.num) ?? []) {
    const other = side.others.get(num);
    if (other?.active) decided.push({ num, rank: side.rankDecided(own, other, decisions) });
  }
  if (decided.length === 0) return [...entries];
  return patchList(entries, decided, (num) => side.tie(own.num, num));
}

/** The list computed from everybody who stands; `computed`: what the engine made of it, when that is known. */
export function whole<Own, Other>(
  side: Side<Own, Other>,
  own: Member<Own>,
  computed: readonly Ranked[] = side.best(own.num),
): Ranked[] {
  return withDecisions(side, own, computed) ?? [...computed];
}

/** A list that the engine computed, as it is to be written; undefined when its owner is not here. */
export function newList<Own, Other>(side: Side<Own, Other>, computed: OneList): NewList | undefined {
  const own = side.owners.get(computed.num);
  return own && { id: own.id, num: own.num, rev: own.rev, entries: whole(side, own, rankedOf(computed)) };
}

/** New ranks, by who was ranked anew and then by owner: owners with whom they cannot be listed are left out. */
export type Anew = ReadonlyMap<number, ReadonlyMap<number, number>>;

export async function rankedAnew<Own, Other>(side: Side<Own, Other>, breath: Breath): Promise<Anew> {
  const anew = new Map<number, ReadonlyMap<number, number>>();
  for (const num of side.changedOthers) {
    anew.set(num, side.ranks(num));
    await breath.taken();
  }
  return anew;
}

/** The best new rank of each owner; the highest there is where people decided about somebody ranked anew. */
export function bestOf(anew: Anew, decisions: OverridesByPair): Map<number, number> {
  const best = new Map<number, number>();
  for (const ranks of anew.values())
    for (const [owner, rank] of ranks) if (rank > (best.get(owner) ?? NOT_LISTED)) best.set(owner, rank);
  for (const [owner, others] of decisions) if ([...others.keys()].some((num) => anew.has(num))) best.set(owner, FULL);
  return best;
}

/** The list after the changes of others, `same` when none touches it, undefined when it must be computed whole. */
export function patch<Own, Other>(
  side: Side<Own, Other>,
  own: Member<Own>,
  entries: readonly Ranked[],
  anew: Anew,
): Ranked[] | 'same' | undefined {
  const changes = [...anew].map(([num, ranks]): Ranked => ({ num, rank: ranks.get(own.num) ?? NOT_LISTED }));
  const computed = patchList(entries, changes, (num) => side.tie(own.num, num));
  if (!computed) return undefined;
  const patched = withDecisions(side, own, computed);
  if (!patched) return undefined;
  return isSame(patched, entries) ? 'same' : patched;
}

/** True of two lists with the same entries in the same places. */
const isSame = (one: readonly Ranked[], other: readonly Ranked[]): boolean =>
  one.length === other.length && one.every(({ num, rank }, at) => num === other[at]!.num && rank === other[at]!.rank);

/** Who changed: owners of lists, and others who stand in them. */
export type Changed = Pick<Side<never, never>, 'changedOwners' | 'changedOthers'>;

/** The lists of missions. */
export const missionSide = (
  corpus: Corpus,
  changed: Changed,
  decisions: OverridesByPair,
  held: HeldLists,
): Side<PreparedMission, PreparedProfile> => ({
  kind: 'mission',
  owners: corpus.missions,
  others: corpus.profiles,
  ...changed,
  held,
  best: (num) => corpus.candidates(num),
  ranks: (num) => corpus.ranksOfProfile(num),
  decisions,
  rankDecided: (mission, profile, some) => rankOverridden(mission.prepared, profile.prepared, some),
  tie: (mission, profile) => tieBreak(mission, profile),
});

/** The lists of profiles. */
export const profileSide = (
  corpus: Corpus,
  changed: Changed,
  decisions: OverridesByPair,
  held: HeldLists,
): Side<PreparedProfile, PreparedMission> => ({
  kind: 'profile',
  owners: corpus.profiles,
  others: corpus.missions,
  ...changed,
  held,
  best: (num) => corpus.recommended(num),
  ranks: (num) => corpus.ranksOfMission(num),
  decisions,
  rankDecided: (profile, mission, some) => rankOverridden(mission.prepared, profile.prepared, some),
  tie: (profile, mission) => tieBreak(mission, profile),
});
