import { dotted, formatter } from './format';

const now = new Date('2026-11-24T10:00:00');
const plain = (text: string | null) => text?.replace(/[\u00a0\u202f]/g, ' ');

describe('facts in a line', () => {
  it('leave out what is unknown, and never begin a line with a dot', () => {
    expect(dotted(['Lyon', null, '', '6 ans'])).toBe('Lyon\u00a0· 6\u00a0ans');
    expect(dotted(['Réponse de l’employeur attendue'])).toBe('Réponse de l’employeur attendue');
  });
});

describe('the French formatter', () => {
  const f = formatter('fr');

  it('writes day rates, also with one bound unknown', () => {
    expect(plain(f.dayRate(480))).toBe('480 € / jour');
    expect(plain(f.dayRates(480, 560))).toBe('480 à 560 € / jour');
    expect(plain(f.dayRates(null, 560))).toBe('jusqu’à 560 € / jour');
    expect(plain(f.dayRates(480, undefined))).toBe('dès 480 € / jour');
    expect(plain(f.dayRates(500, 500))).toBe('500 € / jour');
    expect(f.dayRates(null, null)).toBeNull();
  });

  it('reads a bare date as a day of the calendar', () => {
    expect(f.date('2027-01-05')).toBe('5 janvier 2027');
    expect(f.shortDate('2026-12-23', now)).toBe('23 déc.');
    expect(f.shortDate('2027-01-05', now)).toBe('5 janv. 2027');
  });

  it('says months as people do, and leaves a bare year alone', () => {
    expect(f.month('2019-10')).toBe('oct. 2019');
    expect(f.month('2019-10-31')).toBe('oct. 2019');
    expect(f.month('2021')).toBe('2021');
  });

  it('says how long ago in the largest fitting unit', () => {
    expect(f.ago('2026-11-24T09:58:00', now)).toBe('il y a 2 minutes');
    expect(f.ago('2026-11-24T07:00:00', now)).toBe('il y a 3 heures');
    expect(f.ago('2026-11-23T09:00:00', now)).toBe('hier');
    expect(f.ago('2026-09-01T09:00:00', now)).toBe('il y a 3 mois');
  });

  it('says lengths as people do', () => {
    expect(plain(f.weeks(3))).toBe('3 semaines');
    expect(plain(f.weeks(26))).toBe('6 mois');
    expect(plain(f.distance(6.24))).toBe('6,2 km');
    expect(f.list(['NestJS', 'TypeScript', 'PostgreSQL'])).toBe('NestJS, TypeScript et PostgreSQL');
    expect(f.language('en')).toBe('anglais');
  });
});

describe('a sentence from elsewhere', () => {
  it('keeps its high punctuation on the line in French only', () => {
    expect(formatter('fr').sentence('Écrivez : un titre !')).toBe('Écrivez\u202f: un titre\u202f!');
    expect(formatter('en').sentence('Write: a title!')).toBe('Write: a title!');
  });
});

describe('the English formatter', () => {
  it('writes the same facts in English', () => {
    const f = formatter('en');
    expect(plain(f.dayRates(480, 560))).toBe('€480 to €560 / day');
    expect(f.date('2027-01-05')).toBe('5 January 2027');
    expect(plain(f.weeks(1))).toBe('1 week');
  });
});
