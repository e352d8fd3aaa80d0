import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, type JobGround } from '#kernel';
import { standingClock } from '#kernel/testing';
import { foundBook, postEntry } from '#engines/ledger';
import { sealAll } from '#engines/ledger/testing';
import { modules } from '../../src/app/modules';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { ask, idOf, POINT } from './ground/requests';

let house: TestHouse;
let bookId: string;
beforeAll(async () => {
  house = await openTestHouse();
  const opened = { unitId: house.tree.works.id, openedOn: '2024-01-01' };
  bookId = (await house.act((ctx) => foundBook(ctx, { ...opened, kind: 'union_funds', name: '工会经费' }))).id;
});
afterAll(() => house.close());

const get = async (account: TestAccount, url: string) => ask(house, await house.cookieOf(account), { url });
const post = async (account: TestAccount, url: string, body: unknown) =>
  ask(house, await house.cookieOf(account), { method: 'POST', url, body });
const toldTo = async (account: TestAccount) =>
  ((await get(account, '/api/session/notifications')) as { rows: { title: string }[] }).rows.map((row) => row.title);
const workOf = async (account: TestAccount) => {
  const { rows } = (await get(account, '/api/finance/work')) as { rows: { kind: string; count: number }[] };
  return rows.map(({ kind, count }) => `${kind} ${count}`);
};

test('a claim tells each hand in turn, counts where it waits, and tells the claimant what became of it', async () => {
  const photo = idOf(await post('worker', '/api/finance/own/claim-photos?name=p.png', POINT));
  const spent = { kind: 'activity', words: '购球拍', amount: '30000', spentOn: '2024-06-10', fileIds: [photo] };
  const id = idOf(await post('worker', '/api/finance/own/claims', spent));
  expect(await toldTo('treasurer')).toEqual(['有报销等您审核']);
  expect([await workOf('treasurer'), await workOf('chair'), await workOf('cashier')]).toEqual([['check 1'], [], []]);
  const at = `/api/finance/claims/${id}`;
  await post('treasurer', `${at}/check`, {
    ...{ version: 1, bookId, account: '50102', people: 1, payees: [], note: '' },
  });
  expect([await toldTo('chair'), await workOf('chair')]).toEqual([['有报销等您审批'], ['decide 1']]);
  await post('chair', `${at}/decide`, { version: 2, verdict: 'approve' });
  expect([await toldTo('cashier'), await workOf('cashier')]).toEqual([['有报销等您付款'], ['pay 1']]);
  await post('cashier', `${at}/pay`, { version: 3, account: '101', on: '2024-06-18' });
  expect(await toldTo('worker')).toEqual(['您的报销已付款', '您的报销已批准']);
  for (const account of ['treasurer', 'chair', 'cashier'] as const) expect(await workOf(account)).toEqual([]);
});

test('a voucher tells who reviews, who signs and who posts it, and its writer when it comes back', async () => {
  const lines = [
    { account: '50102', side: 'debit', amount: '100' },
    { account: '102', side: 'credit', amount: '100' },
  ];
  const entered = { bookId, on: '2024-06-10', words: '购奖品', lines };
  const at = `/api/finance/vouchers/${idOf(await post('treasurer', '/api/finance/vouchers', entered))}`;
  await post('treasurer', `${at}/submit`, { version: 1 });
  expect((await toldTo('chair'))[0]).toBe('有凭证等您复核');
  expect([await workOf('chair'), await workOf('treasurer')]).toEqual([['review 1'], []]);
  await post('chair', `${at}/return`, { version: 2, reason: '缺发票' });
  expect((await toldTo('treasurer'))[0]).toBe('您填的凭证被退回');
  expect(await workOf('treasurer')).toEqual(['correct 1']);
  await post('treasurer', `${at}/submit`, { version: 3 });
  await post('chair', `${at}/review`, { version: 4 });
  expect((await toldTo('cashier'))[0]).toBe('有凭证等您签字付款');
  expect([await workOf('cashier'), await workOf('treasurer')]).toEqual([['sign 1'], []]);
  await post('cashier', `${at}/pay`, { version: 5 });
  expect((await toldTo('treasurer'))[0]).toBe('有凭证可以记账了');
  expect([await workOf('cashier'), await workOf('treasurer')]).toEqual([[], ['post 1']]);
});

