import { shortTitle } from './title-label';

describe('a title in both genders', () => {
  it.each([
    ['Directeur de la communication / Directrice de la communication', 'Directeur / Directrice de la communication'],
    ['Chef de projet industriel / Cheffe de projet industriel', 'Chef / Cheffe de projet industriel'],
    ['Développeur Node.js / Développeuse Node.js', 'Développeur / Développeuse Node.js'],
    ['Rédacteur / Rédactrice', 'Rédacteur / Rédactrice'],
    ['DSI de transition', 'DSI de transition'],
    ['A / B / C', 'A / B / C'],
    ['', ''],
  ])('says its common ending once: %s', (label, short) => {
    expect(shortTitle(label)).toBe(short);
  });
});
