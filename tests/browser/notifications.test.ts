import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notify } from '#kernel';
import { accountsOfPeople } from '#engines/roster';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { barriersOf, visit, type Shell } from './browser';
import { openBrowser } from './open-browser';

let house: TestHouse;
let browser: Browser;
let accounts: ReadonlyMap<string, string>;

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  accounts = await house.act((ctx) => accountsOfPeople(ctx, Object.values(house.people)));
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** What anybody may be told: a role that was given. */
const tell = (account: TestAccount, unit = '一工区', times = 1) =>
  house.act(async (ctx) => {
    for (let time = 0; time < times; time += 1)
      await notify(ctx, {
        to: [accounts.get(house.people[account])!],
        kind: 'roster.role_granted',
        params: { roleWord: 'roles.worker', unit, day: '2024-06-20' },
        link: { desktop: '/account', phone: '/me' },
      });
  });

const open = async (account: TestAccount, shell: Shell, path: string, language: 'zh-CN' | 'en' = 'zh-CN') => {
  const visitor = await visit(browser, house, { account, shell, language });
  await visitor.page.goto(path, { waitUntil: 'load' });
  return visitor;
};

describe('the bell of the desktop', () => {
  test('counts what comes while the page stands open, by keyboard shows it, leads there and counts down', async () => {
    const { page, faults, context } = await open('treasurer', 'desktop', '/account');
    const bell = page.locator('.top .nt-bell');
    await page.getByRole('button', { name: '通知', exact: true }).waitFor();
    await tell('treasurer', '𠮷田 <b>工区</b> 😀');
    await page.getByRole('button', { name: '通知，1 条未读' }).waitFor();
    await bell.focus();
    await page.keyboard.press('Enter');
    const row = page.getByRole('dialog', { name: '通知' }).getByRole('link', { name: /您有了新角色：职工/ });
    await row.waitFor();
    expect(await row.innerText()).toContain('从2024年6月20日起，在𠮷田 <b>工区</b> 😀及其下级单位有效。');
    expect(await barriersOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '通知' }).waitFor({ state: 'detached' });
    expect(await bell.evaluate((element) => element === document.activeElement)).toBe(true);
    await bell.click();
    await row.click();
    await page.waitForURL('**/account');
    await page.getByRole('button', { name: '通知', exact: true }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test('another page of the same account hears that it was read; nobody else hears anything', async () => {
    const [one, two, stranger] = await Promise.all([
      open('cashier', 'desktop', '/account'),
      open('cashier', 'desktop', '/notifications'),
      open('auditor', 'desktop', '/account'),
    ]);
    for (const { page } of [one, two]) await page.getByRole('button', { name: '通知', exact: true }).waitFor();
    await tell('cashier', '二工区', 12);
    for (const { page } of [one, two]) await page.getByRole('button', { name: '通知，12 条未读' }).waitFor();
    await one.page.locator('.top .nt-bell').click();
    await one.page.locator('.nt-pop .nt').nth(9).waitFor();
    expect(await one.page.locator('.nt-pop .nt').count()).toBe(10);
    await two.page.getByRole('button', { name: '全部标为已读' }).click();
    for (const { page } of [one, two]) await page.getByRole('button', { name: '通知', exact: true }).waitFor();
    await two.page.getByRole('radio', { name: '未读' }).click();
    await two.page.getByText('没有未读的通知').waitFor();
    expect(two.page.url()).toContain('show=unread');
    await stranger.page.getByRole('button', { name: '通知', exact: true }).waitFor();
    expect([...one.faults, ...two.faults, ...stranger.faults]).toEqual([]);
    for (const { context } of [one, two, stranger]) await context.close();
  });

  test('a list longer than a page is read on; its words follow the language', async () => {
    await tell('superior', '总场', 33);
    const { page, context } = await open('superior', 'desktop', '/notifications', 'en');
    await page.getByRole('heading', { name: 'Notifications' }).waitFor();
    await page.getByText('It holds from 20 June 2024 for 总场 and everything below it.').first().waitFor();
    await page.getByRole('button', { name: 'More' }).click();
    await page.locator('.main .nt').nth(32).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    await page.getByRole('button', { name: '中' }).click();
    await page.getByText('从2024年6月20日起，在总场及其下级单位有效。').first().waitFor();
    await context.close();
  });
});

test('the phone’s first page counts, its own page lists, and a press leads within the phone', async () => {
  await tell('worker');
  const { page, faults, context } = await open('worker', 'phone', '/m/');
  await page.getByRole('link', { name: '通知，1 条未读' }).click();
  await page.waitForURL('**/m/me/notifications');
  const row = page.getByRole('link', { name: /您有了新角色/ });
  await row.waitFor();
  expect(await barriersOf(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await row.click();
  await page.waitForURL('**/m/me');
  await page.getByRole('link', { name: '通知' }).waitFor();
  await page.getByRole('link', { name: '首页' }).click();
  await page.getByRole('link', { name: '通知', exact: true }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
