import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { MissionPage, MissionQuery, MissionView } from '#libs/contracts/mission';
import { type Locale, Problem } from '#libs/errors/problem';
import { now } from '#libs/kernel/clock';
import type { Actor, Person } from '../access/actor';
import { allow, can } from '../access/allow';
import { Cursors } from '../http/cursor';
import { readHistory, type History } from '../http/history';
import { missionMovesFor } from './mission.lifecycle';
import { readMissionRows, readMissionView, toMissionCard } from './mission.views';

/** Reads of missions, as each reader may see them. */
@Injectable()
export class MissionReading {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** One mission. Throws `mission/unknown`. */
  one(actor: Actor, id: string, locale: Locale): Promise<MissionView> {
    return readMissionView(this.db, id, actor, locale);
  }

  /** The missions of the employer the person acts for, last changed first. */
  async mine(me: Person, query: MissionQuery, locale: Locale): Promise<MissionPage> {
    allow(me, 'mission:list-own');
    const organisationId = me.current?.organisationId ?? null;
    return this.page(me, { organisationId, state: query.state, archived: query.archived === 'true' }, query, locale);
  }

  /** Missions waiting for a moderator, oldest change last. */
  async toReview(me: Person, query: MissionQuery, locale: Locale): Promise<MissionPage> {
    allow(me, 'mission:moderate');
    const archived = query.archived === 'true';
    return this.page(me, { organisationId: null, state: query.state ?? 'IN_REVIEW', archived }, query, locale);
  }

  /** Who moved it, from where to where, last first. For those who run it, and the platform. Throws `mission/unknown`. */
  async history(me: Person, id: string, query: { cursor?: string; limit: number }): Promise<History> {
    const [row] = await readMissionRows(this.db, [id], me.profileId, 'fr');
    if (!row || !can(me, 'mission:read-history', row)) throw new Problem('mission/unknown');
    return readHistory(this.db, this.cursors, id, query);
  }

  private async page(
    me: Person,
    scope: { organisationId: string | null; state: string | undefined; archived: boolean },
    query: MissionQuery,
    locale: Locale,
  ): Promise<MissionPage> {
    const bound = { list: 'missions', ...scope };
    const after = this.cursors.read(bound, query.cursor);
    const found = await this.db.query<{ id: string; at: string }[]>(
      `select id, updated_at::text as at from mission
       where ($1::uuid is null or organisation_id = $1) and ($2::text is null or state = $2)
         and (archived_at is not null) = $3::boolean
         and ($4::timestamptz is null or (updated_at, id) < ($4::timestamptz, $5::uuid))
       order by updated_at desc, id desc limit $6`,
      [
        scope.organisationId,
        scope.state ?? null,
        scope.archived,
        after?.[0] ?? null,
        after?.[1] ?? null,
        query.limit + 1,
      ],
    );
    const shown = found.slice(0, query.limit);
    const rows = await readMissionRows(
      this.db,
      shown.map((row) => row.id),
      me.profileId,
      locale,
    );
    const last = found.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: rows.map((row) => ({
        ...toMissionCard(row, me, locale),
        version: row.version,
        newApplications: row.newApplications,
        moves: missionMovesFor(
          row,
          { employer: can(me, 'mission:run', row), platform: can(me, 'mission:moderate') },
          now(),
        ),
      })),
      nextCursor: last ? this.cursors.sign(bound, [last.at, last.id]) : null,
    };
  }
}
