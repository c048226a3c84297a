import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { Relay } from '#libs/outbox/relay';
import { Public } from './me';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    private readonly relay: Relay,
  ) {}

  /** The process runs. */
  @Get('live')
  @Public()
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** The process can serve: PostgreSQL answers and its migrations are current. Queues away means degraded, not down. */
  @Get('ready')
  @Public()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const [database, queues] = await Promise.all([this.databaseReady(), this.queuesReady()]);
    void reply
      .status(database ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send({ status: database ? 'ready' : 'unavailable', degraded: queues ? [] : ['queues'] });
  }

  private async databaseReady(): Promise<boolean> {
    return within(1_500, async () => !(await this.db.showMigrations()));
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
