import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  MissionClosing,
  MissionDraft,
  MissionEdit,
  MissionSkillDraft,
  MissionView,
} from '#libs/contracts/mission';
import { type Locale, Problem } from '#libs/errors/problem';
import { daysLater, now } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { transaction, updateVersioned } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, allowOrHide } from '../access/allow';
import { Lexicon } from '../taxonomy/lexicon';
import { resolveWrittenSkills } from '../taxonomy/written-skills';
import { lintMission, missingToPublish } from './lint';
import { Mission } from './mission.entity';
import { blankMission, editedColumns, isMaterial } from './mission.fields';
import {
  LIFE_DAYS,
  mayBeside,
  mayReopen,
  type MissionArrow,
  missionEvents,
  missionLifecycle,
} from './mission.lifecycle';
import { readMissionView } from './mission.views';

/** The commands on missions. Reads are in mission.views and mission.reading. */
@Injectable()
export class MissionService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly lexicon: Lexicon,
  ) {}

  /** A new draft for the employer the person acts for. */
  draft(me: Person, draft: MissionDraft, locale: Locale): Promise<MissionView> {
    if (me.current?.kind !== 'EMPLOYER') throw new Problem('mission/employer-needed');
    allow(me, 'mission:draft');
    const organisationId = me.current.organisationId;
    return transaction(this.db, async (tx) => {
      const mission = await this.insert(tx, { organisationId, contactAccountId: me.accountId }, draft);
      await logTransition(tx, moverOf(me), creation(mission.id));
      return readMissionView(tx, mission.id, me, locale);
    });
  }

  /** Changes a draft or a live mission. A material change of a live one raises its revision and tells applicants. */
  edit(me: Person, id: string, version: number, edit: MissionEdit, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      if (mission.version !== version) throw new Problem('request/stale');
      if (!mayBeside(mission.state, 'edit'))
        throw new Problem('lifecycle/move-refused', { state: mission.state, move: 'edit' });
      const columns = editedColumns(mission, edit);
      await this.refuseUnknownOccupation(tx, columns);
      const live = mission.state !== 'DRAFT';
      const material = live && (isMaterial(mission, columns) || edit.skills !== undefined);
      await updateVersioned(tx, Mission, mission, { ...columns, rev: mission.rev + 1, updatedAt: now() });
      if (edit.skills) await this.writeSkills(tx, id, edit.skills);
      await record(tx, { type: 'mission.changed', aggregateId: id, payload: { material } });
      return readMissionView(tx, id, me, locale);
    });
  }

  /** Publishes at once when the employer is verified and the wording is clean; otherwise a moderator looks first. */
  submit(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async (tx, mission) => {
      const view = await readMissionView(tx, id, me, locale);
      const linted = { ...mission, skills: view.skills };
      const missing = missingToPublish(linted);
      if (missing.length > 0) throw new Problem('mission/incomplete', {}, missing);
      const clean = !lintMission(linted, locale).some((finding) => finding.blocking);
      return { arrow: me.current?.verified && clean ? 'publish' : 'submit', changes: { verdict: null } };
    });
  }

  /** An arrow without anything more to say. */
  simply(me: Person, id: string, arrow: 'pause' | 'resume' | 'fill', locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async () => ({ arrow, changes: { pauseReason: null } }));
  }

  close(me: Person, id: string, closing: MissionClosing, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async () => ({
      arrow: 'close',
      reason: closing.reason,
      changes: { closingReason: closing.reason, closingChannel: closing.channel, closingComment: closing.comment },
    }));
  }

  reopen(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async (_tx, mission) => {
      if (mission.closedAt && !mayReopen(mission.closedAt, now())) throw new Problem('mission/too-late-to-reopen');
      if (mission.seatsFilled >= mission.seats) throw new Problem('mission/seats-taken');
      return {
        arrow: 'reopen',
        changes: { closingReason: null, closingChannel: null, prolongations: mission.prolongations + 1 },
      };
    });
  }

  /** A decision of the platform on a mission, with its reason when it is unfavourable. */
  moderate(
    me: Person,
    id: string,
    arrow: 'approve' | 'reject' | 'request-changes' | 'suspend',
    reason: string | null,
    locale: Locale,
  ): Promise<MissionView> {
    allow(me, 'mission:moderate');
    return transaction(this.db, async (tx) => {
      const mission = await this.lock(tx, id);
      await this.go(tx, mission, arrow, moverOf(me), { verdict: reason }, reason);
      return readMissionView(tx, id, me, locale);
    });
  }

  /** Sixty more days, from today. */
  extend(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      if (!mayBeside(mission.state, 'extend'))
        throw new Problem('lifecycle/move-refused', { state: mission.state, move: 'extend' });
      const expiresAt = daysLater(now(), LIFE_DAYS);
      const changes = { expiresAt, prolongations: mission.prolongations + 1, expiryNotice: 0, updatedAt: now() };
      await updateVersioned(tx, Mission, mission, changes);
      await logTransition(tx, moverOf(me), { ...staying(mission, 'extend'), detail: { expiresAt } });
      return readMissionView(tx, id, me, locale);
    });
  }

  /** A new draft with the same content; dates are left out. */
  duplicate(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const source = await this.take(tx, me, id);
      const copy = newId();
      await tx.insert(Mission, {
        ...source,
        ...ENDINGS,
        id: copy,
        state: 'DRAFT',
        origin: 'DUPLICATE',
        contactAccountId: me.accountId,
        source: null,
        externalRef: null,
        startsOn: null,
        applyDeadline: null,
        expiresAt: null,
        publishedAt: null,
        seatsFilled: 0,
        prolongations: 0,
        rev: 1,
        version: 1,
        createdAt: now(),
        updatedAt: now(),
      });
      await tx.query(
        `insert into mission_skill select $2, skill_id, label, importance, must, weight, min_level, position from mission_skill where mission_id = $1`,
        [id, copy],
      );
      await logTransition(tx, moverOf(me), { ...creation(copy), detail: { copyOf: id } });
      return readMissionView(tx, copy, me, locale);
    });
  }

  /** Deletes a draft: nobody has seen it. */
  discard(me: Person, id: string, version: number): Promise<void> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      if (mission.version !== version) throw new Problem('request/stale');
      if (!mayBeside(mission.state, 'delete'))
        throw new Problem('lifecycle/move-refused', { state: mission.state, move: 'delete' });
      await tx.delete(Mission, { id });
      await logTransition(tx, moverOf(me), { ...staying(mission, 'delete'), to: 'DELETED' });
    });
  }

  /**
   * Takes an arrow in the caller’s transaction: state, log row, events. For the system’s own moves (expiry, filling,
   * pausing) and for every command above. The mission must be locked.
   */
  async go(
    tx: EntityManager,
    mission: Mission,
    arrow: MissionArrow,
    mover: Mover,
    changes: Partial<Mission> = {},
    reason: string | null = null,
  ): Promise<void> {
    const to = nextState(missionLifecycle, mission.state, arrow);
    const at = now();
    const opening = ['publish', 'approve', 'reopen'].includes(arrow);
    const ending = ['FILLED', 'CLOSED', 'EXPIRED'].includes(to);
    await updateVersioned(tx, Mission, mission, {
      ...changes,
      ...(opening
        ? {
            publishedAt: mission.publishedAt ?? at,
            expiresAt: daysLater(at, LIFE_DAYS),
            closedAt: null,
            expiryNotice: 0,
          }
        : {}),
      ...(ending ? { closedAt: at } : {}),
      state: to,
      rev: mission.rev + 1,
      updatedAt: at,
    });
    await logTransition(tx, mover, {
      aggregate: 'mission',
      aggregateId: mission.id,
      move: arrow,
      from: mission.state,
      to,
      reason,
    });
    await record(
      tx,
      { type: missionEvents[arrow], aggregateId: mission.id },
      { type: 'mission.changed', aggregateId: mission.id, payload: { material: false } },
    );
  }

  /** Locks and reads a mission. Throws `mission/unknown`. */
  async lock(tx: EntityManager, id: string): Promise<Mission> {
    const mission = await tx.findOne(Mission, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!mission) throw new Problem('mission/unknown');
    return mission;
  }

  private async move(
    me: Person,
    id: string,
    locale: Locale,
    decide: (
      tx: EntityManager,
      mission: Mission,
    ) => Promise<{ arrow: MissionArrow; changes?: Partial<Mission>; reason?: string }>,
  ): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      const { arrow, changes, reason } = await decide(tx, mission);
      await this.go(tx, mission, arrow, moverOf(me), changes, reason ?? null);
      return readMissionView(tx, id, me, locale);
    });
  }

  /** Locks a mission the person may run; anyone else is told it does not exist. */
  private async take(tx: EntityManager, me: Person, id: string): Promise<Mission> {
    const mission = await this.lock(tx, id);
    allowOrHide(me, 'mission:run', 'mission/unknown', {}, mission);
    return mission;
  }

  private async insert(
    tx: EntityManager,
    owner: { organisationId: string; contactAccountId: string | null },
    { skills, ...draft }: MissionDraft,
  ): Promise<Mission> {
    const at = now();
    const blank = {
      ...blankMission(),
      ...owner,
      id: newId(),
      title: draft.title,
      createdAt: at,
      updatedAt: at,
    } as Mission;
    const mission = { ...blank, ...editedColumns(blank, { ...draft, skills }) };
    await this.refuseUnknownOccupation(tx, mission);
    await tx.insert(Mission, mission);
    if (skills) await this.writeSkills(tx, mission.id, skills);
    return mission;
  }

  private async writeSkills(tx: EntityManager, id: string, drafts: readonly MissionSkillDraft[]): Promise<void> {
    const skills = await resolveWrittenSkills(tx, this.lexicon, drafts);
    await tx.query(`delete from mission_skill where mission_id = $1`, [id]);
    await tx.query(
      `insert into mission_skill (mission_id, skill_id, label, importance, must, weight, min_level, position)
       select $1, s, l, i, m and i = 'REQUIRED', w, n, row_number() over () from unnest($2::int[], $3::text[], $4::text[], $5::bool[], $6::int[], $7::int[]) as t(s, l, i, m, w, n)`,
      [
        id,
        skills.map((skill) => skill.skillId),
        skills.map((skill) => skill.label),
        skills.map((skill) => skill.importance),
        skills.map((skill) => skill.must),
        skills.map((skill) => skill.weight),
        skills.map((skill) => skill.minLevel),
      ],
    );
  }

  private async refuseUnknownOccupation(tx: EntityManager, { occupationId }: Partial<Mission>): Promise<void> {
    if (occupationId === undefined || occupationId === null) return;
    const rows = await tx.query<unknown[]>(`select id from occupation where id = $1`, [occupationId]);
    if (rows.length === 0)
      throw new Problem('mission/occupation-unknown', {}, [
        { path: 'occupationId', message: { fr: 'Métier inconnu.', en: 'Unknown occupation.' } },
      ]);
  }
}

const ENDINGS = {
  verdict: null,
  closingReason: null,
  closingChannel: null,
  closingComment: null,
  closedAt: null,
  pauseReason: null,
};

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});

const creation = (id: string) => ({ aggregate: 'mission', aggregateId: id, move: 'create', from: null, to: 'DRAFT' });

const staying = (mission: Mission, move: string) => ({
  aggregate: 'mission',
  aggregateId: mission.id,
  move,
  from: mission.state,
  to: mission.state as string,
});
