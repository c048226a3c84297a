import type { Words } from '../words';

export const operations: Words['operations'] = {
  missions: {
    title: 'Missions to review',
    empty: 'No mission awaits review',
    emptyHint: 'Missions of unverified organisations and those the automatic check flags arrive here.',
  },
  organisations: {
    title: 'Organisations to verify',
    empty: 'No organisation awaits verification',
    verify: 'Verify',
    reject: 'Reject',
    reason: 'Reason, read by the organisation',
    verified: 'Organisation verified.',
    rejected: 'Organisation rejected.',
    noSiret: 'No SIRET given',
  },
  searches: {
    title: 'Search quality',
    about:
      'What people look for and find, without saying who. Only words of the referential and towns are kept, for 180 days; “…” stands for the others.',
    period: 'Period',
    days: (n) => `${n} days`,
    searches: 'Searches',
    withoutResult: 'Without result',
    widened: 'Widened',
    degraded: 'Without the engine',
    median: 'Median time',
    p95: 'Time, 19 in 20',
    ms: (n) => `${n} ms`,
    times: (n) => (n === 1 ? 'once' : `${n} times`),
    emptiest: 'What finds nothing',
    noneEmpty: 'Every search found something.',
    slowest: 'What is slow',
    noneSlow: 'Not enough like searches yet to say.',
    noWords: 'No words',
    kind: { profile: 'Candidates', mission: 'Missions' },
    filter: (key) =>
      ({
        skills: 'skills',
        occupations: 'occupations',
        remote: 'remote work',
        languages: 'languages',
        departements: 'départements',
        rateMin: 'lowest rate',
        rateMax: 'highest rate',
        experienceMin: 'experience',
        availableBy: 'availability',
        km: 'distance',
        caseloadOf: 'caseload',
        organisationId: 'organisation',
        only: 'people kept',
      })[key] ?? key,
  },
  fairness: {
    title: 'Fairness',
    about:
      'Every month, groups are compared with the one selected most often. Below four fifths of its rate, the reason is to be looked for.',
    download: 'Download (CSV)',
    months: 'Months',
    empty: 'No month to compare',
    emptyHint: 'The file of a month is made on the first day of the next one.',
    summary: (people, compared, under) =>
      `${people} people published, ${compared} rates compared, ${under === 0 ? 'none' : under} below four fifths.`,
    provisional: 'Provisional figures: the month is not over.',
    producedOn: (date) => `File made on ${date}.`,
    group: 'Group',
    people: 'People',
    measures: {
      SHOWN: 'In first places',
      PROPOSED: 'With an application',
      SHORTLISTED: 'Shortlisted',
      ACCEPTED: 'Accepted',
    },
    ratio: (share) => `ratio ${share}`,
    under: '– below 4/5',
    tooFew: 'too few',
    few: (n) =>
      n === 1
        ? 'One group of fewer than ten people is not shown.'
        : `${n} groups of fewer than ten people are not shown.`,
    dimensions: {
      NEWCOMER: 'Seniority',
      OVERSEAS: 'Overseas',
      WORK: 'Way of working',
      SKILLS_VERIFIED: 'Verified skills',
      ACCOMPANIED: 'Accompaniment',
      DEPARTEMENT: 'Département',
    },
    groups: {
      NEWCOMER: { YES: 'Published less than 30 days ago', NO: 'Published longer ago' },
      OVERSEAS: { YES: 'Overseas', NO: 'Mainland' },
      WORK: { REMOTE_ONLY: 'Remote only', MOBILE: 'On site as well' },
      SKILLS_VERIFIED: { YES: 'At least one verified skill', NO: 'None' },
      ACCOMPANIED: { YES: 'With an agency', NO: 'Without an agency' },
      DEPARTEMENT: {},
    },
  },
  neighbours: {
    title: 'Neighbouring skills',
    about:
      'Two skills that many people practise together stand for one another in part in scores, like those the referential relates. They are learned every week from published profiles; nothing counts before you decide.',
    start: 'Compute now',
    history: 'Computations and decisions',
    empty: 'Nothing has been computed yet',
    emptyHint: 'It is computed every Monday, or as soon as you ask for it.',
    computedOn: (instant) => `Computed ${instant}`,
    by: (name) => `Asked for by ${name}`,
    weekly: 'Weekly computation',
    learned: (pairs, people) =>
      pairs === 1 ? `1 pair learned from ${people} people` : `${pairs} pairs learned from ${people} people`,
    counted: (people) => `${people} people`,
    total: (n) => (n === 0 ? 'no change' : n === 1 ? '1 change' : `${n} changes`),
    decided: {
      ACTIVE: (name, instant) => `Activated by ${name}, ${instant}`,
      DISCARDED: (name, instant) => `Discarded by ${name}, ${instant}`,
    },
    ended: (name, instant) => `retired by ${name}, ${instant}`,
    states: {
      COMPUTING: 'Computing',
      PROPOSED: 'To decide',
      UNCHANGED: 'Nothing changes',
      ABANDONED: 'Given up',
      ACTIVE: 'In force',
      DISCARDED: 'Discarded',
      REPLACED: 'Replaced',
      RETIRED: 'Retired',
    },
    moves: { activate: 'Activate', discard: 'Discard', retire: 'Retire' },
    asks: {
      activate: 'Activate these neighbouring skills?',
      discard: 'Discard these neighbouring skills?',
      retire: 'Retire these neighbouring skills?',
    },
    means: {
      activate:
        'Scores and lists will take them into account within minutes, in place of what is in force. You can go back.',
      discard: 'Nothing changes. The next computation may propose the same pairs again.',
      retire: 'Within minutes scores and lists will know the referential only.',
    },
    done: {
      activate: 'Neighbouring skills activated: lists follow.',
      discard: 'Proposal discarded.',
      retire: 'Neighbouring skills retired: lists follow.',
    },
    changes: 'Changes',
    all: 'All',
    kinds: { ADDED: 'New', NEARER: 'Nearer', FARTHER: 'Farther', GONE: 'Gone' },
    kind: { ADDED: 'new', NEARER: 'nearer', FARTHER: 'farther', GONE: 'gone' },
    filter: 'Filter by words',
    noneFound: 'No pair answers this filter.',
    skills: 'Skills',
    people: 'People',
    nearness: 'Nearness',
    far: 'none',
    fromTo: (before, after) => `${before} → ${after}`,
    few: 'A dash: the pair does not come from this computation, which does not say how many people share it.',
    scale: (most) =>
      `A neighbouring skill is worth ${most} of the skill itself at most, and each skill keeps its eight nearest.`,
  },
  runs: {
    title: 'Computing lists',
    about:
      'Every night all recommendation lists are computed whole and compared with those kept in step. What differs is repaired.',
    start: 'Recompute everything',
    empty: 'There has been no full recompute yet',
    emptyHint: 'There will be one tonight, or as soon as you ask for it.',
    progress: 'Progress',
    running: (share) => `Computing: ${share}`,
    found: (n, of) =>
      n === 0
        ? `0 lists differed out of ${of}`
        : n === 1
          ? `1 list differed out of ${of}: it was repaired`
          : `${n} lists differed out of ${of}: they were repaired`,
    factsDiffered: (n) =>
      n === 1
        ? 'One record given to the engine was no longer that of its source: it was written anew.'
        : `${n} records given to the engine were no longer those of their sources: they were written anew.`,
    abandoned: (done, total) =>
      `Given up after ${done} ranges out of ${total}: nothing moved any more. See the failed deliveries.`,
    by: (name) => `Asked for by ${name}`,
    triggers: { NIGHT: 'By night', OPERATOR: 'Asked for by hand', COMMAND: 'From the command line' },
    lasted: (ms) =>
      ms < 60_000 ? `${Math.max(1, Math.round(ms / 1_000))}\u00a0s` : `${Math.round(ms / 60_000)}\u00a0min`,
  },
};
