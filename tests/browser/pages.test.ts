import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePerson } from '#engines/roster/testing';
import { beginUnionTerm, foundUnionBody, importApplications, importMembers } from '#lines/membership';
import { listApplications } from '../../src/lines/membership/applications/applications';
import { accountByCode, foundBook, partiesOf, postEntry } from '#engines/ledger';
import { sealAll } from '#engines/ledger/testing';
import { doWaitingJobs } from '#kernel/composition';
import { madeWorkbook } from '../../src/engines/roster/intake/test-sheets';
import { worldPlan } from '../world';
import { receiptPicture } from '../world/receipt';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { barriersOf, openTab, sitDown, type Shell, type Visitor } from './browser';
import { openBrowser } from './open-browser';

let house: TestHouse;
let browser: Browser;
const ids = {
  planId: '',
  reviewId: '',
  aboveId: '',
  commitmentId: '',
  eventId: '',
  memberId: '',
  bodyId: '',
  applicationId: '',
  cardCode: '',
  personId: '',
  twinId: '',
  cohortId: '',
  bookId: '',
  donationId: '',
  accountId: '',
  entryId: '',
  voucherId: '',
  claimId: '',
  runId: '',
};

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  ids.personId = house.people.worker;
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
  Object.assign(ids, await keepBook());
  Object.assign(ids, await keepDesk(ids.bookId));
  const card = { url: '/api/membership/own/card', headers: { cookie: await house.cookieOf('unit_officer') } };
  ids.cardCode = (await house.app.inject(card)).json<{ card: { token: string } }>().card.token;
  ids.eventId = (await ask('/api/events'))[0]!.id;
  ids.cohortId = (await ask('/api/roster/cohorts'))[0]!.id;
  const twin = { name: '员', bornOn: '1980-01-01', unitId: house.tree.areas[0].id };
  [ids.personId, ids.twinId] = await house.act(async (ctx) => {
    const made = [await makePerson(ctx, twin), await makePerson(ctx, twin)] as const;
    return [made[0].id, made[1].id] as const;
  });
  ids.runId = await beginIntake(cookie);
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

/** A voucher being written and a claim with the photo of its receipt. */
async function keepDesk(bookId: string) {
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
  return { voucherId, claimId: await send('worker', '/api/finance/own/claims', spent) };
}

/** A book with an entry of a person's, and one that still waits for its opening balances. */
async function keepBook() {
  const made = await house.act(async (ctx) => {
    const book = { unitId: house.tree.works.id, name: '测试盐场', openedOn: '2024-01-01' } as const;
    const { id: bookId } = await foundBook(ctx, { ...book, kind: 'dues' });
    const { id: donationId } = await foundBook(ctx, { ...book, kind: 'donation' });
    const [partyId] = (await partiesOf(ctx, 'person', [house.people.worker])).values();
    const lines = [
      { account: '113', debit: 22_80n, partyId: partyId! },
      { account: '401', credit: 22_80n },
    ];
    const entry = { bookId, on: '2024-06-10', words: '测试盐场', source: 'test.case:1', lines };
    const { id: entryId } = await postEntry(ctx, entry);
    const { id: accountId } = await accountByCode(ctx, bookId, '113');
    return { bookId, donationId, entryId, accountId };
  });
  await sealAll(house.seed().house.database);
  const headers = { cookie: await house.cookieOf('chair') };
  const url = `/api/ledger/books/${made.bookId}/statements`;
  const payload = { on: '2024-06-18', span: 'month' };
  const published = await house.app.inject({ method: 'POST', url, headers, payload });
  return { ...made, statementId: published.json<{ id: string }>().id };
}

