import { Controller, Get, Injectable, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import {
  type SearchQuality,
  searchQuality,
  type SearchQualityQuery,
  searchQualityQuery,
} from '#libs/contracts/search-quality';
import type { Person } from '../access/actor';
import { allow } from '../access/allow';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';

const LISTED = 20;
/** Times of fewer searches say nothing. */
const ENOUGH = 3;

/** What the notes on searches tell those who tend them. */
@Injectable()
export class SearchQualityReader {
  constructor(@InjectDataSource() private readonly db: DataSource) {}

  async read(me: Person, { days }: SearchQualityQuery): Promise<SearchQuality> {
    allow(me, 'platform:administer');
    const since = `hour > now() - make_interval(days => $1)`;
    const [sums] = await this.db.query<Omit<SearchQuality, 'days' | 'emptiest' | 'slowest'>[]>(
      `select count(*)::int as searches, coalesce(avg((hits = 0)::int), 0)::float8 as "withoutResult",
         coalesce(avg(widened::int), 0)::float8 as widened, coalesce(avg(degraded::int), 0)::float8 as degraded,
         percentile_disc(0.5) within group (order by took_ms) as "medianMs",
         percentile_disc(0.95) within group (order by took_ms) as "p95Ms"
       from search_log where ${since}`,
      [days],
    );
    const emptiest = await this.db.query<SearchQuality['emptiest']>(
      `select kind, words, array(select jsonb_object_keys(filters) order by 1) as filters, count(*)::int as count
       from search_log where ${since} and hits = 0 group by 1, 2, 3 order by count desc, words, kind, filters limit ${LISTED}`,
      [days],
    );
    const slowest = await this.db.query<SearchQuality['slowest']>(
      `select kind, words, count(*)::int as count, percentile_disc(0.95) within group (order by took_ms) as "p95Ms"
       from search_log where ${since} group by 1, 2 having count(*) >= ${ENOUGH} order by "p95Ms" desc, words, kind limit ${LISTED}`,
      [days],
    );
    return {
      days,
      ...(sums ?? { searches: 0, withoutResult: 0, widened: 0, degraded: 0, medianMs: null, p95Ms: null }),
      emptiest,
      slowest,
    };
  }
}

@ApiTags('operations')
@Controller('api/operations/searches')
export class SearchQualityController {
  constructor(private readonly quality: SearchQualityReader) {}

  @Get()
  @Guarded('platform:administer')
  @Returns(200, searchQuality)
  read(@Me() me: Person, @Query({ schema: searchQualityQuery }) query: SearchQualityQuery) {
    return this.quality.read(me, query);
  }
}
