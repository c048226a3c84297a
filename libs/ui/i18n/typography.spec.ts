import { en } from './en';
import { fr } from './fr';

/** Every sentence of a dictionary with its path; functions are called with sample values. */
function sentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[here, value]];
    if (typeof value === 'function') {
      const text = (value as (...args: unknown[]) => unknown)(2, 3, ['a', 'b']);
      return typeof text === 'string' ? [[here, text]] : [];
    }
    return value && typeof value === 'object' ? sentences(value, here) : [];
  });
}

describe('the French dictionary', () => {
  it.each(sentences(fr))('%s keeps French typography', (_path, text) => {
    expect(text).not.toMatch(/'/);
    expect(text).not.toMatch(/(^|[^\u202f])[;:?!]/);
    expect(text).not.toMatch(/oups/i);
  });
});

describe('the English dictionary', () => {
  it.each(sentences(en))('%s keeps English typography', (_path, text) => {
    expect(text).not.toMatch(/'/);
    expect(text).not.toMatch(/\s[;:?!]/);
  });
});
