import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  ContestAnswer,
  ContestDraft,
  ContestMove,
  ContestPage,
  ContestQuery,
  ContestSide,
  ContestsToAnswerQuery,
  ContestTarget,
  ContestView,
} from '#libs/contracts/contest';
import { type Locale, Problem } from '#libs/errors/problem';
import { newId } from '#libs/kernel/ids';
import type { Explanation } from '#libs/matching/explanation';
import { record } from '#libs/outbox/outbox';
import { logTransition, type Mover, nextState } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow, allowOrHide, can, type Right } from '../access/allow';
import { spend } from '../accounts/limits';
import { Cursors } from '../http/cursor';
import { explainPair } from '../matching/explain-pair';
import { readMissionRows } from '../missions/mission.views';
import { profileStanding } from '../profiles/profile.standing';
import { ANSWER_DAYS, arrowOf, type ContestArrow, contestEvents, contestLifecycle } from './contest.lifecycle';
import {
  agencyOf,
  CONTEST_SQL,
  type ContestRow,
  contestViewOf,
  FOLLOWED,
  overridable,
  readContest,
  type Shown,
  TO_ANSWER,
} from './contest.reads';

/** Scores people question: what they say is wrong, what a person answers, the decisions that then stand for the pair. */
@Injectable()
export class ContestService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /**
   * Somebody says what is wrong with one criterion or blocker of a score they may read. Throws `mission/unknown`,
   * `profile/unknown`, `match/profile-needed`, `match/not-computed`, `contest/nothing-shown`, `contest/already`.
   */
  async open(me: Person, missionId: string, draft: ContestDraft, locale: Locale): Promise<ContestView> {
    const [mission] = await readMissionRows(this.db, [missionId], me.profileId, locale);
    if (!mission || !can(me, 'mission:read', mission)) throw new Problem('mission/unknown');
    const profileId = draft.profileId ?? me.profileId;
    if (profileId === null) throw new Problem('match/profile-needed');
    const standing = await profileStanding(this.db, me, profileId);
    if (!standing || !can(me, 'profile:read-card', standing)) throw new Problem('profile/unknown');
    allow(me, 'contest:open', { ...standing, ...mission, visibility: standing.visibility });
    await spend(this.db, 'contest', me.accountId);
    const side = sideOf(me, profileId);
    return transaction(this.db, async (tx) => {
      const explanation = await explainPair(tx, missionId, profileId);
      if (!explanation) throw new Problem('match/not-computed');
      const shown = shownOf(explanation, draft.about);
      if (!shown) throw new Problem('contest/nothing-shown');
      const id = newId();
      const created = await tx.query<unknown[]>(
        `insert into match_contest (id, mission_id, profile_id, side, author_id, organisation_id, kind, key, subject, statement, shown, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now() + make_interval(days => $12))
         on conflict do nothing returning id`,
        [
          id,
          missionId,
          profileId,
          side,
          me.accountId,
          side === 'FREELANCER' ? null : (me.current?.organisationId ?? null),
          draft.about.kind,
          draft.about.key,
          subjectOf(draft.about),
          draft.statement,
          JSON.stringify(shown),
          ANSWER_DAYS,
        ],
      );
      if (created.length === 0) throw new Problem('contest/already');
      await logTransition(tx, moverOf(me), {
        aggregate: 'contest',
        aggregateId: id,
        move: 'open',
        from: null,
        to: 'OPEN',
        detail: { ...draft.about, score: shown.score, engineVersion: shown.engineVersion },
      });
      await record(tx, { type: 'contest.opened', aggregateId: id, payload: { by: me.accountId } });
      return contestViewOf(me, await readContest(tx, me, id), locale);
    });
  }

  /**
   * A person answers: explains, and may decide against the engine for this pair. Throws `contest/not-overridable`,
   * `contest/overridden-already`, `lifecycle/move-refused`.
   */
  answer(me: Person, id: string, answer: ContestAnswer, locale: Locale): Promise<ContestView> {
    return this.move(me, id, 'answer', locale, async (tx, row) => {
      const detail = answer.reason === undefined ? {} : await this.decide(tx, me, row, answer.reason);
      await tx.query(
        `update match_contest set answer = $2, answered_by = $3, answered_for = $4, answered_at = now(), state = $5, version = version + 1
         where id = $1`,
        [id, answer.explanation, me.accountId, agencyOf(me), answer.outcome],
      );
      await this.note(tx, me, row, arrowOf[answer.outcome], answer.explanation, detail);
    });
  }

  /** Whoever spoke takes it back, before it is answered. */
  withdraw(me: Person, id: string, locale: Locale): Promise<ContestView> {
    return this.move(me, id, 'withdraw', locale, async (tx, row) => {
      await tx.query(`update match_contest set state = 'WITHDRAWN', version = version + 1 where id = $1`, [id]);
      await this.note(tx, me, row, 'withdraw', null);
    });
  }

  /** A decision ends: the score is again what the engine computes. The person it is about may end it too. */
  revoke(me: Person, id: string, reason: string, locale: Locale): Promise<ContestView> {
    return this.move(me, id, 'revoke', locale, async (tx, row) => {
      await tx.query(
        `update match_override set ended_at = now(), ended_by = $2, end_reason = $3 where contest_id = $1 and ended_at is null`,
        [id, me.accountId, reason || null],
      );
      await tx.query(`update match_contest set state = 'REVOKED', version = version + 1 where id = $1`, [id]);
      await this.recompute(tx, row.profileId);
      await this.note(tx, me, row, 'revoke', reason || null);
    });
  }

  async one(me: Person, id: string, locale: Locale): Promise<ContestView> {
    const row = await readContest(this.db, me, id);
    allowOrHide(me, 'contest:read', 'contest/unknown', {}, row);
    return contestViewOf(me, row, locale);
  }

  /** What was said of my own scores, or what my organisation reported or answered; newest first. */
  mine(me: Person, query: ContestQuery, locale: Locale): Promise<ContestPage> {
    allow(me, 'contest:list-own');
    const organisationId = me.current?.organisationId ?? null;
    const scope = { list: 'contests', organisationId, profileId: me.profileId, of: [query.missionId, query.profileId] };
    return this.page(
      me,
      query,
      locale,
      scope,
      `${FOLLOWED} and ($7::uuid is null or c.mission_id = $7) and ($8::uuid is null or c.profile_id = $8)`,
      [
        organisationId,
        me.profileId,
        query.missionId ?? null,
        query.profileId ?? null,
        can(me, 'contest:list-to-answer'),
      ],
    );
  }

  /** What waits for my answer, the oldest first: it was promised first. */
  toAnswer(me: Person, query: ContestsToAnswerQuery, locale: Locale): Promise<ContestPage> {
    allow(me, 'contest:list-to-answer');
    return this.page(me, query, locale, { list: 'contests-to-answer', agency: agencyOf(me) }, TO_ANSWER, []);
  }

  /** A command on a locked contest: the right first, then the move that the view of this very reader offers. */
  private move(
    me: Person,
    id: string,
    move: ContestMove,
    locale: Locale,
    work: (tx: EntityManager, row: ContestRow) => Promise<void>,
  ): Promise<ContestView> {
    return transaction(this.db, async (tx) => {
      const row = await readContest(tx, me, id, true);
      allowOrHide(me, 'contest:read', 'contest/unknown', {}, row);
      allow(me, `contest:${move}` as Extract<Right, 'contest:answer' | 'contest:withdraw' | 'contest:revoke'>, row);
      if (!contestViewOf(me, row, locale).moves.includes(move))
        throw new Problem('lifecycle/move-refused', { state: row.state, move });
      await work(tx, row);
      return contestViewOf(me, await readContest(tx, me, id), locale);
    });
  }

  /** Writes the decision and has the lists of the pair computed anew. Returns what the log keeps of it. */
  private async decide(tx: EntityManager, me: Person, row: ContestRow, reason: string) {
    if (!overridable(row)) throw new Problem('contest/not-overridable');
    const now = await explainPair(tx, row.missionId, row.profileId);
    const engineVersion = now?.engineVersion ?? row.shown.engineVersion;
    const written = await tx.query<unknown[]>(
      `insert into match_override (id, contest_id, mission_id, profile_id, kind, key, subject, reason, decided_by, decided_for, engine_version, mission_rev, profile_rev)
       select $1, $2, m.id, p.id, $5, $6, $7, $8, $9, $10, $11, m.rev, p.rev from mission m, profile p where m.id = $3 and p.id = $4
       on conflict do nothing returning id`,
      [
        newId(),
        row.id,
        row.missionId,
        row.profileId,
        row.kind,
        row.key,
        row.subject,
        reason,
        me.accountId,
        agencyOf(me),
        engineVersion,
      ],
    );
    if (written.length === 0) throw new Problem('contest/overridden-already');
    await this.recompute(tx, row.profileId);
    return {
      override: reason,
      engineVersion,
      scoreBefore: now?.score ?? null,
      potentialBefore: now?.potential ?? null,
    };
  }

  /** The profile’s revision rises, so that every list it stands in follows, with the decisions in force. */
  private async recompute(tx: EntityManager, profileId: string): Promise<void> {
    await tx.query(`update profile set rev = rev + 1 where id = $1`, [profileId]);
    await record(tx, { type: 'profile.changed', aggregateId: profileId });
  }

  private async note(
    tx: EntityManager,
    me: Person,
    row: ContestRow,
    arrow: ContestArrow,
    reason: string | null,
    detail: object = {},
  ): Promise<void> {
    await logTransition(tx, moverOf(me), {
      aggregate: 'contest',
      aggregateId: row.id,
      move: arrow,
      from: row.state,
      to: nextState(contestLifecycle, row.state, arrow),
      reason,
      detail: { kind: row.kind, key: row.key, ...detail },
    });
    await record(tx, { type: contestEvents[arrow], aggregateId: row.id, payload: { by: me.accountId } });
  }

  private async page(
    me: Person,
    query: { cursor?: string; limit: number },
    locale: Locale,
    scope: object,
    where: string,
    values: readonly unknown[],
  ): Promise<ContestPage> {
    const after = this.cursors.read(scope, query.cursor);
    const oldestFirst = where === TO_ANSWER;
    const rows = await this.db.query<ContestRow[]>(
      `${CONTEST_SQL} where $4::boolean is not null and (${where}) and ($2::uuid is null or c.id ${oldestFirst ? '>' : '<'} $2)
       order by c.id ${oldestFirst ? 'asc' : 'desc'} limit $3`,
      [agencyOf(me), after?.[0] ?? null, query.limit + 1, oldestFirst, ...values],
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.filter((row) => can(me, 'contest:read', row)).map((row) => contestViewOf(me, row, locale)),
      nextCursor: last ? this.cursors.sign(scope, [last.id]) : null,
    };
  }
}

