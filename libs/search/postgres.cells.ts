import type { DataSource } from 'typeorm';
import { boxOf } from './postgres.sql';
import type { SearchFilters } from './search.port';

/** Cells in a degree: one is some 55 km high. A change of it rewrites every document (migrations/…-search-cells.sql). */
const PER_DEGREE = 2;
/** Of more cells than these the index is not asked: so wide a radius leaves too little out. */
const MOST_CELLS = 60;

/** No stem holds a sign, so a cell is never a word. */
const named = (row: number, column: number): string => `'@${row},${column}'`;
/** As PostgreSQL keeps degrees: in single precision, so that nothing at the edge of a cell falls between two. */
const cellAt = (degrees: number): number => Math.floor(Math.fround(degrees) * PER_DEGREE);

/** The cell a document stands in, as a word of its vector; none without a place. */
export const cellOf = (lat: number | null, lon: number | null): string[] =>
  lat === null || lon === null ? [] : [named(cellAt(lat), cellAt(lon))];

/** The cell of a row, to order by. */
export const CELL_SQL = `floor(lat * ${PER_DEGREE}), floor(lon * ${PER_DEGREE})`;

/**
 * Puts neighbours on the map next to one another on the disk, so that a search around a place reads little of the rest.
 * Whoever searches meanwhile waits: some seconds for 100,000 people. New and edited documents stand anywhere.
 */
export async function gatherNeighbours(db: DataSource): Promise<void> {
  for (const table of [
    'search_words_profile',
    'search_words_mission',
    'search_document_profile',
    'search_document_mission',
  ])
    await db.transaction(async (tx) => {
      await tx.query(`set local statement_timeout = 0`);
      await tx.query(`create index search_neighbours on ${table} (${CELL_SQL}, id)`);
      await tx.query(`cluster ${table} using search_neighbours`);
      await tx.query(`drop index search_neighbours`);
    });
}

const fromTo = (from: number, to: number): number[] =>
  Array.from(
    { length: Math.floor(to * PER_DEGREE) - Math.floor(from * PER_DEGREE) + 1 },
    (_, at) => Math.floor(from * PER_DEGREE) + at,
  );

/**
 * What a document within a radius must hold, as a tsquery in text: one of the cells that the box around it touches.
 * Undefined when there are too many of them.
 */
export function cellsAround(near: NonNullable<SearchFilters['near']>): string | undefined {
  const { south, north, west, east } = boxOf(near);
  if ((north - south) * PER_DEGREE * (east - west) * PER_DEGREE > MOST_CELLS) return undefined;
  const columns = fromTo(west, east);
  return fromTo(south, north)
    .flatMap((row) => columns.map((column) => named(row, column)))
    .join(' | ');
}
