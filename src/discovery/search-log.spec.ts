import { coarse, keptWords } from './search-log';

const VOCABULARY = new Set(['developpeur', 'react', 'dotnet', 'csharp', 'pierre', 'taille']);
const kept = (text: string) => keptWords(text, (word) => VOCABULARY.has(word));

describe('what is kept of a search', () => {
  it.each([
    ['the words of the referential, sorted, without accents', 'React Développeur', 'developpeur react'],
    ['names of tools', 'c# .NET', 'csharp dotnet'],
    ['a town', 'développeur Lyon', 'developpeur lyon'],
    ['no name', 'Camille Roux développeur', 'developpeur …'],
    ['no name alone', 'Zoé Bernardin', '…'],
    ['no mail address', 'développeur camille.react@example.org', 'developpeur …'],
    ['no address without a domain', 'react@', '…'],
    ['no telephone number', 'react 06 12 34 56 78', 'react …'],
    ['no telephone number from abroad', '+33 (0)6.12.34.56.78 react', 'react …'],
    ['no long number', 'react 1850675123456', 'react …'],
    ['no link', 'react https://example.org/camille', 'react …'],
    ['nothing of nothing', '', ''],
    ['nothing of words that say nothing', 'le la les', ''],
    ['no word hidden among invisible characters', 'Ca\u200bmille react', 'react …'],
  ])('%s', (_name, text, words) => expect(kept(text)).toBe(words));

  it('filters are their keys, with values that point at nobody', () => {
    expect(
      coarse({
        skills: [12, 15],
        occupations: [],
        remote: ['REMOTE'],
        languages: ['fr'],
        departements: ['69'],
        rateMax: 523,
        experienceMin: 13,
        availableBy: 20_800,
        near: { lat: 45.764, lon: 4.8357, km: 42 },
        caseloadOf: '018f0000-0000-7000-8000-000000000001',
        excluding: ['018f0000-0000-7000-8000-000000000002'],
      }),
    ).toEqual({
      skills: 2,
      remote: ['REMOTE'],
      languages: 1,
      departements: 1,
      rateMax: 500,
      experienceMin: 10,
      availableBy: true,
      km: 50,
      caseloadOf: true,
    });
  });
});
