import type { EntityManager } from 'typeorm';
import type { MandateScope, MandateState, MandateView } from '#libs/contracts/mandate';
import { Problem } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import { shortName } from '../profiles/profile.views';
import { mandateMovesFor } from './mandate.lifecycle';

type Reader = Pick<EntityManager, 'query'>;

export interface MandateRow {
  id: string;
  version: number;
  /** As stored. A proposal past its day is `due` until the clockwork writes it down. */
  state: MandateState;
  due: boolean;
  scopes: MandateScope[];
  message: string;
  profileId: string;
  agencyId: string;
  agencyName: string;
  leadAdviserId: string;
  leadAdviserName: string;
  name: string;
  headline: string;
  /** The profile is published and open to agencies. */
  shown: boolean;
  proposedAt: Date;
  expiresAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
}

/** The state as everybody must see it: a proposal past its day is expired at that very moment. */
export const STATE_SQL = `case when m.state = 'PROPOSED' and m.expires_at <= now() then 'EXPIRED' else m.state end`;
export const stateOf = (row: Pick<MandateRow, 'state' | 'due'>): MandateState => (row.due ? 'EXPIRED' : row.state);

export const MANDATE_SQL = `
  select m.id, m.version, m.state, m.state = 'PROPOSED' and m.expires_at <= now() as due, m.scopes, m.message,
    m.profile_id as "profileId", m.agency_id as "agencyId", o.name as "agencyName", m.lead_adviser_id as "leadAdviserId",
    l.name as "leadAdviserName", p.display_name as name, p.headline,
    p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN' as shown, m.proposed_at as "proposedAt", m.expires_at as "expiresAt",
    m.started_at as "startedAt", m.ended_at as "endedAt", m.end_reason as "endReason"
  from mandate m join organisation o on o.id = m.agency_id join account l on l.id = m.lead_adviser_id
    join profile p on p.id = m.profile_id`;

/** Reads a mandate, locked when a command is to change it. Throws `mandate/unknown`. */
export async function readMandate(db: Reader, id: string, lock = false): Promise<MandateRow> {
  const [row] = await db.query<MandateRow[]>(`${MANDATE_SQL} where m.id = $1 ${lock ? 'for update of m' : ''}`, [id]);
  if (!row) throw new Problem('mandate/unknown');
  return row;
}

/** The freelancer’s name as an agency reads it: whole while the mandate is active, «Camille R.» before and after. */
export const nameToAgency = (displayName: string, state: MandateState): string =>
  state === 'ACTIVE' ? displayName : shortName(displayName);

/** A mandate as this reader may see it: the agency reads the headline only as long as it could read it on the profile. */
export function mandateViewOf(me: Person, row: MandateRow): MandateView {
  const state = stateOf(row);
  const freelancer = me.profileId === row.profileId;
  const knows = freelancer || (state === 'ACTIVE' && me.current?.verified === true);
  return {
    id: row.id,
    version: row.version,
    state,
    moves: mandateMovesFor(state, {
      freelancer,
      agency: !freelancer && can(me, 'mandate:end', row),
      agencyAdmin: can(me, 'mandate:reassign', row),
    }),
    scopes: row.scopes,
    message: row.message,
    agency: { id: row.agencyId, name: row.agencyName },
    leadAdviser: { id: row.leadAdviserId, name: row.leadAdviserName },
    freelancer: {
      profileId: row.profileId,
      name: knows ? row.name : shortName(row.name),
      headline: knows || row.shown ? row.headline : '',
    },
    proposedAt: row.proposedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    endReason: row.endReason,
  };
}
