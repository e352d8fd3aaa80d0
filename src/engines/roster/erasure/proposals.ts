import { AppError, audit, enqueue, may, notFound, notify, tell, type Context } from '#kernel';
import { clausesInWords, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { noteRead } from '../dossier/file';
import { visiblePerson } from '../people';
import { refuseSameHand } from '../rights/grants';
import { accountsOfPeople } from '../users';
import type * as contract from './contract';
import type { ErasureRow } from './contract';
import { blockRecords, eraseRecords } from './erasing';
import { keepListJob } from './jobs';
import { countedRows, keepsOf, sayKeep, sayRows, type Erasers } from './keeps';
import { DECIDE, MANAGE, presentRow } from './present';
import { blockedUntil, outcomeOf } from './rules';
import * as store from './store';

/** What would go and what would stay. Refuses: a person out of reach, blocked without the right to read it, or erased. */
export async function previewErasure(
  ctx: Context,
  erasers: Erasers,
  id: string,
): Promise<EndpointResponse<typeof contract.previewErasure>> {
  const person = await visiblePerson(ctx, id, MANAGE);
  await noteRead(ctx, [person.id], 'file');
  const open = await store.latestOf(ctx, person.id, 'open');
  const keeps = await keepsOf(ctx, erasers, person.id, open?.basis ?? 'retention');
  return {
    personName: person.name,
    staffNumber: person.staffNumber,
    outcome: outcomeOf(keeps, ctx.clock.today()),
    keeps: keeps.map((keep) => sayKeep(ctx, keep)),
    rows: sayRows(ctx, await countedRows(ctx, erasers, await store.recordsOf(ctx, person.id))),
  };
}

/**
 * Proposes to erase; a request of the person goes on with it. For whom something stands against it, nothing is proposed
 * and the answer says why. Refuses: a person out of reach, one for whom a proposal waits already.
 */
export async function proposeErasures(
  ctx: Context,
  erasers: Erasers,
  { personIds, reason }: EndpointInput<typeof contract.proposeErasures>['body'],
): Promise<EndpointResponse<typeof contract.proposeErasures>> {
  let proposed = 0;
  const kept = [];
  for (const personId of [...new Set(personIds)].sort()) {
    const person = await visiblePerson(ctx, personId, MANAGE, 'change');
    const open = await store.latestOf(ctx, person.id, 'open');
    if (open?.state === 'proposed') throw new AppError('roster.erasure_open', { name: person.name });
    const keeps = await keepsOf(ctx, erasers, person.id, open?.basis ?? 'retention');
    if (outcomeOf(keeps, ctx.clock.today()) === 'refused') {
      kept.push({ personName: person.name, reasons: keeps.map((keep) => sayKeep(ctx, keep)) });
      continue;
    }
    const id = await store.propose(ctx, person.id, reason);
    audit(ctx, { action: 'roster.proposeErasure', subject: `person:${person.id}`, details: { id } });
    proposed += 1;
  }
  return { proposed, kept };
}

/** Refuses: one that is not there or elsewhere, one that is decided already. */
async function openErasure(
  ctx: Context,
  id: string,
  permission: string,
  states: readonly store.ErasureRecord['state'][],
): Promise<store.ErasureRecord> {
  const row = await store.erasureById(ctx, id, 'lock');
  if (row === null || !may(ctx.user, permission, row.rightsPath)) throw notFound();
  if (!states.includes(row.state)) throw new AppError('roster.erasure_decided');
  return row;
}

const shown = async (ctx: Context, id: string): Promise<ErasureRow> =>
  presentRow(ctx, (await store.erasureById(ctx, id))!);

/**
 * Erases, or blocks where a law keeps the books. All reasons are asked anew, with the records held. Refuses: a proposal
 * that is not there, is decided, or was made by the same person or is about oneself; a reason to keep that came up since.
 */
export async function approveErasure(ctx: Context, erasers: Erasers, id: string): Promise<ErasureRow> {
  const row = await openErasure(ctx, id, DECIDE, ['proposed']);
  await refuseSameHand(ctx, row.proposedBy!);
  if (ctx.user?.personId === row.personId) throw new AppError('roster.same_hand');
  const ids = await store.recordsOf(ctx, row.personId);
  await store.holdRecords(ctx, ids);

  const keeps = await keepsOf(ctx, erasers, row.personId, row.basis);
  const outcome = outcomeOf(keeps, ctx.clock.today());
  if (outcome === 'refused')
    throw new AppError('roster.erasure_kept', {
      reasons: clausesInWords(
        ctx.language,
        keeps.filter(({ kind }) => kind === 'open').map((keep) => sayKeep(ctx, keep).words),
      ),
    });

  const counts = (await countedRows(ctx, erasers, ids)).filter(({ goes, stays }) => goes + stays > 0);
  await store.decide(ctx, id, { state: 'approved', outcome, keeps, counts });
  if (outcome === 'erased') await eraseRecords(ctx, erasers, ids);
  else await blockRecords(ctx, ids, blockedUntil(keeps));
  await enqueue(ctx, keepListJob, {}, { key: 'roster.keep_erased_list' });
  const sum = (key: 'goes' | 'stays') => counts.reduce((all, counted) => all + counted[key], 0);
  audit(ctx, {
    action: outcome === 'erased' ? 'roster.erasePerson' : 'roster.blockPerson',
    subject: `person:${row.personId}`,
    details: { id, records: ids.length, gone: outcome === 'erased' ? sum('goes') : 0, stayed: sum('stays') },
  });
  return shown(ctx, id);
}

/** The data stay, and the person reads why. Refuses: one that is not there or is decided. */
export async function refuseErasure(ctx: Context, id: string, reason: string): Promise<ErasureRow> {
  const row = await openErasure(ctx, id, DECIDE, ['proposed', 'requested']);
  await store.decide(ctx, id, { state: 'refused', answer: reason });
  audit(ctx, { action: 'roster.refuseErasure', subject: `person:${row.personId}`, details: { id } });
  if (row.basis === 'request')
    await notify(ctx, {
      to: [...(await accountsOfPeople(ctx, [row.personId])).values()],
      kind: 'roster.erasure_refused',
      params: {},
      link: { phone: '/me/privacy' },
    });
  tell(ctx, `person:${row.personId}`);
  return shown(ctx, id);
}

/** Takes a proposal back; the person's request waits again. Refuses: one that is not there or is decided. */
export async function withdrawErasure(ctx: Context, id: string): Promise<ErasureRow> {
  const row = await openErasure(ctx, id, MANAGE, ['proposed']);
  if (row.basis === 'request') await store.backToRequest(ctx, id);
  else await store.decide(ctx, id, { state: 'withdrawn' });
  audit(ctx, { action: 'roster.withdrawErasure', subject: `person:${row.personId}`, details: { id } });
  return shown(ctx, id);
}
