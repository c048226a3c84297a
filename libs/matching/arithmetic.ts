/** A criterion without facts on either side: it drops out of the score and the others share its weight. */
export const NO_DATA = -1;

/** The scale of values, scores and weights. */
export const FULL = 1000;

/**
 * Falls (or rises) in a straight line from `high` at `from` to `low` at `to`, flat outside. Whole numbers in and out,
 * rounded towards `high`.
 */
export function ramp(x: number, from: number, to: number, high: number, low: number): number {
  if (x <= from) return high;
  if (x >= to) return low;
  return high - Math.trunc(((high - low) * (x - from)) / (to - from));
}

/** `part / whole` of 1000, rounded down; `whole` must be positive. */
export const perMille = (part: number, whole: number): number => Math.floor((part * FULL) / whole);

/**
 * The two sides as one score: their harmonic mean, rounded to the nearest whole, halves up (Pizzato et al., RECON,
 * RecSys 2010). The lower side pulls hardest: nobody is sent to a mission that suits one of the two only. A side
 * without any data does not count; without either the score is 0.
 */
export function mutualOf(fitMission: number, fitFreelancer: number): number {
  if (fitMission === NO_DATA) return fitFreelancer === NO_DATA ? 0 : fitFreelancer;
  if (fitFreelancer === NO_DATA) return fitMission;
  const sum = fitMission + fitFreelancer;
  return sum === 0 ? 0 : Math.floor((4 * fitMission * fitFreelancer + sum) / (2 * sum));
}

/**
 * Shares a whole number out in proportion to `quotas` (whole numbers) so that the parts add up exactly: each gets its
 * quota rounded down, what is left goes one by one to the largest remainders (Hamilton’s method), the earlier first
 * among equals. A quota of 0 gets nothing. At least one quota must be positive unless `total` is 0.
 */
export function shareOut(total: number, quotas: readonly number[]): number[] {
  let sum = 0;
  for (const quota of quotas) sum += quota;
  if (sum === 0) return quotas.map(() => 0);
  const parts = quotas.map((quota) => Math.floor((quota * total) / sum));
  const remainders = quotas.map((quota) => (quota * total) % sum);
  let left = total;
  for (const part of parts) left -= part;
  // Fewer are left than there are quotas: one after the other takes the largest remainder.
  for (; left > 0; left--) {
    let largest = 0;
    for (let at = 1; at < remainders.length; at++) if (remainders[at]! > remainders[largest]!) largest = at;
    parts[largest]!++;
    remainders[largest] = -1;
  }
  return parts;
}
