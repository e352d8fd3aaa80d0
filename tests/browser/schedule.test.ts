import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeEvent, createDuties, createEvent, scheduleEvent, signUpOthers } from '#engines/schedule';
import { openTestHouse, type TestHouse } from '../test-house';
import { visit } from './browser';
import { openBrowser } from './open-browser';

let house: TestHouse;
let browser: Browser;
let eventId = '';

beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
  eventId = await house.act(async (ctx) => {
    const unitId = house.tree.works.id;
    const window = { from: '2024-06-18', to: '2024-06-18', words: '' };
    const event = await createEvent(ctx, { title: '拔河比赛', unitId, window, series: { name: '拔河赛', edition: 6 } });
    const startsAt = '2024-06-18T09:30:00+08:00';
    await scheduleEvent(ctx, event.id, { version: 1, startsAt, endsAt: null, place: '体育场', reason: '' });
    const signUp = { opensAt: '2024-06-01T08:00:00+08:00', closesAt: null };
    await changeEvent(ctx, event.id, { version: 2, signUp, reason: '' });
    return event.id;
  });
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function asChair(): Promise<{ page: Page; faults: string[]; close: () => Promise<void> }> {
  const { page, faults, context } = await visit(browser, house, {
    account: 'chair',
    shell: 'desktop',
    language: 'zh-CN',
  });
  return { page, faults, close: () => context.close() };
}

describe('recurring duties', () => {
  test('are stated, marked done and stopped; the address holds what is open', async () => {
    const { page, faults, close } = await asChair();
    await page.goto('/duties');
    await page.getByRole('button', { name: '新建例行工作' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: '建立' }).click();
    await form.getByText('请写明是什么工作').waitFor();
    await form.getByLabel('工作', { exact: true }).fill('劳动保护检查');
    await form.getByLabel('周期').selectOption('quarterly');
    await form.getByLabel('哪个月').selectOption('1');
    // What is typed is kept a moment after the last key.
    await expect.poll(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('quarterly');
    await page.reload();
    expect(await page.getByRole('dialog').getByLabel('工作', { exact: true }).inputValue()).toBe('劳动保护检查');
    await page.getByRole('dialog').getByRole('button', { name: '建立' }).click();
    const row = page.getByRole('row', { name: /劳动保护检查/ });
    await row.getByText('每季度第一个月').waitFor();
    await row.getByText('2 期').waitFor();
    await row.getByRole('link').click();
    expect(new URL(page.url()).searchParams.get('open')).not.toBeNull();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: '登记办理' }).first().click();
    const mark = page.getByRole('dialog', { name: '劳动保护检查' }).last();
    await mark.getByRole('button', { name: '登记办理' }).click();
    await mark.getByText('请写明做了什么').waitFor();
    await mark.getByLabel('做了什么').fill('检查六个工区，隐患两处已整改');
    const photo = { name: '检查表.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') };
    await mark.locator('input[type=file]').setInputFiles(photo);
    await mark.getByRole('button', { name: '登记办理' }).click();
    await drawer.getByRole('link', { name: '检查表.pdf' }).waitFor();
    await drawer.getByText('迟办').waitFor();
    await drawer.getByRole('button', { name: '停止' }).click();
    const stop = page.getByRole('dialog').last();
    await stop.getByPlaceholder('例如 并入安康杯检查').fill('并入安康杯检查');
    await stop.getByRole('button', { name: '停止' }).click();
    await drawer.getByRole('button', { name: '恢复' }).waitFor();
    await page.goto('/duties?show=stopped');
    expect(faults).toEqual([]);
    await close();
  });
});

