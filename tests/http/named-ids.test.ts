import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import type { Endpoint } from '#kernel/contract';
import { sealAll } from '#engines/ledger/testing';
import { openTestHouse, type TestHouse } from '../test-house';
import { secondPlace } from './ground/places';
import { AID, FUNDS, transferBetween } from './ground/money-things';
import { ask, openWith } from './ground/requests';
import { assetBodies, contestBodies, honourBodies, reliefBodies } from './ground/own-bodies';
import { answersNothing, refusedBefore } from './ground/named-exceptions';
import { namedIdsOf, sampleInput } from './ground/sample-input';
import { makeThings, type Things } from './ground/things';

type Input = Record<string, unknown>;

let house: TestHouse;
/** Of the first work area, and of the stranger's own. */
let foreign: Things;
let own: Things;
let stranger: string;
/** Cash, books and audits are never one person's: what only the cashier or the auditor may, other strangers ask. */
let otherCashier: string;
let otherAuditor: string;
let bodies: Record<string, Input>;

beforeAll(async () => {
  house = await openTestHouse();
  const [first, second] = house.tree.areas;
  foreign = await makeThings(
    house,
    (await openWith(house, 'keeper', ['chair', 'administrator', 'treasurer'], first.id)).cookie,
  );
  stranger = (await openWith(house, 'stranger', ['chair', 'administrator', 'treasurer'], second.id, true)).cookie;
  otherCashier = (await openWith(house, 'stranger2', ['cashier'], second.id, true)).cookie;
  otherAuditor = (await openWith(house, 'stranger3', ['auditor'], second.id, true)).cookie;
  own = await makeThings(house, stranger, await secondPlace(house, stranger));
  // What still waits for its number can't be exported.
  await sealAll(house.seed().house.database);
  bodies = await ownBodies();
});
afterAll(() => house.close());

const UNIT = '/api/roster/units/:id';
const PERSON = '/api/roster/people/:id';
const PLAN = '/api/plans/:planId';
const FILE = '/api/evidence/files/:fileId';
const LINE = '/api/ledger/budget-lines/:id';
const CAMPAIGN = '/api/relief/campaigns/:id';
const AUDIT = '/api/finance/audits/:id';
const READING = '/api/contest/readings/:id';

