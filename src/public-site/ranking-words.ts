import type { Locale } from '#libs/errors/problem';
import type { WeighableGroup } from '#libs/matching/model';
import type { CriterionKey } from '#libs/matching/phrases';

const french = {
  lead: 'Chaque liste est ordonnée par l’adéquation entre une personne et une mission, de 0 à 100. Cette page est écrite à partir des réglages mêmes du calcul : elle dit ce qu’il fait, à cet instant.',
  sides: 'Deux côtés, comptés chacun sur 100',
  sidesText:
    'Le calcul demande si la personne convient à la mission, et si la mission convient à la personne. Un critère dont un des deux côtés ne dit rien sort du compte, et les autres se partagent ses points : un silence ne coûte rien.',
  mission: 'La personne convient-elle à la mission ?',
  freelancer: 'La mission convient-elle à la personne ?',
  criterion: 'Critère',
  measure: 'Ce qui est comparé',
  points: 'Points',
  total: 'Total',
  score: 'Le score',
  scoreText:
    'Le score est la moyenne harmonique des deux côtés : le plus faible pèse le plus, personne n’est envoyé vers une mission qui ne convient qu’à l’autre.',
  example: 'Un exemple, calculé par le même moteur',
  exampleText: (mission: string, freelancer: string, score: string) =>
    `Une mission demande NestJS, PostgreSQL et Kafka à distance, à 500 € au plus ; une personne connaît les deux premiers. Le côté de la mission vaut ${mission}, celui de la personne ${freelancer} : le score est ${score}.`,
  wins: 'Points obtenus',
  silent: 'non comparé',
  weights: 'Ce qu’un employeur peut changer',
  weightsText: (most: number) =>
    `Pour sa mission, un employeur peut compter chacun de ces groupes de zéro à ${most} fois. L’adéquation affichée dit les poids qui ont joué.`,
  blockers: 'Ce qui bloque',
  blockersText:
    'Un point bloquant met le score à zéro et range la paire après les autres ; il est dit aux deux côtés et n’empêche pas de postuler. Une personne peut décider qu’il ne compte pas, avec un motif que les deux côtés lisent.',
  liftable: 'Peut être levé par une personne, avec un motif',
  own: 'Choix de la personne : la paire n’apparaît dans aucune liste',
  never: 'Ce qui ne compte jamais',
  neverList: [
    'le nom, le genre, l’âge, la nationalité, la photo, l’adresse au-delà de la commune ;',
    'la santé, les allocations, les notes des conseillers ;',
    'un paiement : aucune place ne s’achète.',
  ],
  order: 'L’ordre des listes',
  orderText: (length: number, filled: number) =>
    `Une liste garde les ${length} meilleurs, du plus haut score au plus bas. Quand moins de ${filled} sont libres de tout obstacle, elle est complétée jusqu’à ${filled} par ceux qu’un obstacle arrête, les plus prometteurs d’abord. À égalité, l’ordre est tiré une fois pour chaque paire, sans lien avec la date, le nom ou l’ancienneté.`,
  shared: 'Les premières places sont partagées',
  sharedText: (places: number, cap: number, points: string) =>
    `Qui se trouve dans les ${places} premières places de plus de ${cap} listes à la fois est compté un peu plus bas dans leur ordre, de ${points} points au plus ; ses places vont à des personnes presque aussi proches. Le score affiché ne change pas, personne ne sort d’une liste, et un clic montre l’ordre par score seulement. Une recherche de personnes classée pour une mission partage ses places de même.`,
  sharedLimits: (kept: string) =>
    `Ce qui est retiré à chacun est recalculé au moins chaque jour, et seulement tant que les premières places gardent ${kept}\u00a0% de la valeur qu’elles ont par score seulement. Chacun lit sur son profil ce qui lui est retiré.`,
  newcomers: 'Des places pour les nouveaux venus',
  newcomersText: (kept: number, places: number, gap: string, days: number) =>
    `${kept} des ${places} premières places reviennent à des personnes publiées, ou montrées pour la première fois, depuis moins de ${days} jours, si leur score est à ${gap} points au plus de celui de la dernière place. La ligne le dit : « Nouveau venu ».`,
  groupsCompared: 'Chaque mois, les groupes sont comparés',
  groupsComparedText:
    'Nouveaux venus ou non, métropole ou outre-mer, à distance ou sur site, par département… : la part de chaque groupe qui est montrée, candidate, présélectionnée, acceptée est comparée à celle du groupe le plus souvent retenu. Sous les quatre cinquièmes, quelqu’un cherche pourquoi.',
  groupsFound: (month: string, compared: number, under: number) =>
    `En ${month} : ${compared} taux comparés, ${under === 0 ? 'aucun' : under} sous les quatre cinquièmes.`,
  log: 'Ce qui est conservé',
  logText: (months: number) =>
    `Pour chaque liste lue, ou recherche classée pour une mission, une fois par jour : la personne montrée, sa place, son score, la version du calcul et l’organisation qui a lu, pas la personne qui lisait. Ce journal sert à vérifier que personne n’est désavantagé ; il est effacé après ${months} mois, ou avec le profil.`,
  contest: 'Contester un score',
  contestText: (days: number) =>
    `Sous chaque adéquation, « Signaler une erreur » la fait relire par une personne, sous ${days} jours. Sa décision, avec son motif, s’ajoute au calcul, est conservée, et aucun nouveau calcul ne l’efface.`,
  versions: 'Versions en vigueur',
  kernel: 'Règles',
  weightsVersion: 'Poids',
  exposureVersion: 'Partage des places',
  engine: 'Calcul des listes',
  notYet: 'pas encore calculé',
  groups: {
    skills: 'Compétences',
    occupation: 'Métier et intitulé',
    rate: 'Tarif',
    availability: 'Disponibilité',
    place: 'Lieu',
    languages: 'Langues',
    experience: 'Expérience',
  } satisfies Record<WeighableGroup, string>,
  measures: {
    'required-skills':
      'Chaque compétence demandée face à celles de la personne ou à une compétence voisine, que le référentiel rapproche ou que beaucoup pratiquent ensemble, avec le niveau et l’ancienneté d’usage.',
    'preferred-skills': 'De même, pour les compétences appréciées.',
    occupation: 'Les métiers du référentiel auxquels se rattachent les intitulés et les compétences des deux côtés.',
    'title-words': 'Les mots qui en disent le plus dans les deux intitulés, sans distinction de genre.',
    rate: 'Le tarif demandé face au budget.',
    availability: 'La date à laquelle la personne est libre, et ses jours par semaine.',
    experience: 'Les années d’expérience face à celles demandées ; davantage ne compte pas plus.',
    place: 'La distance jusqu’au lieu, face à celle que la personne parcourt ; à distance, le lieu ne compte pas.',
    languages: 'Chaque langue demandée, à son niveau.',
    sector: 'Le secteur de la mission, parmi ceux que la personne connaît.',
    pay: 'Le budget face au tarif minimum et au tarif souhaité.',
    'wished-occupation': 'Le métier que la personne dit chercher.',
    'remote-wish': 'Le lieu de travail proposé, parmi ceux que la personne accepte.',
    distance: 'La distance jusqu’au domicile : plus près vaut mieux.',
    duration: 'La durée de la mission, face à celles que la personne souhaite.',
    'sector-wish': 'Le secteur, parmi ceux que la personne souhaite.',
  } satisfies Record<CriterionKey, string>,
};

