import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type {
  ApplicationGroup,
  ApplicationState,
  ApplicationView,
  MissionApplicationPage,
  MissionApplicationsQuery,
  MyApplicationPage,
  MyApplicationsQuery,
  SentApplicationPage,
  SentApplicationsQuery,
} from '#libs/contracts/application';
import { Problem } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { allow, can } from '../access/allow';
import { Cursors } from '../http/cursor';
import { terminalStates, TO_ANSWER_SQL } from './application.lifecycle';
import { standingFor, standingsOf, subjectOf } from './application.standing';
import { cardOf, viewOf } from './application.view';
import { interviewCalendar } from './interview-calendar';

const GROUP_SQL = `case when ${TO_ANSWER_SQL} then 'TO_ANSWER'
  when a.state = any('{${terminalStates.join(',')}}') then 'OVER' else 'RUNNING' end`;

interface Row {
  id: string;
  /** The sort key, in full precision. */
  moved: string;
}

/** Reading applications: lists by keyset, one in full, an interview as a calendar file. */
@Injectable()
export class ApplicationReads {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** The applications of the person who asks, last moved first. */
  async mine(me: Person, query: MyApplicationsQuery): Promise<MyApplicationPage> {
    allow(me, 'application:list-own');
    const counts: Record<ApplicationGroup, number> = { TO_ANSWER: 0, RUNNING: 0, OVER: 0 };
    if (!me.profileId) return { items: [], nextCursor: null, counts };
    const scope = ['my-applications', me.profileId, query.group ?? null];
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<Row[]>(
      `select a.id, a.moved_at::text as moved from application a
       where a.profile_id = $1 and ($2::text is null or ${GROUP_SQL} = $2)
         and ($3::timestamptz is null or (a.moved_at, a.id) < ($3::timestamptz, $4::uuid))
       order by a.moved_at desc, a.id desc limit $5`,
      [me.profileId, query.group ?? null, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
    );
    const counted = await this.db.query<{ group: ApplicationGroup; count: number }[]>(
      `select ${GROUP_SQL} as "group", count(*)::int as count from application a where a.profile_id = $1 group by 1`,
      [me.profileId],
    );
    for (const { group, count } of counted) counts[group] = count;
    return { ...(await this.page(me, rows, query.limit, scope)), counts };
  }

  /** What the agency of the person who asks has sent, as long as the mandate lives; last moved first. */
  async sent(me: Person, query: SentApplicationsQuery): Promise<SentApplicationPage> {
    allow(me, 'application:list-sent');
    const agencyId = me.current?.organisationId ?? null;
    const scope = ['sent-applications', agencyId, query.state ?? null];
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<Row[]>(
      `select a.id, a.moved_at::text as moved from application a
       join mandate md on md.profile_id = a.profile_id and md.agency_id = a.sender_organisation_id and md.state = 'ACTIVE'
         and md.scopes && '{VIEW_FULL,APPLY_ON_BEHALF}'
       where a.sender_organisation_id = $1 and ($2::text is null or a.state = $2)
         and ($3::timestamptz is null or (a.moved_at, a.id) < ($3::timestamptz, $4::uuid))
       order by a.moved_at desc, a.id desc limit $5`,
      [agencyId, query.state ?? null, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
    );
    return this.page(me, rows, query.limit, scope);
  }

  /** The applications to one mission, for its employer. Throws `mission/unknown` to anybody else. */
  async ofMission(me: Person, missionId: string, query: MissionApplicationsQuery): Promise<MissionApplicationPage> {
    const [mission] = await this.db.query<{ employerId: string }[]>(
      `select organisation_id as "employerId" from mission where id = $1`,
      [missionId],
    );
    if (!mission || !can(me, 'application:list', mission)) throw new Problem('mission/unknown', { id: missionId });
    const archived = query.archived === 'true';
    const scope = ['mission-applications', missionId, query.state ?? null, archived];
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<Row[]>(
      `select a.id, a.moved_at::text as moved from application a
       where a.mission_id = $1 and ($2::text is null or a.state = $2) and (a.archived_at is not null) = $3
         and ($4::timestamptz is null or (a.moved_at, a.id) < ($4::timestamptz, $5::uuid))
       order by a.moved_at desc, a.id desc limit $6`,
      [missionId, query.state ?? null, archived, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
    );
    const counted = await this.db.query<{ state: ApplicationState; count: number; overdue: number }[]>(
      `select state, count(*)::int as count, (count(*) filter (where answer_due_at < now()))::int as overdue
       from application where mission_id = $1 and (archived_at is not null) = $2 group by state`,
      [missionId, archived],
    );
    return {
      ...(await this.page(me, rows, query.limit, scope)),
      facets: Object.fromEntries(counted.map(({ state, count }) => [state, count])),
      overdue: counted.reduce((sum, row) => sum + row.overdue, 0),
    };
  }

  /** One application. The first reading by someone who may decide on it is noted (`viewedAt`). */
  async one(me: Person, id: string): Promise<ApplicationView> {
    const standing = await standingFor(this.db.manager, me, id);
    if (standing.application.viewedAt === null && can(me, 'application:decide', subjectOf(standing))) {
      await this.db.query(`update application set viewed_at = now() where id = $1 and viewed_at is null`, [id]);
      standing.application.viewedAt = standing.now;
    }
    return viewOf(this.db.manager, standing, me);
  }

  /** The interview as an iCalendar file: the chosen slot, or every proposed one as tentative. */
  async calendar(me: Person, id: string, host: string): Promise<string> {
    const standing = await standingFor(this.db.manager, me, id);
    const { interview } = standing.application;
    if (!interview) throw new Problem('application/no-interview', { id });
    const card = cardOf(standing, me);
    const mine = me.profileId === standing.application.profileId;
    return interviewCalendar({
      applicationId: id,
      host,
      title: card.mission.title,
      with: mine ? (card.mission.organisationName ?? '') : card.freelancer.name,
      interview,
      at: standing.now,
    });
  }

  private async page(me: Person, rows: Row[], limit: number, scope: unknown) {
    const shown = rows.slice(0, limit);
    const standings = await standingsOf(
      this.db.manager,
      me,
      shown.map((row) => row.id),
    );
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: standings.map((standing) => cardOf(standing, me)),
      nextCursor: last ? this.cursors.sign(scope, [last.moved, last.id]) : null,
    };
  }
}
