import { gatherNeighbours } from '#libs/search/postgres.cells';
import { engineOf } from '#libs/search/search.module';
import { checkProjection, KINDS, rewriteProjection } from '../src/discovery/drift';
import { rebuild } from '../src/discovery/rebuild';
import { withDatabase } from './with-database';

/** `npm run search:rebuild`: every search document anew, then the indexes of the engine beside those that answer, swapped when complete. */
void withDatabase('search-rebuild', async (db, env) => {
  const engine = engineOf(env);
  await engine?.admit();
  const postgresql = await rewriteProjection(db);
  await checkProjection(db, true, true);
  await gatherNeighbours(db);
  const meilisearch: Record<string, number> = {};
  if (engine) for (const kind of KINDS) meilisearch[kind] = await rebuild(db, engine.indexes, kind);
  process.stdout.write(`${JSON.stringify(engine ? { postgresql, meilisearch } : { postgresql })}\n`);
  return true;
});
