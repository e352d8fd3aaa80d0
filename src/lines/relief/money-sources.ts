import { may, text, type Context, type RecordSource } from '#kernel';
import { formatFen, isId } from '#kernel/contract';
import { campaignById } from './campaigns/store';
import { contributionById } from './contributions/store';
import { additionById } from './contributions/store-additions';
import { listById } from './contributions/store-lists';
import { paymentById } from './payments/store';

type Found = { readonly title: string; readonly to: string };

/** A kind of record that entries name, for who may read it where it is kept. */
const source = <Row extends { unitPath: string }>(
  prefix: `relief.${string}`,
  find: (ctx: Context, id: string) => Promise<Row | null>,
  present: (ctx: Context, row: Row, id: string) => Found,
): RecordSource => ({
  prefix,
  isTakenBackThere: true,
  find: async (ctx, ids) => {
    const found = new Map<string, Found>();
    for (const id of ids.filter(isId)) {
      const row = await find(ctx, id);
      if (row !== null && may(ctx.user, 'relief.fund.read', row.unitPath)) found.set(id, present(ctx, row, id));
    }
    return found;
  },
});

const say = (ctx: Context, key: string, params: Record<string, string> = {}): string =>
  text(ctx.language, `relief:funds.records.${key}`, params);

/** What entries of this line name as what brought them about; all of it is taken back where it was made. */
export const moneySources: readonly RecordSource[] = [
  source('relief.payment', paymentById, (ctx, row, id) => ({
    title: say(ctx, 'payment', { amount: formatFen(row.amount) }),
    to: `/relief/payments?open=${id}`,
  })),
  source('relief.campaign', campaignById, (ctx, row, id) => ({
    title: say(ctx, 'campaign', { title: row.title }),
    to: `/relief/campaigns/${id}`,
  })),
  source('relief.contribution', contributionById, (ctx, row) => ({
    title: say(ctx, 'contribution', { amount: formatFen(row.amount) }),
    to: '/relief/fund?tab=contributions',
  })),
  source('relief.addition', additionById, (ctx, row) => ({
    title: say(ctx, 'addition', { amount: formatFen(row.amount) }),
    to: '/relief/fund',
  })),
  source('relief.fund_list', listById, (ctx, row) => ({
    title: say(ctx, 'list', { name: row.fileName }),
    to: '/relief/fund?tab=lists',
  })),
];
