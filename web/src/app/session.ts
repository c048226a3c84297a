import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { MeView } from '#libs/contracts/account';
import { ask, Refusal } from '../lib/http';

/** Who is signed in; null when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) =>
    ask<MeView>('/me', { signal }).catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 401) return null;
      throw error;
    }),
  staleTime: 60_000,
});

/** The hats a person can wear; each has its own entries in the rail. */
export type Hat = 'freelancer' | 'employer' | 'adviser' | 'admin';

/** The hat of the current space: the organisation acted for, or oneself. */
export function hatOf(me: MeView): Hat {
  if (me.current?.organisation.kind === 'EMPLOYER') return 'employer';
  if (me.current?.organisation.kind === 'AGENCY') return 'adviser';
  return me.platformRole && !me.profileId ? 'admin' : 'freelancer';
}

/** The signed-in person, inside the signed-in routes. */
export function useMe(): MeView {
  const { data } = useSuspenseQuery(meQuery);
  if (!data) throw new Refusal(401, 'access/sign-in-required', '');
  return data;
}

/** Acts from now on for this organisation, or for oneself. */
export const actFor = (organisationId: string | null) =>
  ask<MeView>('/me/organisation', { method: 'PUT', body: { organisationId } });
