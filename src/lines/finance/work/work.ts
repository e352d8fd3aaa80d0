import { scopePaths, userOf, type Context } from '#kernel';
import type { EndpointResponse, PermissionName } from '#kernel/contract';
import { bookAccounts } from '#engines/ledger';
import { type countDeskWork as countContract, workKinds, type WorkKind } from './contract';
import * as store from './store';

/** Whose hand each step asks for. */
export const handFor = {
  correct: 'finance.voucher.write',
  review: 'finance.voucher.review',
  sign: 'finance.voucher.pay',
  post: 'finance.voucher.write',
  check: 'finance.claim.check',
  decide: 'finance.claim.approve',
  pay: 'finance.claim.pay',
  answer: 'finance.audit.answer',
  judge: 'finance.audit.write',
} as const satisfies Record<WorkKind, PermissionName>;

export async function countDeskWork(ctx: Context): Promise<EndpointResponse<typeof countContract>> {
  const { accountId, personId } = userOf(ctx);
  const reach = Object.fromEntries(workKinds.map((kind) => [kind, scopePaths(ctx.user, handFor[kind])])) as Record<
    WorkKind,
    string[]
  >;
  const bookIds = await store.booksInWork(ctx, [...reach.sign, ...reach.post]);
  const accounts = bookIds.length === 0 ? [] : await bookAccounts(ctx, bookIds);
  const money = accounts.filter((one) => one.money !== null).map(({ bookId, code }) => `${bookId} ${code}`);
  const counts = await store.workCounts(ctx, { accountId, personId, reach, money });
  return { rows: workKinds.map((kind) => ({ kind, count: counts[kind] })).filter(({ count }) => count > 0) };
}
