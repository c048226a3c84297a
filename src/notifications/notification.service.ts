import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { ApplicationState } from '#libs/contracts/application';
import type { MandateState } from '#libs/contracts/mandate';
import {
  type NotificationPage,
  type NotificationQuery,
  notificationTopic,
  type PreferenceDraft,
  type PreferencesView,
  type ReadingDraft,
} from '#libs/contracts/notification';
import type { Locale } from '#libs/errors/problem';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { can } from '../access/allow';
import { nameToAgency } from '../agencies/mandate.reads';
import { Cursors } from '../http/cursor';
import { shortName } from '../profiles/profile.views';
import { NO_NAMES, namesAround, sideOf } from './facts.reader';
import type { Names } from './facts';
import { isTemplate, titleOf } from './letters';

interface Row {
  id: string;
  template: string;
  url: string;
  created: string;
  at: Date;
  readAt: Date | null;
  state: ApplicationState | null;
  anonymous: boolean | null;
  mission: string | null;
  employer: string | null;
  displayName: string | null;
  nameShown: string | null;
  senderAgency: string | null;
  mandateAgency: string | null;
  mandateState: MandateState | null;
  organisation: string | null;
}

/** What a person is told inside the application, and what they want by mail. */
@Injectable()
export class Notifications {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** Latest first, in the reader’s language; the names in the sentences are those of now. */
  async list(me: Person, query: NotificationQuery, locale: Locale): Promise<NotificationPage> {
    const unreadOnly = query.unread === 'true';
    const scope = ['notifications', me.accountId, unreadOnly];
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<Row[]>(
      `select n.id, n.template, n.url, n.created_at::text as created, n.created_at as at, n.read_at as "readAt",
              a.state, m.anonymous_employer as anonymous, m.title as mission, mo.name as employer,
              p.display_name as "displayName", p.name_shown as "nameShown", so.name as "senderAgency",
              ag.name as "mandateAgency", md.state as "mandateState", o.name as organisation
       from notification n
       left join application a on a.id = n.aggregate_id
       left join match_contest mc on mc.id = n.aggregate_id
       left join mission m on m.id = coalesce(a.mission_id, mc.mission_id, n.aggregate_id)
       left join organisation mo on mo.id = m.organisation_id
       left join organisation so on so.id = a.sender_organisation_id
       left join mandate md on md.id = n.aggregate_id
       left join organisation ag on ag.id = md.agency_id
       left join profile p on p.id = coalesce(a.profile_id, md.profile_id, mc.profile_id)
       left join organisation o on o.id = n.aggregate_id
       where n.account_id = $1 and (not $2 or n.read_at is null)
         and ($3::timestamptz is null or (n.created_at, n.id) < ($3::timestamptz, $4::uuid))
       order by n.created_at desc, n.id desc limit $5`,
      [me.accountId, unreadOnly, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => ({
        id: row.id,
        kind: row.template,
        title: isTemplate(row.template) ? titleOf(row.template, namesOf(row), locale) : '',
        url: row.url,
        at: row.at.toISOString(),
        readAt: row.readAt?.toISOString() ?? null,
      })),
      nextCursor: last ? this.cursors.sign(scope, [last.created, last.id]) : null,
      unread: await unreadOf(this.db.manager, me),
    };
  }

  /** Marks those named read, or all of them. Marking twice changes nothing. */
  async read(me: Person, { ids }: ReadingDraft): Promise<{ read: number }> {
    return transaction(this.db, async (tx) => {
      const [, read] = await tx.query<[unknown, number]>(
        `update notification set read_at = now()
         where account_id = $1 and read_at is null and ($2::uuid[] is null or id = any($2::uuid[]))`,
        [me.accountId, ids ?? null],
      );
      return { read };
    });
  }

  async preferences(me: Person): Promise<PreferencesView> {
    return preferencesOf(this.db.manager, me);
  }

  async prefer(me: Person, { topic, email }: PreferenceDraft): Promise<PreferencesView> {
    return transaction(this.db, async (tx) => {
      await tx.query(
        `insert into notification_preference (account_id, topic, email) values ($1, $2, $3)
         on conflict (account_id, topic) do update set email = excluded.email, updated_at = now()`,
        [me.accountId, topic, email],
      );
      return preferencesOf(tx, me);
    });
  }
}

async function unreadOf(tx: EntityManager, me: Person): Promise<number> {
  const [row] = await tx.query<{ unread: number }[]>(
    `select count(*)::int as unread from notification where account_id = $1 and read_at is null`,
    [me.accountId],
  );
  return row?.unread ?? 0;
}

/** Every topic they may hear of with the person’s choice; letters go out unless they said no. */
async function preferencesOf(tx: EntityManager, me: Person): Promise<PreferencesView> {
  const rows = await tx.query<{ topic: string; email: boolean }[]>(
    `select topic, email from notification_preference where account_id = $1`,
    [me.accountId],
  );
  const chosen = new Map(rows.map((row) => [row.topic, row.email]));
  const topics = notificationTopic.options.filter((topic) => topic !== 'DECISIONS' || can(me, 'platform:administer'));
  return { topics: topics.map((topic) => ({ topic, email: chosen.get(topic) ?? true })) };
}

function namesOf(row: Row): Names {
  if (row.state !== null)
    return namesAround(
      {
        state: row.state,
        mission: row.mission ?? '',
        anonymous: row.anonymous === true,
        employer: row.employer ?? '',
        displayName: row.displayName ?? '',
        nameShown: row.nameShown ?? '',
        agency: row.senderAgency,
      },
      sideOf(row.template),
    );
  return {
    ...NO_NAMES,
    mission: row.mission ?? '',
    freelancer: row.mandateState
      ? nameToAgency(row.displayName ?? '', row.mandateState)
      : shortName(row.displayName ?? ''),
    agency: row.mandateAgency ?? '',
    organisation: row.organisation ?? '',
  };
}
