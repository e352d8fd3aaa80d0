import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, seedParameters, type Context, type Parameter, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { budgetState, netBalances } from '#engines/ledger';
import { budgetHouse, makeBook, makeBudget, sealAll } from '#engines/ledger/testing';
import { makePerson } from '#engines/roster/testing';
import { rulebookModule } from '#engines/rulebook';
import { financePermissions } from '../contract';
import type { VoucherLineInput, VoucherWhole } from './contract';
import { getVoucherDesk } from './desk';
import { addVoucherFile, getVoucherFile, removeVoucherFile } from './files';
import { voucherSource } from './sources';
import * as steps from './steps';
import { draftVoucher, exportVouchers, listVouchers, saveVoucher, showVoucher } from './vouchers';

let database: TestDatabase;
let book: { id: string; unitPath: string };
const parameters = new Map((rulebookModule.parameters ?? []).map((one): [string, Parameter] => [one.shape.key, one]));
const all = [...financePermissions, 'roster.person.read', 'roster.unit.read'];
const hand = (): SignedInUser => testUser(all);
/** Four people, each with every right: what keeps them apart is that they are four. */
let [clerk, reviewer, cashier]: SignedInUser[] = [];

const run = <R>(work: (ctx: Context) => Promise<R>, user: SignedInUser = clerk!) => {
  const seed = database.seed({ user });
  const budgets = budgetHouse(seed.house);
  const house = { ...budgets, parameters: new Map([...budgets.parameters, ...parameters]) };
  return inTransaction({ ...seed, house }, work);
};
beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedParameters, hand());
});
afterAll(() => database.close());
beforeEach(async () => {
  [clerk, reviewer, cashier] = [hand(), hand(), hand()];
  book = await run((ctx) => makeBook(ctx));
});

const line = (account: string, side: 'debit' | 'credit', amount: bigint, change: Partial<VoucherLineInput> = {}) => ({
  ...{ account, side, amount, words: '' },
  ...change,
});
const prizes = [line('50102', 'debit', 300_00n), line('102', 'credit', 300_00n)];
const draft = (lines: VoucherLineInput[] = prizes, change: object = {}) =>
  run((ctx) => {
    const body = { bookId: book.id, on: '2024-06-10', words: '购奖品', sheets: 2, lines, ...change };
    return draftVoucher(ctx, { params: {}, query: {}, body });
  });
type Act = 'submitVoucher' | 'reviewVoucher' | 'payVoucher' | 'postVoucher' | 'dropVoucher';
const take = (act: Act, { id, version }: VoucherWhole, user = clerk!) =>
  run((ctx) => steps[act](ctx, { params: { id }, query: {}, body: { version } }), user);
const submitted = async (lines?: VoucherLineInput[]) => take('submitVoucher', await draft(lines));
const reviewed = async (lines?: VoucherLineInput[]) => take('reviewVoucher', await submitted(lines), reviewer);
const posted = async () => take('postVoucher', await take('payVoucher', await reviewed(), cashier));
const undo = ({ id, version }: VoucherWhole, user = reviewer!) =>
  run((ctx) => {
    const body = { version, reason: '金额记错', on: '2024-06-18' };
    return steps.takeVoucherBack(ctx, { params: { id }, query: {}, body });
  }, user);

