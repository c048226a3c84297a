import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';
import { openChromium } from '../../scripts/open-chromium';
import { Stage } from '../stage/stage';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Adds up how much the page moves by itself. Text, not a function: it runs in the page, where other types live. */
const WATCH_SHIFTS = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

export interface Looking {
  width?: number;
  scheme?: 'light' | 'dark';
  locale?: 'fr' | 'en';
}

/** Somebody whose session the window opens with, or nobody. */
export type Guest = { browser: { cookie: string | undefined } } | null;

/** A window somebody looks through: the page, and what it complained of. */
export interface Window {
  page: Page;
  /** Errors of the console and of scripts since the window was opened; refused requests are not among them. */
  complaints: string[];
  close(): Promise<void>;
}

/** The whole product with its worker, listening, and a browser to look at it. */
export class Windows {
  private constructor(
    readonly stage: Stage,
    private readonly chromium: Browser,
    readonly url: string,
  ) {}

  static async open(): Promise<Windows> {
    const stage = await Stage.open({ worker: true });
    await stage.app.listen(0, '127.0.0.1');
    const { port } = stage.app.getHttpServer().address() as { port: number };
    return new Windows(stage, await openChromium(findChromium()), `http://127.0.0.1:${port}`);
  }

  /** A window of one’s own: signed in when somebody is given, on a desk unless the width says otherwise. */
  async window(who: Guest, looking: Looking = {}): Promise<Window> {
    const { width = 1440, scheme = 'light', locale = 'fr' } = looking;
    const context: BrowserContext = await this.chromium.newContext({
      baseURL: this.url,
      viewport: { width, height: width < 500 ? 844 : 900 },
      colorScheme: scheme,
      // Half-faded text has no contrast to judge.
      reducedMotion: 'reduce',
      locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
      hasTouch: width < 500,
    });
    const [name = '', value = ''] = who?.browser.cookie?.split('=') ?? [];
    if (value) await context.addCookies([{ name, value, url: this.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    await page.addInitScript(WATCH_SHIFTS);
    return { page, complaints, close: () => context.close() };
  }

  async close(): Promise<void> {
    await this.chromium.close();
    await this.stage.close();
  }
}

/** What axe-core finds wrong with the page as it stands, one line each; empty when all is well. */
export async function axe(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page);
  const expression = `${AXE};axe.run({runOnly:${JSON.stringify(RULES)}}).then((found) => found.violations.map((rule) =>
    rule.id + ': ' + rule.nodes.map((node) => node.target.join(' ') + (node.any[0]?.data?.contrastRatio ? ' ' + node.any[0].message : '')).slice(0, 3).join(' | ')))`;
  const { result, exceptionDetails } = await devtools.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  await devtools.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  return result.value as string[];
}

/** How much the page moved by itself since it was opened (cumulative layout shift). */
export const shifted = (page: Page): Promise<number> => page.evaluate<number>('window.shifted');

/** True when the page is wider than the window. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/**
 * The tables of the page in a box that may scroll which the keyboard cannot reach, or which has no name: by their first
 * words. Whether they do scroll at this width depends on the face of the letters, so every such box counts.
 */
export const unreachable = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll('table')].filter((table) => {
    let box = table.parentElement;
    while (box && !/auto|scroll/.test(getComputedStyle(box).overflowX)) box = box.parentElement;
    return box && !(box.tabIndex === 0 && box.role && box.ariaLabel);
  }).map((table) => table.textContent.slice(0, 80))`);
