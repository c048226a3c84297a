import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { departementLabel, distanceKm, findPlace, placeByCode, suggestPlaces } from './places';

describe('places', () => {
  it.each([
    ['Lyon', '69123'],
    ['lyon 7e', '69387'],
    ['Lyon 7e arrondissement', '69387'],
    ['69007', '69387'],
    ['75011 Paris', '75111'],
    ['PARIS', '75056'],
    ['Saint-Étienne', '42218'],
    ['St Etienne', '42218'],
    ['Aix-en-Provence', '13001'],
    ['Villeurbanne (69)', '69266'],
    ['Marseille 1er', '13201'],
    ['Dunkerque', '59183'],
    ['L’Haÿ-les-Roses', '94038'],
    ['Nantes, Pays de la Loire, France', '44109'],
  ])('%s is found', (text, code) => {
    expect(findPlace(text)?.code).toBe(code);
  });

  it.each([
    ['69', 'Rhône (69)'],
    ['2A', 'Corse-du-Sud (2A)'],
    ['974', 'La Réunion (974)'],
    ['99', '99'],
  ])('%s, a département, is written %s', (code, label) => {
    expect(departementLabel(code)).toBe(label);
  });

  it('are not recognised in anything else', () => {
    for (const text of ['', '   ', 'Atlantide', '99999', '%', 'a'.repeat(10_000)])
      expect(findPlace(text)).toBeUndefined();
  });

  it('are suggested by the beginning of their name, the largest first', () => {
    expect(suggestPlaces('lyo', 3)[0]?.name).toBe('Lyon');
    expect(suggestPlaces('690', 20).map((place) => place.departement)).toContain('69');
    expect(suggestPlaces('', 5)).toEqual([]);
  });

  it('have their distances', () => {
    const lyon = placeByCode('69123');
    const paris = placeByCode('75056');
    expect(lyon && paris && distanceKm(lyon, paris)).toBeCloseTo(392, -1);
  });

  it('cover the country: nearly everybody within three kilometres of the official point', () => {
    const file = join(__dirname, '../../../shared/data/geo/communes.csv');
    if (!existsSync(file)) {
      process.stdout.write('places.spec: ../shared/data/geo/communes.csv is absent, coverage was not measured\n');
      return;
    }
    const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
    const errors: { km: number; population: number }[] = [];
    let people = 0;
    for (const line of lines) {
      const cells =
        line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '').replaceAll('"', '')) ?? [];
      const [code, , , , , , population, lat, lon] = cells;
      if (!code || !lat || !lon) continue;
      people += Number(population);
      const place = placeByCode(code);
      if (place)
        errors.push({ km: distanceKm(place, { lat: Number(lat), lon: Number(lon) }), population: Number(population) });
    }
    const located = errors.reduce((sum, row) => sum + row.population, 0);
    const near = errors.filter((row) => row.km <= 10).reduce((sum, row) => sum + row.population, 0);
    expect(located / people).toBeGreaterThan(0.95);
    expect(near / people).toBeGreaterThan(0.9);
    const byPeople = errors.sort((a, b) => a.km - b.km);
    let seen = 0;
    const median = byPeople.find((row) => (seen += row.population) >= located / 2)?.km ?? Infinity;
    expect(median).toBeLessThan(3);
    process.stdout.write(
      `places: ${((located / people) * 100).toFixed(1)} % of people located, median ${median.toFixed(1)} km off, ${((near / people) * 100).toFixed(1)} % within 10 km\n`,
    );
  });
});
