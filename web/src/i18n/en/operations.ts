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
};
