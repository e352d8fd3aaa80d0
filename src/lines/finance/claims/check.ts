import { AppError, may, notFound, text, userOf, type Context } from '#kernel';
import { formatFen, thingsInWords, type EndpointInput } from '#kernel/contract';
import { bookAccounts } from '#engines/ledger';
import { peopleById, personNames, refuseSameHand } from '#engines/roster';
import { bookFor } from '../policy';
import { refuseBudgetLine } from './budget';
import type * as contract from './contract';
import { needsEvent, needsPayees, type ClaimWhole } from './contract';
import { findingsOf } from './judge';
import { eventTitled, refuseStale, step } from './own';
import { claimFor } from './policy';
import type { Finding } from './rules';
import * as store from './store';

type Input<E> = EndpointInput<E>;
type Check = Input<typeof contract.checkClaim>['body'];

/** Nobody handles the own claim, through whichever account. */
export async function refuseClaimant(ctx: Context, claim: store.ClaimRecord): Promise<void> {
  if (userOf(ctx).personId === claim.personId) throw new AppError('roster.same_hand');
  await refuseSameHand(ctx, claim.enteredBy);
}

/** Refuses: a book out of reach or closed, an account of it that no spending is borne by. */
async function refuseBook(ctx: Context, { bookId, account: code }: Check): Promise<void> {
  const book = await bookFor(ctx, bookId, 'finance.claim.check');
  if (book.closedOn !== null) throw new AppError('ledger.book_closed', { day: book.closedOn });
  const account = (await bookAccounts(ctx, [bookId])).find((one) => one.code === code);
  const isFit = account?.element === 'expense' && !account.isSummary && !account.isClosed && account.party === null;
  if (!isFit) throw new AppError('finance.account_not_expense', { account: code });
}

/** Refuses: nobody named where the kind asks for it, amounts that differ from the claim's, one named twice, a stranger. */
async function refusePayees(ctx: Context, claim: store.ClaimRecord, { payees }: Check): Promise<void> {
  if (payees.length === 0) {
    if (needsPayees(claim.kind)) throw new AppError('finance.payees_missing');
    return;
  }
  const ids = payees.map((payee) => payee.personId);
  const people = await peopleById(ctx, ids);
  const isSeen = (id: string) => {
    const person = people.get(id);
    return person !== undefined && may(ctx.user, 'roster.person.read', person.unitPath);
  };
  if (!ids.every(isSeen)) throw notFound();
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new AppError('finance.payee_twice', { name: people.get(twice)!.name });
  const sum = payees.reduce((all, payee) => all + payee.amount, 0n);
  if (sum !== claim.amount)
    throw new AppError('finance.payees_differ', { sum: formatFen(sum), amount: formatFen(claim.amount) });
}

/** Each broken rule by its own name; one that nobody has set passes only with a reason. */
function refuseFindings(ctx: Context, findings: readonly Finding[], note: string): void {
  for (const { rule, verdict, source, found, most } of findings) {
    if (verdict !== 'broken') continue;
    if (rule === 'no_cash') throw new AppError('finance.cash_at_festival', { source });
    if (rule === 'winners') throw new AppError('finance.winners_many', { found, most, source });
    const say = (fen: string | null) => formatFen(BigInt(fen ?? '0'));
    throw new AppError('finance.over_cap', { found: say(found), most: say(most), source });
  }
  const unset = findings.find(({ verdict }) => verdict === 'unset');
  if (unset !== undefined && note === '')
    throw new AppError('finance.rule_unset', { rule: text(ctx.language, `finance:claims.rules.${unset.rule}`) });
}

/** Refuses: those who were given something for the event by another claim that counts. */
async function refusePaidTwice(ctx: Context, claim: store.ClaimRecord, ids: readonly string[]): Promise<void> {
  if (claim.eventId === null) return;
  const given = await store.givenAlready(ctx, claim.id, claim.eventId, ids);
  if (given.length === 0) return;
  const names = await personNames(ctx, given);
  throw new AppError('finance.paid_twice', {
    names: thingsInWords(ctx.language, [...names.values()]),
    event: claim.eventTitle,
  });
}

/**
 * The first look: right by the rules, borne by a book and an account. Refuses: the own claim (roster.same_hand), a claim past
 * this step; what of book, account, budget line and people doesn't fit; each rule that is broken, by its name; a rule that nobody has
 * set, unless it is said why it passes (finance.rule_unset); who has been given something for the event already.
 */
export async function checkClaim(
  ctx: Context,
  { params, body }: Input<typeof contract.checkClaim>,
): Promise<ClaimWhole> {
  const claim = await claimFor(ctx, params.id, 'finance.claim.check', 'lock');
  refuseStale(claim, body.version, ['submitted']);
  await refuseClaimant(ctx, claim);
  await refuseBook(ctx, body);
  const budgetLineId = body.budgetLineId ?? null;
  await refuseBudgetLine(ctx, claim.amount, { ...body, budgetLineId });
  const { people, participants, eventId, bookId, account, note, payees } = body;
  const eventTitle = await eventTitled(ctx, eventId);
  const seen: store.ClaimRecord = { ...claim, people, participants, eventId, eventTitle };
  if (needsEvent(claim.kind) && eventId === null) throw new AppError('finance.event_missing');
  if (claim.kind === 'prize' && participants === null) throw new AppError('finance.participants_missing');
  await refusePayees(ctx, seen, body);
  const findings = await findingsOf(ctx, seen, payees);
  refuseFindings(ctx, findings, note);
  const ids = payees.map((payee) => payee.personId);
  await refusePaidTwice(ctx, seen, ids);
  // Whoever checks another claim of the event at this moment waits for the same rows: of two, one is told.
  if (!(await store.putPayees(ctx, claim.id, eventId, payees))) await refusePaidTwice(ctx, seen, ids);
  const borne = { bookId, account, budgetLineId };
  const checked = { people, participants, eventId, eventTitle, ...borne, findings, checkNote: note };
  return step(ctx, claim, { ...checked, state: 'checked', checkedBy: userOf(ctx).accountId }, 'checked', { note });
}

/** Refuses: a claim out of reach or past this step, the own one. */
export async function returnClaim(
  ctx: Context,
  { params, body }: Input<typeof contract.returnClaim>,
): Promise<ClaimWhole> {
  const claim = await claimFor(ctx, params.id, 'finance.claim.check', 'lock');
  refuseStale(claim, body.version, ['submitted']);
  await refuseClaimant(ctx, claim);
  return step(ctx, claim, { state: 'returned' }, 'returned', { note: body.reason });
}
