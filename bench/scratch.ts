import { Client } from 'pg';

/** A database of one’s own on the server of DATABASE_URL, and how it goes again; undefined without a server. */
export async function emptyDatabase(): Promise<{ url: string; drop: () => Promise<void> } | undefined> {
  const server = process.env.DATABASE_URL;
  if (!server) return undefined;
  const name = `bench_${process.pid}_${Date.now().toString(36)}`;
  const administer = async (sql: string) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await administer(`create database ${name}`);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    drop: () => administer(`drop database ${name} with (force)`),
  };
}
