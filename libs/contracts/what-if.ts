import { z } from 'zod';
import { id, remoteMode } from './common';

/** A fact of a profile that might be otherwise: what it is now, and what it would be. Rates in whole euros per day. */
export const profileChange = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('SKILL'), skillId: z.int(), label: z.string() }),
    z.object({ kind: z.literal('RATE'), from: z.int(), to: z.int() }),
    z.object({ kind: z.literal('MOBILITY'), from: z.int(), to: z.int() }),
    z.object({ kind: z.literal('REMOTE'), mode: remoteMode }),
    /** `from` null: takes no mission at all for now. */
    z.object({ kind: z.literal('AVAILABLE'), from: z.string().nullable(), to: z.string() }),
    z.object({ kind: z.literal('DAYS'), from: z.number(), to: z.number() }),
  ])
  .meta({ id: 'ProfileChange' });
export type ProfileChange = z.infer<typeof profileChange>;

/** A mission that would open: its score after the change, in thousandths. */
export const openedMission = z.object({ id, title: z.string(), score: z.int() }).meta({ id: 'OpenedMission' });
export type OpenedMission = z.infer<typeof openedMission>;

const effect = {
  possible: z.int(),
  opened: z.int(),
  closed: z.int(),
  missions: z.array(openedMission),
};

/**
 * What one change of a profile would do. A mission is open when nothing blocks and its score reaches the band “possible”.
 * `opened` come and `closed` go, so that `possible` are open after it; `missions` are the best of those opened.
 */
export const profileSupposition = z.object({ change: profileChange, ...effect }).meta({ id: 'ProfileSupposition' });
export type ProfileSupposition = z.infer<typeof profileSupposition>;

/** What two changes would do together. */
export const profilePair = z
  .object({ changes: z.array(profileChange).length(2), ...effect })
  .meta({ id: 'ProfilePair' });
export type ProfilePair = z.infer<typeof profilePair>;

/**
 * `possible`: the missions open today; `near`: those that have anything in common with the profile, open or not. `pairs` are
 * tried where no change alone opens anything.
 */
export const profileWhatIf = z
  .object({
    possible: z.int(),
    near: z.int(),
    suppositions: z.array(profileSupposition),
    pairs: z.array(profilePair),
  })
  .meta({ id: 'ProfileWhatIf' });
export type ProfileWhatIf = z.infer<typeof profileWhatIf>;

/** A criterion of a mission that might be looser. Rates in whole euros per day, a budget in whole euros. */
export const missionChange = z
  .discriminatedUnion('kind', [
    /** No longer indispensable, still asked. */
    z.object({ kind: z.literal('MUST'), skillId: z.int(), label: z.string() }),
    z.object({ kind: z.literal('LANGUAGE'), language: z.string() }),
    z.object({ kind: z.literal('RATE'), from: z.int(), to: z.int() }),
    z.object({ kind: z.literal('BUDGET'), from: z.int(), to: z.int() }),
    z.object({ kind: z.literal('START'), from: z.string(), to: z.string() }),
    z.object({ kind: z.literal('REMOTE'), from: remoteMode, to: remoteMode }),
    z.object({ kind: z.literal('RADIUS'), from: z.int(), to: z.int() }),
  ])
  .meta({ id: 'MissionChange' });
export type MissionChange = z.infer<typeof missionChange>;

/** People more that one change would bring; null for one or two: a count tells of three people at least. */
export const missionSupposition = z
  .object({ change: missionChange, more: z.int().nullable() })
  .meta({ id: 'MissionSupposition' });
export type MissionSupposition = z.infer<typeof missionSupposition>;

/**
 * What each criterion of a mission costs. `people`: those the reader may see whom nothing blocks and whose score reaches
 * the band “possible”, null for one or two. `rates`: what is asked by those whom it suits, the rate aside, from `from` euros a
 * day in bands of 50, where they show it; bands of one or two are left out. `expected`: what missions that ask one of the same
 * skills received, at the median; null when there are too few to tell.
 */
export const missionWhatIf = z
  .object({
    people: z.int().nullable(),
    suppositions: z.array(missionSupposition),
    rates: z.array(z.object({ from: z.int(), count: z.int() })),
    expected: z.object({ applications: z.int(), missions: z.int() }).nullable(),
  })
  .meta({ id: 'MissionWhatIf' });
export type MissionWhatIf = z.infer<typeof missionWhatIf>;

/** Somebody of the caseload whom a skill would help: how many missions it would open to them. */
export const helpedPerson = z
  .object({ profileId: id, name: z.string(), headline: z.string(), opened: z.int() })
  .meta({ id: 'HelpedPerson' });
export type HelpedPerson = z.infer<typeof helpedPerson>;

/** A skill that would open missions: how many different ones, and to how many people; the first of those it helps most. */
export const caseloadSupposition = z
  .object({ skillId: z.int(), label: z.string(), missions: z.int(), helped: z.int(), people: z.array(helpedPerson) })
  .meta({ id: 'CaseloadSupposition' });

/** Skills by all they would open to everybody together. `people`: of whom it speaks; `left`: those of the caseload for whom there was no room. */
export const caseloadWhatIf = z
  .object({ people: z.int(), left: z.int(), suppositions: z.array(caseloadSupposition) })
  .meta({ id: 'CaseloadWhatIf' });
export type CaseloadWhatIf = z.infer<typeof caseloadWhatIf>;
