import { addresseesOf } from './addressees';
import type { Facts } from './facts';
import { en, escapeHtml, fr, headerValue, renderLetter } from './letter';
import { endingWords, momentIn, refusalAdvice, refusalWords, withdrawalWords } from './letter-words';
import { letters, templateOf, type TemplateName, titleOf, writeLetter } from './letters';

const names = Object.keys(letters) as TemplateName[];
const locales = ['fr', 'en'] as const;

const full: Facts = {
  aggregateId: '0190a1b2-0000-7000-8000-000000000001',
  missionId: '0190a1b2-0000-7000-8000-000000000002',
  profileId: '0190a1b2-0000-7000-8000-000000000003',
  mission: 'Développer une API',
  employer: 'Atelier Vasseur',
  freelancer: 'Camille R.',
  agency: 'Agence de Lyon',
  organisation: 'Atelier Vasseur',
  tokenPath: '/app/verification#abc',
  answerDueAt: new Date('2026-12-04T09:00:00Z'),
  lapsesAt: new Date('2026-12-01T09:00:00Z'),
  interview: {
    mode: 'VIDEO',
    location: 'https://visio.example/abc',
    message: 'À bientôt',
    slots: [{ startsAt: '2026-12-01T09:30:00Z', minutes: 45 }],
    chosen: 0,
  },
  terms: {
    number: 1,
    price: { kind: 'DAILY', dailyRate: 480, days: 12 },
    startsOn: '2027-01-05',
    endsOn: '2027-02-26',
    remoteMode: null,
    placeName: '',
    deliverables: '',
    noticeDays: 15,
    ipClause: '',
    confidentiality: true,
    paymentDelayDays: 30,
    message: 'Bienvenue',
    proposedBy: 'EMPLOYER',
    proposedAt: '2026-11-24T09:00:00Z',
  },
  totalEuros: 5_760,
  reason: 'RATE',
  withdrawalReason: 'SCHEDULE',
  ending: 'MISSION_FILLED',
  words: 'Merci pour votre temps.',
  adviserWords: 'Bon profil, trop cher.',
  days: 7,
  byMe: false,
  role: 'MEMBER',
  contest: {
    kind: 'CRITERION',
    key: 'required-skills',
    state: 'OVERRIDDEN',
    statement: 'Je pratique Kafka depuis 2019.',
    answer: 'Trois missions citées le montrent.',
    decision: 'Kafka pratiqué sur trois missions.',
  },
  proposal: { people: 3_214, changes: 12 },
  expiresAt: new Date('2026-12-08T09:00:00Z'),
  found: [
    {
      name: 'Front-end à Lyon',
      path: '/app/candidats?q=react',
      count: 7,
      results: [{ title: 'Développeuse front-end', path: '/app/profils/1' }],
    },
  ],
};

const empty: Facts = {
  ...full,
  employer: '',
  agency: '',
  answerDueAt: null,
  lapsesAt: null,
  interview: null,
  terms: null,
  totalEuros: null,
  reason: null,
  withdrawalReason: null,
  ending: '',
  words: '',
  adviserWords: '',
  contest: null,
  proposal: null,
  expiresAt: null,
  found: [],
};

const render = (name: TemplateName, facts: Facts, locale: 'fr' | 'en') =>
  renderLetter(writeLetter(name, facts, locale), {
    publicUrl: 'https://aronde.example',
    locale,
    name: 'Camille',
    preferencesPath: templateOf(name).topic ? '/app/compte' : null,
    unsubscribePath: templateOf(name).topic ? '/desabonnement/abc' : null,
  });

