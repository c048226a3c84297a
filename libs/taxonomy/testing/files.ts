import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(quoted).join(',')).join('\n');
const tsv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join('\t')).join('\n');

export interface FixtureFolder {
  path: string;
  /** Writes one more table over what is there. */
  write(file: string, rows: readonly (readonly string[])[]): void;
  remove(): void;
}

function folder(name: string, tables: Record<string, readonly (readonly string[])[]>): FixtureFolder {
  const parent = mkdtempSync(join(tmpdir(), 'aronde-taxonomy-'));
  const path = join(parent, name);
  mkdirSync(path);
  const write: FixtureFolder['write'] = (file, rows) =>
    writeFileSync(join(path, file), file.endsWith('.csv') ? `${csv(rows)}\n` : `${tsv(rows)}\n`);
  for (const [file, rows] of Object.entries(tables)) write(file, rows);
  return { path, write, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

/** ROME’s file names and columns around trades of our own invention. */
export const romeFolder = (): FixtureFolder =>
  folder('rome', {
    'unix_cr_gd_dp_v999_utf8.csv': [
      ['code_rome', 'libelle_grand_domaine'],
      ['A1101', 'Marine à voile'],
      ['A1102', 'Marine à voile'],
    ],
    'unix_texte_v999_utf8.csv': [
      ['code_rome', 'libelle_type_texte', 'libelle_texte'],
      ['A1101', 'definition', "Recoud les voiles à l''aiguille."],
      ['A1101', 'acces_metier', 'Sans diplôme.'],
      ['A1101', 'definition', 'Pose des renforts.'],
    ],
    'unix_referentiel_code_rome_v999_utf8.csv': [
      ['code_rome', 'libelle_rome', 'code_rome_parent'],
      ['A1101', 'Réparateur / Réparatrice de voiles', 'A1101'],
      ['A1102', 'Voilier dessinateur / Voilière dessinatrice', 'A1101'],
      ['?', 'Sans code', ''],
    ],
    'unix_referentiel_appellation_v999_utf8.csv': [
      ['code_ogr', 'libelle_appellation_long', 'code_rome'],
      ['1', 'Ravaudeur / Ravaudeuse de grand-voile', 'A1101'],
      ['2', 'Voiliste', 'A1102'],
      ['3', 'Orphelin', 'Z9999'],
    ],
    'unix_referentiel_competence_v999_utf8.csv': [
      ['code_ogr', 'libelle_competence', 'cat_comp', 'sous_cat_comp'],
      ['100', 'Recoudre une voile', 'Savoir-faire', 'Technique'],
      ['101', "Faire preuve d''entrain", 'Savoir-être professionnel', 'Transverse'],
    ],
    'unix_referentiel_savoir_v999_utf8.csv': [
      ['code_ogr_savoir', 'libelle_savoir', 'categorie_savoir'],
      ['200', 'Tissus techniques', 'Produits, outils et matières'],
    ],
    'unix_referentiel_contexte_travail_v999_utf8.csv': [['code_ogr'], ['300']],
    'unix_coherence_item_v999_utf8.csv': [
      ['code_rome', 'code_ogr', 'coeur_metier'],
      ['A1101', '100', 'Principale'],
      ['A1101', '200', 'Émergente'],
      ['A1102', '100', ''],
      ['A1101', '300', ''],
      ['A1101', '999', ''],
    ],
    'unix_rubrique_mobilite_v999_utf8.csv': [
      ['code_rome', 'code_rome_cible', 'numero_ordre'],
      ['A1101', 'A1102', '2'],
      ['A1102', 'A1101', '1'],
    ],
  });

/** ESCO’s compact files around trades of our own invention. */
export const escoFolder = (name = 'esco-9.8.7'): FixtureFolder =>
  folder(name, {
    'occupations.tsv': [
      ['uri', 'code', 'isco_group', 'label_fr', 'alt_labels_fr', 'label_en', 'alt_labels_en', 'description_en'],
      [
        'occupation/o-1',
        '7533.1',
        '7533',
        'raccommodeur de voiles/raccommodeuse de voiles',
        'raccommodeuse de voiles|voilier/voilière',
        'sail mender',
        'sail repairer|sailmaker',
        'Sail menders mend sails.',
      ],
      ['occupation/o-2', '7533.2', '7533', '', '', 'sail designer', '', ''],
    ],
    'isco_groups.tsv': [
      ['code', 'label_fr'],
      ['75', 'Métiers du textile'],
    ],
    'broader_occupations.tsv': [
      ['uri', 'broader_uri', 'broader_type'],
      ['occupation/o-2', 'occupation/o-1', 'Occupation'],
      ['occupation/o-1', 'isco/C7533', 'ISCOGroup'],
    ],
    'skills.tsv': [
      ['uri', 'skill_type', 'label_fr', 'alt_labels_fr', 'label_en', 'alt_labels_en'],
      [
        'skill/s-1',
        'skill/competence',
        'ravauder des voiles',
        'repriser des voiles',
        'mend sails',
        'darn sails|mend sails',
      ],
      ['skill/s-2', 'knowledge', 'toile à voile', '', 'sail cloth', ''],
      ['skill/s-3', 'knowledge', '', '', 'sail design software', ''],
      ['skill/s-1', 'knowledge', 'encore lui', '', '', ''],
    ],
    'skill_groups.tsv': [
      ['uri', 'label_en'],
      ['skill/g-1', 'repairing textiles'],
    ],
    'broader_skills.tsv': [
      ['uri', 'type', 'broader_uri', 'broader_type'],
      ['skill/s-1', 'KnowledgeSkillCompetence', 'skill/g-1', 'SkillGroup'],
      ['skill/s-3', 'KnowledgeSkillCompetence', 'skill/s-2', 'KnowledgeSkillCompetence'],
    ],
    'digital_skills.tsv': [['uri'], ['skill/s-3']],
    'occupation_skill.tsv': [
      ['occupation_uri', 'skill_uri', 'relation'],
      ['o-1', 's-1', 'e'],
      ['o-1', 's-2', 'o'],
      ['o-9', 's-2', 'o'],
    ],
    'skill_skill.tsv': [
      ['skill_uri', 'related_skill_uri', 'relation'],
      ['skill/s-1', 'skill/s-2', 'optional'],
      ['skill/s-1', 'skill/s-9', 'optional'],
    ],
  });
