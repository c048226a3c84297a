import { NO_DATA } from '../arithmetic';
import { needs, owns, pairOf, similarityOf } from '../testing/facts';
import { requiredSkills } from './required-skills';

const REACT = 1;
const VUE = 2;
const SQL = 3;

describe('required skills', () => {
  it('are met in full by an expert who uses them', () => {
    const pair = pairOf(
      { skills: [needs(REACT, 'React')] },
      { skills: [owns(REACT, 'React.js', { level: 4, lastUsedYear: 2026 })] },
    );
    expect(requiredSkills.measure(...pair)).toBe(1000);
    expect(requiredSkills.rows(...pair)[0]?.reason.code).toBe('skill.exact');
  });

  it('are met by identity of the skill, whatever the words on either side', () => {
    const pair = pairOf({ skills: [needs(REACT, 'React')] }, { skills: [owns(REACT, 'ReactJS', { level: 3 })] });
    expect(requiredSkills.rows(...pair)[0]).toMatchObject({
      mission: { code: 'says.needed-skill', params: { skill: 'React' } },
      person: { code: 'says.owned-skill', params: { skill: 'ReactJS' } },
    });
  });

  it('are partly met by a neighbour, always less than by the skill itself at the same level', () => {
    const similarity = similarityOf({ [REACT]: [{ id: VUE, similarity: 255 }] });
    const related = pairOf(
      { skills: [needs(REACT, 'React')] },
      { skills: [owns(VUE, 'Vue', { level: 3 })] },
      similarity,
    );
    const exact = pairOf(
      { skills: [needs(REACT, 'React')] },
      { skills: [owns(REACT, 'React', { level: 3 })] },
      similarity,
    );
    expect(requiredSkills.measure(...related)).toBeGreaterThan(0);
    expect(requiredSkills.measure(...related)).toBeLessThan(requiredSkills.measure(...exact));
    expect(requiredSkills.rows(...related)[0]?.reason).toEqual({ code: 'skill.related', params: { owned: 'Vue' } });
  });

  it('count by their weight and by how telling they are', () => {
    const light = pairOf(
      { skills: [needs(REACT, 'React', { weight: 1 }), needs(SQL, 'SQL', { weight: 3 })] },
      { skills: [owns(REACT, 'React', { level: 4 })] },
    );
    const dull = pairOf(
      { skills: [needs(REACT, 'React', { telling: 255 }), needs(SQL, 'SQL', { telling: 85 })] },
      { skills: [owns(REACT, 'React', { level: 4 })] },
    );
    expect(requiredSkills.measure(...light)).toBe(250);
    expect(requiredSkills.measure(...dull)).toBe(750);
  });

  it('fall with the level under the one asked, and say so', () => {
    const pair = pairOf(
      { skills: [needs(REACT, 'React', { minLevel: 4 })] },
      { skills: [owns(REACT, 'React', { level: 2 })] },
    );
    const enough = pairOf(
      { skills: [needs(REACT, 'React', { minLevel: 2 })] },
      { skills: [owns(REACT, 'React', { level: 2 })] },
    );
    expect(requiredSkills.measure(...pair)).toBeLessThan(requiredSkills.measure(...enough));
    expect(requiredSkills.rows(...pair)[0]?.reason).toEqual({ code: 'skill.below-level', params: { asked: 4 } });
  });

  it('fall with the years without use, and say so', () => {
    const pair = pairOf(
      { skills: [needs(REACT, 'React')] },
      { skills: [owns(REACT, 'React', { level: 4, lastUsedYear: 2015 })] },
    );
    expect(requiredSkills.measure(...pair)).toBeLessThan(800);
    expect(requiredSkills.rows(...pair)[0]?.reason.code).toBe('skill.dormant');
  });

  it('read the level out of the years when nobody stated it', () => {
    const years = pairOf({ skills: [needs(REACT, 'React')] }, { skills: [owns(REACT, 'React', { years: 10 })] });
    expect(requiredSkills.measure(...years)).toBe(1000);
  });

  it('have no data when the mission requires none, and are unmet by an empty list', () => {
    expect(requiredSkills.measure(...pairOf({}, { skills: [owns(REACT, 'React')] }))).toBe(NO_DATA);
    expect(requiredSkills.measure(...pairOf({ skills: [needs(REACT, 'React')] }, {}))).toBe(0);
  });
});
