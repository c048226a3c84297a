import { dateOfDay } from '#libs/kernel/clock';
import { formatter } from '#libs/ui/format';
import type { RemoteMode, SkillLevel } from './model';
import type { BlockerKey } from './blockers';
import type { CriterionKey } from './phrases';
import { type Dictionary, said } from './dictionary';

const f = formatter('fr');
const N = '\u202f'; // narrow no-break space before high punctuation
/** As many skills are named in one reason. */
const NAMED = 4;
const S = '\u00a0'; // no-break space

const plural = (n: number, one: string, many: string): string => `${f.number(n)}${S}${Math.abs(n) < 2 ? one : many}`;
const quoted = (text: string): string => `«${S}${text}${S}»`;
const levels: Record<SkillLevel, string> = { 1: 'notions', 2: 'pratique', 3: 'maîtrise', 4: 'expert' };
const modes: Record<RemoteMode, string> = { REMOTE: 'à distance', HYBRID: 'hybride', ONSITE: 'sur place' };
const join = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const firstOf = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? '…' : '');
const date = (day: number): string => f.date(dateOfDay(day));

/** The name of each criterion, as the explanation and its fields call it. */
export const criteriaFr: Record<CriterionKey, string> = {
  'required-skills': 'Compétences requises',
  'preferred-skills': 'Compétences appréciées',
  occupation: 'Métier',
  'title-words': 'Intitulé',
  rate: 'Tarif et budget',
  availability: 'Disponibilité',
  experience: 'Expérience',
  place: 'Lieu',
  languages: 'Langues',
  sector: 'Secteur',
  pay: 'Rémunération',
  'wished-occupation': 'Métier souhaité',
  'remote-wish': 'Télétravail',
  distance: 'Distance',
  duration: 'Durée',
  'sector-wish': 'Secteur souhaité',
};

/** The name of each blocker, for who speaks of it without a pair at hand. */
export const blockersFr: Record<BlockerKey, string> = {
  'not-visible': 'Profil non visible',
  'excluded-organisation': 'Structure écartée par la personne',
  'excluded-sector': 'Secteur écarté par la personne',
  'must-skill': 'Compétence indispensable absente',
  language: 'Langue demandée absente',
  unavailable: 'Indisponibilité déclarée',
  availability: 'Libre trop tard',
  rate: 'Tarif hors de portée du budget',
  unreachable: 'Lieu hors d’atteinte',
  'remote-only': 'Travail à distance seulement',
};

