// @ts-check
import { dataDir } from './state.mjs';
import { ensureServices, explainFailure } from './services.mjs';

/** `npm run services`: holds PostgreSQL and Redis for tests run by hand, until Ctrl-C. */
const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

try {
  const services = await ensureServices({ dir: dataDir(process.env.DATA_DIR || '.data/test'), throwaway: true, log });
  log(`PostgreSQL  ${services.sources.postgres}\n            ${services.databaseUrl}`);
  log(`Redis       ${services.sources.redis}\n            ${services.redisUrl ?? ''}`);
  log('Held until Ctrl-C.');
  const held = setInterval(() => undefined, 1 << 30);
  const leave = async () => {
    clearInterval(held);
    await services.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void leave());
} catch (error) {
  explainFailure(error);
  process.exit(1);
}
