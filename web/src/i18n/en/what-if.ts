import type { Words } from '../words';

const missions = (n: number) => `${n}\u00a0mission${n === 1 ? '' : 's'}`;
const people = (n: number) => (n === 1 ? '1\u00a0person' : `${n}\u00a0people`);

export const whatIf: Words['whatIf'] = {
  title: 'What if…?',
  mine: {
    link: 'What if…? What would open more missions to you',
    about:
      'What a single change of your profile would open, among the missions online. Nothing is changed without you.',
    now: (n) =>
      n === 0
        ? 'No mission is open to you today.'
        : n === 1
          ? '1\u00a0mission is open to you today.'
          : `${missions(n)} are open to you today.`,
    open: 'Open: nothing blocks, and the match reaches 50 out of 100.',
    groups: {
      SKILL: 'One more skill',
      RATE: 'A lower rate',
      MOBILITY: 'More kilometres',
      REMOTE: 'Another way of working',
      AVAILABLE: 'Being free sooner',
      DAYS: 'More days a week',
    },
    skill: (label) => `With “${label}”`,
    rate: (from, to) => `Asking at least ${to} instead of ${from}`,
    mobility: (from, to) => `Travelling up to ${to} instead of ${from}`,
    mode: {
      REMOTE: 'Also accepting remote work',
      HYBRID: 'Also accepting hybrid work',
      ONSITE: 'Also accepting to work on site',
    },
    available: (from, to) => (from === null ? `Being free from ${to}` : `Being free on ${to} instead of ${from}`),
    days: (from, to) => `Working ${to} days a week instead of ${from}`,
    opened: (n) => `${missions(n)} more`,
    total: (now, after) => `${after} instead of ${now}`,
    closed: (n) => (n === 1 ? '1 other would fall under 50' : `${n} others would fall under 50`),
    see: (n) => (n === 1 ? 'See this mission' : `See these ${n} missions`),
    best: (shown, n) => `See the best ${shown} of ${n}`,
    go: {
      SKILL: 'Add to my profile',
      RATE: 'Review my rate',
      MOBILITY: 'Review how far I travel',
      REMOTE: 'Review how I work',
      AVAILABLE: 'Review when I am free',
      DAYS: 'Review my days',
    },
    honest: 'Say a skill when you have it; otherwise training may lead to it.',
    far: 'Your profile does not say enough yet',
    farHint: 'No mission online is close to it: a headline and a few skills change everything.',
    pairs: 'Two changes together',
    pairsHint: 'No single change would open another mission: several things block at once.',
    together: (said) =>
      said.map((one, at) => (at === 0 ? one : one.charAt(0).toLowerCase() + one.slice(1))).join(', and '),
    nothing: 'No single change would open another mission',
    nothingHint:
      'Either everything close is open to you already, or several things block at once: each mission says which.',
  },
  mission: {
    about: 'What each criterion costs in candidates, among the profiles you may see.',
    beforePublishing: 'Before you publish, see what each criterion costs you in candidates',
    savedFirst: 'The saved draft tells you what each criterion costs in candidates, before you publish.',
    now: (n) =>
      n === null
        ? 'One or two people could suit the mission as it is written.'
        : n === 0
          ? 'Nobody suits the mission as it is written.'
          : `${people(n)} could suit the mission as it is written.`,
    open: 'Could suit: nothing blocks, and the match reaches 50 out of 100.',
    costs: 'A looser criterion',
    must: (label) => `If “${label}” were no longer indispensable`,
    language: (language) => `Without asking for the language: ${language}`,
    rate: (from, to) => `With a rate of up to ${to} instead of ${from}`,
    budget: (from, to) => `With a budget of ${to} instead of ${from}`,
    start: (from, to) => `Starting on ${to} instead of ${from}`,
    mode: { REMOTE: 'Fully remote', HYBRID: 'Hybrid rather than on site', ONSITE: 'On site' },
    radius: (from, to) => `Within ${to} instead of ${from}`,
    more: (n) => (n === null ? 'one or two more people' : n === 1 ? '1\u00a0more person' : `${n}\u00a0more people`),
    nothing: 'No single criterion costs you candidates',
    nothingHint: 'Loosening one point alone would bring nobody else today.',
    rates: 'What people who suit ask a day, the rate aside',
    ratesHint:
      'Solid: what the mission offers. Only rates their owners show count, in groups of three people at least.',
    expected: 'How many applications to expect',
    expectedSays: (applications, others) =>
      applications === 0
        ? `Of the ${others} missions of the last six months that ask for one of these skills, at least half received no application.`
        : `The ${others} missions of the last six months that ask for one of these skills received ${applications}\u00a0application${applications === 1 ? '' : 's'} each, at the median.`,
    edit: 'Edit the mission',
  },
  caseload: {
    link: 'What if… one more skill?',
    about: 'The skills that would open the most missions to the people you support.',
    counted: (n) => `Computed for ${people(n)}, on the missions online.`,
    left: (n) => `${people(n)} more do not fit in this computation.`,
    open: 'Open: nothing blocks, and the match reaches 50 out of 100.',
    effect: (helped, of) => `to ${helped} of ${people(of)}`,
    missions: (n) => `${missions(n)} would open`,
    see: (n) => (n === 1 ? 'See this person' : `See these ${n} people`),
    best: (shown, n) => `See the first ${shown} of ${n}`,
    opened: (n) => missions(n),
    list: 'Skills',
    nothing: 'No single skill would open a mission',
    nothingHint: 'Either everything close is open already, or several things block at once.',
    empty: 'Your caseload is empty',
    emptyHint: 'As soon as somebody accepts a mandate, this computation speaks of them.',
  },
};
