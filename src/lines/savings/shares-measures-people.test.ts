import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerTexts } from '#kernel';
import { ledgerModule } from '#engines/ledger';
import { noCommitments } from '#engines/ledger/testing';
import { closeAccount } from './accounts/closing';
import { addEarnings } from './associations/associations';
import type { Association } from './associations/contract';
import { deposited, savers, savingsControl } from './measures';
import { savingsContributor, savingsEraser, savingsFollower } from './person-records';
import { recordSources } from './record-sources';
import {
  decideShares,
  listShareRows,
  listShares,
  previewShares,
  proposeShares,
  showShares,
  undoShares,
} from './shares/shares';
import { bankMoney, expectWhole, openSavings, type SavingsGround } from './test-savings';

let ground: SavingsGround;
let association: Association;
beforeAll(async () => {
  registerTexts({ ledger: ledgerModule(noCommitments).texts });
  ground = await openSavings();
  association = await ground.found();
  await ground.keep((ctx) => bankMoney(ctx, association.book.id, 10_000_00n));
});
afterAll(() => ground.close());

const refused = (code: string) => expect.objectContaining({ code });
const reason = { reason: '名册有误' };

test('what was earned is shared to the fen by the days that money stood, and taken back whole', async () => {
  const own = await openSavings();
  const { id: associationId } = await own.found();
  // 100 yuan since the year's first day, 100 since today, nothing.
  const [whole, late, none] = [
    await own.saver(100_00n, '2024-01-01'),
    await own.saver(100_00n, '2024-06-18'),
    await own.saver(),
  ];
  await own.keep((ctx) => addEarnings(ctx, associationId, { amount: 10_01n, on: '2024-06-18', words: '结息' }));
  const asked = { associationId, year: 2024, sum: 10_00n };
  const preview = await own.keep((ctx) => previewShares(ctx, asked));
  // The year is not over: 170 days and one.
  expect(preview).toMatchObject({ undistributed: 10_01n, accounts: 3, sharing: 2, largest: 9_94n, smallest: 6n });
  const proposal = { ...asked, postedOn: '2024-06-18', decision: '管理小组2024年6月决定' };
  const propose = (change: Partial<typeof proposal>) =>
    own.keep((ctx) => proposeShares(ctx, { ...proposal, ...change }));
  await expect(propose({ sum: 10_02n })).rejects.toEqual(refused('savings.share_over_earned'));
  await expect(propose({ year: 2025 })).rejects.toEqual(refused('savings.share_year'));
  await expect(propose({ year: 2023 })).rejects.toEqual(refused('savings.share_nobody'));
  const { id } = await propose({});
  await expect(propose({})).rejects.toEqual(refused('savings.share_stands'));
  const approve = () => own.decide((ctx) => decideShares(ctx, id, { isGranted: true, words: '' }));
  await approve();
  await expect(approve()).rejects.toEqual(refused('savings.share_not_proposed'));
  await expect(own.decide((ctx) => undoShares(ctx, id, reason))).rejects.toEqual(refused('savings.under_way'));
  await own.shareWork(id);
  await own.shareWork(id);
  expect(await own.keep((ctx) => showShares(ctx, id))).toMatchObject({ state: 'done', counts: { sharing: '2' } });
  const { rows } = await own.keep((ctx) => listShareRows(ctx, id, { limit: 10 }));
  expect(rows.map((row) => [row.accountId, row.amount])).toEqual([
    [whole.id, 9_94n],
    [late.id, 6n],
  ]);
  await expectWhole(own, associationId);
  expect((await own.keep((ctx) => listShares(ctx, { associationId }))).undistributed).toBe(1n);
  await own.decide((ctx) => undoShares(ctx, id, reason));
  await own.shareWork(id);
  expect((await own.keep((ctx) => listShares(ctx, { associationId }))).undistributed).toBe(10_01n);
  expect((await own.statement(none.id)).lines).toEqual([]);
  const refusedOne = await propose({});
  await own.decide((ctx) => decideShares(ctx, refusedOne.id, { isGranted: false, words: '等年底再分' }));
  expect(await own.keep((ctx) => showShares(ctx, refusedOne.id))).toMatchObject({
    state: 'refused',
    refusal: '等年底再分',
  });
  await expectWhole(own, associationId);

  // By the balance of the year's end both get the same.
  await own.rule('savings.shareRule', { balance: '年末', leastDays: 0 });
  expect(await own.keep((ctx) => previewShares(ctx, asked))).toMatchObject({ largest: 5_00n, smallest: 5_00n });

  await own.close();
});