describe.each(names)('the letter %s', (name) => {
  it.each(locales)('leaves no hole and leads somewhere (%s)', (locale) => {
    // A mandate always has its agency; everything else may be missing.
    const least = name.startsWith('mandate-') ? { ...empty, agency: full.agency } : empty;
    for (const facts of [full, least]) {
      const { subject, text, html } = render(name, facts, locale);
      expect(subject.length).toBeGreaterThan(8);
      expect(subject.length).toBeLessThan(150);
      for (const part of [subject, text, html])
        expect(part).not.toMatch(/undefined|\bnull\b|NaN|\[object|Invalid|«\s*»|“”/);
      expect(text).toContain('https://aronde.example/');
      expect(html).toContain('href="https://aronde.example/');
      expect(text).not.toMatch(/ {2}|\s[.,](\s|$)/);
    }
  });

  it('speaks French with French spaces and quotes', () => {
    const { subject, text } = render(name, full, 'fr');
    expect(`${subject}\n${text}`).not.toMatch(/[^\u202f\s/\dps]\s?(?<!\u202f)[;?!»]|[a-zé] :|'/);
  });

  it('says the same in both forms', () => {
    const { text, html } = render(name, full, 'fr');
    const bare = html
      .replace(/<title>.*?<\/title>/, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, "'");
    for (const word of text.split(/\s+/).filter((part) => /^\p{L}{5,}$/u.test(part))) expect(bare).toContain(word);
  });

  it('gives its notification a title', () => {
    for (const locale of locales) expect(titleOf(name, full, locale).trim()).not.toBe('');
    expect(templateOf(name).path(full)).toMatch(/^\/app\//);
  });
});

describe('a refusal', () => {
  it('thanks, gives the reason, says what next', () => {
    const { text } = render('application-declined', full, 'fr');
    expect(text).toMatch(/Merci d’avoir postulé/);
    expect(text).toContain(refusalWords.RATE.fr);
    expect(text).toContain(refusalAdvice.RATE.fr);
    expect(text).toContain('Merci pour votre temps.');
    expect(text).toContain('https://aronde.example/app/');
  });

  it('keeps the reason to itself when the employer does not share it', () => {
    const { text } = render('application-declined', { ...full, reason: null }, 'fr');
    expect(text).not.toContain('Raison donnée');
    expect(text).toMatch(/Merci d’avoir postulé/);
  });

  it('never carries the word to the adviser', () => {
    for (const name of names.filter((candidate) => !candidate.startsWith('adviser-')))
      expect(render(name, full, 'fr').text).not.toContain('trop cher');
    expect(render('adviser-declined', full, 'fr').text).toContain('trop cher');
  });
});

describe('what people write', () => {
  it('cannot become markup', () => {
    const { html } = render('application-declined', { ...full, mission: '<img src=x>', words: '<script>' }, 'en');
    expect(html).not.toMatch(/<img|<script/);
    expect(escapeHtml(`<a href="'">&`)).toBe('&lt;a href=&quot;&#39;&quot;&gt;&amp;');
  });

  it('cannot write a header: line breaks become spaces, and what slips through is refused', () => {
    const { subject } = render('application-declined', { ...full, mission: 'A\r\nBcc: all@example.org' }, 'en');
    expect(subject).not.toMatch(/[\r\n]/);
    for (const value of ['a\r\nb', 'a\nb', 'a\rb', 'a\u0000b']) expect(() => headerValue(value)).toThrow('header');
  });

  it('keeps its own spaces inside our sentences', () => {
    expect(fr`Titre : ${'a ; b'} !`).toBe('Titre\u202f: a ; b\u202f!');
    expect(en`Title: ${'a ; b'}!`).toBe('Title: a ; b!');
  });
});

describe('the words of letters', () => {
  it('exist for every reason, in both languages', () => {
    for (const words of [
      ...Object.values(refusalWords),
      ...Object.values(withdrawalWords),
      ...Object.values(endingWords),
    ])
      for (const locale of locales) expect(words[locale].length).toBeGreaterThan(3);
  });

  it('say the hour of Paris, winter and summer, and on the day the clock changes', () => {
    expect(momentIn('fr', '2026-12-01T09:30:00Z')).toContain('10:30');
    expect(momentIn('fr', '2026-07-01T09:30:00Z')).toContain('11:30');
    expect(momentIn('fr', '2026-10-25T00:30:00Z')).toContain('02:30');
    expect(momentIn('fr', '2026-10-25T01:30:00Z')).toContain('02:30');
    expect(momentIn('fr', '2027-03-28T01:30:00Z')).toContain('03:30');
  });
});

describe('an event nobody is told about', () => {
  it('gives no letter', async () => {
    const tx = { query: () => Promise.reject(new Error('not needed')) };
    const event = { id: 'e', type: 'application.reviewed', aggregateId: 'a', payload: {}, createdAt: new Date(0) };
    await expect(addresseesOf(tx as never, event)).resolves.toEqual([]);
  });
});
