import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { methodInForce } from '#libs/matching/method';
import { blockerName, criterionName } from '#libs/matching/words';
import { formatter } from '#libs/ui/format';
import { RankingPage } from './ranking';

const pageIn = (locale: 'fr' | 'en', engineVersion: string | null = '1.0.0+w1.r7') =>
  renderToStaticMarkup(createElement(RankingPage, { locale, engineVersion }));

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

  it('leaves no hole', () => {
    for (const page of [html, pageIn(locale, null)]) expect(page).not.toMatch(/undefined|null|NaN|\[object/);
  });
});
