import { expect } from 'vitest';
import { firstPlace } from '../http/ground/places';
import { makeAuditThings } from '../http/ground/audit-things';
import { makeContestThings, makePanel } from '../http/ground/contest-things';
import { makeSavingsThings } from '../http/ground/savings-things';
import { raiseObjection } from '#kernel';
import { makeAnnounced, makeScheme } from '#engines/honours/testing';
import { makePerson } from '#engines/roster/testing';
import { saveWageBills } from '#lines/finance';
import { beginUnionTerm, foundUnionBody, importApplications, importMembers } from '#lines/membership';
import { addGift, openCampaign } from '#lines/relief';
import { listApplications } from '../../src/lines/membership/applications/applications';
import { accountByCode, foundBook, partiesOf, postEntry, proposeTransfer } from '#engines/ledger';
import { makeBudget, sealAll } from '#engines/ledger/testing';
import { doWaitingJobs } from '#kernel/composition';
import { madeWorkbook } from '../../src/engines/roster/intake/test-sheets';
import { worldPlan } from '../world';
import { receiptPicture } from '../world/receipt';
import type { TestAccount, TestHouse } from '../test-house';

/** The things that the pages show, by the names that their addresses give them. */
export async function makePageGround(house: TestHouse): Promise<Readonly<Record<string, string>>> {
  const ids: Record<string, string> = {};
  const cookie = await house.cookieOf('chair');
  const send = async (url: string, payload: string | object) => {
    const isText = typeof payload === 'string';
    const headers = { cookie, 'content-type': isText ? 'application/octet-stream' : 'application/json' };
    const body = isText ? payload : JSON.stringify(payload);
    const answer = await house.app.inject({ method: 'POST', url, headers, payload: body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<Record<string, string>>();
  };
  const ask = async (url: string) =>
    (await house.app.inject({ url, headers: { cookie } })).json<{
      rows: { id: string; kind: string; revision: number }[];
    }>().rows;
  const above = new URLSearchParams({ name: 'a.txt', title: '', issuer: '上级工会', fromYear: '2021', toYear: '2025' });
  ids.aboveId = (await send(`/api/plans/references?${above.toString()}`, PLAN_ABOVE)).planId!;
  ids.planId = (await send('/api/plans/texts', { name: 'plan', text: worldPlan() })).planId!;
  await send(`/api/plans/${ids.planId}/confirm`, { revision: 1, acceptRest: true });
  ids.reviewId = (await send('/api/plans/texts', { name: 'draft', text: `${worldPlan()}\n（征求意见稿）` })).planId!;
  const [proposed] = await ask(`/api/plans/${ids.reviewId}/review`);
  const { id, revision } = proposed!;
  await send(`/api/plans/${ids.reviewId}/review/steps`, { kind: 'drop', row: { id, revision }, reason: '重复' });
  ids.commitmentId = (await ask(`/api/plans/${ids.planId}/board`)).find((row) => row.kind === 'event')!.id;
  ids.memberId = house.people.unit_officer;
  ids.applicationId = await house.act(async (ctx) => {
    await importMembers(ctx, [{ personId: house.people.unit_officer, joinedOn: '2022-03-01' }]);
    const person = await makePerson(ctx, { name: 'applicant员', unitId: house.tree.areas[0].id });
    const application = { personId: person.id, state: 'submitted', submittedOn: '2024-06-14' } as const;
    await importApplications(ctx, [{ ...application, words: '' }]);
    const { rows } = await listApplications(ctx, { limit: 1 });
    return rows[0]!.id;
  });
  ids.bodyId = await house.act(async (ctx) => {
    const founded = { kind: 'kitchen_committee', name: '测试盐场', foundedOn: '2024-01-01' } as const;
    const { id } = await foundUnionBody(ctx, { ...founded, unitId: house.tree.areas[0].id });
    const candidates = [{ personId: house.people.unit_officer, seat: 'chair', isNoRelative: false } as const];
    const term = { number: 1, startsOn: '2024-01-01', years: 1, seats: 3, basis: '计划', candidates };
    await beginUnionTerm(ctx, { params: { id }, query: {}, body: term });
    return id;
  });
  const contests = await makeContestThings(house, cookie, firstPlace(house));
  const places = `/api/contest-rankings/${contests['/api/contest-rankings/:id']!}`;
  const { contestId } = (await house.app.inject({ url: places, headers: { cookie } })).json<{ contestId: string }>();
  const panelId = await makePanel(
    house,
    cookie,
    { ...firstPlace(house), unit: house.tree.works },
    house.people.unit_officer,
  );
  Object.assign(ids, { contestId, panelId }, await keepBook(house));
  Object.assign(ids, await keepDesk(house, ids.bookId!));
  Object.assign(ids, await keepThings(house, ids.fundsId!));
  Object.assign(ids, await keepStore(house, ids.fundsId!));
  const place = { ...firstPlace(house), unit: house.tree.works };
  const audits = await makeAuditThings(house, await house.cookieOf('treasurer'), ids.fundsId!, place);
  ids.auditId = audits['/api/finance/audits/:id']!;
  ids.findingId = audits['/api/finance/audit-findings/:id']!;
  ids.reportId = audits['/api/finance/audit-reports/:id']!;
  const savings = await makeSavingsThings(house, firstPlace(house));
  ids.accountOfSaverId = savings['/api/savings/accounts/:id']!;
  ids.loanId = savings['/api/savings/loans/:id']!;
  ids.listId = savings['/api/savings/lists/:id']!;
  ids.campaignId = await openDrive(house);
  Object.assign(ids, await announceHonours(house));
  const card = { url: '/api/membership/own/card', headers: { cookie: await house.cookieOf('unit_officer') } };
  ids.cardCode = (await house.app.inject(card)).json<{ card: { token: string } }>().card.token;
  ids.eventId = (await ask('/api/events'))[0]!.id;
  ids.cohortId = (await ask('/api/roster/cohorts'))[0]!.id;
  const twin = { name: '员', bornOn: '1980-01-01', unitId: house.tree.areas[0].id };
  [ids.personId, ids.twinId] = await house.act(async (ctx) => {
    const made = [await makePerson(ctx, twin), await makePerson(ctx, twin)] as const;
    return [made[0].id, made[1].id] as const;
  });
  ids.runId = await beginIntake(house, cookie);
  return ids;
}

/** A commendation of the first work area whose notice stands open, with an objection. */
async function announceHonours(house: TestHouse) {
  const unitId = house.tree.areas[0].id;
  return house.act(async (ctx) => {
    const definition = { most: 2, conditions: '测试盐场', quota: { way: 'fixed' as const, each: 2 } };
    const parts = [{ key: 'work', title: '测试盐场', isRequired: false }];
    const scheme = await makeScheme(ctx, { unitId, name: '测试盐场', definition: { ...definition, parts } });
    const personId = (await makePerson(ctx, { unitId })).id;
    const made = await makeAnnounced(ctx, {
      round: { schemeId: scheme.id, name: '测试盐场' },
      nominees: [{ personId, parts: { work: '测试盐场测试盐场测试盐场' } }],
    });
    const noticeId = made.round.notices[0]!.id;
    const words = { rowKey: null, words: '测试盐场测试', isAnonymous: true };
    await raiseObjection(ctx, noticeId, words);
    return { roundId: made.round.id, noticeId };
  });
}

/** A donation campaign with a gift of somebody who agreed to be named. */
async function openDrive(house: TestHouse): Promise<string> {
  const unitId = house.tree.areas[0].id;
  return house.act(async (ctx) => {
    const opened = { unitId, title: '一工区', cause: '一工区', closesOn: '2024-07-01', remainder: 'next' } as const;
    const { id } = await openCampaign(ctx, opened);
    const personId = house.people.unit_officer;
    await addGift(ctx, id, { giver: 'person', personId, isNamed: true, amount: 50_00n, on: '2024-06-18', way: 'cash' });
    return id;
  });
}

/** A voucher being written and a claim with the photo of its receipt. */
async function keepDesk(house: TestHouse, bookId: string) {
  const send = async (account: TestAccount, url: string, payload: Buffer | object) => {
    const isBytes = Buffer.isBuffer(payload);
    const cookie = await house.cookieOf(account);
    const headers = { cookie, 'content-type': isBytes ? 'application/octet-stream' : 'application/json' };
    const body = isBytes ? payload : JSON.stringify(payload);
    const answer = await house.app.inject({ method: 'POST', url, headers, payload: body });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ id: string }>().id;
  };
  const lines = [
    { account: '102', side: 'debit', amount: '10000' },
    { account: '401', side: 'credit', amount: '10000' },
  ];
  const entered = { bookId, on: '2024-06-10', words: '测试盐场', lines };
  const voucherId = await send('treasurer', '/api/finance/vouchers', entered);
  const photo = await send('worker', '/api/finance/own/claim-photos?name=a.png', receiptPicture(1));
  const spent = { kind: 'wedding', words: '测试盐场', amount: '60000', spentOn: '2024-06-10', fileIds: [photo] };
  const entryId = await house.act(async (ctx) => {
    const taken = { bookId, on: '2024-06-10', words: '测试盐场', source: 'test.case:2' } as const;
    const money = [
      { account: '101', debit: 100_00n },
      { account: '401', credit: 100_00n },
    ];
    return (await postEntry(ctx, { ...taken, lines: money })).id;
  });
  const receipt = { entryId, payer: '测试盐场', words: '测试盐场', amount: '5000' };
  const receiptId = await send('cashier', '/api/finance/receipts', receipt);
  const told = { bankName: '测试盐场', number: '62220001', startsOn: '2024-05-01', opening: '0' };
  const bankAccountId = await send('treasurer', '/api/finance/bank-accounts', { bookId, account: '102', ...told });
  const text = '交易日期,金额,余额,摘要\n2024-05-06,7.00,7.00,测试盐场\n五月,1.00,8.00,测试盐场';
  const url = `/api/finance/bank-accounts/${bankAccountId}/statements?name=a.csv`;
  const taken = await send('treasurer', url, Buffer.from(text));
  await send('treasurer', `/api/finance/bank-statements/${taken}/apply`, { version: 2, acceptsBreaks: true });
  const statementOfBankId = await send('treasurer', url, Buffer.from(text));
  const claimId = await send('worker', '/api/finance/own/claims', spent);
  return { voucherId, takingId: entryId, receiptId, claimId, bankAccountId, statementOfBankId };
}

/** Goods that were bought, handed out on a list, and counted. */
async function keepStore(house: TestHouse, bookId: string) {
  const send = async (account: TestAccount, url: string, payload: object) => {
    const headers = { cookie: await house.cookieOf(account) };
    const answer = await house.app.inject({ method: 'POST', url, headers, payload });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ id: string }>().id;
  };
  const towels = { name: '测试盐场', kind: 'festival', measure: '条', isDivisible: false };
  const goodsId = await send('treasurer', '/api/finance/goods', { bookId, unitId: house.tree.works.id, ...towels });
  const at = `/api/finance/goods/${goodsId}`;
  const bought = { quantity: '9', value: '900', on: '2024-06-10', buyerId: house.people.worker, words: '测试盐场' };
  await send('chair', `${at}/purchases`, bought);
  const to = [{ personId: house.people.worker, quantity: '2' }];
  const goodsIssueId = await send('chair', `${at}/issues`, { on: '2024-06-12', words: '测试盐场', to });
  await send('chair', `${at}/counts`, { counted: '6', reason: '测试盐场' });
  return { goodsId, goodsIssueId };
}

