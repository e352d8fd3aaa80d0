import { AppError, audit, type Context, type JobGround } from '#kernel';
import { peopleById } from '#engines/roster';
import { collect, giveUp } from './collect';
import { tellWork } from './make-run';
import { reverseAll } from './posting';
import { forgetCells, listById, rowsOfList, type ListRecord } from './store-lists';
import { paymentRows, type PaymentHead } from './store-payments';
import * as store from './store-runs';

export const listSubject = (id: string): string => `dues:${id}`;

/** Does what a list of payments waits for; whoever does it again finds it done. */
export async function workOnList(ground: JobGround, id: string): Promise<void> {
  try {
    await ground.act((ctx) => goOn(ctx, id));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params } = error;
    await ground.act(async (ctx) => {
      const list = await listById(ctx, id, 'lock');
      if (list === null || (list.state !== 'waiting' && list.state !== 'undoing')) return;
      const state = list.state === 'waiting' ? 'failed' : 'done';
      await store.changeWork(ctx, 'dues_list', id, { state, fault: { code, params } });
      audit(ctx, { action: 'membership.failDuesList', subject: listSubject(id), details: { code } });
    });
  }
}

async function goOn(ctx: Context, id: string): Promise<void> {
  await store.holdDues(ctx);
  const list = await listById(ctx, id, 'lock');
  if (list?.state === 'waiting') await takeIn(ctx, list);
  else if (list?.state === 'undoing') await takeBack(ctx, list);
}

/** All payments of the list and their entries, in one transaction. */
async function takeIn(ctx: Context, list: ListRecord): Promise<void> {
  const rows = await rowsOfList(ctx, list.id, { isBad: false });
  const people = await peopleById(
    ctx,
    rows.map((row) => row.personId!),
  );
  const payers = rows.map(({ personId, amount }) => {
    const { id, unitId, unitPath, unitName } = people.get(personId!)!;
    return { personId: id, unitId, unitPath, unitName, amount: amount! };
  });
  const tell = (count: number) => tellWork(ctx, list.id, count, payers.length);
  await tell(0);
  const month = `${list.month.slice(0, 4)}年${Number(list.month.slice(5, 7))}月`;
  const head: PaymentHead & { source: string; key: string } = {
    ...{ on: list.postedOn!, way: 'list', listId: list.id, words: `工资代扣${month}会费` },
    ...{ byId: list.createdBy, byName: list.createdByName },
    ...{ source: `membership.dues_list:${list.id}`, key: `dues.list:${list.id}` },
  };
  const { payments } = await collect(ctx, payers, head, tell);
  const entryIds = [...new Set(payments.map((payment) => payment.entryId))];
  await forgetCells(ctx, list.id);
  await store.changeWork(ctx, 'dues_list', list.id, { state: 'done', entryIds });
  audit(ctx, {
    action: 'membership.takeDuesList',
    subject: listSubject(list.id),
    details: { count: payments.length, entries: entryIds.length },
  });
}

async function takeBack(ctx: Context, list: ListRecord): Promise<void> {
  const payments = await paymentRows(ctx, { listId: list.id });
  await tellWork(ctx, list.id, 0, list.entryIds.length);
  const reason = list.undoReason ?? '';
  await giveUp(ctx, payments, reason);
  await reverseAll(ctx, list.entryIds, reason, (count) => tellWork(ctx, list.id, count, list.entryIds.length));
  await store.changeWork(ctx, 'dues_list', list.id, { state: 'undone' });
  audit(ctx, {
    action: 'membership.takeBackDuesList',
    subject: listSubject(list.id),
    details: { count: payments.length },
  });
}