type Words = typeof french;

const english: Words = {
  lead: 'Every list is ordered by how well a person and a mission fit, from 0 to 100. This page is written from the very settings of the computation: it says what it does, at this moment.',
  sides: 'Two sides, each counted out of 100',
  sidesText:
    'The computation asks whether the person suits the mission, and whether the mission suits the person. A criterion of which one side says nothing drops out, and the others share its points: silence costs nothing.',
  mission: 'Does the person suit the mission?',
  freelancer: 'Does the mission suit the person?',
  criterion: 'Criterion',
  measure: 'What is compared',
  points: 'Points',
  total: 'Total',
  score: 'The score',
  scoreText:
    'The score is the harmonic mean of the two sides: the lower one weighs most, nobody is sent to a mission that suits the other side only.',
  example: 'An example, computed by the same engine',
  exampleText: (mission, freelancer, score) =>
    `A mission asks for NestJS, PostgreSQL and Kafka, remotely, at €500 at most; a person knows the first two. The mission’s side is worth ${mission}, the person’s ${freelancer}: the score is ${score}.`,
  wins: 'Points won',
  silent: 'not compared',
  weights: 'What an employer may change',
  weightsText: (most) =>
    `For their mission, an employer may count each of these groups from zero to ${most} times. The match shown tells the weights that applied.`,
  blockers: 'What blocks',
  blockersText:
    'A blocker brings the score to zero and puts the pair after the others; both sides are told, and it keeps nobody from applying. A person may decide that it does not count, with a reason that both sides read.',
  liftable: 'May be lifted by a person, with a reason',
  own: 'The person’s own choice: the pair stands in no list',
  never: 'What never counts',
  neverList: [
    'name, gender, age, nationality, photo, address beyond the town;',
    'health, benefits, the notes of advisers;',
    'payment: no place can be bought.',
  ],
  order: 'The order of lists',
  orderText: (length, filled) =>
    `A list keeps the best ${length}, from the highest score to the lowest. When fewer than ${filled} are free of every obstacle, it is filled up to ${filled} with those whom an obstacle stops, the most promising first. Among equals, the order is drawn once for each pair, whatever the date, the name or the seniority.`,
  shared: 'First places are shared out',
  sharedText: (places, cap, points) =>
    `Whoever stands in the first ${places} places of more than ${cap} lists at once is counted a little lower in their order, by ${points} points at most; their places go to people who are nearly as close. The score shown does not change, nobody leaves a list, and one click shows the order by score alone. A search for people in the order of a mission shares its places likewise.`,
  sharedLimits: (kept) =>
    `What is taken off is set anew at least every day, and only as far as the first places keep ${kept}% of the value they have by score alone. Everybody reads on their profile what is taken off for them.`,
  newcomers: 'Places for newcomers',
  newcomersText: (kept, places, gap, days) =>
    `${kept} of the first ${places} places go to people published, or shown for the first time, less than ${days} days ago, when their score is within ${gap} points of that of the last of these places. The row says so: “Newcomer”.`,
  groupsCompared: 'Every month, groups are compared',
  groupsComparedText:
    'Newcomers or not, mainland or overseas, remote or on site, by département…: the share of each group that is shown, applies, is shortlisted, is accepted is compared with that of the group selected most often. Below four fifths, somebody looks for the reason.',
  groupsFound: (month, compared, under) =>
    `In ${month}: ${compared} rates compared, ${under === 0 ? 'none' : under} below four fifths.`,
  log: 'What is kept',
  logText: (months) =>
    `For each list that is read, or search in the order of a mission, once a day: who was shown, their place, their score, the version of the computation and the organisation that read it, not the person who did. This log serves to check that nobody is put at a disadvantage; it is erased after ${months} months, or with the profile.`,
  contest: 'Contesting a score',
  contestText: (days) =>
    `Under every match, “Report an error” has a person look at it again, within ${days} days. Their decision, with its reason, is added to the computation and kept; no later computation undoes it.`,
  versions: 'Versions in force',
  kernel: 'Rules',
  weightsVersion: 'Weights',
  exposureVersion: 'Sharing of places',
  engine: 'Computation of lists',
  notYet: 'not computed yet',
  groups: {
    skills: 'Skills',
    occupation: 'Occupation and title',
    rate: 'Rate',
    availability: 'Availability',
    place: 'Place',
    languages: 'Languages',
    experience: 'Experience',
  },
  measures: {
    'required-skills':
      'Each skill asked for against the person’s, or a neighbouring skill, which the referential relates or many people practise together, with its level and how long ago it was used.',
    'preferred-skills': 'Likewise, for the skills that would be appreciated.',
    occupation: 'The occupations of the referential to which the titles and skills of both sides belong.',
    'title-words': 'The most telling words of both titles, whatever their gender.',
    rate: 'The rate asked against the budget.',
    availability: 'The day the person is free, and their days a week.',
    experience: 'Years of experience against those asked for; more counts no more.',
    place: 'The distance to the place, against how far the person travels; for remote work, the place does not count.',
    languages: 'Each language asked for, at its level.',
    sector: 'The mission’s sector, among those the person knows.',
    pay: 'The budget against the lowest and the wished rate.',
    'wished-occupation': 'The occupation the person says they look for.',
    'remote-wish': 'Where the work is done, among what the person accepts.',
    distance: 'The distance from home: nearer is better.',
    duration: 'The length of the mission, against those the person wishes.',
    'sector-wish': 'The sector, among those the person wishes.',
  },
};

/** The sentences around the method; its figures come from the engine. */
export const rankingWords: Record<Locale, Words> = { fr: french, en: english };
