import { AppError, audit, errorText, may, newId, notFound, userOf, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import { bookAccounts, booksByIds, partyNames } from '#engines/ledger';
import { refuseSameHand, unitNames } from '#engines/roster';
import type * as contract from './contract-match';
import { sheetContent, type BankSheet, type SheetContent, type SheetItem, type SheetRecord } from './contract-match';
import { accountFor, firstDay, lastDay, monthBefore, shownNumber } from './policy';
import { reckon } from './sheet-rules';
import { bookBalanceOn, sidesUntil, type EntrySide, type LineSide } from './sides';
import * as store from './store';
import * as sheets from './store-sheet';

type Input<E> = EndpointInput<E>;

/** As it is kept and compared: money as digits, since JSON has no other whole numbers of this size. */
const asKept = (content: SheetContent): string =>
  JSON.stringify(content, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));

const size = (fen: bigint): bigint => (fen < 0n ? -fen : fen);

const lineItem = ({ on, words, party, rest }: LineSide): SheetItem => ({
  ...{ on, words, party, amount: size(rest), entry: null },
});

/** What both sides say of a month now. Persons stay unnamed: the sheet outlives the rights of whoever makes it. */
async function liveSheet(
  ctx: Context,
  account: store.AccountRecord,
  month: string,
): Promise<{ content: SheetContent; waiting: number }> {
  const on = lastDay(month);
  const { lines, entries } = await sidesUntil(ctx, account, { to: on, asOf: on });
  const { stated, after } = await store.readUntil(ctx, account.id, on);
  const open = {
    lines: lines.filter((line) => line.rest !== 0n),
    entries: entries.filter((entry) => entry.rest !== 0n),
  };
  const names = await partyNames(
    ctx,
    open.entries.flatMap((entry) => entry.partyId ?? []),
  );
  const entryItem = ({ entryId, words, partyId, rest, month: of, number, ...entry }: EntrySide): SheetItem => {
    const party = partyId === null ? undefined : names.get(partyId);
    const name = party === undefined || party.kind === 'person' ? '' : (party.name ?? '');
    return { on: entry.on, words, party: name, amount: size(rest), entry: { id: entryId, month: of, number } };
  };
  const reckoned = reckon({
    ...{ stated: stated === null ? null : stated + after, opening: account.opening, lines, entries },
    bookBalance: await bookBalanceOn(ctx, account, on),
  });
  const content = {
    ...{ on, ...reckoned },
    bookIn: open.entries.filter((entry) => entry.rest > 0n).map(entryItem),
    bookOut: open.entries.filter((entry) => entry.rest < 0n).map(entryItem),
    bankIn: open.lines.filter((line) => line.rest > 0n).map(lineItem),
    bankOut: open.lines.filter((line) => line.rest < 0n).map(lineItem),
  };
  // What is kept and what is compared with it pass the same shape, so that equal sheets are equal texts.
  return {
    content: sheetContent.parse(content),
    waiting: open.entries.filter((entry) => entry.number === null).length,
  };
}

function presentRecord(ctx: Context, account: store.AccountRecord, row: sheets.SheetRow): SheetRecord {
  const { id, month, number, state, note, version, finishedByName, reviewedByName, reopenedByName } = row;
  const reviews = may(ctx.user, 'finance.bank.review', account.unitPath);
  return {
    ...{ id, month, number, state, note, version },
    finished: { name: finishedByName, at: row.finishedAt.toISOString() },
    reviewed: row.reviewedAt === null ? null : { name: reviewedByName!, at: row.reviewedAt.toISOString() },
    reopened:
      row.reopenedAt === null
        ? null
        : { name: reopenedByName!, at: row.reopenedAt.toISOString(), reason: row.reopenReason! },
    abilities: {
      review: reviews && state === 'finished' && row.finishedBy !== userOf(ctx).accountId,
      reopen: reviews && state !== 'reopened',
    },
  };
}

function refuseBeforeStart({ startsOn }: store.AccountRecord, month: string): void {
  if (lastDay(month) < startsOn) throw new AppError('finance.bank_month_before_start', { day: startsOn });
}

/** Refuses: an account that isn't in reach, a month before its statements begin, a version that isn't there. */
export async function showBankSheet(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.showBankSheet>, 'params' | 'query'>,
): Promise<BankSheet> {
  const account = await accountFor(ctx, params.id, 'finance.bank.read');
  const month = query.month ?? monthBefore(ctx.clock.today());
  refuseBeforeStart(account, month);
  return present(ctx, account, { month, number: query.number });
}

async function present(
  ctx: Context,
  account: store.AccountRecord,
  { month, number }: { month: string; number?: number | undefined },
): Promise<BankSheet> {
  const live = await liveSheet(ctx, account, month);
  const history = await sheets.sheetsOfMonth(ctx, account.id, month);
  const standing = history.find((row) => row.state !== 'reopened');
  const row = number === undefined ? standing : history.find((one) => one.number === number);
  if (number !== undefined && row === undefined) throw notFound();
  const content = row === undefined ? live.content : sheetContent.parse(row.content);
  const isOver = ctx.clock.today() > lastDay(month);
  const { finishedUntil } = (await store.statesOf(ctx, [account.id])).get(account.id)!;
  return {
    ...{ month, content, waiting: live.waiting },
    account: await presentHead(ctx, account),
    record: row === undefined ? null : presentRecord(ctx, account, row),
    isOutdated: row !== undefined && row.state !== 'reopened' && asKept(content) !== asKept(live.content),
    history: history.map((one) => presentRecord(ctx, account, one)),
    whyNotFinish: isOver ? null : errorText(ctx.language, 'finance.bank_month_running', { day: lastDay(month) }),
    abilities: {
      finish: may(ctx.user, 'finance.bank.write', account.unitPath) && standing === undefined,
      isLatest: finishedUntil === null || finishedUntil <= lastDay(month),
    },
  };
}

