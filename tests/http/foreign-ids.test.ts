import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel';
import type { Endpoint } from '#kernel/contract';
import { roles } from '../../src/app/roles';
import { openTestHouse, type TestHouse } from '../test-house';
import { sampleInput } from './ground/sample-input';
import { openWith, send } from './ground/requests';
import { makeThings, type Things } from './ground/things';

const manyRoles = ['chair', 'administrator', 'treasurer'] as const;
const isHeldBy = (names: readonly (keyof typeof roles)[], permission: string): boolean =>
  names.some((name) => (roles[name].permissions as readonly string[]).includes(permission));

let house: TestHouse;
let things: Things;
let keeper: string;
let stranger: string;
/** Cash, books and audits are never one person's: what the cashier or the auditor may, other strangers knock for. */
let otherCashier: string;
let otherAuditor: string;
beforeAll(async () => {
  house = await openTestHouse();
  const [first, second] = house.tree.areas;
  keeper = (await openWith(house, 'keeper', ['chair', 'administrator', 'treasurer'], first.id)).cookie;
  things = await makeThings(house, keeper);
  stranger = (await openWith(house, 'stranger', [...manyRoles], second.id, true)).cookie;
  otherCashier = (await openWith(house, 'stranger2', ['cashier'], second.id, true)).cookie;
  otherAuditor = (await openWith(house, 'stranger3', ['auditor'], second.id, true)).cookie;
});
afterAll(() => house.close());

/** Addresses whose parameters name nothing that belongs to somebody, each with the reason. */
const withoutThing: readonly string[] = [
  // A parameter of the house, by its name in the program.
  '/api/parameters/:key',
  // The token is itself the right to read: whoever holds it needs no account.
  '/api/calendar/:token',
  // A permission, by its name in the program.
  '/api/roster/rights/permissions/:permission',
  // One of the two funds, by its name in the program; whom it shows is cut by the tree.
  '/api/relief/coverages/:scheme',
  // The code of a card in hand, open to everybody without an account: that it holds is what the page is there to tell.
  '/api/membership/cards/:token',
];
/** What stands beside the thing in an address. */
const beside: Readonly<Record<string, string>> = {
  kind: 'roster.person',
  number: '1',
  occurrence: '2024-01-01',
  month: '2024-05',
  round: '1',
  seat: '1',
};
/** Bodies that can't be made from the schema alone, because its parts depend on each other. */
const bodies: Readonly<Record<string, unknown>> = {
  'ledger.postOpening': {
    lines: [
      { account: '102', debit: '1' },
      { account: '312', credit: '1' },
    ],
  },
  'contest.setTime': { entrantId: newId(), round: 1, part: 'performance', seconds: '480', version: 0 },
  'finance.correctOwnClaim': {
    ...{ kind: 'activity', words: '购球拍', amount: '1', spentOn: '2024-06-10', fileIds: [], version: 1 },
  },
  'finance.checkClaim': {
    ...{ version: 1, bookId: newId(), account: '50102', people: 1, payees: [], note: '' },
  },
  'finance.saveWageBills': { rows: [{ month: '2024-05', amount: '1' }], words: '' },
  'finance.answerAuditFinding': { version: 1, words: '已补发票', correction: null },
  'finance.payClaim': { version: 1, account: '101', on: '2024-06-18' },
  'finance.saveBankAccount': { version: 1, bankName: '农商银行', number: '62220001', opening: '0' },
  'finance.matchBank': { groups: [{ lineIds: [newId()], entryIds: [`${newId()}.1`] }] },
  'finance.finishBankSheet': { month: '2024-02' },
  'finance.makeAssetRun': { month: '2024-05', amount: '1' },
  'finance.receiveGoods': { quantity: '1', value: '1', on: '2024-06-18', buyerId: newId(), words: '' },
  'finance.issueGoods': { on: '2024-06-18', words: '慰问', to: [{ unitId: newId(), personId: null, quantity: '1' }] },
  'finance.returnGoods': { quantity: '1', reason: '多领' },
  'finance.countGoods': { counted: '1', reason: '受潮' },
  'finance.noteAssetCount': { version: 1, lines: [], extras: [] },
  'ledger.askToReopenYear': { reason: '漏记补助' },
  'ledger.publishStatement': { on: '2024-06-17', span: 'month' },
  'ledger.proposeYearEnd': { year: 2023 },
  'ledger.addAccount': { code: '10201', name: '基本户' },
  'membership.endDuesExemption': { toMonth: '2024-06-01' },
  'roster.recordSkill': { kind: 'certificate', title: '电工证', gainedOn: '2024-01-01' },
  'ledger.shiftBudget': { fromLineId: newId(), toLineId: newId(), amount: '1', reason: '先用' },
  'roster.voidSkill': { reason: '记错了人' },
  'savings.addEarnings': { amount: '1', on: '2024-06-18', words: '结息' },
  'savings.setMonthly': { monthly: '5000' },
  'savings.queueWithdrawal': { amount: '1' },
  'savings.writeOffLoan': { amount: '1', on: '2024-06-18', against: 'reserve', words: '' },
  ...Object.fromEntries(
    ['addDeposit', 'payWithdrawal', 'repayLoan'].map((name) => [
      `savings.${name}`,
      { amount: '1', on: '2024-06-18', way: 'bank', words: '' },
    ]),
  ),
  'honours.changeScheme': { name: '先进', definition: { most: 1 }, version: 1 },
  'relief.payPayment': { on: '2024-06-18', way: 'cash', version: 1 },
  'relief.bankGifts': { amount: '100', on: '2024-06-18' },
  'relief.takeGoods': {
    ...{ name: '大米', kind: 'food', size: '', measure: '公斤', condition: 'new', quantity: '1', estimate: null },
    ...{ giver: 'anonymous', isNamed: false, on: '2024-06-18' },
  },
  'relief.handOutGoods': { personId: newId(), quantity: '1', isSigned: false, on: '2024-06-18' },
  'relief.addGift': { giver: 'anonymous', isNamed: false, amount: '100', on: '2024-06-18', way: 'cash' },
  'roster.refuseCorrection': { reason: '请带证件来' },
  'roster.refuseErasure': { reason: '案件未结' },
  'roster.renameUnit': { name: '新名称', from: '2024-06-18' },
  'roster.updatePerson': {
    name: '新名字',
    gender: 'female',
    employmentKind: 'contract',
    staffNumber: 'N-1',
    version: 1,
  },
};
/** What belongs to no part of the tree, each with the reason. */
const forEverybody = new Set([
  // A cohort is a definition that counts for the whole house; its members end at the own part of the tree.
  ...['roster.showCohort', 'roster.saveCohort', 'roster.retireCohort'],
  ...['roster.listCohortMembers', 'roster.exportCohortMembers', 'roster.compareCohort'],
]);

