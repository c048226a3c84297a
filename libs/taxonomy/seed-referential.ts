import { titleForms } from './normalise';
import { emptyReferential, type Referential } from './referential';
import type { SeedReferential } from './seed/seed';

const ESSENTIAL = 2;
const OPTIONAL = 1;
/** French letters and small words that an English alias does not have. */
const FRENCH = /[àâçéèêëîïôûùœ]|\b(?:de|du|des|en|et|la|le|les|d'|l'|web|chef|charge)\b/i;

/**
 * Our seed in the shape of every referential. Aliases of occupations mix both languages without a mark: those with
 * French letters or small words are taken for French, the others for English.
 */
export function seedReferential(seed: SeedReferential): Referential {
  const referential = emptyReferential('LOCAL', seed.release);
  const families = new Map(seed.families.map((family) => [family.code, family.labelFr]));
  for (const occupation of seed.occupations) {
    const { code } = occupation;
    referential.occupations.push({
      code,
      labelFr:
        occupation.titleM === occupation.titleF ? occupation.titleM : `${occupation.titleM} / ${occupation.titleF}`,
      labelEn: occupation.titleEn,
      family: families.get(occupation.family),
      romeCode: occupation.rome,
    });
    const seen = new Set<string>();
    const add = (label: string, form: 'm' | 'f' | 'neutral', language: 'fr' | 'en') => {
      if (seen.has(label)) return;
      seen.add(label);
      referential.titles.push({ occupation: code, label, form, language });
    };
    add(occupation.titleM, occupation.titleM === occupation.titleF ? 'neutral' : 'm', 'fr');
    add(occupation.titleF, 'f', 'fr');
    add(occupation.titleEn, 'neutral', 'en');
    for (const alias of occupation.aliases) {
      const { masculine, feminine } = titleForms(alias);
      const language = FRENCH.test(alias) ? 'fr' : 'en';
      add(masculine, feminine ? 'm' : 'neutral', language);
      if (feminine) add(feminine, 'f', language);
    }
    for (const { occupation: to, kind } of occupation.neighbours)
      referential.occupationLinks.push({ from: code, to, kind });
  }
  for (const skill of seed.skills) {
    const { code, kind, labelFr, labelEn } = skill;
    referential.skills.push({ code, kind, labelFr, labelEn, category: skill.family });
    for (const label of skill.aliases) referential.aliases.push({ skill: code, label });
    for (const { skill: to, similarity } of skill.neighbours)
      referential.skillLinks.push({ from: code, to, similarity });
    for (const { occupation, importance } of skill.occupations)
      referential.occupationSkills.push({
        occupation,
        skill: code,
        weight: importance === 'ESSENTIAL' ? ESSENTIAL : OPTIONAL,
      });
  }
  return referential;
}
