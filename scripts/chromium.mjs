// @ts-check
import { Blocked, onPath, run } from './services/processes.mjs';

/** The Chromium of this machine: CHROMIUM_PATH, or the first found on PATH. */
export const findChromium = () =>
  process.env.CHROMIUM_PATH || onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');

/**
 * Makes sure of a Chromium for the browser tests; as root on Debian it is installed when missing.
 * Throws a Blocked with the way out when there is none.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} its path
 */
export async function ensureChromium(log) {
  const found = findChromium();
  if (found) return found;
  const way = 'Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.';
  if (process.getuid?.() !== 0 || !onPath('apt-get')) throw new Blocked(`The browser tests need Chromium. ${way}`);
  log('Installing Chromium for the browser tests (apt-get install chromium)');
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeout: 300_000 });
  } catch (error) {
    throw new Blocked(`Chromium could not be installed: ${/** @type {Error} */ (error).message}. ${way}`);
  }
  const installed = findChromium();
  if (!installed) throw new Blocked(`Chromium was installed but is not on PATH. ${way}`);
  return installed;
}
