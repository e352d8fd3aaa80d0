import { inTransaction, newId, type Clock, type Context, type SignedInUser } from '#kernel';
import { testUser, type TestDatabase } from '#kernel/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { honoursPermissions } from './contract';
import type { NewNomination, NewRound, NewScheme, Nomination, RoundWhole, Scheme } from './contract';
import { nominate, qualifyNomination, reviewNomination, submitNomination } from './nominations/nominations';
import { nominationById } from './nominations/store';
import type { PrizeOffice, PrizeOffices, PrizeToPay, PrizeToReserve } from './prizes';
import { announceRound } from './rounds/announce';
import { beginReview, endReview, giveSheet, setReviewers } from './rounds/review';
import { beginRound, endNominations, showRound } from './rounds/rounds';
import { createScheme } from './schemes/schemes';

let counter = 0;
const next = (): number => (counter += 1);

/** Somebody who may do all that honours know; each is another hand. */
export const honoursUser = (unitPath = '/', change: Partial<SignedInUser> = {}): SignedInUser =>
  testUser(honoursPermissions, unitPath, change);

/** Runs an act on the database of a test. */
export function honoursActs(db: TestDatabase, clock: Clock) {
  return <Result>(user: SignedInUser | null, act: (ctx: Context) => Promise<Result>): Promise<Result> =>
    inTransaction(db.seed({ user, clock }), act);
}

export interface TestOffice extends PrizeOffice {
  readonly reserved: PrizeToReserve[];
  readonly paid: PrizeToPay[];
  readonly released: string[];
}

/** A line's office that keeps what it was asked for, for tests of the engine; lines hand in their own. */
export function testOffice(): TestOffice {
  const [reserved, paid, released]: [PrizeToReserve[], PrizeToPay[], string[]] = [[], [], []];
  return {
    ...{ reserved, paid, released },
    reservePrize: async (_ctx, prize) => void reserved.push(prize),
    payPrize: async (_ctx, prize) => `test.payment:${paid.push(prize)}`,
    releasePrize: async (_ctx, roundId) => void released.push(roundId),
  };
}

/** Each step by a hand of its own, as the acts ask for. */
const as = (ctx: Context, change: Partial<SignedInUser> = {}): Context => ({ ...ctx, user: honoursUser('/', change) });

/** A scheme: without arguments an individual honour of a new works, by three votes, at most two. */
export async function makeScheme(
  ctx: Context,
  change: Partial<NewScheme> = {},
  offices: PrizeOffices = {},
): Promise<Scheme> {
  const unitId = change.unitId ?? (await makeUnit(ctx)).id;
  const definition = { most: 2, review: { way: 'votes' as const, voters: 3 } };
  const rest = { kind: 'individual' as const, key: `test.honour_${next()}`, name: '先进女职工', definition };
  return createScheme(offices)(as(ctx), { ...rest, ...change, unitId });
}

/** A round that takes nominations: without arguments from 1 to 20 June 2024, to be closed by the end of July. */
export async function makeRound(
  ctx: Context,
  change: Partial<NewRound> = {},
  offices: PrizeOffices = {},
): Promise<RoundWhole> {
  const schemeId = change.schemeId ?? (await makeScheme(ctx)).id;
  const days = { opensOn: '2024-06-01', nominateUntil: '2024-06-20', closeBy: '2024-07-31' };
  return beginRound(offices)(as(ctx), { name: `评选${next()}`, year: 2024, ...days, ...change, schemeId });
}

/** A nomination as a draft: without arguments of a new person of the round's unit, who agrees. */
export async function makeNomination(
  ctx: Context,
  round: RoundWhole,
  change: Partial<NewNomination> = {},
): Promise<Nomination> {
  const isPerson = round.kind === 'individual' && !change.personId;
  const nominee = isPerson ? { personId: (await makePerson(ctx, { unitId: round.unit.id })).id } : {};
  return nominate(as(ctx), round.id, { hasAgreed: true, ...nominee, ...change });
}

/** One that its unit has passed. */
export async function makePassed(
  ctx: Context,
  round: RoundWhole,
  change: Partial<NewNomination> = {},
): Promise<Nomination> {
  const draft = await makeNomination(ctx, round, change);
  const { version } = await submitNomination(as(ctx), draft.id, draft.version);
  return reviewNomination(as(ctx), {
    params: { id: draft.id },
    query: {},
    body: { version, isPassed: true, reason: '' },
  });
}

/** Everybody passed is looked into and found clear, three reviewers are named, and the review begins. */
export async function bringToReview(
  ctx: Context,
  roundId: string,
  nominationIds: readonly string[],
): Promise<string[]> {
  const hand = as(ctx);
  const ended = await endNominations(hand, roundId, (await showRound(hand, roundId)).version);
  const vetoes = Object.fromEntries(ended.definition.vetoes.map(({ key }) => [key, '无']));
  for (const id of nominationIds) {
    const { version } = (await nominationById(ctx, id))!;
    await qualifyNomination(hand, {
      params: { id },
      query: {},
      body: { version, isQualified: true, vetoes, reason: '' },
    });
  }
  const { review } = ended.definition;
  const personIds: string[] = [];
  for (let at = 0; review.way !== 'meeting' && at < review.voters; at += 1)
    personIds.push((await makePerson(ctx, { unitId: ended.unit.id })).id);
  const named = await setReviewers(hand, {
    params: { id: roundId },
    query: {},
    body: { version: ended.version, personIds },
  });
  await beginReview(hand, roundId, named.version);
  return personIds;
}

/** All reviewers give the same sheet. */
export async function giveSheets(
  ctx: Context,
  roundId: string,
  reviewers: readonly string[],
  marks: Readonly<Record<string, string>>,
): Promise<void> {
  for (const personId of reviewers)
    await giveSheet(as(ctx, { personId }), { params: { id: roundId }, query: {}, body: { marks: { ...marks } } });
}

/** A round whose notice stands open, with so many winners-to-be; the answer has the hand that reviewed and announced. */
export async function makeAnnounced(
  ctx: Context,
  change: { round?: Partial<NewRound>; offices?: PrizeOffices; nominees?: readonly Partial<NewNomination>[] } = {},
): Promise<{ round: RoundWhole; nominations: Nomination[]; hand: SignedInUser }> {
  const round = await makeRound(ctx, change.round ?? {}, change.offices ?? {});
  const nominations: Nomination[] = [];
  for (const nominee of change.nominees ?? [{}]) nominations.push(await makePassed(ctx, round, nominee));
  const ids = nominations.map(({ id }) => id);
  const reviewers = await bringToReview(ctx, round.id, ids);
  const isScored = round.definition.review.way === 'scores';
  await giveSheets(ctx, round.id, reviewers, Object.fromEntries(ids.map((id) => [id, isScored ? '90' : 'yes'])));
  const hand = honoursUser('/', { accountId: newId() });
  const { version } = await showRound({ ...ctx, user: hand }, round.id);
  const isMeeting = round.definition.review.way === 'meeting';
  const minutes = { order: isMeeting ? ids : [], words: isMeeting ? '会议一致同意' : '' };
  const counted = await endReview(
    { ...ctx, user: hand },
    { params: { id: round.id }, query: {}, body: { version, ...minutes } },
  );
  return { round: await announceRound({ ...ctx, user: hand }, round.id, counted.version), nominations, hand };
}
