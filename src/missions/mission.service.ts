import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { MissionClosing, MissionDraft, MissionEdit, MissionView } from '#libs/contracts/mission';
import { type Locale, Problem } from '#libs/errors/problem';
import { daysLater, now, parisDate } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/ids';
import { record } from '#libs/outbox/outbox';
import { logTransition } from '#libs/outbox/transition';
import { transaction, updateVersioned } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, allowOrHide, can } from '../access/allow';
import { Lexicon } from '../taxonomy/lexicon';
import { lintMission, missingToPublish, newBlockers } from './lint';
import { Mission } from './mission.entity';
import { blankMission, editedColumns, isMaterial } from './mission.fields';
import { LIFE_DAYS, mayReopen, type MissionArrow, refuseBeside } from './mission.lifecycle';
import { type MissionRow, readMissionRows, readMissionView } from './mission.views';
import { inPlace, lockMission, moverOf, type Step, walkMission } from './mission.walk';
import { refuseUnknown, writeSkills } from './mission.writing';
import { fillIfFull } from './seats';

/** The commands of an employer on its missions. Reads are in mission.views and mission.reading. */
@Injectable()
export class MissionService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly lexicon: Lexicon,
  ) {}

  /** A new draft for the employer the person acts for. */
  draft(me: Person, { skills, ...draft }: MissionDraft, locale: Locale): Promise<MissionView> {
    if (me.current?.kind !== 'EMPLOYER') throw new Problem('mission/employer-needed');
    allow(me, 'mission:draft');
    const { organisationId } = me.current;
    return transaction(this.db, async (tx) => {
      const at = now();
      const blank = {
        ...blankMission(),
        organisationId,
        contactAccountId: me.accountId,
        id: newId(),
        title: draft.title,
        createdAt: at,
        updatedAt: at,
      } as Mission;
      const mission = { ...blank, ...editedColumns(blank, { ...draft, skills }) };
      await refuseUnknown(tx, organisationId, mission);
      await tx.insert(Mission, mission);
      if (skills) await writeSkills(tx, this.lexicon, mission.id, skills);
      await sayCreated(tx, me, mission.id);
      return readMissionView(tx, mission.id, me, locale);
    });
  }

  /**
   * Changes a draft or a live mission. What is online stays fit to be: complete, and without wording that nobody looked
   * at. A material change tells the applicants.
   */
  edit(me: Person, id: string, version: number, edit: MissionEdit, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      if (mission.version !== version) throw new Problem('request/stale');
      refuseBeside(mission.state, 'edit');
      const before = await readRow(tx, id, locale);
      const columns = editedColumns(mission, edit);
      await refuseUnknown(tx, mission.organisationId, columns);
      await updateVersioned(tx, Mission, mission, { ...columns, rev: mission.rev + 1, updatedAt: now() });
      if (edit.skills) await writeSkills(tx, this.lexicon, id, edit.skills);
      if (mission.state !== 'DRAFT') {
        const after = await readRow(tx, id, locale);
        refuseUnfit(before, after, edit);
        const material = isMaterial(mission, columns) || asked(before) !== asked(after);
        await record(tx, { type: 'mission.changed', aggregateId: id, payload: { material } });
        await fillIfFull(tx, id);
      }
      return readMissionView(tx, id, me, locale);
    });
  }

  /** Publishes at once when the employer is verified and the wording is clean; otherwise a moderator looks first. */
  submit(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async (tx) => {
      const row = await readRow(tx, id, locale);
      const today = parisDate(now());
      const missing = missingToPublish(row, today);
      if (missing.length > 0) throw new Problem('mission/incomplete', {}, missing);
      const clean = !lintMission(row, today, locale).some((finding) => finding.blocking);
      return { arrow: me.current?.verified && clean ? 'publish' : 'submit', changes: { verdict: null } };
    });
  }

  pause(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async () => ({ arrow: 'pause' }));
  }

  /** Takes applications again. Throws `mission/limit-reached` while as many came as the employer wanted. */
  resume(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async (tx, mission) => {
      const { applications } = await readRow(tx, id, locale);
      if (mission.state === 'PAUSED' && applications >= mission.maxApplications)
        throw new Problem('mission/limit-reached', { limit: mission.maxApplications }, [
          { path: 'maxApplications', message: { fr: 'Augmentez ce nombre.', en: 'Raise this number.' } },
        ]);
      return { arrow: 'resume', changes: { pauseReason: null } };
    });
  }

  fill(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async () => ({ arrow: 'fill' }));
  }

  /** Ends a mission before its time: its employer, or the platform, which then says why. */
  close(me: Person, id: string, closing: MissionClosing, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await lockMission(tx, id);
      allowOrHide(me, 'mission:close', 'mission/unknown', {}, mission);
      const byPlatform = !can(me, 'mission:run', mission);
      if (byPlatform && closing.comment.length < 5)
        throw new Problem('mission/reason-needed', {}, [
          { path: 'comment', message: { fr: 'Cinq caractères au moins.', en: 'At least five characters.' } },
        ]);
      await walkMission(tx, mission, 'close', moverOf(me), {
        reason: byPlatform ? closing.comment : closing.reason,
        changes: {
          closingReason: closing.reason,
          closingChannel: closing.channel,
          closingComment: closing.comment,
          ...(byPlatform ? { verdict: closing.comment } : {}),
        },
        payload: { by: byPlatform ? 'PLATFORM' : 'EMPLOYER' },
      });
      return readMissionView(tx, id, me, locale);
    });
  }

  /** Back online for sixty days. A deadline that has passed is forgotten. */
  reopen(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return this.move(me, id, locale, async (_tx, mission) => {
      if (mission.closedAt && !mayReopen(mission.closedAt, now())) throw new Problem('mission/too-late-to-reopen');
      if (mission.seatsFilled >= mission.seats) throw new Problem('mission/seats-taken');
      const { applyDeadline, prolongations } = mission;
      const passed = applyDeadline !== null && applyDeadline < parisDate(now());
      return {
        arrow: 'reopen',
        changes: {
          closingReason: null,
          closingChannel: null,
          closingComment: null,
          applyDeadline: passed ? null : applyDeadline,
          prolongations: prolongations + 1,
        },
      };
    });
  }

  /** Sixty more days, from today. */
  extend(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      refuseBeside(mission.state, 'extend');
      const expiresAt = daysLater(now(), LIFE_DAYS);
      const changes = { expiresAt, prolongations: mission.prolongations + 1, expiryNotice: 0, updatedAt: now() };
      await updateVersioned(tx, Mission, mission, changes);
      await logTransition(tx, moverOf(me), { ...inPlace(mission, 'extend'), detail: { expiresAt } });
      await record(tx, { type: 'mission.extended', aggregateId: id });
      return readMissionView(tx, id, me, locale);
    });
  }

  /** Puts a mission that is over away from the lists. */
  archive(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      refuseBeside(mission.state, 'archive');
      if (mission.archivedAt === null) {
        await updateVersioned(tx, Mission, mission, { archivedAt: now() });
        await logTransition(tx, moverOf(me), inPlace(mission, 'archive'));
        await record(tx, { type: 'mission.archived', aggregateId: id });
      }
      return readMissionView(tx, id, me, locale);
    });
  }

  /** A new draft with the same content; dates are left out. */
  duplicate(me: Person, id: string, locale: Locale): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const source = await this.take(tx, me, id);
      refuseBeside(source.state, 'duplicate');
      const copy = newId();
      await tx.insert(Mission, {
        ...source,
        ...BEGINNINGS,
        id: copy,
        contactAccountId: me.accountId,
        createdAt: now(),
        updatedAt: now(),
      });
      await tx.query(
        `insert into mission_skill (mission_id, skill_id, label, importance, must, weight, min_level, position)
         select $2, skill_id, label, importance, must, weight, min_level, position from mission_skill where mission_id = $1`,
        [id, copy],
      );
      await sayCreated(tx, me, copy, id);
      return readMissionView(tx, copy, me, locale);
    });
  }

  /** Deletes a draft: no applicant has seen it. */
  discard(me: Person, id: string, version: number): Promise<void> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      if (mission.version !== version) throw new Problem('request/stale');
      refuseBeside(mission.state, 'delete');
      await tx.delete(Mission, { id });
      await logTransition(tx, moverOf(me), { ...inPlace(mission, 'delete'), to: 'DELETED' });
      await record(tx, { type: 'mission.deleted', aggregateId: id });
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
      const mission = await lockMission(tx, id);
      await walkMission(tx, mission, arrow, moverOf(me), { changes: { verdict: reason }, reason });
      return readMissionView(tx, id, me, locale);
    });
  }

  private async move(
    me: Person,
    id: string,
    locale: Locale,
    decide: (tx: EntityManager, mission: Mission) => Promise<Step & { arrow: MissionArrow }>,
  ): Promise<MissionView> {
    return transaction(this.db, async (tx) => {
      const mission = await this.take(tx, me, id);
      const { arrow, ...step } = await decide(tx, mission);
      await walkMission(tx, mission, arrow, moverOf(me), step);
      return readMissionView(tx, id, me, locale);
    });
  }

  /** Locks a mission the person may run; anyone else is told it does not exist. */
  private async take(tx: EntityManager, me: Person, id: string): Promise<Mission> {
    const mission = await lockMission(tx, id);
    allowOrHide(me, 'mission:run', 'mission/unknown', {}, mission);
    return mission;
  }
}

