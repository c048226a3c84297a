/** What each of some missions is worth under each of some settings: `values[setting][mission]`. */
export interface Trials<Setting> {
  settings: readonly Setting[];
  values: readonly (readonly number[])[];
  /** The group of each mission: a group is never split between learning and holding out. */
  groups: readonly string[];
}

export interface Validation<Setting> {
  /** The mean over missions held out, once a repetition, of the setting chosen without them. */
  heldOut: number[];
  /** Mean gain over the setting in force on missions held out, and its standard error over groups. */
  gain: number;
  error: number;
  /** How often each setting was chosen, most often first. */
  chosen: { setting: Setting; times: number }[];
}

/** mulberry32, public domain. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * k-fold cross-validation, `repeats` times with other folds: in each fold the setting that is best on all other missions
 * is judged on those held out, against the setting at `inForce`.
 */
export function crossValidate<Setting>(
  { settings, values, groups }: Trials<Setting>,
  inForce: number,
  { folds, repeats, seed }: { folds: number; repeats: number; seed: number },
): Validation<Setting> {
  const names = [...new Set(groups)].sort();
  const times = new Map<number, number>();
  const heldOut: number[] = [];
  const gains = groups.map(() => 0);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const next = dice(seed + repeat);
    const order = names.map((name) => ({ name, at: next() })).sort((a, b) => a.at - b.at);
    const foldOf = new Map(order.map(({ name }, at) => [name, at % folds]));
    const held = groups.map(() => 0);
    for (let fold = 0; fold < folds; fold++) {
      const inside = groups.map((group) => foldOf.get(group) === fold);
      const learned = values.map((row) => meanOf(row.filter((_, mission) => !inside[mission])));
      const best = learned.indexOf(Math.max(...learned));
      times.set(best, (times.get(best) ?? 0) + 1);
      inside.forEach((is, mission) => {
        if (!is) return;
        held[mission] = values[best]![mission]!;
        gains[mission]! += (values[best]![mission]! - values[inForce]![mission]!) / repeats;
      });
    }
    heldOut.push(meanOf(held));
  }
  const gain = meanOf(gains);
  const deviations = names.map((name) =>
    gains.reduce((sum, value, mission) => (groups[mission] === name ? sum + value - gain : sum), 0),
  );
  return {
    heldOut,
    gain,
    error: Math.sqrt(deviations.reduce((sum, value) => sum + value * value, 0)) / gains.length,
    chosen: [...times].sort((a, b) => b[1] - a[1]).map(([at, count]) => ({ setting: settings[at]!, times: count })),
  };
}

/** nDCG of the first ten (gain 2^grade − 1, discount log2) of a ranking, given the grades of all that is relevant. */
export function ndcg10(ranking: readonly string[], grades: ReadonlyMap<string, number>): number {
  const dcg = (found: readonly number[]): number =>
    found.slice(0, 10).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
  const ideal = dcg([...grades.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : dcg(ranking.map((name) => grades.get(name) ?? 0)) / ideal;
}