/** An import with a bad row, checked: its page shows the preview, and the choice of columns on request. */
async function beginIntake(cookie: string): Promise<string> {
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

/** Every page of the product with somebody who uses it. */
const pages: [path: string, account: TestAccount | null, shell: Shell][] = [
  ['/sign-in', null, 'desktop'],
  ['/sign-in', null, 'phone'],
  ['/plan', 'chair', 'desktop'],
  ['/plan/{planId}', 'chair', 'desktop'],
  ['/plan/{planId}?show=all', 'auditor', 'desktop'],
  ['/plan/import', 'chair', 'desktop'],
  ['/plan/{reviewId}/review', 'chair', 'desktop'],
  ['/plan/{planId}/review', 'chair', 'desktop'],
  ['/plan/{aboveId}', 'chair', 'desktop'],
  ['/plan/{aboveId}/text', 'chair', 'desktop'],
  ['/plan/commitments/{commitmentId}', 'chair', 'desktop'],
  ['/plan/{planId}/timeline', 'chair', 'desktop'],
  ['/plan/{planId}/calendar', 'chair', 'desktop'],
  ['/plan/{planId}/report', 'chair', 'desktop'],
  ['/plan/{planId}/versions', 'chair', 'desktop'],
  ['/plan/{planId}/compare', 'chair', 'desktop'],
  ['/plan/directives', 'chair', 'desktop'],
  ['/plan/{planId}/next', 'chair', 'desktop'],
  ['/events', 'chair', 'desktop'],
  ['/events?show=month', 'unit_officer', 'desktop'],
  ['/events/{eventId}', 'chair', 'desktop'],
  ['/events/feeds', 'chair', 'desktop'],
  ['/events/{eventId}/sheet?of=came', 'chair', 'desktop'],
  ['/duties', 'chair', 'desktop'],
  ['/duties?act=new', 'unit_officer', 'desktop'],
  ['/membership', 'chair', 'desktop'],
  ['/membership?open={memberId}', 'chair', 'desktop'],
  ['/membership/register', 'auditor', 'desktop'],
  ['/membership/applications', 'unit_officer', 'desktop'],
  ['/membership/applications?open={applicationId}', 'chair', 'desktop'],
  ['/membership/applications?act=new', 'chair', 'desktop'],
  ['/membership/open', 'chair', 'desktop'],
  ['/membership/statistics', 'superior', 'desktop'],
  ['/membership/statistics?part=staff', 'chair', 'desktop'],
  ['/membership/cards', 'chair', 'desktop'],
  ['/c/{cardCode}', null, 'phone'],
  ['/finance', 'auditor', 'desktop'],
  ['/finance?act=new', 'treasurer', 'desktop'],
  ['/finance/books/{bookId}', 'treasurer', 'desktop'],
  ['/finance/books/{bookId}/entries', 'auditor', 'desktop'],
  ['/finance/books/{bookId}/trial-balance', 'auditor', 'desktop'],
  ['/finance/books/{bookId}/general-ledger', 'auditor', 'desktop'],
  ['/finance/books/{bookId}/periods', 'treasurer', 'desktop'],
  ['/finance/books/{donationId}/opening', 'treasurer', 'desktop'],
  ['/finance/accounts/{accountId}', 'cashier', 'desktop'],
  ['/finance/accounts/{accountId}/parties', 'auditor', 'desktop'],
  ['/finance/entries/{entryId}', 'treasurer', 'desktop'],
  ['/finance/vouchers', 'auditor', 'desktop'],
  ['/finance/vouchers/new?book={bookId}', 'treasurer', 'desktop'],
  ['/finance/vouchers/{voucherId}', 'treasurer', 'desktop'],
  ['/finance/vouchers/{voucherId}', 'chair', 'desktop'],
  ['/finance/claims?open={claimId}', 'treasurer', 'desktop'],
  ['/m/claims', 'worker', 'phone'],
  ['/m/claims/new', 'worker', 'phone'],
  ['/m/claims/{claimId}', 'worker', 'phone'],
  ['/finance/books/{bookId}/statements?line=102.second', 'auditor', 'desktop'],
  ['/finance/books/{bookId}/statements?form=result', 'chair', 'desktop'],
  ['/finance/statements/{statementId}', 'auditor', 'desktop'],
  ['/finance/books/{bookId}/year-end', 'treasurer', 'desktop'],
  ['/finance/books/{bookId}/exchange', 'treasurer', 'desktop'],
  ['/admin/units', 'administrator', 'desktop'],
  ['/admin/people', 'administrator', 'desktop'],
  ['/admin/people?open={personId}', 'chair', 'desktop'],
  ['/admin/people?act=new', 'chair', 'desktop'],
  ['/admin/privacy', 'chair', 'desktop'],
  ['/m/me/privacy', 'worker', 'phone'],
  ['/membership/bodies', 'chair', 'desktop'],
  ['/membership/bodies/{bodyId}', 'auditor', 'desktop'],
  ['/membership/bodies/{bodyId}?act=begin', 'chair', 'desktop'],
  ['/admin/people/doubles', 'chair', 'desktop'],
  ['/admin/people/doubles?show=different', 'chair', 'desktop'],
  ['/admin/people/doubles?show=merges', 'chair', 'desktop'],
  ['/admin/people/doubles/compare?stays={personId}&goes={twinId}', 'chair', 'desktop'],
  ['/admin/people/import', 'administrator', 'desktop'],
  ['/admin/people/import/{runId}', 'chair', 'desktop'],
  ['/admin/people/import/{runId}?step=columns', 'chair', 'desktop'],
  ['/admin/cohorts', 'auditor', 'desktop'],
  ['/admin/cohorts/{cohortId}', 'chair', 'desktop'],
  ['/admin/cohorts/{cohortId}?show=compare&from=2024-01-01', 'chair', 'desktop'],
  ['/admin/cohorts/new/edit?copy={cohortId}', 'chair', 'desktop'],
  ['/admin/users', 'administrator', 'desktop'],
  ['/relief/coverages', 'chair', 'desktop'],
  ['/relief/coverages?tab=not_covered', 'unit_officer', 'desktop'],
  ['/m/coverages', 'worker', 'phone'],
  ['/admin/rights', 'chair', 'desktop'],
  ['/admin/rights?by=account', 'auditor', 'desktop'],
  ['/admin/parameters', 'auditor', 'desktop'],
  ['/admin/parameters?open=plan.windowRules', 'chair', 'desktop'],
  ['/admin/parameters?open=plan.windowRules&act=set', 'chair', 'desktop'],
  ['/admin/codes', 'unit_officer', 'desktop'],
  ['/admin/sign-ins', 'auditor', 'desktop'],
  ['/admin/audit', 'auditor', 'desktop'],
  ['/sign-in?first=T1', null, 'phone'],
  ['/screen/plan/{planId}', 'chair', 'desktop'],
  ['/screen/plan/{planId}', 'superior', 'desktop'],
  ['/account', 'chair', 'desktop'],
  ['/notifications', 'unit_officer', 'desktop'],
  ['/nowhere', 'chair', 'desktop'],
  ['/screen/nowhere', 'chair', 'desktop'],
  ['/m/', 'unit_officer', 'phone'],
  ['/m/', 'worker', 'phone'],
  ['/m/me', 'worker', 'phone'],
  ['/m/me/delegations', 'unit_officer', 'phone'],
  ['/m/me/notifications', 'worker', 'phone'],
  ['/m/me/readers', 'worker', 'phone'],
  ['/m/duties', 'unit_officer', 'phone'],
  ['/m/duties/{commitmentId}', 'unit_officer', 'phone'],
  ['/m/plan', 'unit_officer', 'phone'],
  ['/m/plan', 'worker', 'phone'],
  ['/m/queue', 'unit_officer', 'phone'],
  ['/m/membership', 'worker', 'phone'],
  ['/m/membership/card', 'worker', 'phone'],
  ['/m/membership/card', 'unit_officer', 'phone'],
  ['/m/membership/desk', 'unit_officer', 'phone'],
  ['/m/membership/desk/{applicationId}', 'unit_officer', 'phone'],
  ['/m/activities', 'worker', 'phone'],
  ['/m/activities/{eventId}', 'worker', 'phone'],
  ['/m/activities/{eventId}/roll', 'chair', 'phone'],
  ['/m/activities/new', 'unit_officer', 'phone'],
  ['/m/activities/calendar', 'worker', 'phone'],
];

/** Chinese words on an English page, outside of what says itself to be Chinese. */
const hanRuns = () =>
  [...document.querySelectorAll('button, a, h1, h2, h3, th, label, nav, [role=tab], p, legend')]
    .filter((element) => element.closest('[lang^="zh"]') === null && element.children.length === 0)
    .flatMap((element) => (element.textContent ?? '').match(/[\p{Script=Han}、，。“”]+/gu) ?? []);

/** What the records themselves say stays Chinese: names of people and units, titles and sentences of the plan. */
const isRecord = (words: string): boolean =>
  words === '中文' ||
  words === '员' ||
  words === '测试盐场' ||
  words === '应收会费' ||
  words === '一工区' ||
  words === '二工区' ||
  worldPlan().includes(words);

type Language = 'zh-CN' | 'en';

async function open(page: Page, path: string): Promise<void> {
  const url = path.replace(/\{(\w+)\}/g, (_whole, name: keyof typeof ids) => ids[name]);
  await page.goto(url, { waitUntil: 'load' });
  await untilThere(page);
}

/** A page that listens to live news never falls silent: it is there when its title is, and nothing is on its way. */
async function untilThere(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && document.querySelector('[aria-busy=true], .skeleton') === null,
  );
}

