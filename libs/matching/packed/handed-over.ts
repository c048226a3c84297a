import type { OneList } from './all-lists';
import { Dictionaries } from './dictionary';
import type { Layer } from './layers';
import { MissionColumns } from './mission-columns';
import { MissionSegment } from './mission-segment';
import { ProfileSegment } from './profile-segment';

/** People and missions packed with the same dictionaries. */
export interface Part {
  profiles: readonly Layer<ProfileSegment>[];
  missions: readonly Layer<MissionSegment>[];
}

/** A part as another thread is handed it: columns and keys, no object that has methods. */
export type Handed = ReturnType<typeof handedOver>;

const without = <Whole extends object, Key extends keyof Whole>(whole: Whole, ...keys: Key[]): Omit<Whole, Key> =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key as Key))) as Omit<Whole, Key>;

/** A part, for `received`. Columns are copied when they are sent. */
export function handedOver({ profiles, missions }: Part) {
  return {
    dictionaries: (profiles[0]?.segment.dictionaries ?? new Dictionaries()).copy(),
    // Postings of blocks are for one mission at a time; what missions were made of is in their columns.
    profiles: profiles.map(({ segment, gone, aside }) => ({
      columns: without(segment, 'dictionaries', 'skillBlocks', 'occupationBlocks', 'wordBlocks'),
      gone,
      aside,
    })),
    missions: missions.map(({ segment, gone, aside }) => ({
      columns: without(segment, 'missions', 'given'),
      missionColumns: without(segment.missions, 'dictionaries'),
      gone,
      aside,
    })),
  };
}

/** What was handed over, as a part again. */
export function received({ dictionaries: copy, profiles, missions }: Handed): Part {
  const dictionaries = Dictionaries.of(copy);
  // Given their class as they are: copied into new objects, so many columns would be slow to reach.
  const again = <Whole extends object>({ prototype }: { prototype: Whole }, columns: object): Whole =>
    Object.setPrototypeOf(columns, prototype) as Whole;
  return {
    profiles: profiles.map(({ columns, gone, aside }) => ({
      segment: again(ProfileSegment, { ...columns, dictionaries }),
      gone,
      aside,
    })),
    missions: missions.map(({ columns, missionColumns, gone, aside }) => {
      const all = again(MissionColumns, { ...missionColumns, dictionaries });
      return { segment: again(MissionSegment, { ...columns, missions: all }), gone, aside };
    }),
  };
}

/** Some lists of one side in four tables, so that they are passed on and not copied. */
export interface Chunk {
  of: OneList['of'];
  owners: Int32Array<ArrayBuffer>;
  /** The places of list `at` stand from `starts[at]` to `starts[at + 1]`. */
  starts: Int32Array<ArrayBuffer>;
  nums: Int32Array<ArrayBuffer>;
  ranks: Int16Array<ArrayBuffer>;
}

/** Lists of one side, as a chunk. */
export function chunkOf(of: OneList['of'], lists: readonly OneList[]): Chunk {
  const starts = new Int32Array(lists.length + 1);
  lists.forEach(({ nums }, at) => (starts[at + 1] = starts[at]! + nums.length));
  const nums = new Int32Array(starts[lists.length]!);
  const ranks = new Int16Array(nums.length);
  lists.forEach((list, at) => {
    nums.set(list.nums, starts[at]);
    ranks.set(list.ranks, starts[at]);
  });
  return { of, owners: Int32Array.from(lists, ({ num }) => num), starts, nums, ranks };
}

/** The lists of a chunk. */
export const listsIn = ({ of, owners, starts, nums, ranks }: Chunk): OneList[] =>
  Array.from(owners, (num, at) => ({
    of,
    num,
    nums: nums.subarray(starts[at], starts[at + 1]),
    ranks: ranks.subarray(starts[at], starts[at + 1]),
  }));
