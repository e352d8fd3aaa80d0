import { foundBook, postEntry } from '#engines/ledger';
import { makePerson } from '#engines/roster/testing';
import { writeReceipt } from '#lines/finance';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf, POINT, send as request } from './requests';

/** What is entered in a book, a voucher with a photo, and what a worker claims. */
export async function makeFinanceThings(
  house: TestHouse,
  cookie: string,
  bookId: string,
  { worker: other, unit }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const lines = [
    { account: '102', side: 'debit', amount: '100' },
    { account: '401', side: 'credit', amount: '100' },
  ];
  const voucher = idOf(await make('/api/finance/vouchers', { bookId, on: '2024-06-10', words: '收会费', lines }));
  const at = `/api/finance/vouchers/${voucher}`;
  const { files } = await make(`${at}/files?name=p.png`, POINT);
  const worker = await other.cookie();
  const send = (url: string, body: unknown) => ask(house, worker, { method: 'POST', url, body });
  const photo = idOf(await send('/api/finance/own/claim-photos?name=p.png', POINT));
  const spent = { kind: 'activity', words: '购球拍', amount: '30000', spentOn: '2024-06-10' };
  const claim = idOf(await send('/api/finance/own/claims', { ...spent, fileIds: [photo] }));
  const taken = { bookId, on: '2024-06-10', words: '收会费', source: 'test.case:1' } as const;
  const incoming = [
    { account: '102', debit: 100n },
    { account: '401', credit: 100n },
  ];
  const receipt = await house.act(async (ctx) => {
    const { id: entryId } = await postEntry(ctx, { ...taken, lines: incoming });
    const body = { entryId, payer: '一工区', words: '会费', amount: 1n };
    return (await writeReceipt(ctx, { params: {}, query: {}, body })).id;
  });
  return {
    '/api/finance/receipts/:id': receipt,
    '/api/finance/claims/:id': claim,
    '/api/finance/claims/:id/files/:fileId': photo,
    '/api/finance/own/claims/:id': claim,
    '/api/finance/own/claims/:id/files/:fileId': photo,
    ...(await makeBankThings(house, cookie, bookId)),
    ...(await makeAssetThings(house, cookie, unit.id)),
    ...(await makeGoodsThings(house, cookie, unit.id)),
    '/api/finance/vouchers/:id': voucher,
    '/api/finance/vouchers/:id/files/:fileId': (files as { id: string }[])[0]!.id,
  };
}

/** An account at a bank, its statement taken in, a line of it matched and another one open, a month reconciled. */
async function makeBankThings(house: TestHouse, cookie: string, bookId: string): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const told = { bankName: '农商银行', number: '62220001', startsOn: '2024-01-01', opening: '0' };
  const account = idOf(await make('/api/finance/bank-accounts', { bookId, account: '102', ...told }));
  const at = `/api/finance/bank-accounts/${account}`;
  const text = '交易日期,金额,摘要\n2024-05-06,7.00,退款\n2024-05-07,9.00,结息';
  const statement = await make(`${at}/statements?name=a.csv`, Buffer.from(text));
  const statementId = idOf(statement);
  await make(`/api/finance/bank-statements/${statementId}/apply`, { version: statement.version });
  const lines = [
    { account: '102', debit: 700n },
    { account: '401', credit: 700n },
  ];
  const entry = { bookId, on: '2024-05-06', words: '退款', source: 'test.case:1', lines };
  const { id: entryId } = await house.act((ctx) => postEntry(ctx, entry));
  const { body: open } = await request(house, cookie, { url: `${at}/matching?month=2024-05` });
  const [first, second] = (open.lines as { id: string }[]).map(({ id }) => id);
  await make(`${at}/matches`, { groups: [{ lineIds: [first], entryIds: [`${entryId}.1`] }] });
  const { body: matched } = await request(house, cookie, { url: `${at}/matches` });
  const sheet = await make(`${at}/sheets`, { month: '2024-01', note: '期初差额待查' });
  return {
    '/api/finance/bank-accounts/:id': account,
    '/api/finance/bank-statements/:id': statementId,
    '/api/finance/bank-lines/:id': second!,
    '/api/finance/bank-matches/:id': (matched.rows as { id: string }[])[0]!.id,
    '/api/finance/bank-sheets/:id': (sheet.record as { id: string }).id,
  };
}

/** A thing with its card, another one to be scrapped, a month of depreciation, and a sheet of stock-taking. */
async function makeAssetThings(house: TestHouse, cookie: string, unitId: string): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const opened = { unitId, openedOn: '2024-01-01', kind: 'union_funds', name: '资产所在的账' } as const;
  const [bookId, keeperId] = await house.act(async (ctx) => [
    ...[(await foundBook(ctx, opened)).id, (await makePerson(ctx, { unitId })).id],
  ]);
  const bought = { bookId, unitId, keeperId, class: 'electrical', boughtOn: '2024-04-10', cost: '60000' };
  const asset = idOf(await make('/api/finance/assets', { ...bought, name: '电视机' }));
  const old = idOf(await make('/api/finance/assets', { ...bought, name: '旧电视机' }));
  const { scrappings } = await make(`/api/finance/assets/${old}/scrappings`, { version: 1, reason: '坏了' });
  const month = { month: '2024-05', amount: '4000' };
  return {
    '/api/finance/books/:id': bookId!,
    '/api/finance/assets/:id': asset,
    '/api/finance/asset-scrappings/:id': (scrappings as { id: string }[])[0]!.id,
    '/api/finance/asset-runs/:id': idOf(await make(`/api/finance/books/${bookId}/asset-runs`, month)),
    '/api/finance/asset-counts/:id': idOf(await make('/api/finance/asset-counts', { bookId, unitId })),
  };
}

/** Goods in a store: bought, handed out on a list, and counted. */
async function makeGoodsThings(house: TestHouse, cookie: string, unitId: string): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const opened = { unitId, openedOn: '2024-01-01', kind: 'union_funds', name: '物品所在的账' } as const;
  const [bookId, buyerId] = await house.act(async (ctx) => [
    ...[(await foundBook(ctx, opened)).id, (await makePerson(ctx, { unitId })).id],
  ]);
  const towels = { bookId, unitId, name: '毛巾', kind: 'festival', measure: '条', isDivisible: false };
  const goods = idOf(await make('/api/finance/goods', towels));
  const at = `/api/finance/goods/${goods}`;
  await make(`${at}/purchases`, { quantity: '9', value: '900', on: '2024-06-10', buyerId, words: '' });
  const to = [{ unitId, personId: null, quantity: '2' }];
  const issue = idOf(await make(`${at}/issues`, { on: '2024-06-12', words: '端午慰问', to }));
  const { body: list } = await request(house, cookie, { url: `/api/finance/goods-issues/${issue}` });
  const { counts } = await make(`${at}/counts`, { counted: '6', reason: '受潮' });
  return {
    '/api/finance/goods/:id': goods,
    '/api/finance/goods-issues/:id': issue,
    '/api/finance/goods-moves/:id': (list.moves as { id: string }[])[0]!.id,
    '/api/finance/goods-counts/:id': (counts as { id: string }[])[0]!.id,
  };
}
