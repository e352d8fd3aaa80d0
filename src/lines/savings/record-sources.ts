import { may, text, type Context, type RecordSource } from '#kernel';
import { isId } from '#kernel/contract';
import { accountById } from './accounts/store';
import { associationById } from './associations/store';
import { listById } from './lists/store';
import { sharesById } from './shares/store';

/** Names a record for whoever reads the accounts of its association. */
function source(
  prefix: RecordSource['prefix'],
  isTakenBackThere: boolean,
  describe: (ctx: Context, id: string) => Promise<{ associationId: string; title: string; to: string } | null>,
): RecordSource {
  return {
    ...{ prefix, isTakenBackThere },
    find: async (ctx, ids) => {
      const found = new Map<string, { title: string; to: string }>();
      for (const id of ids.filter(isId)) {
        const record = await describe(ctx, id);
        const association = record === null ? null : await associationById(ctx, record.associationId);
        if (record !== null && association !== null && may(ctx.user, 'savings.account.read', association.unitPath))
          found.set(id, { title: record.title, to: record.to });
      }
      return found;
    },
  };
}

const say = (ctx: Context, key: string, params: Record<string, unknown> = {}): string =>
  text(ctx.language, `savings:sources.${key}`, params);

/** What brings entries of the books of savings about. Earnings alone are taken back in the books themselves. */
export const recordSources: readonly RecordSource[] = [
  source('savings.account', true, async (ctx, id) => {
    const account = await accountById(ctx, id, 'read');
    if (account === null) return null;
    const { associationId, number } = account;
    return { associationId, title: say(ctx, 'account', { number }), to: `/savings/accounts/${id}` };
  }),
  source('savings.list', true, async (ctx, id) => {
    const list = await listById(ctx, id);
    if (list === null) return null;
    const { associationId, fileName } = list;
    return { associationId, title: fileName, to: `/savings/lists?association=${associationId}&list=${id}` };
  }),
  source('savings.share_run', true, async (ctx, id) => {
    const run = await sharesById(ctx, id);
    if (run === null) return null;
    const { associationId, year } = run;
    return { associationId, title: say(ctx, 'shares', { year }), to: `/savings/shares?association=${associationId}` };
  }),
  source('savings.association', false, async (ctx, id) => ({
    ...{ associationId: id, title: say(ctx, 'earnings'), to: `/savings?association=${id}` },
  })),
];
