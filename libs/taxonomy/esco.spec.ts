import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { escoRelease, readEsco } from './esco';
import { escoFolder, romeFolder, type FixtureFolder } from './testing/files';

describe('the ESCO files', () => {
  let folder: FixtureFolder;
  beforeEach(() => void (folder = escoFolder()));
  afterEach(() => folder.remove());

  it('say their release by their folder', () => {
    expect(escoRelease(folder.path)).toBe('9.8.7');
    const rome = romeFolder();
    expect(escoRelease(rome.path)).toBeUndefined();
    rome.remove();
  });

  it('give occupations; one without a French label keeps its English one', async () => {
    const { occupations, occupationLinks } = (await readEsco(folder.path)).referential;
    expect(occupations).toEqual([
      {
        code: 'o-1',
        labelFr: 'raccommodeur de voiles/raccommodeuse de voiles',
        labelEn: 'sail mender',
        family: 'Métiers du textile',
        parent: 'isco/C7533',
        definition: 'Sail menders mend sails.',
      },
      expect.objectContaining({ code: 'o-2', labelFr: 'sail designer', parent: 'o-1' }),
    ]);
    expect(occupationLinks).toEqual([{ from: 'o-2', to: 'o-1', kind: 'NEAR' }]);
  });

  it('give titles in both genders and languages, each once', async () => {
    const { titles } = (await readEsco(folder.path)).referential;
    const first = titles.filter(({ occupation }) => occupation === 'o-1');
    expect(first.map(({ language, form, label }) => `${language} ${form} ${label}`)).toEqual([
      'fr m raccommodeur de voiles',
      'fr f raccommodeuse de voiles',
      'fr m voilier',
      'fr f voilière',
      'en neutral sail mender',
      'en neutral sail repairer',
      'en neutral sailmaker',
    ]);
  });

  it('give skills with kind, group, aliases of both languages, relations and broader skills', async () => {
    const { skills, aliases, occupationSkills, skillLinks, skillParents } = (await readEsco(folder.path)).referential;
    expect(skills.map(({ code, kind, labelFr }) => `${code} ${kind} ${labelFr}`)).toEqual([
      's-1 SAVOIR_FAIRE ravauder des voiles',
      's-2 SAVOIR toile à voile',
      's-3 TECH sail design software',
    ]);
    expect(skills[0]!.category).toBe('repairing textiles');
    expect(aliases.map(({ label }) => label)).toEqual(['repriser des voiles', 'darn sails']);
    expect(occupationSkills).toEqual([
      { occupation: 'o-1', skill: 's-1', weight: 2 },
      { occupation: 'o-1', skill: 's-2', weight: 1 },
    ]);
    expect(skillLinks).toEqual([{ from: 's-1', to: 's-2', similarity: 0.5 }]);
    expect(skillParents).toEqual([{ skill: 's-3', parent: 's-2' }]);
  });

  it('keep the good lines and number the bad ones', async () => {
    const { rejected } = await readEsco(folder.path);
    expect(rejected).toEqual([
      { file: 'skills.tsv', line: 5, reason: 'not a new skill with a label' },
      { file: 'occupation_skill.tsv', line: 4, reason: 'no occupation o-9' },
      { file: 'skill_skill.tsv', line: 3, reason: 'no skill s-9' },
    ]);
  });

  it('are refused as a whole when a file is missing', async () => {
    const rome = romeFolder();
    await expect(readEsco(rome.path)).rejects.toThrow('No ESCO files');
    rome.remove();
  });
});
