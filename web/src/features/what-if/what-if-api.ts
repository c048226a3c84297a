import { queryOptions } from '@tanstack/react-query';
import type { CaseloadWhatIf, MissionWhatIf, ProfileWhatIf } from '#libs/contracts/what-if';
import type { Locale } from '#libs/ui/format';
import { ask } from '../../lib/http';

/** For how long an answer is shown again without asking, in milliseconds: each costs the server a computation. */
const KEPT = 60_000;

/** What a change of my profile would open. A change of the profile forgets it, as it does all that is matched. */
export const profileWhatIfQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['match', 'what-if', locale],
    queryFn: ({ signal }) => ask<ProfileWhatIf>('/me/what-if', { signal }),
    staleTime: KEPT,
  });

/** What each criterion of a mission costs; asked anew for each version of it. */
export const missionWhatIfQuery = (id: string, version: number, locale: Locale) =>
  queryOptions({
    queryKey: ['match', 'mission-what-if', id, version, locale],
    queryFn: ({ signal }) => ask<MissionWhatIf>(`/missions/${id}/what-if`, { signal }),
    staleTime: KEPT,
  });

/** Which skill would open missions to the people my agency accompanies. */
export const caseloadWhatIfQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['match', 'caseload-what-if', locale],
    queryFn: ({ signal }) => ask<CaseloadWhatIf>('/agency/what-if', { signal }),
    staleTime: KEPT,
  });
