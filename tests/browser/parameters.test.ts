import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ParameterDetail } from '#kernel/contract';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { visit, type Visitor } from './browser';
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

const open = async (account: TestAccount, path: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Visitor> => {
  const visitor = await visit(browser, house, { account, shell: 'desktop', language });
  await visitor.page.goto(path, { waitUntil: 'load' });
  await visitor.page.locator('h1, .blank').first().waitFor();
  return visitor;
};
const drawer = (page: Page) => page.locator('dialog.as-drawer');

/** Records a version as another person would, at another desk. */
async function recordAs(account: TestAccount, key: string, value: unknown): Promise<void> {
  const headers = { cookie: await house.cookieOf(account), 'content-type': 'application/json' };
  const url = `/api/parameters/${key}`;
  const { latestId } = (await house.app.inject({ url, headers })).json<ParameterDetail>();
  const body = { value, validFrom: '2024-06-18', level: 'local', source: '公司工会通知', knownVersionId: latestId };
  const answer = await house.app.inject({
    method: 'POST',
    url: `${url}/versions`,
    headers,
    payload: JSON.stringify(body),
  });
  expect(answer.statusCode, answer.body).toBe(200);
}

test('a share is changed: faults stand beside their fields, the draft survives a reload, the history shows both', async () => {
  const { page, faults, context } = await open('chair', '/admin/parameters');
  await page.getByRole('link', { name: '“左右”允许差多少' }).click();
  expect(new URL(page.url()).searchParams.get('open')).toBe('plan.aboutTolerance');
  await page.getByRole('button', { name: '录入新的一版' }).click();
  const value = drawer(page).locator('[data-field="value"]');
  await value.locator('input').fill('60');
  await drawer(page).getByRole('button', { name: '录入这一版' }).click();
  await drawer(page).locator('[data-field="source"] .fault').waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');

  await drawer(page).getByLabel('依据').fill('2024年6月18日工会委员会会议决定');
  await drawer(page).getByRole('button', { name: '录入这一版' }).click();
  expect(await value.locator('.fault').innerText()).toBe('请填不大于 50 的数');
  await value.locator('input').fill('15');
  await drawer(page).getByText('已存草稿').waitFor();
  // What is typed is kept after a moment; the shelf says when.
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => String(kept).includes('"value":"15"')));
  await page.reload({ waitUntil: 'load' });
  expect(await value.locator('input').inputValue()).toBe('15');
  expect(await drawer(page).getByLabel('依据').inputValue()).toBe('2024年6月18日工会委员会会议决定');

  await drawer(page).getByRole('button', { name: '录入这一版' }).click();
  await page.getByText('已录入，2024年6月18日起用').waitFor();
  const history = drawer(page).locator('.pm-history > li');
  await expect.poll(() => history.count()).toBe(2);
  expect(await history.first().innerText()).toContain('15%');
  expect(await history.first().innerText()).toContain('chair员');
  expect(await history.last().innerText()).toContain('10%');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('row', { name: /“左右”允许差多少/ }).innerText()).toContain('15%');
  // What the server worded follows the button as the page's own words do.
  await page.getByRole('button', { name: 'EN' }).click();
  await page.getByRole('row', { name: /How far “about” may be missed/ }).waitFor();
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
  await context.close();
});

test('a version dated back asks for the reason and is shown as such', async () => {
  const { page, context } = await open('chair', '/admin/parameters?open=plan.aboutTolerance&act=set');
  await drawer(page).getByLabel('从哪一天起用').fill('2024年5月1日');
  await drawer(page).getByLabel('依据').click();
  await drawer(page).getByText('起用日已经过去').waitFor();
  await drawer(page).getByLabel('依据').fill('职代会决议');
  await drawer(page).locator('[data-field="value"] input').fill('12');
  await drawer(page).getByRole('button', { name: '录入这一版' }).click();
  await drawer(page).locator('[data-field="note"] .fault').waitFor();
  await drawer(page).getByLabel('说明').fill('决议五月作出，当时没有录入');
  await drawer(page).getByRole('button', { name: '录入这一版' }).click();
  const entry = drawer(page).locator('.pm-history > li', { hasText: '12%' });
  await entry.waitFor();
  expect(await entry.innerText()).toContain('往前补录');
  expect(await entry.innerText()).toContain('2024年5月1日至2024年6月17日');
  await context.close();
});

