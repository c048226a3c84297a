// @ts-check
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { explainFailure } from './services/services.mjs';

/** `npm run build`: installs what is missing and builds what changed. */
const log = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);

try {
  checkNode();
  await ensureInstalled(log);
  await ensureBuilt(log);
} catch (error) {
  explainFailure(error);
  process.exitCode = 1;
}
