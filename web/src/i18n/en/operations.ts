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
};
