import { titleForms } from '#libs/taxonomy/normalise';
import type { SeedOccupation, SeedReferential, SeedSkill } from '#libs/taxonomy/seed/seed';
import type { ImportedMission, ImportedProfile } from '../imports/shapes';
import {
  CLIENTS,
  COMPANIES,
  CONTEXTS,
  FIRST_NAMES_F,
  FIRST_NAMES_M,
  LAST_NAMES,
  OBJECTS,
  TASKS,
  TOWNS,
  WAYS,
} from './words';

/** Numbers that look random and are the same for the same seed (mulberry32, public domain). */
export function dice(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    chance: (p: number): boolean => next() < p,
    between: (low: number, high: number): number => low + below(high - low + 1),
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    /** `count` different ones, in the order of the list. */
    some: <T>(list: readonly T[], count: number): T[] => {
      const left = list.map((_, index) => index);
      const kept = new Set<number>();
      while (kept.size < Math.min(count, list.length)) kept.add(left.splice(below(left.length), 1)[0] as number);
      return list.filter((_, index) => kept.has(index));
    },
  };
}
type Dice = ReturnType<typeof dice>;

/** Day rates by family, in euros: lowest and highest of a confirmed person. */
const RATES: Readonly<Record<string, readonly [number, number]>> = {
  developpement: [380, 620],
  infrastructure: [420, 680],
  cybersecurite: [500, 800],
  data: [420, 700],
  'produit-projet': [450, 720],
  conseil: [500, 900],
  finance: [450, 850],
  design: [300, 520],
  marketing: [300, 550],
  communication: [280, 500],
  audiovisuel: [280, 500],
  redaction: [220, 420],
  formation: [350, 700],
  ingenierie: [380, 620],
  batiment: [320, 520],
  rh: [350, 650],
  evenementiel: [250, 420],
  'juridique-administratif': [280, 600],
};

/** Families people work in on Aronde, out of the sum: communication and technology first. */
const SHARES: Readonly<Record<string, number>> = {
  developpement: 22,
  communication: 14,
  marketing: 12,
  design: 12,
  data: 8,
  'produit-projet': 7,
  redaction: 6,
  infrastructure: 5,
  audiovisuel: 5,
  conseil: 4,
  formation: 4,
  finance: 3,
  rh: 3,
  ingenierie: 3,
  cybersecurite: 2,
  batiment: 2,
  evenementiel: 2,
  'juridique-administratif': 2,
};

interface Trades {
  byFamily: Map<string, SeedOccupation[]>;
  skillsOf: Map<string, { skill: SeedSkill; essential: boolean }[]>;
}

function tradesOf(seed: SeedReferential): Trades {
  const byFamily = new Map<string, SeedOccupation[]>();
  for (const occupation of seed.occupations)
    byFamily.set(occupation.family, [...(byFamily.get(occupation.family) ?? []), occupation]);
  const skillsOf = new Map<string, { skill: SeedSkill; essential: boolean }[]>();
  for (const skill of seed.skills)
    for (const { occupation, importance } of skill.occupations)
      skillsOf.set(occupation, [...(skillsOf.get(occupation) ?? []), { skill, essential: importance === 'ESSENTIAL' }]);
  return { byFamily, skillsOf };
}

function weighted<T>(roll: Dice, rows: readonly (readonly [T, number])[]): T {
  let left = roll.below(rows.reduce((sum, [, share]) => sum + share, 0));
  for (const [value, share] of rows) {
    if (left < share) return value;
    left -= share;
  }
  return (rows[0] as readonly [T, number])[0];
}

const aTrade = (roll: Dice, trades: Trades): SeedOccupation =>
  roll.pick(trades.byFamily.get(weighted(roll, Object.entries(SHARES))) ?? []);

const rounded = (rate: number): number => Math.round(rate / 10) * 10;
const day = (from: string, plus: number): string =>
  new Date(Date.parse(`${from}T00:00:00Z`) + plus * 86_400_000).toISOString().slice(0, 10);

export interface DemoMission extends ImportedMission {
  company: string;
}

export interface Town {
  profiles: ImportedProfile[];
  missions: DemoMission[];
  companies: readonly string[];
}

/**
 * A believable town of freelancers and missions: the same for the same seed and day, whatever the machine. `today` is
 * a calendar date; dates of availability and start follow it.
 */
export function aTown(
  seed: SeedReferential,
  size: { profiles: number; missions: number; seed: number },
  today: string,
): Town {
  const trades = tradesOf(seed);
  const people = dice(size.seed);
  const needs = dice(size.seed + 1);
  return {
    profiles: Array.from({ length: size.profiles }, (_, index) => aFreelancer(people, trades, index, today)),
    missions: Array.from({ length: size.missions }, (_, index) => aMission(needs, trades, index, today)),
    companies: COMPANIES,
  };
}