describe('the sign-in sheet', () => {
  test('prints on A4 with its head of columns on each page', async () => {
    const { page, faults, close } = await asChair();
    await page.goto(`/events/${eventId}`);
    await page.getByRole('link', { name: '签到表' }).click();
    await page.locator('.si-sheet tbody tr').first().waitFor();
    expect(await page.locator('.si-sheet h2').innerText()).toContain('拔河比赛 · 拔河赛 第六届 签到表');
    expect(await page.locator('.si-sheet').innerText()).toContain('2024年6月18日 09:30');
    expect(await page.locator('.si-sheet th').allInnerTexts()).toEqual([
      '序号',
      '姓名',
      '单位',
      '签名',
      '时间',
      '备注',
    ]);
    await page.getByLabel('空白行').fill('60');
    await expect.poll(() => page.locator('.si-sheet tbody tr').count()).toBe(60);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const boxes = pdf.match(/\/MediaBox\s*\[[^\]]*\]/g) ?? [];
    expect(boxes).toHaveLength(3);
    // A4 in points.
    expect(boxes[0]).toMatch(/59[45](?:\.\d+)? 84[12]/);
    const onPaper = async (part: string) => page.locator(part).evaluate((one) => getComputedStyle(one).display);
    await page.emulateMedia({ media: 'print' });
    expect([await onPaper('.ph'), await onPaper('.si-sheet thead')]).toEqual(['none', 'table-header-group']);
    expect(faults).toEqual([]);
    await close();
  });

  test('names those who signed up', async () => {
    await house.act((ctx) => signUpOthers(ctx, eventId, [house.people.worker]));
    const { page, close } = await asChair();
    await page.goto(`/events/${eventId}/sheet?of=placed&rows=2`);
    await page.locator('.si-sheet tbody tr').first().waitFor();
    expect(await page.locator('.si-sheet tbody tr').count()).toBe(3);
    expect(await page.locator('.si-sheet tbody tr').first().innerText()).toContain('一工区');
    await close();
  });
});

test('the phone’s first page tells an officer what is late, and leads to where it is recorded', async () => {
  const unitId = house.tree.areas[0].id;
  const duty = { title: '食堂卫生检查', recurrence: 'monthly', days: { from: 1, to: 10 } } as const;
  await house.act((ctx) => createDuties(ctx, [{ ...duty, unitId, startsOn: '2024-06-01' }]));
  const { page, context } = await visit(browser, house, {
    ...{ account: 'unit_officer', shell: 'phone', language: 'zh-CN' },
  });
  await page.goto('/m/');
  const line = page.getByRole('link', { name: /食堂卫生检查/ });
  expect(await line.innerText()).toContain('逾期 8 天');
  await line.click();
  await page.getByRole('button', { name: /食堂卫生检查/ }).click();
  await page.getByLabel('做了什么').fill('查了五个食堂');
  await page.getByRole('button', { name: '登记办理' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.goto('/m/');
  await page.getByText('没有交办的任务').waitFor();
  await expect.poll(() => page.getByText('食堂卫生检查').count()).toBe(0);
  await context.close();
});

test('six digits on the host’s screen check a phone in', async () => {
  const { page: screen, close } = await asChair();
  await screen.goto(`/events/${eventId}/check-in`);
  const digits = (await screen.locator('.ci-typed b').innerText()).replace(' ', '');
  expect(digits).toMatch(/^\d{6}$/);
  // The test's house was told no public address.
  await screen.getByText('还没有设置对外地址').waitFor();
  const { page: phone, context } = await visit(browser, house, {
    account: 'worker',
    shell: 'phone',
    language: 'zh-CN',
  });
  await phone.goto(`/m/check-in/${eventId}`);
  await phone.getByRole('button', { name: '签到' }).click();
  await phone.getByText('请填现场屏幕上的六位数字').waitFor();
  await phone.getByLabel('六位签到码').fill(digits === '123456' ? '654321' : '123456');
  await phone.getByRole('button', { name: '签到' }).click();
  await phone.getByText('签到码不对或已经过期').waitFor();
  await phone.getByLabel('六位签到码').fill(digits);
  await phone.getByRole('button', { name: '签到' }).click();
  await phone.getByText('签到成功').waitFor();
  await context.close();
  await close();
});

test('events are found by two characters; the address holds them', async () => {
  const { page, close } = await asChair();
  await page.goto('/events');
  await page.getByPlaceholder('名称、地点、系列').fill('拔河');
  await expect.poll(() => new URL(page.url()).searchParams.get('search')).toBe('拔河');
  await page.getByRole('link', { name: '拔河比赛' }).waitFor();
  await page.goto(`/events?search=${encodeURIComponent('登山')}`);
  await page.getByText('没有符合').first().waitFor();
  await close();
});