test('a finding tells who answers, then who audits; a late one reminds once a week, the chair with them', async () => {
  const lines = [
    { account: '50102', debit: 300_00n },
    { account: '102', credit: 300_00n },
  ];
  const entry = { bookId, on: '2024-03-05', words: '购奖品', source: 'test.case:1', lines };
  const { id: entryId } = await house.act((ctx) => postEntry(ctx, entry));
  await sealAll(house.seed().house.database);
  const june = { name: '六月审查', why: '年度计划', from: '2024-06-01', to: '2024-06-18', bookIds: [bookId] };
  const other = idOf(await post('auditor', '/api/finance/audits', { ...june, unitId: house.tree.works.id }));
  const claims = await get('auditor', `/api/finance/audits/${other}/population?source=claim`);
  expect(claims).toMatchObject({ count: 1, sum: '30000' });
  const planned = { name: '一季度审查', why: '年度计划', from: '2024-03-01', to: '2024-03-31', bookIds: [bookId] };
  const audit = idOf(await post('auditor', '/api/finance/audits', { ...planned, unitId: house.tree.works.id }));
  await post('auditor', `/api/finance/audits/${audit}/draws`, {});
  const { answerers } = (await get('auditor', `/api/finance/audits/${audit}`)) as {
    answerers: { id: string; name: string }[];
  };
  expect(answerers.map((one) => one.name).sort()).toEqual(['cashier员', 'treasurer员']);
  const answererId = answerers.find((one) => one.name === 'treasurer员')!.id;
  const found = { bookId, kind: 'no_attachment', gravity: 'plain', words: '缺发票', amount: '30000', answererId };
  const finding = idOf(
    await post('auditor', `/api/finance/audits/${audit}/findings`, { ...found, entryIds: [entryId] }),
  );
  const at = `/api/finance/audit-findings/${finding}`;
  await post('auditor', `${at}/issue`, { version: 1 });
  expect((await toldTo('treasurer'))[0]).toBe('有审查问题请您答复');
  expect(await toldTo('cashier')).not.toContain('有审查问题请您答复');
  expect([await workOf('cashier'), (await workOf('treasurer')).at(-1)]).toEqual([['answer 1'], 'answer 1']);

  const job = modules.flatMap((module) => module.jobs ?? []).find(({ name }) => name === 'finance.remind_of_findings')!;
  for (const [day, told] of [
    ['2024-07-09', 0],
    ['2024-07-10', 1],
    ['2024-07-11', 1],
    ['2024-07-17', 2],
  ] as const) {
    const seed = { ...house.seed(), clock: standingClock(day) };
    await job.work({ act: (work) => inTransaction(seed, work) } as JobGround, {});
    for (const account of ['treasurer', 'chair', 'auditor', 'cashier'] as const) {
      const late = (await toldTo(account)).filter((title) => title === '审查问题逾期未答复');
      expect([day, account, late.length]).toEqual([day, account, account === 'cashier' ? 0 : told]);
    }
  }
  await post('treasurer', `${at}/answer`, { version: 2, words: '已补发票', correction: null });
  expect([await workOf('cashier'), await workOf('auditor')]).toEqual([[], ['judge 1']]);
  expect(await toldTo('auditor')).toContain('审查问题有了答复');
  await post('auditor', `${at}/close`, { version: 3, words: '' });
  expect(await toldTo('treasurer')).toContain('审查问题已销号');
  expect(await workOf('auditor')).toEqual([]);
});
