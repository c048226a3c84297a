import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { titleForms } from './normalise';
import { emptyReferential, type ReadReferential, type RejectedLine, type SkillKind } from './referential';
import { rowsOf } from './rows';

/** ROME files are called unix_<table>_v<release>_utf8.csv. */
const NAME = /^unix_referentiel_code_rome_v(\d+)_utf8\.csv$/;

/** The release of the ROME files in a directory (“v460”), undefined when it holds none. */
export function romeRelease(directory: string): string | undefined {
  for (const name of readdirSync(directory)) {
    const release = NAME.exec(name)?.[1];
    if (release) return `v${release}`;
  }
  return undefined;
}

const KINDS: Record<string, SkillKind> = {
  'Savoir-faire': 'SAVOIR_FAIRE',
  'Savoir-être professionnel': 'SAVOIR_ETRE',
};
const CORE_WEIGHT: Record<string, number> = { Principale: 2, Émergente: 1.5, Emergente: 1.5 };

/** France Travail doubles apostrophes in some texts, as SQL does. */
const single = (text: string): string => text.replace(/''/g, "'");

/**
 * Reads the official ROME files of a directory: occupations with their appellations in both genders, know-how and
 * knowledge, how central each is to each occupation, mobility between occupations, nearest first. Working conditions
 * are left out. Lines that refer to nothing are rejected with their number. Throws when a needed file is missing.
 */
export async function readRome(directory: string): Promise<ReadReferential> {
  const release = romeRelease(directory);
  if (!release) throw new Error(`No ROME file (unix_referentiel_code_rome_v…_utf8.csv) in ${directory}`);
  const referential = emptyReferential('ROME', release);
  const rejected: RejectedLine[] = [];
  const table = <C extends string>(name: string, columns: readonly C[]) =>
    rowsOf({ path: join(directory, `unix_${name}_${release}_utf8.csv`), columns, separator: ',', rejected });
  const reject = (name: string, line: number, reason: string): void =>
    void rejected.push({ file: `unix_${name}_${release}_utf8.csv`, line, reason });

  const families = new Map<string, string>();
  for await (const { values } of table('cr_gd_dp', ['code_rome', 'libelle_grand_domaine'])) {
    families.set(values.code_rome, single(values.libelle_grand_domaine));
  }
  const definitions = new Map<string, string[]>();
  for await (const { values } of table('texte', ['code_rome', 'libelle_type_texte', 'libelle_texte'])) {
    if (values.libelle_type_texte !== 'definition') continue;
    const sentences = definitions.get(values.code_rome) ?? [];
    definitions.set(values.code_rome, [...sentences, single(values.libelle_texte)]);
  }

  const occupations = new Set<string>();
  const seenTitles = new Set<string>();
  const addTitle = (occupation: string, title: string): void => {
    const { masculine, feminine } = titleForms(single(title));
    for (const [label, form] of [
      [masculine, feminine ? 'm' : 'neutral'],
      [feminine, 'f'],
    ] as const) {
      if (!label || seenTitles.has(`${occupation} ${label}`)) continue;
      seenTitles.add(`${occupation} ${label}`);
      referential.titles.push({ occupation, label, form, language: 'fr' });
    }
  };
  for await (const { values, line } of table('referentiel_code_rome', [
    'code_rome',
    'libelle_rome',
    'code_rome_parent',
  ])) {
    const { code_rome: code, libelle_rome: label, code_rome_parent: parent } = values;
    if (!/^[A-N]\d{4}$/.test(code) || !label || occupations.has(code)) {
      reject('referentiel_code_rome', line, 'not a new ROME code with a label');
      continue;
    }
    occupations.add(code);
    referential.occupations.push({
      code,
      labelFr: single(label),
      family: families.get(code),
      parent: parent && parent !== code ? parent : undefined,
      definition: definitions.get(code)?.join(' '),
    });
    addTitle(code, label);
  }
  for await (const { values, line } of table('referentiel_appellation', ['libelle_appellation_long', 'code_rome'])) {
    if (occupations.has(values.code_rome) && values.libelle_appellation_long) {
      addTitle(values.code_rome, values.libelle_appellation_long);
    } else reject('referentiel_appellation', line, `no occupation ${values.code_rome}`);
  }

  const skills = new Set<string>();
  const addSkill = (name: string, line: number, code: string, label: string, kind: SkillKind, category?: string) => {
    if (!code || !label || skills.has(code)) return reject(name, line, 'not a new code with a label');
    skills.add(code);
    referential.skills.push({ code, kind, labelFr: single(label), category: category || undefined });
  };
  for await (const { values, line } of table('referentiel_competence', [
    'code_ogr',
    'libelle_competence',
    'cat_comp',
    'sous_cat_comp',
  ])) {
    const kind = KINDS[values.cat_comp] ?? 'SAVOIR_FAIRE';
    addSkill('referentiel_competence', line, values.code_ogr, values.libelle_competence, kind, values.sous_cat_comp);
  }
  for await (const { values, line } of table('referentiel_savoir', [
    'code_ogr_savoir',
    'libelle_savoir',
    'categorie_savoir',
  ])) {
    addSkill(
      'referentiel_savoir',
      line,
      values.code_ogr_savoir,
      values.libelle_savoir,
      'SAVOIR',
      values.categorie_savoir,
    );
  }

  const contexts = new Set<string>();
  for await (const { values } of table('referentiel_contexte_travail', ['code_ogr'])) contexts.add(values.code_ogr);
  for await (const { values, line } of table('coherence_item', ['code_rome', 'code_ogr', 'coeur_metier'])) {
    const { code_rome: occupation, code_ogr: skill, coeur_metier: core } = values;
    if (contexts.has(skill)) continue;
    if (!occupations.has(occupation)) reject('coherence_item', line, `no occupation ${occupation}`);
    else if (!skills.has(skill)) reject('coherence_item', line, `no skill ${skill}`);
    else referential.occupationSkills.push({ occupation, skill, weight: CORE_WEIGHT[core] ?? 1 });
  }
  const mobility: { from: string; to: string; order: number }[] = [];
  for await (const { values, line } of table('rubrique_mobilite', ['code_rome', 'code_rome_cible', 'numero_ordre'])) {
    const { code_rome: from, code_rome_cible: to } = values;
    if (occupations.has(from) && occupations.has(to)) mobility.push({ from, to, order: Number(values.numero_ordre) });
    else reject('rubrique_mobilite', line, `no occupation ${occupations.has(from) ? to : from}`);
  }
  mobility.sort((a, b) => (a.from === b.from ? a.order - b.order : a.from < b.from ? -1 : 1));
  referential.occupationLinks = mobility.map(({ from, to }) => ({ from, to, kind: 'NEAR' }));
  return { referential, rejected };
}
