import { Problem, problemStatuses, sections } from './problem';

describe('the catalogue of problems', () => {
  const codes = Object.values(sections).flatMap((section) => Object.keys(section));

  it('holds each code in one section only, named subject/reason', () => {
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
  });

  it('never answers with a success or a redirect', () => {
    for (const status of problemStatuses().values()) expect(status).toBeGreaterThanOrEqual(400);
  });

  it('speaks both languages, with the same parameters', () => {
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const section of Object.values(sections))
      for (const entry of Object.values(section as Record<string, { fr: string; en: string }>))
        expect(holes(entry.fr)).toEqual(holes(entry.en));
  });

  it('fills the sentence from its parameters', () => {
    expect(new Problem('request/too-many', { seconds: 30 }).sentence('fr')).toContain('30 s');
  });
});
