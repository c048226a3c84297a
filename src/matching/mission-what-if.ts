import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { MissionChange, MissionWhatIf } from '#libs/contracts/what-if';
import { type Locale, Problem } from '#libs/errors/problem';
import { Breath } from '#libs/kernel/breath';
import { leastAsked } from '#libs/matching/criteria/rate';
import { rankOverridden } from '#libs/matching/override';
import { gained, openOf, POSSIBLE, type Ranks, stepsToTell } from '#libs/matching/what-if';
import { rateBand } from '#libs/search/search.port';
import { tellableCount } from '#libs/search/small-cells';
import type { Person } from '../access/actor';
import { allow, can } from '../access/allow';
import type { MissionSubject } from '../access/policies';
import { spend } from '../accounts/limits';
import { rejectedFor } from '../discovery/verdict.reads';
import { profileStandings } from '../profiles/profile.standing';
import { type Corpus, readyMission } from './corpus';
import { type MissionRow, readMissions, storedMission } from './facts';
import { Market, type Standing } from './market';
import { missionSuppositions } from './suppositions';
import { skillLabels } from './what-if.reads';

/** States in which a mission looks for somebody, or is about to. */
const LOOKING = ['DRAFT', 'IN_REVIEW', 'PUBLISHED', 'PAUSED'];
/** Missions it takes to say what is usual, and the days over which they are looked for. */
const ENOUGH_MISSIONS = 5;
const DAYS_BACK = 180;
/** A mission younger than this has not received what it will. */
const DAYS_OPEN = 7;

/** “What if?” for a mission, before or after it is published: what each of its criteria costs in people. */
@Injectable()
export class MissionWhatIfs {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly market: Market,
  ) {}

  /**
   * The people for a mission as it is written, and those more without each criterion. Counts only people whose card the
   * reader may see. Throws `mission/unknown`, `access/denied`, `what-if/over`, `what-if/not-ready`, `request/too-many`.
   */
  async mission(me: Person, id: string, locale: Locale): Promise<MissionWhatIf> {
    const [subject] = await this.db.query<MissionSubject[]>(
      `select organisation_id as "organisationId", state, visibility from mission where id = $1`,
      [id],
    );
    if (!subject || !can(me, 'mission:read', subject)) throw new Problem('mission/unknown');
    allow(me, 'mission:run', subject);
    if (!LOOKING.includes(subject.state)) throw new Problem('what-if/over');
    await spend(this.db, 'what-if', me.accountId);
    const [row] = await readMissions(this.db, [id]);
    if (!row) throw new Problem('mission/unknown');
    return this.market.ask(async (standing) => {
      const before = openOf(ranksOf(standing, [row])[0]!);
      const atAnyRate = openOf(ranksOf(standing, [{ ...row, rate_min: null, rate_max: null, fixed_budget: null }])[0]!);
      const breath = new Breath();
      const families: { change: MissionChange; after: Ranks }[][] = [];
      for (const steps of missionSuppositions(row)) {
        const found: { change: MissionChange; after: Ranks }[] = [];
        for (const step of steps) {
          found.push({ change: step.change, after: openOf(ranksOf(standing, [step.row])[0]!) });
          await breath.taken();
        }
        families.push(found);
      }
      const shown = await this.shown(me, id, standing.corpus, [
        before,
        atAnyRate,
        ...families.flatMap((steps) => steps.map(({ after }) => after)),
      ]);
      const seen = (ranks: Ranks): Ranks => openOf(ranks, (num) => shown.has(num));
      const told = families.flatMap((steps) =>
        stepsToTell(
          steps.map(({ change, after }) => ({ change, ...bringing(gained(seen(before), seen(after)).length) })),
        ),
      );
      const skillIds = row.skills.map((skill) => skill.id);
      const labels = await skillLabels(this.db, skillIds, locale);
      return {
        people: tellableCount(seen(before).size),
        suppositions: told
          .toSorted((a, b) => b.gain - a.gain)
          .map(({ change, more }) => ({
            change: change.kind === 'MUST' ? { ...change, label: labels.get(change.skillId) ?? change.label } : change,
            more,
          })),
        rates: ratesOf(standing.corpus, [...seen(atAnyRate).keys()]),
        expected: await this.expected(row),
      };
    });
  }

  /** The numbers of those among these people whose card the reader may see, and whom they did not reject for the mission. */
  private async shown(me: Person, missionId: string, corpus: Corpus, some: readonly Ranks[]): Promise<Set<number>> {
    const nums = new Set(some.flatMap((ranks) => [...ranks.keys()]));
    const rejected = await rejectedFor(this.db, me.current?.organisationId ?? null, missionId);
    const ids = [...nums].flatMap((num) => corpus.profiles.get(num)?.id ?? []);
    const standings = await profileStandings(this.db, me, ids);
    const isShown = (id: string | undefined): boolean => {
      const standing = id === undefined ? undefined : standings.get(id);
      return (
        standing?.state === 'PUBLISHED' && can(me, 'profile:read-card', standing) && !rejected.has(standing.profileId)
      );
    };
    return new Set([...nums].filter((num) => isShown(corpus.profiles.get(num)?.id)));
  }

  /** How many applications missions that require one of the same skills received, at the median; null for too few. */
  private async expected({ id, skills }: MissionRow): Promise<MissionWhatIf['expected']> {
    const [found] = await this.db.query<{ missions: number; applications: number | null }[]>(
      `select count(*)::int as missions, percentile_disc(0.5) within group (order by received) as applications
       from (select (select count(*)::int from application a where a.mission_id = m.id and a.state <> 'WITHDRAWN') as received
         from mission m
         where m.id <> $1 and m.published_at between now() - make_interval(days => $3) and now() - make_interval(days => $4)
           and exists (select from mission_skill s where s.mission_id = m.id and s.importance = 'REQUIRED'
             and s.skill_id = any($2::int[]))) as comparable`,
      [id, skills.filter(({ importance }) => importance === 'REQUIRED').map((skill) => skill.id), DAYS_BACK, DAYS_OPEN],
    );
    if (!found || found.applications === null || found.missions < ENOUGH_MISSIONS) return null;
    return { applications: found.applications, missions: found.missions };
  }
}

