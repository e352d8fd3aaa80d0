import AxeBuilder from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { TestAccount, TestHouse } from '../test-house';

export type Shell = 'desktop' | 'phone';
export const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Faults that the page itself reported: scripts, policy, console. */
  faults: string[];
}

export interface Who {
  account: TestAccount | null;
  shell: Shell;
  language: 'zh-CN' | 'en';
  theme?: 'light' | 'dark';
}

/** Somebody before a screen: signed in as the account, or nobody. */
export async function visit(browser: Browser, house: TestHouse, who: Who): Promise<Visitor> {
  const context = await sitDown(browser, house, who);
  return { context, ...(await openTab(context)) };
}

/** A browser of one's own, signed in, with no tab open yet. */
export async function sitDown(browser: Browser, house: TestHouse, who: Who): Promise<BrowserContext> {
  const address = house.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('The house does not listen.');
  const baseURL = `http://127.0.0.1:${address.port}`;
  const context = await browser.newContext({
    baseURL,
    viewport: sizes[who.shell],
    locale: who.language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: who.theme ?? 'light',
    isMobile: who.shell === 'phone',
    hasTouch: who.shell === 'phone',
  });
  if (who.account !== null) {
    const cookies = (await house.cookieOf(who.account)).split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: baseURL };
    });
    await context.addCookies(cookies);
  }
  await context.addInitScript((language) => {
    if (localStorage.getItem('gonghui.language') === null) localStorage.setItem('gonghui.language', language);
  }, who.language);
  return context;
}

/** One more tab, with what its page reports as wrong. */
export async function openTab(context: BrowserContext): Promise<Omit<Visitor, 'context'>> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  return { page, faults };
}

const SERIOUS = ['serious', 'critical'];

/** What would keep somebody from using the page, with its places. */
export async function barriersOf(page: Page): Promise<string[]> {
  // What still fades in has less contrast than what stands.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
    await Promise.all(ending.map((one) => one.finished.catch(() => undefined)));
  });
  // There are no frames of other origins here: the old way needs no second page for its report. What passes is counted and
  // not described: a description of every element costs more than looking at it.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}
