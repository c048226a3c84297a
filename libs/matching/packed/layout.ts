/**
 * Where things stand in the memory of lists.wasm, in bytes: read by the TypeScript that lays them (side.ts) and by the
 * AssemblyScript that reads them (libs/matching/wasm).
 */

/** In what missions are alike, and what people answer them: so many kinds. */
export const KINDS = 8;
export const BUDGET = 0;
export const START = 1;
export const LANGUAGES = 2;
export const SECTOR = 3;
export const EXPERIENCE = 4;
export const WEEKS = 5;
export const MODE = 6;
export const RHYTHM = 7;

/** Of a need, beside its mission. */
export const REQUIRED = 1;
export const MUST = 2;

/** A mission as it is compared: its class in each of eight kinds (16 bits each), and after these what is read as it is. */
export const MISSION_BYTES = 64;
/** Where the sixteen weights (16 bits each) of missions like it stand. */
export const M_WEIGHTS = 16;
/** Its place among those of the missions, 0 where it is done nowhere or anywhere. */
export const M_PLACE = 20;
/** In km, −1 for none. */
export const M_RADIUS = 24;
/** MODE_BIT and the number of indispensable skills, 16 bits each. */
export const M_MODE = 28;
export const M_MUSTS = 30;
/** As MissionColumns.requiredWhole and preferredWhole, 64-bit floats. */
export const M_REQUIRED_WHOLE = 32;
export const M_PREFERRED_WHOLE = 40;
/** The class of its title: missions with the same words in theirs. */
export const M_TITLE = 48;
export const M_NUM = 52;
/** How many occupations it has. */
export const M_OCCUPATION_COUNT = 56;

/** What is seldom read of it. */
export const DETAIL_BYTES = 32;
/** Where its needs begin (`kind << 1`, one more when indispensable, and weight), and how many are required and preferred (16 bits each). */
export const D_NEEDS = 0;
export const D_REQUIRED = 4;
export const D_PREFERRED = 6;
/** Where its occupations begin, `occupation << 8 | weight`. */
export const D_OCCUPATIONS = 8;
export const D_ORGANISATION = 12;
export const D_SECTOR = 16;
export const NEED_BYTES = 8;

/** A person: where their row of answers of each of eight kinds stands, the numbers of these rows, and what is read as it is. */
export const PERSON_BYTES = 96;
export const P_ROWS = 32;
export const P_HOME = 64;
/** In km, −1 when they do not say. */
export const P_MOBILITY = 68;
export const P_HAS = 72;
export const P_NUM = 76;
export const P_WISH = 80;
export const P_EXCLUSIONS = 84;
/** Bits of what a person has. */
export const HAS_OCCUPATIONS = 1;
export const HAS_TITLES = 2;
/** They stand in lists of missions. */
export const STANDS = 4;
/** They have a list, which is empty unless they are visible: whoever is gone has none. */
export const HERE = 8;
export const VISIBLE = 16;

/** Lanes of the weights: what counts on the mission’s side, then on the person’s, with the needs in the last two. */
export const LANE_RATE = 0;
export const LANE_AVAILABILITY = 1;
export const LANE_EXPERIENCE = 2;
export const LANE_LANGUAGES = 3;
export const LANE_SECTOR = 4;
export const LANE_PLACE = 5;
export const LANE_OCCUPATION = 6;
export const LANE_TITLE = 7;
export const LANE_PAY = 0;
export const LANE_REMOTE = 1;
export const LANE_WISH = 2;
export const LANE_DISTANCE = 3;
export const LANE_DURATION = 4;
export const LANE_SECTOR_WISH = 5;
export const LANE_REQUIRED = 6;
export const LANE_PREFERRED = 7;
export const LANES = 8;

/** Numbers that bound a mission’s side, 64-bit floats, as Comparison.atMost. */
export const BOUND_BYTES = 40;
