import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { worldPlan } from '../world';
import { openTestHouse, type TestHouse } from '../test-house';
import { barriersOf, visit, type Visitor } from './browser';
import { openBrowser } from './open-browser';

const PLAN_ABOVE = '集团公司“十四五”工会工作规划\n一、广泛开展群众性文体活动。\n二、建立健全帮扶救助的长效机制。\n';
const LETTER = '关于开展职工文体活动的通知\n各单位要结合实际组织比赛。年底前报送总结。\n';

let house: TestHouse;
let browser: Browser;
const ids: Record<string, string> = {};

const send = async (method: 'POST' | 'PUT', url: string, payload: string | object) => {
  const isText = typeof payload === 'string';
  const headers = {
    cookie: await house.cookieOf('chair'),
    'content-type': isText ? 'application/octet-stream' : 'application/json',
  };
  const answer = await house.app.inject({ method, url, headers, payload: isText ? payload : JSON.stringify(payload) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Record<string, string>>();
};

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  const query = new URLSearchParams({ name: 'plan.txt', title: '', issuer: '集团公司工会', fromYear: '2021', toYear: '2025' });
  ids.above = (await send('POST', `/api/plans/references?${query}`, PLAN_ABOVE)).planId!;
  ids.plan = (await send('POST', '/api/plans/texts', { name: 'plan', text: worldPlan() })).planId!;
  await send('PUT', `/api/plans/${ids.plan}/parent`, { parentPlanId: ids.above });
  await send('POST', `/api/plans/${ids.plan}/confirm`, { revision: 2, acceptRest: true });
  const { fileId } = await send('POST', '/api/directives/files?name=letter.txt', LETTER);
  const letter = { sender: '集团公司工会', number: '海化工〔2024〕3号', title: '关于开展职工文体活动的通知', receivedOn: '2024-01-05', fileId };
  ids.letter = (await send('POST', '/api/directives', letter)).id!;
  const headers = { cookie: await house.cookieOf('chair') };
  const board = await house.app.inject({ url: `/api/plans/${ids.plan}/board`, headers });
  ids.event = board.json<{ rows: { id: string; kind: string }[] }>().rows.find((row) => row.kind === 'event')!.id;
}); // prettier-ignore
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const addressOf = (path: string) => path.replace(/\{(\w+)\}/g, (_whole, name: string) => ids[name]!);

async function isReady(page: Page): Promise<void> {
  await page.locator('h1, dialog h2').first().waitFor();
  await page.locator('[aria-busy=true], .skeleton').first().waitFor({ state: 'detached' });
}

describe.each(['zh-CN', 'en'] as const)('what comes from above, in %s', (language) => {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await visit(browser, house, { account: 'chair', shell: 'desktop', language });
  });
  afterAll(() => visitor?.context.close());

  test.each([
    '/plan/import?as=above',
    '/plan/{above}/text',
    '/plan/directives?open={letter}',
    '/plan/directives?open={letter}&do=change',
    '/plan/directives?do=receive',
    '/plan/commitments/{event}?do=cite',
    '/plan/commitments/{event}?do=amend',
  ])('%s is whole and can be used by everybody', async (path) => {
    const { page, faults } = visitor;
    faults.length = 0;
    await page.goto(addressOf(path), { waitUntil: 'load' });
    await isReady(page);
    expect(faults).toEqual([]);
    expect(await barriersOf(page)).toEqual([]);
    const shown = await page.locator('body').innerText();
    expect(shown.match(/\b(?:pages|above|review|measures)\.[a-z]\w*/g), 'a key without its words').toBeNull();
  });
});

test('a sentence of the plan above is picked and stands on the page of the commitment, with a way to its text', async () => {
  const { page, context } = await visit(browser, house, { account: 'chair', shell: 'desktop', language: 'zh-CN' });
  await page.goto(addressOf('/plan/commitments/{event}?do=cite'));
  await page.getByRole('button', { name: '引用 一、广泛开展群众性文体活动' }).click();
  await page.getByRole('button', { name: '取消引用 一、广泛开展群众性文体活动' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.plan-cited blockquote', { hasText: '一、广泛开展群众性文体活动' }).waitFor();
  await page.locator('.plan-cited a').first().click();
  await page.waitForURL(addressOf('**/plan/{above}/text'));
  await page.getByText('4 句中已落实 1 句').or(page.getByText('3 句中已落实 1 句')).waitFor();
  await context.close();
});

test('an amendment that came second shows the first one, who made it, and loses nothing typed', async () => {
  const { page, context } = await visit(browser, house, { account: 'chair', shell: 'desktop', language: 'zh-CN' });
  await page.goto(addressOf('/plan/commitments/{event}?do=amend'));
  const name = page.getByRole('textbox', { name: '名称', exact: true });
  await name.fill('我起的名字');
  await page.getByRole('textbox', { name: '修订原因' }).fill('主席办公会同意');
  const headers = { cookie: await house.cookieOf('chair') };
  const now = (await house.app.inject({ url: addressOf('/api/commitments/{event}'), headers })).json<{
    revision: number;
    content: object;
  }>();
  await send('POST', addressOf('/api/commitments/{event}/amendments'), {
    revision: now.revision,
    day: '2024-06-18',
    reason: '别人先改',
    content: { ...now.content, title: '别人起的名字' },
  });
  await page.getByRole('button', { name: '保存修订' }).click();
  const panel = page.locator('.plan-conflict');
  await panel.getByText('别人起的名字').waitFor();
  await panel.getByText('我起的名字').waitFor();
  await panel.getByText(/改过这一项/).waitFor();
  expect(await name.inputValue()).toBe('我起的名字');
  await panel.getByRole('button', { name: '仍用我的' }).click();
  await page.getByRole('button', { name: '保存修订' }).click();
  await page.locator('h1', { hasText: '我起的名字' }).waitFor();
  await context.close();
});

test('a commitment’s page opens the form of a recurring duty that is linked to it', async () => {
  const { page, context } = await visit(browser, house, { account: 'chair', shell: 'desktop', language: 'zh-CN' });
  await page.goto(addressOf('/plan/commitments/{event}'));
  await page.getByRole('link', { name: '新建例行工作' }).click();
  const form = page.getByRole('dialog');
  await form.getByText('新建例行工作').waitFor();
  expect(new URL(page.url()).searchParams.get('tag')).toBe(`commitment:${ids.event}`);
  await form.getByText('已关联计划事项').waitFor();
  await context.close();
});