function aFreelancer(roll: Dice, trades: Trades, index: number, today: string): ImportedProfile {
  const occupation = aTrade(roll, trades);
  const woman = roll.chance(0.5);
  const name = `${roll.pick(woman ? FIRST_NAMES_F : FIRST_NAMES_M)} ${roll.pick(LAST_NAMES)}`;
  const title = titleForms(woman ? occupation.titleF : occupation.titleM).masculine;
  const years = roll.between(1, 22);
  const known = trades.skillsOf.get(occupation.code) ?? [];
  const essential = known.filter((row) => row.essential && roll.chance(0.85));
  const others = roll.some(
    known.filter((row) => !row.essential),
    roll.between(2, 6),
  );
  const skills = [...essential, ...others].slice(0, 14).map(({ skill, essential: core }) => ({
    label: skill.labelFr,
    level: Math.min(4, Math.max(1, Math.round(1 + years / 6 + (core ? 1 : 0)))),
    years: Math.max(1, roll.between(Math.min(1, years), years)),
    lastUsedYear: Number(today.slice(0, 4)) - roll.below(3),
  }));
  const [low, high] = RATES[occupation.family] ?? [300, 550];
  const target = rounded(low + ((high - low) * Math.min(years, 15)) / 15 + roll.between(-30, 30));
  const year = Number(today.slice(0, 4));
  const experiences = Array.from({ length: roll.between(1, 3) }, (_, at) => {
    const from = Math.max(1995, year - years + at * Math.max(1, Math.floor(years / 3)));
    return {
      title,
      client: roll.pick(CLIENTS),
      description: `${roll.pick(TASKS).replace(/^./, (letter) => letter.toUpperCase())}, pour ${roll.pick(CLIENTS)}.`,
      from: `${from}-${String(roll.between(1, 12)).padStart(2, '0')}`,
      to: at === 2 ? undefined : String(Math.min(year, from + Math.max(1, Math.floor(years / 3)))),
    };
  });
  const free = roll.below(10);
  return {
    externalRef: `demo-p${String(index + 1).padStart(5, '0')}`,
    name,
    headline: title,
    summary: `${years} ${years > 1 ? 'ans' : 'an'} de métier, surtout pour ${roll.some(CLIENTS, 2).join(' et ')}. ${roll.some(WAYS, 2).join(' ')}`,
    skills,
    experiences,
    place: weighted(roll, TOWNS),
    mobilityKm: roll.pick([20, 30, 50, 50, 80, 150]),
    remoteModes: roll.pick([
      ['REMOTE'],
      ['REMOTE', 'HYBRID'],
      ['REMOTE', 'HYBRID', 'ONSITE'],
      ['HYBRID', 'ONSITE'],
      ['ONSITE'],
    ]),
    dailyRateMin: rounded(target * 0.9),
    dailyRateTarget: target,
    availability:
      free < 5
        ? 'NOW'
        : free < 9
          ? day(today, roll.between(7, 80))
          : { status: 'PART_TIME', daysPerWeek: roll.between(2, 3) },
    languages: [
      { code: 'fr', level: 'NATIVE' },
      ...(roll.chance(0.6) ? [{ code: 'en', level: roll.pick(['B1', 'B2', 'C1'] as const) }] : []),
      ...(roll.chance(0.12)
        ? [{ code: roll.pick(['es', 'de', 'it', 'pt', 'ar']), level: roll.pick(['B1', 'B2', 'C1'] as const) }]
        : []),
    ],
  };
}

function aMission(roll: Dice, trades: Trades, index: number, today: string): DemoMission {
  const occupation = aTrade(roll, trades);
  const known = trades.skillsOf.get(occupation.code) ?? [];
  const required = roll.some(
    known.filter((row) => row.essential),
    4,
  );
  const preferred = roll.some(
    known.filter((row) => !required.includes(row)),
    roll.between(1, 3),
  );
  const [low, high] = RATES[occupation.family] ?? [300, 550];
  const middle = rounded(low + (high - low) * (roll.between(20, 80) / 100));
  const title = titleForms(roll.chance(0.5) ? occupation.titleF : occupation.titleM).masculine;
  const tasks = roll.some(TASKS, 3);
  return {
    externalRef: `demo-m${String(index + 1).padStart(5, '0')}`,
    company: roll.pick(COMPANIES),
    title: `${title} ${roll.pick(OBJECTS)}`.slice(0, 160),
    description: `${roll.pick(CONTEXTS)}\n\nVous aurez à :\n${tasks.map((task) => `- ${task}`).join('\n')}\n\nVous rejoindrez une équipe de ${roll.between(3, 12)} personnes.`,
    skills: [
      ...required.map(({ skill }, at) => ({ label: skill.labelFr, importance: 'REQUIRED' as const, must: at === 0 })),
      ...preferred.map(({ skill }) => ({ label: skill.labelFr, importance: 'PREFERRED' as const })),
    ],
    place: weighted(roll, TOWNS),
    remoteMode: roll.pick(['REMOTE', 'HYBRID', 'HYBRID', 'ONSITE'] as const),
    rateMin: rounded(middle * 0.9),
    rateMax: rounded(middle * 1.1),
    startsOn: day(today, roll.between(10, 90)),
    durationWeeks: roll.pick([4, 8, 12, 12, 16, 24, 36]),
    daysPerWeek: roll.pick([2, 3, 4, 5, 5, 5]),
    languages: [{ code: 'fr', level: 'C1' }, ...(roll.chance(0.25) ? [{ code: 'en', level: 'B2' as const }] : [])],
  };
}
