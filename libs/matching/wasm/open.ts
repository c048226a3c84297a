import { KINDS, LANGUAGES, P_ROWS } from '../packed/layout';
import { classes, missionCount, open, standing, tables, words } from './market';
import { BLOCKS_AFTER, LANGUAGE_MISSING, TABLE } from './pair';

/** Reckons the bits of the missions that each row of answers of a kind does not block, for all threads. */
export function openUp(): void {
  for (let kind = 0; kind < KINDS; kind++) {
    const bits = load<u32>(open + ((<usize>kind) << 2));
    if (bits == 0) continue;
    const table = tables + <usize>(kind * TABLE);
    const rows = load<i32>(table, 8);
    const column = <usize>load<u32>(classes + ((<usize>kind) << 2));
    for (let row = 0; row < rows; row++) {
      const to = <usize>bits + <usize>row * ((<usize>words) << 3);
      const from = <usize>load<u32>(table) + <usize>row * <usize>load<u32>(table, 4);
      const after = from + <usize>load<u32>(table, BLOCKS_AFTER);
      for (let first = 0; first < missionCount; first += 64) {
        let blocking: u64 = 0;
        const last = min(missionCount, first + 64);
        for (let m = first; m < last; m++) {
          const at = (<usize>load<u16>(column + ((<usize>m) << 1))) << 1;
          const isBlocking =
            kind == LANGUAGES ? <i32>load<i16>(from + at) >= LANGUAGE_MISSING : <i32>load<i16>(after + at) == 1;
          blocking |= (<u64>isBlocking) << (m & 63);
        }
        const word = (<usize>(first >> 6)) << 3;
        store<u64>(to + word, load<u64>(standing + word) & ~blocking);
      }
    }
  }
}

/** The bits of the missions that answers of a kind do not block. */
export function openTo(person: usize, kind: i32): usize {
  const row = load<u32>(person + P_ROWS + ((<usize>kind) << 2));
  return <usize>load<u32>(open + ((<usize>kind) << 2)) + <usize>row * ((<usize>words) << 3);
}
