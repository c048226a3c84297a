import { type Browser, chromium } from 'playwright-core';

/** Starts this Chromium without a window and without calling home. The caller closes it. Throws when no path is given. */
export function openChromium(executablePath: string | undefined): Promise<Browser> {
  if (!executablePath)
    throw new Error('Chromium was not found: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
