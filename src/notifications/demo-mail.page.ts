import type { DemoMailPage, DemoMailQuery } from '#libs/contracts/notification';
import { escapeHtml } from './letter';
import { momentIn } from './letter-words';

const linked = (line: string): string =>
  escapeHtml(line).replace(/https?:\/\/[^\s<>"]+/g, (url) => `<a href="${url}">${url}</a>`);

const letter = (mail: DemoMailPage['items'][number]): string => `<article>
<details>
<summary><strong>${escapeHtml(mail.subject)}</strong><br>${escapeHtml(mail.to)} · ${escapeHtml(momentIn('fr', mail.at))}</summary>
<p>${mail.text.split('\n').map(linked).join('<br>')}</p>
</details>
</article>`;

/** Readable on a desk and a phone, in both schemes, without a colour of its own. */
const STYLE = `
:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1.25rem 4rem; font: 1.0625rem/1.55 system-ui, sans-serif }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 }
form { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem; margin: 1.5rem 0 }
label { display: grid; gap: 0.25rem; flex: 1 }
input, button { font: inherit; padding: 0.5rem 0.75rem; min-width: 0 }
article { border-top: 1px solid #8886 }
summary { cursor: pointer; padding: 0.75rem 0; overflow-wrap: anywhere }
details p { margin: 0 0 1.5rem; overflow-wrap: anywhere }
`.replace(/\s+/g, ' ');

/** The mails of the demo as a plain page: no script, nothing loaded from anywhere, everything escaped. */
export function demoMailsPage({ items, nextCursor }: DemoMailPage, query: DemoMailQuery): string {
  const next = new URLSearchParams({ ...(query.to ? { to: query.to } : {}), cursor: nextCursor ?? '' });
  const list =
    items.length > 0
      ? items.map(letter).join('\n')
      : '<p>Aucun message pour le moment. Les messages arrivent ici dès qu’il se passe quelque chose.</p>';
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Messages de la démonstration · Aronde</title>
<style>${STYLE}</style></head>
<body><main>
<h1>Messages de la démonstration</h1>
<p>Rien ne part de cette machine : ces messages sont ceux que le produit aurait envoyés.</p>
<form method="get"><label>Destinataire <input name="to" type="email" value="${escapeHtml(query.to ?? '')}"></label> <button>Filtrer</button></form>
${list}
${nextCursor ? `<p><a rel="next" href="?${escapeHtml(next.toString())}">Messages plus anciens</a></p>` : ''}
</main></body></html>`;
}
