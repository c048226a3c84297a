import { NO_DATA } from '../arithmetic';
import { pairOf } from '../testing/facts';
import { occupation } from './occupation';
import { wishedOccupation } from './wished-occupation';

const DEVELOPER = { occupation: 1, label: 'Développeur front-end' };
const DESIGNER = { occupation: 2, label: 'Concepteur web' };
const WELDER = { occupation: 3, label: 'Soudeur' };

describe('the occupation', () => {
  const mission = {
    title: 'Développeuse web',
    occupations: [
      { ...DEVELOPER, weight: 204 },
      { ...DESIGNER, weight: 153 },
    ],
  };

  it('is the same when both project onto the same ones', () => {
    const pair = pairOf(mission, { occupations: mission.occupations });
    expect(occupation.measure(...pair)).toBe(1000);
    expect(occupation.rows(...pair)[0]?.reason).toEqual({
      code: 'occupation.same',
      params: { occupation: 'Développeur front-end' },
    });
  });

  it('is near through those they share, and names the nearest', () => {
    const pair = pairOf(mission, { occupations: [{ ...DESIGNER, weight: 255 }] });
    expect(occupation.measure(...pair)).toBe(600);
    expect(occupation.rows(...pair)[0]?.reason).toEqual({
      code: 'occupation.near',
      params: { occupation: 'Concepteur web' },
    });
  });

  it('is far when they share none', () => {
    const pair = pairOf(mission, { occupations: [{ ...WELDER, weight: 255 }] });
    expect(occupation.measure(...pair)).toBe(0);
    expect(occupation.rows(...pair)[0]?.reason.code).toBe('occupation.far');
  });

  it('has no data when either projects onto nothing', () => {
    expect(occupation.measure(...pairOf({}, { occupations: mission.occupations }))).toBe(NO_DATA);
    expect(occupation.measure(...pairOf(mission, {}))).toBe(NO_DATA);
  });

  it('is wished for only where the person said so', () => {
    expect(wishedOccupation.measure(...pairOf(mission, { occupations: mission.occupations }))).toBe(NO_DATA);
    expect(wishedOccupation.measure(...pairOf(mission, { wishes: mission.occupations }))).toBe(1000);
  });
});
