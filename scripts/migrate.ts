import { processEnv } from '#libs/config/env';
import { prepareDatabase } from '../src/operations/prepare-database';

/** `npm run migrate`: brings the database up to date, our own referential included, and prints the migrations applied as JSON. */
prepareDatabase(processEnv().databaseUrl).then(
  (applied) => process.stdout.write(`${JSON.stringify({ applied })}\n`),
  (error: Error) => {
    process.stderr.write(`migrate: ${error.message}\n`);
    process.exitCode = 2;
  },
);
