import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { ProfileEdit, ProfileReading, ProfileView } from '#libs/contracts/profile';
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
import { completenessOf, missingToPublish } from './completeness';
import { ensureProfile } from './ensure-profile';
import { Profile } from './profile.entity';
import { editedColumns, refuseOwnerOnly } from './profile.fields';
import { type ProfileArrow, profileEvents, profileLifecycle, profileMovesFor } from './profile.lifecycle';
import { profileStanding } from './profile.standing';
import { measured, readProfileRows, toProfileCard, toProfileView } from './profile.views';
import { writeOccupations, writeSkills } from './profile.writing';
import { keepPublicConsent } from './public-consent';

/** Profiles: their owner writes and moves them, others read what they may. */
@Injectable()
export class ProfileService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly lexicon: Lexicon,
    private readonly cursors: Cursors,
  ) {}

  /** The person’s own profile. Throws `profile/none` when they have none yet. */
  async own(me: Person, locale: Locale): Promise<ProfileView> {
    if (me.profileId === null) throw new Problem('profile/none');
    return this.ownView(this.db, me.profileId, locale);
  }

  /** Begins the person’s profile as an empty draft; the one they have when they already do. */
  begin(me: Person, locale: Locale): Promise<ProfileView> {
    return transaction(this.db, async (tx) => {
      const [account] = await tx.query<{ name: string }[]>(`select name from account where id = $1`, [me.accountId]);
      return this.ownView(tx, await ensureProfile(tx, me.accountId, account?.name ?? '?'), locale);
    });
  }

  /** Someone’s profile: the card, and the whole for those who may read it. Throws `profile/unknown`. */
  async read(actor: Actor, id: string, locale: Locale): Promise<ProfileReading> {
    const subject = await profileStanding(this.db, actor, id);
    if (!subject || !can(actor, 'profile:read-card', subject)) throw new Problem('profile/unknown');
    const [row] = await readProfileRows(this.db, [id], locale);
    if (!row) throw new Problem('profile/unknown');
    const owner = actor.kind === 'PERSON' && actor.profileId === id;
    const reader = owner ? 'OWNER' : subject.mandateScopes.length > 0 ? 'ADVISER' : 'EMPLOYER';
    return {
      card: toProfileCard(row),
      full: can(actor, 'profile:read-full', subject) ? toProfileView(row, reader, locale) : null,
    };
  }

  editOwn(me: Person, version: number, edit: ProfileEdit, locale: Locale): Promise<ProfileView> {
    if (me.profileId === null) throw new Problem('profile/none');
    return this.edit(me, me.profileId, version, edit, locale);
  }

  /**
   * Replaces the sections given. An adviser with EDIT_PROFILE may, but for what the person alone decides; the person is
   * told. A published profile stays fit to be. Throws `request/stale`.
   */
  edit(me: Person, id: string, version: number, edit: ProfileEdit, locale: Locale): Promise<ProfileView> {
    return transaction(this.db, async (tx) => {
      const profile = await this.lock(tx, id);
      const subject = await profileStanding(tx, me, id);
      if (!subject) throw new Problem('profile/unknown');
      allowOrHide(me, 'profile:edit', 'profile/unknown', {}, subject);
      const own = me.profileId === id;
      if (!own) refuseOwnerOnly(edit);
      if (profile.version !== version) throw new Problem('request/stale');
      const columns = editedColumns(profile, edit, now());
      if (edit.skills) await writeSkills(tx, this.lexicon, id, edit.skills, own ? 'SELF' : 'ADVISER');
      if (edit.occupationIds) await writeOccupations(tx, id, edit.occupationIds);
      const completeness = await this.completenessAfter(tx, profile, edit, columns, locale);
      await updateVersioned(tx, Profile, profile, { ...columns, completeness, rev: profile.rev + 1, updatedAt: now() });
      if (own && edit.visibility) await keepPublicConsent(tx, me, { ...profile, visibility: edit.visibility });
      await record(tx, { type: 'profile.changed', aggregateId: id });
      if (!own) await this.tellOwner(tx, me, profile, Object.keys(edit));
      const [row] = await readProfileRows(tx, [id], locale);
      if (!row) throw new Problem('profile/unknown');
      return toProfileView(row, own ? 'OWNER' : 'ADVISER', locale);
    });
  }

  /** Takes an arrow of the lifecycle. Publishing says, field by field, what is missing. */
  move(me: Person, arrow: ProfileArrow, locale: Locale): Promise<ProfileView> {
    return this.change(me, locale, async (tx, profile) => {
      const to = nextState(profileLifecycle, profile.state, arrow);
      if (to === 'PUBLISHED') {
        const [row] = await readProfileRows(tx, [profile.id], locale);
        const missing = row ? missingToPublish(measured(row)) : [];
        if (missing.length > 0) throw new Problem('profile/incomplete', {}, missing);
      }
      const publishedAt = to === 'PUBLISHED' ? (profile.publishedAt ?? now()) : profile.publishedAt;
      await updateVersioned(tx, Profile, profile, { state: to, publishedAt, rev: profile.rev + 1, updatedAt: now() });
      await keepPublicConsent(tx, me, { ...profile, state: to });
      await logTransition(tx, moverOf(me), { ...inPlace(profile, arrow), to });
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
      if (profile.availabilityStatus === null)
        throw new Problem('profile/availability-unsaid', {}, [
          {
            path: 'availabilityStatus',
            message: { fr: 'Choisissez une disponibilité.', en: 'Choose an availability.' },
          },
        ]);
      if (!profileMovesFor(profile.state, true).includes('confirm-availability'))
        throw new Problem('lifecycle/move-refused', { state: profile.state, move: 'confirm-availability' });
      const changes = { availabilityConfirmedAt: now(), rev: profile.rev + 1, updatedAt: now() };
      await updateVersioned(tx, Profile, profile, changes);
      await logTransition(tx, moverOf(me), inPlace(profile, 'confirm-availability'));
      await record(tx, { type: 'profile.changed', aggregateId: profile.id });
    });
  }

  /** Who moved or edited my profile, last first. */
  async history(me: Person, query: { cursor?: string; limit: number }): Promise<History> {
    if (me.profileId === null) throw new Problem('profile/none');
    return readHistory(this.db, this.cursors, me.profileId, query);
  }

  /** How complete the profile is with these columns; throws when a published one loses what it was published with. */
  private async completenessAfter(
    tx: EntityManager,
    profile: Profile,
    edit: ProfileEdit,
    columns: Partial<Profile>,
    locale: Locale,
  ): Promise<number> {
    const [row] = await readProfileRows(tx, [profile.id], locale);
    if (!row) return profile.completeness;
    const after = measured({ ...row, ...columns } as typeof row);
    const lost = missingToPublish(after).filter(({ path }) => path in edit);
    if (profile.state === 'PUBLISHED' && lost.length > 0) throw new Problem('profile/incomplete', {}, lost);
    return completenessOf(after);
  }

  private async tellOwner(tx: EntityManager, me: Person, profile: Profile, fields: string[]): Promise<void> {
    await logTransition(tx, moverOf(me), { ...inPlace(profile, 'edit'), detail: { fields } });
    await record(tx, {
      type: 'profile.edited-by-adviser',
      aggregateId: profile.id,
      payload: { adviserId: me.accountId, agencyId: me.current?.organisationId ?? null },
    });
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
      return this.ownView(tx, profileId, locale);
    });
  }

  private async lock(tx: EntityManager, id: string): Promise<Profile> {
    const profile = await tx.findOne(Profile, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!profile) throw new Problem('profile/unknown');
    return profile;
  }

  private async ownView(db: Pick<EntityManager, 'query'>, id: string, locale: Locale): Promise<ProfileView> {
    const [row] = await readProfileRows(db, [id], locale);
    if (!row) throw new Problem('profile/unknown');
    return toProfileView(row, 'OWNER', locale);
  }
}

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});

const inPlace = (profile: Profile, move: string) => ({
  aggregate: 'profile',
  aggregateId: profile.id,
  move,
  from: profile.state,
  to: profile.state as string,
});
