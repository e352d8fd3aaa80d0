import { AppError, audit, exportTable, may, parameterOn, text, type Context } from '#kernel';
import type { FileAnswer, WorkbookColumn } from '#kernel';
import { addDays, type Day, type EndpointInput } from '#kernel/contract';
import { bookAccounts, netBalances, type BookRecord } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import { ruleOn } from '#engines/rulebook';
import { rules } from '#engines/rulebook/contract';
import { bookFor } from '../policy';
import { splitShare } from '../vouchers/share';
import type * as contract from './contract';
import { shareDaysShape, type FundShare, type ShareEntry, type ShareMonth } from './contract';
import { fundEntries, KEPT, REMITTED, type FundEntry } from './entries';
import { dueDay, nextMonth, settle, shareOf } from './rules';
import * as store from './store';

type Input<E> = EndpointInput<E>;
type Permission = 'finance.voucher.read' | 'finance.share.write';

/** Refuses: a book out of reach, one into which no employer pays. */
export async function shareBook(ctx: Context, id: string, permission: Permission): Promise<BookRecord> {
  const book = await bookFor(ctx, id, permission);
  const codes = (await bookAccounts(ctx, [id])).map((account) => account.code);
  if (!codes.includes(KEPT) || !codes.includes(REMITTED)) throw new AppError('finance.share_book_unfit');
  return book;
}

const sumOf = <Row>(rows: readonly Row[], value: (row: Row) => bigint): bigint =>
  rows.reduce((all, row) => all + value(row), 0n);
const wholeOf = ({ kept, remitted }: FundEntry): bigint => kept + remitted;

/** What each month owes by the rate of its last day, settled by all that came in until today, the oldest first. */
async function settledMonths(ctx: Context, bills: readonly store.WageBill[], received: readonly FundEntry[]) {
  const owed = [];
  for (const { month, amount } of bills) {
    const { value } = await ruleOn(ctx, rules.employerRate, addDays(nextMonth(month), -1));
    owed.push({ month, expected: shareOf(amount, value) });
  }
  const inOrder = received.map((entry) => ({ entryId: entry.entryId, amount: wholeOf(entry) }));
  return { owed: new Map(owed.map(({ month, expected }) => [month, expected])), ...settle(owed, inOrder) };
}

async function presentEntry(ctx: Context, entry: FundEntry): Promise<ShareEntry> {
  const { entryId, on, words, number, kept, remitted } = entry;
  const whole = wholeOf(entry);
  const { value } = await ruleOn(ctx, rules.remittedShare, on);
  const { remitted: remittedByRule } = splitShare(whole, value);
  return { entryId, on, words, number, whole, kept, remitted, remittedByRule, difference: remitted - remittedByRule };
}

/** The months of a year from the book's first one on, those that have not begun left out. */
function monthsOf(year: number, openedOn: Day, today: Day): Day[] {
  const all = Array.from({ length: 12 }, (_, i): Day => `${year}-${String(i + 1).padStart(2, '0')}-01`);
  return all.filter((month) => month <= today && month >= `${openedOn.slice(0, 7)}-01`);
}

async function toHandUp(ctx: Context, bookId: string): Promise<bigint> {
  const accounts = (await bookAccounts(ctx, [bookId])).filter((account) => account.code.startsWith(REMITTED));
  const nets = await netBalances(ctx, { bookId, on: ctx.clock.today(), accountIds: accounts.map(({ id }) => id) });
  return -sumOf([...nets.values()], (net) => net);
}