describe('a voucher goes through three hands', () => {
  test('entered, reviewed, signed by the cashier, posted; then it waits for its number and gets it', async () => {
    const done = await posted();
    expect(done).toMatchObject({ state: 'posted', amountInWords: '人民币叁佰元整', entry: { number: null } });
    expect(done.steps.map(({ step }) => step)).toEqual(['entered', 'submitted', 'reviewed', 'paid', 'posted']);
    await sealAll(database.kysely);
    const shown = await run((ctx) => showVoucher(ctx, done.id));
    expect(shown.entry).toMatchObject({ month: '2024-06', number: 1 });
    const nets = await run((ctx) => netBalances(ctx, { bookId: book.id, on: '2024-06-10' }));
    expect([...nets.values()].filter((net) => net !== 0n).sort()).toEqual([-300_00n, 300_00n]);
  });

  test('none of them does another one’s step', async () => {
    const handedIn = await submitted();
    await expect(take('reviewVoucher', handedIn, clerk)).rejects.toMatchObject({ code: 'roster.same_hand' });
    const checked = await take('reviewVoucher', handedIn, reviewer);
    await expect(take('postVoucher', checked)).rejects.toMatchObject({ code: 'finance.cashier_missing' });
    for (const user of [clerk!, reviewer!])
      await expect(take('payVoucher', checked, user)).rejects.toMatchObject({ code: 'roster.same_hand' });
    const paid = await take('payVoucher', checked, cashier);
    await expect(take('payVoucher', paid, cashier)).rejects.toMatchObject({ code: 'finance.paid_already' });
    const body = { version: paid.version, reason: '重来' };
    const back = run((ctx) => steps.returnVoucher(ctx, { params: { id: paid.id }, query: {}, body }), reviewer);
    await expect(back).rejects.toMatchObject({ code: 'finance.paid_already' });
  });

  test('two hands are enough where no money is moved, and the cashier has nothing to sign', async () => {
    const worn = await reviewed([line('301', 'debit', 5n), line('132', 'credit', 5n)]);
    await expect(take('payVoucher', worn, cashier)).rejects.toMatchObject({ code: 'finance.moves_no_money' });
    expect(await take('postVoucher', worn)).toMatchObject({ state: 'posted', isPaid: false });
  });

  test('what was returned is corrected by its writer and goes the same way again', async () => {
    const handedIn = await submitted();
    const body = { version: handedIn.version, reason: '科目不对' };
    const give = (user = reviewer!) =>
      run((ctx) => steps.returnVoucher(ctx, { params: { id: handedIn.id }, query: {}, body }), user);
    await expect(give(clerk)).rejects.toMatchObject({ code: 'roster.same_hand' });
    const returned = await give();
    expect(returned.state).toBe('returned');
    const change = { version: returned.version, on: '2024-06-11', words: '购奖品', sheets: 1, lines: prizes };
    const save = () => run((ctx) => saveVoucher(ctx, { params: { id: returned.id }, query: {}, body: change }));
    const saved = await save();
    await expect(save()).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    expect((await take('submitVoucher', saved)).state).toBe('submitted');
  });

  test('whoever changes a draft has entered it from then on', async () => {
    const { id, version } = await draft();
    const change = { version, on: '2024-06-11', words: '改过', sheets: 0, lines: prizes };
    const saved = await run((ctx) => saveVoucher(ctx, { params: { id }, query: {}, body: change }), reviewer);
    const handedIn = await take('submitVoucher', saved, clerk);
    await expect(take('reviewVoucher', handedIn, reviewer)).rejects.toMatchObject({ code: 'roster.same_hand' });
  });

  test('posted by eight at once it is posted once', async () => {
    const paid = await take('payVoucher', await reviewed(), cashier);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => take('postVoucher', paid)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const { rows } = await database.pool.query('select from ledger.entry where book_id = $1', [book.id]);
    expect(rows).toHaveLength(1);
  });
});

describe('what can’t stand is refused when it is handed in', () => {
  // prettier-ignore
  test.each<[what: string, lines: VoucherLineInput[], change: object, code: string]>([
    ['unbalanced by one fen', [line('50102', 'debit', 2n), line('102', 'credit', 1n)], {}, 'ledger.entry_unbalanced'],
    ['no lines', [], {}, 'ledger.entry_lines'],
    ['an amount of nothing', [line('50102', 'debit', 0n), line('102', 'credit', 0n)], {}, 'ledger.amount_impossible'],
    ['a summary account', [line('501', 'debit', 1n), line('102', 'credit', 1n)], {}, 'ledger.account_is_summary'],
    ['no account yet', [line('', 'debit', 1n), line('102', 'credit', 1n)], {}, 'ledger.account_unknown'],
    ['no party', [line('113', 'debit', 1n), line('102', 'credit', 1n)], {}, 'ledger.party_missing'],
    ['no words', prizes, { words: '' }, 'finance.words_missing'],
    ['a day that has not come', prizes, { on: '2024-06-19' }, 'ledger.day_in_future'],
    ['a day before the book', prizes, { on: '2023-12-31' }, 'ledger.day_before_book'],
  ])('%s; the draft stays', async (_what, lines, change, code) => {
    const kept = await draft(lines, change);
    await expect(take('submitVoucher', kept)).rejects.toMatchObject({ code });
    expect((await run((ctx) => showVoucher(ctx, kept.id))).lines).toHaveLength(lines.length);
  });

  test('a draft that was given up goes nowhere', async () => {
    const dropped = await take('dropVoucher', await draft());
    await expect(take('submitVoucher', dropped)).rejects.toMatchObject({ code: 'finance.step_not_open' });
  });
});

