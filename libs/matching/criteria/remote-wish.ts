import { FULL, NO_DATA } from '../arithmetic';
import type { Criterion } from '../criterion';
import { phrase, type Phrase } from '../phrases';
import { MODE_BIT, type PreparedMission, type PreparedProfile } from '../prepare';
import { saysWhere } from './place';

/**
 * The mission’s way of working is accepted: 1000; half of it is (hybrid against either): 500; the opposite: 0.
 * Both as MODE_BIT, neither 0.
 */
export function remoteValue(mode: number, accepted: number): number {
  if ((accepted & mode) !== 0) return FULL;
  return mode === MODE_BIT.HYBRID || (accepted & MODE_BIT.HYBRID) !== 0 ? FULL / 2 : 0;
}

function measure({ facts: mission }: PreparedMission, { modes }: PreparedProfile): number {
  return !mission.remoteMode || modes === 0 ? NO_DATA : remoteValue(MODE_BIT[mission.remoteMode], modes);
}

const saysModes = ({ facts: { remoteModes } }: PreparedProfile): Phrase =>
  remoteModes?.length ? phrase('says.accepts-modes', { modes: remoteModes }) : phrase('says.nothing', {});

/** Is the work done where the person wants to work: on site, at a distance, both? */
export const remoteWish: Criterion = {
  key: 'remote-wish',
  measure,
  rows: (mission, profile) => {
    const value = measure(mission, profile);
    return [
      {
        mission: saysWhere(mission.facts),
        person: saysModes(profile),
        reason: phrase(value === FULL ? 'remote.wanted' : value > 0 ? 'remote.close' : 'remote.other', {}),
        advice: value === FULL ? undefined : phrase('advice.discuss-remote', {}),
        value,
        share: 1,
      },
    ];
  },
  silence: (mission, profile) => ({ mission: saysWhere(mission.facts), person: saysModes(profile) }),
};