/** Refuses: a book out of reach, one into which no employer pays. */
export async function showFundShare(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.showFundShare>, 'params' | 'query'>,
): Promise<FundShare> {
  const book = await shareBook(ctx, params.id, 'finance.voucher.read');
  const today = ctx.clock.today();
  const bills = await store.wageBillsOf(ctx, book.id);
  const { received, handedUp } = await fundEntries(ctx, { bookIds: [book.id], from: book.openedOn, to: today });
  const { owed, parts, ahead } = await settledMonths(ctx, bills, received);
  const { value: days, source } = await parameterOn<number>(ctx, shareDaysShape.key, today);
  const byId = new Map(received.map((entry) => [entry.entryId, entry]));
  const months = monthsOf(query.year, book.openedOn, today).map((month): ShareMonth => {
    const bill = bills.find((one) => one.month === month);
    const own = parts.get(month) ?? [];
    const expected = owed.get(month) ?? null;
    const settled = sumOf(own, (part) => part.amount);
    const missing = expected === null ? null : expected - settled;
    const dueOn = dueDay(month, days);
    return {
      ...{ month: month.slice(0, 7), wageBill: bill?.amount ?? null, words: bill?.words ?? '' },
      ...{ enteredByName: bill?.byName ?? '', expected, dueOn, received: settled, missing },
      parts: own.map(({ entryId, amount }) => {
        const { on, words, number } = byId.get(entryId)!;
        return { entryId, on, words, number, amount };
      }),
      isOverdue: missing !== null && missing > 0n && dueOn < today,
    };
  });
  const inYear = ({ on }: FundEntry) => on.startsWith(`${query.year}-`);
  const entries = [];
  for (const entry of received.filter(inYear)) entries.push(await presentEntry(ctx, entry));
  const up = handedUp.filter(inYear).map(({ entryId, on, words, number, remitted }) => ({
    ...{ entryId, on, words, number, amount: -remitted },
  }));
  const inForce = async (rule: typeof rules.employerRate) => {
    const found = await ruleOn(ctx, rule, today);
    return { value: found.value, source: found.source };
  };
  return {
    ...{ book: { id: book.id, name: book.name }, year: query.year, months, entries, handedUp: up },
    unit: { id: book.unitId, name: (await unitNames(ctx, [book.unitId])).get(book.unitId) ?? '' },
    ...{ rate: await inForce(rules.employerRate), remittedShare: await inForce(rules.remittedShare) },
    days: { value: days, source },
    totals: {
      wageBill: sumOf(months, (month) => month.wageBill ?? 0n),
      expected: sumOf(months, (month) => month.expected ?? 0n),
      received: sumOf(entries, (entry) => entry.whole),
      missing: sumOf(months, (month) => month.missing ?? 0n),
      overdue: sumOf(months, (month) => (month.isOverdue ? month.missing! : 0n)),
      handedUp: sumOf(up, (entry) => entry.amount),
      toHandUp: await toHandUp(ctx, book.id),
      ahead,
    },
    abilities: { write: may(ctx.user, 'finance.share.write', book.unitPath) },
  };
}

/** Refuses: as the page. */
export async function exportFundShare(
  ctx: Context,
  { params, query }: Input<typeof contract.exportFundShare>,
): Promise<FileAnswer> {
  const { book, unit, months, year } = await showFundShare(ctx, { params, query });
  const title = (key: string) => `finance:fundshare.columns.${key}`;
  const columns: WorkbookColumn<ShareMonth>[] = [
    { key: 'month', title: title('month'), kind: 'text', width: 10, value: (row) => row.month },
    { key: 'wageBill', title: title('wageBill'), kind: 'fen', width: 18, isSummed: true, value: (row) => row.wageBill },
    { key: 'expected', title: title('expected'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.expected },
    { key: 'dueOn', title: title('dueOn'), kind: 'day', width: 12, value: (row) => row.dueOn },
    { key: 'received', title: title('received'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.received },
    { key: 'missing', title: title('missing'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.missing },
  ];
  const { file, rows } = await exportTable<ShareMonth>(ctx, {
    title: text(ctx.language, 'finance:fundshare.exportTitle', { book: book.name, year }),
    permission: 'finance.voucher.read',
    unitName: unit.name,
    filters: [],
    columns,
    rows: [months],
  });
  audit(ctx, { action: 'finance.exportFundShare', subject: `book:${book.id}`, details: { count: rows } });
  return file;
}

/** Refuses: a book out of reach or into which no employer pays, a month that has not begun, a month named twice. */
export async function saveWageBills(
  ctx: Context,
  { params, body }: Input<typeof contract.saveWageBills>,
): Promise<{ saved: number }> {
  const book = await shareBook(ctx, params.id, 'finance.share.write');
  const months = body.rows.map(({ month }) => month);
  const now = ctx.clock.today().slice(0, 7);
  const ahead = months.find((month) => month > now);
  if (ahead !== undefined) throw new AppError('finance.wage_month_ahead', { month: ahead });
  const twice = months.find((month, i) => months.indexOf(month) !== i);
  if (twice !== undefined) throw new AppError('finance.wage_month_twice', { month: twice });
  const known = new Map((await store.wageBillsOf(ctx, book.id)).map(({ month, amount }) => [month, amount]));
  const bills = body.rows
    .map(({ month, amount }) => ({ month: `${month}-01`, amount, words: body.words }))
    .filter(({ month, amount }) => known.get(month) !== amount);
  await store.insertWageBills(ctx, book.id, bills);
  audit(ctx, { action: 'finance.saveWageBills', subject: `book:${book.id}`, details: { count: bills.length } });
  return { saved: bills.length };
}
