import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction, seedParameters, type Context, type Parameter, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { budgetState, entryById } from '#engines/ledger';
import { budgetHouse, makeBook, makeBudget } from '#engines/ledger/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { rulebookModule } from '#engines/rulebook';
import { financePermissions } from '../contract';
import { takeVoucherBack } from '../vouchers/steps';
import { showVoucher } from '../vouchers/vouchers';
import { checkClaim } from './check';
import { showClaim } from './claims';
import type { ClaimWhole } from './contract';
import { addOwnClaimPhoto, correctOwnClaim, sendOwnClaim, showOwnClaim } from './own';
import { decideClaim, payClaim } from './pay';

const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const ON = '2024-06-18';
let database: TestDatabase;
let bookId: string;
let lineId: string;
let [claimant, checker, chair, cashier]: SignedInUser[] = [];
const parameters = new Map((rulebookModule.parameters ?? []).map((one): [string, Parameter] => [one.shape.key, one]));

const run = <R>(work: (ctx: Context) => Promise<R>, user?: SignedInUser) => {
  const seed = database.seed({ user: user ?? testUser([...financePermissions]), clock: standingClock(ON) });
  const budgets = budgetHouse(seed.house);
  return inTransaction(
    { ...seed, house: { ...budgets, parameters: new Map([...budgets.parameters, ...parameters]) } },
    work,
  );
};
const at = ({ id, version }: ClaimWhole, body: object = {}) => ({
  params: { id },
  query: {},
  body: { version, ...body },
});

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedParameters);
});
afterAll(() => database.close());
beforeEach(async () => {
  const unitId = (await run((ctx) => makeUnit(ctx))).id;
  bookId = (await run((ctx) => makeBook(ctx, { unitId }))).id;
  const line = { target: { kind: 'ceiling', ceiling: 1_000_00n }, accounts: ['501'] } as const;
  lineId = (await run((ctx) => makeBudget(ctx, bookId, [{ ...line, accounts: [...line.accounts] }]))).lineIds[0]!;
  const hand = async () =>
    testUser([...financePermissions], '/', { personId: (await run((ctx) => makePerson(ctx, { unitId }))).id });
  [claimant, checker, chair, cashier] = [await hand(), await hand(), await hand(), await hand()];
});

const decide = (claim: ClaimWhole, verdict: 'approve' | 'refuse' | 'return', user = chair) =>
  run((ctx) => decideClaim(ctx, at(claim, { verdict, note: '意见' }) as never), user);
const pay = (claim: ClaimWhole) => run((ctx) => payClaim(ctx, at(claim, { account: '101', on: ON }) as never), cashier);
const stand = async () => {
  const { reserved, spent, free } = (await run((ctx) => budgetState(ctx, [lineId]))).get(lineId)!;
  return { reserved, spent, free };
};
const spentState = { reserved: 0n, spent: 300_00n, free: 700_00n };
const freeState = { reserved: 0n, spent: 0n, free: 1_000_00n };

async function sendPaid(): Promise<ClaimWhole> {
  const photo = await run(
    (ctx) => addOwnClaimPhoto(ctx, { params: {}, query: { name: 'a.png' }, body: POINT }),
    claimant,
  );
  const content = { kind: 'activity', words: '购球拍', amount: 300_00n, spentOn: '2024-06-10', form: 'goods' } as const;
  const rest = { people: 1, participants: null, eventId: null, fileIds: [photo.id] };
  const sent = await run(
    (ctx) => sendOwnClaim(ctx, { params: {}, query: {}, body: { ...content, ...rest } }),
    claimant,
  );
  const borne = { bookId, account: '50102', budgetLineId: lineId, people: 1, participants: null, eventId: null };
  const checked = await run((ctx) => checkClaim(ctx, at(sent, { ...borne, payees: [], note: '' }) as never), checker);
  return pay(await decide(checked, 'approve'));
}

/** The voucher of a paid claim is taken back in red; answers the claim as the desk sees it then. */
async function takeBack(paid: ClaimWhole): Promise<ClaimWhole> {
  const { id, version } = await run((ctx) => showVoucher(ctx, paid.voucherId!));
  const body = { version, reason: '付错了人', on: '2024-06-18' };
  await run((ctx) => takeVoucherBack(ctx, { params: { id }, query: {}, body }), chair);
  return run((ctx) => showClaim(ctx, paid.id), cashier);
}

test('a claim whose voucher is taken back in red says so: day, who, why and the entry, and the budget has it again', async () => {
  const paid = await sendPaid();
  expect(await stand()).toEqual(spentState);
  const back = await takeBack(paid);
  expect(back).toMatchObject({ state: 'reversed', voucherId: null });
  const last = back.steps.at(-1)!;
  expect(last).toMatchObject({ step: 'reversed', byName: chair!.name, note: '付错了人' });
  expect(last.reversal).toMatchObject({ on: ON, voucherId: paid.voucherId });
  const entry = await run((ctx) => entryById(ctx, last.reversal!.entryId!));
  expect(entry).toMatchObject({ kind: 'reversal', source: `finance.voucher:${paid.voucherId!}` });
  expect(await stand()).toEqual(freeState);
  const own = await run((ctx) => showOwnClaim(ctx, paid.id), claimant);
  expect(own.state).toBe('reversed');
  expect(own.steps.at(-1)!.reversal).toEqual({ on: ON, voucherId: null, entryId: null });
  await expect(pay(back)).rejects.toMatchObject({ code: 'finance.claim_step_not_open' });
});

test('it is paid again after the chair’s word alone, by another voucher; the four hands stay four', async () => {
  const paid = await sendPaid();
  const back = await takeBack(paid);
  for (const user of [claimant, checker])
    await expect(decide(back, 'approve', user)).rejects.toMatchObject({ code: 'roster.same_hand' });
  const approved = await decide(back, 'approve');
  expect(approved).toMatchObject({ state: 'approved', budget: { isReserved: true, free: 700_00n } });
  const again = await pay(approved);
  expect(again.state).toBe('paid');
  expect(again.voucherId).not.toBe(paid.voucherId);
  expect(again.steps.map(({ step }) => step)).toEqual([
    'submitted',
    'checked',
    'approved',
    'paid',
    'reversed',
    'approved',
    'paid',
  ]);
  expect(await stand()).toEqual(spentState);
  expect((await takeBack(again)).steps.filter(({ step }) => step === 'reversed')).toHaveLength(2);
  expect(await stand()).toEqual(freeState);
});

test('it is closed, or goes back to be corrected and takes the whole way once more', async () => {
  const closed = await decide(await takeBack(await sendPaid()), 'refuse');
  expect(closed.state).toBe('refused');
  expect(await stand()).toEqual(freeState);
  const returned = await decide(await takeBack(await sendPaid()), 'return');
  const content = { kind: 'activity', words: '购球拍', amount: 200_00n, spentOn: '2024-06-10', form: 'goods' } as const;
  const again = { ...content, people: 1, participants: null, eventId: null, fileIds: [] };
  const corrected = await run((ctx) => correctOwnClaim(ctx, at(returned, again) as never), claimant);
  expect(corrected).toMatchObject({ state: 'submitted', amount: 200_00n, book: null });
});
