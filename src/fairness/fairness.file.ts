import type { FairnessFile } from '#libs/contracts/fairness';
import type { Locale } from '#libs/errors/problem';
import { csv } from '../discovery/csv';

const heads: Record<Locale, readonly string[]> = {
  fr: [
    'Mois',
    'Mesure',
    'Groupes par',
    'Groupe',
    'Personnes',
    'Retenues',
    'Taux (millièmes)',
    'Rapport d’impact (millièmes)',
    'Sous les quatre cinquièmes',
  ],
  en: [
    'Month',
    'Measure',
    'Groups by',
    'Group',
    'People',
    'Selected',
    'Rate (thousandths)',
    'Impact ratio (thousandths)',
    'Below four fifths',
  ],
};
const yes: Record<Locale, [string, string]> = { fr: ['oui', 'non'], en: ['yes', 'no'] };

/** The file of a month for spreadsheets; keys are those of the API, so that months can be set side by side. */
export const fairnessCsv = (file: FairnessFile, locale: Locale): string =>
  csv([
    heads[locale],
    ...file.lines.map((line) => [
      file.month.slice(0, 7),
      line.measure,
      line.dimension,
      line.group,
      line.people,
      line.selected,
      line.rate,
      line.ratio,
      line.ratio === null ? null : yes[locale][line.under ? 0 : 1],
    ]),
  ]);
