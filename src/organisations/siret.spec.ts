import { isSiret } from './siret';

describe('a SIRET', () => {
  it.each(['73282932000074', '35600000000048', '35600000049837', '55210055400013'])('%s is well formed', (siret) => {
    expect(isSiret(siret)).toBe(true);
  });

  it.each(['73282932000075', '7328293200007', '732829320000744', 'ABCDEFGHIJKLMN', '', '73282932 00074'])(
    '%s is not',
    (siret) => {
      expect(isSiret(siret)).toBe(false);
    },
  );
});
