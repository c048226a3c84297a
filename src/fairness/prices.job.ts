import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Breath } from '#libs/kernel/breath';
import { exposureRules } from '#libs/matching/exposure';
import { ExposurePrices } from '#libs/matching/exposure-prices';
import { served } from '#libs/matching/served';
import type { Ranked } from '#libs/matching/top';
import { RunsOnSchedule, type ScheduledJob } from '#libs/outbox/consumer';
import { inParts } from '../matching/corpus-rows';
import { IS_NEWCOMER } from './standings';

/** Prices are set anew when so many lists in a hundred were computed since, and once a day in any case. */
const CHANGED_PERCENT = 10;
const MOST_HOURS = 20;
/** It computes for so long, and then lets others work for so long. */
const WORK_MS = 4;
const REST_MS = 12;
/** Lists read at once: reading them is computing, too. */
const READ_AT_ONCE = 64;

/** Lists that count: what people read of missions that take applications. */
const ACTIVE_LISTS = `mission_match l join mission m on m.id = l.mission_id and m.state = 'PUBLISHED'`;

/** Sets what each person is charged in the order of lists (decision 0016). */
@RunsOnSchedule('exposure.prices')
@Injectable()
export class PricesJob implements ScheduledJob {
  private readonly log = new Logger('exposure');

  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async run(): Promise<Record<string, number>> {
    return (await this.isDue()) ? this.setPrices() : { lists: 0, priced: 0 };
  }

  private async isDue(): Promise<boolean> {
    const [row] = await this.db.query<{ due: boolean }[]>(
      `select count(*) > 0 and (e.computed_at is null or e.rules_version <> $1
           or e.computed_at < now() - interval '${MOST_HOURS} hours'
           or count(*) filter (where l.computed_at > e.computed_at) * 100 >= ${CHANGED_PERCENT} * count(*)) as due
       from ${ACTIVE_LISTS} left join lateral (
         select rules_version, computed_at from exposure_edition order by id desc limit 1) e on true
       group by e.rules_version, e.computed_at`,
      [exposureRules.version],
    );
    return row?.due === true;
  }

  /** Reads every active list, makes the rounds, writes what changed. Nobody waits for it: the other work of this process does not wait either. */
  private async setPrices(): Promise<Record<string, number>> {
    const breath = new Breath(WORK_MS, REST_MS);
    const lists = await this.db.transaction((tx) => this.activeLists(tx, breath));
    const newcomers = await this.db.query<{ num: number }[]>(
      `select p.num from profile p left join freelancer_exposure x on x.profile_id = p.id
       where p.state = 'PUBLISHED' and ${IS_NEWCOMER}`,
    );
    const prices = new ExposurePrices(lists, new Set(newcomers.map(({ num }) => num)));
    for (const _ of prices.rounds()) await breath.taken();
    await this.db.transaction((tx) => this.write(tx, prices, lists.length));
    const { byScore, best } = prices;
    this.log.log(
      `${lists.length} lists: at most ${byScore.most} first places by score, ${best.spread.most} with prices for ${best.prices.size} people`,
    );
    return { lists: lists.length, priced: best.prices.size, most: best.spread.most };
  }

  private async activeLists(tx: EntityManager, breath: Breath): Promise<Ranked[][]> {
    const lists: Ranked[][] = [];
    const sql = `select l.profile_nums as nums, l.ranks from ${ACTIVE_LISTS} order by m.num`;
    for await (const rows of inParts<{ nums: number[]; ranks: number[] }>(tx, sql, [], READ_AT_ONCE)) {
      for (const { nums, ranks } of rows) lists.push(served(nums.map((num, at) => ({ num, rank: ranks[at]! }))));
      await breath.taken();
    }
    return lists;
  }

  private async write(tx: EntityManager, { byScore, best }: ExposurePrices, lists: number): Promise<void> {
    await tx.query(
      `insert into exposure_edition (rules_version, lists, priced, by_score, with_prices) values ($1, $2, $3, $4, $5)`,
      [exposureRules.version, lists, best.prices.size, JSON.stringify(byScore), JSON.stringify(best.spread)],
    );
    const nums = [...new Set([...best.prices.keys(), ...best.places.keys()])];
    await tx.query(
      `insert into freelancer_exposure as kept (profile_id, price, first_places)
       select p.id, n.price, n.places from unnest($1::int[], $2::int[], $3::int[]) as n(num, price, places)
         join profile p on p.num = n.num
       on conflict (profile_id) do update set price = excluded.price, first_places = excluded.first_places
         where (kept.price, kept.first_places) <> (excluded.price, excluded.first_places)`,
      [nums, nums.map((num) => best.prices.get(num) ?? 0), nums.map((num) => best.places.get(num) ?? 0)],
    );
    await tx.query(
      `update freelancer_exposure x set price = 0, first_places = 0
       from profile p where p.id = x.profile_id and (x.price, x.first_places) <> (0, 0) and p.num <> all($1::int[])`,
      [nums],
    );
  }
}