describe('window rules', () => {
  const rows = (page: Page) => drawer(page).locator('[data-field="value.monthParts"] tbody tr');

  test('are changed in a table; what does not fit is marked in its cell', async () => {
    const { page, context } = await open('chair', '/admin/parameters?open=plan.windowRules&act=set');
    await drawer(page).getByLabel('第 1 行 从几日').fill('11');
    await drawer(page).getByLabel('依据').fill('工会委员会决定');
    await drawer(page).getByRole('button', { name: '录入这一版' }).click();
    await rows(page).nth(0).getByText('结束不能早于开始').waitFor();
    await drawer(page).getByLabel('第 1 行 从几日').fill('1');
    await drawer(page).getByLabel('第 1 行 到几日').first().selectOption('9');
    await drawer(page).getByRole('button', { name: '去掉第 5 行' }).first().click();
    await drawer(page).getByRole('button', { name: '录入这一版' }).click();
    await drawer(page).getByText('“中下旬”还没有放进任何一行').waitFor();
    await drawer(page).locator('[data-field="value.monthParts"]').getByRole('button', { name: '加一行' }).click();
    await drawer(page).getByLabel('第 5 行 词语').first().fill('中下旬');
    await drawer(page).getByLabel('第 5 行 从几日').fill('11');
    await drawer(page).getByLabel('第 5 行 到几日').selectOption({ label: '月末' });
    await drawer(page).getByRole('button', { name: '录入这一版' }).click();
    const newest = drawer(page).locator('.pm-history > li').first();
    await newest.getByText('看这一版的内容').click();
    expect(await newest.locator('tr.pm-changed').allInnerTexts()).toEqual([expect.stringContaining('上旬、初')]);
    await context.close();
  });

  test('that another person changed meanwhile are shown beside one’s own, which is kept', async () => {
    const { page, context } = await open('chair', '/admin/parameters?open=plan.riskShare&act=set');
    await drawer(page).locator('[data-field="value"] input').fill('20');
    await drawer(page).getByLabel('依据').fill('工会委员会决定');
    await recordAs('administrator', 'plan.riskShare', 0.3);
    await drawer(page).getByRole('button', { name: '录入这一版' }).click();
    await drawer(page).getByText('administrator员刚录入了另一版').waitFor();
    expect(await drawer(page).locator('.pm-figure').innerText()).toBe('30%');
    expect(await drawer(page).locator('[data-field="value"] input').inputValue()).toBe('20');
    await drawer(page).getByRole('button', { name: '看过了，继续录我的' }).click();
    await drawer(page).getByRole('button', { name: '录入这一版' }).click();
    await page.getByText('已录入').waitFor();
    const shown = await drawer(page).locator('.pm-history > li').allInnerTexts();
    expect(shown.map((entry) => /\d+%/.exec(entry)?.[0])).toEqual(['20%', '30%', '10%']);
    expect(shown[1]).toContain('已被同日的新版替换');
    await context.close();
  });
});

test('who may only read finds no form, not even by its address', async () => {
  const { page, context } = await open('auditor', '/admin/parameters?open=plan.windowRules&act=set', 'en');
  await drawer(page).getByText('You may read but not change this.').waitFor();
  expect(await drawer(page).locator('form').count()).toBe(0);
  await page.keyboard.press('Escape');
  await page.getByPlaceholder('Find a name or source').fill('nothing like this');
  await page.getByText('No rule fits').waitFor();
  await page.getByRole('button', { name: 'Clear' }).last().click();
  await page.getByRole('link', { name: 'How time words are read' }).waitFor();
  await context.close();
});

test('who may not read finds no page', async () => {
  const { page, context } = await open('unit_officer', '/admin/parameters');
  await page.getByText('没有找到这一页').waitFor();
  expect(await page.getByText('规则与参数').count()).toBe(0);
  await context.close();
});
