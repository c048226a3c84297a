import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { processEnv } from '#libs/config/env';
import { WorkerRuntime } from '#libs/outbox/worker-runtime';
import { AppModule } from './app.module';
import { makeLogger, NestLog } from './http/logging';

/** Starts the worker process: relay, queue consumers, clockwork. */
async function main(): Promise<void> {
  const env = processEnv();
  const app = await NestFactory.createApplicationContext(AppModule.with(env, 'worker'), {
    logger: new NestLog(makeLogger(env, 'worker')),
    abortOnError: false,
  });
  app.enableShutdownHooks();
  await app.get(WorkerRuntime).start();
  process.send?.({ ready: true });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
