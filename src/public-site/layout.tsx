import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import type { Locale } from '#libs/errors/problem';
import { ROOT } from '#libs/persistence/sql-migrations';
import { Logo } from '#libs/ui/logo';
import { homePath, missionsPath, rankingPath } from './address';
import { safeJson } from './json-ld';
import { siteWords } from './words';

const style = (path: string): string =>
  readFileSync(join(ROOT, path), 'utf8')
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/\s+/g, ' ');
const CSS = [style('libs/ui/tokens.css'), style('libs/ui/pieces.css'), style('src/public-site/site.css')].join(' ');

/** A file of the built app by the beginning of its hashed name; nothing while the app is not built. */
const built = (name: RegExp): string | undefined => {
  const folder = join(ROOT, 'web', 'dist', 'assets');
  const file = existsSync(folder) ? readdirSync(folder).find((one) => name.test(one)) : undefined;
  return file && `/app/assets/${file}`;
};
const ICON = built(/^icon-.*\.svg$/);
const FACES = [
  { family: 'Source Sans 3 Variable', weights: '200 900', url: built(/^source-sans-3-latin-wght-.*\.woff2$/) },
  {
    family: 'Bricolage Grotesque Variable',
    weights: '200 800',
    url: built(/^bricolage-grotesque-latin-wght-.*\.woff2$/),
  },
].filter((face) => face.url !== undefined);
/** The app’s own faces, already there for who comes from it. Optional: a page read on a slow line never moves for them. */
const FACES_CSS = FACES.map(
  ({ family, weights, url }) =>
    `@font-face{font-family:'${family}';font-weight:${weights};font-display:optional;src:url('${url}') format('woff2')}`,
).join(' ');

export interface Head {
  locale: Locale;
  title: string;
  description: string;
  /** Path of this page in each language. */
  paths: Record<Locale, string>;
  publicUrl: string;
  index: boolean;
  jsonLd?: object;
}

/** A whole page: no script, styles inside, readable by anyone. */
export function renderPage(head: Head, content: ReactNode): string {
  const w = siteWords[head.locale];
  const other = head.paths[w.otherLocale];
  const html = renderToStaticMarkup(
    <html lang={head.locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${head.title} · Aronde`}</title>
        <meta name="description" content={head.description.slice(0, 300)} />
        {head.index ? null : <meta name="robots" content="noindex" />}
        <link rel="canonical" href={head.publicUrl + head.paths[head.locale]} />
        <link rel="alternate" hrefLang="fr" href={head.publicUrl + head.paths.fr} />
        <link rel="alternate" hrefLang="en" href={head.publicUrl + head.paths.en} />
        <link rel="alternate" hrefLang="x-default" href={head.publicUrl + head.paths.fr} />
        <meta property="og:title" content={head.title} />
        <meta property="og:description" content={head.description.slice(0, 300)} />
        <meta property="og:type" content="website" />
        <meta name="theme-color" content="#132247" />
        {ICON ? <link rel="icon" href={ICON} type="image/svg+xml" /> : null}
        {FACES.map(({ url }) => (
          <link key={url} rel="preload" as="font" type="font/woff2" href={url} crossOrigin="anonymous" />
        ))}
        <style dangerouslySetInnerHTML={{ __html: FACES_CSS + CSS }} />
        {head.jsonLd ? (
          <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: safeJson(head.jsonLd) }} />
        ) : null}
      </head>
      <body>
        <a className="skip" href="#contenu">
          {w.skip}
        </a>
        <header className="site-head">
          <div className="site-width">
            <Logo href={homePath(head.locale)} />
            <nav aria-label="Aronde">
              <a href={missionsPath(head.locale)}>{w.missions}</a>
              <a href="/app/connexion">{w.signIn}</a>
              <a href={other} hrefLang={w.otherLocale} lang={w.otherLocale}>
                {w.other}
              </a>
            </nav>
          </div>
        </header>
        <main id="contenu" className="site-width">
          {content}
        </main>
        <footer className="site-foot">
          <div className="site-width">
            <p>{spaced(w.footer, head.locale)}</p>
            <nav aria-label={w.more}>
              <a href={rankingPath(head.locale)}>{w.ranking}</a>
              <a href="/api/docs">{w.api}</a>
            </nav>
          </div>
        </footer>
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

/** French spaces before high punctuation, narrow and unbreakable. */
export const spaced = (text: string, locale: Locale): string =>
  locale === 'fr' ? text.replace(/ ([;:?!»])/g, '\u202f$1').replace(/« /g, '«\u202f') : text;
