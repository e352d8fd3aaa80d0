import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { worldPlan } from '../world';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { barriersOf, openTab, sitDown, type Shell, type Visitor } from './browser';
import { pages } from './every-page';
import { openBrowser } from './open-browser';
import { makePageGround } from './pages-ground';

let house: TestHouse;
let browser: Browser;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  ids = await makePageGround(house);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** Chinese words on an English page, outside of what says itself to be Chinese. */
const hanRuns = () =>
  [...document.querySelectorAll('button, a, h1, h2, h3, th, label, nav, [role=tab], p, legend')]
    .filter((element) => element.closest('[lang^="zh"]') === null && element.children.length === 0)
    .flatMap((element) => (element.textContent ?? '').match(/[\p{Script=Han}、，。“”]+/gu) ?? []);

/** What the records themselves say stays Chinese: names of people and units, titles and sentences of the plan. */
const records: ReadonlySet<string> = new Set([
  ...[
    '中文',
    '员',
    '储一',
    '储二',
    '治病',
    '张海燕',
    '测试',
    '小组决定',
    '测试盐场',
    '测试盐场接力',
    '测试盐场演讲比赛',
    '应收会费',
    '一工区',
    '二工区',
  ],
]);
const isRecord = (words: string): boolean => records.has(words) || worldPlan().includes(words);

type Language = 'zh-CN' | 'en';

async function open(page: Page, path: string): Promise<void> {
  const url = path.replace(/\{(\w+)\}/g, (_whole, name: string) => ids[name]!);
  await page.goto(url, { waitUntil: 'load' });
  await untilThere(page);
}

/** A page that listens to live news never falls silent: it is there when its title is, and nothing is on its way. */
async function untilThere(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('[aria-busy=true], .skeleton') === null,
  );
}

async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('gonghui.language', chosen), language);
}

/** English was chosen in another tab: the page's words change, and what the server worded comes anew. */
async function hearEnglish(page: Page): Promise<void> {
  await speak(page, 'en');
  await page.evaluate(() => dispatchEvent(new StorageEvent('storage')));
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  await untilThere(page);
  await expect.poll(async () => (await page.evaluate(hanRuns)).filter((words) => !isRecord(words))).toEqual([]);
}

/** One heading, every word there and in the reader's language, nothing that scrolls sideways. */
async function expectSound(page: Page, language: Language): Promise<void> {
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  expect(await page.locator('h1').count(), 'headings of the page').toBe(1);
  const shown = await page.locator('body').innerText();
  expect(shown.match(/\b(?:pages|states|errors|screen)\.[a-z]\w*\.?\w*/g), 'a key without its words').toBeNull();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'the page scrolls sideways').toBeLessThanOrEqual(0);
  if (language === 'en') expect((await page.evaluate(hanRuns)).filter((words) => !isRecord(words))).toEqual([]);
}

describe('pages', () => {
  /** Who came once stays before the screen, in one tab: the program is in the browser's cache, as on every day but the first. */
  const seats = new Map<string, Visitor>();
  const tabOf = async (account: TestAccount | null, shell: Shell): Promise<Visitor> => {
    const key = `${account} ${shell}`;
    let seat = seats.get(key);
    if (seat === undefined) {
      const context = await sitDown(browser, house, { account, shell, language: 'zh-CN' });
      seat = { context, ...(await openTab(context)) };
      seats.set(key, seat);
    }
    seat.faults.length = 0;
    return seat;
  };
  afterAll(async () => {
    for (const { context } of seats.values()) await context.close();
  });

  test.each(pages)('%s for %s on the %s', async (path, account, shell) => {
    const { page, faults } = await tabOf(account, shell);
    await open(page, path);
    // What axe looks at is the same in both languages.
    expect(await barriersOf(page)).toEqual([]);
    await expectSound(page, 'zh-CN');
    try {
      await hearEnglish(page);
      await expectSound(page, 'en');
    } finally {
      await speak(page, 'zh-CN');
    }
    expect(faults).toEqual([]);
  });

  test.each(['zh-CN', 'en'] as const)('the history of a review, in its drawer, in %s', async (language) => {
    const { page, faults } = await tabOf('chair', 'desktop');
    await open(page, '/plan');
    await speak(page, language);
    await open(page, '/plan/{reviewId}/review');
    await page.locator('.plan-head-acts [aria-haspopup=dialog]').click();
    await page.getByRole('button', { name: { 'zh-CN': '核对经过', en: 'History of the review' }[language] }).click();
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    expect(faults).toEqual([]);
    expect(await barriersOf(page)).toEqual([]);
    await expectSound(page, language);
  });
});
