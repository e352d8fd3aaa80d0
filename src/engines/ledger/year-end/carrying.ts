import { AppError, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { FIRST_DAY, netBalances, partyBalances } from '../balances/store';
import { accountsOf, type AccountRecord, type BookRecord } from '../books/store';
import { readPeriods, countWaiting } from '../periods/store';
import { faultOfYear, type Carried, type YearFault } from './rules';
import { yearEndsOf } from './store';

export const lastDayOf = (year: number): Day => `${year}-12-31`;
export const decemberOf = (year: number): Day => `${year}-12-01`;

const isResult = ({ element }: Pick<AccountRecord, 'element'>): boolean =>
  element === 'income' || element === 'expense';

/** What stands against carrying the year now, or null. */
export async function faultNow(ctx: Context, book: BookRecord, year: number): Promise<YearFault | null> {
  const accounts = (await accountsOf(ctx, [book.id])).filter(isResult);
  const before = lastDayOf(year - 1);
  const asked = { bookId: book.id, on: before, accountIds: accounts.map((account) => account.id) };
  const nets = before < FIRST_DAY ? new Map<string, bigint>() : await netBalances(ctx, asked);
  const periods = await readPeriods(ctx, book.id);
  const ends = await yearEndsOf(ctx, book.id);
  return faultOfYear({
    ...{ year, today: ctx.clock.today(), openedOn: book.openedOn },
    closedMonths: new Set(periods.filter(({ state }) => state === 'closed').map(({ month }) => month)),
    waiting: await countWaiting(ctx, book.id, decemberOf(year)),
    hasUncarried: [...nets.values()].some((net) => net !== 0n),
    closedYears: ends.filter(({ state }) => state === 'closed' || state === 'reopening').map((end) => end.year),
  });
}

/** Every account of income and spending with what stands on it at the end of the year; one with parties, for each of them. */
export async function carriedOf(
  ctx: Context,
  { book, year, targets }: { book: BookRecord; year: number; targets: Readonly<Record<string, string>> },
): Promise<Carried[]> {
  const accounts = (await accountsOf(ctx, [book.id])).filter((account) => isResult(account) && !account.isSummary);
  const on = lastDayOf(year);
  const nets = await netBalances(ctx, { bookId: book.id, on, accountIds: accounts.map((account) => account.id) });
  const carried: Carried[] = [];
  for (const { id, code, element, party, carriesTo } of accounts) {
    const to = targets[code] ?? carriesTo ?? '';
    if (party === null) carried.push({ code, element, net: nets.get(id) ?? 0n, partyId: null, to });
    else
      for (const [partyId, net] of await partyBalances(ctx, { accountId: id, on }))
        carried.push({ code, element, net, partyId, to });
  }
  return carried;
}

/** Refuses: something that is to go to no net asset, or to one that takes no postings (ledger.year_target). */
export async function refuseWrongTargets(ctx: Context, book: BookRecord, carried: readonly Carried[]): Promise<void> {
  const takers = new Set((await accountsOf(ctx, [book.id])).filter(takesResults).map((account) => account.code));
  const wrong = carried.find(({ net, to }) => net !== 0n && !takers.has(to));
  if (wrong !== undefined) throw new AppError('ledger.year_target', { account: wrong.code, to: wrong.to });
}

export const takesResults = ({ element, isSummary, isClosed, party }: AccountRecord): boolean =>
  element === 'net_asset' && !isSummary && !isClosed && party === null;
