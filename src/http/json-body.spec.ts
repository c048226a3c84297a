import fc from 'fast-check';
import { Problem } from '#libs/errors/problem';
import { checkDepth, readJson } from './json-body';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'accepted';
  } catch (error) {
    return error instanceof Problem ? error.code : `fault: ${String(error)}`;
  }
};

describe('a JSON body', () => {
  it('is read when it is ordinary', () => {
    expect(readJson('{"title":"Développeur","skills":["a","b"]}')).toEqual({
      title: 'Développeur',
      skills: ['a', 'b'],
    });
    expect(readJson('')).toBeUndefined();
  });

  it.each([5_000, 100_000])('nested %i levels deep is refused before any parser sees it', (levels) => {
    expect(codeOf(() => checkDepth('['.repeat(levels)))).toBe('request/malformed');
    expect(codeOf(() => checkDepth('{"a":'.repeat(levels)))).toBe('request/malformed');
  });

  it('does not take brackets inside a text for depth', () => {
    expect(readJson(`"${'[{'.repeat(500)}"`)).toBe('[{'.repeat(500));
    expect(readJson(String.raw`"\"[[[[[[[[[[[[[[[[[[[[[[[[["`)).toContain('[[[');
  });

  it.each([
    ['{"a":', 'request/malformed'],
    ['{"__proto__":{"x":1}}', 'request/malformed'],
    ['{"constructor":1}', 'request/malformed'],
    [String.raw`{"a":"\u0000"}`, 'request/invalid'],
    [String.raw`{"a":"\ud800"}`, 'request/invalid'],
    [`[${'1,'.repeat(3_000)}1]`, 'request/malformed'],
    [`{${Array.from({ length: 600 }, (_, index) => `"k${index}":1`).join(',')}}`, 'request/malformed'],
  ])('that is wrong is refused with a sentence: %s', (text, code) => {
    expect(codeOf(() => readJson(text))).toBe(code);
  });

  it('is either read or refused, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
        expect(codeOf(() => readJson(text))).not.toMatch(/^fault/);
      }),
    );
  });
});
