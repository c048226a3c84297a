import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import type { RejectedLine } from './referential';

/** One line of a file, by the names of its header. */
export interface Row<C extends string> {
  values: Record<C, string>;
  line: number;
}

export interface RowFile<C extends string> {
  path: string;
  /** The columns that are read: a header without one of them is an error. Others are ignored. */
  columns: readonly C[];
  /** Tabs never quote; commas quote with ". */
  separator: ',' | '\t';
  rejected: RejectedLine[];
}

/**
 * The rows of a CSV or TSV file with a header, streamed. A line that cannot be read goes to `rejected` with its number
 * and the rest goes on. Throws when the file is missing or its header lacks a column.
 */
export async function* rowsOf<C extends string>(file: RowFile<C>): AsyncGenerator<Row<C>> {
  const name = basename(file.path);
  const parser = parse({
    bom: true,
    delimiter: file.separator,
    quote: file.separator === ',' ? '"' : null,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
    skip_records_with_error: true,
    on_skip: (error) =>
      void file.rejected.push({
        file: name,
        line: Number(error?.lines ?? 0),
        reason: `unreadable: ${error?.code ?? 'line'}`,
      }),
  });
  const stream = createReadStream(file.path);
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(parser);
  let positions: number[] | undefined;
  let width = 0;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (!positions) {
      positions = file.columns.map((column) => record.indexOf(column));
      const missing = file.columns.find((_, at) => positions![at]! < 0);
      if (missing) throw new Error(`${name} has no column ${missing}: its header reads ${record.join(', ')}`);
      width = record.length;
      continue;
    }
    if (record.length !== width) {
      file.rejected.push({ file: name, line: info.lines, reason: `${record.length} fields instead of ${width}` });
      continue;
    }
    const entries = file.columns.map((column, at) => [column, record[positions![at]!]!.trim()] as const);
    yield { values: Object.fromEntries(entries) as Record<C, string>, line: info.lines };
  }
}
