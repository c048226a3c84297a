import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { sector } from './sector';

describe('the sector', () => {
  it('is known or is not', () => {
    expect(sector.measure(...pairOf({ sector: 'sante' }, { sectors: ['banque', 'sante'] }))).toBe(1000);
    expect(sector.measure(...pairOf({ sector: 'sante' }, { sectors: ['banque'] }))).toBe(0);
  });

  it('has no data when either side keeps silent', () => {
    expect(sector.measure(...pairOf({ sector: 'sante' }, { sectors: [] }))).toBe(NO_DATA);
    expect(sector.measure(...pairOf({}, { sectors: ['banque'] }))).toBe(NO_DATA);
  });
});
