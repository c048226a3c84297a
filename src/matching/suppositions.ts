import type { MissionChange, ProfileChange } from '#libs/contracts/what-if';
import { dateOfDay, dayNumber } from '#libs/kernel/clock';
import type { MissionRow, ProfileRow } from './facts';

/** A row as it would be after one change. */
export interface Supposition<Change, Row> {
  change: Change;
  row: Row;
}
type Profiles = Supposition<ProfileChange, ProfileRow>[];
type Missions = Supposition<MissionChange, MissionRow>[];

/** Both changes made to one row: each changes fields of its own. */
export function together<Change, Row extends object>(
  row: Row,
  first: Supposition<Change, Row>,
  second: Supposition<Change, Row>,
): { changes: [Change, Change]; row: Row } {
  const changed = Object.entries(second.row).filter(([field, value]) => value !== row[field as keyof Row]);
  return { changes: [first.change, second.change], row: { ...first.row, ...Object.fromEntries(changed) } };
}

/** A rate is not lowered by more than this share of itself, nor by more steps than these, in whole euros a day. */
const LEAST_SHARE = 0.8;
const RATE_STEPS = [10, 20, 30, 40, 50, 60, 80, 100];
const KM_STEPS = [10, 20, 30, 50, 75, 100];
const MOST_KM = 1_000;
const DAYS_EARLIER = [7, 14, 30, 60, 90];
const FULL_WEEK = 5;
const MODES = ['REMOTE', 'HYBRID', 'ONSITE'] as const;

/** The profile with one skill more, as it is when one adds it: without level or years. */
export const withSkill = (
  row: ProfileRow,
  { id, label }: { id: number; label: string },
): Supposition<ProfileChange, ProfileRow> => ({
  change: { kind: 'SKILL', skillId: id, label },
  row: { ...row, skills: [...row.skills, { id, label, level: null, years: null, lastUsedYear: null }] },
});

/**
 * What a person might change besides their skills, on this day (YYYY-MM-DD): each list goes further step by step. What they
 * did not say is left alone: it blocks nothing.
 */
export const profileSuppositions = (row: ProfileRow, today: string): Profiles[] =>
  [lowerRates(row), widerMobility(row), ...otherModes(row), earlierDates(row, today), moreDays(row)].filter(
    (steps) => steps.length > 0,
  );

/** The least asked goes down; a person who only said what they wish asks that. */
function lowerRates(row: ProfileRow): Profiles {
  const key = row.daily_rate_min === null ? 'daily_rate_target' : 'daily_rate_min';
  const from = row[key];
  if (from === null) return [];
  return RATE_STEPS.map((step) => from - step)
    .filter((to) => to >= from * LEAST_SHARE && to > 0)
    .map((to) => ({ change: { kind: 'RATE', from, to }, row: { ...row, [key]: to } }));
}

function widerMobility(row: ProfileRow): Profiles {
  const from = row.mobility_km;
  if (from === null) return [];
  return KM_STEPS.map((step) => from + step)
    .filter((to) => to <= MOST_KM)
    .map((to) => ({ change: { kind: 'MOBILITY', from, to }, row: { ...row, mobility_km: to } }));
}

/** One more way of working; whoever named none accepts all. */
const otherModes = (row: ProfileRow): Profiles[] =>
  row.remote_modes.length === 0
    ? []
    : MODES.filter((mode) => !row.remote_modes.includes(mode)).map((mode) => [
        { change: { kind: 'REMOTE', mode }, row: { ...row, remote_modes: [...row.remote_modes, mode] } },
      ]);