const isUnder = (path: string, known: string): boolean =>
  path === known || path.startsWith(`${known}/`) || path.startsWith(`${known}.`);
const isWithoutThing = (path: string): boolean => withoutThing.some((known) => isUnder(path, known));

/** The thing of an address: the longest beginning that is known. */
function thingOf(path: string): { pattern: string; id: string } | null {
  const [pattern] = Object.keys(things.ids)
    .filter((known) => isUnder(path, known))
    .sort((a, b) => b.length - a.length);
  return pattern === undefined ? null : { pattern, id: things.ids[pattern]! };
}

/** The things in which that of an address lies, by the parameters that name them. */
const partsOf = (pattern: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(things.ids).flatMap(([known, id]) =>
      known !== pattern && isUnder(pattern, known) ? [[lastParam(known), id]] : [],
    ),
  );

const lastParam = (pattern: string): string => /:(\w+)(?!.*:)/.exec(pattern)![1]!;

/** Knocks with everything as it should be but for the id. */
async function knock(endpoint: Endpoint, named: Readonly<Record<string, string>>, given?: string) {
  const isCash = !isHeldBy(manyRoles, endpoint.permission) && isHeldBy(['cashier'], endpoint.permission);
  const isAudit =
    !isHeldBy([...manyRoles, 'cashier'], endpoint.permission) && isHeldBy(['auditor'], endpoint.permission);
  const cookie = given ?? (isAudit ? otherAuditor : isCash ? otherCashier : stranger);
  const [, second] = house.tree.areas;
  const ids = {
    unitId: second.id,
    parentId: second.id,
    personId: house.people.other_officer,
    with: things.plan.inReview,
    termId: things.ids['/api/membership/bodies/:id/terms/:termId']!,
  };
  const path = endpoint.path.replace(/:(\w+)/g, (_all, name: string) => named[name] ?? beside[name] ?? newId());
  const query = endpoint.query === undefined ? {} : sampleInput(endpoint.query, ids);
  const words = new URLSearchParams(query as Record<string, string>).toString();
  const isBytes = endpoint.body === 'bytes';
  const body =
    endpoint.body === undefined || endpoint.body === 'bytes'
      ? undefined
      : (bodies[endpoint.name] ?? sampleInput(endpoint.body, ids));
  const payload = isBytes ? Buffer.from('一段文字') : body === undefined ? undefined : JSON.stringify(body);
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  const answer = await house.app.inject({
    method: endpoint.method,
    url: words === '' ? path : `${path}?${words}`,
    headers: { cookie, ...(payload === undefined ? {} : { 'content-type': type }) },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body.replace(/"requestId":"[^"]*"/, '') };
}

const withIds = () =>
  house.routes.map(({ endpoint }) => endpoint).filter(({ path }) => path.includes(':') && !isWithoutThing(path));

test('whoever the things belong to finds each of them, so that a refusal is one of reach', async () => {
  const cashier = (await openWith(house, 'keeper2', ['cashier'], house.tree.areas[0].id)).cookie;
  const auditor = (await openWith(house, 'keeper3', ['auditor'], house.tree.areas[0].id)).cookie;
  const owners = [keeper, cashier, auditor, await house.cookieOf('unit_officer'), await house.cookieOf('worker')];
  for (const endpoint of withIds()) {
    const thing = thingOf(endpoint.path);
    // A write would change what the walk needs, and a stream has no end.
    if (thing === null || endpoint.method !== 'GET' || endpoint.response === 'stream') continue;
    const named = { ...partsOf(thing.pattern), [lastParam(thing.pattern)]: thing.id };
    const answers: number[] = [];
    for (const owner of owners) answers.push((await knock(endpoint, named, owner)).status);
    expect.soft([endpoint.name, answers.some((status) => status !== 404)]).toEqual([endpoint.name, true]);
  }
});

describe('somebody with every right, but elsewhere', () => {
  test('lacks no right that a walked endpoint asks for: what is refused is refused by place', () => {
    const isOpen = (permission: string) => permission === 'public' || permission === 'signed-in';
    const lacking = withIds().filter(
      ({ permission }) => !isOpen(permission) && !isHeldBy([...manyRoles, 'cashier', 'auditor'], permission),
    );
    expect(lacking.map(({ name, permission }) => [name, permission])).toEqual([]);
  });

  test('finds a cohort of the whole house, and in it nobody of another part', async () => {
    const url = `/api/roster/cohorts/${things.ids['/api/roster/cohorts/:id']!}/members`;
    const membersFor = async (cookie: string) =>
      (await send(house, cookie, { url })).body.rows as { personId: string; unitName: string }[];
    expect((await membersFor(keeper)).map((row) => row.personId)).toContain(house.people.unit_officer);
    const seen = await membersFor(stranger);
    expect(seen.map((row) => row.personId)).toContain(house.people.other_officer);
    expect([...new Set(seen.map((row) => row.unitName))]).toEqual([house.tree.areas[1].name]);
  });

  test('every endpoint that names a thing has one in this test', () => {
    const unknown = withIds().filter(({ path }) => thingOf(path) === null && !path.includes('/notifications/'));
    expect(unknown.map(({ name, path }) => `${name}: make a thing for ${path} in ground/things.ts`)).toEqual([]);
    expect(withIds().length).toBeGreaterThan(60);
  });

  test('can not tell an id that is there from one that is not: the answers are the same to the byte', async () => {
    for (const endpoint of withIds()) {
      const thing = thingOf(endpoint.path);
      if (thing === null || forEverybody.has(endpoint.name)) continue;
      const param = lastParam(thing.pattern);
      const parts = partsOf(thing.pattern);
      const foreign = await knock(endpoint, { ...parts, [param]: thing.id });
      const missing = await knock(endpoint, { ...parts, [param]: newId() });
      expect.soft([endpoint.name, foreign]).toEqual([endpoint.name, missing]);
      expect
        .soft([endpoint.name, foreign.status, foreign.body])
        .toEqual([endpoint.name, 404, expect.stringContaining('kernel.not_found')]);
    }
  });
});
