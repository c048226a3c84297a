import type { MatchContext, MissionFacts, ProfileFacts } from '../model';
import { Dictionaries } from '../packed/dictionary';
import { missionNumbers } from '../packed/mission-row';
import { MissionSegment } from '../packed/mission-segment';
import { encodeProfile, profileNumbers } from '../packed/profile-row';
import { ProfileSegment } from '../packed/profile-segment';
import { prepareMission, prepareProfile } from '../prepare';
import { rankOf } from '../score';
import { tieBreak } from '../tie-break';
import { type Ranked, Top } from '../top';

/** People and missions, and the lists they have by the specification: every pair ranked by `rankOf`. */
export interface Corpus {
  profiles: readonly ProfileFacts[];
  missions: readonly MissionFacts[];
  context: MatchContext;
}

export const packedProfiles = ({ profiles, context }: Corpus, dictionaries: Dictionaries): ProfileSegment =>
  new ProfileSegment(
    Buffer.concat(profiles.map((facts) => encodeProfile(profileNumbers(facts, context, dictionaries)))),
    dictionaries,
  );

export const packedMissions = ({ missions, context }: Corpus, dictionaries: Dictionaries): MissionSegment =>
  new MissionSegment(
    missions.map((facts) => missionNumbers(facts, context, dictionaries)),
    dictionaries,
  );

/** The rank of every pair, `ranks[mission][profile]` in the order of the corpus. */
export function ranksOf({ profiles, missions, context }: Corpus): number[][] {
  const people = profiles.map((facts) => prepareProfile(facts, context));
  return missions.map((facts) => {
    const mission = prepareMission(facts, context);
    return people.map((profile) => rankOf(mission, profile));
  });
}

/** Each mission’s list and each profile’s list, from the ranks of all pairs; those aside stand in nobody else’s list. */
export function listsOf(
  { profiles, missions }: Corpus,
  ranks: readonly ArrayLike<number>[],
  length: number,
  asideProfiles: ReadonlySet<number> = new Set(),
  asideMissions: ReadonlySet<number> = new Set(),
) {
  const list = <Owner extends { num: number }, Other extends { num: number }>(
    owner: Owner,
    others: readonly Other[],
    aside: ReadonlySet<number>,
    rankAt: (at: number) => number,
    tie: (own: number, other: number) => number,
  ): Ranked[] => {
    const top = new Top(length);
    others.forEach((other, at) => {
      if (!aside.has(other.num)) top.offer(other.num, rankAt(at), tie(owner.num, other.num));
    });
    return top.list();
  };
  return {
    ofMissions: missions.map((mission, m) => list(mission, profiles, asideProfiles, (p) => ranks[m]![p]!, tieBreak)),
    ofProfiles: profiles.map((profile, p) =>
      list(
        profile,
        missions,
        asideMissions,
        (m) => ranks[m]![p]!,
        (own, other) => tieBreak(other, own),
      ),
    ),
  };
}
