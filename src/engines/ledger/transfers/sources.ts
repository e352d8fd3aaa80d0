import { text, type Context, type RecordSource } from '#kernel';
import { formatFen, isId } from '#kernel/contract';
import { mayRead } from './policy';
import { transfersById } from './store';

/** Both halves of a transfer name it: `ledger.transfer:<id>`. They are taken back together, where it was asked for. */
export const transferSource: RecordSource = {
  prefix: 'ledger.transfer',
  isTakenBackThere: true,
  find: async (ctx: Context, ids) => {
    const transfers = (await transfersById(ctx, ids.filter(isId))).filter((transfer) => mayRead(ctx, transfer));
    return new Map(
      transfers.map(({ id, amount, fromBookName, toBookName }) => {
        const params = { from: fromBookName, to: toBookName, amount: formatFen(amount) };
        return [
          id,
          { title: text(ctx.language, 'ledger:transfers.source', params), to: `/finance/transfers?open=${id}` },
        ];
      }),
    );
  },
};
