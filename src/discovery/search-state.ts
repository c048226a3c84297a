import type { EntityManager } from 'typeorm';

type Db = Pick<EntityManager, 'query'>;

/** Keeps what the worker knows of the engine where the API’s health and metrics find it. */
export async function remember(db: Db, name: string, detail: object): Promise<void> {
  await db.query(
    `insert into search_state (name, detail) values ($1, $2) on conflict (name) do update set detail = excluded.detail, at = now()`,
    [name, JSON.stringify(detail)],
  );
}

export async function forget(db: Db, name: string): Promise<void> {
  await db.query(`delete from search_state where name = $1`, [name]);
}

export async function recall<T>(db: Db, name: string): Promise<T | undefined> {
  const [row] = await db.query<{ detail: T }[]>(`select detail from search_state where name = $1`, [name]);
  return row?.detail;
}