async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((chosen) => localStorage.setItem('gonghui.language', chosen), language);
}

/** One heading, every word there and in the reader's language, nothing that scrolls sideways. */
async function expectSound(page: Page, language: Language): Promise<void> {
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  expect(await page.locator('h1').count(), 'headings of the page').toBe(1);
  const shown = await page.locator('body').innerText();
  expect(shown.match(/\b(?:pages|states|errors|screen)\.[a-z]\w*\.?\w*/g), 'a key without its words').toBeNull();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, 'the page scrolls sideways').toBeLessThanOrEqual(0);
  if (language === 'en') expect((await page.evaluate(hanRuns)).filter((words) => !isRecord(words))).toEqual([]);
}

describe('pages', () => {
  /** Who came once stays before the screen, in one tab: the program is in the browser's cache, as on every day but the first. */
  const seats = new Map<string, Visitor>();
  const tabOf = async (account: TestAccount | null, shell: Shell): Promise<Visitor> => {
    const key = `${account} ${shell}`;
    let seat = seats.get(key);
    if (seat === undefined) {
      const context = await sitDown(browser, house, { account, shell, language: 'zh-CN' });
      seat = { context, ...(await openTab(context)) };
      seats.set(key, seat);
    }
    seat.faults.length = 0;
    return seat;
  };
  afterAll(async () => {
    for (const { context } of seats.values()) await context.close();
  });

  test.each(pages)('%s for %s on the %s', async (path, account, shell) => {
    const { page, faults } = await tabOf(account, shell);
    await open(page, path);
    // What axe looks at is the same in both languages.
    expect(await barriersOf(page)).toEqual([]);
    await expectSound(page, 'zh-CN');
    await speak(page, 'en');
    try {
      await page.reload({ waitUntil: 'load' });
      await untilThere(page);
      await expectSound(page, 'en');
    } finally {
      await speak(page, 'zh-CN');
    }
    expect(faults).toEqual([]);
  });

  test.each(['zh-CN', 'en'] as const)('the history of a review, in its drawer, in %s', async (language) => {
    const { page, faults } = await tabOf('chair', 'desktop');
    await open(page, '/plan');
    await speak(page, language);
    await open(page, '/plan/{reviewId}/review');
    await page.locator('.plan-head-acts [aria-haspopup=dialog]').click();
    await page.getByRole('button', { name: { 'zh-CN': '核对经过', en: 'History of the review' }[language] }).click();
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
    expect(faults).toEqual([]);
    expect(await barriersOf(page)).toEqual([]);
    await expectSound(page, language);
  });
});
