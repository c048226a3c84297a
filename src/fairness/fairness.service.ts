import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { FairnessFile, FairnessList, FairnessSummary } from '#libs/contracts/fairness';
import { Problem } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';

const SUMMARY = `
  select id, month::text, produced_at as "producedAt", people,
    produced_at < (month + interval '1 month') at time zone 'Europe/Paris' as provisional,
    (select count(*)::int from jsonb_array_elements(lines) l where l ->> 'ratio' is not null) as compared,
    (select count(*)::int from jsonb_array_elements(lines) l where (l ->> 'under')::boolean) as under`;

/** Five years of months. */
const MOST_FILES = 60;

type Row<View extends FairnessSummary> = Omit<View, 'producedAt'> & { producedAt: Date };

const viewOf = <View extends FairnessSummary>(row: Row<View>) => ({
  ...row,
  producedAt: row.producedAt.toISOString(),
});

/** What the last month that is over says, for everybody to read; null before there is one. */
export async function lastFairness(
  db: Pick<EntityManager, 'query'>,
): Promise<Pick<FairnessSummary, 'month' | 'compared' | 'under'> | null> {
  const [last] = await db.query<FairnessSummary[]>(
    `select * from (${SUMMARY} from fairness_file) f where not provisional order by month desc limit 1`,
  );
  return last ?? null;
}

/** The monthly fairness files, for the administrators of the platform. */
@Injectable()
export class FairnessService {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  /** The last months first. */
  async list(me: Person): Promise<FairnessList> {
    allow(me, 'fairness:read');
    const rows = await this.db.query<Row<FairnessSummary>[]>(
      `${SUMMARY} from fairness_file order by month desc limit ${MOST_FILES}`,
    );
    return { items: rows.map(viewOf) };
  }

  /** One month with its lines. Throws `fairness/unknown`. */
  async one(me: Person, id: string): Promise<FairnessFile> {
    allow(me, 'fairness:read');
    const [row] = await this.db.query<Row<FairnessFile>[]>(`${SUMMARY}, lines from fairness_file where id = $1`, [id]);
    if (!row) throw new Problem('fairness/unknown');
    return viewOf(row) as FairnessFile;
  }
}
