import { AppError, audit, may, newId, notFound, parameterOn, userOf, type Context } from '#kernel';
import { budgetLinesFor, partiesOf, postEntry, releaseReservation, reserveBudget, reverseEntry } from '#engines/ledger';
import { moneyCommitments } from '#engines/plan';
import { peopleById, refuseSameHand, type KnownPerson } from '#engines/roster';
import { clausesInWords, type EndpointInput } from '#kernel/contract';
import { campaignFor, heldCampaign, refuseWaitingRest } from '../campaigns/policy';
import { groupMoneyLeft } from '../contributions/store-additions';
import { aidAccounts, bookFor, moneyAccounts, refuseDayAhead, refuseShort, short } from '../money';
import { holdPerson } from '../store-holds';
import type * as contract from './contract';
import { ownAccountsShape, type OwnAccounts } from './contract';
import { findingWords, judgeAid, refuseTwice } from './judging';
import { paymentFor } from './policy';
import { maySucceed, type Step } from './rules';
import * as store from './store';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Prepared = Body<typeof contract.preparePayment>;

const subject = (id: string): string => `aid:${id}`;

/** Refuses: a person who isn't in reach. */
export async function personFor(ctx: Context, personId: string): Promise<KnownPerson> {
  const person = (await peopleById(ctx, [personId])).get(personId);
  if (person === undefined || !may(ctx.user, 'relief.fund.write', person.unitPath)) throw notFound();
  return person;
}

export async function ownAccountsOn(ctx: Context): Promise<OwnAccounts> {
  return (await parameterOn<OwnAccounts>(ctx, ownAccountsShape.key, ctx.clock.today())).value;
}

interface Place {
  readonly bookId: string;
  readonly unitPath: string;
  readonly account: string;
}

/** Out of which book and account a source pays. Refuses: as `preparePayment`. */
async function placeOf(ctx: Context, person: KnownPerson, asked: Prepared): Promise<Place> {
  const { source, account, campaignId, budgetLineId } = asked;
  const isOwn = source === 'own';
  if ((source === 'donation') !== (campaignId !== undefined)) throw new AppError('relief.source_unfit');
  if (!isOwn && (account !== undefined || budgetLineId !== undefined)) throw new AppError('relief.source_unfit');
  if (campaignId !== undefined) {
    const campaign = await campaignFor(ctx, campaignId, 'relief.fund.write');
    const { bookId, unitPath } = campaign;
    if (!person.unitPath.startsWith(unitPath)) throw new AppError('relief.source_unfit');
    await refuseWaitingRest(ctx, campaign);
    return { bookId, unitPath, account: aidAccounts.donation };
  }
  const kind = source === 'mutual_aid' ? 'mutual_aid' : 'union_funds';
  const book = await bookFor(ctx, kind, person.unitPath, person.unitName);
  if (!may(ctx.user, 'relief.fund.write', book.unitPath)) throw notFound();
  const place = { bookId: book.id, unitPath: book.unitPath };
  if (source !== 'own') return { ...place, account: source === 'group' ? aidAccounts.group : aidAccounts.mutual_aid };
  const accounts = await ownAccountsOn(ctx);
  const chosen = account ?? accounts[0]!.code;
  if (!accounts.some(({ code }) => chosen.startsWith(code))) throw new AppError('relief.source_unfit');
  return { ...place, account: chosen };
}

/** Refuses: a promise that the person may not read, a budget line that is not of the book, the year and the account. */
async function refuseUnknown(ctx: Context, { commitmentId, budgetLineId }: Prepared, place: Place): Promise<void> {
  if (commitmentId !== undefined && (await moneyCommitments.named(ctx, [commitmentId])).length === 0) throw notFound();
  if (budgetLineId === undefined) return;
  const year = Number(ctx.clock.today().slice(0, 4));
  const lines = await budgetLinesFor(ctx, { bookId: place.bookId, year, accounts: [place.account] });
  if (!lines.some((line) => line.id === budgetLineId)) throw notFound();
}

/**
 * Prepares an aid; nothing is posted. Refuses: a person, campaign, promise or budget line out of reach; a source without a book
 * (relief.no_book) or that what was said does not fit (relief.source_unfit); a campaign whose rest waits to be passed on
 * (relief.remainder_waits); the same purpose again where the rule forbids it
 * (relief.paid_twice); what a rule speaks against and nobody gives a reason for (relief.reason_missing).
 */
export async function preparePayment(ctx: Context, asked: Prepared): Promise<{ id: string }> {
  const { source, personId, purpose, amount, reason, exception } = asked;
  const person = await personFor(ctx, personId);
  const place = await placeOf(ctx, person, asked);
  await refuseUnknown(ctx, asked, place);
  await holdPerson(ctx, personId);
  const { findings } = await judgeAid(ctx, asked);
  refuseTwice(ctx, findings);
  if (findings.length > 0 && exception === '')
    throw new AppError('relief.reason_missing', {
      words: clausesInWords(
        ctx.language,
        findings.map((one) => findingWords(ctx, one)),
      ),
    });
  const id = newId();
  const { accountId, name } = userOf(ctx);
  await store.insertPayment(ctx, {
    ...{ id, source, personId, unitId: person.unitId, ...place, campaignId: asked.campaignId ?? null, purpose, amount },
    ...{ reason, findings, exception: findings.length > 0 ? exception : '' },
    ...{ budgetLineId: asked.budgetLineId ?? null, commitmentId: asked.commitmentId ?? null },
    ...{ preparedBy: accountId, preparedByName: name },
  });
  audit(ctx, {
    action: 'relief.preparePayment',
    subject: subject(id),
    details: { personId, kind: source, amount: amount.toString() },
  });
  return { id };
}

