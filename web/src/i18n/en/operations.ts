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
