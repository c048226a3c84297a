/** What the platform’s administrators decide and watch: missions to review, organisations to verify, full recomputes. */
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
