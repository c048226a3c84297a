import { NO_DATA } from '../arithmetic';
import { needs, owns, pairOf } from '../testing/facts';
import { preferredSkills } from './preferred-skills';

describe('preferred skills', () => {
  it('count apart from those required', () => {
    const pair = pairOf(
      { skills: [needs(1, 'React'), needs(2, 'Figma', { importance: 'PREFERRED' })] },
      { skills: [owns(2, 'Figma', { level: 4 })] },
    );
    expect(preferredSkills.measure(...pair)).toBe(1000);
    expect(preferredSkills.rows(...pair)).toHaveLength(1);
  });

  it('have no data when the mission names none', () => {
    expect(preferredSkills.measure(...pairOf({ skills: [needs(1, 'React')] }, { skills: [owns(1, 'React')] }))).toBe(
      NO_DATA,
    );
  });
});
