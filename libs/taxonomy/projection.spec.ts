import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildProjection } from './build-projection';
import { readEsco } from './esco';
import { LONGEST_VECTOR, Projector, VECTOR_LENGTH } from './projection';
import { decodeProjection, encodeProjection } from './projection-codec';
import { emptyReferential, type Referential } from './referential';
import { readRome } from './rome';
import { escoFolder, type FixtureFolder, romeFolder } from './testing/files';
import { numbered, type NumberedGraph } from './testing/graph';

/** Some trades of our own, far from sails. */
function harbour(): Referential {
  const own = emptyReferential('LOCAL', '1');
  for (const [code, labelFr, labelEn] of [
    ['phare', 'Gardien de phare', 'Lighthouse keeper'],
    ['cale', 'Calfat', 'Caulker'],
    ['pont', 'Charpentier de marine', 'Shipwright'],
    ['dev', 'Développeur web', 'Web developer'],
    ['seo', 'Consultant SEO', 'SEO consultant'],
  ] as const) {
    own.occupations.push({ code, labelFr, labelEn });
    own.titles.push({ occupation: code, label: labelFr, form: 'neutral', language: 'fr' });
    own.titles.push({ occupation: code, label: labelEn, form: 'neutral', language: 'en' });
  }
  own.skills.push({ code: 'etoupe', kind: 'SAVOIR_FAIRE', labelFr: 'Calfatage à l’étoupe' });
  own.occupationSkills.push({ occupation: 'cale', skill: 'etoupe', weight: 2 });
  own.occupationLinks.push({ from: 'cale', to: 'pont', kind: 'NEAR' });
  return own;
}

describe('titles and skills', () => {
  let rome: FixtureFolder;
  let esco: FixtureFolder;
  let all: NumberedGraph;
  let projector: Projector;
  beforeAll(async () => {
    rome = romeFolder();
    esco = escoFolder();
    all = numbered(harbour(), (await readRome(rome.path)).referential, (await readEsco(esco.path)).referential);
    projector = new Projector(buildProjection(all.graph));
  });
  afterAll(() => {
    rome.remove();
    esco.remove();
  });
  const about = (title: string, skills: string[] = []): string[] =>
    projector.project({ titles: [{ text: title }], skills }).map(({ occupation }) => all.named(occupation));

  it('lead to the occupation they name', () => {
    expect(about('Gardienne de phare')[0]).toBe('Gardien de phare');
    expect(about('Ravaudeuse de grand-voile')[0]).toBe('Réparateur / Réparatrice de voiles');
  });

  it('lead to the same in both genders', () => {
    for (const [masculine, feminine] of [
      ['Développeur web', 'Développeuse web'],
      ['Réparateur de voiles', 'Réparatrice de voiles'],
    ] as const)
      expect(projector.project({ titles: [{ text: feminine }] })).toEqual(
        projector.project({ titles: [{ text: masculine }] }),
      );
  });

  it('meet from one source to the other, and from English to French', () => {
    expect(about('raccommodeuse de voiles')).toContain('Réparateur / Réparatrice de voiles');
    expect(about('Sail mender')).toContain('Réparateur / Réparatrice de voiles');
  });

  it('are told apart by the skills when the title says little', () => {
    expect(about('Indépendant', ['Calfatage à l’étoupe'])[0]).toBe('Calfat');
  });

  it('name two trades when a headline does', () => {
    expect(about('Développeuse web | Consultante SEO').slice(0, 2).sort()).toEqual([
      'Consultant SEO',
      'Développeur web',
    ]);
  });

  it('bring along, lighter, what people move to', () => {
    expect(about('Calfat')).toEqual(['Calfat', 'Charpentier de marine']);
  });

  it('say nothing rather than anything', () => {
    expect(about('Dompteur de licornes')).toEqual([]);
    expect(about('')).toEqual([]);
    expect(about('', ['', '!!!'])).toEqual([]);
  });

  it('give vectors of one length, so that the product of two is a cosine', () => {
    for (const title of ['Calfat', 'Développeuse web | Consultante SEO', 'Voiliste'])
      expect(Math.hypot(...projector.project({ titles: [{ text: title }] }).map(({ weight }) => weight))).toBeCloseTo(
        VECTOR_LENGTH,
        -1,
      );
    expect(about('Calfat').length).toBeLessThanOrEqual(LONGEST_VECTOR);
  });

  it('keep the words of a title as written, weighed by how rare they are', () => {
    const [first, second] = projector.titleVector('Réparatrice de phares');
    expect([first?.written, second?.written]).toEqual(['réparatrice', 'phares']);
    expect(projector.titleVector('Réparateur de phare').map(({ key }) => key)).toEqual([first?.key, second?.key]);
    expect(Math.hypot(first?.weight ?? 0, second?.weight ?? 0)).toBeCloseTo(VECTOR_LENGTH, -1);
  });

  it('are read the same from stored bytes', () => {
    const data = buildProjection(all.graph);
    const stored = decodeProjection(encodeProjection(data));
    expect(stored).toEqual(data);
    const another = encodeProjection(data);
    another.write('x', another.indexOf('projection-'));
    expect(decodeProjection(another)).toBeUndefined();
  });

  it('fall back on ESCO’s occupations when ROME is not loaded', async () => {
    const alone = numbered((await readEsco(esco.path)).referential);
    const [first] = new Projector(buildProjection(alone.graph)).project({ titles: [{ text: 'Voilière' }] });
    expect(alone.named(first?.occupation ?? 0)).toBe('raccommodeur de voiles/raccommodeuse de voiles');
  });

  it('are projected by an empty referential onto nothing', () => {
    const nothing = new Projector(buildProjection(numbered().graph));
    expect(nothing.project({ titles: [{ text: 'Calfat' }], skills: ['étoupe'] })).toEqual([]);
  });
});