function earlierDates(row: ProfileRow, today: string): Profiles {
  const freeFrom = (to: string): ProfileRow => ({ ...row, availability_status: 'FROM_DATE', available_from: to });
  if (row.availability_status === 'UNAVAILABLE')
    return [{ change: { kind: 'AVAILABLE', from: null, to: today }, row: freeFrom(today) }];
  const from = row.availability_status === 'FROM_DATE' ? row.available_from : null;
  if (from === null || from <= today) return [];
  const last = dayNumber(from);
  const days = DAYS_EARLIER.map((step) => last - step).filter((day) => day > dayNumber(today));
  return [...days, dayNumber(today)].map((day) => ({
    change: { kind: 'AVAILABLE', from, to: dateOfDay(day) },
    row: freeFrom(dateOfDay(day)),
  }));
}

function moreDays(row: ProfileRow): Profiles {
  const from = row.days_per_week;
  if (from === null) return [];
  return Array.from({ length: Math.max(0, FULL_WEEK - from) }, (_, at) => from + at + 1).map((to) => ({
    change: { kind: 'DAYS', from, to },
    row: { ...row, days_per_week: to },
  }));
}

const RAISES = [20, 50, 100, 150];
const MOST_RATE = 10_000;
/** Percent of a budget for the whole. */
const BUDGET_SHARES = [110, 120, 130];
const MOST_BUDGET = 10_000_000;
const DAYS_LATER = [14, 30, 60, 90];
const RADII = [20, 50, 100];

/** How each criterion of a mission might be looser: each list goes further step by step. */
export const missionSuppositions = (row: MissionRow): Missions[] =>
  [
    ...optionalSkills(row),
    ...fewerLanguages(row),
    higherRates(row),
    laterStarts(row),
    looserModes(row),
    widerRadii(row),
  ].filter((steps) => steps.length > 0);

const optionalSkills = (row: MissionRow): Missions[] =>
  row.skills
    .filter(({ must }) => must)
    .map(({ id, label }) => [
      {
        change: { kind: 'MUST', skillId: id, label },
        row: { ...row, skills: row.skills.map((skill) => (skill.id === id ? { ...skill, must: false } : skill)) },
      },
    ]);

const fewerLanguages = (row: MissionRow): Missions[] =>
  row.languages.map(({ code }) => [
    {
      change: { kind: 'LANGUAGE', language: code },
      row: { ...row, languages: row.languages.filter((one) => one.code !== code) },
    },
  ]);

/** The bound that counts as the budget goes up: the highest rate, else the lowest, else the budget for the whole. */
function higherRates(row: MissionRow): Missions {
  const key = row.rate_max === null ? 'rate_min' : 'rate_max';
  const rate = row[key];
  if (rate !== null)
    return RAISES.map((step) => rate + step)
      .filter((to) => to <= MOST_RATE)
      .map((to) => ({ change: { kind: 'RATE', from: rate, to }, row: { ...row, [key]: to } }));
  const from = row.fixed_budget;
  if (from === null || from === 0) return [];
  return BUDGET_SHARES.map((share) => Math.round((from * share) / 100))
    .filter((to) => to <= MOST_BUDGET)
    .map((to) => ({ change: { kind: 'BUDGET', from, to }, row: { ...row, fixed_budget: to } }));
}

function laterStarts(row: MissionRow): Missions {
  const from = row.starts_on;
  if (from === null) return [];
  return DAYS_LATER.map((step) => dateOfDay(dayNumber(from) + step)).map((to) => ({
    change: { kind: 'START', from, to },
    row: { ...row, starts_on: to },
  }));
}

function looserModes(row: MissionRow): Missions {
  const from = row.remote_mode;
  if (from === null || from === 'REMOTE') return [];
  const looser = from === 'ONSITE' ? (['HYBRID', 'REMOTE'] as const) : (['REMOTE'] as const);
  return looser.map((to) => ({ change: { kind: 'REMOTE', from, to }, row: { ...row, remote_mode: to } }));
}

/** The radius stands for the reach of those who did not say theirs. */
function widerRadii(row: MissionRow): Missions {
  const from = row.radius_km;
  if (from === null) return [];
  return RADII.map((step) => from + step)
    .filter((to) => to <= MOST_KM)
    .map((to) => ({ change: { kind: 'RADIUS', from, to }, row: { ...row, radius_km: to } }));
}
