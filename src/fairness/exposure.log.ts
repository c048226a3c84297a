import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { exposureRules } from '#libs/matching/exposure';

/** A list people are shown in, to whoever acts for an organisation: that of a mission, or a search in its order. */
export interface ShownList {
  list: 'CANDIDATES' | 'SEARCH';
  missionId: string;
  organisationId: string;
  engineVersion: string;
}

/** Somebody shown in such a list. */
export interface Shown {
  profileId: string;
  place: number;
  placeByScore: number;
  score: number;
}

interface Waiting extends ShownList, Shown {
  on: string;
  at: Date;
}

/** What is noted waits so long, in milliseconds, for more to be written with it. */
const GATHER_MS = 1_000;
/** More than this is not kept waiting while the database takes nothing. */
const MOST_WAITING = 20_000;

const WRITE = `
  insert into score_exposure as kept (shown_on, list, mission_id, organisation_id, profile_id, place, place_by_score, score, engine_version, shown_at)
  select n.shown_on, n.list, n.mission_id, n.organisation_id, n.profile_id, n.place, n.place_by_score, n.score, n.engine_version, n.shown_at
  from unnest($1::date[], $2::uuid[], $3::uuid[], $4::uuid[], $5::smallint[], $6::smallint[], $7::smallint[], $8::text[], $9::timestamptz[], $10::text[])
    as n(shown_on, mission_id, organisation_id, profile_id, place, place_by_score, score, engine_version, shown_at, list)
    join profile p on p.id = n.profile_id join mission m on m.id = n.mission_id
  on conflict (shown_on, list, mission_id, organisation_id, profile_id) do update
    set place = excluded.place, place_by_score = excluded.place_by_score, score = excluded.score,
      engine_version = excluded.engine_version, shown_at = excluded.shown_at
    where kept.place > excluded.place`;

const FIRST_SHOWN = `
  insert into freelancer_exposure as kept (profile_id, first_shown_at)
  select p.id, n.at from (select id, min(at) as at from unnest($1::uuid[], $2::timestamptz[]) as s(id, at) group by id) n
    join profile p on p.id = n.id
  on conflict (profile_id) do update set first_shown_at = excluded.first_shown_at where kept.first_shown_at is null`;

/**
 * Who was shown where. What is read is noted in memory and written together a second later, so that no reader waits for
 * it; a process that is killed loses that second.
 */
@Injectable()
export class ExposureLog implements OnApplicationShutdown {
  private readonly log = new Logger('exposure');
  private waiting = new Map<string, Waiting>();
  private timer: NodeJS.Timeout | undefined;
  /** The write under way and those that follow it. */
  private writing: Promise<void> = Promise.resolve();

  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** Notes the people shown; the best place of a day counts. */
  note(list: ShownList, people: readonly Shown[]): void {
    const at = now();
    const on = parisDate(at);
    for (const person of people) this.keep({ ...list, ...person, on, at });
    if (this.waiting.size > 0) this.timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref();
  }

  private keep(shown: Waiting): void {
    const key = `${shown.on} ${shown.list} ${shown.missionId} ${shown.organisationId} ${shown.profileId}`;
    const noted = this.waiting.get(key);
    if (noted ? noted.place > shown.place : this.waiting.size < MOST_WAITING) this.waiting.set(key, shown);
  }

  /** Writes what waits, after what is being written. What cannot be written waits for the next time. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.writeWaiting());
    return this.writing;
  }

  private async writeWaiting(): Promise<void> {
    const rows = [...this.waiting.values()];
    if (rows.length === 0) return;
    this.waiting = new Map();
    try {
      await this.write(rows);
    } catch (error) {
      this.log.warn(`${rows.length} showings were not written: ${(error as Error).message}`);
      for (const row of rows) this.keep(row);
    }
  }

  /** Nobody is answered any more, and the database is still there. */
  async onApplicationShutdown(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
  }

  private async write(rows: readonly Waiting[]): Promise<void> {
    const first = rows.filter(({ place }) => place <= exposureRules.places);
    await this.db.transaction(async (tx) => {
      await tx.query(`set local synchronous_commit = off`);
      await tx.query(WRITE, [
        rows.map(({ on }) => on),
        rows.map(({ missionId }) => missionId),
        rows.map(({ organisationId }) => organisationId),
        rows.map(({ profileId }) => profileId),
        rows.map(({ place }) => place),
        rows.map(({ placeByScore }) => placeByScore),
        rows.map(({ score }) => score),
        rows.map(({ engineVersion }) => engineVersion),
        rows.map(({ at }) => at),
        rows.map(({ list }) => list),
      ]);
      await tx.query(FIRST_SHOWN, [first.map(({ profileId }) => profileId), first.map(({ at }) => at)]);
    });
  }
}
