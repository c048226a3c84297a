import { renderToStaticMarkup } from 'react-dom/server';
import { Facts } from './facts';
import { en } from './i18n/en';
import { fr } from './i18n/fr';
import { Joints } from './joint';
import { ScoreBar } from './score-bar';

describe('a joint', () => {
  const facts = { key: 'rate', name: 'Tarif', asks: '480 à 560 €', brings: '', points: 9, outOf: 15 };

  it('says in words what each side brings and what it is worth', () => {
    const html = renderToStaticMarkup(
      <Joints joints={[{ ...facts, brings: '590 €', status: 'partly' }]} words={fr} viewer="self" />,
    );
    expect(html).toContain('En partie · 9 sur 15');
    expect(html).toContain('Vous apportez');
    expect(html).toContain('joint-partly');
  });

  it('says so when nothing was given, without points', () => {
    const html = renderToStaticMarkup(<Joints joints={[{ ...facts, status: 'unknown' }]} words={en} viewer="other" />);
    expect(html).toContain('Not filled in');
    expect(html).not.toContain('9 of 15');
  });
});

describe('a score bar', () => {
  it('is one picture whose reading names every criterion', () => {
    const html = renderToStaticMarkup(
      <ScoreBar
        words={fr}
        segments={[
          { key: 'skills', name: 'Compétences', weight: 420, share: 1 },
          { key: 'rate', name: 'Tarif', weight: 100, share: 0.4 },
          { key: 'place', name: 'Lieu', weight: 70, share: null },
        ]}
      />,
    );
    expect(html).toContain(
      'Compétences\u202f: 100\u00a0%\u202f; Tarif\u202f: 40\u00a0%\u202f; Lieu\u202f: non comparé',
    );
    expect(html).toContain('score-segment-partly');
  });
});

describe('the facts', () => {
  it('leave out what is unknown', () => {
    expect(renderToStaticMarkup(<Facts facts={[{ name: 'Tarif', value: '480 €' }, null]} />)).toBe(
      '<dl class="facts"><div class="fact"><dt>Tarif</dt><dd>480 €</dd></div></dl>',
    );
  });
});