/** The rank of each version of a mission with everybody to whom it is open; what people decided counts. */
function ranksOf({ corpus, reading, decisions }: Standing, versions: readonly MissionRow[]): Map<number, number>[] {
  const stored = versions.map((row) => storedMission(row, reading));
  return corpus.ranksOfMissionVersions(stored, POSSIBLE).map((ranks, at) => {
    for (const [num, decided] of decisions.mission.get(versions[at]!.num) ?? []) {
      const person = corpus.profiles.get(num);
      if (person?.active)
        ranks.set(num, rankOverridden(readyMission(stored[at]!, corpus.today), person.prepared, decided));
    }
    return ranks;
  });
}

/** How many people more, as it may be told; steps and rows are ordered by no more than that. */
function bringing(count: number): { more: number | null; gain: number } {
  const more = tellableCount(count);
  return { more, gain: more ?? 1 };
}

/** How many of these people ask which day rate, where they show it, in bands; those of too few people left out. */
function ratesOf(corpus: Corpus, nums: readonly number[]): MissionWhatIf['rates'] {
  const bands = new Map<number, number>();
  for (const num of nums) {
    const facts = corpus.profiles.get(num)?.prepared.facts;
    const asked = facts && facts.rateVisible !== false ? leastAsked(facts) : undefined;
    if (asked === undefined) continue;
    bands.set(rateBand(asked), (bands.get(rateBand(asked)) ?? 0) + 1);
  }
  return [...bands]
    .filter(([, count]) => tellableCount(count) !== null)
    .map(([from, count]) => ({ from, count }))
    .sort((a, b) => a.from - b.from);
}