describe('parties', () => {
  test('are kept with the line and go into the entry; a person is named to whoever may read persons', async () => {
    const { id: personId } = await run((ctx) => makePerson(ctx, { name: '卜金花' }));
    const lines = [line('113', 'debit', 5n, { personId }), line('101', 'credit', 5n)];
    const kept = await draft(lines);
    expect(kept.lines[0]!.party).toMatchObject({ kind: 'person', name: '卜金花', personId });
    const reader = testUser(['finance.voucher.read']);
    const shown = await run((ctx) => showVoucher(ctx, kept.id), reader);
    expect(shown.lines[0]!.party).toMatchObject({ name: null, personId: null });
    const blind = testUser(['finance.voucher.write', 'finance.voucher.read']);
    const body = { bookId: book.id, on: '2024-06-10', words: '', sheets: 0, lines };
    const strange = run((ctx) => draftVoucher(ctx, { params: {}, query: {}, body }), blind);
    await expect(strange).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('a posted voucher', () => {
  test('is taken back in red by another person than its writer, once', async () => {
    const done = await posted();
    await expect(undo(done, clerk)).rejects.toMatchObject({ code: 'roster.same_hand' });
    const undone = await undo(done);
    expect([undone.isTakenBack, undone.reversal !== null]).toEqual([true, true]);
    await expect(undo(undone)).rejects.toMatchObject({ code: 'ledger.reversed_already' });
    const nets = await run((ctx) => netBalances(ctx, { bookId: book.id, on: '2024-06-18' }));
    expect([...nets.values()].every((net) => net === 0n)).toBe(true);
  });

  test('opens from its entry for whoever may read it', async () => {
    const { id } = await posted();
    const found = (user: SignedInUser) => run((ctx) => voucherSource.find(ctx, [id, 'no-id']), user);
    expect((await found(reviewer!)).get(id)?.to).toBe(`/finance/vouchers/${id}`);
    expect((await found(testUser(['ledger.book.read']))).size).toBe(0);
  });
});

describe('files', () => {
  const POINT = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const add = (id: string, bytes: Uint8Array) =>
    run((ctx) => addVoucherFile(ctx, { params: { id }, query: { name: '发票.png' }, body: bytes }));

  test('are photos and PDFs, taken off only while the voucher is with its writer', async () => {
    const kept = await draft();
    await expect(add(kept.id, Buffer.from('一段文字'))).rejects.toMatchObject({ code: 'file.type_refused' });
    const { files } = await add(kept.id, POINT);
    const params = { id: kept.id, fileId: files[0]!.id };
    const got = await run((ctx) => getVoucherFile(ctx, { params, query: {}, body: undefined }));
    expect([got.name, got.bytes.length]).toEqual(['发票.png', POINT.length]);
    await take('submitVoucher', kept);
    const remove = () => run((ctx) => removeVoucherFile(ctx, { params, query: {}, body: undefined }));
    await expect(remove()).rejects.toMatchObject({ code: 'finance.step_not_open' });
    const other = { params: { ...params, id: (await draft()).id }, query: {}, body: undefined };
    await expect(run((ctx) => getVoucherFile(ctx, other))).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('are thirty at most', async () => {
    const { id } = await draft();
    for (let i = 0; i < 30; i += 1) await add(id, Buffer.concat([POINT, Buffer.from([i])]));
    await expect(add(id, POINT)).rejects.toMatchObject({ code: 'finance.files_many' });
  });
});

describe('the desk and the list', () => {
  test('accounts come with the initials of their pinyin, typical entries as far as the book has their accounts', async () => {
    const ask = (id: string) => run((ctx) => getVoucherDesk(ctx, { params: { id }, query: {}, body: undefined }));
    const desk = await ask(book.id);
    expect(desk.accounts.find(({ code }) => code === '102')).toMatchObject({ initials: 'yhck', money: 'bank' });
    expect(desk.accounts.some(({ code }) => code === '501')).toBe(false);
    expect([desk.templates.length, desk.remittedShare.value]).toEqual([11, 0.4]);
    const { id } = await run((ctx) => makeBook(ctx, { kind: 'mutual_aid' }));
    expect((await ask(id)).templates.length).toBeLessThan(11);
  });

  test('the list is read page after page, ends at the own part of the tree, and leaves as a file', async () => {
    const made = [await draft(prizes, { on: '2024-06-02' }), await draft(prizes, { on: '2024-06-03' })];
    const page = (cursor?: string) =>
      run((ctx) => listVouchers(ctx, { query: { bookId: book.id, limit: 1, ...(cursor ? { cursor } : {}) } }));
    const first = await page();
    const second = await page(first.nextCursor!);
    expect([first.rows[0]!.id, second.rows[0]!.id, second.nextCursor]).toEqual([made[1]!.id, made[0]!.id, null]);
    const elsewhere = testUser(['finance.voucher.read'], '/999/');
    const strange = run((ctx) => listVouchers(ctx, { query: { bookId: book.id, limit: 9 } }), elsewhere);
    await expect(strange).rejects.toMatchObject({ code: 'kernel.not_found' });
    const file = await run((ctx) => exportVouchers(ctx, { params: {}, query: {}, body: undefined }));
    expect(file.bytes.length).toBeGreaterThan(1000);
  });
});

test('a line spends of the budget line it names; what a stopping line has not is refused before anybody signs', async () => {
  const target = { kind: 'ceiling', ceiling: 400_00n } as const;
  const { lineIds } = await run((ctx) => makeBudget(ctx, book.id, [{ name: '文体', target, accounts: ['501'] }]));
  const [id] = lineIds as [string];
  const spending = (amount: bigint, change: Partial<VoucherLineInput> = { budgetLineId: id }) => [
    line('50102', 'debit', amount, change),
    line('102', 'credit', amount),
  ];
  expect((await submitted(spending(400_00n))).lines[0]!.budgetLine).toEqual({ id, name: '文体' });
  await expect(submitted(spending(400_01n))).rejects.toMatchObject({ code: 'ledger.budget_exceeded' });
  const unfit = [line('50501', 'debit', 1_00n, { budgetLineId: id }), line('102', 'credit', 1_00n)];
  await expect(submitted(unfit)).rejects.toMatchObject({ code: 'ledger.budget_account_unfit' });
  const later = await draft(spending(1_00n), { on: '2025-01-02' });
  await expect(take('submitVoucher', later)).rejects.toMatchObject({ code: 'ledger.day_in_future' });
  const elsewhere = await run((ctx) => makeBook(ctx));
  const foreign = draft(spending(1_00n), { bookId: elsewhere.id });
  await expect(foreign).rejects.toMatchObject({ code: 'kernel.not_found' });
  const done = await take('postVoucher', await take('payVoucher', await reviewed(spending(150_00n)), cashier));
  const stand = async () => (await run((ctx) => budgetState(ctx, [id]))).get(id)!.spent;
  expect(await stand()).toBe(150_00n);
  const desk = await run((ctx) => getVoucherDesk(ctx, { params: { id: book.id }, query: {}, body: undefined }));
  expect(desk.budgetLines).toMatchObject([{ id, year: 2024, free: 250_00n, onBreach: 'stop' }]);
  await undo(done);
  expect(await stand()).toBe(0n);
});
