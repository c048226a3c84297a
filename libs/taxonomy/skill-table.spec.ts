import { describe, expect, it } from '@jest/globals';
import { HIGHEST_SIMILARITY } from '../contracts/nearness';
import { SkillTable } from './skill-table';

const table = SkillTable.of(
  new Map([
    [3, 255],
    [9, 40],
  ]),
  new Map([
    [
      3,
      [
        { skill: 70_000, similarity: HIGHEST_SIMILARITY },
        { skill: 9, similarity: 0.001 },
      ],
    ],
    [5, [{ skill: 3, similarity: 0.5 }]],
  ]),
);

describe('the table of skills', () => {
  it('answers for each skill', () => {
    expect(table.neighbours(3)).toEqual([
      { id: 70_000, similarity: 199 },
      { id: 9, similarity: 1 },
    ]);
    expect(table.neighbours(9)).toEqual([]);
    expect(table.telling(3)).toBe(255);
    expect(table.telling(5)).toBeUndefined();
  });

  it('knows nothing of a skill it does not hold', () => {
    expect(table.neighbours(4)).toEqual([]);
    expect(table.telling(4)).toBeUndefined();
  });

  it('answers the same once stored and read back', () => {
    const read = SkillTable.decode(Buffer.concat([Buffer.alloc(3), table.encode()]).subarray(3));
    expect(read?.data).toEqual(table.data);
    const other = table.encode();
    other.write('x', other.indexOf('skills-1'));
    expect(SkillTable.decode(other)).toBeUndefined();
  });
});
