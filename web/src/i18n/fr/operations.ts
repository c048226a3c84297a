/**
 * What the platform’s administrators decide and watch: missions to review, organisations to verify, how searches go,
 * fairness, neighbouring skills, full recomputes.
 */
export const operations = {
  missions: {
    title: 'Missions à relire',
    empty: 'Aucune mission n’attend de relecture',
    emptyHint: 'Les missions des structures non vérifiées et celles que la relecture automatique signale arrivent ici.',
  },
  organisations: {
    title: 'Structures à vérifier',
    empty: 'Aucune structure n’attend de vérification',
    verify: 'Vérifier',
    reject: 'Refuser',
    reason: 'Motif, lu par la structure',
    verified: 'Structure vérifiée.',
    rejected: 'Structure refusée.',
    noSiret: 'SIRET non renseigné',
  },
  searches: {
    title: 'Qualité de la recherche',
    about:
      'Ce que les gens cherchent et trouvent, sans dire qui. Seuls les mots du référentiel et les villes sont gardés, 180 jours\u00a0; «\u00a0…\u00a0» remplace les autres.',
    period: 'Période',
    days: (n: number) => `${n} jours`,
    searches: 'Recherches',
    withoutResult: 'Sans résultat',
    widened: 'Élargies',
    degraded: 'Sans le moteur',
    median: 'Durée médiane',
    p95: 'Durée, 19 sur 20',
    ms: (n: string) => `${n} ms`,
    times: (n: number) => `${n} fois`,
    emptiest: 'Ce qui ne trouve rien',
    noneEmpty: 'Toutes les recherches ont trouvé quelque chose.',
    slowest: 'Ce qui est lent',
    noneSlow: 'Pas encore assez de recherches pareilles pour le dire.',
    noWords: 'Sans mot',
    kind: { profile: 'Candidats', mission: 'Missions' },
    filter: (key: string) =>
      ({
        skills: 'compétences',
        occupations: 'métiers',
        remote: 'télétravail',
        languages: 'langues',
        departements: 'départements',
        rateMin: 'tarif minimum',
        rateMax: 'tarif maximum',
        experienceMin: 'expérience',
        availableBy: 'disponibilité',
        km: 'distance',
        caseloadOf: 'portefeuille',
        organisationId: 'structure',
        only: 'personnes gardées',
      })[key] ?? key,
  },
  fairness: {
    title: 'Équité',
    about:
      'Chaque mois, les groupes sont comparés à celui qui est le plus souvent retenu. Sous les quatre cinquièmes de son taux, il faut chercher pourquoi.',
    download: 'Télécharger (CSV)',
    months: 'Mois',
    empty: 'Aucun mois à comparer',
    emptyHint: 'Le fichier d’un mois est produit au premier jour du mois suivant.',
    summary: (people: number, compared: number, under: number) =>
      `${people} personnes publiées, ${compared} taux comparés, ${under === 0 ? 'aucun' : under} sous les quatre cinquièmes.`,
    provisional: 'Chiffres provisoires : le mois n’est pas fini.',
    producedOn: (date: string) => `Fichier produit le ${date}.`,
    group: 'Groupe',
    people: 'Personnes',
    measures: {
      SHOWN: 'Dans les premières places',
      PROPOSED: 'Avec une candidature',
      SHORTLISTED: 'Présélection',
      ACCEPTED: 'Acceptation',
    },
    ratio: (share: string) => `rapport ${share}`,
    under: '– sous 4/5',
    tooFew: 'trop peu',
    few: (n: number) =>
      n === 1
        ? 'Un groupe de moins de dix personnes n’est pas montré.'
        : `${n} groupes de moins de dix personnes ne sont pas montrés.`,
    dimensions: {
      NEWCOMER: 'Ancienneté',
      OVERSEAS: 'Outre-mer',
      WORK: 'Façon de travailler',
      SKILLS_VERIFIED: 'Compétences vérifiées',
      ACCOMPANIED: 'Accompagnement',
      DEPARTEMENT: 'Département',
    },
    groups: {
      NEWCOMER: { YES: 'Publiés depuis moins de 30 jours', NO: 'Publiés depuis plus longtemps' },
      OVERSEAS: { YES: 'Outre-mer', NO: 'Métropole' },
      WORK: { REMOTE_ONLY: 'À distance seulement', MOBILE: 'Aussi sur site' },
      SKILLS_VERIFIED: { YES: 'Au moins une compétence vérifiée', NO: 'Aucune' },
      ACCOMPANIED: { YES: 'Avec une agence', NO: 'Sans agence' },
      DEPARTEMENT: {},
    },
  },
  neighbours: {
    title: 'Compétences voisines',
    about:
      'Deux compétences que beaucoup de personnes pratiquent ensemble se valent en partie dans les scores, comme celles que le référentiel rapproche. Elles sont apprises chaque semaine des profils publiés\u202f; rien ne compte avant votre décision.',
    start: 'Calculer maintenant',
    history: 'Calculs et décisions',
    empty: 'Rien n’a encore été calculé',
    emptyHint: 'Le calcul a lieu chaque lundi, ou dès que vous le demandez.',
    computedOn: (instant: string) => `Calcul du ${instant}`,
    by: (name: string) => `Demandé par ${name}`,
    weekly: 'Calcul de la semaine',
    learned: (pairs: number, people: string) =>
      pairs < 2 ? `${pairs} paire apprise de ${people} personnes` : `${pairs} paires apprises de ${people} personnes`,
    counted: (people: string) => `${people} personnes`,
    total: (n: number) => (n === 0 ? 'aucun changement' : n === 1 ? '1 changement' : `${n} changements`),
    decided: {
      ACTIVE: (name: string, instant: string) => `Activé par ${name}, ${instant}`,
      DISCARDED: (name: string, instant: string) => `Écarté par ${name}, ${instant}`,
    },
    ended: (name: string, instant: string) => `retiré par ${name}, ${instant}`,
    states: {
      COMPUTING: 'Calcul en cours',
      PROPOSED: 'À décider',
      UNCHANGED: 'Rien ne change',
      ABANDONED: 'Abandonné',
      ACTIVE: 'En vigueur',
      DISCARDED: 'Écarté',
      REPLACED: 'Remplacé',
      RETIRED: 'Retiré',
    },
    moves: { activate: 'Activer', discard: 'Écarter', retire: 'Retirer' },
    asks: {
      activate: 'Activer ces compétences voisines\u202f?',
      discard: 'Écarter ces compétences voisines\u202f?',
      retire: 'Retirer ces compétences voisines\u202f?',
    },
    means: {
      activate:
        'Les scores et les listes en tiendront compte dans les minutes qui viennent, à la place de ce qui est en vigueur. Vous pourrez revenir en arrière.',
      discard: 'Rien ne change. Le prochain calcul pourra proposer à nouveau les mêmes paires.',
      retire: 'Les scores et les listes ne connaîtront plus que le référentiel, dans les minutes qui viennent.',
    },
    done: {
      activate: 'Compétences voisines activées\u202f: les listes suivent.',
      discard: 'Proposition écartée.',
      retire: 'Compétences voisines retirées\u202f: les listes suivent.',
    },
    changes: 'Changements',
    all: 'Tous',
    kinds: { ADDED: 'Nouvelles', NEARER: 'Plus proches', FARTHER: 'Moins proches', GONE: 'Disparues' },
    kind: { ADDED: 'nouvelle', NEARER: 'plus proche', FARTHER: 'moins proche', GONE: 'disparue' },
    filter: 'Filtrer par mots',
    noneFound: 'Aucune paire ne répond à ce filtre.',
    skills: 'Compétences',
    people: 'Personnes',
    nearness: 'Proximité',
    far: 'aucune',
    fromTo: (before: string, after: string) => `${before} → ${after}`,
    few: 'Le tiret\u202f: la paire ne vient pas de ce calcul, et il ne dit pas combien de personnes la partagent.',
    scale: (most: string) =>
      `Une compétence voisine vaut au plus ${most} de la compétence elle-même, et chaque compétence garde ses huit plus proches.`,
  },
  runs: {
    title: 'Calcul des listes',
    about:
      'Chaque nuit, toutes les listes de recommandations sont recalculées en entier et comparées à celles qui ont été tenues à jour. Ce qui diffère est réparé.',
    start: 'Tout recalculer',
    empty: 'Aucun calcul complet n’a encore eu lieu',
    emptyHint: 'Il aura lieu cette nuit, ou dès que vous le demandez.',
    progress: 'Avancement du calcul',
    running: (share: string) => `Calcul en cours\u202f: ${share}`,
    found: (n: number, of: string) =>
      n < 2
        ? `${n} liste différait sur ${of}${n === 1 ? '\u202f: elle a été réparée' : ''}`
        : `${n} listes différaient sur ${of}\u202f: elles ont été réparées`,
    factsDiffered: (n: number) =>
      n === 1
        ? 'Une fiche remise au moteur n’était plus celle de sa source\u202f: elle a été réécrite.'
        : `${n} fiches remises au moteur n’étaient plus celles de leurs sources\u202f: elles ont été réécrites.`,
    abandoned: (done: number, total: number) =>
      `Abandonné après ${done} plages sur ${total}\u202f: plus rien n’avançait. Voir les envois en échec.`,
    by: (name: string) => `Demandé par ${name}`,
    triggers: { NIGHT: 'Cette nuit-là', OPERATOR: 'Demandé à la main', COMMAND: 'Par la ligne de commande' },
    lasted: (ms: number) =>
      ms < 60_000 ? `${Math.max(1, Math.round(ms / 1_000))}\u00a0s` : `${Math.round(ms / 60_000)}\u00a0min`,
  },
};
