import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { QueueEvents } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import { ENV, type Env } from '#libs/config/env';
import { queueConnection } from '#libs/queues/connection';
import type { QueueName } from '#libs/queues/queues';
import { LiveStreams } from './live-streams';

/** Queues whose jobs change what people follow: lists and letters. */
const FOLLOWED: readonly QueueName[] = ['matching', 'interactive', 'mail'];

/**
 * What makes the facts be read before their time: a change made through this process, and jobs begun or done in any.
 * Only a hint: without Redis, and when its events are lost, the facts are read every second all the same.
 */
@Injectable()
export class WakeUps implements OnModuleInit, OnApplicationShutdown {
  private listeners: QueueEvents[] = [];

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly http: HttpAdapterHost,
    private readonly streams: LiveStreams,
  ) {}

  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    fastify.addHook('onResponse', (request, reply, done) => {
      if (request.method !== 'GET' && reply.statusCode < 400) this.streams.wake();
      done();
    });
  }

  /** Listens to the queues from now on; called when somebody connects. */
  listen(): void {
    if (!this.env.redisUrl || this.listeners.length > 0) return;
    this.listeners = FOLLOWED.map((name) => {
      const events = new QueueEvents(name, {
        connection: queueConnection(this.env, 'worker'),
        prefix: this.env.queuePrefix,
      });
      events.on('error', () => undefined);
      events.on('active', () => this.streams.wake());
      events.on('completed', () => this.streams.wake());
      return events;
    });
  }

  /** Does not wait for a Redis that is away. */
  async onApplicationShutdown(): Promise<void> {
    const closing = Promise.allSettled(this.listeners.map((events) => events.close()));
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, 1_000).unref())]);
  }
}
