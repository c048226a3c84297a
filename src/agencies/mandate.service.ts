import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  MandateDraft,
  MandateMove,
  MandatePage,
  MandateQuery,
  MandateScope,
  MandateView,
} from '#libs/contracts/mandate';
import { Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import { normaliseEmail } from '#libs/kernel/text';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, SYSTEM } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, allowOrHide, type Right } from '../access/allow';
import { spend } from '../accounts/limits';
import { Cursors } from '../http/cursor';
import { PROPOSAL_DAYS } from './mandate.lifecycle';
import { moveMandate } from './mandate.moves';
import { MANDATE_SQL, type MandateRow, mandateViewOf, readMandate, STATE_SQL, stateOf } from './mandate.reads';

/** Mandates: the freelancer’s agreement that an agency acts for them. Ended by either side, at once. */
@Injectable()
export class MandateService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /**
   * An adviser proposes a mandate. Throws `mandate/person-unknown`, the same for an unknown address and for a person who
   * cannot be proposed to, and `mandate/already` when one waits or is active with these scopes.
   */
  async propose(me: Person, draft: MandateDraft): Promise<MandateView> {
    allow(me, 'mandate:propose');
    const agencyId = me.current?.organisationId ?? '';
    // Refused ones count too: trying addresses one after the other must not be a way to learn who is here.
    await spend(this.db, 'mandate-proposal', me.accountId);
    return transaction(this.db, async (tx) => {
      const profileId = await this.findPerson(tx, draft);
      if (profileId === me.profileId) throw new Problem('mandate/oneself');
      await this.lapseDue(tx, agencyId, profileId);
      const id = newId();
      const created = await tx.query<unknown[]>(
        `insert into mandate (id, profile_id, agency_id, lead_adviser_id, proposed_by, scopes, message, expires_at)
         select $1, $2, $3, $4, $4, $5, $6, now() + make_interval(days => $7)
         where not exists (select 1 from mandate where agency_id = $3 and profile_id = $2 and state = 'ACTIVE' and scopes @> $5::text[])
         on conflict do nothing returning id`,
        [id, profileId, agencyId, me.accountId, unique(draft.scopes), draft.message, PROPOSAL_DAYS],
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
      return mandateViewOf(me, await readMandate(tx, id));
    });
  }

  /** The freelancer accepts: consent is written, the mandate of the same agency it widens is replaced. */
  accept(me: Person, id: string): Promise<MandateView> {
    return this.move(me, id, 'mandate:answer', 'accept', async (tx, row) => {
      const [older] = await tx.query<{ id: string }[]>(
        `select id from mandate where agency_id = $1 and profile_id = $2 and state = 'ACTIVE'`,
        [row.agencyId, row.profileId],
      );
      if (older)
        await moveMandate(tx, await readMandate(tx, older.id, true), 'replace', SYSTEM, {
          endedBy: me.accountId,
          reason: 'REPLACED',
        });
      const consentId = newId();
      await tx.query(
        `insert into consent (id, account_id, profile_id, purpose, organisation_id, version, evidence)
         values ($1, $2, $3, 'MANDATE', $4, '1', $5)`,
        [consentId, me.accountId, row.profileId, row.agencyId, JSON.stringify({ mandateId: id, scopes: row.scopes })],
      );
      await moveMandate(tx, row, 'accept', moverOf(me), { consentId });
    });
  }

  /** The freelancer declines; no reason is asked. */
  decline(me: Person, id: string): Promise<MandateView> {
    return this.move(me, id, 'mandate:answer', 'decline', (tx, row) => moveMandate(tx, row, 'decline', moverOf(me)));
  }

  /** Either side ends it, at once; the consent behind it is withdrawn. The agency may also take a proposal back. */
  end(me: Person, id: string, reason: string): Promise<MandateView> {
    return this.move(me, id, 'mandate:end', 'end', (tx, row) =>
      moveMandate(tx, row, 'end', moverOf(me), { endedBy: me.accountId, reason: reason || null }),
    );
  }

  /** The freelancer takes scopes back, at once. Throws `mandate/widening`: adding one needs a new proposal. */
  narrow(me: Person, id: string, scopes: readonly MandateScope[]): Promise<MandateView> {
    return this.move(me, id, 'mandate:answer', 'narrow', async (tx, row) => {
      if (scopes.some((scope) => !row.scopes.includes(scope))) throw new Problem('mandate/widening');
      await tx.query(`update mandate set scopes = $2, version = version + 1 where id = $1`, [id, unique(scopes)]);
      await this.note(tx, me, row, 'narrow', { before: row.scopes, after: unique(scopes) });
      await record(tx, { type: 'mandate.narrowed', aggregateId: id, payload: { profileId: row.profileId } });
    });
  }

  /** The agency’s administrator hands the mandate to another adviser. Throws `mandate/adviser-unknown`. */
  reassign(me: Person, id: string, accountId: string): Promise<MandateView> {
    return this.move(me, id, 'mandate:reassign', 'reassign', async (tx, row) => {
      const [, changed] = await tx.query<[unknown, number]>(
        `update mandate set lead_adviser_id = $2, version = version + 1 where id = $1
           and exists (select 1 from membership where organisation_id = $3 and account_id = $2 and role = 'ADVISER' and active)`,
        [id, accountId, row.agencyId],
      );
      if (changed === 0)
        throw new Problem('mandate/adviser-unknown', {}, [
          { path: 'accountId', message: { fr: 'Conseiller inconnu.', en: 'Unknown adviser.' } },
        ]);
      await this.note(tx, me, row, 'reassign', { before: row.leadAdviserId, after: accountId });
      await record(tx, { type: 'mandate.reassigned', aggregateId: id, payload: { profileId: row.profileId } });
    });
  }

  async one(me: Person, id: string): Promise<MandateView> {
    const row = await readMandate(this.db, id);
    allowOrHide(me, 'mandate:read', 'mandate/unknown', {}, row);
    return mandateViewOf(me, row);
  }

  /** The freelancer’s own mandates, newest first. */
  mine(me: Person, query: MandateQuery): Promise<MandatePage> {
    allow(me, 'mandate:list-own');
    return this.page(me, query, { profileId: me.profileId ?? NOBODY, agencyId: null });
  }

  /** The people the current agency accompanies, or has proposed to, newest first. */
  caseload(me: Person, query: MandateQuery): Promise<MandatePage> {
    allow(me, 'mandate:list-caseload');
    return this.page(me, query, { profileId: null, agencyId: me.current?.organisationId ?? NOBODY });
  }

  /** A command on a locked mandate: the right first, then the move that the view of this very reader offers. */
  private move(
    me: Person,
    id: string,
    right: Extract<Right, 'mandate:answer' | 'mandate:end' | 'mandate:reassign'>,
    move: MandateMove,
    work: (tx: EntityManager, row: MandateRow) => Promise<void>,
  ): Promise<MandateView> {
    return transaction(this.db, async (tx) => {
      const row = await readMandate(tx, id, true);
      allowOrHide(me, right, 'mandate/unknown', {}, row);
      if (!mandateViewOf(me, row).moves.includes(move))
        throw new Problem('lifecycle/move-refused', { state: stateOf(row), move });
      await work(tx, row);
      return mandateViewOf(me, await readMandate(tx, id));
    });
  }

  private async note(tx: EntityManager, me: Person, row: MandateRow, move: MandateMove, detail: object): Promise<void> {
    await logTransition(tx, moverOf(me), {
      aggregate: 'mandate',
      aggregateId: row.id,
      move,
      from: row.state,
      to: row.state,
      detail: { ...detail },
    });
  }

  /** A proposal past its day does not stand in the way of a new one, even before the clockwork came by. */
  private async lapseDue(tx: EntityManager, agencyId: string, profileId: string): Promise<void> {
    const [due] = await tx.query<{ id: string }[]>(
      `select id from mandate where agency_id = $1 and profile_id = $2 and state = 'PROPOSED' and expires_at <= now() for update`,
      [agencyId, profileId],
    );
    if (due) await moveMandate(tx, await readMandate(tx, due.id, true), 'expire', SYSTEM);
  }

  /** By profile, only one that agencies can see; by address, the person confirmed it. */
  private async findPerson(tx: EntityManager, draft: MandateDraft): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      `select p.id from profile p join account a on a.id = p.account_id and a.status = 'ACTIVE'
       where p.state <> 'ARCHIVED' and ${
         draft.profileId
           ? `p.id = $1 and p.state = 'PUBLISHED' and p.visibility <> 'HIDDEN'`
           : `a.email = $1 and a.email_verified_at is not null`
       }`,
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
    const rows = await this.db.query<MandateRow[]>(
      `${MANDATE_SQL} where ($1::uuid is null or m.profile_id = $1) and ($2::uuid is null or m.agency_id = $2)
         and ($3::text is null or ${STATE_SQL} = $3) and ($4::uuid is null or m.id < $4) order by m.id desc limit $5`,
      [of.profileId, of.agencyId, query.state ?? null, after?.[0] ?? null, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => mandateViewOf(me, row)),
      nextCursor: last ? this.cursors.sign(scope, [last.id]) : null,
    };
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

const unique = (scopes: readonly MandateScope[]): MandateScope[] => [...new Set(scopes)].toSorted();

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});
