/** What people are told inside the application. */
export const news = {
  title: 'Nouvelles',
  unread: (n: number) => (n < 2 ? `${n} non lue` : `${n} non lues`),
  allRead: 'Tout marquer comme lu',
  isNew: 'Non lue',
  more: (n: number) =>
    n === 0
      ? 'La liste a changé – afficher'
      : n === 1
        ? '1 nouvelle de plus – afficher'
        : `${n} nouvelles de plus – afficher`,
  empty: 'Rien de nouveau',
  emptyHint: 'Ce qui vous concerne s’affichera ici, sans recharger la page.',
};
