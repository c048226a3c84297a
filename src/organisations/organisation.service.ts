import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  OrganisationDraft,
  OrganisationEdit,
  OrganisationQuery,
  OrganisationView,
  VerificationVerdict,
} from '#libs/contracts/organisation';
import { Problem } from '#libs/errors/problem';
import { findPlace, placeByCode } from '#libs/geo/places';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, allowOrHide, can } from '../access/allow';
import { Cursors } from '../http/cursor';
import { moveOfEdit, type Verification, verificationLifecycle, type VerificationMove } from './organisation.lifecycle';
import { isSiret } from './siret';

interface Row extends Omit<OrganisationView, 'place' | 'createdAt' | 'myRole'> {
  placeCode: string | null;
  placeName: string | null;
  departement: string | null;
  lat: number | null;
  lon: number | null;
  createdAt: Date;
}

const SELECT = `
  select id, version, kind, name, siret, naf, size, description, website, searchable,
    max_contacts_per_month as "maxContactsPerMonth", covered_departements as "coveredDepartements", verification,
    verification_reason as "verificationReason", accreditation, place_code as "placeCode", place_name as "placeName",
    departement, lat, lon, created_at as "createdAt"
  from organisation`;

const COLUMN: Record<keyof OrganisationEdit, string> = {
  name: 'name',
  siret: 'siret',
  naf: 'naf',
  place: 'place_name',
  size: 'size',
  description: 'description',
  website: 'website',
  searchable: 'searchable',
  maxContactsPerMonth: 'max_contacts_per_month',
  coveredDepartements: 'covered_departements',
};

