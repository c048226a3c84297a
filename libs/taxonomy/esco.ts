import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { titleForms } from './normalise';
import {
  emptyReferential,
  type Language,
  type ReadReferential,
  type RejectedLine,
  type SkillKind,
  type TitleForm,
} from './referential';
import { rowsOf } from './rows';

const FILES = ['occupations.tsv', 'skills.tsv', 'occupation_skill.tsv'];

/** The release of the ESCO files in a directory, from its name (“esco-1.1.1” → “1.1.1”); undefined when it holds none. */
export function escoRelease(directory: string): string | undefined {
  if (!FILES.every((file) => existsSync(join(directory, file)))) return undefined;
  return /(\d+(?:\.\d+)+)/.exec(basename(directory))?.[1] ?? 'unnamed';
}

/** Ids are URIs below http://data.europa.eu/esco/, with or without their path: the UUID is what they share. */
const idOf = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

const RELATION_WEIGHT: Record<string, number> = { e: 2, essential: 2, o: 1, optional: 1 };
/** Skills that ESCO relates directly, or that share a broader skill, stand for one another only in part. */
const RELATED_SIMILARITY: Record<string, number> = { essential: 0.6, optional: 0.5 };

const listed = (labels: string): string[] =>
  labels
    .split('|')
    .map((label) => label.trim())
    .filter((label) => label !== '');

/**
 * Reads the ESCO files of a directory (the compact TSV form: one line a concept, French and English labels side by
 * side, alternative labels joined by |): occupations with their titles in both genders and languages, skills with
 * aliases, essential and optional skills, related and broader skills. A concept without a French label keeps its
 * English one. Lines that refer to nothing are rejected with their number. Throws when a needed file is missing.
 */
