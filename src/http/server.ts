import { randomUUID } from 'node:crypto';
import { fastifyCompress } from '@fastify/compress';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '#libs/config/env';
import { Problem } from '#libs/errors/problem';
import { useCleanAddresses, useSecurityHeaders } from './headers';
import { BODY_LIMIT, useJsonBodies } from './json-body';
import { makeLogger, NestLog, useRequestLog } from './logging';
import { Metrics } from './metrics';
import { problemOf, sendProblem } from './problem.filter';
import { serveApiDescription } from './openapi';
import { serveWeb } from './web';

/** What is being answered when the process is told to stop has so long to end, in milliseconds: `npm start` waits 12 s. */
const LAST_ANSWERS_MS = 8_000;

/**
 * Who is being answered when the process is told to stop has their answer; their connection is not kept, it would be waited
 * for. Nest’s `forceCloseConnections` cuts them instead.
 */
function useQuietStop(fastify: FastifyInstance): void {
  let stopping = false;
  fastify.addHook('preClose', (done) => {
    stopping = true;
    setTimeout(() => fastify.server.closeAllConnections(), LAST_ANSWERS_MS).unref();
    done();
  });
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (stopping) void reply.header('Connection', 'close');
    done(null, payload);
  });
}

/**
 * The HTTP application, ready to listen: three timeouts (a slow sender is cut within 12 s), size and depth limits,
 * security headers, logs, metrics, API description and the built web app.
 */
export async function createServer(module: Type | { module: Type }, env: Env): Promise<NestFastifyApplication> {
  const log = makeLogger(env, 'api');
  const adapter = new FastifyAdapter({
    requestTimeout: 10_000,
    keepAliveTimeout: 6_000,
    bodyLimit: BODY_LIMIT,
    trustProxy: env.trustProxy.length > 0 ? env.trustProxy : false,
    genReqId: () => randomUUID(),
    // Addresses the router itself refuses: too long, badly encoded.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(
        request,
        reply,
        problemOf(error) ?? new Problem('request/malformed', { reason: 'the address is not well formed' }),
      ),
    routerOptions: { maxParamLength: 500 },
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16_384 },
    forceCloseConnections: 'idle',
  } as never);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  useJsonBodies(fastify);
  useSecurityHeaders(fastify, env.production);
  useCleanAddresses(fastify);
  useRequestLog(fastify, log);
  useQuietStop(fastify);
  app.get(Metrics).watch(fastify);
  app.enableShutdownHooks();
  await app.register(fastifyCompress as never, { encodings: ['br', 'gzip'], threshold: 1_024 });
  await serveWeb(app);
  serveApiDescription(app);
  await app.init();
  await fastify.ready();
  return app;
}
