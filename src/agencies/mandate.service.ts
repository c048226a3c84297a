import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  MandateDraft,
  MandatePage,
  MandateQuery,
  MandateScope,
  MandateState,
  MandateView,
} from '#libs/contracts/mandate';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import { normaliseEmail } from '#libs/kernel/text';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, allowOrHide, can } from '../access/allow';
import { Cursors } from '../http/cursor';
import { shortName } from '../profiles/profile.views';
import {
  type MandateArrow,
  mandateEvents,
  mandateLifecycle,
  mandateMovesFor,
  PROPOSAL_DAYS,
} from './mandate.lifecycle';

interface Row {
  id: string;
  version: number;
  state: MandateState;
  scopes: MandateScope[];
  message: string;
  profileId: string;
  agencyId: string;
  agencyName: string;
  leadAdviserId: string;
  leadAdviserName: string;
  name: string;
  headline: string;
  accountId: string | null;
  proposedAt: Date;
  expiresAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  endReason: string | null;
}

const SELECT = `
  select m.id, m.version, m.state, m.scopes, m.message, m.profile_id as "profileId", m.agency_id as "agencyId",
    o.name as "agencyName", m.lead_adviser_id as "leadAdviserId", l.name as "leadAdviserName", p.display_name as name,
    p.headline, p.account_id as "accountId", m.proposed_at as "proposedAt", m.expires_at as "expiresAt",
    m.started_at as "startedAt", m.ended_at as "endedAt", m.end_reason as "endReason"
  from mandate m join organisation o on o.id = m.agency_id join account l on l.id = m.lead_adviser_id
    join profile p on p.id = m.profile_id`;

/** What an agency may do for a person right now: the scopes of its active mandate, none without one. */
export async function mandateScopes(
  db: Pick<EntityManager, 'query'>,
  profileId: string,
  agencyId: string,
): Promise<MandateScope[]> {
  const [row] = await db.query<{ scopes: MandateScope[] }[]>(
    `select scopes from mandate where profile_id = $1 and agency_id = $2 and state = 'ACTIVE'`,
    [profileId, agencyId],
  );
  return row?.scopes ?? [];
}

