import { allPages, audit, exportTable, may, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { unitNames } from '#engines/roster';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { accountsOf } from '../books/store';
import { booksInReach } from '../books/open-books';
import { budgetsOfYear } from '../budgets/store';
import { budgetLinesOf } from '../budgets/reservations';
import type * as contract from './contract';
import type { TransferRow } from './contract';
import { pathsAsked, transferAbilities, visibleTransfer } from './policy';
import { transferPage, type TransferRecord } from './store';
import { isForTransfers } from './transfers';

type Query = EndpointInput<typeof contract.listTransfers>['query'];

async function present(ctx: Context, records: readonly TransferRecord[]): Promise<TransferRow[]> {
  const units = await unitNames(ctx, [...new Set(records.flatMap((one) => [one.fromUnitId, one.toUnitId]))]);
  return records.map((one): TransferRow => {
    const side = (half: 'from' | 'to') => {
      const purpose = one[`${half}Purpose`];
      return {
        ...{ bookId: one[`${half}BookId`], bookName: one[`${half}BookName`], bookKind: one[`${half}Kind`] },
        unitName: units.get(one[`${half}UnitId`]) ?? '',
        account: { code: one[`${half}Account`], name: one[`${half}AccountName`] },
        purpose: purpose === null ? null : { code: purpose, name: one[`${half}PurposeName`] ?? '' },
        ...{ entryId: one[`${half}EntryId`], voucherNumber: one[`${half}Number`] },
        reversalId: one[`${half}ReversalId`],
      };
    };
    const { id, amount, on, words, state, version, decision } = one;
    return {
      ...{ id, from: side('from'), to: side('to'), amount, on, words, state, version, decision },
      budgetLine:
        one.budgetLineId === null ? null : { id: one.budgetLineId, budgetId: one.budgetId!, name: one.budgetLineName! },
      ...{ proposedBy: one.proposedByName, proposedAt: one.proposedAt.toISOString() },
      ...{ decidedBy: one.decidedByName, decidedAt: one.decidedAt?.toISOString() ?? null },
      reversal:
        one.reversalAskedAt === null
          ? null
          : {
              ...{ reason: one.reversalReason, askedBy: one.reversalAskedByName! },
              askedAt: one.reversalAskedAt.toISOString(),
            },
      abilities: transferAbilities(ctx, one),
    };
  });
}

/** Refuses: a unit out of reach. */
export async function listTransfers(
  ctx: Context,
  { unitId, ...query }: Query,
): Promise<EndpointResponse<typeof contract.listTransfers>> {
  const scopes = await pathsAsked(ctx, unitId);
  const { rows, nextCursor } = await transferPage(ctx, { scopes, ...query });
  return {
    rows: await present(ctx, rows),
    nextCursor,
    abilities: { propose: may(ctx.user, 'ledger.transfer.write') },
  };
}

/** Refuses: a transfer out of reach. */
export async function showTransfer(ctx: Context, id: string): Promise<TransferRow> {
  const [row] = await present(ctx, [await visibleTransfer(ctx, id)]);
  return row!;
}

const columns = (ctx: Context): readonly WorkbookColumn<TransferRow>[] => {
  const title = (key: string) => `ledger:transfers.columns.${key}`;
  const account = ({ account: { code, name } }: TransferRow['from']) => `${code} ${name}`;
  return [
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'from', title: title('from'), kind: 'text', width: 24, value: (row) => row.from.bookName },
    { key: 'fromAccount', title: title('fromAccount'), kind: 'text', width: 18, value: (row) => account(row.from) },
    { key: 'to', title: title('to'), kind: 'text', width: 24, value: (row) => row.to.bookName },
    { key: 'toAccount', title: title('toAccount'), kind: 'text', width: 18, value: (row) => account(row.to) },
    { key: 'amount', title: title('amount'), kind: 'fen', width: 16, value: (row) => row.amount },
    { key: 'words', title: title('words'), kind: 'text', width: 32, value: (row) => row.words },
    {
      ...{ key: 'state', title: title('state'), kind: 'text', width: 12 },
      value: (row) => text(ctx.language, `ledger:transfers.states.${row.state}`),
    },
    { key: 'proposedBy', title: title('proposedBy'), kind: 'text', width: 14, value: (row) => row.proposedBy },
    { key: 'decidedBy', title: title('decidedBy'), kind: 'text', width: 14, value: (row) => row.decidedBy },
  ];
};

/** Refuses: a unit out of reach. */
export async function exportTransfers(ctx: Context, query: Omit<Query, 'cursor' | 'limit'>): Promise<FileAnswer> {
  const { unitId, state } = query;
  const { file, rows } = await exportTable(ctx, {
    title: text(ctx.language, 'ledger:transfers.exports.list'),
    permission: 'ledger.book.read',
    unitName: unitId === undefined ? undefined : (await unitNames(ctx, [unitId])).get(unitId),
    filters: state === undefined ? [] : [text(ctx.language, `ledger:transfers.states.${state}`)],
    columns: columns(ctx),
    rows: allPages((page) => listTransfers(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'ledger.exportTransfers', details: { count: rows } });
  return file;
}

/** The open books within reach of the right to ask for transfers, with what a transfer can be posted on. */
export async function listTransferBooks(ctx: Context): Promise<EndpointResponse<typeof contract.listTransferBooks>> {
  const books = await booksInReach(ctx, 'ledger.transfer.write');
  const ids = books.map((book) => book.id);
  const accounts = (await accountsOf(ctx, ids)).filter(isForTransfers);
  const budgets = await budgetsOfYear(ctx, ids, Number(ctx.clock.today().slice(0, 4)));
  const lines = await budgetLinesOf(ctx, [...budgets.values()]);
  const rows = books.map(({ id, name, kind, unitName, openedOn }) => {
    const own = accounts.filter((account) => account.bookId === id);
    const named = (isMoney: boolean) =>
      own
        .filter(({ money }) => (money !== null) === isMoney)
        .map((account) => ({ code: account.code, name: account.name }));
    return {
      ...{ id, name, kind, openedOn, unitName, money: named(true), purposes: named(false) },
      budgetLines: lines
        .filter((line) => line.budgetId === budgets.get(id))
        .map((line) => ({ id: line.id, name: line.name, accounts: [...line.accounts] })),
    };
  });
  return { rows };
}
