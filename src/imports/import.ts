import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { DataSource, EntityManager } from 'typeorm';
import type { z } from 'zod';
import { Lexicon } from '../taxonomy/lexicon';
import { type ReadLine, readLine, readNdjson, whyNot } from './lines';
import { fromJobPosting, fromJsonResume, importedMission, importedProfile } from './shapes';
import { importOrganisation, writeMission, writeProfile, type Written } from './write';

export type ImportKind = 'profiles' | 'missions';

export interface ImportReport {
  kind: ImportKind;
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  /** At most a thousand are listed; `rejectedCount` counts them all. */
  rejected: { line: number; reason: string }[];
  rejectedCount: number;
  /** Facts that were not understood and count as no data. */
  notices: { line: number; notice: string }[];
  ms: number;
}

interface Row {
  line: number;
  hash: string;
  value: { externalRef: string };
}

const BATCH = 200;
const MOST_LISTED = 1_000;
const WHOLE_FILE = 20_000_000;

/** A file that is one JSON document (a JSON Resume, a JobPosting, or an array of objects) instead of a line each. */
function readWhole(path: string): ReadLine[] | undefined {
  if (statSync(path).size > WHOLE_FILE) return undefined;
  const bytes = readFileSync(path);
  const read = readLine(1, bytes.length <= 1_048_576 ? bytes : undefined);
  let value: unknown = read?.fault === undefined ? read?.value : undefined;
  if (value === undefined && bytes.length > 1_048_576 && /^\s*\[/.test(bytes.subarray(0, 64).toString())) {
    try {
      value = JSON.parse(bytes.toString('utf8'));
    } catch {
      return undefined;
    }
  }
  if (value === undefined) return undefined;
  return Array.isArray(value)
    ? value.map((item: unknown, index) => ({ line: index + 1, value: item }))
    : [{ line: 1, value }];
}

/** What the object is once read as ours, as a JSON Resume or as a JobPosting. */
const inOurShape = (kind: ImportKind, value: unknown): unknown =>
  (kind === 'profiles' ? fromJsonResume(value) : fromJobPosting(value)) ?? value;

/**
 * Imports people or missions from a file of one JSON object a line (or one JSON document), published at once. A wrong line
 * is rejected with its number and the reason, the others are kept; a line imported before under the same reference is
 * updated, or left alone when it says the same. Throws only when the file cannot be opened.
 */
export async function importFile(db: DataSource, kind: ImportKind, path: string): Promise<ImportReport> {
  const start = performance.now();
  const report: ImportReport = {
    kind,
    read: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: [],
    rejectedCount: 0,
    notices: [],
    ms: 0,
  };
  if (!statSync(path).isFile()) throw new Error(`${path} is not a file`);
  const lexicon = new Lexicon(db);
  const organisationId = kind === 'missions' ? await importOrganisation(db) : '';
  const write = (tx: EntityManager, row: Row): Promise<Written> =>
    kind === 'profiles'
      ? writeProfile(tx, lexicon, row.value as z.infer<typeof importedProfile>, row.hash)
      : writeMission(tx, lexicon, organisationId, row.value as z.infer<typeof importedMission>, row.hash);
  const reject = (line: number, reason: string) => {
    report.rejectedCount += 1;
    if (report.rejected.length < MOST_LISTED) report.rejected.push({ line, reason });
  };
  const count = (line: number, written: Written) => {
    report[written.outcome] += 1;
    if (written.notice && report.notices.length < MOST_LISTED) report.notices.push({ line, notice: written.notice });
  };
  const seen = new Map<string, number>();
  let batch: Row[] = [];
  const flush = async (): Promise<void> => {
    const rows = batch;
    batch = [];
    try {
      const all = await db.transaction(async (tx) => {
        const done: Written[] = [];
        for (const row of rows) done.push(await write(tx, row));
        return done;
      });
      all.forEach((written, index) => count((rows[index] as Row).line, written));
    } catch {
      // One of them was refused by the database: each on its own, so that the others stay.
      for (const row of rows)
        await db
          .transaction((tx) => write(tx, row))
          .then((written) => count(row.line, written))
          .catch((error: Error) => reject(row.line, error.message));
    }
  };
  const schema = kind === 'profiles' ? importedProfile : importedMission;
  for await (const read of readWhole(path) ?? readNdjson(path)) {
    report.read += 1;
    if (read.fault !== undefined) {
      reject(read.line, read.fault);
      continue;
    }
    const parsed = schema.safeParse(inOurShape(kind, read.value));
    if (!parsed.success) {
      reject(read.line, whyNot(parsed.error));
      continue;
    }
    const { externalRef } = parsed.data;
    const before = seen.get(externalRef);
    if (before !== undefined) {
      reject(read.line, `externalRef: ${externalRef} is already on line ${before}`);
      continue;
    }
    seen.set(externalRef, read.line);
    const hash = createHash('sha256').update(JSON.stringify(parsed.data)).digest('hex');
    batch.push({ line: read.line, hash, value: parsed.data });
    if (batch.length >= BATCH) await flush();
  }
  if (batch.length > 0) await flush();
  report.rejected.sort((a, b) => a.line - b.line);
  report.ms = Math.round(performance.now() - start);
  return report;
}
