import { processEnv } from '#libs/config/env';
import { migrate } from '#libs/persistence/data-source';

/** `npm run migrate`: brings the database up to date and prints the migrations applied as JSON. */
migrate(processEnv().databaseUrl).then(
  (applied) => process.stdout.write(`${JSON.stringify({ applied })}\n`),
  (error: Error) => {
    process.stderr.write(`migrate: ${error.message}\n`);
    process.exitCode = 2;
  },
);
