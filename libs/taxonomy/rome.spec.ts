import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readRome, romeRelease } from './rome';
import { romeFolder, type FixtureFolder } from './testing/files';

describe('the ROME files', () => {
  let folder: FixtureFolder;
  beforeEach(() => void (folder = romeFolder()));
  afterEach(() => folder.remove());

  it('say their release by their names', () => {
    expect(romeRelease(folder.path)).toBe('v999');
  });

  it('give occupations with family, parent and definition', async () => {
    const { referential } = await readRome(folder.path);
    expect(referential).toMatchObject({ source: 'ROME', release: 'v999' });
    expect(referential.occupations).toEqual([
      {
        code: 'A1101',
        labelFr: 'Réparateur / Réparatrice de voiles',
        family: 'Marine à voile',
        parent: undefined,
        definition: "Recoud les voiles à l'aiguille. Pose des renforts.",
      },
      expect.objectContaining({ code: 'A1102', parent: 'A1101', definition: undefined }),
    ]);
  });

  it('give every title in both genders', async () => {
    const { titles } = (await readRome(folder.path)).referential;
    expect(titles.map(({ occupation, label, form }) => `${occupation} ${form} ${label}`)).toEqual([
      'A1101 m Réparateur de voiles',
      'A1101 f Réparatrice de voiles',
      'A1102 m Voilier dessinateur',
      'A1102 f Voilière dessinatrice',
      'A1101 m Ravaudeur de grand-voile',
      'A1101 f Ravaudeuse de grand-voile',
      'A1102 neutral Voiliste',
    ]);
  });

  it('weigh the heart of a trade twice, what emerges one and a half, the rest once; conditions of work are not skills', async () => {
    const { skills, occupationSkills } = (await readRome(folder.path)).referential;
    expect(skills.map(({ code, kind }) => `${code} ${kind}`)).toEqual([
      '100 SAVOIR_FAIRE',
      '101 SAVOIR_ETRE',
      '200 SAVOIR',
    ]);
    expect(skills[1]!.labelFr).toBe("Faire preuve d'entrain");
    expect(occupationSkills).toEqual([
      { occupation: 'A1101', skill: '100', weight: 2 },
      { occupation: 'A1101', skill: '200', weight: 1.5 },
      { occupation: 'A1102', skill: '100', weight: 1 },
    ]);
  });

  it('link occupations by mobility', async () => {
    const { occupationLinks } = (await readRome(folder.path)).referential;
    expect(occupationLinks).toEqual([
      { from: 'A1101', to: 'A1102', kind: 'NEAR' },
      { from: 'A1102', to: 'A1101', kind: 'NEAR' },
    ]);
  });

  it('keep the good lines and number the bad ones', async () => {
    const { rejected } = await readRome(folder.path);
    expect(rejected).toEqual([
      { file: 'unix_referentiel_code_rome_v999_utf8.csv', line: 4, reason: 'not a new ROME code with a label' },
      { file: 'unix_referentiel_appellation_v999_utf8.csv', line: 4, reason: 'no occupation Z9999' },
      { file: 'unix_coherence_item_v999_utf8.csv', line: 6, reason: 'no skill 999' },
    ]);
  });

  it('are refused as a whole when a column is missing', async () => {
    folder.write('unix_texte_v999_utf8.csv', [['code_rome', 'libelle_texte']]);
    await expect(readRome(folder.path)).rejects.toThrow(
      'unix_texte_v999_utf8.csv has no column libelle_type_texte: its header reads code_rome, libelle_texte',
    );
  });
});