/** What a field names, by the address of its kind. */
const GROUP = '/api/contests/:id/groups/:groupId';
const kindOf: Readonly<Record<string, string>> = {
  ...{ unitId: UNIT, parentId: UNIT, under: UNIT, targetId: UNIT, sources: UNIT, unitIds: UNIT, childIds: UNIT },
  ...{ personId: PERSON, personIds: PERSON, pool: PERSON, officerId: PERSON, survivorId: PERSON, mergedId: PERSON },
  ...{ audienceUnitId: UNIT, groupId: GROUP, entrantId: '/api/contests/:id/entrants/:entrantId' },
  ...{ buyerId: PERSON, moveIds: '/api/finance/goods-moves/:id' },
  ...{ keeperId: PERSON, assetId: '/api/finance/assets/:id' },
  ...{ oneId: PERSON, otherId: PERSON, exceptId: PERSON, accountId: '/api/roster/users/:id' },
  ...{ planId: PLAN, with: PLAN, parentPlanId: PLAN, directiveId: '/api/directives/:directiveId' },
  ...{ commitmentId: '/api/commitments/:commitmentId', taskId: '/api/tasks/:taskId', fileId: FILE, fileIds: FILE },
  ...{ endPosts: '/api/roster/holdings/:id', endGrants: '/api/roster/grants/:id' },
  photoIds: '/api/events/:id/photos/:photoId',
  ...{ auditId: AUDIT, drawId: '/api/finance/audit-draws/:id', statementId: '/api/ledger/statements/:id' },
  ...{ answererId: '/api/roster/users/:id', entryIds: '/api/finance/audits/:id/papers/:entryId' },
  ...{ bookIds: '/api/ledger/books/:id' },
  ...{ bookId: '/api/ledger/books/:id', budgetLineId: LINE, fromLineId: LINE, toLineId: LINE },
  commitmentIds: '/api/commitments/:commitmentId',
  eventId: '/api/events/:id',
  partyId: '/api/ledger/parties/:id',
  entryId: '/api/ledger/entries/:id',
  associationId: '/api/savings/associations/:id',
  ...{ campaignId: CAMPAIGN, toCampaignId: CAMPAIGN },
  termId: '/api/membership/bodies/:id/terms/:termId',
  lineIds: '/api/finance/bank-lines/:id',
  ...{ schemeId: '/api/honours/schemes/:id', order: '/api/honours/nominations/:id' },
  honourId: '/api/honours/honours/:id',
  indicatorId: '/api/contest/indicators/:id',
};
/** Where a field has another name for its thing. */
const kindAt: Readonly<Record<string, string>> = {
  'contest.setGroups body.groups[].id': GROUP,
  'plan.takeReviewStep body.rows[].id': '/api/commitments/:commitmentId',
  'plan.takeReviewStep body.row.id': '/api/commitments/:commitmentId',
  'membership.approveApplications body.rows[].id': '/api/membership/applications/:id',
  'ledger.saveBudgetDraft body.lines[].id': LINE,
  'savings.enterLoan body.accountId': '/api/savings/accounts/:id',
  'ledger.getGeneralLedger query.accountId': '/api/ledger/accounts/:id',
  'ledger.exportGeneralLedger query.accountId': '/api/ledger/accounts/:id',
  ...{ 'contest.signReadings body.ids[]': READING, 'contest.confirmReadings body.ids[]': READING },
};
/** What is not walked here, each with the reason. */
const elsewhere = new Set([
  // Nothing is conferred in the round that is walked: src/engines/honours/rounds.test.ts.
  'honours.printCertificates query.honourId',
  // Only the own ones are asked for; src/kernel/notifications.test.ts has another's.
  'notification.readAllNotifications body.upTo',
  // Versions of a parameter and of the declaration belong to the whole house.
  'parameter.setVersion body.knownVersionId',
  'membership.applyOwn body.declarationId',
  // Only the own latest step is taken back: whatever else is named is refused alike.
  'plan.undoReviewStep body.stepId',
  'plan.redoReviewStep body.stepId',
  // Looked for among the own uploads.
  'finance.sendOwnClaim body.fileIds[]',
  'membership.prolongTerm body.paperId',
  // Only the own uploads count: src/lines/membership/applications/applications.test.ts.
  'membership.enterApplication body.paperId',
  // Two files are never the same to the byte; the list that this one is read through is walked.
  'ledger.exportPostings query.partyId',
  'contest.exportContests query.eventId',
  ...['personId', 'campaignId'].map((field) => `relief.exportPayments query.${field}`),
  ...['exportAuditFindings query.auditId', 'exportAuditPapers query.drawId', 'exportAuditPapers query.bookId'].map(
    (key) => `finance.${key}`,
  ),
  // Tags of postings on an account that the reader sees: whatever else is named, no line bears it.
  ...['showAccount', 'listPostings', 'exportPostings'].flatMap((name) => [
    `ledger.${name} query.budgetLineId`,
    `ledger.${name} query.commitmentId`,
  ]),
  // A definition for the whole house may name any unit; its members end at the reader's part of the tree.
  ...['tryCohort', 'createCohort', 'saveCohort'].map(
    (name) => `roster.${name} body.definition.anyOf[].allOf[].unitIds[]`,
  ),
]);
/** The codes that say that what was named is not there. */
const notThere = new Set([
  ...['kernel.not_found', 'plan.unknown_unit', 'plan.unknown_officer', 'plan.unknown_file'],
  ...['ledger.budget_line_unknown', 'ledger.budget_commitment_unknown'],
  ...['finance.asset_entry_unfit', 'finance.asset_count_line', 'finance.goods_signed'],
  ...['finance.audit_entries_unfit', 'finance.audit_answerer_unfit'],
]);
/** Bodies that can't be made from the schema alone. */
async function ownBodies(): Promise<Record<string, Input>> {
  const [unitId, day] = [own.ids[UNIT]!, '2024-06-18'];
  const about = { unitId, personId: own.ids[PERSON]!, bookId: own.ids['/api/finance/books/:id']! };
  const review = await ask(house, stranger, { url: `/api/plans/${own.plan.inReview}/review` });
  const [row] = review.rows as { id: string; revision: number }[];
  const draft = { id: row!.id, revision: row!.revision };
  const url = `/api/commitments/${own.ids['/api/commitments/:commitmentId']!}`;
  const { content, revision } = await ask(house, stranger, { url });
  const duty = { title: '检查', recurrence: 'monthly', startsOn: '2024-01-01' };
  const spent = { kind: 'activity', words: '购球拍', amount: '1', spentOn: day, fileIds: [] };
  const found = {
    version: 1,
    bookId: own.ids['/api/ledger/books/:id']!,
    account: '50102',
    people: 1,
    payees: [],
    note: '',
  };
  const voucher = { on: day, words: '', lines: [{ account: '113', side: 'debit', amount: '1' }] };
  const person = { name: '新人', gender: 'female', employmentKind: 'contract', staffNumber: 'N-9' };
  const part = { name: '丙班', personIds: [], childIds: [] };
  const target = { kind: 'ceiling', ceiling: '100' };
  const budgetLine = { name: '文体', target, onBreach: 'stop', accounts: [], commitmentIds: [] };
  return {
    'roster.createUnit': { kind: 'team', name: '丁班', parentId: unitId, from: day },
    'roster.createPerson': { ...person, unitId, from: day },
    'roster.proposeErasures': { personIds: [], reason: '保存期满' },
    'roster.checkDoubles': { name: '新人', gender: 'female' },
    'roster.mergeUnits': {
      from: day,
      seen: 'seen',
      sources: [unitId],
      target: { unitId },
      names: [{ unitId, name: '新班' }],
    },
    'roster.splitUnit': { from: day, seen: 'seen', parts: [part], rest: 0, names: [{ unitId, name: '新班' }] },
    'schedule.changeEvent': { version: 1, audience: { unitId, cohorts: [] } },
    'schedule.createDuty': { ...duty, unitId },
    'schedule.changeDuty': { ...duty, version: 1 },
    'plan.takeReviewStep': { kind: 'assign', rows: [draft], unitId: null, officerId: null },
    'plan.takeReviewStep body.row.id': { kind: 'restore', row: draft },
    'plan.takeReviewStep body.content.unitId': {
      kind: 'edit',
      row: draft,
      content: { ...(content as Input), window: null },
      isAccepted: true,
    },
    'plan.takeReviewStep body.content.officerId': {
      kind: 'edit',
      row: draft,
      content: { ...(content as Input), window: null },
      isAccepted: true,
    },
    'plan.amendCommitment': { revision, day, reason: '改派', content },
    'plan.setPlanFacts': { ...(review.plan as Input), parentPlanId: null },
    'ledger.shiftBudget': { fromLineId: own.ids[LINE], toLineId: newId(), amount: '1', reason: '先用' },
    'ledger.saveBudgetDraft': { reason: '', lines: [budgetLine], version: 1 },
    'ledger.proposeTransfer': transferBetween(own.ids[FUNDS]!, own.ids[AID]!),
    'membership.beginDuesRun': { unitId, month: '2024-06-01', postedOn: day },
    'membership.setDuesScheme': {
      unitId,
      validFrom: '2024-06-01',
      terms: { kind: 'fixed', duesFen: 1 },
      basis: '决定',
    },
    ...Object.fromEntries(
      ['addDuesReceipt', 'refundDues'].map((name) => [
        `membership.${name}`,
        { personId: own.ids[PERSON]!, amount: '100', on: day, way: 'cash', words: '会费' },
      ]),
    ),
    'membership.exemptFromDues': {
      ...{ personId: own.ids[PERSON]!, fromMonth: '2024-06-01', toMonth: null, reason: '困难', postedOn: day },
    },
    ...contestBodies(about),
    ...reliefBodies(about, day),
    ...honourBodies(about, own.ids['/api/honours/schemes/:id']!),
    'finance.draftVoucher': { ...voucher, bookId: own.ids['/api/ledger/books/:id']! },
    'finance.writeReceipt': { payer: '一工区', words: '会费', amount: '1' },
    'finance.sendOwnClaim': spent,
    'finance.correctOwnClaim': { ...spent, version: 1 },
    'finance.checkClaim': found,
    'finance.checkClaim body.payees[].personId': { ...found, payees: [{ amount: '1' }] },
    'finance.addBankAccount': {
      ...{ bankName: '农商银行', number: '62220002', startsOn: day, opening: '0', account: '102' },
      bookId: own.ids['/api/ledger/books/:id']!,
    },
    ...assetBodies(about, day),
    'finance.addAuditFinding': {
      ...{ bookId: own.ids['/api/ledger/books/:id']!, kind: 'other', gravity: 'plain', words: '缺发票' },
      ...{ amount: null, answererId: null, entryIds: [] },
    },
    'finance.openAudit': {
      ...{ unitId, name: '审查', why: '计划', from: day, to: day, bookIds: [own.ids['/api/ledger/books/:id']!] },
    },
    'finance.matchBank': { groups: [{ lineIds: [], entryIds: [`${newId()}.1`] }] },
    'finance.saveVoucher': { ...voucher, version: 1 },
    'membership.approveApplications': { rows: [{ id: newId(), version: 1 }], on: day },
    'savings.openAccount': { personId: own.ids[PERSON]!, monthly: '5000', openedOn: day },
    'savings.enterLoan': {
      ...{ accountId: newId(), amount: '1000', instalments: 1, purpose: '治病' },
      guarantors: [{ staffNumber: 'T1', name: '储二' }],
    },
    'savings.publishReport': { associationId: newId(), year: 2023, half: 2, words: '' },
    'savings.proposeShares': {
      ...{ associationId: newId(), year: 2024, sum: '1', postedOn: day, decision: '小组决定' },
    },
  };
}

