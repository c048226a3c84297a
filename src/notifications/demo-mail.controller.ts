import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { ENV, type Env } from '#libs/config/env';
import {
  demoMailPage,
  type DemoMailPage,
  demoMailQuery,
  type DemoMailQuery,
  type DemoMailView,
} from '#libs/contracts/notification';
import { Problem } from '#libs/errors/problem';
import { Cursors } from '../http/cursor';
import { Public } from '../http/me';
import { Returns } from '../http/returns';
import { demoMailsPage } from './demo-mail.page';

/** The mails the embedded catcher kept: there to try the product, closed everywhere but in demo mode. */
@ApiTags('demo')
@Controller()
export class DemoMailController {
  constructor(
    @InjectDataSource() private readonly db: DataSource,
    @Inject(ENV) private readonly env: Env,
    private readonly cursors: Cursors,
  ) {}

  @Get('api/demo/mails')
  @Public()
  @Returns(200, demoMailPage)
  async list(@Query({ schema: demoMailQuery }) query: DemoMailQuery): Promise<DemoMailPage> {
    return this.page(query);
  }

  /** The same as a page to read, without script. */
  @Get('demo/mails')
  @Public()
  @ApiExcludeEndpoint()
  async show(@Query({ schema: demoMailQuery }) query: DemoMailQuery, @Res() reply: FastifyReply): Promise<void> {
    const page = await this.page(query);
    void reply
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', 'no-store')
      .header('X-Robots-Tag', 'noindex')
      .send(demoMailsPage(page, query));
  }

  private async page(query: DemoMailQuery): Promise<DemoMailPage> {
    if (!this.env.demo) throw new Problem('request/unknown-route');
    const scope = ['demo-mails', query.to ?? null];
    const after = this.cursors.read(scope, query.cursor);
    const rows = await this.db.query<(Omit<DemoMailView, 'at'> & { at: Date; received: string })[]>(
      `select id, recipient as "to", subject, body_text as text, message_id as "messageId",
              received_at as at, received_at::text as received
       from demo_mail
       where ($1::text is null or recipient = lower($1))
         and ($2::timestamptz is null or (received_at, id) < ($2::timestamptz, $3::uuid))
       order by received_at desc, id desc limit $4`,
      [query.to ?? null, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(({ at, received: _, ...row }) => ({ ...row, at: at.toISOString() })),
      nextCursor: last ? this.cursors.sign(scope, [last.received, last.id]) : null,
    };
  }
}
