import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fastifyStatic } from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ROOT } from '#libs/persistence/sql-migrations';

const DIST = join(ROOT, 'web', 'dist');

/** Serves the built app under /app: hashed assets for ever, the page itself never cached and never indexed. */
export async function serveWeb(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(join(DIST, 'index.html'))) return;
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic as never, {
    root: join(DIST, 'assets'),
    prefix: '/app/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    preCompressed: false,
  });
  const sendPage = (
    _request: unknown,
    reply: {
      type(value: string): typeof reply;
      header(name: string, value: string): typeof reply;
      send(body: string): unknown;
    },
  ) =>
    reply
      .type('text/html; charset=utf-8')
      .header('Cache-Control', 'no-cache')
      .header('X-Robots-Tag', 'noindex')
      .send(page);
  fastify.get('/app', sendPage as never);
  fastify.get('/app/*', sendPage as never);
}
