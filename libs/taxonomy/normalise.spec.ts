import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { neutral } from './gender';
import { fold, skillKey, titleForms, titleKeys, tokens, words, writtenWords } from './normalise';

const folded = (text: string): string[] => tokens(text).map((token) => token.folded);

describe('folding', () => {
  it('reads the same whatever the accents, the case, the apostrophe and what nobody sees', () => {
    expect(fold('  L’Été\u200b  à\u00a0Orléans ')).toBe("l'ete a orleans");
    for (const art of ['Œuvre d´art', 'Œuvre d`art', 'Œuvre d\u1fefart', 'Œuvre d\u1ffdart', 'Œuvre d\uff40art'])
      expect(fold(art)).toBe("oeuvre d'art");
    expect(fold('e\u0301te\u0301')).toBe('ete');
    expect(fold('ﬁn‑tech')).toBe('fin-tech');
  });

  it('folds to the same a second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });
});

describe('the words of a text', () => {
  it('keep whole the names that punctuation would cut', () => {
    const names = [
      'c#',
      'c++',
      '.net',
      'node.js',
      'f#',
      'objective-c',
      'ci/cd',
      'r&d',
      'ux/ui',
      't-sql',
      'tcp/ip',
      'vue.js',
    ];
    for (const name of names)
      expect(folded(`Développeuse ${name.toUpperCase()}, senior`)).toEqual(['developpeuse', name, 'senior']);
    expect(folded('C/C++, ASP.NET et UI/UX')).toEqual(['c', 'c++', '.net', 'et', 'ux/ui']);
    expect(folded('Programmer en C.')).toEqual(['programmer', 'en', 'c']);
  });

  it('join e-commerce and e-mail', () => {
    expect(folded('E-commerce, e‑mailing')).toEqual(['ecommerce', 'emailing']);
  });

  it('lose elided articles, the English possessive and “H/F”', () => {
    expect(folded("Chef d'équipe de l’atelier (H/F)")).toEqual(['chef', 'equipe', 'de', 'atelier']);
    expect(folded("Driver's mate m/f/d")).toEqual(['driver', 'mate']);
  });

  it('read inclusive writing as the word itself', () => {
    for (const written of ['Chargé(e)s', 'Chargé·e·s', 'chargé.e.s', 'Chargé-e-s', 'chargé/e']) {
      expect(titleKeys(`${written} de projet`)).toEqual(titleKeys('Chargée de projet'));
    }
    for (const written of ['Développeur·euse', 'développeur/euse', 'Développeur(se)', 'développeur.euse.s']) {
      expect(titleKeys(`${written} web`)).toEqual(titleKeys('développeuse web'));
    }
    expect(titleKeys('Infirmier(ère)')).toEqual(titleKeys('infirmière'));
    expect(titleKeys('Technicien-ne')).toEqual(titleKeys('technicienne'));
    expect(titleKeys('Directeur/trice artistique')).toEqual(titleKeys('directrice artistique'));
  });

  it('say their written form once each', () => {
    expect(writtenWords('Développeuse, développeur d’applications Élégantes')).toEqual([
      { key: 'developp', written: 'développeuse' },
      { key: 'applic', written: 'applications' },
      { key: 'eleg', written: 'élégantes' },
    ]);
  });

  it('share a stem with what is derived from them', () => {
    expect(words('formateur former formation')).toEqual(['form', 'form', 'form']);
    expect(words('gérer la gestion des gestionnaires').slice(1)).toEqual(['gest', 'gest']);
    expect(words('le responsable de la maintenance')).toEqual(words('Responsable maintenance'));
  });

  it('come fast from hostile text', () => {
    const started = performance.now();
    for (const piece of ['a', "l'", '(e)', '.net', 'é/', '-e', ' / a', '&a', '.js', '\u0301'])
      words(piece.repeat(60_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('the neutral key of a word', () => {
  const pairs =
    'développeur développeuse, directeur directrice, ingénieur ingénieure, infirmier infirmière, technicien technicienne, assistant assistante, chargé chargée, chef cheffe, commercial commerciale, commerciaux commerciales, professionnel professionnelle, administratif administrative, vigneron vigneronne, ambassadeur ambassadrice, auteur autrice, auteure autrice, avocat avocate, berger bergère, designer designeuse, barman barmaid, employés employées, cadet cadette, européen européenne, religieux religieuse, maître maîtresse, homme femme, public publique, graphiste graphistes, journal journaux, cameraman camerawoman, salesman salesperson, paysan paysanne';
  it.each(pairs.split(', ').map((pair) => pair.split(' ')))('is one for %s and %s', (masculine, feminine) => {
    expect(neutral(fold(feminine!))).toBe(neutral(fold(masculine!)));
  });

  it('leaves short words and names with signs alone', () => {
    for (const name of ['c++', 'html5', 'vue.js', 'css', 'ios', 'php']) expect(neutral(name)).toBe(name);
  });
});

describe('a title', () => {
  it('comes apart into its masculine and its feminine', () => {
    expect(titleForms("Conducteur / Conductrice d'engins agricoles")).toEqual({
      masculine: "Conducteur d'engins agricoles",
      feminine: "Conductrice d'engins agricoles",
    });
    expect(titleForms('directeur technique/directrice technique')).toEqual({
      masculine: 'directeur technique',
      feminine: 'directrice technique',
    });
    expect(titleForms('Analyste Concepteur / Conceptrice informatique')).toEqual({
      masculine: 'Analyste Concepteur informatique',
      feminine: 'Analyste Conceptrice informatique',
    });
    expect(titleForms('Garçon / Serveuse de café').feminine).toBe('Serveuse de café');
  });

  it('stays whole when the slash is not about gender', () => {
    for (const title of ['Développeur React / Node.js', 'Consultant CI/CD', 'Analyste biologie/microbiologie']) {
      expect(titleForms(title)).toEqual({ masculine: title });
    }
  });

  it('has the same key in every form', () => {
    const keys = [
      'Développeur / Développeuse web',
      'développeuse web',
      'DÉVELOPPEURS WEB',
      'Développeur(se) Web (H/F)',
    ];
    for (const title of keys) expect(titleKeys(title)).toEqual(['developpeur web']);
    expect(titleKeys(' / ')).toEqual([]);
  });
});

describe('the key of a skill', () => {
  it('forgets articles, accents, plurals and punctuation, keeps the order and the signs', () => {
    expect(skillKey('Gestion des réseaux sociaux')).toBe(skillKey('gestion de réseau social'));
    expect(skillKey('C++')).not.toBe(skillKey('C'));
    expect(skillKey('C#')).not.toBe(skillKey('C'));
    expect(skillKey('Le')).toBe('le');
    expect(skillKey('—')).toBe('');
  });
});
