import { clean, cleanBytes, homeRowOf, missionCount, placeCount, titleCount, titleRowOf } from './market';
import { clear } from './pools';

/** Makes a thread’s own room ready: whatever stood in it is forgotten. */
export function begin(): void {
  memory.fill(clean, 0, <usize>cleanBytes);
  memory.fill(titleRowOf, 255, (<usize>titleCount) << 2);
  memory.fill(homeRowOf, 255, (<usize>placeCount) << 2);
  for (let list = 0; list <= missionCount; list++) clear(list);
}
