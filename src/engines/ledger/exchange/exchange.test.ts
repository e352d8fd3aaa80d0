import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, readWorkbook, registerTexts, writeWorkbook } from '#kernel';
import type { Context, FileAnswer, SignedInUser, WorkbookColumn } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson } from '#engines/roster/testing';
import { netBalances, turnovers } from '../balances/store';
import { accountsOf } from '../books/store';
import { postEntry, reverseEntry } from '../entries/entries';
import type { DraftLine } from '../entries/rules';
import { ledgerModule } from '../manifest';
import { partiesOf } from '../parties/store-parties';
import { closePeriod } from '../periods/periods';
import { journalBalances, makeBook, makeDraft, noCommitments, sealAll } from '../testing';
import { bookToExport, entriesToWrite } from './book-rows';
import { exportBookJson, exportBookWorkbook, exportJournal } from './exports';
import { importJournal, importOpening, listImports, previewJournal, previewOpening } from './imports';
import { getOpeningTemplate } from './opening-sheet';
import { balancesByTools, whyNoPlainTextTools } from './plain-text-tools';
import { readJournal } from './read-journal';
import { keysOf } from './rules';
import { importSource } from './sources';
import { entriesByKeys } from './store';

let database: TestDatabase;
let person: { id: string; staffNumber: string };
let bookId: string;
const keeper = testUser([
  ...['ledger.book.read', 'ledger.exchange.read', 'ledger.exchange.write'],
  ...['roster.person.read', 'roster.unit.read'],
]);
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser = keeper) =>
  inTransaction(database.seed({ user }), work);
const newBook = () => act(async (ctx) => (await makeBook(ctx)).id);

beforeAll(async () => {
  registerTexts({ ledger: ledgerModule(noCommitments).texts });
  database = await openTestDatabase();
  person = await act((ctx) => makePerson(ctx));
  bookId = await newBook();
  await keepHalfAYear();
});
afterAll(() => database.close());

/** A book with everything that a journal must carry: an opening, parties, a reversal, odd words, the smallest amount. */
async function keepHalfAYear(): Promise<void> {
  const [party] = [...(await act((ctx) => partiesOf(ctx, 'person', [person.id]))).values()];
  const [payee] = [...(await act((ctx) => partiesOf(ctx, 'payee', ['羊口文具店']))).values()];
  const post = (on: string, words: string, lines: DraftLine[], kind: 'ordinary' | 'opening' = 'ordinary') =>
    act((ctx) => postEntry(ctx, makeDraft(bookId, { on, words, lines, kind })));
  await post(
    '2024-01-01',
    '期初余额',
    [
      { account: '102', debit: 500_000n },
      { account: '312', credit: 500_000n },
    ],
    'opening',
  );
  await post('2024-02-03', '收会费; "二月"', [
    { account: '102', debit: 1n, words: 'date:2024-13-13, [2024-02-30]' },
    { account: '401', credit: 1n },
  ]);
  await post('2024-03-08', '借支', [
    { account: '113', debit: 300_00n, partyId: party! },
    { account: '101', credit: 300_00n },
  ]);
  await post('2024-04-01', '买奖品 | 两箱', [
    { account: '50102', debit: 89_90n },
    { account: '221', credit: 89_90n, partyId: payee! },
  ]);
  const wrong = await post('2024-05-01', '记错', [
    { account: '50301', debit: 77n },
    { account: '102', credit: 77n },
  ]);
  await act((ctx) => reverseEntry(ctx, wrong.id, { reason: '冲销记错', on: '2024-05-02' }));
  await sealAll(database.kysely);
}

const journalOf = async (id: string, query: { from?: string; to?: string } = {}) =>
  Buffer.from((await act((ctx) => exportJournal(ctx, { params: { id }, query, body: undefined }))).bytes).toString();
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));
const preview = (id: string, text: string, year = 2024) =>
  act((ctx) => previewJournal(ctx, { params: { id }, query: { year }, body: bytesOf(text) }));
const take = (id: string, text: string, { year = 2024, user = keeper } = {}) =>
  act((ctx) => importJournal(ctx, { params: { id }, query: { year, name: 'a.journal' }, body: bytesOf(text) }), user);

