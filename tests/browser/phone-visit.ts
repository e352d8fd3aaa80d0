import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestAccount, TestHouse } from '../test-house';
import { sizes } from './browser';

export function phoneOptions(baseURL: string): BrowserContextOptions {
  return {
    baseURL,
    viewport: sizes.phone,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    isMobile: true,
    hasTouch: true,
  };
}

/** Signs the account in on this phone, as the cookie of a session does. */
export async function signInOn(
  context: BrowserContext,
  house: TestHouse,
  account: TestAccount,
  url: string,
): Promise<void> {
  const pairs = (await house.cookieOf(account)).split('; ').map((pair) => pair.split(/=(.*)/s));
  await context.addCookies(pairs.map(([name = '', value = '']) => ({ name, value, url })));
}

export async function phoneOf(
  browser: Browser,
  house: TestHouse,
  account: TestAccount,
  url: string,
): Promise<BrowserContext> {
  const context = await browser.newContext(phoneOptions(url));
  await signInOn(context, house, account, url);
  return context;
}

/** Faults that a page reports itself; that a request found no network is none. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const words = message.text();
    if (message.type() === 'error' && !/net::ERR_|Failed to fetch/.test(words)) faults.push(`console: ${words}`);
  });
  return faults;
}

/** Waits until the phone's worker has taken over and holds the words of the language in use. */
export async function untilKept(page: Page): Promise<void> {
  const hasWords = () =>
    page.evaluate(async () => {
      if (!navigator.serviceWorker.controller) return false;
      const name = (await caches.keys()).find((one) => one.startsWith('gonghui-phone-'));
      const files = name ? await (await caches.open(name)).keys() : [];
      const paths = files.map((file) => new URL(file.url).pathname);
      return paths.includes('/m/') && paths.some((path) => path.startsWith('/assets/zh-CN-'));
    });
  await expect.poll(hasWords, { timeout: 30_000 }).toBe(true);
}

/** How many lie on each shelf of the phone. */
export function shelvesOf(page: Page): Promise<Record<string, number>> {
  return page.evaluate(
    () =>
      new Promise<Record<string, number>>((done, fail) => {
        const opening = indexedDB.open('gonghui-phone');
        opening.onerror = () => fail(opening.error ?? new Error('no database'));
        opening.onsuccess = () => {
          const database = opening.result;
          const shelves = [...database.objectStoreNames];
          const counts: Record<string, number> = {};
          const reading = database.transaction(shelves, 'readonly');
          for (const shelf of shelves) {
            const count = reading.objectStore(shelf).count();
            count.onsuccess = () => (counts[shelf] = count.result);
          }
          reading.oncomplete = () => {
            database.close();
            done(counts);
          };
        };
      }),
  );
}
