import { explain } from '#libs/matching/explain';
import type { MatchContext, MissionFacts, ProfileFacts } from '#libs/matching/model';
import { tieBreak } from '#libs/matching/tie-break';
import { type Ranked, Top } from '#libs/matching/top';

/** The loop one writes first: every pair explained from its facts, then sorted. */
export function explainingTop(
  mission: MissionFacts,
  people: readonly ProfileFacts[],
  context: MatchContext,
  length: number,
): Ranked[] {
  const top = new Top(length);
  for (const profile of people) {
    const { score, evidence, blockers } = explain(mission, profile, context, 'bench');
    if (evidence && blockers.length === 0) top.offer(profile.num, score, tieBreak(mission.num, profile.num));
  }
  return top.list();
}
