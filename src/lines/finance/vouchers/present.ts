import { accountNames, fileRows, moneyInWords, type Context } from '#kernel';
import {
  bookAccounts,
  booksByIds,
  budgetLinesById,
  numbersOf,
  partyNames,
  partyRows,
  type EntryNumber,
} from '#engines/ledger';
import { unitNames } from '#engines/roster';
import type { VoucherLine, VoucherRow, VoucherWhole } from './contract';
import { voucherAbilities } from './policy';
import { movesMoney, sumsOf, type KnownAccount } from './rules';
import * as store from './store';

export type Charts = ReadonlyMap<string, ReadonlyMap<string, KnownAccount>>;

/** The accounts of books by their codes. */
export async function chartsOf(ctx: Context, bookIds: readonly string[]): Promise<Charts> {
  const accounts = await bookAccounts(ctx, [...new Set(bookIds)]);
  const charts = new Map(bookIds.map((id) => [id, new Map<string, KnownAccount>()]));
  for (const account of accounts) charts.get(account.bookId)!.set(account.code, account);
  return charts;
}

const entryAs = (numbers: ReadonlyMap<string, EntryNumber>, id: string | null): VoucherRow['entry'] => {
  const entry = id === null ? undefined : numbers.get(id);
  return id === null || entry === undefined ? null : { id, month: entry.month, number: entry.number };
};

interface Gathered {
  rows: VoucherRow[];
  lines: ReadonlyMap<string, readonly store.LineRecord[]>;
  charts: Charts;
  names: ReadonlyMap<string, string>;
  numbers: ReadonlyMap<string, EntryNumber>;
}

async function gather(ctx: Context, records: readonly store.VoucherRecord[]): Promise<Gathered> {
  const bookIds = [...new Set(records.map((record) => record.bookId))];
  const books = new Map((await booksByIds(ctx, bookIds)).map((book) => [book.id, book]));
  const units = await unitNames(ctx, [...new Set([...books.values()].map((book) => book.unitId))]);
  const charts = await chartsOf(ctx, bookIds);
  const lines = await store.linesByVoucher(
    ctx,
    records.map((record) => record.id),
  );
  const hands = records.flatMap(({ enteredBy, reviewedBy, paidBy, postedBy }) =>
    [enteredBy, reviewedBy, paidBy, postedBy].filter((one) => one !== null),
  );
  const names = await accountNames(ctx, [...new Set(hands)]);
  const entryIds = records.flatMap(({ entryId, reversalId }) => [entryId, reversalId].filter((one) => one !== null));
  const numbers = await numbersOf(ctx, entryIds);
  const rows = records.map((record): VoucherRow => {
    const { id, on, words, state, version, bookId } = record;
    const book = books.get(bookId)!;
    const own = lines.get(id)!;
    const { debit, credit } = sumsOf(own);
    return {
      ...{ id, on, words, state, version, book: { id: book.id, name: book.name } },
      unit: { id: book.unitId, name: units.get(book.unitId) ?? '' },
      amount: debit > credit ? debit : credit,
      movesMoney: movesMoney(own, charts.get(bookId)!),
      isPaid: record.paidBy !== null,
      enteredByName: names.get(record.enteredBy) ?? '',
      entry: entryAs(numbers, record.entryId),
      isTakenBack: record.reversalId !== null,
    };
  });
  return { rows, lines, charts, names, numbers };
}

export async function presentVouchers(ctx: Context, records: readonly store.VoucherRecord[]): Promise<VoucherRow[]> {
  return (await gather(ctx, records)).rows;
}

async function presentLines(
  ctx: Context,
  lines: readonly store.LineRecord[],
  chart: ReadonlyMap<string, KnownAccount>,
): Promise<VoucherLine[]> {
  const ids = [...new Set(lines.flatMap((line) => line.partyId ?? []))];
  const names = await partyNames(ctx, ids);
  const parties = new Map((ids.length === 0 ? [] : await partyRows(ctx, ids)).map((row) => [row.id, row]));
  const tagged = [...new Set(lines.flatMap((line) => line.budgetLineId ?? []))];
  const budgetLines = tagged.length === 0 ? null : await budgetLinesById(ctx, tagged);
  const partyOf = (id: string): VoucherLine['party'] => {
    const { kind, name } = names.get(id)!;
    const { personId, unitId } = parties.get(id)!;
    return { id, kind, name, personId: name === null ? null : personId, unitId: name === null ? null : unitId };
  };
  return lines.map(({ account, side, amount, partyId, budgetLineId, words }, i) => ({
    ...{ line: i + 1, code: account, accountName: chart.get(account)?.name ?? null, words },
    debit: side === 1 ? amount : null,
    credit: side === -1 ? amount : null,
    party: partyId === null ? null : partyOf(partyId),
    budgetLine: budgetLineId === null ? null : { id: budgetLineId, name: budgetLines!.get(budgetLineId)!.name },
  }));
}

export async function presentVoucher(ctx: Context, record: store.VoucherRecord): Promise<VoucherWhole> {
  const { rows, lines, charts, names, numbers } = await gather(ctx, [record]);
  const [row] = rows;
  const own = lines.get(record.id)!;
  const { debit, credit } = sumsOf(own);
  const files = await fileRows(ctx, await store.filesOf(ctx, record.id));
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? ''));
  return {
    ...row!,
    sheets: record.sheets,
    lines: await presentLines(ctx, own, charts.get(record.bookId)!),
    amountInWords: debit === credit && debit > 0n ? moneyInWords(debit) : '',
    files: [...files.values()].map(({ id, name, mediaType, bytes }) => ({ id, name, mediaType, bytes })),
    steps: (await store.stepsOf(ctx, record.id)).map(({ step, at, byName, note }) => ({
      ...{ step, at: at.toISOString(), byName, note },
    })),
    reversal: entryAs(numbers, record.reversalId),
    hands: {
      entered: row!.enteredByName,
      reviewed: named(record.reviewedBy),
      paid: named(record.paidBy),
      posted: named(record.postedBy),
    },
    abilities: voucherAbilities(ctx, record, row!.movesMoney),
  };
}
