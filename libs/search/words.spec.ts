import fc from 'fast-check';
import { keyedText, queryWords, searchText, typosAllowed, wordKey } from './words';

describe('the words of a search', () => {
  it.each([
    ['Développeuse C# / .NET', ['developpeuse', 'csharp', 'dotnet']],
    ['c++ et Node.js', ['cpp', 'nodejs']],
    ['CI/CD, R&D', ['cicd', 'rd']],
    ['l’œuvre', ['oeuvre']],
    ['développeur C d’applications', ['developpeur', 'c', 'applications']],
    ['Vue JS vue.js', ['vue', 'js', 'vuejs']],
  ])('keep names whole and lose accents: %s', (text, words) => {
    expect(queryWords(text)).toEqual(words);
  });

  it('are the same composed, decomposed, or with invisible characters', () => {
    expect(queryWords('d\u00e9veloppeur')).toEqual(queryWords('de\u0301velop\u200bpeur'));
  });

  it('are bounded whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
        const words = queryWords(text);
        expect(words.length).toBeLessThanOrEqual(12);
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]{1,40}$/u);
        expect(searchText(searchText(text))).toBe(searchText(text));
      }),
    );
  });

  it('search the same for women and men', () => {
    expect(queryWords('rédactrice').map(wordKey)).toEqual(queryWords('rédacteur').map(wordKey));
    expect(keyedText('La rédactrice du web')).toBe('redacteur web redactrice');
  });

  it('tolerate no typo when short, one when ordinary, two when long', () => {
    expect([typosAllowed('java'), typosAllowed('python'), typosAllowed('developpeur')]).toEqual([0, 1, 2]);
  });
});
