import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { ProfileChange, ProfilePair, ProfileSupposition, ProfileWhatIf } from '#libs/contracts/what-if';
import { type Locale, Problem } from '#libs/errors/problem';
import { now, parisDate } from '#libs/kernel/clock';
import { gained, openOf, POSSIBLE, type Ranks, stepsToTell } from '#libs/matching/what-if';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';
import { spend } from '../accounts/limits';
import { profileHasList, type ProfileRow, readProfiles } from './facts';
import { Market, type Standing } from './market';
import { profileSuppositions, type Supposition, together, withSkill } from './suppositions';
import { ranksOfVersions, shownMissions, type ShownMission, skillLabels, skillsFor } from './what-if.reads';

/** Skills tried, the first in the guess of `skillsToTry`; those told; those tried together with another change. */
const SKILLS_TRIED = 48;
const SKILLS_TOLD = 5;
const SKILLS_PAIRED = 6;
const PAIRS_TOLD = 3;
/** Missions named with each change. */
const MISSIONS_NAMED = 10;

type Step = Supposition<ProfileChange, ProfileRow>;
type Effect = Omit<ProfileSupposition, 'change'>;

/** “What if?” for a freelancer: which change of the profile would open missions. Nothing is changed here. */
@Injectable()
export class ProfileWhatIfs {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly market: Market,
  ) {}

  /**
   * What the person who asks might change, and the missions it would open. Throws `match/profile-needed`, `match/no-list`,
   * `what-if/not-ready`, `request/too-many`.
   */
  async mine(me: Person, locale: Locale): Promise<ProfileWhatIf> {
    allow(me, 'match:list-own');
    if (me.profileId === null) throw new Problem('match/profile-needed');
    await spend(this.db, 'what-if', me.accountId);
    const [row] = await readProfiles(this.db, [me.profileId]);
    if (!row || !profileHasList(row)) throw new Problem('match/no-list');
    return this.market.ask(async (standing) => {
      const [ranks = new Map<number, number>()] = await ranksOfVersions(standing, [row]);
      const before = openOf(ranks);
      const skills = skillsFor(standing, row, ranks, SKILLS_TRIED).map((skill) => [withSkill(row, skill)]);
      const others = profileSuppositions(row, parisDate(now()));
      const families = [...skills, ...others];
      const { possible, effects } = await this.effects(me, standing, before, families.flat());
      const effectsOf = new Map(families.flat().map((step, at) => [step, effects[at]!]));
      const told = families.flatMap((steps) =>
        stepsToTell(steps.map((step) => ({ step, gain: effectsOf.get(step)!.opened }))).map(
          ({ step }): ProfileSupposition => ({ change: step.change, ...effectsOf.get(step)! }),
        ),
      );
      const pairs = told.length > 0 ? [] : pairsOf(row, skills.slice(0, SKILLS_PAIRED), others);
      const both = await this.effects(me, standing, before, pairs);
      const toldPairs = pairs
        .map(({ changes }, at): ProfilePair => ({ changes, ...both.effects[at]! }))
        .filter(({ opened }) => opened > 0)
        .sort((a, b) => b.opened - a.opened)
        .slice(0, PAIRS_TOLD);
      const named = await this.naming(
        [...told.map(({ change }) => change), ...toldPairs.flatMap((pair) => pair.changes)],
        locale,
      );
      return {
        possible,
        near: ranks.size,
        suppositions: best(told).map((one) => ({ ...one, change: named(one.change) })),
        pairs: toldPairs.map((pair) => ({ ...pair, changes: pair.changes.map(named) })),
      };
    });
  }

  /** How many missions are open now, and what each version of the profile does; as far as the reader may see missions. */
  private async effects(
    me: Person,
    standing: Standing,
    before: Ranks,
    versions: readonly { row: ProfileRow }[],
  ): Promise<{ possible: number; effects: Effect[] }> {
    const rows = versions.map(({ row }) => row);
    const after = await ranksOfVersions(standing, rows, POSSIBLE);
    const shown = await shownMissions(this.db, me, [before, ...after]);
    const seen = (ranks: Ranks): Ranks => openOf(ranks, (num) => shown.has(num));
    return { possible: seen(before).size, effects: after.map((ranks) => effectOf(seen(before), seen(ranks), shown)) };
  }

  /** Calls the skills of changes by their names in the referential. */
  private async naming(
    changes: readonly ProfileChange[],
    locale: Locale,
  ): Promise<(change: ProfileChange) => ProfileChange> {
    const ids = changes.flatMap((change) => (change.kind === 'SKILL' ? [change.skillId] : []));
    const labels = await skillLabels(this.db, ids, locale);
    return (change) =>
      change.kind === 'SKILL' ? { ...change, label: labels.get(change.skillId) ?? change.label } : change;
  }
}

function effectOf(before: Ranks, after: Ranks, shown: ReadonlyMap<number, ShownMission>): Effect {
  const opened = gained(before, after);
  const missions = opened.slice(0, MISSIONS_NAMED).map((num) => {
    const { id, title } = shown.get(num)!;
    return { id, title, score: after.get(num)! };
  });
  return { possible: after.size, opened: opened.length, closed: gained(after, before).length, missions };
}

/** The furthest step of each kind with that of every other kind; two skills at once are no advice. */
function pairsOf(row: ProfileRow, skills: readonly Step[][], others: readonly Step[][]) {
  const furthest = [...skills, ...others].flatMap((steps) => steps.slice(-1));
  return furthest.flatMap((first, at) =>
    furthest
      .slice(at + 1)
      .filter((second) => second.change.kind !== first.change.kind)
      .map((second) => together(row, first, second)),
  );
}

/** The skills that open the most, then the other changes. */
function best(suppositions: readonly ProfileSupposition[]): ProfileSupposition[] {
  const skills = suppositions.filter(({ change }) => change.kind === 'SKILL');
  const others = suppositions.filter(({ change }) => change.kind !== 'SKILL');
  const sorted = skills.toSorted((a, b) => b.opened - a.opened || a.closed - b.closed);
  return [...sorted.slice(0, SKILLS_TOLD), ...others];
}