/** What a copy does not take from its source. */
const BEGINNINGS = {
  state: 'DRAFT',
  origin: 'DUPLICATE',
  source: null,
  externalRef: null,
  startsOn: null,
  applyDeadline: null,
  expiresAt: null,
  publishedAt: null,
  seatsFilled: 0,
  prolongations: 0,
  expiryNotice: 0,
  verdict: null,
  closingReason: null,
  closingChannel: null,
  closingComment: null,
  closedAt: null,
  archivedAt: null,
  pauseReason: null,
  rev: 1,
  version: 1,
} as const satisfies Partial<Mission>;

async function sayCreated(tx: EntityManager, me: Person, id: string, copyOf?: string): Promise<void> {
  await logTransition(tx, moverOf(me), {
    aggregate: 'mission',
    aggregateId: id,
    move: 'create',
    from: null,
    to: 'DRAFT',
    detail: copyOf === undefined ? {} : { copyOf },
  });
  await record(tx, { type: 'mission.created', aggregateId: id });
}

async function readRow(tx: EntityManager, id: string, locale: Locale): Promise<MissionRow> {
  const [row] = await readMissionRows(tx, [id], null, locale);
  if (!row) throw new Problem('mission/unknown');
  return row;
}

/** The skills asked, as something to compare. */
const asked = ({ skills }: MissionRow): string =>
  JSON.stringify(
    skills
      .map(({ skillId, importance, must, weight, minLevel }) => [skillId, importance, must, weight, minLevel])
      .sort((a, b) => Number(a[0]) - Number(b[0])),
  );

/** Refuses an edit of a live mission that would take away what it was published with, or bring in refused wording. */
function refuseUnfit(before: MissionRow, after: MissionRow, edit: MissionEdit): void {
  const today = parisDate(now());
  const missing = missingToPublish(after, today).filter(({ path }) => path in edit);
  if (missing.length > 0) throw new Problem('mission/incomplete', {}, missing);
  const refused = newBlockers(before, after, today);
  if (refused.length > 0) throw new Problem('mission/wording-refused', {}, refused);
}
