import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doWaitingJobs } from '#kernel/composition';
import { madeWorkbook } from '../../src/engines/roster/intake/test-sheets';
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

const HEAD = ['编码', '姓名', '性别', '单位', '用工形式', '到岗日期'];
const ROWS = [
  ['B1', '任燕', '女', '一工区', '合同工', '2015-01-01'],
  ['B2', '单小明', '先生', '一工区', '合同工', '2015-01-01'],
];

test('a clerk reads a sheet in: matches a column, sees the faults, leaves, takes the rows in and undoes it', async () => {
  const { page, faults, context } = await visit(browser, house, {
    account: 'chair',
    shell: 'desktop',
    language: 'zh-CN',
  });
  await page.goto('/admin/people/import', { waitUntil: 'load' });
  const buffer = Buffer.from(madeWorkbook({ name: '花名册', rows: [['某场花名册'], HEAD, ...ROWS] }));
  const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  await page.locator('input[type=file]').setInputFiles({ name: '花名册.xlsx', mimeType, buffer });
  await page.waitForURL(/\/import\/./);

  await page.getByText('请先指明哪一列是工号').waitFor();
  await page.getByRole('combobox', { name: '工号', exact: true }).selectOption({ label: '编码' });
  await page.getByRole('button', { name: '预览', exact: true }).click();
  await page.getByText('可以离开这一页').waitFor();
  await page.goto('/admin/people/import', { waitUntil: 'load' });
  await doWaitingJobs(house.jobHouse);
  await page.getByRole('link', { name: '花名册.xlsx' }).click();

  await page.getByText('共 2 行：新增 1，更新 0，不变 0，有问题 1。').waitFor();
  await page.getByText('性别“先生”认不出，请填男或女。').waitFor();
  expect(await page.locator('td.in-bad').allInnerTexts()).toEqual(['先生']);
  await page.getByRole('button', { name: '入册 1 行' }).click();
  await page.getByText('已入册 0 / 1 行').first().waitFor();
  // Nobody reloads: the page hears of it.
  await doWaitingJobs(house.jobHouse);
  await page.getByText(/入册 1 行，不变 0 行，没有入册 1 行。/).waitFor();

  await page.getByRole('button', { name: '撤销这次导入' }).click();
  const dialog = page.getByRole('dialog', { name: '撤销这次导入' });
  await dialog.getByRole('textbox').fill('传错了文件');
  await dialog.getByRole('button', { name: '撤销这次导入' }).click();
  await dialog.waitFor({ state: 'detached' });
  await doWaitingJobs(house.jobHouse);
  await page.getByText('删除新增 1 人').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