/** Balance, debits and credits of every account that moved, by its code. */
async function standing(id: string): Promise<Record<string, string[]>> {
  const accounts = await act((ctx) => accountsOf(ctx, [id]));
  const asked = { bookIds: [id], from: '2024-01-01', to: '2024-12-31', withClosing: true };
  const turned = new Map((await act((ctx) => turnovers(ctx, asked))).map((row) => [row.accountId, row]));
  return Object.fromEntries(
    accounts.flatMap(({ id: accountId, code }) => {
      const row = turned.get(accountId);
      return row === undefined ? [] : [[code, [`${row.debit}`, `${row.credit}`]]];
    }),
  );
}

describe('a book that has left as a journal', () => {
  test('comes back into another book with the same debits and credits of every account, once', async () => {
    const journal = await journalOf(bookId);
    const other = await newBook();
    expect(await preview(other, journal)).toMatchObject({
      entries: 6,
      known: 0,
      faultCount: 0,
      from: '2024-01-01',
      to: '2024-05-02',
    });
    expect(await take(other, journal)).toMatchObject({ posted: 6, known: 0 });
    expect(await standing(other)).toEqual(await standing(bookId));
    expect(await take(other, journal)).toMatchObject({ posted: 0, known: 6 });
    await sealAll(database.kysely);
    const added = `${journal}\n2024-06-01 (new) 收会费\n  资产:银行存款  5.00 CNY\n  收入:会费收入\n`;
    expect(await preview(other, added)).toMatchObject({ entries: 7, known: 6, faultCount: 0 });
    expect(await take(other, added)).toMatchObject({ posted: 1, known: 6 });
    await expect(take(other, added.replace('5.00 CNY', '6.00 CNY'))).resolves.toMatchObject({ posted: 1 });
    const { rows } = await act((ctx) =>
      listImports(ctx, { params: { id: other }, query: { limit: 2 }, body: undefined }),
    );
    expect(rows.map((row) => [row.kind, row.posted, row.known])).toEqual([
      ['journal', 1, 6],
      ['journal', 1, 6],
    ]);
    const found = await act((ctx) =>
      importSource.find(
        ctx,
        rows.map((row) => row.id),
      ),
    );
    expect([...found.values()].map(({ to }) => to)).toEqual(rows.map(() => `/finance/books/${other}/exchange`));
  });

  test('taken in by several at once is posted once', async () => {
    const journal = await journalOf(bookId);
    const other = await newBook();
    const done = await Promise.all(Array.from({ length: 6 }, () => take(other, journal)));
    expect(done.map((one) => one.posted).toSorted()).toEqual([0, 0, 0, 0, 0, 6]);
    expect(await standing(other)).toEqual(await standing(bookId));
  });

  test('of part of a year begins with what stood before', async () => {
    const journal = await journalOf(bookId, { from: '2024-04-01' });
    expect(journal).toContain('2024-04-01 * (2024-04-0000) 期初余额');
    const other = await newBook();
    await take(other, journal);
    const nets = async (id: string) => {
      const codes = new Map((await act((ctx) => accountsOf(ctx, [id]))).map((account) => [account.id, account.code]));
      const rows = await act((ctx) => netBalances(ctx, { bookId: id, on: '2024-06-18' }));
      return Object.fromEntries(
        [...rows].map(([account, net]) => [codes.get(account)!, net]).filter(([, net]) => net !== 0n),
      );
    };
    expect(await nets(other)).toEqual(await nets(bookId));
  });

  test('holds nothing that waits for its number', async () => {
    const other = await newBook();
    await act((ctx) => postEntry(ctx, makeDraft(other)));
    await expect(journalOf(other)).rejects.toMatchObject({ code: 'ledger.sealing_waits', params: { count: 1 } });
  });
});

test('a book that is too long for a file is to leave in parts', async () => {
  const gather = (limit: number) =>
    act(async (ctx) => {
      const gathered: string[] = [];
      for await (const entries of entriesToWrite(ctx, await bookToExport(ctx, bookId, {}), limit))
        gathered.push(...entries.map((entry) => entry.code));
      return gathered;
    });
  expect(await gather(6)).toHaveLength(6);
  await expect(gather(5)).rejects.toMatchObject({ code: 'ledger.export_too_long', params: { limit: 5 } });
});

