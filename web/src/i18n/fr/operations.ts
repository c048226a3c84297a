/** What the platform’s administrators decide: missions to review, organisations to verify. */
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
};
