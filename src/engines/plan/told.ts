import { notify, type Context } from '#kernel';
import { accountsOfPeople } from '#engines/roster';
import type { CommitmentRecord, PlanRow } from './records';
import type { TaskFields, TaskRow } from './store-year';

/** What persons are told of the plan: a task in their hands, a task of theirs that is done, a commitment to answer for. */

const at = (commitmentId: string) => ({
  desktop: `/plan/commitments/${commitmentId}`,
  phone: `/duties/${commitmentId}`,
});

async function accountOf(ctx: Context, personId: string | null): Promise<string[]> {
  return personId === null ? [] : [...(await accountsOfPeople(ctx, [personId])).values()];
}

/** Tells the person who is newly asked to do a task. */
export async function tellTaskGiven(
  ctx: Context,
  task: TaskFields,
  commitment: { id: string; title: string },
): Promise<void> {
  await notify(ctx, {
    to: await accountOf(ctx, task.personId),
    kind: 'plan.task_given',
    params: { task: task.title, day: task.dueOn, commitment: commitment.title, by: ctx.user?.name ?? '' },
    link: at(commitment.id),
  });
}

/** Tells who gave a task that somebody has done it. */
export async function tellTaskDone(ctx: Context, task: TaskRow): Promise<void> {
  await notify(ctx, {
    to: task.createdBy === null ? [] : [task.createdBy],
    kind: 'plan.task_done',
    params: { task: task.title, commitment: task.commitmentTitle, by: ctx.user?.name ?? '' },
    link: at(task.commitmentId),
  });
}

/** Tells each officer of a confirmed plan, once, how many of its commitments are the officer's. */
export async function tellOfficers(
  ctx: Context,
  plan: Pick<PlanRow, 'id' | 'title'>,
  records: readonly CommitmentRecord[],
): Promise<void> {
  const own = records.filter((record) => record.content.officerId !== null);
  const accounts = await accountsOfPeople(ctx, [...new Set(own.map((record) => record.content.officerId!))]);
  for (const [personId, accountId] of accounts) {
    const mine = own.filter((record) => record.content.officerId === personId);
    await notify(ctx, {
      to: [accountId],
      kind: 'plan.commitments_given',
      params: { plan: plan.title, count: mine.length },
      link: { desktop: `/plan/${plan.id}`, phone: '/duties' },
      key: `plan:${plan.id}:confirmed`,
    });
  }
}

/** Tells the officer whom an amendment has put in charge. */
export async function tellNewOfficer(ctx: Context, before: CommitmentRecord, after: CommitmentRecord): Promise<void> {
  if (after.content.officerId === before.content.officerId) return;
  await notify(ctx, {
    to: await accountOf(ctx, after.content.officerId),
    kind: 'plan.commitment_given',
    params: { commitment: after.content.title, by: ctx.user?.name ?? '' },
    link: at(after.id),
  });
}