describe('a journal that can not stand', () => {
  const lines = (first: string, second = '  收入:会费收入  -1.00 CNY') => `2024-06-03 收会费\n${first}\n${second}\n`;
  const good = '  资产:银行存款  1.00 CNY';

  test.each([
    ['unbalanced by one fen', lines('  资产:银行存款  1.01 CNY'), 1, 'ledger.entry_unbalanced'],
    ['an unknown account', lines('  资产:金库  1.00 CNY'), 2, 'ledger.account_unknown'],
    ['a day in another year', lines(good).replace('2024', '2023'), 1, 'ledger.import_year'],
    ['a line that nobody can read', `${lines(good)}\nhello\n`, 5, 'ledger.import_line'],
  ])('%s: nothing of it is posted, and the first fault is named', async (_what, text, line, code) => {
    const other = await newBook();
    const whole = `2024-06-01 好的\n${good}\n  收入:会费收入\n\n${text}`;
    const told = await preview(other, whole);
    expect(told.faults[0]).toMatchObject({ line: line + 4, code });
    await expect(take(other, whole)).rejects.toMatchObject({
      code: 'ledger.import_faulty',
      params: { count: 1, line: line + 4, code, reason: told.faults[0]!.reason },
    });
    expect(await standing(other)).toEqual({});
  });

  test('a reversal that names nothing, though an entry without a code was taken back', async () => {
    const other = await newBook();
    await take(other, lines(good));
    await sealAll(database.kysely);
    const keys = keysOf(readJournal(lines(good)).entries);
    const [first] = [...(await act((ctx) => entriesByKeys(ctx, other, keys))).values()];
    await act((ctx) => reverseEntry(ctx, first!.id, { reason: '冲销', on: '2024-06-04' }));
    const back = '2024-06-04 (2024-06-0002) 冲销 ; kind: reversal\n  资产:银行存款  -1.00 CNY\n  收入:会费收入\n';
    expect((await preview(other, `${lines(good)}\n${back}`)).faults).toMatchObject([
      { line: 5, code: 'ledger.import_reversal' },
    ]);
  });

  test('a closed month', async () => {
    const other = await newBook();
    await act((ctx) => closePeriod(ctx, other, '2024-01-01'));
    const text = lines(good).replace('2024-06-03', '2024-01-03');
    await expect(take(other, text)).rejects.toMatchObject({ params: { code: 'ledger.period_closed' } });
  });

  test('nothing at all, or too much', async () => {
    await expect(preview(bookId, '; only a remark\n')).rejects.toMatchObject({ code: 'ledger.import_empty' });
    const many = `${lines(good)}\n`.repeat(20_001);
    await expect(preview(bookId, many)).rejects.toMatchObject({
      code: 'ledger.import_too_long',
      params: { limit: 20_000 },
    });
  });

  test('by whom it is not allowed, or a person that the importer does not see', async () => {
    const reader = testUser(['ledger.book.read', 'ledger.exchange.read']);
    await expect(take(bookId, lines(good), { user: reader })).rejects.toMatchObject({ code: 'kernel.not_found' });
    const blind = testUser(['ledger.book.read', 'ledger.exchange.write']);
    const text = lines(`  资产:其他应收款  1.00 CNY  ; party: person ${person.id}`);
    await expect(take(bookId, text, { user: blind })).rejects.toMatchObject({
      params: { code: 'ledger.import_party' },
    });
  });
});

describe('other files of a book', () => {
  test('JSON has its chart, its entries and its balances', async () => {
    const { bytes } = await act((ctx) => exportBookJson(ctx, { params: { id: bookId }, query: {}, body: undefined }));
    const told = JSON.parse(Buffer.from(bytes).toString()) as {
      entries: { kind: string; lines: { account: string; debit?: string; party?: { kind: string; who: string } }[] }[];
      trialBalance: { account: string; balance: string }[];
    };
    expect(told).toMatchObject({ format: 'gonghui-book', version: 1, currency: 'CNY' });
    expect(told.entries.map((entry) => entry.kind)).toEqual([
      'opening',
      'ordinary',
      'ordinary',
      'ordinary',
      'ordinary',
      'reversal',
    ]);
    expect(told.entries[2]!.lines[0]).toMatchObject({
      account: '113',
      debit: '300.00',
      party: { kind: 'person', who: person.id },
    });
    expect(told.trialBalance).toContainEqual({ account: '102', balance: '5000.01' });
  });

  test('Excel has a row for each line', async () => {
    const file = await act((ctx) => exportBookWorkbook(ctx, { params: { id: bookId }, query: {}, body: undefined }));
    expect((await cellsOf(file)).filter((row) => row[1]?.startsWith('2024-'))).toHaveLength(12);
    const sheets = (await readWorkbook(file.bytes, file.name)).sheets;
    expect(sheets).toHaveLength(3);
  });
});

