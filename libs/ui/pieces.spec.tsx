import { renderToStaticMarkup } from 'react-dom/server';
import { Facts } from './facts';
import { en } from './i18n/en';
import { fr } from './i18n/fr';
import { Joints, type JointStatus, type Side } from './joint';
import { ScoreBar } from './score-bar';

describe('the joints', () => {
  const facts = { key: 'rate', name: 'Tarif', asks: '480 à 560 €', brings: '', points: 9.4, outOf: 15 };
  const group = { key: 'rate', name: 'Tarif', points: 9.4, outOf: 15 };
  const html = (status: JointStatus, brings = '', side: Side = 'mission') =>
    renderToStaticMarkup(
      <Joints
        groups={[{ ...group, joints: [{ ...facts, status, brings }] }]}
        words={fr}
        locale="fr"
        viewer="self"
        side={side}
      />,
    );

  it('say in words what each side brings and what it is worth', () => {
    expect(html('partly', '590 €')).toContain('En partie · 9,4 sur 15');
    expect(html('partly', '590 €')).toContain('Vous apportez');
    expect(html('partly', '590 €')).toContain('joint-partly');
  });

  it('call the pieces by what the side counts: needs that are met, or wishes', () => {
    expect(html('met', '520 €')).toContain('La mission demande');
    expect(html('met', '520 €', 'freelancer')).toContain('La mission propose');
    expect(html('met', '520 €', 'freelancer')).toContain('Vous souhaitez');
    expect(html('met', '520 €', 'freelancer')).not.toContain('demande');
  });

  it('say so when nothing was given', () => {
    expect(html('missing')).toContain('Non renseigné');
  });

  it('gather the lines of one criterion under its name and its points', () => {
    const two = [
      { ...facts, key: 'a', status: 'met' as const, brings: 'NestJS' },
      { ...facts, key: 'b', status: 'missing' as const },
    ];
    const many = renderToStaticMarkup(
      <Joints groups={[{ ...group, joints: two }]} words={en} locale="en" viewer="other" side="mission" />,
    );
    expect(many).toContain('9.4 of 15');
    expect(many.match(/joint-name/g)).toHaveLength(1);
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
