import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { ProfileEdit, ProfileReading, ProfileView, SkillDraft } from '#libs/contracts/profile';
import { type Locale, Problem } from '#libs/errors/problem';
import { now } from '#libs/kernel/clock';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { transaction, updateVersioned } from '#libs/persistence/transaction';
import type { Actor, Person } from '../access/actor';
import { allowOrHide, can } from '../access/allow';
import { Cursors } from '../http/cursor';
import { type History, readHistory } from '../http/history';
import { Lexicon } from '../taxonomy/lexicon';
import { resolveWrittenSkills } from '../taxonomy/written-skills';
import { completenessOf, missingToPublish } from './completeness';
import { ensureProfile } from './ensure-profile';
import { Profile } from './profile.entity';
import { editedColumns } from './profile.fields';
import { type ProfileArrow, profileEvents, profileLifecycle, profileMovesFor } from './profile.lifecycle';
import { profileStanding } from './profile.standing';
import { measured, readProfileRows, toProfileCard, toProfileView } from './profile.views';

/** Profiles: their owner writes and moves them, others read what they may. */
@Injectable()
export class ProfileService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly lexicon: Lexicon,
    private readonly cursors: Cursors,
  ) {}

  /** The person’s own profile, created empty on first sight. */
  async own(me: Person, locale: Locale): Promise<ProfileView> {
    const id = me.profileId ?? (await this.begin(me));
    return this.viewOf(this.db, id, locale);
  }

  /** Someone’s profile: the card, and the whole for those who may read it. Throws `profile/unknown`. */
  async read(actor: Actor, id: string, locale: Locale): Promise<ProfileReading> {
    const subject = await profileStanding(this.db, actor, id);
    if (!subject || !can(actor, 'profile:read-card', subject)) throw new Problem('profile/unknown');
    const [row] = await readProfileRows(this.db, [id], locale);
    if (!row) throw new Problem('profile/unknown');
    const owner = actor.kind === 'PERSON' && actor.profileId === id;
    return {
      card: toProfileCard(row),
      full: can(actor, 'profile:read-full', subject) ? toProfileView(row, { owner }, locale) : null,
    };
  }

  editOwn(me: Person, version: number, edit: ProfileEdit, locale: Locale): Promise<ProfileView> {
    if (me.profileId === null) throw new Problem('profile/none');
    return this.edit(me, me.profileId, version, edit, locale);
  }

  /** Replaces the sections given. An adviser with EDIT_PROFILE may; the freelancer is told. Throws `request/stale`. */
  edit(me: Person, id: string, version: number, edit: ProfileEdit, locale: Locale): Promise<ProfileView> {
    return transaction(this.db, async (tx) => {
      const profile = await this.lock(tx, id);
      const subject = await profileStanding(tx, me, id);
      if (!subject) throw new Problem('profile/unknown');
      allowOrHide(me, 'profile:edit', 'profile/unknown', {}, subject);
      if (profile.version !== version) throw new Problem('request/stale');
      const columns = editedColumns(profile, edit, now());
      if (edit.skills) await this.writeSkills(tx, id, edit.skills);
      if (edit.occupationIds) await this.writeOccupations(tx, id, edit.occupationIds);
      const [row] = await readProfileRows(tx, [id], locale);
      const completeness = row ? completenessOf(measured({ ...row, ...columns } as typeof row)) : profile.completeness;
      await updateVersioned(tx, Profile, profile, { ...columns, completeness, rev: profile.rev + 1, updatedAt: now() });
      await record(tx, { type: 'profile.changed', aggregateId: id });
      if (me.profileId !== id) {
        await logTransition(tx, moverOf(me), {
          aggregate: 'profile',
          aggregateId: id,
          move: 'edit',
          from: profile.state,
          to: profile.state,
        });
        await record(tx, { type: 'profile.edited-by-adviser', aggregateId: id, payload: { adviserId: me.accountId } });
      }
      return this.viewOf(tx, id, locale, me.profileId === id);
    });
  }

  /** Takes an arrow of the lifecycle. Publishing says, field by field, what is missing. */
  move(me: Person, arrow: ProfileArrow, locale: Locale): Promise<ProfileView> {
    return this.change(me, locale, async (tx, profile) => {
      const to = nextState(profileLifecycle, profile.state, arrow);
      if (arrow === 'publish') {
        const [row] = await readProfileRows(tx, [profile.id], locale);
        const missing = row ? missingToPublish(measured(row)) : [];
        if (missing.length > 0) throw new Problem('profile/incomplete', {}, missing);
      }
      const publishedAt = to === 'PUBLISHED' ? (profile.publishedAt ?? now()) : profile.publishedAt;
      await updateVersioned(tx, Profile, profile, { state: to, publishedAt, rev: profile.rev + 1, updatedAt: now() });
      await logTransition(tx, moverOf(me), {
        aggregate: 'profile',
        aggregateId: profile.id,
        move: arrow,
        from: profile.state,
        to,
      });
      await record(
        tx,
        { type: profileEvents[arrow], aggregateId: profile.id },
        { type: 'profile.changed', aggregateId: profile.id },
      );
    });
  }

  /** «Still free on that date»: what is said counts as fresh again. */
  confirmAvailability(me: Person, locale: Locale): Promise<ProfileView> {
    return this.change(me, locale, async (tx, profile) => {
      if (!profileMovesFor(profile.state).includes('confirm-availability'))
        throw new Problem('lifecycle/move-refused', { state: profile.state, move: 'confirm-availability' });
      await updateVersioned(tx, Profile, profile, {
        availabilityConfirmedAt: now(),
        rev: profile.rev + 1,
        updatedAt: now(),
      });
      await record(tx, { type: 'profile.changed', aggregateId: profile.id });
    });
  }

  /** Who moved or edited my profile, last first. */
  async history(me: Person, query: { cursor?: string; limit: number }): Promise<History> {
    if (me.profileId === null) throw new Problem('profile/none');
    return readHistory(this.db, this.cursors, me.profileId, query);
  }

  private async change(
    me: Person,
    locale: Locale,
    work: (tx: EntityManager, profile: Profile) => Promise<void>,
  ): Promise<ProfileView> {
    const { profileId } = me;
    if (profileId === null) throw new Problem('profile/none');
    return transaction(this.db, async (tx) => {
      await work(tx, await this.lock(tx, profileId));
      return this.viewOf(tx, profileId, locale);
    });
  }

  private begin(me: Person): Promise<string> {
    return transaction(this.db, async (tx) => {
      const [account] = await tx.query<{ name: string }[]>(`select name from account where id = $1`, [me.accountId]);
      return ensureProfile(tx, me.accountId, account?.name ?? '?');
    });
  }

  private async lock(tx: EntityManager, id: string): Promise<Profile> {
    const profile = await tx.findOne(Profile, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!profile) throw new Problem('profile/unknown');
    return profile;
  }

  private async viewOf(
    db: Pick<EntityManager, 'query'>,
    id: string,
    locale: Locale,
    owner = true,
  ): Promise<ProfileView> {
    const [row] = await readProfileRows(db, [id], locale);
    if (!row) throw new Problem('profile/unknown');
    return toProfileView(row, { owner }, locale);
  }

  private async writeSkills(tx: EntityManager, id: string, drafts: readonly SkillDraft[]): Promise<void> {
    const skills = await resolveWrittenSkills(tx, this.lexicon, drafts);
    await tx.query(`delete from profile_skill where profile_id = $1`, [id]);
    await tx.query(
      `insert into profile_skill (profile_id, skill_id, label, level, years, last_used_year, position)
       select $1, s, l, v, y, u, row_number() over () from unnest($2::int[], $3::text[], $4::int[], $5::real[], $6::int[]) as t(s, l, v, y, u)`,
      [
        id,
        skills.map((skill) => skill.skillId),
        skills.map((skill) => skill.label),
        skills.map((skill) => skill.level),
        skills.map((skill) => skill.years),
        skills.map((skill) => skill.lastUsedYear),
      ],
    );
  }

  private async writeOccupations(tx: EntityManager, id: string, occupationIds: readonly number[]): Promise<void> {
    const wanted = [...new Set(occupationIds)];
    const known = await tx.query<{ id: number }[]>(`select id from occupation where id = any($1::int[])`, [wanted]);
    const missing = wanted.find((occupation) => !known.some((row) => row.id === occupation));
    if (missing !== undefined)
      throw new Problem('profile/occupation-unknown', { occupationId: missing }, [
        { path: 'occupationIds', message: { fr: 'Métier inconnu.', en: 'Unknown occupation.' } },
      ]);
    await tx.query(`delete from profile_occupation where profile_id = $1`, [id]);
    await tx.query(
      `insert into profile_occupation (profile_id, occupation_id, is_primary)
       select $1, o, n = 1 from unnest($2::int[]) with ordinality as t(o, n)`,
      [id, wanted],
    );
  }
}

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});
