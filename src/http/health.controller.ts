import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { Relay } from '#libs/outbox/relay';
import { GuardedSearch } from '#libs/search/guarded-search';
import { Public } from './me';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly relay: Relay,
    private readonly search: GuardedSearch,
  ) {}

  /** The process runs. */
  @Get('live')
  @Public()
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /**
   * The process can serve: PostgreSQL answers and its migrations are current. Queues away, or a search engine that does
   * not answer, refuses its key or cannot be kept in step, means degraded, not down.
   */
  @Get('ready')
  @Public()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const [database, queues, search] = await Promise.all([
      this.databaseReady(),
      this.queuesReady(),
      this.searchReady(),
    ]);
    void reply
      .status(database ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send({
        status: database ? 'ready' : 'unavailable',
        degraded: [...(queues ? [] : ['queues']), ...(search ? [] : ['search'])],
      });
  }

  private async databaseReady(): Promise<boolean> {
    return within(1_500, async () => !(await this.db.showMigrations()));
  }

  /** No engine beside PostgreSQL is a choice, not a degradation. */
  private async searchReady(): Promise<boolean> {
    const { engine, state, alarm } = this.search.status();
    if (!engine) return true;
    if (state !== 'closed' || alarm !== null) return false;
    return within(1_000, async () => {
      const alarms = await this.db.query<object[]>(`select 1 from search_state where name = 'alarm'`);
      return alarms.length === 0;
    });
  }

  private async queuesReady(): Promise<boolean> {
    return within(1_000, async () => {
      await this.relay.queue('events').getJobCounts('waiting');
      return true;
    });
  }
}

/** False when the check fails or does not answer in time. */
async function within(ms: number, check: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const answer = await Promise.race([check().catch(() => false), late]);
  clearTimeout(timer);
  return answer;
}
