import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { now, parisDate } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/ids';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { record } from '#libs/outbox/outbox';
import { transaction } from '#libs/persistence/transaction';
import { readPerson } from '../accounts/sessions';
import { type Found, SAVED_SEARCH, type SavedSearch, Watching } from './watching';

/** Due today: each day, or each week from Monday on; a morning that was missed is made up for later. */
const DUE = `s.frequency <> 'NEVER' and s.ran_on < case s.frequency when 'DAILY' then $1::date
  else date_trunc('week', $1::date)::date end`;

/**
 * Looks through the searches whose morning has come, person by person: one transaction and one letter each. What was told
 * or seen once is never told again, however often the job runs.
 */
@RunsOnSchedule('search.alerts')
@Injectable()
export class SearchAlerts implements ScheduledJob {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly watching: Watching,
  ) {}

  async run(): Promise<Record<string, number>> {
    const today = parisDate(now());
    const people = await this.db.query<{ accountId: string }[]>(
      `select distinct s.account_id as "accountId" from saved_search s join account a on a.id = s.account_id
       where a.status = 'ACTIVE' and ${DUE} order by 1`,
      [today],
    );
    const done = { people: people.length, letters: 0, results: 0 };
    for (const { accountId } of people) {
      const told = await this.tell(accountId, today);
      done.results += told;
      done.letters += told > 0 ? 1 : 0;
    }
    return done;
  }

  /** One person’s news of the day. Returns how many results are told. */
  private async tell(accountId: string, today: string): Promise<number> {
    const due = await this.db.query<SavedSearch[]>(
      `select ${SAVED_SEARCH} from saved_search s where s.account_id = $2 and ${DUE} order by s.id`,
      [today, accountId],
    );
    const found = new Map<string, Found>();
    for (const search of due) {
      const me = await readPerson(this.db, accountId, search.organisationId);
      const now = me && (await this.watching.look(me, search));
      if (now) found.set(search.id, now);
    }
    return transaction(this.db, async (tx) => {
      // Another worker may have told meanwhile: only those still due count.
      const still = await tx.query<SavedSearch[]>(
        `select ${SAVED_SEARCH} from saved_search s where s.id = any($2::uuid[]) and ${DUE} order by s.id for update`,
        [today, due.map(({ id }) => id)],
      );
      let told = 0;
      for (const search of still) {
        const results = found.get(search.id);
        const fresh = results ? await this.watching.untold(tx, search, results) : [];
        if (fresh.length > 0) told += await this.watching.tell(tx, search, fresh, await digestOf(tx, accountId, today));
        await tx.query(`update saved_search set ran_on = $2 where id = $1`, [search.id, today]);
      }
      if (told > 0) await record(tx, { type: 'search.digest-due', aggregateId: await digestOf(tx, accountId, today) });
      return told;
    });
  }
}

/** The one digest of a person and a day. */
async function digestOf(tx: EntityManager, accountId: string, day: string): Promise<string> {
  const [row] = await tx.query<{ id: string }[]>(
    `insert into search_digest (id, account_id, day) values ($1, $2, $3)
     on conflict (account_id, day) do update set day = excluded.day returning id`,
    [newId(), accountId, day],
  );
  return (row as { id: string }).id;
}