test('what a plan may ask, each figure with its rows; and where an entry of the books leads', async () => {
  const own = await openSavings();
  const { id: associationId, book } = await own.found();
  const [whole] = [await own.saver(100_00n, '2024-01-01'), await own.saver(100_00n, '2024-06-18'), await own.saver()];
  await own.keep((ctx) => addEarnings(ctx, associationId, { amount: 5_00n, on: '2024-06-18', words: '结息' }));
  const proposal = { associationId, year: 2024, sum: 5_00n, postedOn: '2024-06-18', decision: '管理小组决定' };
  const { id } = await own.keep((ctx) => proposeShares(ctx, proposal));
  // What a plan may ask: whether accounts and books agree, who saves, what came in; each with its rows.
  const question = {
    tag: 'commitment:1',
    window: { from: '2024-01-01', to: '2024-12-31' },
    unitPath: '/',
    asOf: '2024-06-18',
  } as const;
  const ask = (measure: typeof savers) => own.keep(async (ctx) => (await measure.answer(ctx, [question]))[0]!);
  expect(await ask(savingsControl)).toMatchObject({ value: '6', of: '6' });
  expect(await ask(savers)).toMatchObject({ value: '3', rows: [{ amount: '3' }] });
  expect(await ask(deposited)).toMatchObject({
    value: '20000',
    rows: [
      { title: '2024-01 · 1', amount: '10000' },
      { title: '2024-06 · 1', amount: '10000' },
    ],
  });
  const find = (prefix: string, one: string) =>
    own.keep(async (ctx) =>
      (await recordSources.find((source) => source.prefix === prefix)!.find(ctx, [one])).get(one),
    );
  expect(await find('savings.account', whole.id)).toMatchObject({ to: `/savings/accounts/${whole.id}` });
  expect(await find('savings.share_run', id)).toMatchObject({ title: '2024 年收益分配' });
  expect(await find('savings.association', associationId)).toMatchObject({ title: '储金会利息' });
  expect(await find('savings.list', book.id)).toBeUndefined();
  await own.close();
});

test('the savings of two records that become one stand together, and come back apart; nothing is erased while they are open', async () => {
  const from = await ground.saver(20_00n);
  const { id: to } = await ground.person();
  const move = { from: from.personId, to };
  expect(await ground.keep((ctx) => savingsFollower.describe(ctx, move))).toEqual([
    { what: 'savings:followed.accounts', moves: 1, clashes: 0 },
  ]);
  const journal = await ground.keep((ctx) => savingsFollower.follow(ctx, move));
  expect((await ground.statement(from.id)).account.person.id).toBe(to);
  await ground.keep((ctx) => savingsFollower.undo(ctx, move, JSON.parse(JSON.stringify(journal))));
  expect((await ground.statement(from.id)).account.person.id).toBe(from.personId);
  const other = await ground.saver();
  expect(
    await ground.keep((ctx) => savingsFollower.describe(ctx, { from: from.personId, to: other.personId })),
  ).toMatchObject([{ moves: 0, clashes: 1 }]);

  const sheets = await ground.keep((ctx) => savingsContributor.collect(ctx, from.personId));
  expect(sheets.map((sheet) => sheet.rows.length)).toEqual([1, 1, 0, 0, 0]);
  const ids = [from.personId];
  expect(await ground.keep((ctx) => savingsEraser.keeps(ctx, ids))).toMatchObject([{ kind: 'open' }]);
  const closing = { on: '2024-06-18', way: 'bank', closing: 'died', words: '由家属领取' } as const;
  await ground.pay((ctx) => closeAccount(ctx, from.id, closing));
  expect(await ground.keep((ctx) => savingsEraser.keeps(ctx, ids))).toEqual([]);
  await ground.keep((ctx) => savingsEraser.erase(ctx, { ids, accountIds: [], shownAs: '已删除' }));
  expect((await ground.statement(from.id)).lines.map((line) => line.words)).toEqual(['', '']);
  await expectWhole(ground, association.id);
});
