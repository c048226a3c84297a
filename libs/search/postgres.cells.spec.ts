import fc from 'fast-check';
import { cellOf, cellsAround } from './postgres.cells';
import { boxOf } from './postgres.sql';

describe('the cells of the map', () => {
  it('around a place hold whatever is in its box, to the edge', () => {
    const near = fc.record({
      lat: fc.double({ min: -60, max: 60, noNaN: true }),
      lon: fc.double({ min: -179, max: 179, noNaN: true }),
      km: fc.integer({ min: 1, max: 80 }),
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(near, share, share, (around, up, right) => {
        const { south, north, west, east } = boxOf(around);
        const [lat, lon] = [south + up * (north - south), west + right * (east - west)].map(Math.fround) as [
          number,
          number,
        ];
        fc.pre(lat >= south && lat <= north && lon >= west && lon <= east);
        expect(cellsAround(around)?.split(' | ')).toEqual(expect.arrayContaining(cellOf(lat, lon)));
      }),
    );
  });

  it('are not asked for when a radius touches very many, and nobody without a place stands in one', () => {
    expect(cellsAround({ lat: 45.75, lon: 4.85, km: 50 })?.split(' | ').length).toBeLessThan(20);
    expect(cellsAround({ lat: 45.75, lon: 4.85, km: 500 })).toBeUndefined();
    expect(cellOf(null, null)).toEqual([]);
    expect(cellOf(-0.1, 0.6)).toEqual([`'@-1,1'`]);
  });
});
