import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { goals } from './goals';
import { type Ratio, quantile } from './measure';

export type Size = 's' | 'm' | 'l' | 'xl';

/** One figure: what was measured, on how many, and how it compares. */
export interface Figure {
  suite: string;
  case: string;
  size: Size;
  n: number;
  m: number;
  unit: string;
  /** One value a round, or a single one for what does not vary. */
  values: readonly number[];
  ratios?: readonly Ratio[];
  /** False when what is timed gave another result than the specification; compareWithSpecification goes before. */
  exact: boolean;
  note?: string;
}

interface Judged {
  id: string;
  need: number;
  aim: number;
  pass: boolean;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}

/** The machine and the code a run was made on. */
export const surroundings = () => ({
  node: process.versions.node,
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  commit: commit(),
});

const keyOf = ({ suite, case: name, size }: Figure): string => `${size} ${suite}.${name}`;

function judge(figure: Figure, vs: string, value: number): Judged | undefined {
  const goal = goals[`${keyOf(figure)} ${vs}`];
  return (
    goal && { id: goal.id, need: goal.need, aim: goal.aim, pass: goal.atMost ? value <= goal.need : value >= goal.need }
  );
}

/** The machine had more to do than it has cores: times say little, ratios less than they should. */
export const isNoisy = (): boolean => loadavg()[0]! > cpus().length;

const round = (value: number): number => Number(value.toPrecision(4));

/** The figure as one object a line of the file. */
export function lineOf(figure: Figure, engine: string, place: ReturnType<typeof surroundings>): object {
  const { values, ratios = [], ...rest } = figure;
  return {
    ...rest,
    median: round(quantile(values, 0.5)),
    min: round(Math.min(...values)),
    p95: round(quantile(values, 0.95)),
    p99: round(quantile(values, 0.99)),
    rounds: values.length,
    goal: judge(figure, '', quantile(values, 0.5)),
    goalP99: judge(figure, 'p99', quantile(values, 0.99)),
    ratios: ratios.map((ratio) => ({
      vs: ratio.vs,
      median: round(ratio.median),
      lo: round(ratio.lo),
      hi: round(ratio.hi),
      goal: judge(figure, ratio.vs, ratio.median),
    })),
    engine,
    ...place,
    load1: round(loadavg()[0]!),
    noisy: isNoisy(),
  };
}

const said = (judged: Judged | undefined): string =>
  judged ? `${judged.id}: ${judged.need} ${judged.pass ? 'reached' : 'MISSED'} (aim ${judged.aim})` : '';

/** The table people read. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [['case', 'size', 'median', 'min', 'p95', 'p99', 'unit', 'times faster than', 'goal']];
  for (const figure of figures) {
    const middle = quantile(figure.values, 0.5);
    const last = quantile(figure.values, 0.99);
    const numbers = [middle, Math.min(...figure.values), quantile(figure.values, 0.95), last].map(
      (value) => `${round(value)}`,
    );
    rows.push([
      `${figure.suite}.${figure.case}${figure.exact ? '' : ' NOT EXACT'}`,
      figure.size,
      ...numbers,
      figure.unit,
      '',
      [judge(figure, '', middle), judge(figure, 'p99', last)].map(said).filter(Boolean).join(' · '),
    ]);
    for (const { vs, median, lo, hi } of figure.ratios ?? [])
      rows.push([
        '',
        '',
        '',
        '',
        '',
        '',
        '',
        `${vs}: ${round(median)} (${round(lo)}–${round(hi)})`,
        said(judge(figure, vs, median)),
      ]);
    if (figure.note) rows.push([`  ${figure.note}`]);
  }
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.filter((row) => row.length > 1).map((row) => row[column]!.length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, at) => (row.length > 1 ? cell.padEnd(widths[at]!) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Ratios by name: what a later run is held against. */
export const ratiosOf = (figures: readonly Figure[]): Record<string, number> =>
  Object.fromEntries(
    figures.flatMap((figure) =>
      (figure.ratios ?? []).map(({ vs, median }) => [`${keyOf(figure)} vs ${vs}`, round(median)] as const),
    ),
  );

/** What fell by more than a fifth (two fifths on a busy machine) against a stored run, in one sentence each. */
export const fallsAgainst = (stored: Record<string, number>, now: Record<string, number>, noisy: boolean): string[] =>
  Object.entries(now)
    .filter(([key, ratio]) => stored[key] !== undefined && ratio < stored[key] * (noisy ? 0.6 : 0.8))
    .map(([key, ratio]) => `${key}: ${ratio}, it was ${stored[key]}`);
