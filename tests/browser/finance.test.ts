import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundBook, postEntry } from '#engines/ledger';
import { makeBudget, sealAll } from '#engines/ledger/testing';
import { worldPlan } from '../world';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { receiptPicture } from '../world/receipt';
import { visit } from './browser';
import { openBrowser } from './open-browser';

let house: TestHouse;
let browser: Browser;
let bookId: string;

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  const book = await house.act((ctx) => {
    const opened = { unitId: house.tree.works.id, openedOn: '2024-01-01' };
    return foundBook(ctx, { ...opened, kind: 'union_funds', name: '工会经费' });
  });
  bookId = book.id;
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const atDesk = (account: TestAccount, language: 'zh-CN' | 'en' = 'zh-CN') =>
  visit(browser, house, { account, shell: 'desktop', language });

/** The steps of an expense after the claimant's own, as their endpoints take them. */
const steps = {
  check: { account: '50102', bookId: '', people: 1, payees: [], note: '' },
  decide: { verdict: 'approve' },
  pay: { account: '101', on: '2024-06-18' },
} as const;

/** Takes a step with nothing but its endpoint, as somebody would who finds no button: the name of the refusal. */
async function refusalOf(account: TestAccount, url: string, payload: object): Promise<string> {
  const headers = { cookie: await house.cookieOf(account) };
  const answer = await house.app.inject({ method: 'POST', url, headers, payload });
  return answer.json<{ error?: { code: string } }>().error?.code ?? 'done';
}

/**
 * What all but the one whose turn it is are told when they try the step: that there is no such thing. The last word is that to the
 * right one, who knows another version of it: the same attempt reaches the claim.
 */
async function refusals(id: string, version: number, step: keyof typeof steps, whose: TestAccount): Promise<string[]> {
  const others = (['worker', 'treasurer', 'chair', 'cashier'] as const).filter((account) => account !== whose);
  const payload = { ...steps[step], ...(step === 'check' ? { bookId } : {}) };
  const tryIt = (account: TestAccount, known: number) =>
    refusalOf(account, `/api/finance/claims/${id}/${step}`, { ...payload, version: known });
  return Promise.all([...others.map((account) => tryIt(account, version)), tryIt(whose, version + 1)]);
}
const HIDDEN = 'kernel.not_found';
const nobodyElse = [HIDDEN, HIDDEN, HIDDEN, 'kernel.changed_meanwhile'];

