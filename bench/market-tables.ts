import type { Client } from 'pg';
import { encodeProfile } from '#libs/matching/packed/profile-row';
import { COLUMNS, INDEXES, NORMALISED, personRow, SCHEMA } from './baselines/sql';
import type { Market } from './market';

/** Rows in one statement. */
const BATCH = 5_000;
/** People written as JSON, at most. */
export const JSON_PEOPLE = 20_000;

const TYPES: Record<number, string> = { 1: 'boolean', 2: 'boolean' };

/** Writes everybody: wide rows for SQL, packed rows and JSON for loading. */
export async function fillTables(client: Client, market: Market): Promise<void> {
  const { segment } = market.profiles;
  await client.query(SCHEMA);
  await client.query(`create table packed (block int primary key, rows bytea not null)`);
  await client.query(`create table people_json (num int primary key, facts jsonb not null)`);
  const columns = COLUMNS.split(',').map((column) => column.trim());
  const firstArray = columns.indexOf('sectors');
  const cast = columns.map((_, at) => (at >= firstArray ? `c${at}::int[]` : `c${at}`)).join();
  const types = columns.map((_, at) => `$${at + 1}::${at >= firstArray ? 'text' : (TYPES[at] ?? 'int')}[]`).join();
  for (let from = 0; from < market.n; from += BATCH) {
    const docs = Array.from({ length: Math.min(BATCH, market.n - from) }, (_, at) => from + at);
    const numbers = docs.map((doc) => segment.numbersOf(doc));
    const rows = numbers.map((each) => personRow(each, market));
    await client.query(
      `insert into people (${COLUMNS}) select ${cast} from unnest(${types}) as u(${columns.map((_, at) => `c${at}`).join()})`,
      columns.map((_, at) => rows.map((row) => row[at])),
    );
    await client.query(`insert into packed values ($1, $2)`, [from / BATCH, Buffer.concat(numbers.map(encodeProfile))]);
  }
  for (let from = 0; from < Math.min(market.facts.length, JSON_PEOPLE); from += BATCH) {
    const some = market.facts.slice(from, from + BATCH);
    await client.query(`insert into people_json select * from unnest($1::int[], $2::jsonb[])`, [
      some.map(({ num }) => num),
      some.map((facts) => JSON.stringify(facts)),
    ]);
  }
  const { titles, wishes } = market.dictionaries;
  await lists(client, 'title_word (title, counts, word, weight)', titles.size, (id) => {
    const [counts = 0, ...words] = titles.list(id);
    return words.map((entry) => [id, counts, entry >> 8, entry & 255]);
  });
  await lists(client, 'wish_occupation (wish, occupation, weight)', wishes.size, (id) =>
    wishes.list(id).map((entry) => [id, entry >> 8, entry & 255]),
  );
  await client.query(INDEXES);
  await client.query(NORMALISED);
  await client.query(`vacuum analyze`);
}

/** Writes the entries of a dictionary’s lists as rows of numbers. */
async function lists(client: Client, table: string, size: number, rowsOf: (id: number) => number[][]): Promise<void> {
  let rows: number[][] = [];
  for (let id = 1; id <= size; id++) {
    if (id < size) rows.push(...rowsOf(id));
    if (rows.length === 0 || (rows.length < BATCH && id < size)) continue;
    await client.query(
      `insert into ${table} select * from unnest(${rows[0]!.map((_, at) => `$${at + 1}::int[]`).join()})`,
      rows[0]!.map((_, at) => rows.map((row) => row[at])),
    );
    rows = [];
  }
}
