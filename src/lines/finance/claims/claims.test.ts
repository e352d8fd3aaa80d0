import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, seedParameters, setParameter, type Context, type Parameter } from '#kernel';
import type { SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { budgetState, netBalances, releaseReservation } from '#engines/ledger';
import { budgetHouse, makeBook, makeBudget } from '#engines/ledger/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { rulebookModule } from '#engines/rulebook';
import { rules } from '#engines/rulebook/contract';
import { createEvent } from '#engines/schedule';
import { financePermissions } from '../contract';
import { takeVoucherBack } from '../vouchers/steps';
import { showVoucher } from '../vouchers/vouchers';
import { checkClaim, returnClaim } from './check';
import { exportClaims, getClaimFile, listClaims, listPayAccounts, showClaim } from './claims';
import type { ClaimWhole } from './contract';
import { addOwnClaimPhoto, correctOwnClaim, listOwnClaims, sendOwnClaim, showOwnClaim, takeBackOwnClaim } from './own';
import { decideClaim, payClaim } from './pay';
import { financeFollower } from './person';

const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let database: TestDatabase;
let unitId: string;
let bookId: string;
let eventId: string;
/** Five people with every right: what keeps them apart is that they are five. */
let claimant: SignedInUser;
let other: SignedInUser;
let checker: SignedInUser;
let chair: SignedInUser;
let cashier: SignedInUser;
let winners: string[];
const clock = standingClock('2024-06-18');
const parameters = new Map((rulebookModule.parameters ?? []).map((one): [string, Parameter] => [one.shape.key, one]));
const rights = [...financePermissions, 'roster.person.read', 'roster.unit.read', 'schedule.event.read'];

const run = <R>(work: (ctx: Context) => Promise<R>, user: SignedInUser | null = null) => {
  const seed = database.seed({
    user: user ?? testUser([...rights, 'schedule.event.write', 'kernel.parameter.set']),
    clock,
  });
  const budgets = budgetHouse(seed.house);
  const house = { ...budgets, parameters: new Map([...budgets.parameters, ...parameters]) };
  return inTransaction({ ...seed, house }, work);
};
const person = async (change: object = {}) => (await run((ctx) => makePerson(ctx, { unitId, ...change }))).id;
const hand = async () => testUser(rights, '/', { personId: await person() });

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedParameters);
  unitId = (await run((ctx) => makeUnit(ctx))).id;
  bookId = (await run((ctx) => makeBook(ctx, { unitId }))).id;
  const window = { from: '2024-06-01', to: '2024-06-10' };
  eventId = (await run((ctx) => createEvent(ctx, { title: '乒乓球赛', unitId, window }))).id;
  [claimant, other, checker, chair, cashier] = [await hand(), await hand(), await hand(), await hand(), await hand()];
  winners = [await person(), await person(), await person(), await person()];
});
afterAll(() => database.close());

const photo = (user = claimant) =>
  run((ctx) => addOwnClaimPhoto(ctx, { params: {}, query: { name: '发票.png' }, body: POINT }), user);
type Sent = Parameters<typeof sendOwnClaim>[1]['body'];
const content = (change: Partial<Sent> = {}): Sent => ({
  ...{ kind: 'activity', words: '购球拍', amount: 300_00n, spentOn: '2024-06-10', form: 'goods', people: 1 },
  ...{ participants: null, eventId: null, fileIds: [] },
  ...change,
});
const send = async (change: Partial<Sent> = {}, user = claimant) => {
  const fileIds = change.fileIds ?? [(await photo(user)).id];
  return run((ctx) => sendOwnClaim(ctx, { params: {}, query: {}, body: content({ ...change, fileIds }) }), user);
};
type Checked = Parameters<typeof checkClaim>[1]['body'];
const check = ({ id, version }: ClaimWhole, change: Partial<Checked> = {}, user = checker) =>
  run((ctx) => {
    const rest = { people: 1, participants: null, eventId: null, payees: [], note: '' };
    const body = { version, bookId, account: '50102', ...rest, ...change };
    return checkClaim(ctx, { params: { id }, query: {}, body });
  }, user);
const decide = ({ id, version }: ClaimWhole, verdict: 'approve' | 'refuse' | 'return' = 'approve', user = chair) =>
  run((ctx) => decideClaim(ctx, { params: { id }, query: {}, body: { version, verdict, note: '意见' } }), user);
