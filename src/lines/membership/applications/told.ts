import { notify, type Context } from '#kernel';
import { accountsOfPeople, accountsWhoMay } from '#engines/roster';
import type { ApplicationRecord } from './store';

/** Who is told of an application: those whose step it is, and the person whom it is about. */

const desk = (id: string) => ({ desktop: `/membership/applications?open=${id}`, phone: `/membership/desk/${id}` });

/** Tells those who may take the next step: the group's leader or unit officer, then the committee. */
export async function tellNextStep(ctx: Context, application: ApplicationRecord, name: string): Promise<void> {
  const permission =
    application.state === 'agreed' ? 'membership.application.approve' : 'membership.application.opinion';
  await notify(ctx, {
    to: await accountsWhoMay(ctx, permission, application.unitPath),
    kind: application.state === 'agreed' ? 'membership.decision_asked' : 'membership.opinion_asked',
    params: { kindWord: `kinds.${application.kind}`, name, day: application.dueOn ?? '' },
    link: desk(application.id),
  });
}

/** Tells them again when the step's last day has come; once a step. */
export async function tellStepDue(ctx: Context, application: ApplicationRecord, name: string): Promise<void> {
  const { id, state, version, unitPath } = application;
  const permission = state === 'agreed' ? 'membership.application.approve' : 'membership.application.opinion';
  const to =
    state === 'returned'
      ? [...(await accountsOfPeople(ctx, [application.personId])).values()]
      : await accountsWhoMay(ctx, permission, unitPath);
  await notify(ctx, {
    to,
    kind: 'membership.step_due',
    params: { kindWord: `kinds.${application.kind}`, name, day: application.dueOn ?? '' },
    link: state === 'returned' ? { phone: '/membership', desktop: desk(id).desktop } : desk(id),
    key: `membership.due:${id}:${version}`,
  });
}

/** Tells the person what has become of it. */
export async function tellOutcome(
  ctx: Context,
  application: ApplicationRecord,
  outcome: 'returned' | 'approved' | 'refused',
  note: string,
): Promise<void> {
  const to = [...(await accountsOfPeople(ctx, [application.personId])).values()];
  const kindWord = `kinds.${application.kind}`;
  const link = { phone: '/membership' };
  if (outcome === 'approved') await notify(ctx, { to, kind: 'membership.approved', params: { kindWord }, link });
  else if (outcome === 'returned')
    await notify(ctx, { to, kind: 'membership.returned', params: { kindWord, note }, link });
  else await notify(ctx, { to, kind: 'membership.refused', params: { kindWord, note }, link });
}
