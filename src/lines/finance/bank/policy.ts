import { may, notFound, type Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import type { bankPermissions } from './contract';
import * as store from './store';

type Permission = (typeof bankPermissions)[number];

/** Refuses: an account that isn't there, or with which the person may not do this; both read alike. */
export async function accountFor(
  ctx: Context,
  id: string,
  permission: Permission,
  mode: 'read' | 'lock' = 'read',
): Promise<store.AccountRecord> {
  const account = await store.accountRow(ctx, id, mode);
  if (account === null || !may(ctx.user, permission, account.unitPath)) throw notFound();
  return account;
}

/** Whoever keeps the account reads its number; others its last four signs. */
export function shownNumber(ctx: Context, { number, unitPath }: store.AccountRecord): string {
  return may(ctx.user, 'finance.bank.write', unitPath) ? number : `•••• ${number.replaceAll(' ', '').slice(-4)}`;
}

export const firstDay = (month: string): Day => `${month}-01`;

/** The month before the one that a day is in. */
export const monthBefore = (day: Day): string => addDays(firstDay(day.slice(0, 7)), -1).slice(0, 7);

/** The last day of a month (`2024-02`: the 29th). */
export function lastDay(month: string): Day {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
