import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayNumber } from '#libs/kernel/clock';
import { explain } from '../explain';
import type { Explanation } from '../explanation';
import type { MatchContext, MissionFacts, Neighbour, ProfileFacts } from '../model';

interface Case {
  why: string;
  /** YYYY-MM-DD. */
  today: string;
  neighbours?: Record<string, Neighbour[]>;
  mission: MissionFacts;
  profile: ProfileFacts;
  expect: ReturnType<typeof summary>;
}

/** What a change of the engine must not move without a new version: the numbers, not the words. */
const summary = ({
  score,
  potential,
  fitMission,
  fitFreelancer,
  confidence,
  criteria,
  blockers,
  gaps,
  whatWouldHelp,
}: Explanation) => ({
  score,
  potential,
  fitMission,
  fitFreelancer,
  confidence,
  blockers: blockers.map(({ key }) => key),
  criteria: Object.fromEntries(
    criteria
      .filter(({ hasData }) => hasData)
      .map(({ key, value, contribution, weight, rows }) => [
        key,
        { value, points: `${contribution}/${weight}`, reasons: rows.map(({ reason }) => reason.code).join(' ') },
      ]),
  ),
  gaps: gaps.map(({ criterion, lost }) => `${criterion} ${lost}`),
  helps: whatWouldHelp.map(({ criterion, gain }) => `${criterion} +${gain}`),
});

const files = readdirSync(__dirname).filter((name) => name.endsWith('.json'));

const contextOf = ({ today, neighbours = {} }: Case): MatchContext => ({
  today: dayNumber(today),
  similarity: { neighbours: (id) => neighbours[String(id)] ?? [] },
});

describe('a golden scenario', () => {
  it.each(files)('%s scores as it was agreed', (file) => {
    const scenario = JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as Case;
    expect(summary(explain(scenario.mission, scenario.profile, contextOf(scenario), 'cases'))).toEqual(scenario.expect);
  });
});