async function presentHead(ctx: Context, account: store.AccountRecord): Promise<BankSheet['account']> {
  const { id, bankName, bookId, ledgerAccountId } = account;
  const [book] = await booksByIds(ctx, [bookId]);
  const units = await unitNames(ctx, [book!.unitId]);
  const { code } = (await bookAccounts(ctx, [bookId])).find((one) => one.id === ledgerAccountId)!;
  const names = { bookName: book!.name, unitName: units.get(book!.unitId) ?? '' };
  return { ...{ id, bankName, bookId, ledgerAccountId, code }, ...names, number: shownNumber(ctx, account) };
}

/** Whoever has moved the month's money as cashier neither makes its reconciliation nor finds it right. */
async function refuseOwnCash(ctx: Context, { bookId }: store.AccountRecord, month: string): Promise<void> {
  const days: { from: Day; to: Day } = { from: firstDay(month), to: lastDay(month) };
  for (const cashier of await sheets.cashiersOf(ctx, bookId, days)) {
    try {
      await refuseSameHand(ctx, cashier);
    } catch (error) {
      if (error instanceof AppError && error.code === 'roster.same_hand') throw new AppError('finance.bank_own_cash');
      throw error;
    }
  }
}

/**
 * Refuses: an account that isn't in reach; a month before its statements begin, that isn't over, or stands finished; entries
 * without their numbers; a difference without a word of explanation; whoever was the cashier of the month.
 */
export async function finishBankSheet(
  ctx: Context,
  { params, body }: Input<typeof contract.finishBankSheet>,
): Promise<BankSheet> {
  const account = await accountFor(ctx, params.id, 'finance.bank.write', 'lock');
  const { month, note } = body;
  refuseBeforeStart(account, month);
  if (ctx.clock.today() <= lastDay(month)) throw new AppError('finance.bank_month_running', { day: lastDay(month) });
  const history = await sheets.sheetsOfMonth(ctx, account.id, month);
  if (history.some((row) => row.state !== 'reopened'))
    throw new AppError('finance.bank_month_finished', { day: lastDay(month) });
  await refuseOwnCash(ctx, account, month);
  const { content, waiting } = await liveSheet(ctx, account, month);
  if (waiting > 0) throw new AppError('ledger.sealing_waits', { count: waiting });
  if (content.difference !== 0n && note.length < 2) throw new AppError('finance.bank_difference');
  const { accountId: finishedBy, name: finishedByName } = userOf(ctx);
  const number = (history[0]?.number ?? 0) + 1;
  const sheet = { id: newId(), accountId: account.id, month, number, note, finishedBy, finishedByName };
  await sheets.insertSheet(ctx, sheet, asKept(content));
  audit(ctx, {
    action: 'finance.finishBankSheet',
    subject: `bank_account:${account.id}`,
    details: { month: firstDay(month), number },
  });
  return present(ctx, account, { month });
}

/** A record with its account, both held. Refuses: one that isn't in reach or was changed meanwhile. */
async function heldSheet(ctx: Context, id: string, version: number) {
  const found = await sheets.sheetById(ctx, id);
  if (found === null) throw notFound();
  const account = await accountFor(ctx, found.accountId, 'finance.bank.review', 'lock');
  const sheet = (await sheets.sheetById(ctx, id, 'lock'))!;
  if (sheet.state === 'reopened') throw new AppError('finance.bank_sheet_over');
  if (sheet.version !== version) throw new AppError('kernel.changed_meanwhile');
  return { account, sheet };
}

const again = async (ctx: Context, account: store.AccountRecord, id: string): Promise<SheetRecord> =>
  presentRecord(ctx, account, (await sheets.sheetById(ctx, id))!);

/** Refuses: as `heldSheet`; a record that was reviewed; whoever made it, or was the cashier of the month. */
export async function reviewBankSheet(
  ctx: Context,
  { params, body }: Input<typeof contract.reviewBankSheet>,
): Promise<SheetRecord> {
  const { account, sheet } = await heldSheet(ctx, params.id, body.version);
  if (sheet.state !== 'finished') throw new AppError('finance.bank_sheet_over');
  await refuseSameHand(ctx, sheet.finishedBy);
  await refuseOwnCash(ctx, account, sheet.month);
  const { accountId, name } = userOf(ctx);
  await sheets.signReview(ctx, sheet.id, { accountId, name });
  const details = { month: firstDay(sheet.month), number: sheet.number };
  audit(ctx, { action: 'finance.reviewBankSheet', subject: `bank_account:${account.id}`, details });
  return again(ctx, account, sheet.id);
}

/** Refuses: as `heldSheet`; a month before another one that stands finished (finance.bank_later_month). */
export async function reopenBankSheet(
  ctx: Context,
  { params, body }: Input<typeof contract.reopenBankSheet>,
): Promise<SheetRecord> {
  const { account, sheet } = await heldSheet(ctx, params.id, body.version);
  const { finishedUntil } = (await store.statesOf(ctx, [account.id])).get(account.id)!;
  if (finishedUntil! > lastDay(sheet.month)) throw new AppError('finance.bank_later_month', { day: finishedUntil });
  await sheets.reopen(ctx, sheet.id, userOf(ctx).name, body.reason);
  const details = { month: firstDay(sheet.month), number: sheet.number };
  audit(ctx, { action: 'finance.reopenBankSheet', subject: `bank_account:${account.id}`, details });
  return again(ctx, account, sheet.id);
}
