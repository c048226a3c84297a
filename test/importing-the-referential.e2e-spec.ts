import { dirname } from 'node:path';
import { escoFolder, type FixtureFolder, romeFolder } from '#libs/taxonomy/testing/files';
import { importTaxonomy, seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { loadVectors, storedVersion, wantedVersion } from '../src/taxonomy/vectors';
import { Stage } from './stage/stage';

describe('importing the referential', () => {
  let stage: Stage;
  let rome: FixtureFolder;
  let esco: FixtureFolder;
  beforeAll(async () => {
    rome = romeFolder();
    esco = escoFolder();
    stage = await Stage.open();
  });
  afterAll(async () => {
    rome.remove();
    esco.remove();
    await stage.close();
  });

  const occupation = async (code: string) => {
    const [row] = await stage.db.query<[{ id: number; obsolete: boolean; label_fr: string }]>(
      `select id, obsolete, label_fr from occupation where code = $1`,
      [code],
    );
    return row;
  };

  it('knows nothing before the first release, and says so', async () => {
    expect(await wantedVersion(stage.db)).toBe('none');
    const { version, projector } = await loadVectors(stage.db);
    expect(version).toBe('none');
    expect(projector.project({ titles: [{ text: 'Graphiste' }] })).toEqual([]);
  });

  it('loads our own seed and computes its vectors at once', async () => {
    const started = performance.now();
    expect(await seedTaxonomy(stage.db)).toBe(true);
    process.stdout.write(`the seed and its vectors took ${Math.round(performance.now() - started)} ms\n`);
    expect(await storedVersion(stage.db)).toBe(await wantedVersion(stage.db));
    const { projector } = await loadVectors(stage.db);
    const [first] = projector.project({ titles: [{ text: 'Développeuse front-end' }] });
    expect(first?.occupation).toBe((await occupation('dev-front-end')).id);
    expect(await seedTaxonomy(stage.db)).toBe(false);
  });

  it('reports what was taken and every bad line by its number', async () => {
    const [report] = await importTaxonomy(stage.db, dirname(rome.path));
    expect(report).toMatchObject({
      source: 'ROME',
      release: 'v999',
      counts: { occupations: 2, titles: 7, skills: 3, occupationSkills: 3 },
    });
    expect(report?.rejected.map(({ line }) => line)).toEqual([4, 4, 6]);
    const [second] = await importTaxonomy(stage.db, esco.path);
    expect(second).toMatchObject({ source: 'ESCO', release: '9.8.7', counts: { occupations: 2, skills: 3 } });
  });

  it('leaves the vectors to the worker, which computes them once', async () => {
    const before = await storedVersion(stage.db);
    expect(await wantedVersion(stage.db)).not.toBe(before);
    await stage.startWorker();
    await stage.settle();
    expect(await storedVersion(stage.db)).toBe(await wantedVersion(stage.db));
    const [row] = await stage.db.query<[{ n: number }]>(`select count(*)::int as n from taxonomy_vectors`);
    expect(row.n).toBe(1);
  });

  it('lets the words of one source meet those of another, in both genders and in English', async () => {
    const { projector, skills } = await loadVectors(stage.db);
    const { id } = await occupation('A1101');
    for (const text of ['Raccommodeuse de voiles', 'raccommodeur de voiles', 'Sail mender'])
      expect(projector.project({ titles: [{ text }] }).map((found) => found.occupation)).toContain(id);
    const [sew] = await stage.db.query<[{ id: number }]>(`select id from skill where source = 'ROME' and code = '100'`);
    expect(skills.telling(sew.id)).toBeGreaterThan(0);
  });

  it('changes nothing when the same files are read again', async () => {
    const count = () =>
      stage.db.query<object[]>(
        `select (select count(*) from occupation) as o, (select count(*) from skill) as s, (select count(*) from occupation_title) as t,
           (select count(*) from skill_alias) as a, (select count(*) from occupation_skill) as os, (select max(id) from skill) as last`,
      );
    const before = await count();
    const version = await wantedVersion(stage.db);
    await importTaxonomy(stage.db, rome.path);
    await importTaxonomy(stage.db, esco.path);
    expect(await count()).toEqual(before);
    expect(await wantedVersion(stage.db)).toBe(version);
  });

  it('keeps a code that vanished, as obsolete, and takes it back when it returns', async () => {
    const { id } = await occupation('o-2');
    const header = [
      'uri',
      'code',
      'isco_group',
      'label_fr',
      'alt_labels_fr',
      'label_en',
      'alt_labels_en',
      'description_en',
    ];
    const next = escoFolder('esco-9.9.0');
    next.write('occupations.tsv', [
      header,
      ['occupation/o-1', '', '7533', 'ravaudeur/ravaudeuse', '', 'mender', '', ''],
    ]);
    await importTaxonomy(stage.db, next.path);
    next.remove();
    expect(await occupation('o-2')).toMatchObject({ id, obsolete: true });
    expect(await occupation('o-1')).toMatchObject({ obsolete: false, label_fr: 'ravaudeur/ravaudeuse' });
    await importTaxonomy(stage.db, esco.path);
    expect(await occupation('o-2')).toMatchObject({ id, obsolete: false });
    await stage.settle();
    expect(await storedVersion(stage.db)).toBe(await wantedVersion(stage.db));
  });

  it('suggests what one types, and says what it owes to whom', async () => {
    const anyone = stage.browser();
    expect((await anyone.get('/api/occupations?q=ravaud')).body.items.map((item) => item.id)).toContain(
      (await occupation('A1101')).id,
    );
    const { items } = (await anyone.get('/api/taxonomy/releases')).body;
    expect(items.map((item) => item.source)).toEqual(['ESCO', 'LOCAL', 'ROME']);
    expect(items.find((item) => item.source === 'ESCO')?.licence).toContain('European Commission');
  });

  it('refuses a folder that holds neither', async () => {
    await expect(importTaxonomy(stage.db, __dirname)).rejects.toThrow('No ROME or ESCO files');
  });
});
