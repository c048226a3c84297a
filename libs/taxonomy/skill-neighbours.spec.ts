import { describe, expect, it } from '@jest/globals';
import { skillKey } from './normalise';
import { HIGHEST_SIMILARITY } from '../contracts/nearness';
import { MOST_NEIGHBOURS, skillNeighbours, telling } from './skill-neighbours';

const named = (id: number, label: string) => ({ id, label, key: skillKey(label) });
const skills = [
  named(1, 'Communication interne'),
  named(2, 'Assurer la communication interne'),
  named(3, 'Plomberie sanitaire'),
  named(4, 'Illustrator'),
  named(5, 'Photoshop'),
  named(6, 'Retouche d’images'),
];
const empty = { aliases: [], skillLinks: [], skillParents: [] };

describe('the neighbours of a skill', () => {
  it('are those whose label says nearly the same, in both directions', () => {
    const found = skillNeighbours({ ...empty, skills });
    expect(found.get(1)?.map(({ skill }) => skill)).toEqual([2]);
    expect(found.get(2)?.map(({ skill }) => skill)).toEqual([1]);
    expect(found.has(3)).toBe(false);
  });

  it('are those the sources relate, broader skills, and namesakes of another source', () => {
    const found = skillNeighbours({
      skills: [...skills, named(7, 'adobe photoshop')],
      aliases: [{ skill: 5, key: skillKey('Adobe Photoshop') }],
      skillLinks: [{ from: 4, to: 5, similarity: 0.75 }],
      skillParents: [{ skill: 5, parent: 6 }],
    });
    expect(found.get(5)).toEqual([
      { skill: 7, similarity: HIGHEST_SIMILARITY },
      { skill: 4, similarity: 0.75 },
      { skill: 6, similarity: 0.6 },
    ]);
  });

  it('never count as the skill itself, and are at most eight', () => {
    const many = Array.from({ length: 20 }, (_, at) => named(at + 1, 'Voile de course'));
    const links = many.slice(1).map(({ id }) => ({ from: 1, to: id, similarity: 0.99 }));
    const found = skillNeighbours({ ...empty, skills: many, skillLinks: links });
    for (const row of found.values()) {
      expect(row.length).toBeLessThanOrEqual(MOST_NEIGHBOURS);
      for (const { similarity } of row) expect(similarity).toBeLessThanOrEqual(HIGHEST_SIMILARITY);
    }
  });
});

describe('what a skill tells', () => {
  it('is most when one trade has it, least when every trade does', () => {
    expect(telling(1, 1000)).toBe(255);
    expect(telling(30, 1000)).toBeLessThan(telling(3, 1000));
    expect(telling(1000, 1000)).toBe(32);
    expect(telling(0, 1000)).toBe(128);
  });
});
