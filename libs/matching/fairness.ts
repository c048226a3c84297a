/** What may happen to somebody in a month, each with those it could happen to. */
export const MEASURES = ['SHOWN', 'PROPOSED', 'SHORTLISTED', 'ACCEPTED'] as const;
export type Measure = (typeof MEASURES)[number];

/** By what people are grouped: nothing that the law protects, nothing that was not said for another purpose. */
export const DIMENSIONS = ['NEWCOMER', 'OVERSEAS', 'WORK', 'SKILLS_VERIFIED', 'ACCOMPANIED', 'DEPARTEMENT'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Of a smaller group nothing is said: neither a rate that chance makes, nor who it was. */
export const LEAST_PEOPLE = 10;

/** People of a group, and how many of them were selected. */
export interface GroupCount {
  measure: Measure;
  dimension: Dimension;
  group: string;
  people: number;
  selected: number;
}

/** `rate` and `ratio` in thousandths; null where the group is too small, or nobody was selected at all. */
export interface FairnessLine extends Omit<GroupCount, 'selected'> {
  selected: number | null;
  rate: number | null;
  /** The impact ratio: the group’s rate against that of the group most often selected. */
  ratio: number | null;
  /** Below four fifths of it (29 CFR 1607.4 D; the method of New York’s Local Law 144). */
  under: boolean;
}

const thousandths = (part: number, whole: number): number => Math.round((1000 * part) / whole);

/**
 * The impact ratios of groups, within each measure and dimension, in the order given. Four fifths are compared in whole
 * numbers: exactly four fifths is enough.
 */
export function impactRatios(counts: readonly GroupCount[]): FairnessLine[] {
  const best = new Map<string, GroupCount>();
  const keyOf = ({ measure, dimension }: GroupCount): string => `${measure} ${dimension}`;
  for (const count of counts) {
    if (count.people < LEAST_PEOPLE) continue;
    const held = best.get(keyOf(count));
    if (!held || count.selected * held.people > held.selected * count.people) best.set(keyOf(count), count);
  }
  return counts.map((count) => {
    const { measure, dimension, group, people, selected } = count;
    const line = { measure, dimension, group, people };
    if (people < LEAST_PEOPLE) return { ...line, selected: null, rate: null, ratio: null, under: false };
    const { people: most, selected: mostSelected } = best.get(keyOf(count))!;
    const rate = thousandths(selected, people);
    if (mostSelected === 0) return { ...line, selected, rate, ratio: null, under: false };
    return {
      ...line,
      selected,
      rate,
      ratio: thousandths(selected * most, people * mostSelected),
      under: 5 * selected * most < 4 * people * mostSelected,
    };
  });
}