/** Employers, agencies, service providers: created by a person, verified by the platform. */
@Injectable()
export class OrganisationService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** Creates an organisation whose first administrator is the person; it waits for verification. */
  create(me: Person, { kind, ...draft }: OrganisationDraft): Promise<OrganisationView> {
    allow(me, 'organisation:create');
    return transaction(this.db, async (tx) => {
      const id = newId();
      await tx.query(`insert into organisation (id, kind, name, accreditation) values ($1, $2, $3, $4)`, [
        id,
        kind,
        draft.name,
        kind === 'AGENCY' ? 'PENDING' : 'NOT_REQUIRED',
      ]);
      await this.write(tx, id, draft);
      await tx.query(`insert into membership (id, organisation_id, account_id, role) values ($1, $2, $3, 'ADMIN')`, [
        newId(),
        id,
        me.accountId,
      ]);
      await logTransition(tx, moverOf(me), {
        aggregate: 'organisation',
        aggregateId: id,
        move: 'create',
        from: null,
        to: 'PENDING',
      });
      await record(tx, { type: 'organisation.created', aggregateId: id });
      return view(await this.row(tx, id), 'ADMIN');
    });
  }

  async read(me: Person, id: string): Promise<OrganisationView> {
    const row = await this.row(this.db, id);
    allowOrHide(
      me,
      'organisation:read',
      'organisation/unknown',
      {},
      { organisationId: id, verified: row.verification === 'VERIFIED' },
    );
    const role = roleOf(me, id);
    if (role !== null || can(me, 'organisation:verify')) return view(row, role);
    // What the platform answered and how it is limited is between the platform and its members.
    return { ...view(row, null), verificationReason: null, maxContactsPerMonth: null };
  }

  /** Replaces the fields given. Who changes name or SIRET once verified, or anything once rejected, waits for a verdict again. */
  edit(me: Person, id: string, version: number, edit: OrganisationEdit): Promise<OrganisationView> {
    return transaction(this.db, async (tx) => {
      const row = await this.row(tx, id, true);
      allowOrHide(me, 'organisation:administer', 'organisation/unknown', {}, { organisationId: id });
      if (row.version !== version) throw new Problem('request/stale');
      await this.write(tx, id, edit);
      await tx.query(`update organisation set version = version + 1 where id = $1`, [id]);
      const move = moveOfEdit(row, edit);
      if (move) await this.go(tx, row, move, moverOf(me));
      return view(await this.row(tx, id), roleOf(me, id));
    });
  }

  /** The platform’s verdict on the version that was read. A refusal says why. */
  verify(
    me: Person,
    id: string,
    version: number,
    { decision, reason }: VerificationVerdict,
  ): Promise<OrganisationView> {
    allow(me, 'organisation:verify');
    if (decision === 'REJECTED' && reason.length < 5)
      throw new Problem('organisation/reason-needed', {}, [
        { path: 'reason', message: { fr: 'Donnez la raison.', en: 'Give the reason.' } },
      ]);
    return transaction(this.db, async (tx) => {
      const row = await this.row(tx, id, true);
      if (row.version !== version) throw new Problem('request/stale');
      if (decision === 'VERIFIED' && row.siret) await this.refuseTakenSiret(tx, id, row.kind, row.siret);
      await tx.query(`update organisation set version = version + 1 where id = $1`, [id]);
      await this.go(tx, row, decision === 'VERIFIED' ? 'verify' : 'reject', moverOf(me), reason || null);
      return view(await this.row(tx, id), roleOf(me, id));
    });
  }

  /** Organisations by verification, oldest first: the platform’s work list. */
  async toVerify(
    me: Person,
    query: OrganisationQuery,
  ): Promise<{ items: OrganisationView[]; nextCursor: string | null }> {
    allow(me, 'organisation:verify');
    const scope = { list: 'organisations', verification: query.verification };
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<Row[]>(
      `${SELECT} where verification = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
      [query.verification, after?.[0] ?? null, query.limit + 1],
    );
    const items = rows.slice(0, query.limit).map((row) => view(row, null));
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? this.cursors.sign(scope, [last.id]) : null };
  }

  /** Takes an arrow of the verification on a locked row; the accreditation of an agency goes with it. */
  private async go(
    tx: EntityManager,
    row: Row,
    move: VerificationMove,
    mover: Mover,
    reason: string | null = null,
  ): Promise<void> {
    const to = nextState<Verification, VerificationMove>(verificationLifecycle, row.verification, move);
    await tx.query(
      `update organisation set verification = $2, verification_reason = $3,
         verified_at = case when $2 = 'PENDING' then null else now() end, verified_by = case when $2 = 'PENDING' then null else $4::uuid end,
         accreditation = case when kind <> 'AGENCY' then accreditation when $2 = 'VERIFIED' then 'VALIDATED'
           when $2 = 'REJECTED' then 'REFUSED' else 'PENDING' end
       where id = $1`,
      [row.id, to, reason, mover.id],
    );
    await logTransition(tx, mover, {
      aggregate: 'organisation',
      aggregateId: row.id,
      move,
      from: row.verification,
      to,
      reason,
    });
    await record(tx, { type: EVENT[to], aggregateId: row.id });
  }

  private async row(db: Pick<EntityManager, 'query'>, id: string, lock = false): Promise<Row> {
    const [row] = await db.query<Row[]>(`${SELECT} where id = $1 ${lock ? 'for update' : ''}`, [id]);
    if (!row) throw new Problem('organisation/unknown');
    return row;
  }

  private async write(tx: EntityManager, id: string, { place, ...edit }: OrganisationEdit): Promise<void> {
    if (edit.siret && !isSiret(edit.siret))
      throw new Problem('organisation/siret-wrong', {}, [
        { path: 'siret', message: { fr: 'SIRET incorrect.', en: 'Wrong SIRET.' } },
      ]);
    for (const [field, value] of Object.entries(edit) as [keyof typeof edit, unknown][])
      await tx.query(`update organisation set ${COLUMN[field]} = $2 where id = $1`, [id, value]);
    if (place === undefined) return;
    const found = place === null ? null : (placeByCode(place) ?? findPlace(place));
    if (found === undefined)
      throw new Problem('organisation/place-unknown', { place }, [
        { path: 'place', message: { fr: 'Lieu inconnu.', en: 'Unknown place.' } },
      ]);
    await tx.query(
      `update organisation set place_code = $2, place_name = $3, departement = $4, lat = $5, lon = $6 where id = $1`,
      [
        id,
        found?.code ?? null,
        found?.name ?? null,
        found?.departement ?? null,
        found?.lat ?? null,
        found?.lon ?? null,
      ],
    );
  }

  private async refuseTakenSiret(tx: EntityManager, id: string, kind: string, siret: string): Promise<void> {
    const taken = await tx.query<unknown[]>(
      `select id from organisation where kind = $1 and siret = $2 and verification = 'VERIFIED' and id <> $3`,
      [kind, siret, id],
    );
    if (taken.length > 0) throw new Problem('organisation/siret-taken');
  }
}

const EVENT = {
  PENDING: 'organisation.verification-reopened',
  VERIFIED: 'organisation.verified',
  REJECTED: 'organisation.rejected',
} as const satisfies Record<Verification, string>;

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});

const roleOf = (me: Person, id: string): OrganisationView['myRole'] =>
  me.memberships.find((membership) => membership.organisationId === id)?.role ?? null;

function view(
  { placeCode, placeName, departement, lat, lon, createdAt, ...row }: Row,
  myRole: OrganisationView['myRole'],
): OrganisationView {
  return {
    ...row,
    place:
      placeName === null || lat === null || lon === null
        ? null
        : { code: placeCode, name: placeName, departement, lat, lon },
    myRole,
    createdAt: createdAt.toISOString(),
  };
}
