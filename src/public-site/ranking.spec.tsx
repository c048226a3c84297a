import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { exposureRules } from '#libs/matching/exposure';
import { methodInForce } from '#libs/matching/method';
import { blockerName, criterionName } from '#libs/matching/words';
import { formatter } from '#libs/ui/format';
import { RankingPage } from './ranking';

const pageIn = (locale: 'fr' | 'en', engineVersion: string | null = '1.0.0+w1.r7') =>
  renderToStaticMarkup(
    createElement(RankingPage, { locale, engineVersion, fairness: { month: '2026-10-01', compared: 24, under: 2 } }),
  );

describe.each(['fr', 'en'] as const)('the page about the ranking (%s)', (locale) => {
  const html = pageIn(locale);

  it('tells every criterion with its points, every blocker and the versions, as they are in force', () => {
    const { mission, freelancer, blockers, kernelVersion } = methodInForce();
    for (const { key, points } of [...mission, ...freelancer])
      expect(html).toMatch(
        new RegExp(
          `<th scope="row">${criterionName(key, locale)}</th><td>[^<]{20,}</td><td class="figure">${formatter(locale).number(points / 10)}</td>`,
        ),
      );
    for (const { key } of blockers) expect(html).toContain(`<li>${blockerName(key, locale)}</li>`);
    expect(html).toContain(`<td>${kernelVersion}</td>`);
    expect(html).toContain('<td>1.0.0+w1.r7</td>');
  });

  it('tells how first places are shared out, with the very numbers the order is made with', () => {
    const { places, cap, mostPrice, newcomerPlaces, newcomerGap, newcomerDays } = exposureRules;
    const text = html.replace(/<[^>]+>/g, ' ');
    const said =
      locale === 'fr'
        ? [
            `${places} premières places de plus de ${cap} listes`,
            `de ${mostPrice / 10} points au plus`,
            `moins de ${newcomerDays} jours`,
            `à ${newcomerGap / 10} points au plus`,
            `${newcomerPlaces} des ${places}`,
          ]
        : [
            `first ${places} places of more than ${cap} lists`,
            `by ${mostPrice / 10} points at most`,
            `less than ${newcomerDays} days`,
            `within ${newcomerGap / 10} points`,
            `${newcomerPlaces} of the first ${places}`,
          ];
    for (const part of said) expect(text).toContain(part);
  });

  it('tells what the last month says of groups', () => {
    expect(html).toContain(locale === 'fr' ? '24 taux comparés, 2 sous' : '24 rates compared, 2 below');
  });

  it('leaves no hole', () => {
    for (const page of [html, pageIn(locale, null)]) expect(page).not.toMatch(/undefined|null|NaN|\[object/);
  });
});
