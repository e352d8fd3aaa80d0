import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../test-house';
import { visit } from './browser';
import { openBrowser } from './open-browser';

let house: TestHouse;
let browser: Browser;

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

test('a join request goes from the phone by the group and the committee to the card, and two approvals are one', async () => {
  const worker = await visit(browser, house, { account: 'worker', shell: 'phone', language: 'zh-CN' });
  await worker.page.goto('/m/me');
  await worker.page.getByRole('link', { name: '我的会籍' }).click();
  await worker.page.getByLabel('说明').fill('愿意加入工会');
  // What was typed survives a reload.
  await expect
    .poll(() => worker.page.evaluate(() => Object.values(localStorage).some((kept) => kept.includes('愿意加入工会'))))
    .toBe(true);
  await worker.page.reload();
  expect(await worker.page.getByLabel('说明').inputValue()).toBe('愿意加入工会');
  await worker.page.getByLabel('签名').fill('别人');
  await worker.page.getByRole('button', { name: '提交' }).click();
  await worker.page.getByText('签名要与姓名一致：worker员').waitFor();
  await worker.page.getByLabel('签名').fill('worker员');
  await worker.page.getByLabel('我自愿加入').check();
  await worker.page.getByRole('button', { name: '提交' }).click();
  await worker.page.getByText('等工会小组提出意见').waitFor();

  const officer = await visit(browser, house, { account: 'unit_officer', shell: 'phone', language: 'en' });
  await officer.page.goto('/m/membership/desk');
  await officer.page.getByRole('link', { name: 'worker员' }).click();
  await officer.page.getByRole('button', { name: 'Agree', exact: true }).click();
  await officer.page.getByText('Waits for the committee').waitFor();

  const chair = await visit(browser, house, { account: 'chair', shell: 'desktop', language: 'en' });
  const second = await chair.context.newPage();
  for (const page of [chair.page, second]) {
    await page.goto('/membership/applications?state=agreed');
    await page.getByRole('link', { name: 'worker员' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).waitFor();
  }
  await chair.page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await chair.page.getByRole('dialog').getByText('Approved by the committee').waitFor();
  await second.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await second.getByText('chair员 decided this on').waitFor();

  await worker.page.goto('/m/membership/card');
  await worker.page.getByText('2024-00001').waitFor();
  await worker.page.getByText('在册会员').waitFor();
  const { card } = await (await worker.page.request.get('/api/membership/own/card')).json();
  const stranger = await visit(browser, house, { account: null, shell: 'phone', language: 'zh-CN' });
  await stranger.page.goto(`/c/${card.token}`);
  await stranger.page.getByRole('heading', { name: '会员证有效' }).waitFor();
  expect(await stranger.page.locator('body').innerText()).not.toContain('worker员');

  await chair.page.goto('/membership?search=2024-00001');
  await chair.page.getByRole('link', { name: 'worker员' }).click();
  await chair.page.getByRole('dialog').getByText('History of the membership').waitFor();
  expect([worker.faults, officer.faults, chair.faults, stranger.faults].flat().filter((fault) => !fault.includes('409'))).toEqual([]); // prettier-ignore
  await Promise.all([worker, officer, chair, stranger].map(({ context }) => context.close()));
});
