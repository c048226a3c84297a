import { NO_DATA } from '../arithmetic';
import type { RemoteMode } from '../model';
import { pairOf } from '../testing/facts';
import { remoteWish } from './remote-wish';

describe('the wish for remote work', () => {
  it.each<[RemoteMode, RemoteMode[], number]>([
    ['REMOTE', ['REMOTE', 'HYBRID'], 1000],
    ['HYBRID', ['REMOTE'], 500],
    ['REMOTE', ['HYBRID'], 500],
    ['ONSITE', ['REMOTE'], 0],
  ])('a mission %s for who accepts %j is worth %i', (remoteMode, remoteModes, value) => {
    expect(remoteWish.measure(...pairOf({ remoteMode }, { remoteModes }))).toBe(value);
  });

  it('has no data when either side keeps silent', () => {
    expect(remoteWish.measure(...pairOf({ remoteMode: 'REMOTE' }, { remoteModes: [] }))).toBe(NO_DATA);
    expect(remoteWish.measure(...pairOf({}, { remoteModes: ['REMOTE'] }))).toBe(NO_DATA);
  });
});
