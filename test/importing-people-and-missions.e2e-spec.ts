import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { databaseOptions } from '#libs/persistence/data-source';
import { importFile } from '../src/imports/import';
import { seedTaxonomy } from '../src/taxonomy/taxonomy.import';
import { freshDatabase } from './stage/database';

describe('importing people and missions', () => {
  let db: DataSource;
  let drop: () => Promise<void>;
  let folder: string;
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    db = await new DataSource(
      databaseOptions({ url: fresh.url, poolSize: 4, applicationName: 'import-test' }),
    ).initialize();
    await seedTaxonomy(db);
    folder = mkdtempSync(join(tmpdir(), 'aronde-import-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await db.destroy();
    await drop();
  });

  let files = 0;
  const file = (content: string | Buffer): string => {
    const path = join(folder, `file-${(files += 1)}.ndjson`);
    writeFileSync(path, content);
    return path;
  };
  const ndjson = (...objects: unknown[]) => file(objects.map((object) => JSON.stringify(object)).join('\n'));

  it('loads our own seed once', async () => {
    expect(await seedTaxonomy(db)).toBe(false);
    const [row] = await db.query<[{ n: number }]>(`select count(*)::int as n from skill where source = 'LOCAL'`);
    expect(row.n).toBeGreaterThan(1_600);
  });

  it('keeps what a person says and leaves the rest without data', async () => {
    const path = ndjson({
      externalRef: 'p-1',
      headline: 'Développeuse front-end',
      skills: ['React', { label: 'TypeScript', level: 3, years: 4 }, 'Compétence jamais vue'],
      experiences: [{ title: 'Développeuse web', from: '2018-03', to: '2024' }],
      place: 'Lyon',
      dailyRateMin: 450,
      availability: '2027-01-05',
      languages: ['fr', { code: 'en', level: 'C1' }],
    });
    expect(await importFile(db, 'profiles', path)).toMatchObject({ read: 1, created: 1, rejectedCount: 0 });
    const [profile] = await db.query<[{ id: string }]>(`select * from profile where external_ref = 'p-1'`);
    expect(profile).toMatchObject({
      state: 'PUBLISHED',
      visibility: 'PUBLIC',
      place_code: '69123',
      availability_status: 'FROM_DATE',
      experience_years: 6,
      mobility_km: null,
      daily_rate_target: null,
    });
    const skills = await db.query<object[]>(
      `select s.source, ps.level from profile_skill ps join skill s on s.id = ps.skill_id where profile_id = $1 order by position`,
      [profile.id],
    );
    expect(skills).toEqual([
      { source: 'LOCAL', level: null },
      { source: 'LOCAL', level: 3 },
      { source: 'CUSTOM', level: null },
    ]);
    expect(await importFile(db, 'profiles', path)).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    const changed = ndjson({ externalRef: 'p-1', headline: 'Développeuse React' });
    expect(await importFile(db, 'profiles', changed)).toMatchObject({ updated: 1 });
  });

  it('rejects wrong lines with their number and keeps the others', async () => {
    const path = file(
      Buffer.concat([
        Buffer.from('\ufeff{"externalRef":"q-1","headline":"Rédactrice"}\r\n\n'),
        Buffer.from('not json\n'),
        Buffer.from('{"externalRef":"q-2"}\n'),
        Buffer.from('{"externalRef":"q-3","headline":"Titre","dailyRateMin":"450"}\n'),
        Buffer.from('{"externalRef":"q-1","headline":"Encore"}\n'),
        Buffer.from(`{"externalRef":"q-4","headline":"x","summary":"${'a'.repeat(1_100_000)}"}\n`),
        Buffer.from([0x7b, 0xff, 0xfe, 0x7d, 0x0a]),
        Buffer.from(`${'['.repeat(100_000)}\n`),
        Buffer.from('{"externalRef":"q-5","headline":"\\u0000"}\n'),
        Buffer.from('{"externalRef":"q-6","headline":"\\ud800"}\n'),
        Buffer.from('{"externalRef":"q-7","headline":"Titre","availability":"2027-02-30"}\n'),
        Buffer.from('{"externalRef":"q-8","headline":"Titre","dailyRateMin":900,"dailyRateTarget":400}\n'),
        Buffer.from('null\n42\n[]\n'),
        Buffer.from('{"externalRef":"q-9","headline":"Coach","place":"Nulle-Part-sur-Mer"}'),
      ]),
    );
    const report = await importFile(db, 'profiles', path);
    expect(report).toMatchObject({ created: 2, rejectedCount: 14 });
    expect(report.rejected.map((row) => row.line)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect(report.notices).toEqual([{ line: 17, notice: expect.stringContaining('Nulle-Part') as string }]);
    for (const { reason } of report.rejected) expect(reason.length).toBeGreaterThan(5);
  });

  it('reads missions, JobPosting and JSON Resume', async () => {
    const missions = ndjson(
      {
        externalRef: 'm-1',
        title: 'Refonte du site',
        description: 'Refaire le site.',
        skills: [{ label: 'React', must: true }, 'Figma'],
      },
      {
        '@context': 'https://schema.org',
        '@type': 'JobPosting',
        identifier: { '@type': 'PropertyValue', value: 'm-2' },
        title: 'Développeur Node.js',
        description: '<p>API de <b>paiement</b></p>',
        skills: 'Node.js, PostgreSQL',
        jobLocationType: 'TELECOMMUTE',
        baseSalary: {
          '@type': 'MonetaryAmount',
          value: { '@type': 'QuantitativeValue', minValue: 400, maxValue: 500, unitText: 'DAY' },
        },
      },
    );
    expect(await importFile(db, 'missions', missions)).toMatchObject({ created: 2, rejectedCount: 0 });
    const [posting] = await db.query<object[]>(`select * from mission where external_ref = 'm-2'`);
    expect(posting).toMatchObject({
      remote_mode: 'REMOTE',
      rate_min: 400,
      rate_max: 500,
      description: 'API de paiement',
      state: 'PUBLISHED',
    });
    const resume = file(
      JSON.stringify(
        {
          basics: { name: 'Awa Diallo', label: 'Data analyst', email: 'awa@exemple.fr', location: { city: 'Nantes' } },
          work: [
            {
              position: 'Analyste',
              name: 'Mairie',
              startDate: '2019-01-01',
              endDate: '2023-06-01',
              highlights: ['Tableaux de bord'],
            },
          ],
          skills: [{ name: 'Python', keywords: ['pandas'] }],
          languages: [{ language: 'French', fluency: 'Native' }],
        },
        null,
        2,
      ),
    );
    expect(await importFile(db, 'profiles', resume)).toMatchObject({ created: 1, rejectedCount: 0 });
    const [person] = await db.query<[{ languages: unknown }]>(
      `select * from profile where external_ref = 'awa@exemple.fr'`,
    );
    expect(person).toMatchObject({ headline: 'Data analyst', display_name: 'Awa Diallo', place_code: '44109' });
    expect(person.languages).toEqual([{ code: 'fr', level: 'NATIVE' }]);
  });

  it('answers calmly to an empty file, and says what is not a file', async () => {
    expect(await importFile(db, 'profiles', file(''))).toMatchObject({ read: 0, created: 0 });
    await expect(importFile(db, 'profiles', folder)).rejects.toThrow('not a file');
    await expect(importFile(db, 'profiles', join(folder, 'absent'))).rejects.toThrow('ENOENT');
  });

  it('records one event for each change, in the same transaction', async () => {
    const [row] = await db.query<[{ n: number }]>(
      `select count(*)::int as n from outbox o join profile p on p.id = o.aggregate_id where o.type = 'profile.changed' and p.external_ref = 'p-1'`,
    );
    expect(row.n).toBe(2);
  });
});
