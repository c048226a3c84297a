import fc from 'fast-check';
import { missionEdit, missionMove, type MissionMove, missionState, type MissionState } from '#libs/contracts/mission';
import { Problem } from '#libs/errors/problem';
import { daysLater } from '#libs/kernel/clock';
import type { Mission } from './mission.entity';
import { blankMission, editedColumns, isMaterial } from './mission.fields';
import {
  type MissionArrow,
  missionEvents,
  missionLifecycle,
  missionMovers,
  missionMovesFor,
  REOPEN_DAYS,
} from './mission.lifecycle';

const at = new Date('2026-11-24T09:00:00Z');
const mission = (given: Partial<Mission> = {}): Mission =>
  ({ ...blankMission(), id: 'm', num: 1, organisationId: 'o', title: 'Refonte du site', ...given }) as Mission;

/** The table of domain.md B.3, written a second time as it reads there: from → action → to, and who. */
const page: [MissionState[], MissionArrow, MissionState, string[]][] = [
  [['DRAFT'], 'publish', 'PUBLISHED', ['EMPLOYER']],
  [['DRAFT'], 'submit', 'IN_REVIEW', ['EMPLOYER']],
  [['IN_REVIEW'], 'approve', 'PUBLISHED', ['PLATFORM']],
  [['IN_REVIEW'], 'reject', 'REJECTED', ['PLATFORM']],
  [['IN_REVIEW'], 'request-changes', 'DRAFT', ['PLATFORM']],
  [['PUBLISHED'], 'pause', 'PAUSED', ['EMPLOYER', 'SYSTEM']],
  [['PAUSED'], 'resume', 'PUBLISHED', ['EMPLOYER']],
  [['PUBLISHED', 'PAUSED'], 'fill', 'FILLED', ['EMPLOYER', 'SYSTEM']],
  [['PUBLISHED', 'PAUSED'], 'close', 'CLOSED', ['EMPLOYER', 'PLATFORM']],
  [['PUBLISHED', 'PAUSED'], 'expire', 'EXPIRED', ['SYSTEM']],
  [['EXPIRED', 'CLOSED', 'FILLED'], 'reopen', 'PUBLISHED', ['EMPLOYER']],
  [
    ['IN_REVIEW', 'REJECTED', 'PUBLISHED', 'PAUSED', 'FILLED', 'CLOSED', 'EXPIRED'],
    'suspend',
    'SUSPENDED',
    ['PLATFORM'],
  ],
];
const arrows = Object.keys(missionEvents) as MissionArrow[];

describe('the life of a mission', () => {
  it('has the arrows of the specification, and no other', () => {
    for (const state of missionState.options)
      for (const arrow of arrows) {
        const wanted = page.find(([from, action]) => action === arrow && from.includes(state))?.[2];
        expect([state, arrow, (missionLifecycle[state] as Record<string, string>)[arrow]]).toEqual([
          state,
          arrow,
          wanted,
        ]);
      }
    for (const [, arrow, , who] of page) expect([arrow, missionMovers[arrow]]).toEqual([arrow, who]);
  });
});

describe('the moves shown on a mission', () => {
  const ended = { closedAt: daysLater(at, -10), archivedAt: null };
  const movesOf = (state: MissionState, as: { employer: boolean; platform: boolean }, given = ended): MissionMove[] =>
    missionMovesFor({ state, ...given }, as, at);
  const employer = { employer: true, platform: false };
  const platform = { employer: false, platform: true };

  it('are none for a reader who neither runs nor moderates it', () => {
    for (const state of missionState.options) expect(movesOf(state, { employer: false, platform: false })).toEqual([]);
  });

  it('never offer an employer the moves of the platform, nor the other way round', () => {
    for (const state of missionState.options) {
      for (const move of movesOf(state, employer))
        expect(['approve', 'reject', 'request-changes', 'suspend', 'expire']).not.toContain(move);
      for (const move of movesOf(state, platform))
        expect(['approve', 'reject', 'request-changes', 'suspend', 'close']).toContain(move);
    }
  });

  it('reach every move of the contract but expiry, which is the system’s', () => {
    const seen = new Set(
      missionState.options.flatMap((state) => [...movesOf(state, employer), ...movesOf(state, platform)]),
    );
    expect(missionMove.options.filter((move) => !seen.has(move))).toEqual(['expire']);
  });

  it('let a mission be reopened within 90 days of its end', () => {
    for (const [days, may] of [
      [REOPEN_DAYS, true],
      [REOPEN_DAYS + 1, false],
    ] as const)
      expect(movesOf('CLOSED', employer, { closedAt: daysLater(at, -days), archivedAt: null }).includes('reopen')).toBe(
        may,
      );
  });

  it('archive once', () => {
    expect(movesOf('CLOSED', employer)).toContain('archive');
    expect(movesOf('CLOSED', employer, { ...ended, archivedAt: at as never })).not.toContain('archive');
    expect(movesOf('PUBLISHED', employer)).not.toContain('archive');
  });
});

describe('an edit of a mission', () => {
  const edited = (edit: object, current: Partial<Mission> = {}) =>
    editedColumns(mission(current), missionEdit.parse(edit));
  const refusal = (edit: object, current: Partial<Mission> = {}) => {
    try {
      edited(edit, current);
    } catch (error) {
      if (error instanceof Problem) return [error.code, error.errors[0]?.path];
    }
    return undefined;
  };

  it.each([
    [{ rateMin: 500 }, { rateMax: 400 }, 'mission/rates-inverted', 'rateMin'],
    [{ applyDeadline: '2027-03-01' }, { startsOn: '2027-02-01' }, 'mission/deadline-late', 'applyDeadline'],
    [{ seats: 1 }, { seats: 3, seatsFilled: 2 }, 'mission/seats-below-filled', 'seats'],
    [{ place: 'Nulle-Part-sur-Mer' }, {}, 'mission/place-unknown', 'place'],
    [
      { skills: Array.from({ length: 7 }, (_, n) => ({ label: `c${n}`, must: true })) },
      {},
      'mission/too-many-musts',
      'skills',
    ],
  ])('refuses %j with the name of the field', (edit, current, code, path) => {
    expect(refusal(edit, current)).toEqual([code, path]);
  });

  it('is material when what applicants agreed to changes, not when the same is sent again', () => {
    const current = mission({ rateMax: 500, languages: [{ code: 'fr', level: 'C1' }], placeCode: '69123' });
    const material = (edit: object) => isMaterial(current, editedColumns(current, missionEdit.parse(edit)));
    for (const edit of [{ rateMax: 450 }, { startsOn: '2027-01-04' }, { place: 'Paris' }, { languages: [] }])
      expect([edit, material(edit)]).toEqual([edit, true]);
    for (const edit of [
      { rateMax: 500, languages: [{ code: 'fr', level: 'C1' }], place: 'Lyon' },
      { answerDays: 5 },
      { seats: 3 },
    ])
      expect([edit, material(edit)]).toEqual([edit, false]);
  });

  it('never leaves rates the wrong way round, whatever the order of edits', () => {
    const rate = fc.option(fc.integer({ min: 0, max: 1_000 }), { nil: null });
    const step = fc.record({ rateMin: rate, rateMax: rate }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let current = mission();
        for (const edit of steps) {
          try {
            current = { ...current, ...editedColumns(current, missionEdit.parse(edit)) };
          } catch (error) {
            expect((error as Problem).code).toBe('mission/rates-inverted');
          }
        }
        expect(current.rateMin === null || current.rateMax === null || current.rateMin <= current.rateMax).toBe(true);
      }),
    );
  });
});
