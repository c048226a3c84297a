import 'reflect-metadata';
import { processEnv } from '#libs/config/env';
import { ApiModule } from './api.module';
import { createServer } from './http/server';

/** Starts the HTTP process: API under /api, public site, app under /app. */
async function main(): Promise<void> {
  const env = processEnv();
  const app = await createServer(ApiModule.with(env), env);
  await app.listen(env.port, env.host);
  process.send?.({ ready: true, port: env.port });
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
