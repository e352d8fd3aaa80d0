import { AppError, audit, fileRows, newId, storeFile, userOf, type Context } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { peopleById } from '#engines/roster';
import { getEvent } from '#engines/schedule';
import { decodePlace, encodePlace } from '../cursor';
import { paperTypes } from '../vouchers/files';
import { tellOfClaim } from '../work/told';
import type * as contract from './contract';
import { MAX_CLAIM_FILE_BYTES, type ClaimRow, type ClaimStep, type ClaimWhole } from './contract';
import { ownClaim, ownPerson } from './policy';
import { presentClaim, presentClaims } from './present';
import * as store from './store';

type Input<E> = EndpointInput<E>;

/** What was said at a step, and which voucher and entry it is about. */
type StepWords = Partial<Pick<store.StepRecord, 'note' | 'voucherId' | 'entryId'>>;

/** Adds a step to a claim's record and notes it for the audit; what was written stays out of the latter. */
export async function addStep(
  ctx: Context,
  claimId: string,
  step: ClaimStep,
  { note = '', voucherId = null, entryId = null }: StepWords = {},
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  const at = ctx.clock.now();
  const by = { by: accountId, byName: name };
  await store.insertStep(ctx, { id: newId(), claimId, step, note, at, ...by, voucherId, entryId });
  audit(ctx, { action: 'finance.stepClaim', subject: `claim:${claimId}`, details: { step } });
}

/** Refuses: a step that the claim's state doesn't allow, a claim that somebody has changed meanwhile. */
export function refuseStale(claim: store.ClaimRecord, version: number, wanted: readonly string[]): void {
  if (!wanted.includes(claim.state)) throw new AppError('finance.claim_step_not_open');
  if (claim.version !== version) throw new AppError('kernel.changed_meanwhile');
}

/** Takes the step, and answers the claim as it stands then. */
export async function step(
  ctx: Context,
  claim: store.ClaimRecord,
  change: store.ClaimChange,
  taken: ClaimStep,
  words: StepWords = {},
): Promise<ClaimWhole> {
  await store.changeClaim(ctx, claim.id, change);
  await addStep(ctx, claim.id, taken, words);
  await tellOfClaim(ctx, { ...claim, ...change }, taken, words.note);
  return presentClaim(ctx, { ...claim, ...change, version: claim.version + 1 });
}

/** The title of an event that the person may see, as it is called now. Refuses: one that isn't there or isn't in sight. */
export async function eventTitled(ctx: Context, eventId: string | null): Promise<string> {
  return eventId === null ? '' : (await getEvent(ctx, eventId)).title;
}

/** Refuses: files that the person hasn't sent, or that belong to a claim already. */
async function attach(ctx: Context, claimId: string, fileIds: readonly string[]): Promise<void> {
  const ids = [...new Set(fileIds)];
  const files = await fileRows(ctx, ids);
  const { accountId } = userOf(ctx);
  if (!ids.every((id) => files.get(id)?.createdBy === accountId)) throw new AppError('finance.claim_photo_foreign');
  if ((await store.addFiles(ctx, claimId, ids)) < ids.length) throw new AppError('finance.claim_photo_foreign');
}

/** Keeps a photo until its claim comes. Refuses: bytes that are no photo and no PDF, more than 10 MB. */
export async function addOwnClaimPhoto(
  ctx: Context,
  { query, body }: Input<typeof contract.addOwnClaimPhoto>,
): Promise<{ id: string; name: string }> {
  if (body.length > MAX_CLAIM_FILE_BYTES) throw new AppError('kernel.too_large');
  const { id, name } = await storeFile(ctx, body, query.name, paperTypes);
  return { id, name };
}

/** Sends a claim. Refuses: no photo, a photo of somebody else, a day that has not come, an event that isn't in sight. */
export async function sendOwnClaim(ctx: Context, { body }: Input<typeof contract.sendOwnClaim>): Promise<ClaimWhole> {
  const personId = ownPerson(ctx);
  const person = (await peopleById(ctx, [personId])).get(personId)!;
  const { fileIds, ...content } = body;
  const today = ctx.clock.today();
  if (content.spentOn > today) throw new AppError('finance.claim_day_ahead', { today });
  const eventTitle = await eventTitled(ctx, content.eventId);
  if (fileIds.length === 0) throw new AppError('finance.claim_photo_missing');
  const claim: store.ClaimRecord = {
    ...{ ...content, id: newId(), personId, unitId: person.unitId, unitPath: person.unitPath, state: 'submitted' },
    ...{
      eventTitle,
      bookId: null,
      account: null,
      budgetLineId: null,
      reservationId: null,
      findings: [],
      checkNote: '',
    },
    ...{ enteredBy: userOf(ctx).accountId, checkedBy: null, approvedBy: null, paidBy: null, voucherId: null },
    ...{ submittedOn: today, version: 1 },
  };
  await store.insertClaim(ctx, claim);
  await attach(ctx, claim.id, fileIds);
  await addStep(ctx, claim.id, 'submitted');
  await tellOfClaim(ctx, claim, 'submitted');
  return presentClaim(ctx, claim);
}

/** Sends a returned claim again. Refuses: somebody else's claim, one that was not returned; as sendOwnClaim. */
export async function correctOwnClaim(
  ctx: Context,
  { params, body }: Input<typeof contract.correctOwnClaim>,
): Promise<ClaimWhole> {
  const claim = await ownClaim(ctx, params.id, 'lock');
  refuseStale(claim, body.version, ['returned']);
  const { fileIds, version: _, ...content } = body;
  const today = ctx.clock.today();
  if (content.spentOn > today) throw new AppError('finance.claim_day_ahead', { today });
  await attach(ctx, claim.id, fileIds);
  const eventTitle = await eventTitled(ctx, content.eventId);
  return step(ctx, claim, { ...content, eventTitle, state: 'submitted', submittedOn: today }, 'corrected');
}

/** Refuses: somebody else's claim, one that is approved already, or was changed meanwhile. */
export async function takeBackOwnClaim(
  ctx: Context,
  { params, body }: Input<typeof contract.takeBackOwnClaim>,
): Promise<ClaimWhole> {
  const claim = await ownClaim(ctx, params.id, 'lock');
  refuseStale(claim, body.version, ['submitted', 'returned', 'checked']);
  await store.releasePayees(ctx, claim.id);
  return step(ctx, claim, { state: 'taken_back' }, 'taken_back');
}

/** Refuses: a claim that is somebody else's. */
export async function showOwnClaim(ctx: Context, id: string): Promise<ClaimWhole> {
  return presentClaim(ctx, await ownClaim(ctx, id));
}

export async function listOwnClaims(
  ctx: Context,
  { query }: Input<typeof contract.listOwnClaims>,
): Promise<Page<ClaimRow>> {
  const personId = ownPerson(ctx);
  return pageOfClaims(ctx, { personId }, query);
}

export async function pageOfClaims(
  ctx: Context,
  question: Omit<store.ClaimQuestion, 'after' | 'limit'>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<Page<ClaimRow>> {
  const rows = await store.claimRows(ctx, { ...question, after: decodePlace(cursor), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentClaims(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? encodePlace(last.submittedOn, last.id) : null,
  };
}
