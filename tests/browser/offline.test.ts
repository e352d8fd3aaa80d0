import { mkdtempSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { programFolder } from '#kernel';
import { PASSWORD, openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { worldPlan } from '../world';
import { openHttpsFront, type HttpsFront } from './https-front';
import { openBrowser, openLastingBrowser } from './open-browser';
import { faultsOf, phoneOf, phoneOptions, shelvesOf, signInOn, untilKept } from './phone-visit';

let house: TestHouse;
let housePort = 0;
let front: HttpsFront;
let browser: Browser;
let commitmentId = '';
let otherCommitmentId = '';

interface TaskRow {
  id: string;
  revision: number;
  doneOn: string | null;
  doneNote: string;
}
interface CommitmentPage {
  tasks: TaskRow[];
  evidence: { text: string; files: { name: string }[] }[];
}

async function asked<Answer>(account: TestAccount, method: 'GET' | 'POST' | 'PUT', url: string, payload?: unknown) {
  const answer = await house.app.inject({
    method,
    url,
    headers: { cookie: await house.cookieOf(account), 'content-type': 'application/json' },
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Answer>();
}

const pageOf = (id: string) => asked<CommitmentPage>('chair', 'GET', `/api/commitments/${id}`);

async function addTask(commitment: string, title: string): Promise<TaskRow> {
  const body = { title, unitId: house.tree.areas[0].id, personId: null, dueOn: '2024-06-20' };
  return asked<TaskRow>('chair', 'POST', `/api/commitments/${commitment}/tasks`, body);
}

const trusted = () => [`--ignore-certificate-errors-spki-list=${front.certificate.fingerprint}`];

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  housePort = (house.app.server.address() as AddressInfo).port;
  front = await openHttpsFront(housePort);
  browser = await openBrowser(trusted());
  const { planId } = await asked<{ planId: string }>('chair', 'POST', '/api/plans/texts', {
    name: 'plan',
    text: worldPlan(),
  });
  await asked('chair', 'POST', `/api/plans/${planId}/confirm`, { revision: 1, acceptRest: true });
  const board = await asked<{ rows: { id: string }[] }>('chair', 'GET', `/api/plans/${planId}/board`);
  [commitmentId, otherCommitmentId] = [board.rows[0]!.id, board.rows[1]!.id];
});
afterAll(async () => {
  await browser?.close();
  await front?.close();
  await house?.close();
});
beforeEach(() => {
  front.writes.length = 0;
});

/** A phone that was opened once with network and has read the page of a duty. */
async function readyPhone(account: TestAccount, path: string) {
  const context = await phoneOf(browser, house, account, front.url);
  const page = await context.newPage();
  const faults = faultsOf(page);
  await page.goto('/m/');
  await page.locator('h1').waitFor();
  await untilKept(page);
  await page.goto(path);
  await page.locator('main .card').first().waitFor();
  return { context, page, faults };
}

const photo = {
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: readFileSync(join(programFolder(), 'src/app/web/public/icon-192.png')),
};

async function fileEvidence(page: Page, words: string, withPhoto: boolean): Promise<void> {
  const form = page.locator('.plan-evidence-form').first();
  if (withPhoto) {
    await form.locator('input[type=file][multiple]').setInputFiles(photo);
    await form.locator('.of-thumb img').waitFor();
  }
  await form.locator('textarea').fill(words);
  await form.getByRole('button', { name: '提交' }).click();
}

const pill = (page: Page) => page.locator('.pbar .q');
const written = () => front.writes.filter((write) => write.key !== undefined);

test('the phone’s pages open without network after one visit, say how old they are, and keep their policy', async () => {
  await addTask(commitmentId, '布置展板');
  const { context, page } = await readyPhone('unit_officer', '/m/duties');
  await page.close();
  await context.setOffline(true);
  const again = await context.newPage();
  const faults = faultsOf(again);
  await again.goto('/m/duties');
  await again.getByText('布置展板').first().waitFor();
  const strip = again.locator('.of-strip.warn');
  await strip.waitFor();
  expect(await strip.innerText()).toMatch(/没有网络。这里是 .*\d+月\d+日 \d\d:\d\d 的数据/);
  await again.goto('/m/');
  await again.getByText('布置展板').first().waitFor();
  await again.goto('/m/queue');
  await again.getByText('没有要发送的').waitFor();
  expect(faults).toEqual([]);
  const policy = await again.evaluate(async () => {
    const name = (await caches.keys()).find((one) => one.startsWith('gonghui-phone-'))!;
    const kept = await (await caches.open(name)).match('/m/');
    const header = kept?.headers.get('content-security-policy') ?? '';
    return { isStrict: header.includes("default-src 'none'"), isInline: header.includes('unsafe-inline') };
  });
  expect(policy).toEqual({ isStrict: true, isInline: false });
  await context.close();
});

test('what is filed without network waits in order, survives a closed page and goes once although an answer is lost', async () => {
  const task = await addTask(commitmentId, '交材料试验');
  const { context, page } = await readyPhone('unit_officer', `/m/duties/${commitmentId}?task=${task.id}`);
  await context.setOffline(true);
  await fileEvidence(page, '先交的一份', true);
  await pill(page).getByText('待发送 1').waitFor();
  await fileEvidence(page, '后交的一份', false);
  await pill(page).getByText('待发送 2').waitFor();
  const finish = page.locator('section', { hasText: '交材料试验' }).getByRole('button', { name: '办结' }).first();
  await finish.click();
  await page.locator('section textarea').first().fill('已办好');
  await page.getByRole('button', { name: '办结' }).first().click();
  await pill(page).getByText('待发送 3').waitFor();
  await page.close();

  const again = await context.newPage();
  await again.goto(`/m/duties/${commitmentId}?task=${task.id}`);
  await pill(again).getByText('待发送 3').waitFor();
  await again.goto('/m/queue');
  const waiting = again.locator('.of-entry');
  await waiting.nth(2).waitFor();
  expect(await waiting.locator('dd').allInnerTexts()).toEqual(
    expect.arrayContaining(['先交的一份', '后交的一份', '已办好']),
  );
  expect(written()).toEqual([]);

  front.loseNextAnswer(/\/evidence$/);
  await context.setOffline(false);
  await again.getByText('没有要发送的').waitFor();
  await expect.poll(() => written().filter((write) => write.path.endsWith('/done')).length).toBe(1);

  const { evidence, tasks } = await pageOf(commitmentId);
  const texts = evidence.map((one) => one.text);
  expect(texts.filter((text) => text === '先交的一份')).toHaveLength(1);
  expect(texts.filter((text) => text === '后交的一份')).toHaveLength(1);
  expect(evidence.find((one) => one.text === '先交的一份')!.files).toHaveLength(1);
  expect(tasks.find((one) => one.id === task.id)!.doneNote).toBe('已办好');
  const acts = written().filter((write) => !write.path.includes('/files'));
  // The lost answer was asked for again, under the same key.
  expect(acts.map((act) => act.path.split('/').at(-1))).toEqual(['evidence', 'evidence', 'evidence', 'done']);
  expect(acts[0]!.key).toBe(acts[1]!.key);
  expect(new Set(acts.map((act) => act.key)).size).toBe(3);
  await context.close();
});

test('a conflict is shown with both versions, holds up only what needs it, and is settled by the person', async () => {
  const task = await addTask(commitmentId, '冲突试验');
  const { context, page } = await readyPhone('unit_officer', `/m/duties/${commitmentId}?task=${task.id}`);
  await page.goto(`/m/duties/${otherCommitmentId}`);
  await page.locator('.plan-evidence-form').waitFor();
  await page.goto(`/m/duties/${commitmentId}?task=${task.id}`);
  await page.locator('.plan-evidence-form').waitFor();
  await context.setOffline(true);
  await page.locator('section', { hasText: '冲突试验' }).getByRole('button', { name: '办结' }).first().click();
  await page.locator('section textarea').first().fill('我写的办理情况');
  await page.getByRole('button', { name: '办结' }).first().click();
  await pill(page).getByText('待发送 1').waitFor();
  await page.goto(`/m/duties/${otherCommitmentId}`);
  await fileEvidence(page, '不受影响的一份', false);
  await pill(page).getByText('待发送 2').waitFor();
  await asked('chair', 'PUT', `/api/tasks/${task.id}`, {
    title: '冲突试验，已改期',
    unitId: house.tree.areas[0].id,
    personId: null,
    dueOn: '2024-06-25',
    revision: task.revision,
  });

  await context.setOffline(false);
  await pill(page).getByText('待发送 1').waitFor();
  expect((await pageOf(otherCommitmentId)).evidence.map((one) => one.text)).toContain('不受影响的一份');
  await page.goto(`/m/duties/${commitmentId}?task=${task.id}`);
  const entry = page.locator('.of-entry.refused');
  await entry.getByText('系统里现在的').waitFor();
  const said = await entry.innerText();
  expect(said).toContain('我写的办理情况');
  expect(said).toContain('冲突试验，已改期');
  expect(said).toContain('2024年6月25日');
  expect((await pageOf(commitmentId)).tasks.find((one) => one.id === task.id)!.doneOn).toBeNull();

  await entry.getByRole('button', { name: '看过了' }).click();
  const doneNote = async () => (await pageOf(commitmentId)).tasks.find((one) => one.id === task.id)!.doneNote;
  await expect.poll(doneNote, { timeout: 30_000 }).toBe('我写的办理情况');
  await context.close();
});

test('when the session has ended the queue asks to sign in, and goes on afterwards', async () => {
  const { context, page } = await readyPhone('unit_officer', `/m/duties/${commitmentId}`);
  await context.setOffline(true);
  await fileEvidence(page, '登录过期前写的', false);
  await pill(page).getByText('待发送 1').waitFor();
  await context.clearCookies();
  await context.setOffline(false);
  await page.waitForURL(`**/sign-in?next=${encodeURIComponent(`/m/duties/${commitmentId}`)}`);
  await page.getByLabel('用户名或工号').fill('unit_officer');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL(`**/m/duties/${commitmentId}`);
  await page.goto('/m/queue');
  await page.getByText('没有要发送的').waitFor();
  expect((await pageOf(commitmentId)).evidence.filter((one) => one.text === '登录过期前写的')).toHaveLength(1);
  await context.close();
});

test('another account on the same phone neither sees nor sends what waits for its owner', async () => {
  const { context, page } = await readyPhone('unit_officer', `/m/duties/${commitmentId}`);
  await context.setOffline(true);
  await fileEvidence(page, '只属于写的人', false);
  await pill(page).getByText('待发送 1').waitFor();
  await page.close();
  await context.setOffline(false);
  await context.clearCookies();
  await signInOn(context, house, 'worker', front.url);
  const other = await context.newPage();
  await other.goto('/m/queue');
  await other.getByText('没有要发送的').waitFor();
  expect(written()).toEqual([]);
  expect(await shelvesOf(other)).toMatchObject({ queue: 1 });
  const read = await other.evaluate(() => fetch('/api/duties/mine').then((answer) => answer.status));
  expect(read).toBe(404);
  await other.goto('/m/activities');
  await other.locator('h1').waitFor();
  await context.setOffline(true);
  await other.goto('/m/duties');
  await other.locator('h1').waitFor();
  expect(await other.locator('body').innerText()).not.toContain('布置展板');
  await context.close();
});

test('signing out asks about what was not sent and leaves nothing personal in the phone', async () => {
  const { context, page } = await readyPhone('other_officer', `/m/plan/${commitmentId}`);
  expect((await shelvesOf(page)).answers).toBeGreaterThan(2);
  await context.setOffline(true);
  await fileEvidence(page, '不要了的一份', false);
  await pill(page).getByText('待发送 1').waitFor();
  await page.goto('/m/me');
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByText('还有 1 份没发出去').waitFor();
  await page.getByRole('button', { name: '删掉并退出' }).click();
  await page.getByText('已退出登录').waitFor();
  expect(await shelvesOf(page)).toEqual({ queue: 0, photos: 0, answers: 0 });
  const left = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')));
  expect(left).toEqual([]);
  await context.setOffline(false);
  await page.getByRole('button', { name: '去登录' }).click();
  await page.waitForURL('**/sign-in');
  expect(await page.evaluate(() => fetch('/api/session').then((answer) => answer.status))).toBe(401);
  expect(written()).toEqual([]);
  await context.close();
});

test('a killed browser loses nothing of what waits', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gonghui-phone-'));
  const context = await openLastingBrowser(folder, trusted(), phoneOptions(front.url));
  await signInOn(context, house, 'unit_officer', front.url);
  const page = await context.newPage();
  await page.goto(`/m/duties/${commitmentId}`);
  await page.locator('.plan-evidence-form').waitFor();
  await untilKept(page);
  await context.setOffline(true);
  await fileEvidence(page, '断电前写的', true);
  await pill(page).getByText('待发送 1').waitFor();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Browser.crash' as 'Browser.close').catch(() => undefined);
  await context.close().catch(() => undefined);

  const again = await openLastingBrowser(folder, trusted(), phoneOptions(front.url));
  await signInOn(again, house, 'unit_officer', front.url);
  const opened = await again.newPage();
  await opened.goto('/m/queue');
  await opened.getByText('没有要发送的').waitFor();
  const filed = (await pageOf(commitmentId)).evidence.filter((one) => one.text === '断电前写的');
  expect(filed.map((one) => one.files.length)).toEqual([1]);
  await again.close();
});

test('who came, a small event and a check-in go through the same queue', async () => {
  const started = await asked<{ id: string; version: number }>('unit_officer', 'POST', '/api/events/quick', {
    title: '读书会',
    unitId: house.tree.areas[0].id,
    day: '2024-06-18',
    headCount: 3,
  });
  const open = await asked<{ rows: { id: string; title: string; abilities: Record<string, boolean> }[] }>(
    'unit_officer',
    'GET',
    '/api/events?from=2024-01-01&to=2024-12-31&limit=100',
  );
  expect(open.rows.map((row) => row.id)).toContain(started.id);
  const { context, page } = await readyPhone('unit_officer', `/m/activities/${started.id}/roll`);
  await page.getByText('unit_officer员').first().waitFor();
  await page.goto('/m/activities/new');
  await page.locator('.of-photos').waitFor();
  await context.setOffline(true);
  await page.getByLabel('办了什么').fill('班组拔河赛');
  await page.locator('input[type=file][multiple]').setInputFiles(photo);
  await page.locator('.of-thumb img').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await pill(page).getByText('待发送 1').waitFor();
  await page.goto(`/m/activities/${started.id}/roll`);
  await page.getByText('worker员').first().click();
  await page.getByRole('button', { name: '登记 1 人' }).click();
  await pill(page).getByText('待发送 2').waitFor();
  await page.goto(`/m/check-in/${started.id}?code=000000`);
  await page.getByText('没有网络，签到已存在手机里').waitFor();
  await pill(page).getByText('待发送 3').waitFor();
  await page.reload();
  await page.getByText('没有网络，签到已存在手机里').waitFor();
  await page.goto('/m/queue');
  await page.locator('.of-entry').nth(2).waitFor();
  await context.setOffline(false);
  // The event is closed and the code was never right: both come back with their reason and both versions.
  await expect.poll(() => page.locator('.of-entry.refused').count(), { timeout: 30_000 }).toBe(2);
  await page.locator('.of-entry.refused').first().getByText('系统里现在的').waitFor();
  expect(await page.locator('.of-entry.refused').first().innerText()).toContain('worker员');
  const events = await asked<{ rows: { title: string; counts: { photos: number } }[] }>(
    'unit_officer',
    'GET',
    '/api/events?from=2024-01-01&to=2024-12-31&limit=100',
  );
  expect(events.rows.filter((row) => row.title === '班组拔河赛').map((row) => row.counts.photos)).toEqual([1]);
  await context.close();
});

test('on plain http the pages say that they need the network, and keep what was written', async () => {
  const plain = await openBrowser(['--host-resolver-rules=MAP test.gonghui 127.0.0.1']);
  const url = `http://test.gonghui:${housePort}`;
  const context = await phoneOf(plain, house, 'unit_officer', url);
  const page = await context.newPage();
  await page.goto(`/m/duties/${commitmentId}`);
  await page.locator('.plan-evidence-form').waitFor();
  expect(await page.evaluate(() => 'serviceWorker' in navigator)).toBe(false);
  await page.locator('.of-strips').waitFor({ state: 'attached' });
  expect(await page.locator('body').innerText()).not.toContain('http');
  await page.locator('.plan-evidence-form textarea').fill('写了一半');
  await context.setOffline(true);
  await page.locator('.of-strip', { hasText: '这个网址（http）离线时打不开' }).waitFor();
  await expect
    .poll(() => page.evaluate(() => Object.entries(localStorage).some(([, kept]) => String(kept).includes('写了一半'))))
    .toBe(true);
  await page.locator('.plan-evidence-form').getByRole('button', { name: '提交' }).click();
  await pill(page).getByText('待发送 1').click();
  await page.getByText('这个网址是 http 开头的').waitFor();
  await context.setOffline(false);
  await page.getByText('没有要发送的').waitFor();
  expect((await pageOf(commitmentId)).evidence.map((one) => one.text)).toContain('写了一半');
  await plain.close();
});
