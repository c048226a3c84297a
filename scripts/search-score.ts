import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { databaseOptions, migrate } from '#libs/persistence/data-source';
import { MeiliSearch } from '#libs/search/meilisearch.adapter';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { stemmedSynonyms } from '#libs/search/postgres.words';
import { referentialSynonyms } from '#libs/search/synonyms';
import type { SearchDocument, Searcher } from '#libs/search/search.port';
import { askAll, fallsOf, readRelevance, referencesOf, type Scores, scoresOf, writePeople } from '../bench/relevance';
import { emptyDatabase } from '../bench/scratch';
import { engineSettings } from '../src/discovery/rebuild';
import { withDatabase } from './with-database';

/** Runs `work` on a live engine that holds these documents in an index of its own. */
async function onEngine<T>(
  access: { url: string; apiKey?: string },
  db: DataSource,
  documents: readonly SearchDocument[],
  work: (engine: Searcher) => Promise<T>,
): Promise<T> {
  const engine = new MeiliSearch({ ...access, prefix: `aronde_score_${process.pid}` });
  const uid = engine.indexes.live('profile');
  await engine.indexes.create(uid, await engineSettings(db));
  try {
    await engine.upsert(documents);
    return await work(engine);
  } finally {
    await engine.indexes.drop(uid);
  }
}

/**
 * `npm run search:score [-- --save | --all]`: how well the judged searches of test/search are answered, in a database of
 * its own: by PostgreSQL, and by Meilisearch when MEILI_URL names one. Fails on a fall against the dated baseline.
 */
void withDatabase('search-score', async (_db, env) => {
  const { values } = parseArgs({
    options: { save: { type: 'boolean', default: false }, all: { type: 'boolean', default: false } },
  });
  const { file, relevance } = readRelevance(process.cwd());
  const scratch = await emptyDatabase(env.databaseUrl);
  await migrate(scratch.url);
  const db = await new DataSource(
    databaseOptions({ url: scratch.url, poolSize: 2, applicationName: 'aronde-search-score' }),
  ).initialize();
  try {
    const documents = await writePeople(db, relevance);
    const references = await referencesOf(db);
    const engines: Record<string, Scores> = {};
    const score = async (name: string, engine: Searcher) => {
      const judged = await askAll(engine, relevance, references);
      engines[name] = scoresOf(judged);
      for (const one of values.all ? judged : judged.filter(({ ndcg10 }) => ndcg10 < 1))
        process.stderr.write(
          `${name}  ${one.ndcg10.toFixed(2)}  ${one.words}  (${one.kind}): ${one.first.join(', ')}\n`,
        );
    };
    await score('postgresql', new PostgresSearch(db, async () => stemmedSynonyms(await referentialSynonyms(db))));
    if (env.meili) await onEngine(env.meili, db, documents, (engine) => score('meilisearch', engine));
    const falls = Object.entries(engines).flatMap(([name, now]) => {
      const was = relevance.baseline[name];
      return was ? fallsOf(was, now).map((fall) => `${name}: ${fall}`) : [];
    });
    const missing = env.meili ? {} : { notScored: 'meilisearch: MEILI_URL is not set' };
    process.stdout.write(
      `${JSON.stringify({ date: relevance.date, searches: relevance.queries.length, people: documents.length, engines, falls, ...missing })}\n`,
    );
    if (values.save)
      writeFileSync(
        file,
        `${JSON.stringify({ ...relevance, baseline: { ...relevance.baseline, ...engines } }, null, 2)}\n`,
      );
    return values.save || falls.length === 0;
  } finally {
    await db.destroy();
    await scratch.drop();
  }
});