const pay = ({ id, version }: ClaimWhole, change: object = {}, user = cashier) =>
  run((ctx) => {
    const body = { version, account: '101', on: '2024-06-18', ...change };
    return payClaim(ctx, { params: { id }, query: {}, body });
  }, user);
const prize = { kind: 'prize', people: 2, participants: 3 } as const;
const payeesOf = (ids: string[], each: bigint) => ids.map((personId) => ({ personId, amount: each }));

describe('a claim goes through four hands', () => {
  test('sent with a photo, checked, approved, paid and posted in one moment; the claimant sees who holds it', async () => {
    const sent = await send();
    expect(sent).toMatchObject({ state: 'submitted', abilities: { takeBack: true, check: false } });
    const paid = await pay(await decide(await check(sent)));
    expect(paid.steps.map(({ step }) => step)).toEqual(['submitted', 'checked', 'approved', 'paid']);
    const voucher = await run((ctx) => showVoucher(ctx, paid.voucherId!));
    expect(voucher).toMatchObject({ state: 'posted', isPaid: true, amount: 300_00n, words: '购球拍' });
    expect(voucher.lines.map(({ code, debit, credit }) => [code, debit, credit])).toEqual([
      ['50102', 300_00n, null],
      ['101', null, 300_00n],
    ]);
    expect(voucher.files).toHaveLength(1);
    expect((await run((ctx) => showOwnClaim(ctx, sent.id), claimant)).state).toBe('paid');
    const nets = await run((ctx) => netBalances(ctx, { bookId, on: '2024-06-18' }));
    expect([...nets.values()].reduce((all, net) => all + net, 0n)).toBe(0n);
  });

  test('none of the four does another one’s step', async () => {
    const same = { code: 'roster.same_hand' };
    const sent = await send();
    await expect(check(sent, {}, claimant)).rejects.toMatchObject(same);
    const checked = await check(sent);
    for (const user of [claimant, checker]) await expect(decide(checked, 'approve', user)).rejects.toMatchObject(same);
    const approved = await decide(checked);
    for (const user of [claimant, checker, chair]) await expect(pay(approved, {}, user)).rejects.toMatchObject(same);
    await expect(pay(checked)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await expect(decide(approved)).rejects.toMatchObject({ code: 'finance.claim_step_not_open' });
  });

  test('paid by eight at once it is paid once', async () => {
    const approved = await decide(await check(await send({ words: '只付一次' })));
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => pay(approved)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const { rows } = await database.pool.query("select from ledger.entry where words = '只付一次'");
    expect(rows).toHaveLength(1);
  });

  test('what was returned is corrected and goes the same way; refused or taken back it ends', async () => {
    const sent = await send();
    const body = { version: sent.version, reason: '发票不清楚' };
    const give = (user: SignedInUser) =>
      run((ctx) => returnClaim(ctx, { params: { id: sent.id }, query: {}, body }), user);
    await expect(give(claimant)).rejects.toMatchObject({ code: 'roster.same_hand' });
    const returned = await give(checker);
    const correct = (user: SignedInUser) =>
      run((ctx) => {
        const again = { ...content({ amount: 200_00n }), version: returned.version };
        return correctOwnClaim(ctx, { params: { id: sent.id }, query: {}, body: again });
      }, user);
    await expect(correct(other)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const corrected = await correct(claimant);
    expect(corrected).toMatchObject({ state: 'submitted', amount: 200_00n });
    expect(corrected.files).toHaveLength(1);
    const back = await decide(await check(corrected), 'return');
    expect(back).toMatchObject({ state: 'returned', book: null });
    const taken = await run((ctx) => {
      return takeBackOwnClaim(ctx, { params: { id: sent.id }, query: {}, body: { version: back.version } });
    }, claimant);
    expect(taken.state).toBe('taken_back');
    const refused = await decide(await check(await send()), 'refuse');
    await expect(pay(refused)).rejects.toMatchObject({ code: 'finance.claim_step_not_open' });
  });
});

describe('what is sent', () => {
  test('needs a photo of the own that belongs to no other claim, a day that has come, and a person', async () => {
    await expect(send({ fileIds: [] })).rejects.toMatchObject({ code: 'finance.claim_photo_missing' });
    const { id } = await photo(other);
    await expect(send({ fileIds: [id] })).rejects.toMatchObject({ code: 'finance.claim_photo_foreign' });
    const used = (await send()).files[0]!.id;
    await expect(send({ fileIds: [used] })).rejects.toMatchObject({ code: 'finance.claim_photo_foreign' });
    await expect(send({ spentOn: '2024-06-19' })).rejects.toMatchObject({ code: 'finance.claim_day_ahead' });
    await expect(send({}, testUser(rights))).rejects.toMatchObject({ code: 'finance.no_person' });
  });

  test('is the claimant’s alone; the desk sees what is in its part of the tree', async () => {
    const { id, files } = await send();
    await expect(run((ctx) => showOwnClaim(ctx, id), other)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const elsewhere = testUser(rights, '/999/');
    await expect(run((ctx) => showClaim(ctx, id), elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const file = { params: { id, fileId: files[0]!.id }, query: {}, body: undefined };
    expect((await run((ctx) => getClaimFile(ctx, file))).bytes.length).toBe(POINT.length);
    const strange = { ...file, params: { id, fileId: newId() } };
    await expect(run((ctx) => getClaimFile(ctx, strange))).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect((await run((ctx) => listClaims(ctx, { query: { limit: 50 } }), elsewhere)).rows).toEqual([]);
    const own = await run((ctx) => listOwnClaims(ctx, { params: {}, query: { limit: 1 }, body: undefined }), claimant);
    expect([own.rows.length, own.nextCursor !== null]).toEqual([1, true]);
    const listed = await run((ctx) =>
      exportClaims(ctx, { params: {}, query: { state: 'submitted' }, body: undefined }),
    );
    expect(listed.bytes.length).toBeGreaterThan(1000);
  });
});

describe('the check', () => {
  const setCap = (value: number) =>
    run((ctx) => {
      const { key } = rules.individualPrize.shape;
      return setParameter(ctx, { key, value, validFrom: '2024-01-01', source: '省总标准', note: '补录' });
    });

  test('a cap that nobody has set passes only with a reason, which the approver then reads', async () => {
    const sent = await send({ kind: 'wedding', amount: 600_00n });
    expect(sent.findings).toMatchObject([{ rule: 'cap', verdict: 'unset', found: '60000', most: null }]);
    const payees = payeesOf([winners[0]!], 600_00n);
    await expect(check(sent, { payees })).rejects.toMatchObject({ code: 'finance.rule_unset' });
    const checked = await check(sent, { payees, note: '按去年委员会决定' });
    expect(checked).toMatchObject({ checkNote: '按去年委员会决定', findings: [{ verdict: 'unset' }] });
  });

  test('money at a festival, too many winners, above the cap: each is refused by its name', async () => {
    const festival = await send({ kind: 'festival', form: 'cash', people: 10 });
    const cash = check(festival, { people: 10, note: '按例' });
    await expect(cash).rejects.toMatchObject({ code: 'finance.cash_at_festival' });
    await setCap(150_00);
    const many = await send({ ...prize, eventId });
    const three = { ...prize, eventId, people: 3, payees: payeesOf(winners.slice(0, 3), 100_00n) };
    await expect(check(many, three)).rejects.toMatchObject({ code: 'finance.winners_many', params: { most: '2' } });
    const two = { ...three, people: 2, payees: payeesOf(winners.slice(0, 2), 150_00n) };
    expect((await check(many, two)).findings.map(({ verdict }) => verdict)).toEqual(['kept', 'kept']);
    const dear = await send({ ...prize, eventId, amount: 300_02n });
    const above = { ...two, payees: payeesOf(winners.slice(2, 4), 150_01n) };
    await expect(check(dear, above)).rejects.toMatchObject({
      ...{ code: 'finance.over_cap', params: { found: '150.01', most: '150.00', source: '省总标准' } },
    });
  });

  test('nobody is given something twice for one event, not even by two who check at one moment', async () => {
    const id = await person();
    const given = { ...prize, eventId, people: 1, payees: payeesOf([id], 100_00n) };
    const [one, two] = [
      await send({ ...prize, eventId, amount: 100_00n }),
      await send({ ...prize, eventId, amount: 100_00n }),
    ];
    const tries = await Promise.allSettled([check(one, given), check(two, given, other)]);
    expect(tries.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    const [refused] = tries.flatMap((each) => (each.status === 'rejected' ? [each.reason as { code: string }] : []));
    expect(refused!.code).toBe('finance.paid_twice');
    const first = tries[0]!.status === 'fulfilled' ? one : two;
    const checked = await run((ctx) => showClaim(ctx, first.id));
    await decide(checked, 'refuse');
    const rest = first === one ? two : one;
    expect((await check(rest, given, rest === two ? other : checker)).state).toBe('checked');
  });

  test.each<[what: string, change: () => Partial<Checked>, code: string]>([
    ['nobody named', () => ({ ...prize, eventId, payees: [] }), 'finance.payees_missing'],
    ['no event', () => ({ ...prize, eventId: null }), 'finance.event_missing'],
    [
      'nobody says how many took part',
      () => ({ ...prize, eventId, participants: null }),
      'finance.participants_missing',
    ],
    ['sums that differ', () => ({ ...prize, eventId, payees: payeesOf([winners[3]!], 1n) }), 'finance.payees_differ'],
    [
      'one twice',
      () => ({ ...prize, eventId, payees: payeesOf([winners[3]!, winners[3]!], 1n) }),
      'finance.payee_twice',
    ],
    ['an account that is no spending', () => ({ account: '401' }), 'finance.account_not_expense'],
    ['an account that sums up others', () => ({ account: '501' }), 'finance.account_not_expense'],
    ['a stranger', () => ({ ...prize, eventId, payees: payeesOf([newId()], 300_00n) }), 'kernel.not_found'],
    ['a book that is not there', () => ({ bookId: newId() }), 'kernel.not_found'],
  ])('%s is refused', async (_what, change, code) => {
    await expect(check(await send({ kind: 'prize' }), change())).rejects.toMatchObject({ code });
  });
});

describe('the payment', () => {
  test('comes out of cash or bank, not before the money was spent; the desk offers what fits', async () => {
    const approved = await decide(await check(await send()));
    await expect(pay(approved, { account: '401' })).rejects.toMatchObject({ code: 'finance.account_no_money' });
    await expect(pay(approved, { on: '2024-06-09' })).rejects.toMatchObject({ code: 'finance.paid_before_spent' });
    const offered = await run((ctx) =>
      listPayAccounts(ctx, { params: { id: approved.id }, query: {}, body: undefined }),
    );
    expect(offered.money.map(({ code, kind }) => [code, kind])).toEqual([
      ['101', 'cash'],
      ['102', 'bank'],
    ]);
    expect(offered.expense.some(({ code }) => code === '501' || code === '401')).toBe(false);
  });
});

test('records of one person become another’s, and come back; for one event one gift counts', async () => {
  const [from, to] = [await person(), await person()];
  const give = async (id: string) =>
    check(await send({ ...prize, eventId, amount: 50_00n }), {
      ...prize,
      eventId,
      people: 1,
      payees: payeesOf([id], 50_00n),
    });
  await give(from);
  await give(to);
  const rows = async () =>
    (await database.pool.query('select to_jsonb(p) as row from finance.claim_payee p order by claim_id, line')).rows;
  const before = await rows();
  expect(await run((ctx) => financeFollower.describe(ctx, { from, to }))).toEqual([
    { what: 'finance:claims.followed.claims', moves: 0, clashes: 0 },
    { what: 'finance:claims.followed.gifts', moves: 0, clashes: 1 },
  ]);
  const journal = await run((ctx) => financeFollower.follow(ctx, { from, to }));
  expect(await rows()).not.toEqual(before);
  await run((ctx) => financeFollower.undo(ctx, { from, to }, JSON.parse(JSON.stringify(journal))));
  expect(await rows()).toEqual(before);
});

describe('the budget', () => {
  let funds: string;
  let sports: string;
  let meetings: string;
  beforeAll(async () => {
    funds = (await run((ctx) => makeBook(ctx, { unitId }))).id;
    const { lineIds } = await run((ctx) =>
      makeBudget(ctx, funds, [
        { name: '文体活动', target: { kind: 'ceiling', ceiling: 1_000_00n }, accounts: ['501'] },
        { name: '会议', target: { kind: 'ceiling', ceiling: 100_00n }, accounts: ['50502'], onBreach: 'warn' },
      ]),
    );
    [sports, meetings] = lineIds as [string, string];
  });
  const borne = (budgetLineId: string | null, change = {}) => ({ bookId: funds, budgetLineId, ...change });
  const stand = async (id: string) => (await run((ctx) => budgetState(ctx, [id]))).get(id)!;

  test('a line for the account must be named, one that fits; what a stopping line has not is refused at the check', async () => {
    const sent = await send({ amount: 1_000_01n });
    await expect(check(sent, borne(null))).rejects.toMatchObject({ code: 'finance.budget_line_missing' });
    await expect(check(sent, borne(meetings))).rejects.toMatchObject({ code: 'ledger.budget_account_unfit' });
    await expect(check(sent, borne(newId()))).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(check(sent, borne(sports))).rejects.toMatchObject({
      ...{ code: 'ledger.budget_exceeded', params: { line: '文体活动', amount: '1,000.01', free: '1,000.00' } },
    });
    const offered = await run((ctx) =>
      listPayAccounts(ctx, { params: { id: sent.id }, query: { bookId: funds }, body: undefined }),
    );
    expect(offered.lines).toMatchObject([
      { id: sports, accounts: ['501'], onBreach: 'stop', free: 1_000_00n },
      { id: meetings, onBreach: 'warn' },
    ]);
  });

  test('the approval reserves, the payment spends it, an entry in red gives all of it back', async () => {
    const approved = await decide(await check(await send(), borne(sports)));
    expect(approved.budget).toMatchObject({ name: '文体活动', isReserved: true, free: 700_00n });
    expect(await stand(sports)).toMatchObject({ reserved: 300_00n, spent: 0n });
    const paid = await pay(approved);
    expect(await stand(sports)).toMatchObject({ reserved: 0n, spent: 300_00n });
    const voucher = await run((ctx) => showVoucher(ctx, paid.voucherId!));
    expect(voucher.lines[0]!.budgetLine).toEqual({ id: sports, name: '文体活动' });
    const body = { version: voucher.version, reason: '重复付款', on: '2024-06-18' };
    await run((ctx) => takeVoucherBack(ctx, { params: { id: voucher.id }, query: {}, body }), other);
    expect(await stand(sports)).toMatchObject({ reserved: 0n, spent: 0n, free: 1_000_00n });
  });

  test('sent back or refused it holds nothing, before or after the approval; approved again it reserves again', async () => {
    const approved = await decide(await check(await send(), borne(sports)));
    const back = await decide(approved, 'return');
    expect(back).toMatchObject({ state: 'returned', budget: null });
    expect(await stand(sports)).toMatchObject({ reserved: 0n });
    const { version } = back;
    const corrected = await run((ctx) => {
      return correctOwnClaim(ctx, { params: { id: back.id }, query: {}, body: { ...content(), version } });
    }, claimant);
    const again = await decide(await check(corrected, borne(sports)));
    expect(await stand(sports)).toMatchObject({ reserved: 300_00n });
    const refused = await decide(again, 'refuse');
    expect(await stand(sports)).toMatchObject({ reserved: 0n });
    await expect(pay(refused)).rejects.toMatchObject({ code: 'finance.claim_step_not_open' });
  });

  test('approved by eight at once, no more is reserved than a stopping line has', async () => {
    const claims: ClaimWhole[] = [];
    for (let i = 0; i < 8; i += 1) claims.push(await check(await send({ amount: 300_00n }), borne(sports)));
    const tries = await Promise.allSettled(claims.map((claim) => decide(claim)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
    const refusals = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(new Set(refusals)).toEqual(new Set(['ledger.budget_exceeded']));
    expect(await stand(sports)).toMatchObject({ reserved: 900_00n });
    const held = await Promise.all(claims.map(({ id }) => run((ctx) => showClaim(ctx, id))));
    for (const claim of held.filter(({ state }) => state === 'approved')) await decide(claim, 'refuse');
    expect(await stand(sports)).toMatchObject({ reserved: 0n });
  });

  test('a line that warns lets it pass, and tells the approver; the claimant learns nothing of budgets', async () => {
    const checked = await check(await send({ amount: 120_00n }), borne(meetings, { account: '50502' }));
    expect(checked.budget).toMatchObject({
      verdict: 'warn',
      words: '超出预算项目「会议」可用额20.00元，请确认有无必要。',
    });
    const own = await run(
      (ctx) => showOwnClaim(ctx, checked.id),
      testUser(['finance.claim.own'], '/', { personId: claimant.personId }),
    );
    expect(own.budget).toBeNull();
    const approved = await decide(checked);
    expect(await stand(meetings)).toMatchObject({ reserved: 120_00n, state: 'threatened' });
    // By hand, on the board of the budget: then the approval has to be given again.
    const { rows } = await database.pool.query(
      `select id from ledger.reservation where source_key like '%${approved.id}%'`,
    );
    await run((ctx) => releaseReservation(ctx, (rows as { id: string }[])[0]!.id));
    await expect(pay(approved)).rejects.toMatchObject({ code: 'ledger.reservation_closed' });
    expect((await decide(approved, 'return')).state).toBe('returned');
  });
});