test('an expense goes from the photo on a phone to the statement that a worker reads, by four people, none of whom can do another’s step', async () => {
  const worker = await visit(browser, house, { account: 'worker', shell: 'phone', language: 'zh-CN' });
  await worker.page.goto('/m/me');
  await worker.page.getByRole('link', { name: '我的报销' }).click();
  await worker.page.getByRole('link', { name: '报销一笔' }).click();
  await worker.page.getByRole('button', { name: '提交报销' }).click();
  await worker.page.getByText('至少拍一张发票或收据。').waitFor();
  const picture = { name: '发票.png', mimeType: 'image/png', buffer: receiptPicture(1) };
  await worker.page
    .locator('input[type="file"][multiple]')
    .setInputFiles([picture, { ...picture, buffer: receiptPicture(2) }]);
  await worker.page.getByLabel('事由').fill('乒乓球拍两副');
  await worker.page.getByLabel('金额（元）').fill('320.50');
  await worker.page.getByRole('button', { name: '提交报销' }).click();
  await worker.page.getByRole('link', { name: /乒乓球拍两副/ }).click();
  await worker.page.getByText('会计审核 · treasurer员').waitFor();
  const id = worker.page.url().split('/').at(-1)!;
  expect(await refusals(id, 1, 'check', 'treasurer')).toEqual(nobodyElse);

  const open = async ({ page }: Awaited<ReturnType<typeof atDesk>>) => {
    await page.goto('/finance/claims');
    await page.getByRole('link', { name: '乒乓球拍两副' }).click();
    const drawer = page.getByRole('dialog').first();
    await drawer.getByText('320.50').waitFor();
    return drawer;
  };
  const buttons = ['审核通过', '批准', '付款并记账'];
  const offered = (drawer: Awaited<ReturnType<typeof open>>) =>
    Promise.all(buttons.map((name) => drawer.getByRole('button', { name, exact: true }).count()));
  const [treasurer, chair, cashier] = [await atDesk('treasurer'), await atDesk('chair'), await atDesk('cashier')];
  expect(await offered(await open(chair))).toEqual([0, 0, 0]);
  expect(await offered(await open(cashier))).toEqual([0, 0, 0]);
  const checking = await open(treasurer);
  expect(await offered(checking)).toEqual([1, 0, 0]);
  await checking.getByLabel('列支账簿').selectOption({ label: '工会经费' });
  await checking.getByLabel('支出科目').selectOption('50102');
  await checking.getByRole('button', { name: '审核通过' }).click();
  await checking.getByText('主席审批 · chair员').waitFor();
  expect(await offered(checking)).toEqual([0, 0, 0]);

  expect(await offered(await open(cashier))).toEqual([0, 0, 0]);
  expect(await refusals(id, 2, 'decide', 'chair')).toEqual(nobodyElse);
  const deciding = await open(chair);
  expect(await offered(deciding)).toEqual([0, 1, 0]);
  await deciding.getByRole('button', { name: '批准', exact: true }).click();
  await deciding.getByText('出纳付款 · cashier员').waitFor();
  expect(await offered(deciding)).toEqual([0, 0, 0]);

  expect(await offered(await open(treasurer))).toEqual([0, 0, 0]);
  expect(await refusals(id, 3, 'pay', 'cashier')).toEqual(nobodyElse);
  const paying = await open(cashier);
  expect(await offered(paying)).toEqual([0, 0, 1]);
  await paying.getByLabel('从哪里付').selectOption('101');
  await paying.getByRole('button', { name: '付款并记账' }).click();
  await paying.getByRole('link', { name: '查看凭证' }).click();
  await cashier.page.getByText('人民币叁佰贰拾元伍角').waitFor();
  await cashier.page
    .getByText(/待编号|第1号/)
    .first()
    .waitFor();

  await worker.page.goto('/m/claims');
  await worker.page.getByText('已付款').waitFor();

  await sealAll(house.seed().house.database);
  const statements = `/api/ledger/books/${bookId}/statements`;
  for (const account of ['worker', 'treasurer', 'cashier'] as const)
    expect(await refusalOf(account, statements, { on: '2024-06-18', span: 'month' })).toBe(HIDDEN);
  const publishing = async ({ page }: Awaited<ReturnType<typeof atDesk>>) => {
    await page.goto(`/finance/books/${bookId}/statements?form=result`);
    await page.getByText('320.50').first().waitFor();
    return page.getByRole('button', { name: '发布这份报表' });
  };
  expect(await (await publishing(treasurer)).count()).toBe(0);
  expect(await (await publishing(cashier)).count()).toBe(0);
  await worker.page.getByRole('link', { name: '公开' }).click();
  await worker.page.getByText('还没有发布过报表').waitFor();
  await (await publishing(chair)).click();
  await chair.page.getByRole('dialog').getByRole('button', { name: '发布这份报表' }).click();
  await chair.page.getByText('报表已发布').waitFor();

  await worker.page.reload();
  await worker.page.getByRole('link', { name: /工会经费/ }).click();
  await worker.page.getByRole('row', { name: '文体活动费 320.50 320.50' }).waitFor();
  await worker.page.getByText('数字与发布时一致').waitFor();
  const visitors = [worker, treasurer, chair, cashier];
  expect(visitors.flatMap(({ faults }) => faults)).toEqual([]);
  await Promise.all(visitors.map(({ context }) => context.close()));
});

