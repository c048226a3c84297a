import type { Locale } from '#libs/errors/problem';

/** A piece of a letter. Plain text and HTML are both made from these, so that they cannot differ. */
export type Block =
  | { kind: 'text'; text: string }
  /** Somebody’s own words, kept as written. */
  | { kind: 'quote'; text: string }
  | { kind: 'facts'; rows: readonly (readonly [string, string])[] }
  /** A way to act: a path under the public address. */
  | { kind: 'link'; label: string; path: string };

export interface Letter {
  subject: string;
  blocks: readonly Block[];
}

export interface RenderedLetter {
  subject: string;
  text: string;
  html: string;
}

export const text = (words: string): Block => ({ kind: 'text', text: words });
export const link = (label: string, path: string): Block => ({ kind: 'link', label, path });
export const facts = (...rows: (readonly [string, string | null | undefined])[]): Block => ({
  kind: 'facts',
  rows: rows.filter((row): row is readonly [string, string] => Boolean(row[1])),
});
/** Somebody’s words when there are some: nothing otherwise. */
export const quote = (words: string | null | undefined): Block[] => (words ? [{ kind: 'quote', text: words }] : []);

/** French spacing of our own sentences: a narrow no-break space before ; : ? ! » and after «, none breakable before € and %. */
const spaced = (words: string): string =>
  words
    .replace(/ ([;:?!»])/g, '\u202f$1')
    .replace(/« /g, '«\u202f')
    .replace(/ ([€%])/g, '\u00a0$1');

/** A French sentence: our words are spaced as French asks, the values put in are left as they are. */
export const fr = (words: TemplateStringsArray, ...values: (string | number)[]): string =>
  words.map((part, index) => spaced(part) + (index < values.length ? String(values[index]) : '')).join('');

export const en = (words: TemplateStringsArray, ...values: (string | number)[]): string =>
  words.map((part, index) => part + (index < values.length ? String(values[index]) : '')).join('');

/** A value fit for one line: line breaks and runs of space become one space. */
export const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();

/**
 * A value for a mail header. Throws on control characters: a line break there would let somebody write headers of
 * their own (ASVS 5.0, 1.3.11).
 */
export function headerValue(value: string): string {
  if ([...value].some((char) => char < ' ' || char === '\u007f'))
    throw new Error('a header may not hold control characters');
  return value;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (char) => escapes[char] ?? char);

const signatures: Record<Locale, string> = {
  fr: fr`L’équipe Aronde`,
  en: 'The Aronde team',
};
const choices: Record<Locale, string> = {
  fr: fr`Choisissez les messages que vous recevez :`,
  en: 'Choose the messages you receive:',
};
const leaving: Record<Locale, string> = {
  fr: fr`Ne plus recevoir les messages de ce sujet, d’un clic :`,
  en: 'Stop the messages of this topic, in one click:',
};
const greetings: Record<Locale, (name: string) => string> = {
  fr: (name) => (name ? fr`Bonjour ${name},` : fr`Bonjour,`),
  en: (name) => (name ? en`Hello ${name},` : 'Hello,'),
};

/**
 * The letter as it leaves: plain text and simple HTML, no image, no tracking, nothing loaded from anywhere.
 * Throws when the subject holds a line break.
 */
export function renderLetter(
  letter: Letter,
  to: {
    publicUrl: string;
    locale: Locale;
    name: string;
    preferencesPath: string | null;
    unsubscribePath: string | null;
  },
): RenderedLetter {
  const greeting = greetings[to.locale](oneLine(to.name));
  const footers: (readonly [string, string])[] = [
    ...(to.preferencesPath ? [[choices[to.locale], to.publicUrl + to.preferencesPath] as const] : []),
    ...(to.unsubscribePath ? [[leaving[to.locale], to.publicUrl + to.unsubscribePath] as const] : []),
  ];
  const body = letter.blocks.map((block) => asText(block, to.publicUrl));
  return {
    subject: headerValue(letter.subject),
    text: [greeting, ...body, signatures[to.locale], ...footers.map((footer) => footer.join('\n'))].join('\n\n'),
    html: page(letter, to, [
      `<p>${escapeHtml(greeting)}</p>`,
      ...letter.blocks.map((block) => asHtml(block, to.publicUrl)),
      `<p>${escapeHtml(signatures[to.locale])}</p>`,
      ...footers.map(
        ([words, url]) =>
          `<p style="font-size:13px;color:#5b6470">${escapeHtml(words)} <a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`,
      ),
    ]),
  };
}

function asText(block: Block, publicUrl: string): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'quote':
      return block.text
        .split(/\r\n|\r|\n/)
        .map((line) => `> ${line}`)
        .join('\n');
    case 'facts':
      return block.rows.map(([label, value]) => `${label} ${value}`).join('\n');
    case 'link':
      return `${block.label}\n${publicUrl}${block.path}`;
  }
}

const paragraphs = (words: string): string =>
  words
    .split(/\r\n|\r|\n/)
    .map((line) => escapeHtml(line))
    .join('<br>');

function asHtml(block: Block, publicUrl: string): string {
  switch (block.kind) {
    case 'text':
      return `<p>${paragraphs(block.text)}</p>`;
    case 'quote':
      return `<blockquote style="margin:0;padding-left:12px;border-left:3px solid #c8ced6">${paragraphs(block.text)}</blockquote>`;
    case 'facts':
      return `<p>${block.rows.map(([label, value]) => `${escapeHtml(label)} <strong>${escapeHtml(value)}</strong>`).join('<br>')}</p>`;
    case 'link':
      return `<p><a href="${escapeHtml(publicUrl + block.path)}">${escapeHtml(block.label)}</a></p>`;
  }
}

const page = (letter: Letter, { locale }: { locale: Locale }, parts: string[]): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escapeHtml(letter.subject)}</title></head>` +
  `<body style="font:16px/1.5 system-ui,sans-serif;color:#1b2430;max-width:38rem">${parts.join('')}</body></html>`;
