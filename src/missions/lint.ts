import type { LintFinding } from '#libs/contracts/mission';
import type { Locale } from '#libs/errors/problem';

/** What the lint reads of a mission. */
export interface LintedMission {
  title: string;
  description: string;
  context: string;
  deliverables: string;
  rateMin: number | null;
  rateMax: number | null;
  fixedBudget: number | null;
  skills: readonly { importance: string; must: boolean }[];
  startsOn: string | null;
}

type Sentence = Readonly<Record<Locale, string>>;

/** Wording that the labour code forbids in an offer (L1132-1: age, sex, origin, family, health, looks…). */
const DISCRIMINATORY: readonly [RegExp, Sentence][] = [
  [
    /\b(?:jeunes? (?:femme|homme|fille|garcon|diplomee?)s?|moins de \d{2} ans|entre \d{2} et \d{2} ans|age maximum|\d{2} ans maximum|pas de seniors?|digital natives?)\b/,
    {
      fr: 'Ne demandez pas d’âge : décrivez plutôt l’expérience attendue.',
      en: 'Do not ask for an age: describe the experience expected instead.',
    },
  ],
  [
    /\b(?:(?:homme|femme) (?:uniquement|exclusivement|seulement)|uniquement (?:un |une |des )?(?:hommes?|femmes?)|(?:hommes?|femmes?) s'abstenir)\b/,
    {
      fr: 'Une mission s’adresse à tout le monde : retirez la mention du sexe.',
      en: 'A mission is open to everyone: remove the mention of sex.',
    },
  ],
  [
    /\b(?:de race|origine (?:francaise|europeenne|africaine|maghrebine)|nationalite francaise (?:exigee|obligatoire|requise)|francais de souche|langue maternelle francaise (?:exigee|obligatoire))\b/,
    {
      fr: 'Ne demandez ni origine ni nationalité ; demandez un niveau de langue si la mission en a besoin.',
      en: 'Do not ask for an origin or a nationality; ask for a language level if the mission needs one.',
    },
  ],
  [
    /\b(?:celibataires?|sans enfants?|pas d'enfants?|non enceinte|pas enceinte|sans charge de famille|mariee?s? uniquement)\b/,
    { fr: 'Ne demandez rien de la situation de famille.', en: 'Do not ask about family situation.' },
  ],
  [
    /\b(?:catholiques?|musulmane?s?|juive?s?|juifs|chretienne?s?|chretiens) (?:pratiquante?s? )?(?:uniquement|exige|bienvenue?s? uniquement)|sans (?:voile|signe religieux)\b/,
    { fr: 'Ne demandez rien de la religion.', en: 'Do not ask about religion.' },
  ],
  [
    /\b(?:bonne presentation physique|physique agreable|photo obligatoire|taille minimum|sans handicap|pas de handicap|valides? uniquement|en parfaite sante)\b/,
    { fr: 'Ne demandez rien de l’apparence ni de la santé.', en: 'Do not ask about looks or health.' },
  ],
];

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const PHONE = /(?:\+33|0033|\b0)\s*[1-9](?:[\s.-]*\d{2}){4}\b/;
const LINK = /\b(?:https?:\/\/|www\.)[^\s]+/i;

const CONTACT: readonly [RegExp, Sentence][] = [
  [
    EMAIL,
    {
      fr: 'Retirez l’adresse électronique : les candidatures arrivent ici, avec une réponse promise.',
      en: 'Remove the e-mail address: applications arrive here, with a promised answer.',
    },
  ],
  [
    PHONE,
    {
      fr: 'Retirez le numéro de téléphone : il sera donné à la personne retenue.',
      en: 'Remove the phone number: the person chosen will receive it.',
    },
  ],
  [
    LINK,
    {
      fr: 'Retirez le lien : tout ce qu’il faut savoir tient dans la mission.',
      en: 'Remove the link: everything worth knowing fits in the mission.',
    },
  ],
];

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/\u2019/g, "'");

/**
 * What to look at before publishing, field by field. Blocking findings send the mission to a moderator instead of
 * publishing it; the others are advice. Pure: same mission, same findings.
 */
export function lintMission(mission: LintedMission, locale: Locale): LintFinding[] {
  const findings: LintFinding[] = [];
  for (const field of ['title', 'description', 'context', 'deliverables'] as const) {
    const text = mission[field];
    const folded = fold(text);
    for (const [pattern, sentence] of DISCRIMINATORY) {
      const [found] = pattern.exec(folded) ?? [];
      if (found) findings.push({ field, sentence: sentence[locale], found, blocking: true });
    }
    for (const [pattern, sentence] of CONTACT) {
      const [found] = pattern.exec(text) ?? [];
      if (found) findings.push({ field, sentence: sentence[locale], found, blocking: true });
    }
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
  return findings;
}

/** What a mission must have before it is published: a field each, nothing when it is complete. */
export function missingToPublish(mission: LintedMission): { path: string; message: Sentence }[] {
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
  return missing;
}
