import { Controller, Get, Injectable, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Problem } from '#libs/errors/problem';
import { outboxStats } from '#libs/outbox/deliveries';
import { type EngineStatus, GuardedSearch } from '#libs/search/guarded-search';
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
  private readonly engineResting = new Gauge({
    name: 'search_engine_resting',
    help: 'Whether PostgreSQL answers searches instead of the engine (1) or not (0)',
    registers: [this.registry],
  });
  private readonly fallbacks = new Gauge({
    name: 'search_fallbacks_total',
    help: 'Searches of this process that PostgreSQL answered instead of the engine, by reason',
    labelNames: ['reason'],
    registers: [this.registry],
  });
  private readonly alarms = new Gauge({
    name: 'search_alarms_total',
    help: 'Failures of the engine that somebody must look at, by kind',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  private readonly marked = new Gauge({
    name: 'search_marked_documents',
    help: 'Documents the engine is still to be told about',
    registers: [this.registry],
  });
  private readonly notInStep = new Gauge({
    name: 'search_alarm',
    help: 'Whether the worker cannot keep the engine in step (1) or can (0)',
    registers: [this.registry],
  });
  private readonly drift = new Gauge({
    name: 'search_drift',
    help: 'Documents that differed between the engine and PostgreSQL at the last check',
    labelNames: ['kind', 'class'],
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

  async text(db: DataSource, search: EngineStatus): Promise<string> {
    const stats = await outboxStats(db);
    for (const state of ['pending', 'dispatched', 'dead', 'done'] as const)
      this.deliveries.set({ state }, stats[state]);
    this.lag.set(stats.oldestSeconds);
    if (search.engine) await this.readSearch(db, search);
    return this.registry.metrics();
  }

  private async readSearch(db: DataSource, { state, fallbacks, alarms }: EngineStatus): Promise<void> {
    this.engineResting.set(state === 'closed' ? 0 : 1);
    for (const [reason, count] of fallbacks) this.fallbacks.set({ reason }, count);
    for (const [kind, count] of alarms) this.alarms.set({ kind }, count);
    const [row] = await db.query<
      { marked: number; alarm: boolean; drift: Record<string, Record<string, number>> | null }[]
    >(
      `select (select count(*)::int from search_dirty) as marked,
              exists (select 1 from search_state where name = 'alarm') as alarm,
              (select detail from search_state where name = 'drift') as drift`,
    );
    this.marked.set(row?.marked ?? 0);
    this.notInStep.set(row?.alarm ? 1 : 0);
    for (const [kind, classes] of Object.entries(row?.drift ?? {}))
      for (const [name, count] of Object.entries(classes)) this.drift.set({ kind, class: name }, count);
  }
}

const LOCAL = /^(127\.|::1$|::ffff:127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @InjectDataSource() private readonly db: DataSource,
    private readonly search: GuardedSearch,
  ) {}

  /** For the scraper beside the process: callers from elsewhere are told nothing is here. */
  @Get()
  @Public()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!LOCAL.test(request.ip) || request.headers['x-forwarded-for']) throw new Problem('request/unknown-route');
    void reply
      .header('Content-Type', 'text/plain; version=0.0.4')
      .send(await this.metrics.text(this.db, this.search.status()));
  }
}