/** A thing with a month of depreciation, proposed to be scrapped, and somebody who takes stock of it. */
async function keepThings(house: TestHouse, bookId: string) {
  const headers = { cookie: await house.cookieOf('treasurer') };
  const send = async (url: string, payload: object) => {
    const answer = await house.app.inject({ method: 'POST', url, headers, payload });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ id: string }>().id;
  };
  const unitId = house.tree.works.id;
  const keeperId = house.people.worker;
  const bought = { bookId, unitId, keeperId, class: 'electrical', boughtOn: '2024-04-10', cost: '60000' };
  const assetId = await send('/api/finance/assets', { ...bought, name: '测试盐场', specification: '测试盐场' });
  await send(`/api/finance/books/${bookId}/asset-runs`, { month: '2024-05', amount: '2000' });
  await send(`/api/finance/assets/${assetId}/scrappings`, { version: 1, reason: '测试盐场' });
  return { assetId, countId: await send('/api/finance/asset-counts', { bookId, unitId }) };
}

/** A book with an entry of a person's, and one that still waits for its opening balances. */
async function keepBook(house: TestHouse) {
  const made = await house.act(async (ctx) => {
    const book = { unitId: house.tree.works.id, name: '测试盐场', openedOn: '2024-01-01' } as const;
    const { id: bookId } = await foundBook(ctx, { ...book, kind: 'dues' });
    const { id: donationId } = await foundBook(ctx, { ...book, kind: 'donation' });
    const { id: fundsId } = await foundBook(ctx, { ...book, kind: 'union_funds' });
    const paidOver = [
      { account: '102', debit: 100_00n },
      { account: '402', credit: 60_00n },
      { account: '211', credit: 40_00n },
    ];
    const share = { bookId: fundsId, on: '2024-06-10', words: '测试盐场', source: 'test.case:3' } as const;
    await postEntry(ctx, { ...share, lines: paidOver });
    const wages = { rows: [{ month: '2024-05', amount: 10_000_00n }], words: '测试盐场' };
    await saveWageBills(ctx, { params: { id: fundsId }, query: {}, body: wages });
    const [partyId] = (await partiesOf(ctx, 'person', [house.people.worker])).values();
    const lines = [
      { account: '113', debit: 22_80n, partyId: partyId! },
      { account: '401', credit: 22_80n },
    ];
    const entry = { bookId, on: '2024-06-10', words: '测试盐场', source: 'test.case:1', lines };
    const { id: entryId } = await postEntry(ctx, entry);
    const { id: accountId } = await accountByCode(ctx, bookId, '113');
    const { id: budgetId, lineIds } = await makeBudget(ctx, bookId, [
      { name: '测试盐场', target: { kind: 'range', floor: 100n, ceiling: 200n } },
      { target: { kind: 'band', about: 100n, tolerance: 10 } },
    ]);
    const half = (one: string) => ({ bookId: one, account: '102', purpose: null });
    const { id: transferId } = await proposeTransfer(ctx, {
      from: { ...half(bookId), budgetLineId: null },
      to: half(donationId),
      ...{ amount: 100n, on: '2024-06-10', words: '测试盐场' },
    });
    return { bookId, donationId, fundsId, entryId, accountId, budgetId, budgetLineId: lineIds[0]!, transferId };
  });
  await sealAll(house.seed().house.database);
  const headers = { cookie: await house.cookieOf('chair') };
  const url = `/api/ledger/books/${made.bookId}/statements`;
  const payload = { on: '2024-06-18', span: 'month' };
  const published = await house.app.inject({ method: 'POST', url, headers, payload });
  return { ...made, statementId: published.json<{ id: string }>().id };
}

/** An import with a bad row, checked: its page shows the preview, and the choice of columns on request. */
async function beginIntake(house: TestHouse, cookie: string): Promise<string> {
  const rows = [
    ['工号', '姓名'],
    ['P1', '长'.repeat(300)],
  ];
  const headers = { cookie, 'content-type': 'application/octet-stream' };
  const payload = Buffer.from(madeWorkbook({ name: 'a', rows }));
  const url = '/api/roster/intake/runs';
  const begun = await house.app.inject({ method: 'POST', url: `${url}?name=a.xlsx`, headers, payload });
  const { run, mapping } = begun.json<{ run: { id: string }; mapping: object }>();
  const check = { mapping, options: {}, revision: 1 };
  await house.app.inject({ method: 'POST', url: `${url}/${run.id}/check`, headers: { cookie }, payload: check });
  await doWaitingJobs(house.jobHouse);
  return run.id;
}

const PLAN_ABOVE = '上级工会规划\n一、广泛开展群众性文体活动。\n二、建立健全帮扶救助的长效机制。\n';
