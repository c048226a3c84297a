import type { SkillKind } from '../referential';
import { fingerprint, readTable, seedFolder, skillFamilies, type SeedRow } from './tsv';

export interface SeedFamily {
  code: string;
  labelFr: string;
  labelEn: string;
}

export interface SeedOccupationLink {
  occupation: string;
  /** NEAR holds both ways; EVOLUTION only from the one that carries it. One link a pair and direction. */
  kind: 'NEAR' | 'EVOLUTION';
}

export interface SeedOccupation {
  code: string;
  titleM: string;
  titleF: string;
  titleEn: string;
  /** Other words people type, French and English mixed. */
  aliases: string[];
  /** Code of ROME 4.0, absent when ROME has no such trade. */
  rome?: string;
  family: string;
  neighbours: SeedOccupationLink[];
}

export interface SeedSkillLink {
  skill: string;
  /** 0 < similarity < 1; the same both ways. */
  similarity: number;
}

export interface SeedSkillUse {
  occupation: string;
  importance: 'ESSENTIAL' | 'OPTIONAL';
}

export interface SeedSkill {
  code: string;
  labelFr: string;
  labelEn: string;
  aliases: string[];
  kind: SkillKind;
  family: string;
  /** Closest first. */
  neighbours: SeedSkillLink[];
  /** Empty only for a skill of every trade, family “transversal”. */
  occupations: SeedSkillUse[];
}

/** Our own words for the freelance trades. Every code is unique in its list and every reference is held. */
export interface SeedReferential {
  /** Changes with any change of the tables. */
  release: string;
  families: SeedFamily[];
  occupations: SeedOccupation[];
  skills: SeedSkill[];
}

const FAMILY = ['code', 'labelFr', 'labelEn'] as const;
const OCCUPATION = ['code', 'titleM', 'titleF', 'titleEn', 'aliases', 'rome', 'family', 'neighbours'] as const;
const SKILL = ['code', 'labelFr', 'labelEn', 'aliases', 'kind', 'neighbours', 'occupations'] as const;
const KINDS: readonly string[] = ['TECH', 'SAVOIR', 'SAVOIR_FAIRE', 'SAVOIR_ETRE'] satisfies SkillKind[];
const DEFAULT_SIMILARITY = 0.6;

const cell = (row: SeedRow, column: string): string => row.cells[column] ?? '';

const required = (row: SeedRow, column: string): string => {
  const text = cell(row, column);
  if (text === '') throw new Error(`${row.at}: ${column} is empty`);
  return text;
};

const listed = (row: SeedRow, column: string): string[] => cell(row, column).split('|').filter(Boolean);

/** “code:mark” pairs; the mark is empty when not written. */
const marked = (row: SeedRow, column: string): { code: string; mark: string }[] =>
  listed(row, column).map((entry) => {
    const [code = '', mark = ''] = entry.split(':');
    return { code, mark };
  });

const isKind = (text: string): text is SkillKind => KINDS.includes(text);

function occupationOf(row: SeedRow): SeedOccupation {
  const rome = cell(row, 'rome');
  if (rome !== '' && !/^[A-N]\d{4}$/.test(rome)) throw new Error(`${row.at}: ${rome} is no ROME code`);
  return {
    code: required(row, 'code'),
    titleM: required(row, 'titleM'),
    titleF: required(row, 'titleF'),
    titleEn: required(row, 'titleEn'),
    aliases: listed(row, 'aliases'),
    ...(rome && { rome }),
    family: required(row, 'family'),
    neighbours: marked(row, 'neighbours').map(({ code, mark }) => {
      if (mark !== 'NEAR' && mark !== 'EVOLUTION')
        throw new Error(`${row.at}: “${mark}” is neither NEAR nor EVOLUTION`);
      return { occupation: code, kind: mark };
    }),
  };
}

