import { hash } from '@node-rs/argon2';
import { Problem } from '#libs/errors/problem';
import { checkPassword, hashPassword, isOutdated, refuseWeak } from './passwords';

const SECRET = 'a key of this test, long enough to be one';
const about = { email: 'jean.dupont@exemple.fr', name: 'Jean Dupont' };

const fault = (password: string): string | undefined => {
  try {
    refuseWeak(password, about);
  } catch (error) {
    return (error as Problem).code;
  }
  return undefined;
};

describe('a password', () => {
  it.each([
    ['quatre girafes en tutu', undefined],
    ['🦒🦒🦒🦒 dans le pré', undefined],
    ['onze lettre', 'password/short'],
    ['🦒'.repeat(11), 'password/short'],
    ['long '.repeat(26), 'password/long'],
    ['qwerty123456', 'password/common'],
    ['QWERTY123456', 'password/common'],
    ['aaaaaaaaaaaa', 'password/common'],
    ['121212121212', 'password/common'],
    ['constantinople1', 'password/common'],
    ['!!! sunshine !!! 2026', 'password/common'],
    ['jeandupont-1985', 'password/personal'],
    ['Dupont.Jean.1985', 'password/personal'],
    ['jean.dupont!!!!!!!!', 'password/personal'],
    ['aronde aronde 2026', 'password/personal'],
    ['dupont aime le thym', undefined],
  ])('%s is %s', (password, code) => {
    expect(fault(password)).toBe(code);
  });

  it('is kept as argon2id with the parameters of the day, under the server’s key', async () => {
    const stored = await hashPassword('quatre girafes en tutu', SECRET);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(isOutdated(stored)).toBe(false);
    expect(isOutdated(await hash('x', { memoryCost: 8_192, timeCost: 1 }))).toBe(true);
    expect(await checkPassword(stored, 'quatre girafes en tutu', SECRET)).toBe(true);
    expect(await checkPassword(stored, 'quatre girafes en tutu', `${SECRET}!`)).toBe(false);
    expect(await checkPassword(stored, 'Quatre girafes en tutu', SECRET)).toBe(false);
  });

  it('is the same however its accents were typed', async () => {
    const stored = await hashPassword('pré fleuri à l’aube'.normalize('NFC'), SECRET);
    expect(await checkPassword(stored, 'pré fleuri à l’aube'.normalize('NFD'), SECRET)).toBe(true);
  });

  it('of nobody costs as much to refuse as that of somebody', async () => {
    const stored = await hashPassword('quatre girafes en tutu', SECRET);
    const time = async (of: string | undefined) => {
      const from = performance.now();
      expect(await checkPassword(of, 'le phare avale du thym', SECRET)).toBe(false);
      return performance.now() - from;
    };
    const [somebody, nobody]: [number[], number[]] = [[], []];
    for (let n = 0; n < 9; n += 1) {
      somebody.push(await time(stored));
      nobody.push(await time(undefined));
    }
    // The quickest of nine: what the work takes, whatever else the machine does. Without the hash it would be nothing.
    expect(Math.min(...nobody)).toBeGreaterThan(Math.min(...somebody) / 4);
  });

  it('waits its turn among twenty; the next ones are asked to come back, and places are given back', async () => {
    const tries = () =>
      Promise.allSettled(Array.from({ length: 24 }, () => checkPassword(undefined, 'le phare avale du thym', SECRET)));
    for (const outcomes of [await tries(), await tries()]) {
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
      for (const outcome of outcomes.slice(20))
        expect(outcome).toMatchObject({ reason: { code: 'service/unavailable' } });
    }
  });
});