test('a voucher is typed by keyboard alone: accounts by pinyin, = fills the difference, a reload loses nothing', async () => {
  const { page, context, faults } = await atDesk('treasurer', 'en');
  await page.goto('/finance/vouchers/new');
  await page.getByLabel('Account of line 1').focus();
  await page.keyboard.type('zgjyf');
  await page.keyboard.press('Tab');
  await page.getByLabel('Debit of line 1').focus();
  await page.keyboard.type('1200.5');
  await page.getByText('1,200.50 more debit').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('yhck');
  await page.keyboard.press('Tab');
  await page.getByLabel('Credit of line 2').focus();
  await page.keyboard.press('=');
  await page.getByText('Balanced', { exact: true }).waitFor();
  await page.getByLabel('For', { exact: true }).fill('购图书');
  await expect
    .poll(() => page.evaluate(() => Object.values(localStorage).some((kept) => kept.includes('购图书'))))
    .toBe(true);
  await page.reload();
  expect(await page.getByLabel('Credit of line 2').inputValue()).toBe('1200.50');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('button', { name: 'Hand in' }).click();
  await page.getByText('To be reviewed').waitFor();
  await page.getByText('102 银行存款').waitFor();
  expect(await page.getByRole('button', { name: 'Found right' }).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test('the founding of a savings association keeps ticks and words over a reload, and nothing once it is founded', async () => {
  const { page, context, faults } = await atDesk('chair');
  await page.goto('/savings');
  const ticks = page.getByRole('checkbox');
  await ticks.first().check();
  await page.getByLabel('决议').fill('一届二次全委会');
  await page.reload();
  await expect.poll(() => ticks.first().isChecked()).toBe(true);
  expect(await page.getByLabel('决议').inputValue()).toBe('一届二次全委会');
  expect(await ticks.nth(1).isChecked()).toBe(false);
  for (const tick of await ticks.all()) await tick.check();
  await page.getByRole('button', { name: '成立储金会' }).click();
  await page.getByText('储金会已成立').first().waitFor();
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith('savings.founding')));
  await expect.poll(kept).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test('a sample is drawn by a promise of the plan that the budget names, with what its line spent', async () => {
  const headers = { cookie: await house.cookieOf('chair') };
  const send = async (url: string, payload: object, from = headers) => {
    const answer = await house.app.inject({ method: 'POST', url, headers: from, payload });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ id: string; planId: string }>();
  };
  const { planId } = await send('/api/plans/texts', { name: 'plan', text: worldPlan() });
  await send(`/api/plans/${planId}/confirm`, { revision: 1, acceptRest: true });
  const board = await house.app.inject({ url: `/api/plans/${planId}/board`, headers });
  const { rows } = board.json<{ rows: { id: string; number: string; title: string; kind: string }[] }>();
  const promise = rows.find((row) => row.kind.startsWith('money'))!;
  await house.act(async (ctx) => {
    const line = { target: { kind: 'ceiling', ceiling: 900_000n }, accounts: ['50402'] } as const;
    const { lineIds } = await makeBudget(ctx, bookId, [
      { ...line, accounts: [...line.accounts], commitmentIds: [promise.id] },
    ]);
    const lines = [
      { account: '50402', debit: 815_00n, budgetLineId: lineIds[0]! },
      { account: '102', credit: 815_00n },
    ];
    await postEntry(ctx, { bookId, on: '2024-06-10', words: '困难职工救助', source: 'test.case:9', lines });
  });
  await sealAll(house.seed().house.database);
  const opened = {
    unitId: house.tree.works.id,
    name: '帮扶支出专项审查',
    why: '年度计划',
    from: '2024-06-01',
    to: '2024-06-18',
  };
  const auditor = { cookie: await house.cookieOf('auditor') };
  const { id } = await send('/api/finance/audits', { ...opened, bookIds: [bookId] }, auditor);

  const { page, context, faults } = await atDesk('auditor');
  await page.goto(`/finance/audits/${id}`);
  await page.getByRole('button', { name: '抽样' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('账簿').selectOption({ label: '工会经费' });
  await form.getByLabel('预算年度').selectOption({ label: '2024' });
  await form.getByLabel('计划承诺').selectOption(promise.id);
  await form.getByText('815.00').waitFor();
  await form.getByRole('button', { name: '抽取' }).click();
  await form.waitFor({ state: 'detached' });
  await page.goto(`/finance/audits/${id}?part=draws`);
  await page.getByRole('link', { name: '815.00' }).waitFor();
  await page.getByRole('link', { name: '打开这项承诺' }).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
