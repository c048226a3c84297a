import { moveOfEdit, verificationLifecycle, verificationMovers } from './organisation.lifecycle';

const known = { name: 'Atelier Vasseur', siret: '73282932000074' };

describe('the verification of an organisation', () => {
  it('says for each arrow who may take it', () => {
    const arrows = new Set(Object.values(verificationLifecycle).flatMap((moves) => Object.keys(moves)));
    expect([...arrows].toSorted()).toEqual(Object.keys(verificationMovers).toSorted());
  });

  it.each([
    ['VERIFIED', { name: 'Banque Vasseur' }, 'change-identity'],
    ['VERIFIED', { siret: null }, 'change-identity'],
    ['VERIFIED', { ...known, description: 'Menuiserie.' }, undefined],
    ['REJECTED', { description: 'Menuiserie.' }, 'resubmit'],
    ['REJECTED', {}, undefined],
    ['PENDING', { name: 'Banque Vasseur' }, undefined],
  ] as const)('%s and %j: %s', (verification, edit, move) => {
    expect(moveOfEdit({ ...known, verification }, edit)).toBe(move);
  });
});
