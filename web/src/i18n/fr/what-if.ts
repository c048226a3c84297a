import type { RemoteMode } from '#libs/contracts/common';

const missions = (n: number) => `${n}\u00a0mission${n < 2 ? '' : 's'}`;
const people = (n: number) => `${n}\u00a0personne${n < 2 ? '' : 's'}`;

/** What one change of a profile or of a mission would do. */
export const whatIf = {
  title: 'Et si…\u202f?',
  mine: {
    link: 'Et si…\u202f? Ce qui vous ouvrirait plus de missions',
    about:
      'Ce qu’un seul changement de votre profil ouvrirait, parmi les missions en ligne. Rien n’est changé sans vous.',
    now: (n: number) =>
      n === 0
        ? 'Aucune mission ne vous est ouverte aujourd’hui.'
        : n === 1
          ? '1\u00a0mission vous est ouverte aujourd’hui.'
          : `${missions(n)} vous sont ouvertes aujourd’hui.`,
    open: 'Ouverte\u202f: rien ne bloque, et l’adéquation atteint 50 sur 100.',
    groups: {
      SKILL: 'Une compétence de plus',
      RATE: 'Un tarif plus bas',
      MOBILITY: 'Plus de kilomètres',
      REMOTE: 'Une autre façon de travailler',
      AVAILABLE: 'Une disponibilité plus proche',
      DAYS: 'Plus de jours par semaine',
    },
    skill: (label: string) => `Avec «\u00a0${label}\u00a0»`,
    rate: (from: string, to: string) => `En demandant au moins ${to} au lieu de ${from}`,
    mobility: (from: string, to: string) => `En allant jusqu’à ${to} au lieu de ${from}`,
    mode: {
      REMOTE: 'En acceptant aussi le télétravail',
      HYBRID: 'En acceptant aussi l’hybride',
      ONSITE: 'En acceptant aussi de travailler sur place',
    } satisfies Record<RemoteMode, string>,
    available: (from: string | null, to: string) =>
      from === null ? `En étant disponible dès le ${to}` : `En étant disponible le ${to} au lieu du ${from}`,
    days: (from: string, to: string) => `En travaillant ${to} jours par semaine au lieu de ${from}`,
    opened: (n: number) => `${missions(n)} de plus`,
    total: (now: number, after: number) => `soit ${after} au lieu de ${now}`,
    closed: (n: number) => (n < 2 ? '1 autre passerait sous 50' : `${n} autres passeraient sous 50`),
    see: (n: number) => (n < 2 ? 'Voir cette mission' : `Voir ces ${n} missions`),
    best: (shown: number, n: number) => `Voir les ${shown} meilleures sur ${n}`,
    go: {
      SKILL: 'Ajouter à mon profil',
      RATE: 'Revoir mon tarif',
      MOBILITY: 'Revoir ma mobilité',
      REMOTE: 'Revoir ma façon de travailler',
      AVAILABLE: 'Revoir ma disponibilité',
      DAYS: 'Revoir mes jours',
    },
    honest: 'Une compétence se dit quand on l’a\u202f; sinon, une formation peut y mener.',
    far: 'Votre profil n’en dit pas encore assez',
    farHint: 'Aucune mission en ligne n’en est proche\u202f: un titre et quelques compétences changent tout.',
    pairs: 'Deux changements ensemble',
    pairsHint: 'Aucun changement seul n’ouvrirait d’autre mission\u202f: plusieurs points bloquent à la fois.',
    together: (said: readonly string[]) =>
      said.map((one, at) => (at === 0 ? one : one.charAt(0).toLowerCase() + one.slice(1))).join(', et '),
    nothing: 'Aucun changement seul n’ouvrirait d’autre mission',
    nothingHint:
      'Soit tout ce qui est proche vous est déjà ouvert, soit plusieurs points bloquent à la fois\u202f: chaque mission dit lesquels.',
  },
  mission: {
    about: 'Ce que chaque critère coûte en candidats, parmi les profils que vous pouvez voir.',
    beforePublishing: 'Avant de publier, voyez ce que chaque critère vous coûte en candidats',
    savedFirst: 'Le brouillon enregistré vous dit ce que chaque critère coûte en candidats, avant de publier.',
    now: (n: number | null) =>
      n === null
        ? 'Une ou deux personnes pourraient convenir à la mission telle qu’elle est écrite.'
        : n === 0
          ? 'Personne ne convient à la mission telle qu’elle est écrite.'
          : `${people(n)} pourraient convenir à la mission telle qu’elle est écrite.`,
    open: 'Pourrait convenir\u202f: rien ne bloque, et l’adéquation atteint 50 sur 100.',
    costs: 'Un critère plus souple',
    must: (label: string) => `Si «\u00a0${label}\u00a0» n’était plus indispensable`,
    language: (language: string) => `Sans demander la langue\u202f: ${language}`,
    rate: (from: string, to: string) => `Avec un tarif jusqu’à ${to} au lieu de ${from}`,
    budget: (from: string, to: string) => `Avec un budget de ${to} au lieu de ${from}`,
    start: (from: string, to: string) => `Avec un début le ${to} au lieu du ${from}`,
    mode: {
      REMOTE: 'Entièrement à distance',
      HYBRID: 'En hybride plutôt que sur place',
      ONSITE: 'Sur place',
    } satisfies Record<RemoteMode, string>,
    radius: (from: string, to: string) => `Dans un rayon de ${to} au lieu de ${from}`,
    more: (n: number | null) => (n === null ? 'une ou deux personnes de plus' : `${people(n)} de plus`),
    nothing: 'Aucun critère seul ne vous prive de candidats',
    nothingHint: 'Assouplir un seul point n’amènerait personne de plus aujourd’hui.',
    rates: 'Ce que demandent par jour les personnes qui conviennent, tarif mis à part',
    ratesHint:
      'En plein, ce que la mission propose. Seuls comptent les tarifs que leurs auteurs montrent, par groupes de trois personnes au moins.',
    expected: 'Combien de candidatures attendre',
    expectedSays: (applications: number, others: number) =>
      applications === 0
        ? `Sur les ${others} missions des six derniers mois qui demandent une de ces compétences, la moitié au moins n’a reçu aucune candidature.`
        : `Les ${others} missions des six derniers mois qui demandent une de ces compétences ont reçu ${applications}\u00a0candidature${applications < 2 ? '' : 's'} chacune, à la médiane.`,
    edit: 'Modifier la mission',
  },
  caseload: {
    link: 'Et si… une compétence de plus\u202f?',
    about: 'Les compétences qui ouvriraient le plus de missions aux personnes que vous accompagnez.',
    counted: (n: number) => `Calculé pour ${people(n)}, sur les missions en ligne.`,
    left: (n: number) => `${people(n)} de plus ne tiennent pas dans ce calcul.`,
    open: 'Ouverte\u202f: rien ne bloque, et l’adéquation atteint 50 sur 100.',
    effect: (helped: number, of: number) => `à ${helped}\u00a0personne${helped < 2 ? '' : 's'} sur ${of}`,
    missions: (n: number) => (n < 2 ? '1\u00a0mission s’ouvrirait' : `${n}\u00a0missions s’ouvriraient`),
    see: (n: number) => (n < 2 ? 'Voir cette personne' : `Voir ces ${n} personnes`),
    best: (shown: number, n: number) => `Voir les ${shown} premières sur ${n}`,
    opened: (n: number) => missions(n),
    list: 'Compétences',
    nothing: 'Aucune compétence seule n’ouvrirait de mission',
    nothingHint: 'Soit tout ce qui est proche est déjà ouvert, soit plusieurs points bloquent à la fois.',
    empty: 'Votre portefeuille est vide',
    emptyHint: 'Dès qu’une personne accepte un mandat, ce calcul parle d’elle.',
  },
};