/** Mandates: the freelancer’s agreement that an agency acts for them. Ended by either side, at once. */
@Injectable()
export class MandateService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** An adviser proposes a mandate. Whether an address is known is not told apart from a profile one cannot see. */
  propose(me: Person, draft: MandateDraft): Promise<MandateView> {
    allow(me, 'mandate:propose');
    const agencyId = me.current?.organisationId ?? '';
    return transaction(this.db, async (tx) => {
      const profileId = await this.findPerson(tx, draft);
      const id = newId();
      const created = await tx.query<unknown[]>(
        `insert into mandate (id, profile_id, agency_id, lead_adviser_id, proposed_by, scopes, message, expires_at)
         select $1, $2, $3, $4, $4, $5, $6, now() + make_interval(days => $7)
         where not exists (select 1 from mandate where agency_id = $3 and profile_id = $2 and state = 'ACTIVE' and scopes @> $5::text[])
         on conflict do nothing returning id`,
        [id, profileId, agencyId, me.accountId, [...new Set(draft.scopes)], draft.message, PROPOSAL_DAYS],
      );
      if (created.length === 0) throw new Problem('mandate/already');
      await logTransition(tx, moverOf(me), {
        aggregate: 'mandate',
        aggregateId: id,
        move: 'propose',
        from: null,
        to: 'PROPOSED',
      });
      await record(tx, { type: 'mandate.proposed', aggregateId: id, payload: { profileId } });
      return this.viewOf(me, await this.row(tx, id));
    });
  }

  /** The freelancer accepts: consent is written, an older mandate of the same agency ends. */
  accept(me: Person, id: string): Promise<MandateView> {
    return this.answer(me, id, 'accept', async (tx, row) => {
      const [older] = await tx.query<{ id: string }[]>(
        `select id from mandate where agency_id = $1 and profile_id = $2 and state = 'ACTIVE' for update`,
        [row.agencyId, row.profileId],
      );
      if (older)
        await this.go(
          tx,
          await this.row(tx, older.id),
          'end',
          moverOf(me),
          `ended_at = now(), ended_by = $2`,
          [me.accountId],
          'REPLACED',
        );
      const consentId = newId();
      await tx.query(
        `insert into consent (id, account_id, profile_id, purpose, organisation_id, version, evidence)
         values ($1, $2, $3, 'MANDATE', $4, '1', $5)`,
        [consentId, me.accountId, row.profileId, row.agencyId, JSON.stringify({ mandateId: id, scopes: row.scopes })],
      );
      return { set: `started_at = now(), consent_id = $2`, values: [consentId] };
    });
  }

  decline(me: Person, id: string): Promise<MandateView> {
    return this.answer(me, id, 'decline', async () => ({ set: '', values: [] }));
  }

  /** Either side ends it, at once; the consent behind it is withdrawn. */
  end(me: Person, id: string, reason: string): Promise<MandateView> {
    return transaction(this.db, async (tx) => {
      const row = await this.row(tx, id, true);
      allowOrHide(me, 'mandate:end', 'mandate/unknown', {}, row);
      await this.go(
        tx,
        row,
        'end',
        moverOf(me),
        `ended_at = now(), ended_by = $2, end_reason = nullif($3, '')`,
        [me.accountId, reason],
        reason || null,
      );
      await tx.query(
        `update consent set withdrawn_at = now() where id = (select consent_id from mandate where id = $1) and withdrawn_at is null`,
        [id],
      );
      return this.viewOf(me, await this.row(tx, id));
    });
  }

  /** The freelancer takes scopes back, at once. Adding one needs a new proposal. */
  narrow(me: Person, id: string, scopes: readonly MandateScope[]): Promise<MandateView> {
    return transaction(this.db, async (tx) => {
      const row = await this.row(tx, id, true);
      allowOrHide(me, 'mandate:answer', 'mandate/unknown', {}, row);
      if (row.state !== 'ACTIVE') throw new Problem('lifecycle/move-refused', { state: row.state, move: 'narrow' });
      if (scopes.some((scope) => !row.scopes.includes(scope))) throw new Problem('mandate/widening');
      await tx.query(`update mandate set scopes = $2, version = version + 1 where id = $1`, [id, [...new Set(scopes)]]);
      await logTransition(tx, moverOf(me), {
        aggregate: 'mandate',
        aggregateId: id,
        move: 'narrow',
        from: 'ACTIVE',
        to: 'ACTIVE',
        detail: { scopes },
      });
      await record(tx, { type: 'mandate.narrowed', aggregateId: id, payload: { profileId: row.profileId } });
      return this.viewOf(me, await this.row(tx, id));
    });
  }

  /** The agency’s administrator hands the mandate to another adviser. */
  reassign(me: Person, id: string, accountId: string): Promise<MandateView> {
    return transaction(this.db, async (tx) => {
      const row = await this.row(tx, id, true);
      allowOrHide(me, 'mandate:reassign', 'mandate/unknown', {}, row);
      if (row.state !== 'ACTIVE') throw new Problem('lifecycle/move-refused', { state: row.state, move: 'reassign' });
      const [, changed] = await tx.query<[unknown, number]>(
        `update mandate set lead_adviser_id = $2, version = version + 1 where id = $1
           and exists (select 1 from membership where organisation_id = $3 and account_id = $2 and role = 'ADVISER' and active)`,
        [id, accountId, row.agencyId],
      );
      if (changed === 0)
        throw new Problem('mandate/adviser-unknown', {}, [
          { path: 'accountId', message: { fr: 'Conseiller inconnu.', en: 'Unknown adviser.' } },
        ]);
      await logTransition(tx, moverOf(me), {
        aggregate: 'mandate',
        aggregateId: id,
        move: 'reassign',
        from: 'ACTIVE',
        to: 'ACTIVE',
        detail: { accountId },
      });
      return this.viewOf(me, await this.row(tx, id));
    });
  }

  async one(me: Person, id: string): Promise<MandateView> {
    const row = await this.row(this.db, id);
    allowOrHide(me, 'mandate:read', 'mandate/unknown', {}, row);
    return this.viewOf(me, row);
  }

  /** The freelancer’s own mandates. */
  mine(me: Person, query: MandateQuery): Promise<MandatePage> {
    allow(me, 'mandate:list-own');
    return this.page(me, query, { profileId: me.profileId ?? NOBODY, agencyId: null });
  }

  /** The people the current agency accompanies, or has proposed to. */
  caseload(me: Person, query: MandateQuery): Promise<MandatePage> {
    allow(me, 'mandate:list-caseload');
    return this.page(me, query, { profileId: null, agencyId: me.current?.organisationId ?? NOBODY });
  }

  /** Takes an arrow on a locked row: state, log row, events. Agencies’ rights change with the transaction. */
  async go(
    tx: EntityManager,
    row: Row,
    arrow: MandateArrow,
    mover: Mover,
    set: string,
    values: readonly unknown[],
    reason: string | null = null,
  ): Promise<void> {
    const to = nextState<MandateState, MandateArrow>(mandateLifecycle, row.state, arrow);
    await tx.query(
      `update mandate set ${set ? `${set}, ` : ''} state = $${values.length + 2}, version = version + 1 where id = $1`,
      [row.id, ...values, to],
    );
    await logTransition(tx, mover, {
      aggregate: 'mandate',
      aggregateId: row.id,
      move: arrow,
      from: row.state,
      to,
      reason,
    });
    await record(
      tx,
      { type: mandateEvents[arrow], aggregateId: row.id, payload: { profileId: row.profileId } },
      { type: 'profile.audience-changed', aggregateId: row.profileId },
    );
  }

  /** Locks and reads a mandate. Throws `mandate/unknown`. */
  async row(db: Pick<EntityManager, 'query'>, id: string, lock = false): Promise<Row> {
    const [row] = await db.query<Row[]>(`${SELECT} where m.id = $1 ${lock ? 'for update of m' : ''}`, [id]);
    if (!row) throw new Problem('mandate/unknown');
    return row;
  }

  private answer(
    me: Person,
    id: string,
    arrow: 'accept' | 'decline',
    work: (tx: EntityManager, row: Row) => Promise<{ set: string; values: unknown[] }>,
  ): Promise<MandateView> {
    return transaction(this.db, async (tx) => {
      const row = await this.row(tx, id, true);
      allowOrHide(me, 'mandate:answer', 'mandate/unknown', {}, row);
      nextState<MandateState, MandateArrow>(mandateLifecycle, row.state, arrow);
      const { set, values } = await work(tx, row);
      await this.go(tx, row, arrow, moverOf(me), set, values);
      return this.viewOf(me, await this.row(tx, id));
    });
  }

  private async findPerson(tx: EntityManager, draft: MandateDraft): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      draft.profileId
        ? `select id from profile where id = $1 and account_id is not null and state <> 'ARCHIVED' and visibility <> 'HIDDEN'`
        : `select p.id from profile p join account a on a.id = p.account_id where a.email = $1 and p.state <> 'ARCHIVED'`,
      [draft.profileId ?? normaliseEmail(draft.email ?? '')],
    );
    if (!row) throw new Problem('mandate/person-unknown');
    return row.id;
  }

  private async page(
    me: Person,
    query: MandateQuery,
    of: { profileId: string | null; agencyId: string | null },
  ): Promise<MandatePage> {
    const scope = { list: 'mandates', ...of, state: query.state };
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<Row[]>(
      `${SELECT} where ($1::uuid is null or m.profile_id = $1) and ($2::uuid is null or m.agency_id = $2)
         and ($3::text is null or m.state = $3) and ($4::uuid is null or m.id < $4) order by m.id desc limit $5`,
      [of.profileId, of.agencyId, query.state ?? null, after?.[0] ?? null, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => this.viewOf(me, row)),
      nextCursor: last ? this.cursors.sign(scope, [last.id]) : null,
    };
  }

  private viewOf(me: Person, row: Row): MandateView {
    const freelancer = me.profileId === row.profileId;
    const knows = freelancer || row.state === 'ACTIVE';
    return {
      id: row.id,
      version: row.version,
      state: row.state,
      moves: mandateMovesFor(row.state, {
        freelancer,
        agency: !freelancer && can(me, 'mandate:end', row),
        agencyAdmin: can(me, 'mandate:reassign', row),
      }),
      scopes: row.scopes,
      message: row.message,
      agency: { id: row.agencyId, name: row.agencyName },
      leadAdviser: { id: row.leadAdviserId, name: row.leadAdviserName },
      freelancer: { profileId: row.profileId, name: knows ? row.name : shortName(row.name), headline: row.headline },
      proposedAt: row.proposedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      startedAt: row.startedAt?.toISOString() ?? null,
      endedAt: row.endedAt?.toISOString() ?? null,
      endReason: row.endReason,
    };
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});
