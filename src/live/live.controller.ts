import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { liveFacts, type LiveFacts, liveQuery, type LiveQuery } from '#libs/contracts/live';
import type { Person } from '../access/actor';
import { Me, SignedIn } from '../http/me';
import { Returns } from '../http/returns';
import { LiveStreams } from './live-streams';
import { WakeUps } from './wake-ups';

const STREAM = 'text/event-stream';

@ApiTags('live')
@Controller('api')
export class LiveController {
  constructor(
    private readonly streams: LiveStreams,
    private readonly wakeUps: WakeUps,
  ) {}

  @Get('events')
  @SignedIn()
  @ApiOperation({
    summary: 'What a page follows, as a stream of server-sent events or once',
    description:
      'With `Accept: text/event-stream` the answer stays open: an event without a name carries the facts whenever they change (its data is the same JSON, its id names the state and comes back as Last-Event-ID), a comment every 15 s shows that the line is alive. Otherwise the facts are answered once.',
  })
  @ApiProduces('application/json', STREAM)
  @ApiHeader({ name: 'Last-Event-ID', required: false, schema: { type: 'string', maxLength: 40 } })
  @Returns(200, liveFacts)
  async follow(
    @Me() me: Person,
    @Query({ schema: liveQuery }) { mission }: LiveQuery,
    @Headers('accept') accept: string | undefined,
    @Headers('last-event-id') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LiveFacts | StreamableFile> {
    if (!accept?.includes(STREAM)) return this.streams.facts(me, mission);
    const out = await this.streams.open(me, mission, known);
    this.wakeUps.listen();
    // Neither a proxy nor our own compression may hold events back.
    void reply.header('Cache-Control', 'no-store, no-transform').header('X-Accel-Buffering', 'no');
    return new StreamableFile(out, { type: `${STREAM}; charset=utf-8` });
  }
}
