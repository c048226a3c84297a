import { queryOptions } from '@tanstack/react-query';
import type { InvitationList, MemberList, OrganisationView } from '#libs/contracts/organisation';
import { ask } from '../../lib/http';

export const organisationQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisations', id],
    queryFn: ({ signal }) => ask<OrganisationView>(`/organisations/${id}`, { signal }),
  });

export const membersQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisations', id, 'members'],
    queryFn: ({ signal }) => ask<MemberList>(`/organisations/${id}/members`, { signal }),
  });

export const invitationsQuery = (id: string) =>
  queryOptions({
    queryKey: ['organisations', id, 'invitations'],
    queryFn: ({ signal }) => ask<InvitationList>(`/organisations/${id}/invitations`, { signal }),
  });
