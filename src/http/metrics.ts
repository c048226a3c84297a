import { Controller, Get, Injectable, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import { outboxStats } from '#libs/outbox/deliveries';
import { Public } from './me';

/** Prometheus metrics of this process and of the outbox. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of HTTP requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [this.registry],
  });
  private readonly deliveries = new Gauge({
    name: 'outbox_deliveries',
    help: 'Deliveries of the outbox by state',
    labelNames: ['state'],
    registers: [this.registry],
  });
  private readonly lag = new Gauge({
    name: 'outbox_lag_seconds',
    help: 'Age of the oldest event not yet delivered',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      this.requests.observe(
        { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
        reply.elapsedTime / 1_000,
      );
      done();
    });
  }

  async text(db: DataSource): Promise<string> {
    const stats = await outboxStats(db);
    for (const state of ['pending', 'dispatched', 'dead', 'done'] as const)
      this.deliveries.set({ state }, stats[state]);
    this.lag.set(stats.oldestSeconds);
    return this.registry.metrics();
  }
}

const LOCAL = /^(127\.|::1$|::ffff:127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @InjectDataSource() private readonly db: DataSource,
  ) {}

  /** For the scraper beside the process: callers from elsewhere are told nothing is here. */
  @Get()
  @Public()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!LOCAL.test(request.ip) || request.headers['x-forwarded-for']) throw new Problem('request/unknown-route');
    void reply.header('Content-Type', 'text/plain; version=0.0.4').send(await this.metrics.text(this.db));
  }
}
