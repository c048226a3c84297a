import type {
  LanguageFact,
  MatchContext,
  MissionFacts,
  NeededSkill,
  Neighbour,
  OccupationWeight,
  OwnedSkill,
  Place,
  ProfileFacts,
  RemoteMode,
  TitleWord,
} from '../model';
import { pointOf } from '../place';

/**
 * People and missions of any number, the same for the same seed; each is made on its own from its number, so that a
 * million of them need not stand in memory. Shapes are those of the demo town read through the product’s referential
 * (facts of 1,000 profiles and 300 missions): 8 skills a profile and 6 a mission with 6 neighbours each, 17 and 22
 * occupations of which one is main and six near, three titles of two words.
 */
const SKILLS = 6_000;
const OCCUPATIONS = 600;
const PER_DOMAIN = 6;
const POOL = 40;
const WORDS = 2_400;
const PLACES = 1_500;
const SECTORS = 40;
const ORGANISATIONS = 2_000;
export const TODAY = 20_619;
const YEAR = 2026;

/** mulberry32, public domain. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(n: number): number {
    return Math.floor(this.next() * n);
  }
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }
  chance(p: number): boolean {
    return this.next() < p;
  }
  /** 0..n − 1, small numbers more often the higher `slope`. */
  skewed(n: number, slope = 2): number {
    return Math.floor(n * this.next() ** slope);
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

interface Trade {
  skills: number[];
  words: number[];
  /** Occupations of its domain, then a tail of far ones. */
  near: number[];
  tail: number[];
  rate: number;
}

const MODES: readonly RemoteMode[] = ['REMOTE', 'HYBRID', 'ONSITE'];
const LEVELS = ['A2', 'B1', 'B2', 'C1', 'C2', 'NATIVE'] as const;

export class TradeFair {
  readonly #trades: Trade[] = [];
  readonly #neighbours: Neighbour[][] = [];
  readonly #places: Place[] = [];
  readonly context: MatchContext;

  constructor(readonly seed: number) {
    const dice = new Dice(seed);
    for (let skill = 0; skill < SKILLS; skill++)
      this.#neighbours.push(
        Array.from({ length: dice.between(4, 8) }, (_, at) => ({
          id: (skill - (skill % 10) + ((skill % 10) + 1 + at)) % SKILLS,
          similarity: dice.between(110, 200),
        })),
      );
    for (let trade = 0; trade < OCCUPATIONS; trade++) {
      const domain = trade - (trade % PER_DOMAIN);
      this.#trades.push({
        skills: Array.from({ length: POOL }, () =>
          dice.chance(0.75) ? (domain * 10 + dice.below(60)) % SKILLS : dice.skewed(SKILLS, 3),
        ),
        words: Array.from({ length: 3 }, (_, at) =>
          at === 0 ? dice.skewed(60) : 60 + ((trade * 3 + at) % (WORDS - 60)),
        ),
        near: Array.from({ length: PER_DOMAIN }, (_, at) => domain + at).filter((other) => other !== trade),
        tail: Array.from({ length: 14 }, () => dice.skewed(OCCUPATIONS, 1.3)),
        rate: dice.between(26, 70) * 10,
      });
    }
    // Where people live: the first places hold most of them.
    for (let place = 0; place < PLACES; place++)
      this.#places.push(pointOf(42.5 + dice.next() * 8.3, -4.5 + dice.next() * 12, `Commune ${place}`));
    this.context = { today: TODAY, similarity: { neighbours: (id) => this.#neighbours[id] ?? [] } };
  }

  profile(num: number): ProfileFacts {
    const dice = new Dice(Math.imul(num, 0x9e3779b1) ^ this.seed);
    const main = dice.skewed(OCCUPATIONS, 1.7);
    const trade = this.#trades[main]!;
    const least = trade.rate + dice.between(-12, 12) * 10;
    const fromDate = dice.chance(0.3);
    return {
      num,
      visible: dice.chance(0.02) ? false : undefined,
      titles: Array.from({ length: dice.between(1, 5) }, (_, at) => ({
        text: '',
        weight: at === 0 ? 255 : 204,
        words: this.#title(dice, at > 0 && dice.chance(0.3) ? this.#trades[dice.pick(trade.near)]! : trade),
      })),
      occupations: this.#occupations(dice, main, dice.between(4, 17)),
      wishes: dice.chance(0.3)
        ? this.#occupations(new Dice(main), dice.chance(0.8) ? main : dice.pick(trade.near), 8)
        : undefined,
      skills: this.#skills(dice, trade, dice.between(4, 12)).map((id): OwnedSkill => ({
        id,
        label: '',
        level: dice.chance(0.7) ? (dice.between(1, 4) as OwnedSkill['level']) : undefined,
        years: dice.chance(0.5) ? dice.below(15) : undefined,
        lastUsedYear: dice.chance(0.5) ? YEAR - dice.skewed(12) : undefined,
      })),
      languages: this.#languages(dice, 0.85),
      place: dice.chance(0.95) ? this.#places[dice.skewed(PLACES, 3)] : undefined,
      mobilityKm: dice.chance(0.6) ? dice.pick([10, 20, 30, 50, 100, 150]) : undefined,
      remoteModes: dice.chance(0.8) ? MODES.filter(() => dice.chance(0.6)) : undefined,
      dailyRateMin: dice.chance(0.85) ? least : undefined,
      dailyRateTarget: dice.chance(0.8) ? least + dice.between(0, 8) * 10 : undefined,
      availableFromDay: dice.chance(0.8) ? TODAY + (fromDate ? dice.below(200) : -dice.below(60)) : undefined,
      unavailable: dice.chance(0.08) || undefined,
      daysPerWeek: dice.chance(0.5) ? dice.between(2, 5) : undefined,
      missionWeeksMin: dice.chance(0.3) ? dice.between(1, 12) : undefined,
      missionWeeksMax: dice.chance(0.3) ? dice.between(12, 60) : undefined,
      experienceYears: dice.chance(0.8) ? dice.below(30) : undefined,
      sectors: dice.chance(0.5) ? [`s${dice.skewed(SECTORS)}`, `s${dice.below(SECTORS)}`] : undefined,
      excludedOrganisations: dice.chance(0.01) ? [`o${dice.below(ORGANISATIONS)}`] : undefined,
      excludedSectors: dice.chance(0.02) ? [`s${dice.below(SECTORS)}`] : undefined,
    };
  }

  mission(num: number): MissionFacts {
    const dice = new Dice(Math.imul(num, 0x85ebca77) ^ (this.seed + 1));
    const main = dice.skewed(OCCUPATIONS, 1.7);
    const trade = this.#trades[main]!;
    const required = dice.between(2, 5);
    return {
      num,
      titleWords: this.#title(dice, trade),
      occupations: this.#occupations(dice, main, dice.between(12, 20)),
      skills: this.#skills(dice, trade, required + dice.between(0, 4)).map((id, at): NeededSkill => ({
        id,
        label: '',
        importance: at < required ? 'REQUIRED' : 'PREFERRED',
        must: at === 0 && dice.chance(0.8),
        weight: dice.chance(0.2) ? dice.between(1, 3) : undefined,
        minLevel: dice.chance(0.3) ? (dice.between(2, 4) as NeededSkill['minLevel']) : undefined,
        telling: dice.between(90, 255),
      })),
      rateMax: dice.chance(0.9) ? trade.rate + dice.between(-8, 16) * 10 : undefined,
      startDay: dice.chance(0.8) ? TODAY + dice.between(-10, 90) : undefined,
      durationWeeks: dice.chance(0.7) ? dice.between(1, 52) : undefined,
      daysPerWeek: dice.chance(0.6) ? dice.between(2, 10) / 2 : undefined,
      remoteMode: dice.chance(0.9) ? dice.pick(MODES) : undefined,
      place: dice.chance(0.9) ? this.#places[dice.skewed(PLACES, 3)] : undefined,
      radiusKm: dice.chance(0.3) ? dice.pick([20, 50, 100]) : undefined,
      languages: dice.chance(0.4) ? this.#languages(dice, 1) : undefined,
      experienceYears: dice.chance(0.5) ? dice.between(1, 10) : undefined,
      sector: dice.chance(0.7) ? `s${dice.skewed(SECTORS)}` : undefined,
      organisation: `o${dice.below(ORGANISATIONS)}`,
      weights: dice.chance(0.2) ? { skills: dice.below(4), rate: dice.below(4) } : undefined,
    };
  }

  /** One main occupation, its domain’s, and a tail of such as a word or two bring near. */
  #occupations(dice: Dice, main: number, tail: number): OccupationWeight[] {
    const { near, tail: far } = this.#trades[main]!;
    const weights = new Map([[main, 226]]);
    for (const occupation of near) weights.set(occupation, 44);
    for (let left = tail; left > 0; left--) {
      const occupation = dice.chance(0.7) ? dice.pick(far) : dice.skewed(OCCUPATIONS, 1.3);
      if (!weights.has(occupation)) weights.set(occupation, dice.between(1, 13));
    }
    return [...weights].map(([occupation, weight]) => ({ occupation, weight }));
  }

  #title(dice: Dice, trade: Trade): TitleWord[] {
    const words = trade.words.slice(0, dice.between(1, 3));
    if (dice.chance(0.2)) words.push(60 + dice.below(WORDS - 60));
    const lengths = words.map((word) => (word < 60 ? 1 : 2));
    const whole = Math.hypot(...lengths);
    return words.map((word, at) => ({ key: `w${word}`, weight: Math.round((255 * lengths[at]!) / whole) }));
  }

  #skills(dice: Dice, trade: Trade, count: number): number[] {
    const ids = new Set<number>();
    for (let tries = 0; ids.size < count && tries < 4 * count; tries++)
      ids.add(dice.chance(0.8) ? trade.skills[dice.skewed(POOL)]! : dice.skewed(SKILLS, 3));
    return [...ids];
  }

  #languages(dice: Dice, said: number): LanguageFact[] | undefined {
    if (!dice.chance(said)) return undefined;
    const codes = ['fr', ...['en', 'de', 'es', 'it'].filter((_, at) => dice.chance(0.6 / (at + 1)))];
    return codes.map((code) => ({ code, level: code === 'fr' ? 'NATIVE' : dice.pick(LEVELS) }));
  }
}
