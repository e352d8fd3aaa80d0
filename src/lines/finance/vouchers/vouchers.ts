import { allPages, AppError, audit, exportTable, newId, notFound, text, userOf, type Context } from '#kernel';
import type { FileAnswer, WorkbookColumn } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { budgetLinesById, partiesNamed } from '#engines/ledger';
import { bookFor, pathsAsked } from '../policy';
import type * as contract from './contract';
import type { VoucherLineInput, VoucherRow, VoucherStep, VoucherWhole } from './contract';
import { decodePlace, encodePlace } from '../cursor';
import { voucherFor } from './policy';
import { presentVoucher, presentVouchers } from './present';
import { isOpenFor, type VoucherAct } from './rules';
import * as store from './store';

type Input<E> = EndpointInput<E>;

/** Refuses: a step that the voucher's state doesn't allow, a voucher that somebody has changed meanwhile. */
export function refuseStale(voucher: store.VoucherRecord, act: VoucherAct, version: number): void {
  if (!isOpenFor(act, voucher.state)) throw new AppError('finance.step_not_open');
  if (voucher.version !== version) throw new AppError('kernel.changed_meanwhile');
}

/** Adds a step to a voucher's record and notes it for the audit; what was written stays out of the latter. */
export async function addStep(
  ctx: Context,
  voucher: Pick<store.VoucherRecord, 'id'>,
  step: VoucherStep,
  note = '',
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  const at = ctx.clock.now();
  await store.insertStep(ctx, { id: newId(), voucherId: voucher.id, step, note, at, by: accountId, byName: name });
  audit(ctx, { action: 'finance.stepVoucher', subject: `voucher:${voucher.id}`, details: { step } });
}

/**
 * The lines as they are kept: who stands behind one is its party. Refuses: a person or unit that the writer doesn't see, a line
 * of another book's budget.
 */
async function kept(ctx: Context, bookId: string, lines: readonly VoucherLineInput[]): Promise<store.LineRecord[]> {
  const named = [...new Set(lines.flatMap((line) => line.budgetLineId ?? []))];
  const budgetLines = named.length === 0 ? null : await budgetLinesById(ctx, named);
  if (named.some((id) => budgetLines?.get(id)?.bookId !== bookId)) throw notFound();
  const parties = await partiesNamed(ctx, lines);
  return lines.map((line) => {
    const { account, side, amount, words, personId, unitId, payee, budgetLineId = null } = line;
    const whom = personId ? `person ${personId}` : unitId ? `unit ${unitId}` : payee ? `payee ${payee}` : '';
    const partyId = parties.get(whom) ?? null;
    return { account, side: side === 'debit' ? 1 : -1, amount, words, partyId, budgetLineId, reservationId: null };
  });
}

/** A new draft. Refuses: a book that isn't in reach or is closed; whom the lines name and the writer doesn't see. */
export async function draftVoucher(ctx: Context, { body }: Input<typeof contract.draftVoucher>): Promise<VoucherWhole> {
  const book = await bookFor(ctx, body.bookId, 'finance.voucher.write');
  if (book.closedOn !== null) throw new AppError('ledger.book_closed', { day: book.closedOn });
  const { on, words, sheets } = body;
  const record: store.VoucherRecord = {
    ...{ id: newId(), bookId: book.id, unitPath: book.unitPath, on, words, sheets, state: 'draft', version: 1 },
    ...{ enteredBy: userOf(ctx).accountId, reviewedBy: null, paidBy: null, postedBy: null },
    ...{ entryId: null, reversalId: null },
  };
  await store.insertVoucher(ctx, record);
  await store.putLines(ctx, record.id, await kept(ctx, book.id, body.lines));
  await addStep(ctx, record, 'entered');
  return presentVoucher(ctx, record);
}

/**
 * Changes a draft; whoever does has entered it from then on. Refuses: a voucher that isn't in reach, has been handed in, or
 * was changed meanwhile.
 */
export async function saveVoucher(
  ctx: Context,
  { params, body }: Input<typeof contract.saveVoucher>,
): Promise<VoucherWhole> {
  const voucher = await voucherFor(ctx, params.id, 'finance.voucher.write', 'lock');
  refuseStale(voucher, 'save', body.version);
  const { on, words, sheets } = body;
  const enteredBy = userOf(ctx).accountId;
  await store.putLines(ctx, voucher.id, await kept(ctx, voucher.bookId, body.lines));
  await store.changeVoucher(ctx, voucher.id, { on, words, sheets, enteredBy });
  if (enteredBy !== voucher.enteredBy) await addStep(ctx, voucher, 'entered');
  else audit(ctx, { action: 'finance.saveVoucher', subject: `voucher:${voucher.id}` });
  return presentVoucher(ctx, { ...voucher, on, words, sheets, enteredBy, version: voucher.version + 1 });
}

/** Refuses: a voucher that isn't in reach. */
export async function showVoucher(ctx: Context, id: string): Promise<VoucherWhole> {
  return presentVoucher(ctx, await voucherFor(ctx, id, 'finance.voucher.read'));
}

/** Refuses: a unit or a book that isn't in reach. */
export async function listVouchers(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listVouchers>, 'query'>,
): Promise<Page<VoucherRow>> {
  const { unitId, bookId, state, from, to, cursor, limit } = query;
  if (bookId !== undefined) await bookFor(ctx, bookId, 'finance.voucher.read');
  const under = await pathsAsked(ctx, 'finance.voucher.read', unitId);
  const after = decodePlace(cursor);
  const rows = await store.voucherRows(ctx, { under, bookId, state, from, to, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentVouchers(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? encodePlace(last.on, last.id) : null,
  };
}

/** The list as a file. Refuses: as the list. */
export async function exportVouchers(
  ctx: Context,
  { query }: Input<typeof contract.exportVouchers>,
): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `finance:vouchers.${key}`);
  const title = (key: string) => `finance:vouchers.columns.${key}`;
  const number = ({ entry }: VoucherRow) =>
    entry === null ? null : entry.number === null ? say('waits') : `${entry.month} #${entry.number}`;
  const columns: WorkbookColumn<VoucherRow>[] = [
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: number },
    { key: 'words', title: title('words'), kind: 'text', width: 34, value: (row) => row.words },
    { key: 'book', title: title('book'), kind: 'text', width: 20, value: (row) => row.book.name },
    { key: 'amount', title: title('amount'), kind: 'fen', width: 16, value: (row) => row.amount },
    { key: 'state', title: title('state'), kind: 'text', width: 12, value: (row) => say(`states.${row.state}`) },
    { key: 'enteredBy', title: title('enteredBy'), kind: 'text', width: 12, value: (row) => row.enteredByName },
  ];
  const { file } = await exportTable<VoucherRow>(ctx, {
    title: say('title'),
    permission: 'finance.voucher.read',
    filters: [query.state === undefined ? '' : say(`states.${query.state}`)],
    columns,
    rows: allPages((page) => listVouchers(ctx, { query: { ...query, ...page } })),
  });
  return file;
}
