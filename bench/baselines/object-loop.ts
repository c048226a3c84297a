import { FULL } from '#libs/matching/arithmetic';
import { FREE, obstacle, REFUSED } from '#libs/matching/blockers';
import type { PreparedMission, PreparedProfile } from '#libs/matching/prepare';
import { criteria, hasEvidence, potentialOf } from '#libs/matching/score';
import { tieBreak } from '#libs/matching/tie-break';
import type { Ranked } from '#libs/matching/top';
import { Shortlist } from '#libs/matching/packed/shortlist';
import { CRITERIA } from '#libs/matching/weights';

const evidence = ['required-skills', 'occupation', 'title-words'].map((key) => CRITERIA.findIndex((it) => it === key));
const others = CRITERIA.map((_, at) => at).filter((at) => !evidence.includes(at));
const values = new Int32Array(CRITERIA.length);

/**
 * The loop a careful person writes over objects: the mission compiled into maps once, people prepared once, what they
 * have in common looked at first, nothing computed for whoever cannot stand in the list, a heap for the best, and
 * nothing allocated on the way.
 */
export function loopTop(mission: PreparedMission, people: readonly PreparedProfile[], length: number): Ranked[] {
  const shortlist = new Shortlist(length);
  for (const profile of people) {
    for (const at of evidence) values[at] = criteria[at]!.measure(mission, profile);
    if (!hasEvidence(values)) continue;
    const stands = obstacle(mission, profile);
    if (stands === REFUSED || (stands !== FREE && shortlist.floor >= 0)) continue;
    for (const at of others) values[at] = criteria[at]!.measure(mission, profile);
    const potential = potentialOf(values, mission.weights);
    const rank = stands === FREE ? potential : potential - FULL - 1;
    if (rank >= shortlist.floor)
      shortlist.offer(profile.facts.num, rank, tieBreak(mission.facts.num, profile.facts.num));
  }
  return shortlist.list();
}
