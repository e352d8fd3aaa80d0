import { readFileSync } from 'node:fs';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWorkbook } from '#kernel';
import { makePerson } from '#engines/roster/testing';
import { openTestHouse, type TestHouse } from '../test-house';
import { visit } from './browser';
import { openBrowser } from './open-browser';

let house: TestHouse;
let browser: Browser;
beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  const unitId = house.tree.areas[1].id;
  await house.act(async (ctx) => {
    await makePerson(ctx, { unitId, name: '区大海', staffNumber: '000125' });
    await makePerson(ctx, { unitId, name: '单小明', staffNumber: '000126' });
  });
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function saved(page: Page, press: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return download;
}

async function namesIn(download: Download): Promise<string[]> {
  const names: string[] = [];
  for await (const rows of (await readWorkbook(readFileSync(await download.path()), 'a.xlsx')).rows)
    for (const { cells } of rows) if (cells[0]?.kind === 'text') names.push(cells[0].text);
  return names.slice(2);
}

test('the button saves exactly what is filtered, under a name that says list, unit and day', async () => {
  const { context, page, faults } = await visit(browser, house, {
    ...{ account: 'chair', shell: 'desktop', language: 'zh-CN' },
  });
  await page.goto(`/admin/people?search=${encodeURIComponent('区')}`);
  const button = page.getByRole('button', { name: '导出 Excel' });
  const download = await saved(page, () => button.click());
  expect(download.suggestedFilename()).toBe('人员名单_测试盐场_2024-06-18.xlsx');
  expect(await namesIn(download)).toEqual(['区大海']);
  await page.getByText('已导出 人员名单_测试盐场_2024-06-18.xlsx').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('a fault stands beside the button in words, and trying again saves the file', async () => {
  const { context, page } = await visit(browser, house, { account: 'chair', shell: 'desktop', language: 'en' });
  let isBroken = true;
  await page.route('**/people.xlsx*', (route) => (isBroken ? route.abort() : route.continue()));
  await page.goto('/admin/people');
  await page.getByRole('button', { name: 'Export to Excel' }).click();
  const fault = page.getByRole('alert');
  await fault.getByText('The server could not be reached').waitFor();
  isBroken = false;
  const download = await saved(page, () => fault.getByRole('button', { name: 'Try again' }).click());
  expect(download.suggestedFilename()).toBe('People_测试盐场_2024-06-18.xlsx');
  expect(await namesIn(download)).toContain('单小明');
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  await context.close();
});
