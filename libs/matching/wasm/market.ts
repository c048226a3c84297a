/** What side.ts lays: addresses, and how many of each there are. */

export let missionCount: i32 = 0;
export let missions: usize = 0;
export let details: usize = 0;
/** By kind of answers, where the classes of the missions stand, 16 bits each. */
export let classes: usize = 0;
/** By mission, the least sum of required skills that is evidence, 32 bits each. */
export let leasts: usize = 0;
/** Missions by the class of their title. */
export let titledStarts: usize = 0;
export let titledValues: usize = 0;
/** By mission, 1 when it stands in nobody’s list. */
export let aside: usize = 0;
/** Bits of the missions, 64 a word: how many words, those that are not gone, and those that have no indispensable skill. */
export let words: i32 = 0;
export let standing: usize = 0;
export let undemanding: usize = 0;
/** By kind of answer, where its rows begin, how many bytes and how many rows, and after how many bytes stands what blocks. */
export let tables: usize = 0;
/** By kind of answer, where the bits of the missions begin that each row does not block. */
export let open: usize = 0;
/** How many bytes after the value of a budget stands what it is worth to the person. */
export let pay: usize = 0;
/** BOUND_BYTES a mission. */
export let bounds: usize = 0;
/** The weights a mission’s side has at most, a 64-bit float each. */
export let wholes: usize = 0;

/** Postings are starts and values, 32 bits each. Kinds of needs by skill, and beside them how they are asked (16 bits). */
export let kindStarts: usize = 0;
export let kindValues: usize = 0;
export let kindStrengths: usize = 0;
/** Needs by their kind: mission, with what it is, and weight. */
export let needStarts: usize = 0;
export let needValues: usize = 0;
/** `mission << 8 | weight` by occupation; `class << 8 | weight` of missions’ titles by word. */
export let occupationStarts: usize = 0;
export let occupationValues: usize = 0;
export let wordStarts: usize = 0;
export let wordValues: usize = 0;
/** One more than the largest skill, occupation and word that missions know. */
export let skillKeys: i32 = 0;
export let occupationKeys: i32 = 0;
export let wordKeys: i32 = 0;
/** As SATISFACTIONS. */
export let satisfactions: usize = 0;

export let personCount: i32 = 0;
export let people: usize = 0;
/** By person, what P_HAS says, a byte each. */
export let whoHas: usize = 0;
export let ownSkillStarts: usize = 0;
export let ownSkills: usize = 0;
export let ownMasteries: usize = 0;
export let ownOccupationStarts: usize = 0;
/** `occupation << 8 | weight`. */
export let ownOccupations: usize = 0;
export let ownTitleStarts: usize = 0;
export let ownTitles: usize = 0;
/** As in Dictionaries. */
export let titleStarts: usize = 0;
export let titleEntries: usize = 0;
export let wishStarts: usize = 0;
export let wishEntries: usize = 0;
export let exclusionStarts: usize = 0;
export let exclusionEntries: usize = 0;

/** How many titles missions have, rounded up to eight, and of how many of people’s titles a row is kept. */
export let titleClasses: i32 = 0;
export let titleRowsKept: i32 = 0;
export let titleCount: i32 = 0;
/**
 * How many places missions have, made even, the first being none; where each is, in three columns of 64-bit floats, and where
 * each of all places is (three whole numbers).
 */
export let missionPlaces: i32 = 0;
export let missionPoints: usize = 0;
export let points: usize = 0;
export let placeCount: i32 = 0;
/** The row of kilometres of whoever lives nowhere. */
export let nowhere: usize = 0;
/** From how many homes kilometres are kept. */
export let homeRowsKept: i32 = 0;
/** What kilometres are worth, as Distances.worth, for a reach of up to `usual`; `reach * reach` numbers come before. */
export let worths: usize = 0;
export let usual: i32 = 0;

/** The same of people, for filling lists of missions: `person << 6 | mastery` by skill, `person << 8 | weight` by occupation, people by title. */
export let peopleBySkillStarts: usize = 0;
export let peopleBySkill: usize = 0;
export let peopleByOccupationStarts: usize = 0;
export let peopleByOccupation: usize = 0;
export let peopleByTitleStarts: usize = 0;
export let peopleByTitle: usize = 0;
/** Titles by word, `weight` at the same places. */
export let titlesByWordStarts: usize = 0;
export let titlesByWord: usize = 0;
export let titleWeights: usize = 0;
export let peopleSkillKeys: i32 = 0;
export let peopleOccupationKeys: i32 = 0;
export let peopleWordKeys: i32 = 0;
/** `asked level` of a mission’s needs by their kind, and the skills that answer a kind, `skill << 8 | similarity`. */
export let answerStarts: usize = 0;
export let answers: usize = 0;
export let asked: usize = 0;
/** Words of missions’ titles, `word << 8 | weight`. */
export let missionWordStarts: usize = 0;
export let missionWords: usize = 0;
/** By kind of answers, on the mission’s side and then on the person’s, where its part of `ceilings` begins. */
export let ceilingStarts: usize = 0;

/** How many threads find lists, each in a room of its own, the first byte of one `apart` bytes behind that of the one before. */
export let rooms: i32 = 0;
export let apart: usize = 0;
/** Which of them is this one’s. Whatever follows stands in it, except how long lists are. */
export let room: i32 = 0;
/** What must be 0 before anything is found, so many bytes: all that is added to, and whatever four are read of at once. */
export let clean: usize = 0;
export let cleanBytes: i32 = 0;

/** A bit a mission: no indispensable skill is missing. */
export let able: usize = 0;
/** A bit a mission: one of the person’s titles says enough of it; there is evidence for the two. */
export let telling: usize = 0;
export let evident: usize = 0;
/** Rows of what people’s titles are like, and the bits of the missions that each says enough of; the row of each title. */
export let titleRows: usize = 0;
export let tellingRows: usize = 0;
export let titleRowOf: usize = 0;
/** Rows of kilometres from homes; the row of each place. */
export let homeRows: usize = 0;
export let homeRowOf: usize = 0;
export let best: usize = 0;
export let met: usize = 0;
export let musts: usize = 0;
export let denseChange: usize = 0;
export let products: usize = 0;
export let touched: usize = 0;
export let titleBest: usize = 0;
export let required: usize = 0;
export let preferred: usize = 0;
export let occupation: usize = 0;
export let wished: usize = 0;
export let title: usize = 0;
export let others: usize = 0;
export let othersBounds: usize = 0;
export let boundCounts: usize = 0;
/** The bounds of four. */
export let four: usize = 0;
export let inOrder: usize = 0;
export let boundsInOrder: usize = 0;
export let ceilings: usize = 0;

/** Lists: one a mission and, last, the person’s own. */
export let length: i32 = 0;
export let filled: i32 = 0;
export let keys: usize = 0;
export let heads: usize = 0;
export let outNums: usize = 0;
export let outRanks: usize = 0;
/** A list that is put in order, and how many of it have each rank. */
export let ordered: usize = 0;
export let rankCounts: usize = 0;