const isUnder = (path: string, known: string): boolean =>
  path === known || path.startsWith(`${known}/`) || path.startsWith(`${known}.`);

/** The address with the stranger's own things in it. */
function ownAddress({ name, path }: Endpoint): string {
  const beside = { month: '2024-05', scheme: 'mutual_aid', permission: 'roster.person.read', occurrence: '2024-06-01' };
  const known = Object.entries(own.ids).flatMap(([pattern, id]) =>
    isUnder(path, pattern) ? [[/:(\w+)(?!.*:)/.exec(pattern)![1]!, id]] : [],
  );
  const isReviewed = ['plan.takeReviewStep', 'plan.setPlanFacts'].includes(name);
  const params: Record<string, string> = {
    ...beside,
    ...(Object.fromEntries(known) as Record<string, string>),
    ...(isReviewed ? { planId: own.plan.inReview } : {}),
  };
  return path.replace(/:(\w+)/g, (_all, param: string) => params[param] ?? newId());
}

/** What only a cashier may. */
const cashPermissions: ReadonlySet<string> = new Set([
  'membership.dues.collect',
  'relief.fund.pay',
  'finance.receipt.write',
]);

const cookieFor = (permission: string): string =>
  permission === 'finance.audit.write' ? otherAuditor : cashPermissions.has(permission) ? otherCashier : stranger;

