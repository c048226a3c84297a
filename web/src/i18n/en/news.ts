import type { Words } from '../words';

export const news: Words['news'] = {
  title: 'News',
  unread: (n) => `${n} unread`,
  allRead: 'Mark all as read',
  isNew: 'Unread',
  more: (n) => (n === 0 ? 'The list has changed – show' : `${n} more – show`),
  empty: 'Nothing new',
  emptyHint: 'What concerns you shows here, without reloading the page.',
};
