import { engineOf } from '#libs/search/search.module';
import { checkEngine, checkProjection, inStep } from '../src/discovery/drift';
import { sweepBuilds } from '../src/discovery/rebuild';
import { withDatabase } from './with-database';

/**
 * `npm run search:check -- --repair`: how what PostgreSQL searches differs from its rows, to the letter, and the engine
 * of MEILI_URL from PostgreSQL. Exits 1 when something did and was not repaired.
 */
void withDatabase('search-check', async (db, env) => {
  const repair = process.argv.includes('--repair');
  const engine = engineOf(env);
  await engine?.admit();
  const postgresql = await checkProjection(db, true, repair);
  if (engine && repair) await sweepBuilds(db, engine.indexes);
  const meilisearch = engine ? await checkEngine(db, engine.indexes, repair) : undefined;
  process.stdout.write(`${JSON.stringify({ postgresql, meilisearch, repaired: repair })}\n`);
  return repair || [postgresql, ...(meilisearch ? [meilisearch] : [])].every(inStep);
});