export const wordsFr: Dictionary = {
  'says.text': ({ text }) => text,
  'says.nothing': () => 'Non renseigné',
  'says.needed-skill': ({ skill, must, minLevel }) =>
    join([skill, must ? 'indispensable' : undefined, minLevel ? `niveau ${levels[minLevel]}` : undefined]),
  'says.owned-skill': ({ skill, level, years, lastUsedYear }) =>
    join([
      skill,
      level ? levels[level] : undefined,
      years === undefined ? undefined : plural(years, 'an', 'ans'),
      lastUsedYear === undefined ? undefined : `dernière fois en ${lastUsedYear}`,
    ]),
  'says.budget': ({ min, max }) => capital(f.dayRates(min, max) ?? ''),
  'says.budget-hidden': () => 'Budget non affiché',
  'says.rate': ({ min, target }) =>
    target === undefined || min === undefined || min >= target
      ? f.dayRate(target ?? min ?? 0)
      : `${f.dayRate(target)}, ${f.euros(min)} au minimum`,
  'says.rate-hidden': () => 'Tarif non affiché',
  'says.starts': ({ day }) => `Début le ${date(day)}`,
  'says.days-per-week': ({ days }) => `${plural(days, 'jour', 'jours')} par semaine`,
  'says.available': ({ day, days }) =>
    capital(
      join([
        day === undefined ? undefined : `libre le ${date(day)}`,
        days === undefined ? undefined : `${plural(days, 'jour', 'jours')} par semaine`,
      ]),
    ),
  'says.needs-years': ({ years }) => `${plural(years, 'an', 'ans')} d’expérience au moins`,
  'says.has-years': ({ years }) => `${plural(years, 'an', 'ans')} d’expérience`,
  'says.works': ({ mode, place }) => capital(join([modes[mode], mode === 'REMOTE' ? undefined : place])),
  'says.lives': ({ place, mobilityKm }) =>
    mobilityKm === undefined ? place : `${place}, mobile à ${f.distance(mobilityKm)}`,
  'says.accepts-modes': ({ modes: accepted }) => capital(accepted.map((mode) => modes[mode]).join(', ')),
  'says.language': ({ language, level }) =>
    capital(join([f.language(language), level === 'NATIVE' ? 'langue maternelle' : level])),
  'says.sectors': ({ sectors }) => sectors.join(', '),
  'says.lasts': ({ weeks }) => f.weeks(weeks),
  'says.wants-weeks': ({ min, max }) =>
    min !== undefined && max !== undefined
      ? `De ${f.weeks(min)} à ${f.weeks(max)}`
      : min !== undefined
        ? `${f.weeks(min)} au moins`
        : `${f.weeks(max ?? 0)} au plus`,
  'says.occupations': ({ occupations }) => occupations.join(', '),
  'skill.exact': () => 'Compétence présente.',
  'skill.below-level': ({ asked }) => `Présente, sous le niveau demandé (${levels[asked]}).`,
  'skill.dormant': ({ lastUsedYear }) => `Présente, mais peu utilisée depuis ${lastUsedYear}.`,
  'skill.related': ({ owned }) => `Compétence voisine${N}: ${quoted(owned)}.`,
  'skill.missing': () => 'Compétence absente du profil.',
  'occupation.same': ({ occupation }) => (occupation ? `Même métier${N}: ${occupation}.` : 'Même métier.'),
  'occupation.near': ({ occupation }) => (occupation ? `Métier proche, par ${quoted(occupation)}.` : 'Métier proche.'),
  'occupation.far': () => 'Métiers éloignés.',
  'words.all': ({ words }) => `Tout l’intitulé en commun${N}: ${words.join(', ')}.`,
  'words.some': ({ words }) => `Mots de l’intitulé en commun${N}: ${words.join(', ')}.`,
  'words.none': () => 'Aucun mot de l’intitulé en commun.',
  'rate.within': () => 'Le tarif entre dans le budget.',
  'rate.negotiable': () => 'Le tarif minimum entre dans le budget, pas le tarif souhaité.',
  'rate.above': ({ over }) =>
    over === undefined ? 'Le tarif dépasse le budget.' : `Le tarif dépasse le budget de ${f.euros(over)} par jour.`,
  'availability.in-time': () => 'Libre à temps.',
  'availability.late': ({ days }) => `Libre ${plural(days, 'jour', 'jours')} après le début.`,
  'availability.part-time': ({ days, asked }) =>
    `Libre ${plural(days, 'jour', 'jours')} par semaine sur ${f.number(asked)} demandés.`,
  'experience.enough': () => 'L’expérience demandée est là.',
  'experience.short': ({ missing }) => `Il manque ${plural(missing, 'an', 'ans')} d’expérience.`,
  'place.remote': () => 'Le travail se fait à distance.',
  'place.within': ({ km }) => `À ${f.distance(km)}, dans la zone de mobilité.`,
  'place.beyond': ({ km, reachKm }) => `À ${f.distance(km)}, au-delà des ${f.distance(reachKm)} de mobilité.`,
  'language.enough': () => 'Langue au niveau demandé.',
  'language.lower': () => 'Langue parlée, sous le niveau demandé.',
  'language.missing': () => 'Langue absente du profil.',
  'sector.same': () => 'Secteur connu.',
  'sector.other': () => 'Autre secteur.',
  'pay.target': () => 'Paie le tarif souhaité.',
  'pay.minimum': () => 'Paie plus que le minimum, moins que le souhait.',
  'pay.below': ({ short }) =>
    short === undefined ? 'Paie moins que le minimum.' : `Paie ${f.euros(short)} par jour de moins que le minimum.`,
  'remote.wanted': () => 'Façon de travailler acceptée.',
  'remote.close': () => 'Façon de travailler proche de celle acceptée.',
  'remote.other': () => 'Façon de travailler non acceptée.',
  'duration.fits': () => 'Durée voulue.',
  'duration.short': ({ weeks }) => `Plus courte de ${f.weeks(weeks)} que voulu.`,
  'duration.long': ({ weeks }) => `Plus longue de ${f.weeks(weeks)} que voulu.`,
  'no-data.mission': () => `La mission n’en dit rien${N}: ce critère ne compte pas.`,
  'no-data.profile': () => `Le profil n’en dit rien${N}: ce critère ne compte pas.`,
  'advice.add-skill': ({ skill }) => `Ajouter ${quoted(skill)} au profil, si elle est pratiquée.`,
  'advice.raise-skill': ({ skill }) => `Montrer une réalisation récente avec ${quoted(skill)}.`,
  'advice.name-level': ({ skill }) => `Préciser le niveau et les années de ${quoted(skill)}.`,
  'advice.show-related': ({ skill, owned }) => `Dire en quoi ${quoted(owned)} prépare à ${quoted(skill)}.`,
  'advice.retitle': ({ title }) =>
    `Nommer dans le titre du profil ce qui s’approche de ${quoted(title)}, si c’est exact.`,
  'advice.discuss-rate': ({ amount }) =>
    amount === undefined
      ? 'Parler du tarif dès le premier échange.'
      : `Parler des ${f.euros(amount)} par jour d’écart.`,
  'advice.discuss-dates': ({ days }) => `Demander si le début peut attendre ${plural(days, 'jour', 'jours')}.`,
  'advice.discuss-rhythm': ({ asked }) =>
    `Demander si moins de ${plural(asked, 'jour', 'jours')} par semaine conviennent.`,
  'advice.detail-experience': () => 'Détailler les expériences proches de la mission.',
  'advice.discuss-remote': () => 'Parler du lieu et du rythme de présence.',
  'advice.discuss-place': ({ km }) => `Vérifier si ${f.distance(km)} de trajet restent possibles.`,
  'advice.add-language': ({ language }) => `Préciser le niveau en ${f.language(language)}.`,
  'advice.add-sector': ({ sector }) => `Ajouter le secteur ${quoted(sector)}, s’il est connu.`,
  'advice.discuss-duration': () => 'Parler de la durée dès le premier échange.',
  'advice.fill-profile': ({ field }) => `Compléter le profil${N}: ${criteriaFr[field].toLowerCase()}.`,
  'advice.fill-mission': ({ field }) => `Compléter la mission${N}: ${criteriaFr[field].toLowerCase()}.`,
  'reason.skills': ({ met, asked }) =>
    `${met.length} compétence${met.length < 2 ? '' : 's'} sur ${asked}${N}: ${firstOf(met)}`,
  'reason.skill-gap': ({ skill, reason }) => `${skill}${N}: ${lowered(said(wordsFr, reason))}`,
  'override.lifted': ({ by, day, reason }) =>
    `Levé par ${by} le ${date(day)}. Motif${N}: ${quoted(reason.replace(/\.$/, ''))}.`,
  'override.met': ({ by, day, reason }) =>
    `Tenu pour réuni par ${by} le ${date(day)}. Motif${N}: ${quoted(reason.replace(/\.$/, ''))}.`,
  'block.not-visible': () => 'Le profil n’est pas visible.',
  'block.must-skill': ({ skill }) => `Compétence indispensable absente${N}: ${quoted(skill)}.`,
  'block.rate': ({ asked, budget }) => {
    if (asked === undefined) return 'Tarif hors de portée du budget.';
    return budget === undefined
      ? `Tarif de ${f.euros(asked)} par jour, hors de portée du budget.`
      : `Tarif de ${f.euros(asked)} par jour, plus de 1,4 fois le budget de ${f.euros(budget)}.`;
  },
  'block.availability': ({ days }) => `Libre ${plural(days, 'jour', 'jours')} après le début.`,
  'block.unavailable': () => 'Indisponible pour le moment.',
  'block.language': ({ language }) => `Langue demandée absente${N}: ${f.language(language)}.`,
  'block.unreachable': ({ km, reachKm }) =>
    `Sur place à ${f.distance(km)}, pour une mobilité de ${f.distance(reachKm)}.`,
  'block.remote-only': () => 'Travail à distance seulement, mission sur place.',
  'block.excluded-organisation': () => 'Structure écartée par la personne.',
  'block.excluded-sector': ({ sector }) => `Secteur écarté par la personne${N}: ${sector}.`,
};
