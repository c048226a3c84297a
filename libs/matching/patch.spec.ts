import fc from 'fast-check';
import { patchList } from './patch';
import { NOT_LISTED } from './score';
import { agree, entersFrom, PLACES, type Places, served } from './served';
import { tieBreak } from './tie-break';
import { type Ranked, Top } from './top';

const tie = (num: number): number => tieBreak(1, num);

/** The best of these in so many places, computed from scratch. */
function listOf(ranks: ReadonlyMap<number, number>, length: number): Ranked[] {
  const top = new Top(length);
  for (const [num, rank] of ranks) top.offer(num, rank, tie(num));
  return top.list();
}

const written = (list: readonly Ranked[]): string => list.map(({ num, rank }) => `${num}:${rank}`).join(' ');

/** A list kept in step with everybody’s ranks, computed whole only where it cannot tell. */
class Kept {
  list: Ranked[] = [];
  computed = 0;
  patched = 0;
  shortest = Number.POSITIVE_INFINITY;
  /** Changes that touched the list though they should not have. */
  wronglyTouched = 0;

  constructor(
    readonly ranks: Map<number, number>,
    readonly places: Places,
  ) {
    this.list = this.whole();
  }

  whole(): Ranked[] {
    return listOf(this.ranks, this.places.stored);
  }

  take(changes: ReadonlyMap<number, number>): void {
    for (const [num, rank] of changes) this.ranks.set(num, rank);
    const patched = patchList(
      this.list,
      [...changes].map(([num, rank]) => ({ num, rank })),
      tie,
      this.places,
    );
    const enters = entersFrom(this.list.length, this.list.at(-1)?.rank ?? 0, this.places);
    const touches = [...changes].some(([num, rank]) => rank >= enters || this.list.some((one) => one.num === num));
    if (!touches && (!patched || written(patched) !== written(this.list))) this.wronglyTouched++;
    if (patched) this.patched++;
    else this.computed++;
    this.list = patched ?? this.whole();
    this.shortest = Math.min(this.shortest, this.list.length);
  }

  /** What there is, and what there should be: a beginning of a list computed from scratch, which serves the same. */
  beside(): { found: string[]; wanted: string[] } {
    const whole = this.whole();
    const { served: length } = this.places;
    return {
      found: [
        written(this.list),
        written(served(this.list, length)),
        String(agree(this.list, whole, this.places)),
        String(this.wronglyTouched),
      ],
      wanted: [written(whole.slice(0, this.list.length)), written(listOf(this.ranks, length)), 'true', '0'],
    };
  }
}

/** Draws the next of a series that looks random and is the same each time. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('a patched list', () => {
  const rank = fc.oneof(fc.integer({ min: -4, max: 6 }), fc.constant(NOT_LISTED));
  const some = (most: number) =>
    fc.array(fc.tuple(fc.nat(16), rank), { maxLength: most }).map((pairs) => new Map(pairs));

  it.each<Places>([
    { served: 6, stored: 9 },
    { served: 8, stored: 9 },
    { served: 4, stored: 12 },
  ])('serves what a list computed anew serves, whatever changes one after the other: %o', (places) => {
    let patched = 0;
    fc.assert(
      fc.property(some(20), fc.array(some(5), { maxLength: 12 }), (before, changes) => {
        const kept = new Kept(new Map(before), places);
        for (const change of changes) {
          kept.take(change);
          const { found, wanted } = kept.beside();
          expect(found).toEqual(wanted);
        }
        patched += kept.patched;
      }),
      { numRuns: 600 },
    );
    expect(patched).toBeGreaterThan(1_500);
  });

  it.each([
    { what: 'more are free than are stored', people: 400, blocked: 100, listed: 300 },
    { what: 'as many are free as are served', people: 400, blocked: 280, listed: 340 },
    { what: 'as many are free as blocked ones fill', people: 120, blocked: 90, listed: 120 },
    { what: 'hardly anybody is free', people: 90, blocked: 85, listed: 80 },
    { what: 'hardly anybody is listed', people: 60, blocked: 30, listed: 26 },
  ])('stays so through thousands of changes where $what', ({ people, blocked, listed }) => {
    const draw = dice(people + blocked);
    const anyRank = (): number => {
      if (draw(people) >= listed) return NOT_LISTED;
      return draw(people) < blocked ? draw(300) - 1_000 : draw(500);
    };
    const kept = new Kept(new Map(Array.from({ length: people }, (_, num) => [num, anyRank()])), PLACES);
    for (let step = 0; step < 1_200; step++) {
      kept.take(new Map(Array.from({ length: 1 + draw(3) }, () => [draw(people), anyRank()])));
      const { found, wanted } = kept.beside();
      expect(found).toEqual(wanted);
    }
    expect(kept.computed).toBeLessThan(kept.patched / 10);
  });

  it('lets a reserve run out one by one before it must be computed whole', () => {
    const kept = new Kept(new Map(Array.from({ length: 300 }, (_, num) => [num, 1_000 - num])), PLACES);
    const { stored, served: length } = PLACES;
    for (let num = 0; num < stored - length; num++) kept.take(new Map([[num, NOT_LISTED]]));
    expect(kept).toMatchObject({ computed: 0, shortest: length });
    kept.take(new Map([[stored, NOT_LISTED]]));
    expect(kept.computed).toBe(0);
    kept.take(new Map([[stored - 1, NOT_LISTED]]));
    expect(kept.computed).toBe(1);
    expect(kept.list).toHaveLength(stored);
    const { found, wanted } = kept.beside();
    expect(found).toEqual(wanted);
  });
});

describe('two stored lists', () => {
  const list = (from: number, length: number): Ranked[] =>
    Array.from({ length }, (_, at) => ({ num: from + at, rank: 900 - at }));

  it('agree when one has more in reserve', () => {
    expect(agree(list(0, 128), list(0, 100))).toBe(true);
    expect(agree(list(0, 104), list(0, 128))).toBe(true);
    expect(agree([], [])).toBe(true);
  });

  it('do not when one serves fewer, or somebody else, in the reserve, too', () => {
    expect(agree(list(0, 99), list(0, 128))).toBe(false);
    expect(agree(list(0, 128), list(1, 128))).toBe(false);
    expect(agree([...list(0, 109), { num: 700, rank: 1 }], list(0, 128))).toBe(false);
    expect(agree([], list(0, 1))).toBe(false);
  });

  it('serve a hundred, and blocked ones up to a quarter of that', () => {
    const blocked = (num: number): Ranked => ({ num, rank: -10 - num });
    expect(served(list(0, 128))).toEqual(list(0, 100));
    expect(served([...list(0, 10), ...Array.from({ length: 22 }, (_, at) => blocked(500 + at))])).toHaveLength(25);
    expect(served([...list(0, 30), blocked(500)])).toEqual(list(0, 30));
  });
});