function skillOf(row: SeedRow, family: string): SeedSkill {
  const kind = cell(row, 'kind');
  if (!isKind(kind)) throw new Error(`${row.at}: “${kind}” is no kind of skill`);
  return {
    code: required(row, 'code'),
    labelFr: required(row, 'labelFr'),
    labelEn: required(row, 'labelEn'),
    aliases: listed(row, 'aliases'),
    kind,
    family,
    neighbours: marked(row, 'neighbours').map(({ code, mark }) => {
      const similarity = mark === '' ? DEFAULT_SIMILARITY : Number(mark);
      if (!(similarity > 0 && similarity < 1)) throw new Error(`${row.at}: the similarity of ${code} is not in 0..1`);
      return { skill: code, similarity };
    }),
    occupations: marked(row, 'occupations').map(({ code, mark }) => {
      if (mark !== 'e' && mark !== 'o') throw new Error(`${row.at}: “${mark}” is neither e nor o`);
      return { occupation: code, importance: mark === 'e' ? 'ESSENTIAL' : 'OPTIONAL' };
    }),
  };
}

function byCode<Item extends { code: string }>(items: Item[]): Map<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    if (found.has(item.code)) throw new Error(`The seed holds ${item.code} twice`);
    found.set(item.code, item);
  }
  return found;
}

const known = <Item>(items: Map<string, Item>, code: string, from: string): Item => {
  const item = items.get(code);
  if (item === undefined) throw new Error(`${from} refers to ${code}, which the seed does not hold`);
  return item;
};

/** Gives every skill link its other direction; the higher similarity wins when both were written. */
function closeSkills(skills: Map<string, SeedSkill>): void {
  const written = [...skills.values()].flatMap(({ code, neighbours }) => neighbours.map((link) => ({ code, ...link })));
  const closed = new Map([...skills.keys()].map((code) => [code, new Map<string, number>()]));
  const keep = (from: string, to: string, similarity: number): void => {
    const links = closed.get(from);
    links?.set(to, Math.max(similarity, links.get(to) ?? 0));
  };
  for (const { code, skill, similarity } of written) {
    known(skills, skill, code);
    if (skill === code) throw new Error(`${code} is its own neighbour`);
    keep(code, skill, similarity);
    keep(skill, code, similarity);
  }
  for (const item of skills.values())
    item.neighbours = [...(closed.get(item.code) ?? [])]
      .map(([skill, similarity]) => ({ skill, similarity }))
      .sort((a, b) => b.similarity - a.similarity);
}

/** Gives every NEAR its other direction, unless that direction is already an EVOLUTION. */
function closeOccupations(occupations: Map<string, SeedOccupation>): void {
  const near = [...occupations.values()].flatMap(({ code, neighbours }) =>
    neighbours.filter(({ kind }) => kind === 'NEAR').map(({ occupation }) => ({ from: code, to: occupation })),
  );
  for (const { code, neighbours } of occupations.values())
    for (const { occupation } of neighbours) known(occupations, occupation, code);
  for (const { from, to } of near) {
    const other = known(occupations, to, from);
    if (!other.neighbours.some(({ occupation }) => occupation === from))
      other.neighbours.push({ occupation: from, kind: 'NEAR' });
  }
}

/**
 * Reads the seed tables, with neighbours made symmetric. Takes some ten milliseconds; the caller keeps the result.
 * Throws an Error that names the table and the line when a table is wrong: they are ours, nothing is left out quietly.
 */
export function readSeed(folder = seedFolder(__dirname)): SeedReferential {
  const families = readTable(folder, 'families.tsv', FAMILY).map((row) => ({
    code: required(row, 'code'),
    labelFr: required(row, 'labelFr'),
    labelEn: required(row, 'labelEn'),
  }));
  const occupations = byCode(readTable(folder, 'occupations.tsv', OCCUPATION).map(occupationOf));
  const skills = byCode(
    skillFamilies(folder).flatMap((family) =>
      readTable(folder, `skills-${family}.tsv`, SKILL).map((row) => skillOf(row, family)),
    ),
  );
  const familyCodes = byCode(families);
  for (const { code, family } of [...occupations.values(), ...skills.values()]) known(familyCodes, family, code);
  for (const { code, occupations: uses } of skills.values())
    for (const { occupation } of uses) known(occupations, occupation, code);
  closeSkills(skills);
  closeOccupations(occupations);
  return {
    release: fingerprint(folder),
    families,
    occupations: [...occupations.values()],
    skills: [...skills.values()],
  };
}