/** The input with an id put where the field says: `names[].unitId` is that of the first name. */
function withId(input: Input, field: string, id: string): Input {
  const [head = '', ...rest] = field.split('.');
  const key = head.replace('[]', '');
  const before = head.endsWith('[]') ? (input[key] as unknown[] | undefined)?.[0] : input[key];
  const value = rest.length === 0 ? id : withId((before ?? {}) as Input, rest.join('.'), id);
  return { ...input, [key]: head.endsWith('[]') ? [value] : value };
}

interface Named {
  endpoint: Endpoint;
  where: 'query' | 'body';
  field: string;
  key: string;
}
const named = (): Named[] =>
  house.routes.flatMap(({ endpoint }) =>
    namedIdsOf(endpoint).map(({ where, field }) => ({
      ...{ endpoint, where, field },
      key: `${endpoint.name} ${where}.${field}`,
    })),
  );
const kindFor = ({ key, field }: Named): string | undefined =>
  kindAt[key] ?? kindOf[field.split('.').at(-1)!.replace('[]', '')];

/** Names an id in everything that is otherwise the stranger's own. */
async function name({ endpoint, where, field, key }: Named, id: string) {
  const ids = Object.fromEntries(Object.entries(kindOf).map(([one, kind]) => [one, own.ids[kind]!]));
  const sample = (schema: Parameters<typeof sampleInput>[0] | 'bytes' | undefined): Input | undefined =>
    schema === undefined || schema === 'bytes' ? undefined : ((sampleInput(schema, ids) ?? {}) as Input);
  const given = {
    query: sample(endpoint.query) ?? {},
    body: bodies[key] ?? bodies[endpoint.name] ?? sample(endpoint.body),
  };
  if (endpoint.name === 'roster.previewMerger') given.query = { sources: own.ids[UNIT]!, from: '2024-06-18' };
  if (endpoint.name === 'membership.previewDuesRun') given.query = { unitId: own.ids[UNIT]!, month: '2024-06-01' };
  if (endpoint.name === 'savings.previewShares') given.query = { year: 2024, sum: '1' };
  if (endpoint.name === 'savings.previewReport') given.query = { year: '2023', half: '2' };
  if (/\.add(?:Wage|Payment|Payroll)List/.test(endpoint.name)) given.query = { name: 'a.csv', month: '2024-06-01' };
  if (/relief\.(?:read|take|export)FundList/.test(endpoint.name))
    given.query = { name: 'a.csv', on: '2024-06-18', good: '1', sum: '1' };
  if (endpoint.name === 'relief.checkPayment')
    given.query = { ...given.query, source: 'own', purpose: 'living', amount: '1' };
  given[where] = withId(given[where] ?? {}, field, id);
  const words = new URLSearchParams(given.query as Record<string, string>).toString();
  const answer = await house.app.inject({
    method: endpoint.method,
    url: `${ownAddress(endpoint)}${words === '' ? '' : `?${words}`}`,
    headers: {
      cookie: cookieFor(endpoint.permission),
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(given.body === undefined ? {} : { payload: JSON.stringify(given.body) }),
  });
  const body = answer.body.replace(/"requestId":"[^"]*"/, '').replaceAll(id, 'the id');
  return { status: answer.statusCode, body, code: /"code":"([\w.]+)"/.exec(body)?.[1] ?? '' };
}

test('every id that an input names has its kind here, or the reason why it is walked elsewhere', () => {
  const unknown = named().filter((one) => kindFor(one) === undefined && !elsewhere.has(one.key));
  expect(unknown.map(({ key }) => `${key}: say in kindOf what it names`)).toEqual([]);
  const keys = new Set(named().map(({ key }) => key));
  const gone = [...elsewhere, ...answersNothing, ...refusedBefore, ...Object.keys(kindAt)].filter(
    (key) => !keys.has(key),
  );
  expect(gone).toEqual([]);
  expect(keys.size).toBeGreaterThan(80);
});

test('an id of another part of the tree is answered like one that is not there, in a query and in a body', async () => {
  for (const one of named()) {
    const kind = kindFor(one);
    if (kind === undefined || elsewhere.has(one.key)) continue;
    const missing = await name(one, newId());
    const strange = await name(one, foreign.ids[kind]!);
    expect.soft([one.key, strange]).toEqual([one.key, missing]);
    // Otherwise the input was refused for something else, and nothing was shown about the id.
    const isLookedAt = notThere.has(missing.code) || answersNothing.has(one.key) || refusedBefore.has(one.key);
    expect.soft([one.key, missing.body, isLookedAt]).toEqual([one.key, missing.body, true]);
  }
});

test('a list that is narrowed to an own id answers it, so that a refusal is one of reach', async () => {
  for (const one of named().filter(({ endpoint }) => endpoint.method === 'GET')) {
    const kind = kindFor(one);
    if (kind === undefined || elsewhere.has(one.key) || kind === PERSON || one.field === 'targetId') continue;
    expect.soft([one.key, (await name(one, own.ids[kind]!)).status]).toEqual([one.key, 200]);
  }
});
