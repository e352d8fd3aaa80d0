import { may, text, type Context, type RecordSource } from '#kernel';
import { isId } from '#kernel/contract';
import { vouchersByIds } from './store';

/** `finance.voucher:<id>` opens the voucher behind an entry; it is taken back there. */
export const voucherSource: RecordSource = {
  prefix: 'finance.voucher',
  isTakenBackThere: true,
  find: async (ctx, ids) => {
    const vouchers = await readable(ctx, ids);
    const title = text(ctx.language, 'finance:vouchers.one');
    return new Map(vouchers.map(({ id }) => [id, { title, to: `/finance/vouchers/${id}` }]));
  },
};

async function readable(ctx: Context, ids: readonly string[]) {
  const vouchers = await vouchersByIds(ctx, ids.filter(isId));
  return vouchers.filter((voucher) => may(ctx.user, 'finance.voucher.read', voucher.unitPath));
}

/** What the log calls vouchers: their own words, for those that its reader may read. */
export async function findVoucherNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map((await readable(ctx, ids)).map(({ id, words }) => [id, words]));
}
