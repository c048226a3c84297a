import type { Locale } from '#libs/errors/problem';
import type { Facts, Names, Template } from './facts';
import { type Letter, oneLine } from './letter';
import { accountLetters } from './letters/account-letters';
import { adviserLetters } from './letters/adviser-letters';
import { contestLetters } from './letters/contest-letters';
import { decisionLetters } from './letters/decision-letters';
import { employerLetters } from './letters/employer-letters';
import { freelancerLetters } from './letters/freelancer-letters';
import { mandateLetters } from './letters/mandate-letters';
import { missionLetters } from './letters/mission-letters';
import { searchLetters } from './letters/search-letters';

/** Every letter the product writes. A template belongs to one audience; its topic says whether it can be refused. */
export const letters = {
  ...accountLetters,
  ...adviserLetters,
  ...contestLetters,
  ...decisionLetters,
  ...employerLetters,
  ...freelancerLetters,
  ...mandateLetters,
  ...missionLetters,
  ...searchLetters,
};

export type TemplateName = keyof typeof letters;

export const isTemplate = (name: string): name is TemplateName => Object.hasOwn(letters, name);

export const templateOf = (name: TemplateName): Template => letters[name];

const onOneLine = <T extends Names>(names: T): T => ({
  ...names,
  mission: oneLine(names.mission),
  employer: oneLine(names.employer),
  freelancer: oneLine(names.freelancer),
  agency: oneLine(names.agency),
  organisation: oneLine(names.organisation),
});

/** The sentence that stands for a letter: its subject, and the title of its notification. */
export const titleOf = (name: TemplateName, names: Names, locale: Locale): string =>
  templateOf(name).subject(onOneLine(names), locale);

/** A letter in the reader’s language, from the facts of the moment it leaves. */
export function writeLetter(name: TemplateName, facts: Facts, locale: Locale): Letter {
  const clean = onOneLine(facts);
  return { subject: templateOf(name).subject(clean, locale), blocks: templateOf(name).body(clean, locale) };
}
