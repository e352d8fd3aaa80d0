import { addWorkingDays, AppError, audit, notFound, notify, userOf, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { accountsWhoMay } from '../role-holders';
import { personBy, type PersonRecord } from '../store/people';
import type * as contract from './contract';
import { keepsOf, type Erasers } from './keeps';
import { MANAGE, presentErasure } from './present';
import { ACCOUNT_WORKING_DAYS, outcomeOf } from './rules';
import * as store from './store';

type Own = EndpointResponse<typeof contract.showOwnErasure>;

async function ownPerson(ctx: Context, mode: 'read' | 'change' = 'read'): Promise<PersonRecord | null> {
  const { personId } = userOf(ctx);
  return personId === null ? null : personBy(ctx, { id: personId }, mode);
}

export async function showOwnErasure(ctx: Context): Promise<Own> {
  const person = await ownPerson(ctx);
  const latest = person === null ? null : await store.latestOf(ctx, person.id, 'asked');
  return { isPerson: person !== null, latest: latest === null ? null : presentErasure(ctx, latest) };
}

/**
 * The law gives the account 15 working days. Where a reason to keep stands the request is refused at once, with the
 * reasons; they can be asked again when they are gone. Refuses: an account of nobody in the roster, one who waits already.
 */
export async function requestOwnErasure(
  ctx: Context,
  erasers: Erasers,
  { wish }: EndpointInput<typeof contract.requestOwnErasure>['body'],
): Promise<Own> {
  const person = await ownPerson(ctx, 'change');
  if (person === null) throw notFound();
  const open = await store.latestOf(ctx, person.id, 'open');
  if (open !== null) throw new AppError('roster.erasure_open', { name: person.name });
  const keeps = await keepsOf(ctx, erasers, person.id, 'request');
  const isRefused = outcomeOf(keeps, ctx.clock.today()) === 'refused';
  const dueOn = addWorkingDays(ctx.clock.today(), ACCOUNT_WORKING_DAYS);
  const id = await store.insertRequest(ctx, {
    personId: person.id,
    wish: wish || null,
    dueOn,
    refusedFor: isRefused ? keeps : [],
    by: '',
  });
  audit(ctx, { action: 'roster.requestErasure', subject: `person:${person.id}`, details: { id, isRefused } });
  if (!isRefused)
    await notify(ctx, {
      to: await accountsWhoMay(ctx, MANAGE, person.rightsPath),
      kind: 'roster.erasure_asked',
      params: { day: dueOn },
      link: { desktop: '/admin/privacy?show=erasure' },
    });
  return showOwnErasure(ctx);
}

/** Refuses: where nothing waits. */
export async function withdrawOwnErasure(ctx: Context): Promise<Own> {
  const person = await ownPerson(ctx, 'change');
  const open = person === null ? null : await store.latestOf(ctx, person.id, 'open');
  if (open === null || open.basis !== 'request') throw new AppError('roster.erasure_decided');
  await store.decide(ctx, open.id, { state: 'withdrawn' });
  audit(ctx, { action: 'roster.withdrawErasure', subject: `person:${open.personId}`, details: { id: open.id } });
  return showOwnErasure(ctx);
}
