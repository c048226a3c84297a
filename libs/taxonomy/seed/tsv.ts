import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A line of a seed table, cells by column name, and where it stands so that a mistake can be named. */
export interface SeedRow {
  cells: Record<string, string>;
  /** “skills-design.tsv line 12”. */
  at: string;
}

/**
 * The folder of the seed tables. swc copies no data into dist, so the tables are read from the source tree: from
 * `from` upwards, the first folder that holds a package.json and libs/taxonomy/seed/data.
 * Throws when there is none.
 */
export function seedFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const data = join(folder, 'libs/taxonomy/seed/data');
    if (existsSync(join(folder, 'package.json')) && existsSync(data)) return data;
    if (folder === dirname(folder))
      throw new Error(`The seed tables libs/taxonomy/seed/data were not found above ${from}`);
  }
}

/** The rows of one table. Throws, naming the line, when the header or a number of cells is not the one expected. */
export function readTable(folder: string, file: string, columns: readonly string[]): SeedRow[] {
  const [header, ...lines] = readFileSync(join(folder, file), 'utf8').trimEnd().split(/\r?\n/);
  if (header !== columns.join('\t')) throw new Error(`${file} line 1: the columns should be ${columns.join(', ')}`);
  return lines.map((line, index) => {
    const at = `${file} line ${index + 2}`;
    const cells = line.split('\t');
    if (cells.length !== columns.length) throw new Error(`${at}: ${cells.length} cells, ${columns.length} expected`);
    return { at, cells: Object.fromEntries(columns.map((column, place) => [column, cells[place]?.trim() ?? ''])) };
  });
}

/** The families that have a skill table, `skills-<family>.tsv`, in alphabetical order. */
export const skillFamilies = (folder: string): string[] =>
  readdirSync(folder)
    .flatMap((file) => /^skills-(.+)\.tsv$/.exec(file)?.[1] ?? [])
    .sort();

/** Twelve hexadecimal signs that change with any byte of any table: the name of the release. */
export function fingerprint(folder: string): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(folder, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 12);
}
