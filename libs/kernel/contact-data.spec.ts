import { contactIn, withoutContact } from './contact-data';

const kinds = (text: string) => contactIn(text).map(({ kind }) => kind);

describe('contact data in a text', () => {
  it.each([
    ['Écrivez à camille.roche+aronde@exemple.co.uk', 'EMAIL'],
    ['Appelez le 06 12 34 56 78 le matin', 'PHONE'],
    ['+33 6.12.34.56.78', 'PHONE'],
    ['+33 (0)6 12 34 56 78', 'PHONE'],
    ['0033612345678', 'PHONE'],
    ['Voir https://exemple.fr/cv?x=1', 'LINK'],
    ['Voir www.exemple.fr', 'LINK'],
  ])('is found in «%s»', (text, kind) => {
    expect(kinds(text)).toEqual([kind]);
  });

  it.each([
    'Node.js, ASP.NET et C# depuis 2012',
    'De 400 à 520 € par jour, 3 jours par semaine',
    'SIRET 732 829 320 00074',
    'Parlez-en @ l’équipe',
    'Du 01/02/2027 au 30/06/2027',
  ])('is not seen in «%s»', (text) => {
    expect(contactIn(text)).toEqual([]);
  });

  it('is blotted out, the rest kept as written', () => {
    expect(withoutContact('Joignable au 06 12 34 56 78, ou a@b.fr.')).toBe('Joignable au …, ou ….');
    expect(withoutContact('Rien ici.')).toBe('Rien ici.');
  });

  it.each(['a', 'a.', '0', '0 ', '+33 ', 'www.', '@', 'a@a.', '-'])(
    'takes no time on a long text made of «%s»',
    (part) => {
      const text = part.repeat(Math.ceil(50_000 / part.length));
      const start = performance.now();
      contactIn(text);
      withoutContact(text);
      expect(performance.now() - start).toBeLessThan(500);
    },
  );
});
