import { pairOf } from '../testing/facts';
import { sectorWish } from './sector-wish';

describe('the wished sector', () => {
  it('reads the same facts as the employer’s criterion, on the person’s side', () => {
    const pair = pairOf({ sector: 'culture' }, { sectors: ['culture'] });
    expect(sectorWish.measure(...pair)).toBe(1000);
    expect(sectorWish.rows(...pair)[0]?.reason.code).toBe('sector.same');
  });
});
