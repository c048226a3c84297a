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
};
