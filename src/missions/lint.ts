import type { LintFinding } from '#libs/contracts/mission';
import type { Locale } from '#libs/errors/problem';
import { type ContactKind, contactIn } from '#libs/kernel/contact-data';

/** What the lint reads of a mission. Dates are calendar days. */
export interface LintedMission {
  title: string;
  description: string;
  context: string;
  deliverables: string;
  securityConstraints: string;
  screeningQuestions: readonly string[];
  rateMin: number | null;
  rateMax: number | null;
  fixedBudget: number | null;
  skills: readonly { importance: string; must: boolean }[];
  startsOn: string | null;
  applyDeadline: string | null;
}

type Sentence = Readonly<Record<Locale, string>>;

/** «moins de 10 ans d’expérience» speaks of a trade, not of an age. */
const AN_AGE = "(?! (?:d'|de (?!preference)|dans |en |sur |of |in ))";
const AGE = [
  'jeunes? (?:femme|homme|fille|garcon|diplomee?)s?',
  `moins de \\d{2} ans${AN_AGE}`,
  `entre \\d{2} et \\d{2} ans${AN_AGE}`,
  `(?<!experience de )\\d{2} ans (?:maximum|au plus)${AN_AGE}`,
  'age (?:maximum|limite)',
  'pas de seniors?',
  'digital natives?',
  'quel(?: est votre)? age',
  'under \\d{2} years old',
  'young (?:woman|man|lady|girl|guy|graduate)s?',
].join('|');

/** Wording that the labour code forbids in an offer (L1132-1: age, sex, origin, family, health, looks…), folded. */
const DISCRIMINATORY: readonly [RegExp, Sentence][] = [
  [
    new RegExp(`\\b(?:${AGE})\\b`),
    {
      fr: 'Ne demandez pas d’âge : décrivez plutôt l’expérience attendue.',
      en: 'Do not ask for an age: describe the experience expected instead.',
    },
  ],
  [
    /\b(?:(?:homme|femme) (?:uniquement|exclusivement|seulement)|uniquement (?:un |une |des )?(?:hommes?|femmes?)|(?:hommes?|femmes?) s'abstenir|(?:male|female|men|women) only)\b/,
    {
      fr: 'Une mission s’adresse à tout le monde : retirez la mention du sexe.',
      en: 'A mission is open to everyone: remove the mention of sex.',
    },
  ],
  [
    /\b(?:de race|origine (?:francaise|europeenne|africaine|maghrebine)|(?:de )?nationalite francaise (?:exigee|obligatoire|requise)|francais de souche|langue maternelle francaise|quelle est votre (?:nationalite|origine)|native (?:french|english) speakers?)\b/,
    {
      fr: 'Ne demandez ni origine ni nationalité ; demandez un niveau de langue si la mission en a besoin.',
      en: 'Do not ask for an origin or a nationality; ask for a language level if the mission needs one.',
    },
  ],
  [
    /\b(?:celibataires?|sans enfants?|pas d'enfants?|avez-vous des enfants|etes-vous (?:mariee?|enceinte)|non enceinte|pas enceinte|sans charge de famille|mariee?s? uniquement|situation (?:familiale|maritale))\b/,
    { fr: 'Ne demandez rien de la situation de famille.', en: 'Do not ask about family situation.' },
  ],
  [
    /\b(?:(?:catholiques?|musulmane?s?|juive?s?|juifs|chretienne?s?|chretiens) (?:pratiquante?s? )?(?:uniquement|exigee?s?|bienvenue?s? uniquement)|sans (?:voile|signe religieux)|quelle est votre religion)\b/,
    { fr: 'Ne demandez rien de la religion.', en: 'Do not ask about religion.' },
  ],
  [
    /\b(?:bonne presentation physique|physique agreable|photo (?:obligatoire|exigee|requise)|taille minimum|sans handicap|pas de handicap|valides? uniquement|en parfaite sante|etes-vous en bonne sante)\b/,
    { fr: 'Ne demandez rien de l’apparence ni de la santé.', en: 'Do not ask about looks or health.' },
  ],
];

const CONTACT: Readonly<Record<ContactKind, Sentence>> = {
  EMAIL: {
    fr: 'Retirez l’adresse électronique : les candidatures arrivent ici, avec une réponse promise.',
    en: 'Remove the e-mail address: applications arrive here, with a promised answer.',
  },
  PHONE: {
    fr: 'Retirez le numéro de téléphone : il sera donné à la personne retenue.',
    en: 'Remove the phone number: the person chosen will receive it.',
  },
  LINK: {
    fr: 'Retirez le lien : tout ce qu’il faut savoir tient dans la mission.',
    en: 'Remove the link: everything worth knowing fits in the mission.',
  },
};

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\u2019/g, "'");

/** Every text of a mission that its readers see, by the path of its field. */
const textsOf = (mission: LintedMission): [string, string][] => [
  ...(['title', 'description', 'context', 'deliverables', 'securityConstraints'] as const).map(
    (field): [string, string] => [field, mission[field]],
  ),
  ...mission.screeningQuestions.map((question, index): [string, string] => [`screeningQuestions.${index}`, question]),
];

/**
 * What to look at before publishing, field by field. Blocking findings send the mission to a moderator instead of
 * publishing it; the others are advice. Pure: same mission, same day (YYYY-MM-DD), same findings.
 */
export function lintMission(mission: LintedMission, today: string, locale: Locale): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const [field, text] of textsOf(mission)) {
    const folded = fold(text);
    for (const [pattern, sentence] of DISCRIMINATORY) {
      const [found] = pattern.exec(folded) ?? [];
      if (found) findings.push({ field, sentence: sentence[locale], found, blocking: true });
    }
    for (const { kind, found } of contactIn(text))
      findings.push({ field, sentence: CONTACT[kind][locale], found, blocking: true });
  }
  const advise = (field: string, sentence: Sentence) =>
    findings.push({ field, sentence: sentence[locale], found: null, blocking: false });
  if (mission.rateMin === null && mission.rateMax === null && mission.fixedBudget === null)
    advise('rateMax', {
      fr: 'Indiquez un tarif : les missions qui l’affichent reçoivent plus de réponses.',
      en: 'Give a rate: missions that show one receive more answers.',
    });
  const required = mission.skills.filter((skill) => skill.importance === 'REQUIRED');
  if (required.length > 0 && !required.some((skill) => skill.must))
    advise('skills', {
      fr: 'Marquez au moins une compétence indispensable : le classement en sera plus juste.',
      en: 'Mark at least one indispensable skill: the ranking will be fairer.',
    });
  if (mission.startsOn === null)
    advise('startsOn', {
      fr: 'Indiquez une date de début, même approximative.',
      en: 'Give a start date, even roughly.',
    });
  else if (mission.startsOn < today)
    advise('startsOn', { fr: 'La date de début est passée.', en: 'The start date has passed.' });
  return findings;
}