/** Refuses: a payment out of reach, changed meanwhile, or on which this can't be done now (relief.payment_state). */
async function inHand(
  ctx: Context,
  id: string,
  step: Step,
  version: number,
  permission: 'write' | 'approve' | 'pay',
): Promise<store.PaymentRecord> {
  const payment = await paymentFor(ctx, id, `relief.fund.${permission}`, 'lock');
  if (payment.version !== version) throw new AppError('kernel.changed_meanwhile');
  if (!maySucceed(step, payment.state)) throw new AppError('relief.payment_state');
  return payment;
}

/** The last day on which what was approved can be paid out of its budget line: the year's. */
const expiryOf = (ctx: Context): string => `${ctx.clock.today().slice(0, 4)}-12-31`;

/**
 * Approves or refuses. Refuses: as `inHand`; who prepared it (roster.same_hand); what has been paid for the same purpose since
 * (relief.paid_twice); more than a budget line has left (ledger.budget_exceeded).
 */
export async function decidePayment(
  ctx: Context,
  id: string,
  { isGranted, words, version }: Body<typeof contract.decidePayment>,
): Promise<Record<string, never>> {
  const payment = await inHand(ctx, id, 'decide', version, 'approve');
  await refuseSameHand(ctx, payment.preparedBy);
  let reservationId: string | null = null;
  if (isGranted) {
    await holdPerson(ctx, payment.personId);
    refuseTwice(ctx, (await judgeAid(ctx, { ...payment, exceptId: id })).findings);
    if (payment.budgetLineId !== null) {
      const source = `relief.payment:${id}`;
      const { budgetLineId: lineId, amount } = payment;
      const wanted = { lineId, amount, source, key: source, words: '救助支出', expiresOn: expiryOf(ctx) };
      reservationId = (await reserveBudget(ctx, wanted)).id;
    }
  }
  const state = isGranted ? 'approved' : 'refused';
  await store.setDecided(ctx, id, { state, words, byId: userOf(ctx).accountId, reservationId });
  audit(ctx, { action: 'relief.decidePayment', subject: subject(id), details: { isGranted } });
  return {};
}

/**
 * Pays out and posts. Refuses: as `inHand`; who prepared or approved it (roster.same_hand); a day that has not come
 * (relief.day_ahead); a campaign whose rest waits to be passed on (relief.remainder_waits); more than there is of the source
 * (relief.fund_short); what the ledger refuses.
 */
export async function payPayment(
  ctx: Context,
  id: string,
  { on, way, version }: Body<typeof contract.payPayment>,
): Promise<{ entryId: string }> {
  refuseDayAhead(ctx, on);
  const payment = await inHand(ctx, id, 'pay', version, 'pay');
  await refuseSameHand(ctx, payment.preparedBy);
  await refuseSameHand(ctx, payment.decidedBy!);
  const { bookId, account, amount, source, personId, campaignId } = payment;
  if (campaignId !== null) await refuseWaitingRest(ctx, await heldCampaign(ctx, campaignId, 'relief.fund.pay'));
  await refuseShort(ctx, bookId, way, amount);
  if (source === 'group') {
    const left = await groupMoneyLeft(ctx, bookId);
    if (left < amount) throw short(left, amount);
  }
  const partyId = source === 'donation' ? (await partiesOf(ctx, 'person', [personId])).get(personId) : undefined;
  const { id: entryId } = await postEntry(ctx, {
    ...{ bookId, on, words: entryWords[source], source: `relief.payment:${id}`, key: `relief.payment:${id}` },
    lines: [
      {
        ...{ account, debit: amount },
        ...(partyId === undefined ? {} : { partyId }),
        ...(payment.reservationId === null ? {} : { reservationId: payment.reservationId }),
        ...(payment.commitmentId === null ? {} : { commitmentId: payment.commitmentId }),
      },
      { account: moneyAccounts[way], credit: amount },
    ],
  });
  await store.setPaid(ctx, id, { on, way, byId: userOf(ctx).accountId, entryId });
  audit(ctx, { action: 'relief.payPayment', subject: subject(id), details: { entryId, day: on } });
  return { entryId };
}

/** No name and no cause: whoever reads the books need not know who was helped and why. */
const entryWords = {
  own: '救助支出',
  group: '发放集团公司救助款',
  mutual_aid: '发放互助金',
  donation: '交付捐款',
} as const;

/** Refuses: as `inHand`. What was reserved is free again. */
export async function withdrawPayment(ctx: Context, id: string, version: number): Promise<Record<string, never>> {
  const { reservationId } = await inHand(ctx, id, 'withdraw', version, 'write');
  if (reservationId !== null) await releaseReservation(ctx, reservationId);
  await store.setWithdrawn(ctx, id);
  audit(ctx, { action: 'relief.withdrawPayment', subject: subject(id) });
  return {};
}

/** Refuses: as `inHand`, and what the ledger refuses. */
export async function undoPayment(
  ctx: Context,
  id: string,
  { reason, version }: Body<typeof contract.undoPayment>,
): Promise<Record<string, never>> {
  const { entryId } = await inHand(ctx, id, 'undo', version, 'write');
  await reverseEntry(ctx, entryId!, { reason });
  await store.setUndone(ctx, id, reason);
  audit(ctx, { action: 'relief.undoPayment', subject: subject(id), details: { entryId } });
  return {};
}