describe('opening balances of a sheet', () => {
  const sheet = (rows: readonly (readonly string[])[]) => async (): Promise<Uint8Array> => {
    const heads = ['科目编码', '科目名称', '借方', '贷方', '往来对象'];
    const columns = heads.map((title, at): WorkbookColumn<readonly string[]> => {
      return { key: title, title, kind: 'text', width: 12, value: (row) => row[at] ?? null };
    });
    const about = { title: '期初', note: '', author: '', at: new Date(), say: (key: string) => key, sumWord: '' };
    return (await writeWorkbook({ ...about, columns, rows: [rows] })).bytes;
  };
  const seen = async (id: string, bytes: Uint8Array) =>
    act((ctx) => previewOpening(ctx, { params: { id }, query: {}, body: bytes }));
  const put = (id: string, bytes: Uint8Array) =>
    act((ctx) => importOpening(ctx, { params: { id }, query: { name: '期初.xlsx' }, body: bytes }));

  test('are posted as of the first day of the book, once', async () => {
    const id = await newBook();
    const bytes = await sheet([
      ['102', '', '1,000.50'],
      ['113', '', '20', '', person.staffNumber],
      ['221', '', '', '20.25', '羊口文具店'],
      ['312', '', '', '1000.25'],
    ])();
    expect(await seen(id, bytes)).toMatchObject({
      entries: 1,
      lines: 4,
      debit: 1_020_50n,
      credit: 1_020_50n,
      faultCount: 0,
    });
    expect(await put(id, bytes)).toMatchObject({ posted: 1 });
    expect(await standing(id)).toMatchObject({ '102': ['100050', '0'], '113': ['2000', '0'], '221': ['0', '2025'] });
    expect(await put(id, bytes)).toMatchObject({ posted: 0, known: 1 });
    const other = await sheet([
      ['102', '', '1'],
      ['312', '', '', '1'],
    ])();
    await expect(put(id, other)).rejects.toMatchObject({ params: { code: 'ledger.opening_stands' } });
  });

  test('are refused row by row', async () => {
    const id = await newBook();
    const bytes = await sheet([
      ['102', '', '1', '1'],
      ['113', '', '1', '', '0000'],
      ['999', '', '', '1'],
      ['101', '', '一百'],
    ])();
    const { faults } = await seen(id, bytes);
    expect(faults.map((fault) => [fault.line, fault.code])).toEqual([
      [3, 'ledger.import_amount'],
      [4, 'ledger.import_party'],
      [5, 'ledger.account_unknown'],
      [6, 'ledger.import_amount'],
    ]);
  });

  test('of hundreds of parties become several entries that balance', async () => {
    const id = await newBook();
    const payees = Array.from({ length: 450 }, (_none, at) => ['221', '', '', '0.10', `商户${at}`]);
    const bytes = await sheet([['102', '', '45'], ...payees])();
    expect((await put(id, bytes)).posted).toBe(3);
    expect(await standing(id)).toEqual({ '102': ['4500', '0'], '221': ['0', '4500'] });
  });

  test('have a template that names every account', async () => {
    const file = await act((ctx) => getOpeningTemplate(ctx, { params: { id: bookId }, query: {}, body: undefined }));
    const codes = (await cellsOf(file)).map((row) => row[0]);
    expect(codes).toContain('50102');
    expect(codes).not.toContain('501');
    await expect(seen(bookId, file.bytes)).rejects.toMatchObject({ code: 'ledger.import_empty' });
  });
});

async function cellsOf({ bytes, name }: FileAnswer): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const piece of (await readWorkbook(bytes, name)).rows)
    for (const { cells } of piece)
      rows.push(cells.map((cell) => (cell?.kind === 'text' ? cell.text : cell?.kind === 'number' ? cell.digits : '')));
  return rows;
}

describe('plain-text accounting programs', () => {
  const missing = whyNoPlainTextTools();

  test.skipIf(missing !== null)(
    missing ?? 'hledger and ledger read our trial balance out of the journal to the fen',
    async () => {
      const trial = await act((ctx) => journalBalances(ctx, bookId, '2024-12-31'));
      expect(await balancesByTools(await journalOf(bookId))).toEqual({ hledger: trial, ledger: trial });
    },
  );
});
