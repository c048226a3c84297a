import { mandateEvents, mandateLifecycle, mandateMovers, mandateMovesFor } from './mandate.lifecycle';
import { nameToAgency } from './mandate.reads';

const freelancer = { freelancer: true, agency: false, agencyAdmin: false };
const adviser = { freelancer: false, agency: true, agencyAdmin: false };
const admin = { freelancer: false, agency: true, agencyAdmin: true };
const stranger = { freelancer: false, agency: false, agencyAdmin: false };

describe('a mandate', () => {
  it('says for each arrow who may take it and what is told', () => {
    const arrows = [...new Set(Object.values(mandateLifecycle).flatMap((moves) => Object.keys(moves)))].toSorted();
    expect(Object.keys(mandateMovers).toSorted()).toEqual(arrows);
    expect(Object.keys(mandateEvents).toSorted()).toEqual(arrows);
  });

  it.each([
    ['PROPOSED', 'the freelancer', freelancer, ['accept', 'decline']],
    ['PROPOSED', 'an adviser', adviser, ['end']],
    ['PROPOSED', 'a stranger', stranger, []],
    ['ACTIVE', 'the freelancer', freelancer, ['end', 'narrow']],
    ['ACTIVE', 'an adviser', adviser, ['end']],
    ['ACTIVE', 'the agency’s administrator', admin, ['end', 'reassign']],
    ['ACTIVE', 'a stranger', stranger, []],
    ['DECLINED', 'the freelancer', freelancer, []],
    ['EXPIRED', 'an adviser', adviser, []],
    ['ENDED', 'the agency’s administrator', admin, []],
  ] as const)('%s offers %s its moves and no other', (state, _who, as, moves) => {
    expect(mandateMovesFor(state, as)).toEqual(moves);
  });

  it('gives the agency the whole name only while it is active', () => {
    expect(nameToAgency('Camille Roche', 'ACTIVE')).toBe('Camille Roche');
    for (const state of ['PROPOSED', 'DECLINED', 'EXPIRED', 'ENDED'] as const)
      expect(nameToAgency('Camille Roche', state)).toBe('Camille R.');
  });
});
