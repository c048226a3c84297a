import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { escoRelease, readEsco } from '#libs/taxonomy/esco';
import type { ReadReferential, Referential, RejectedLine } from '#libs/taxonomy/referential';
import { readRome, romeRelease } from '#libs/taxonomy/rome';
import { readSeed } from '#libs/taxonomy/seed/seed';
import { seedReferential } from '#libs/taxonomy/seed-referential';
import { computeVectors } from './vectors';
import { writeReferential } from './write-referential';

export interface TaxonomyReport {
  source: string;
  release: string;
  counts: Record<string, number>;
  rejected: RejectedLine[];
  ms: number;
}

/** Advisory lock of whoever writes the referential: "TAXO". */
const LOCK = 0x5441584f;

/** One release in one transaction, with the event that makes vectors and lists follow. */
async function store(db: DataSource, referential: Referential): Promise<Record<string, number>> {
  return db.transaction(async (tx) => {
    await tx.query(`set local statement_timeout = '5min'; set local lock_timeout = '5min'`);
    await tx.query(`select pg_advisory_xact_lock($1)`, [LOCK]);
    const counts = await writeReferential(tx, referential);
    await record(tx, { type: 'taxonomy.imported', aggregateId: newId(), payload: { source: referential.source } });
    return counts;
  });
}

/**
 * Imports the official files of a folder: ROME (`unix_*_utf8.csv`), ESCO (`occupations.tsv`, `skills.tsv`, …) or a folder
 * that holds either or both. Idempotent; one release a transaction; bad lines are reported with their number and left
 * out. Throws when no file of either set is there.
 */
export async function importTaxonomy(db: DataSource, directory: string): Promise<TaxonomyReport[]> {
  const below = readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isDirectory());
  const readers: [(folder: string) => string | undefined, (folder: string) => Promise<ReadReferential>][] = [
    [romeRelease, readRome],
    [escoRelease, readEsco],
  ];
  const reports: TaxonomyReport[] = [];
  for (const [releaseOf, read] of readers)
    for (const folder of [directory, ...below].filter((path) => releaseOf(path) !== undefined)) {
      const start = performance.now();
      const { referential, rejected } = await read(folder);
      const counts = await store(db, referential);
      reports.push({
        source: referential.source,
        release: referential.release,
        counts,
        rejected,
        ms: Math.round(performance.now() - start),
      });
    }
  if (reports.length === 0) throw new Error(`No ROME or ESCO files were found in ${directory}`);
  return reports;
}

/**
 * Loads our own seed when it changed since the last time; returns true when it did. While it is the only referential
 * its vectors are computed at once, a fraction of a second, so that a new database scores from its first minute.
 */
export async function seedTaxonomy(db: DataSource): Promise<boolean> {
  const seed = readSeed();
  const held = await db.query<{ source: string; release: string }[]>(`select source, release from taxonomy_release`);
  if (held.some(({ source, release }) => source === 'LOCAL' && release === seed.release)) return false;
  await store(db, seedReferential(seed));
  if (held.every(({ source }) => source === 'LOCAL')) await db.transaction((tx) => computeVectors(tx));
  return true;
}
