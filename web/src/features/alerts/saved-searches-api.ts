import { queryOptions } from '@tanstack/react-query';
import type { SavedSearchDraft, SavedSearchEdit, SavedSearchList, SavedSearchView } from '#libs/contracts/saved-search';
import type { Locale } from '#libs/ui/format';
import { ask } from '../../lib/http';

/** The searches I keep in this space and those colleagues share, with what is new. */
export const savedSearches = (locale: Locale) =>
  queryOptions({
    queryKey: ['saved-searches', locale],
    queryFn: ({ signal }) => ask<SavedSearchList>('/saved-searches', { signal }),
  });

export const saveSearch = (draft: SavedSearchDraft, key: string) =>
  ask<SavedSearchView>('/saved-searches', { method: 'POST', body: draft, key });

export const editSearch = (id: string, edit: SavedSearchEdit) =>
  ask<SavedSearchView>(`/saved-searches/${id}`, { method: 'PATCH', body: edit });

/** Its results of this moment have been seen. */
export const visitSearch = (id: string) => ask<undefined>(`/saved-searches/${id}/visits`, { method: 'POST' });

export const removeSearch = (id: string) => ask<undefined>(`/saved-searches/${id}`, { method: 'DELETE' });