const moverOf = (me: Person): Mover => ({
  kind: 'PERSON',
  id: me.accountId,
  organisationId: me.current?.organisationId ?? null,
});

const sideOf = (me: Person, profileId: string): ContestSide => {
  if (me.profileId === profileId) return 'FREELANCER';
  return me.current?.kind === 'AGENCY' ? 'ADVISER' : 'EMPLOYER';
};

const subjectOf = (about: ContestTarget): string => (about.kind === 'BLOCKER' ? about.subject : '');

/** What the score says of this point at this moment; undefined when it says nothing of it. */
function shownOf(explanation: Explanation, about: ContestTarget): Shown | undefined {
  const { score, potential, engineVersion } = explanation;
  if (about.kind === 'BLOCKER') {
    const blocker = explanation.blockers.find(({ key, subject }) => key === about.key && subject === about.subject);
    return (
      blocker && {
        score,
        potential,
        engineVersion,
        value: null,
        lines: [{ mission: null, person: null, reason: blocker.reason }],
      }
    );
  }
  const criterion = explanation.criteria.find(({ key }) => key === about.key);
  return (
    criterion && {
      score,
      potential,
      engineVersion,
      value: criterion.value,
      lines: criterion.rows.map(({ mission, person, reason }) => ({ mission, person, reason })),
    }
  );
}
