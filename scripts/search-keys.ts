import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scopedKeys } from '#libs/search/meilisearch.keys';

/**
 * `npm run search:keys [-- --out DIR]`: makes, with MEILI_MASTER_KEY, the key the API searches with and the key the
 * worker writes with. Prints them as JSON for MEILI_API_KEY, or writes them to DIR/search/key and DIR/index/key.
 * The only command that is ever given the master key; running it again changes nothing.
 */
async function main(): Promise<void> {
  const { MEILI_URL: url, MEILI_MASTER_KEY: masterKey, QUEUE_PREFIX: prefix = 'aronde' } = process.env;
  if (!url || !masterKey) throw new Error('MEILI_URL and MEILI_MASTER_KEY are needed');
  const keys = await scopedKeys(url, masterKey, prefix);
  const at = process.argv.indexOf('--out');
  if (at < 0) return void process.stdout.write(`${JSON.stringify(keys)}\n`);
  const folder = process.argv[at + 1];
  if (!folder) throw new Error('--out needs a folder');
  for (const [role, key] of Object.entries(keys)) {
    const file = join(folder, role, 'key');
    // It may only be read, also by us: a new one takes its place.
    rmSync(file, { force: true });
    writeFileSync(file, key, { mode: 0o400 });
  }
  process.stdout.write(`${JSON.stringify({ written: Object.keys(keys) })}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`search-keys: ${error.message}\n`);
  process.exit(2);
});
