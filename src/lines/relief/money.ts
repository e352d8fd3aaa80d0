import { AppError, may, notFound, scopePaths, type Context } from '#kernel';
import { accountByCode, nearestBook, netBalances, openBooks, type OpenBook } from '#engines/ledger';
import { getUnit } from '#engines/roster';
import { formatFen, type Day } from '#kernel/contract';
import { holdBook } from './store-holds';

/** What the areas of money share: whose book, which account, how much is there. */

export type FundPermission = `relief.fund.${'read' | 'write' | 'approve' | 'pay'}`;
type FundKind = 'union_funds' | 'mutual_aid' | 'donation';

export const moneyAccounts = { cash: '101', bank: '102', payroll: '102' } as const;
/** 代管经费: what is held for others is no income and no spending of the union. */
export const TRUST = '231';
export const aidAccounts = { mutual_aid: '501', donation: '232', group: TRUST } as const;
export const fundAccounts = { members: '401', employer: '402', union: '403', donations: '404' } as const;
export const giftAccounts = { person: '23101', unit: '23102', anonymous: '23103' } as const;
/** 结余转出 of a campaign's book. */
export const PASSED_ON = '233';

/** The paths that a list is to show: the unit that was asked for, or all that the permission reaches. */
export async function pathsAsked(
  ctx: Context,
  permission: FundPermission,
  unitId: string | undefined,
): Promise<string[]> {
  if (unitId === undefined) return scopePaths(ctx.user, permission);
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return [unit.path];
}

/** Refuses: a place for which nobody keeps such a book (relief.no_book). */
export async function bookFor(ctx: Context, kind: FundKind, unitPath: string, unit: string): Promise<OpenBook> {
  const book = nearestBook(await openBooks(ctx, kind), unitPath);
  if (book === null) throw new AppError('relief.no_book', { kind, unit });
  return book;
}

/** Refuses: a day that has not come (relief.day_ahead). */
export function refuseDayAhead(ctx: Context, on: Day): void {
  const today = ctx.clock.today();
  if (on > today) throw new AppError('relief.day_ahead', { today });
}

export async function moneyIn(ctx: Context, bookId: string, way: 'cash' | 'bank'): Promise<bigint> {
  const { id } = await accountByCode(ctx, bookId, moneyAccounts[way]);
  const nets = await netBalances(ctx, { bookId, on: ctx.clock.today(), accountIds: [id] });
  return nets.get(id) ?? 0n;
}

export const short = (left: bigint, amount: bigint): AppError =>
  new AppError('relief.fund_short', { left: formatFen(left > 0n ? left : 0n), amount: formatFen(amount) });

/** Refuses: more than there is in the cash box or the bank account of the book (relief.fund_short). */
export async function refuseShort(ctx: Context, bookId: string, way: 'cash' | 'bank', amount: bigint): Promise<void> {
  await holdBook(ctx, bookId);
  const left = await moneyIn(ctx, bookId, way);
  if (left < amount) throw short(left, amount);
}

/** 王＊＊: enough for who knows, nothing for who does not. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = [...name];
  return first + '＊'.repeat(Math.max(1, Math.min(2, rest.length)));
};

export function sumOf<Row>(rows: readonly Row[], amountOf: (row: Row) => bigint): bigint {
  let sum = 0n;
  for (const row of rows) sum += amountOf(row);
  return sum;
}
