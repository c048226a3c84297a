/** One way of doing the same work: `run` does it once and returns what it took, in the case’s unit. */
export interface Variant {
  name: string;
  run(): number | Promise<number>;
}

/** What each variant took in each round. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

/**
 * Runs every variant once a round, one after the other, so that a busy machine weighs on all alike; a first round warms
 * up and does not count.
 */
export async function interleaved(variants: readonly Variant[], rounds: number): Promise<Rounds> {
  const times = new Map(variants.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++)
    for (const { name, run } of variants) {
      const took = await run();
      if (round > 0) times.get(name)!.push(took);
    }
  return times;
}

/** Milliseconds that `work` takes. */
export function timed(work: () => void): number {
  const since = performance.now();
  work();
  return performance.now() - since;
}

/** Milliseconds until what `work` promised has come. */
export async function timedUntil(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/** The value below which a share (0..1) of them lies: the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Ratio {
  vs: string;
  median: number;
  lo: number;
  hi: number;
}

/** How many times faster than `vs`, round by round. */
export function ratioOf(rounds: Rounds, name: string, vs: string): Ratio {
  const [ours, theirs] = [rounds.get(name)!, rounds.get(vs)!];
  const ratios = ours.map((took, round) => theirs[round]! / took);
  return { vs, median: median(ratios), lo: Math.min(...ratios), hi: Math.max(...ratios) };
}
