import { DataSource } from 'typeorm';
import { databaseOptions } from '#libs/persistence/data-source';
import { PostgresSearch } from '#libs/search/postgres.adapter';
import { stemmedSynonyms } from '#libs/search/postgres.words';
import { referentialSynonyms } from '#libs/search/synonyms';
import { askAll, fallsOf, judge, readRelevance, referencesOf, scoresOf, writePeople } from '../bench/relevance';
import { freshDatabase } from './stage/database';

describe('searches keep their quality', () => {
  const { relevance } = readRelevance(process.cwd());

  it('PostgreSQL answers the judged searches as well as on the day they were judged', async () => {
    const { url, drop } = await freshDatabase();
    const db = await new DataSource(
      databaseOptions({ url, poolSize: 2, applicationName: 'relevance-test' }),
    ).initialize();
    await writePeople(db, relevance);
    const judged = await askAll(
      new PostgresSearch(db, async () => stemmedSynonyms(await referentialSynonyms(db))),
      relevance,
      await referencesOf(db),
    );
    const now = scoresOf(judged);
    process.stderr.write(`${judged.length} judged searches in PostgreSQL: ${JSON.stringify(now)}\n`);
    const was = relevance.baseline.postgresql;
    expect(was).toBeDefined();
    if (was) expect(fallsOf(was, now)).toEqual([]);
    await db.destroy();
    await drop();
  });

  it('judges at least sixty searches of every kind, each with somebody who is meant', () => {
    expect(relevance.queries.length).toBeGreaterThanOrEqual(60);
    const kinds = new Set(relevance.queries.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['accent', 'code', 'english', 'gender', 'place', 'synonym', 'typo', 'word']);
    const known = new Set(relevance.people.map(({ ref }) => ref));
    for (const { grades } of relevance.queries) {
      expect(Object.keys(grades).filter((ref) => !known.has(ref))).toEqual([]);
      expect(Math.max(...Object.values(grades))).toBe(3);
    }
  });

  it('sees a fall: the best one further down, somebody missing, nobody found', () => {
    const one = { kind: 'word', words: 'react', grades: { a: 3, b: 1 } };
    expect(judge(one, ['a', 'b'])).toMatchObject({ ndcg10: 1, recall: 1, found: 2 });
    expect(judge(one, ['b', 'a']).ndcg10).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)), 6);
    expect(judge(one, ['b'])).toMatchObject({ recall: 0 });
    const was = scoresOf([judge(one, ['a', 'b'])]);
    expect(fallsOf(was, scoresOf([judge(one, [])]))).toEqual([
      'ndcg10 is 0, it was 1',
      'recall is 0, it was 1',
      'zeroShare is 1, it was 0',
    ]);
  });
});
