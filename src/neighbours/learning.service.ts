import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  LearningMove,
  LearningPage,
  LearningQuery,
  LearningView,
  NeighbourChangeKind,
  NeighbourChangePage,
  NeighbourChangeQuery,
} from '#libs/contracts/neighbours';
import { Problem } from '#libs/errors/problem';
import type { Mover } from '#libs/outbox/transition';
import { transaction } from '#libs/persistence/transaction';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';
import { Cursors } from '../http/cursor';
import { startLearning } from './learn';
import { CHANGE_KIND, LEARNINGS, type LearningRow, learningViewOf, takeArrow } from './learning.rows';
import { learningMovesFor } from './learning.lifecycle';

type Db = Pick<EntityManager, 'query'>;

interface ChangeRow {
  a: number;
  labelA: string;
  labelEnA: string | null;
  b: number;
  labelB: string;
  labelEnB: string | null;
  people: number | null;
  before: number;
  after: number;
  kind: NeighbourChangeKind;
}

/** Neighbouring skills learned from profiles, as administrators ask for them, read them and decide on them. */
@Injectable()
export class LearningService {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly cursors: Cursors,
  ) {}

  /** Has a version computed; answers with it, or with the one being computed. */
  start(me: Person): Promise<LearningView> {
    allow(me, 'neighbours:decide');
    return transaction(this.db, async (tx) => readLearning(tx, await startLearning(tx, 'OPERATOR', moverOf(me))));
  }

  /** Latest first. */
  async list(me: Person, query: LearningQuery): Promise<LearningPage> {
    allow(me, 'neighbours:decide');
    const after = this.cursors.read('neighbour-learnings', query.cursor);
    const rows = await this.db.query<LearningRow[]>(
      `${LEARNINGS} where $1::uuid is null or l.id < $1::uuid order by l.id desc limit $2`,
      [after?.[0] ?? null, query.limit + 1],
    );
    const items = rows.slice(0, query.limit).map(learningViewOf);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    return { items, nextCursor: last ? this.cursors.sign('neighbour-learnings', [last.id]) : null };
  }

  /** What activating a version changes, the greatest changes first. Throws `neighbours/unknown`. */
  async changes(me: Person, id: string, query: NeighbourChangeQuery): Promise<NeighbourChangePage> {
    allow(me, 'neighbours:decide');
    await readLearning(this.db, id);
    const scope = { list: 'neighbour-changes', id, kind: query.kind, q: query.q };
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<ChangeRow[]>(
      `select p.a, a.label_fr as "labelA", a.label_en as "labelEnA", p.b, b.label_fr as "labelB", b.label_en as "labelEnB",
         p.people, p.before, p.after, ${CHANGE_KIND} as kind
       from neighbour_learning_pair p join skill a on a.id = p.a join skill b on b.id = p.b
       where p.learning_id = $1 and p.before <> p.after and ($7::text is null or ${CHANGE_KIND} = $7)
         and ($2 = '' or position(lower(unaccent($2))
           in lower(unaccent(concat_ws(e'\\n', a.label_fr, a.label_en, b.label_fr, b.label_en)))) > 0)
         and ($3::int is null or (-abs(p.after - p.before), p.a, p.b) > ($3, $4, $5))
       order by -abs(p.after - p.before), p.a, p.b limit $6`,
      [id, query.q, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, query.limit + 1, query.kind ?? null],
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => ({
        kind: row.kind,
        a: { id: row.a, label: row.labelA, labelEn: row.labelEnA },
        b: { id: row.b, label: row.labelB, labelEn: row.labelEnB },
        people: row.people,
        before: row.before,
        after: row.after,
      })),
      nextCursor: last ? this.cursors.sign(scope, [-Math.abs(last.after - last.before), last.a, last.b]) : null,
    };
  }

  /**
   * A person decides: what they activate takes the place of what was active, and lists follow once the worker has computed
   * what it changes. Throws `neighbours/unknown`, `neighbours/decided`.
   */
  move(me: Person, id: string, move: LearningMove): Promise<LearningView> {
    allow(me, 'neighbours:decide');
    return transaction(this.db, async (tx) => {
      const [row] = await tx.query<Pick<LearningRow, 'id' | 'state'>[]>(
        `select id, state from neighbour_learning where id = $1 for update`,
        [id],
      );
      if (!row) throw new Problem('neighbours/unknown');
      if (!learningMovesFor(row.state).includes(move)) throw new Problem('neighbours/decided');
      if (move === 'activate') await this.retireActive(tx, me);
      await takeArrow(tx, row, move, moverOf(me));
      return readLearning(tx, id);
    });
  }

  private async retireActive(tx: EntityManager, me: Person): Promise<void> {
    const [active] = await tx.query<{ id: string; state: 'ACTIVE' }[]>(
      `select id, state from neighbour_learning where state = 'ACTIVE' for update`,
    );
    if (active) await takeArrow(tx, active, 'retire', moverOf(me));
  }
}

const moverOf = (me: Person): Mover => ({ kind: 'PERSON', id: me.accountId });

async function readLearning(db: Db, id: string): Promise<LearningView> {
  const [row] = await db.query<LearningRow[]>(`${LEARNINGS} where l.id = $1`, [id]);
  if (!row) throw new Problem('neighbours/unknown');
  return learningViewOf(row);
}
