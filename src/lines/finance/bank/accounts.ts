import { AppError, audit, may, newId, type Context } from '#kernel';
import { isId, type EndpointInput, type Page } from '#kernel/contract';
import { bookAccounts, booksByIds } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import { bookFor, pathsAsked } from '../policy';
import type * as contract from './contract';
import type { BankAccount } from './contract';
import { accountFor, monthBefore, shownNumber } from './policy';
import * as store from './store';
import { standingSheets } from './store-sheet';

type Input<E> = EndpointInput<E>;
const MONTHS_SHOWN = 12;

/**
 * Refuses: a book that isn't in reach or is closed, an account of it that is no bank account (finance.bank_account_unfit) or
 * has its bank (finance.bank_account_taken), a day that has not come.
 */
export async function addBankAccount(
  ctx: Context,
  { body }: Input<typeof contract.addBankAccount>,
): Promise<BankAccount> {
  const book = await bookFor(ctx, body.bookId, 'finance.bank.write');
  const today = ctx.clock.today();
  if (body.startsOn > today) throw new AppError('ledger.day_in_future', { day: body.startsOn, today });
  const found = (await bookAccounts(ctx, [book.id])).find(({ code }) => code === body.account);
  if (found?.money !== 'bank' || found.isSummary) throw new AppError('finance.bank_account_unfit');
  const { bankName, number, startsOn, opening } = body;
  const account: store.AccountRecord = {
    ...{ id: newId(), bookId: book.id, unitPath: book.unitPath, ledgerAccountId: found.id, version: 1 },
    ...{ bankName, number, startsOn, opening },
  };
  if (!(await store.insertAccount(ctx, account))) throw new AppError('finance.bank_account_taken');
  audit(ctx, { action: 'finance.addBankAccount', subject: `bank_account:${account.id}` });
  return (await presentAccounts(ctx, [account]))[0]!;
}

/** Refuses: an account out of reach or changed meanwhile; another opening once a month is finished. */
export async function saveBankAccount(
  ctx: Context,
  { params, body }: Input<typeof contract.saveBankAccount>,
): Promise<BankAccount> {
  const account = await accountFor(ctx, params.id, 'finance.bank.write', 'lock');
  if (account.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  const { bankName, number, opening } = body;
  const until = (await store.statesOf(ctx, [account.id])).get(account.id)!.finishedUntil;
  if (opening !== account.opening && until !== null) throw new AppError('finance.bank_month_finished', { day: until });
  await store.changeAccount(ctx, account.id, { bankName, number, opening });
  audit(ctx, { action: 'finance.saveBankAccount', subject: `bank_account:${account.id}` });
  const changed = { ...account, bankName, number, opening, version: account.version + 1 };
  return (await presentAccounts(ctx, [changed]))[0]!;
}

/** Refuses: an account that isn't in reach. */
export async function showBankAccount(ctx: Context, id: string): Promise<BankAccount> {
  return (await presentAccounts(ctx, [await accountFor(ctx, id, 'finance.bank.read')]))[0]!;
}

/** Refuses: a unit that isn't in reach. */
export async function listBankAccounts(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listBankAccounts>, 'query'>,
): Promise<Page<BankAccount>> {
  const { unitId, cursor, limit } = query;
  const under = await pathsAsked(ctx, 'finance.bank.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const rows = await store.accountRows(ctx, { under, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    rows: await presentAccounts(ctx, page),
    nextCursor: rows.length > limit ? page.at(-1)!.id : null,
  };
}

/** The months up to this one, the latest first, from the first statement on. */
function monthsUpTo(today: string, from: string): string[] {
  const months: string[] = [];
  let month = today.slice(0, 7);
  while (months.length < MONTHS_SHOWN && month >= from.slice(0, 7)) {
    months.push(month);
    month = monthBefore(`${month}-01`);
  }
  return months;
}

/** Accounts as their readers see them. */
export async function presentAccounts(ctx: Context, accounts: readonly store.AccountRecord[]): Promise<BankAccount[]> {
  const ids = accounts.map((account) => account.id);
  const bookIds = [...new Set(accounts.map((account) => account.bookId))];
  const books = new Map((await booksByIds(ctx, bookIds)).map((book) => [book.id, book]));
  const units = await unitNames(ctx, [...new Set([...books.values()].map((book) => book.unitId))]);
  const chart = new Map((await bookAccounts(ctx, bookIds)).map((account) => [account.id, account]));
  const states = await store.statesOf(ctx, ids);
  const today = ctx.clock.today();
  const counts = await store.monthCounts(ctx, ids, `${monthsUpTo(today, '0000-01').at(-1)!}-01`);
  const sheets = await standingSheets(ctx, ids);
  return accounts.map((account) => {
    const { id, bankName, startsOn, opening, version } = account;
    const book = books.get(account.bookId)!;
    const { code, name } = chart.get(account.ledgerAccountId)!;
    const { sum, lastLineOn, finishedUntil } = states.get(id)!;
    const writes = may(ctx.user, 'finance.bank.write', account.unitPath);
    return {
      ...{ id, bankName, startsOn, opening, version, lastLineOn, finishedUntil, balance: opening + sum },
      number: shownNumber(ctx, account),
      book: { id: book.id, name: book.name },
      account: { id: account.ledgerAccountId, code, name },
      unit: { id: book.unitId, name: units.get(book.unitId) ?? '' },
      months: monthsUpTo(today, startsOn).map((month) => {
        const own = counts.find((row) => row.accountId === id && row.month === month);
        const sheet = sheets.find((row) => row.accountId === id && row.month === month);
        return {
          ...{ month, lines: own?.lines ?? 0, open: own?.open ?? 0 },
          sheet: sheet === undefined ? null : { id: sheet.id, state: sheet.state },
        };
      }),
      abilities: { save: writes, import: writes, match: writes },
    };
  });
}

/** What the log calls accounts: bank and book, for those that its reader may read. */
export async function findBankNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const accounts = (await store.accountsByIds(ctx, ids)).filter((one) =>
    may(ctx.user, 'finance.bank.read', one.unitPath),
  );
  const books = new Map(
    (
      await booksByIds(
        ctx,
        accounts.map((one) => one.bookId),
      )
    ).map((book) => [book.id, book.name]),
  );
  return new Map(accounts.map((one) => [one.id, `${one.bankName} · ${books.get(one.bookId) ?? ''}`]));
}