/** The blocking findings of `after` that `before` did not have: what an edit brought in. */
export function newBlockers(
  before: LintedMission,
  after: LintedMission,
  today: string,
): { path: string; message: Sentence }[] {
  const held = new Set(lintMission(before, today, 'fr').map(({ field, found }) => `${field} ${found}`));
  const english = lintMission(after, today, 'en');
  return lintMission(after, today, 'fr').flatMap(({ field, found, blocking, sentence }, index) =>
    blocking && !held.has(`${field} ${found}`)
      ? [{ path: field, message: { fr: sentence, en: english[index]?.sentence ?? sentence } }]
      : [],
  );
}

/** What a mission must have before it is published: a field each, nothing when it is complete. `today`: YYYY-MM-DD. */
export function missingToPublish(mission: LintedMission, today: string): { path: string; message: Sentence }[] {
  const missing: { path: string; message: Sentence }[] = [];
  if (mission.description.trim().length < 40)
    missing.push({
      path: 'description',
      message: {
        fr: 'Décrivez la mission en quelques phrases (40 caractères au moins).',
        en: 'Describe the mission in a few sentences (at least 40 characters).',
      },
    });
  if (mission.skills.length === 0)
    missing.push({
      path: 'skills',
      message: { fr: 'Ajoutez au moins une compétence.', en: 'Add at least one skill.' },
    });
  if (mission.applyDeadline !== null && mission.applyDeadline < today)
    missing.push({
      path: 'applyDeadline',
      message: { fr: 'Choisissez une date limite à venir.', en: 'Choose a deadline that has not passed.' },
    });
  return missing;
}