export async function readEsco(directory: string): Promise<ReadReferential> {
  const release = escoRelease(directory);
  if (!release) throw new Error(`No ESCO files (${FILES.join(', ')}) in ${directory}`);
  const referential = emptyReferential('ESCO', release);
  const rejected: RejectedLine[] = [];
  const table = <C extends string>(file: string, columns: readonly C[]) =>
    rowsOf({ path: join(directory, file), columns, separator: '\t', rejected });
  const optional = <C extends string>(file: string, columns: readonly C[]) =>
    existsSync(join(directory, file)) ? table(file, columns) : [];
  const reject = (file: string, line: number, reason: string): void => void rejected.push({ file, line, reason });

  const families = new Map<string, string>();
  for await (const { values } of optional('isco_groups.tsv', ['code', 'label_fr'])) {
    families.set(values.code, values.label_fr);
  }
  const broader = new Map<string, string>();
  for await (const { values } of optional('broader_occupations.tsv', ['uri', 'broader_uri', 'broader_type'])) {
    if (values.broader_type === 'Occupation') broader.set(idOf(values.uri), idOf(values.broader_uri));
  }

  const occupations = new Set<string>();
  const occupationColumns = [
    'uri',
    'isco_group',
    'label_fr',
    'alt_labels_fr',
    'label_en',
    'alt_labels_en',
    'description_en',
  ] as const;
  for await (const { values, line } of table('occupations.tsv', occupationColumns)) {
    const code = idOf(values.uri);
    const labelFr = values.label_fr || values.label_en;
    if (!code || !labelFr || occupations.has(code)) {
      reject('occupations.tsv', line, 'not a new occupation with a label');
      continue;
    }
    occupations.add(code);
    referential.occupations.push({
      code,
      labelFr,
      labelEn: values.label_en || undefined,
      family: families.get(values.isco_group.slice(0, 2)),
      parent: broader.get(code) ?? `isco/C${values.isco_group}`,
      definition: values.description_en || undefined,
    });
    const seen = new Set<string>();
    const add = (label: string, form: TitleForm, language: Language): void => {
      if (seen.has(`${language}${label}`)) return;
      seen.add(`${language}${label}`);
      referential.titles.push({ occupation: code, label, form, language });
    };
    for (const title of [values.label_fr, ...listed(values.alt_labels_fr)].filter(Boolean)) {
      const { masculine, feminine } = titleForms(title);
      add(masculine, feminine ? 'm' : 'neutral', 'fr');
      if (feminine) add(feminine, 'f', 'fr');
    }
    for (const title of [values.label_en, ...listed(values.alt_labels_en)].filter(Boolean)) add(title, 'neutral', 'en');
  }

  const groups = new Map<string, string>();
  for await (const { values } of optional('skill_groups.tsv', ['uri', 'label_en'])) {
    groups.set(idOf(values.uri), values.label_en);
  }
  const parents: { skill: string; parent: string }[] = [];
  const groupOf = new Map<string, string>();
  for await (const { values } of optional('broader_skills.tsv', ['uri', 'type', 'broader_uri', 'broader_type'])) {
    if (values.type !== 'KnowledgeSkillCompetence') continue;
    const [skill, parent] = [idOf(values.uri), idOf(values.broader_uri)];
    if (values.broader_type === 'KnowledgeSkillCompetence') parents.push({ skill, parent });
    else if (!groupOf.has(skill)) groupOf.set(skill, groups.get(parent) ?? '');
  }
  const digital = new Set<string>();
  for await (const { values } of optional('digital_skills.tsv', ['uri'])) digital.add(idOf(values.uri));
  const kindOf = (code: string, type: string): SkillKind => {
    if (type === 'knowledge') return digital.has(code) ? 'TECH' : 'SAVOIR';
    return 'SAVOIR_FAIRE';
  };

  const skills = new Set<string>();
  const skillColumns = ['uri', 'skill_type', 'label_fr', 'alt_labels_fr', 'label_en', 'alt_labels_en'] as const;
  for await (const { values, line } of table('skills.tsv', skillColumns)) {
    const code = idOf(values.uri);
    const labelFr = values.label_fr || values.label_en;
    if (!code || !labelFr || skills.has(code)) {
      reject('skills.tsv', line, 'not a new skill with a label');
      continue;
    }
    skills.add(code);
    const category = groupOf.get(code) || undefined;
    const labelEn = values.label_en || undefined;
    referential.skills.push({ code, kind: kindOf(code, values.skill_type), labelFr, labelEn, category });
    const known = new Set([labelFr, values.label_en]);
    for (const label of [...listed(values.alt_labels_fr), ...listed(values.alt_labels_en)]) {
      if (known.has(label)) continue;
      known.add(label);
      referential.aliases.push({ skill: code, label });
    }
  }

  for await (const { values, line } of table('occupation_skill.tsv', ['occupation_uri', 'skill_uri', 'relation'])) {
    const [occupation, skill] = [idOf(values.occupation_uri), idOf(values.skill_uri)];
    const weight = RELATION_WEIGHT[values.relation];
    if (!occupations.has(occupation)) reject('occupation_skill.tsv', line, `no occupation ${occupation}`);
    else if (!skills.has(skill)) reject('occupation_skill.tsv', line, `no skill ${skill}`);
    else if (!weight) reject('occupation_skill.tsv', line, `no relation ${values.relation}`);
    else referential.occupationSkills.push({ occupation, skill, weight });
  }
  for await (const { values, line } of optional('skill_skill.tsv', ['skill_uri', 'related_skill_uri', 'relation'])) {
    const [from, to] = [idOf(values.skill_uri), idOf(values.related_skill_uri)];
    const similarity = RELATED_SIMILARITY[values.relation];
    if (!skills.has(from) || !skills.has(to))
      reject('skill_skill.tsv', line, `no skill ${skills.has(from) ? to : from}`);
    else if (!similarity) reject('skill_skill.tsv', line, `no relation ${values.relation}`);
    else if (from !== to) referential.skillLinks.push({ from, to, similarity });
  }
  referential.skillParents = parents.filter(({ skill, parent }) => skills.has(skill) && skills.has(parent));
  for (const [from, to] of broader) {
    if (occupations.has(from) && occupations.has(to)) referential.occupationLinks.push({ from, to, kind: 'NEAR' });
  }
  return { referential, rejected };
}
