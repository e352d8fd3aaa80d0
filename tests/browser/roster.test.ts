import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, PASSWORD, type TestAccount, type TestHouse } from '../test-house';
import { visit, type Visitor } from './browser';
import { openBrowser } from './open-browser';

let house: TestHouse;
let browser: Browser;
beforeAll(async () => {
  house = await openTestHouse({ pages: true });
  await house.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const open = async (account: TestAccount, path: string, language: 'zh-CN' | 'en' = 'zh-CN'): Promise<Visitor> => {
  const visitor = await visit(browser, house, { account, shell: 'desktop', language });
  await visitor.page.goto(path, { waitUntil: 'load' });
  await visitor.page.locator('main > *').first().waitFor();
  await visitor.page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return visitor;
};

/** A label by its words, whether the field must be filled in or not. */
const labelled = (page: Page, label: string) => layer(page).getByLabel(new RegExp(`^${label}(?:\\s|$)`));

/** The layer that lies on top. */
const layer = (page: Page) => page.locator('dialog[open]').last();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();
const submit = (page: Page, name: string) =>
  layer(page).locator('footer').getByRole('button', { name, exact: true }).click();
const fill = async (page: Page, label: string, words: string) => {
  await labelled(page, label).fill(words);
  await labelled(page, label).blur();
};
const choose = (page: Page, label: string, words: string) =>
  labelled(page, label).evaluate((element, text) => {
    const select = element as HTMLSelectElement;
    const option = [...select.options].find((one) => one.text.trim() === text);
    if (!option) throw new Error(`not offered: ${text}: ${[...select.options].map((one) => one.text).join()}`);
    const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')!.set!;
    set.call(select, option.value);
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, words);
const offered = (page: Page, label: string) =>
  labelled(page, label).evaluate((element) =>
    [...(element as HTMLSelectElement).options].map((option) => option.text.trim()),
  );
const gone = (page: Page, name: string) => page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
const says = (page: Page, words: string | RegExp) => page.getByText(words).last().waitFor();
const unit = (page: Page, name: string) => page.getByRole('treeitem', { name }).first();

const NAME = '𠮷田 <b>班</b> 😀';

describe('the tree of units', () => {
  test('a unit is set up, renamed, moved and closed; its history says when, why and by whom', async () => {
    const { page, faults, context } = await open('chair', '/admin/units');
    await press(page, '新建单位');
    await submit(page, '建立');
    await says(page, '请选能放在这里的类别');
    await says(page, '请写名称');
    await choose(page, '上级单位', '一工区');
    await choose(page, '类别', '班组');
    await fill(page, '名称', NAME);
    await fill(page, '从哪天起', '6.31');
    await submit(page, '建立');
    await layer(page).locator('[aria-invalid=true]').waitFor();
    await fill(page, '从哪天起', '2024-03-01');
    await fill(page, '原因', '新建泵房需要');
    await page.mouse.click(5, 5);
    expect(await labelled(page, '原因').inputValue()).toBe('新建泵房需要');
    await submit(page, '建立');
    await gone(page, '新建单位');

    await page.getByRole('dialog', { name: NAME }).waitFor();
    expect(await unit(page, NAME).count()).toBe(1);
    await press(page, '更名');
    await labelled(page, '名称').fill('甲班');
    await submit(page, '更名');
    await says(page, '这里已经有一个“甲班”，请换一个名称。');
    await labelled(page, '名称').fill('乙班');
    await fill(page, '从哪天起', '2024-02-01');
    await submit(page, '更名');
    await says(page, /最早可以从 2024-03-01 起|最早可以从 2024年3月1日 起/);
    await fill(page, '从哪天起', '2024-04-01');
    await submit(page, '更名');
    await gone(page, `“${NAME}”更名`);

    await press(page, '调整隶属');
    expect(await offered(page, '新的上级单位')).not.toContain('一工区');
    await choose(page, '新的上级单位', '二工区');
    await fill(page, '从哪天起', '2024-05-01');
    await fill(page, '原因', '机构调整');
    await submit(page, '调整隶属');
    await gone(page, '调整“乙班”的隶属');

    await press(page, '撤销');
    await fill(page, '最后一天', '2024-06-18');
    await submit(page, '撤销');
    await gone(page, '撤销“乙班”');
    await layer(page).locator('.tl li').nth(3).waitFor();
    const history = (await layer(page).locator('.tl li').allInnerTexts()).map((words) => words.replace(/\s+/g, ' '));
    expect(history).toHaveLength(4);
    expect(history[0]).toContain('撤销');
    expect(history[1]).toContain('调整隶属：一工区 → 二工区');
    expect(history[1]).toContain('chair员 · 机构调整');
    expect(history[2]).toContain(`更名：${NAME} → 乙班`);
    expect(history[3]).toContain('新建泵房需要');
    await layer(page).getByRole('button', { name: '关闭' }).click();
    await says(page, '到2024年6月18日撤销');
    expect(faults.filter((fault) => !fault.includes('status of 4'))).toEqual([]);
    await context.close();
  });

  test('a unit with living ones below it is not closed, and is never offered a place in itself', async () => {
    const { page, context } = await open('chair', '/admin/units');
    await unit(page, '一工区').click();
    await press(page, '撤销');
    await submit(page, '撤销');
    await says(page, '“一工区”里还有人员、任职或下级单位，请先把他们移走，再撤销。');
    await submit(page, '取消');
    await press(page, '调整隶属');
    const places = await offered(page, '新的上级单位');
    for (const own of ['一工区', '甲班', '东泵站']) expect(places).not.toContain(own);
    await context.close();
  });

  test('an officer sees the own part and changes nothing; a worker gets no page', async () => {
    const officer = await open('unit_officer', '/admin/people');
    expect(await officer.page.getByRole('button', { name: '新增人员' }).count()).toBe(0);
    await officer.page.getByText('unit_officer员').first().waitFor();
    expect(await officer.page.getByText('other_officer员').count()).toBe(0);
    await officer.page.goto('/admin/units');
    await says(officer.page, '没有找到这一页');
    await officer.context.close();
    const worker = await open('worker', '/admin/people');
    await says(worker.page, '没有找到这一页');
    expect(await worker.page.getByText('系统', { exact: true }).count()).toBe(0);
    await worker.context.close();
  });

  test('what two people change at once is not overwritten in silence, and nothing typed is lost by looking anew', async () => {
    const [one, two] = await Promise.all([open('chair', '/admin/people'), open('administrator', '/admin/people')]);
    for (const { page } of [one, two]) {
      await page.getByText('cashier员').first().click();
      await press(page, '更正');
    }
    await fill(one.page, '电话', '13800001111');
    await choose(one.page, '学历', '本科');
    await press(one.page, '保存');
    await says(one.page, '已更正');
    await fill(two.page, '电话', '13900002222');
    await press(two.page, '保存');
    await says(two.page, /这条记录刚被别人改过。您写的都还在/);
    await says(two.page, '别人刚改为“13800001111”。');
    expect(await labelled(two.page, '电话').inputValue()).toBe('13900002222');
    expect(await labelled(two.page, '学历').inputValue()).toBe('bachelor');
    await two.page.reload();
    await press(two.page, '更正');
    await says(two.page, '别人刚改为“13800001111”。');
    expect(await labelled(two.page, '电话').inputValue()).toBe('13900002222');
    await press(two.page, '用别人的');
    expect(await labelled(two.page, '电话').inputValue()).toBe('13800001111');
    await fill(two.page, '电话', '13900002222');
    await press(two.page, '保存');
    await says(two.page, '已更正');
    for (const { context } of [one, two]) await context.close();
  });
});

describe('people', () => {
  test('a person is added, given a post, freed of it, moved and leaves', async () => {
    const { page, context } = await open('chair', '/admin/people');
    await press(page, '新增人员');
    await press(page, '新增');
    await layer(page).locator('[aria-invalid=true]').first().waitFor();
    await fill(page, '姓名', '单𠮷😀');
    await fill(page, '工号', 'a b!');
    await choose(page, '性别', '女');
    await choose(page, '用工形式', '正式工');
    await choose(page, '单位', '一工区');
    await press(page, '新增');
    await says(page, /这里的写法不对/);
    await fill(page, '工号', 'NEW-1');
    await fill(page, '出生日期', '2024-06-01');
    await fill(page, '到岗', '2024-05-01');
    await press(page, '新增');
    await says(page, /出生日期要早于到岗日期/);
    await fill(page, '出生日期', '1990-06-01');
    await press(page, '新增');
    await says(page, '人员已新增');
    await page.getByText('单𠮷😀').first().click();

    await press(page, '任命');
    await submit(page, '任命');
    await says(page, '请选职务');
    await choose(page, '职务', '班组长');
    await fill(page, '从哪天起', '2024-06-10');
    await fill(page, '到哪天为止', '2024-06-01');
    await submit(page, '任命');
    await says(page, '到哪天为止不能早于从哪天起，请改日期');
    await fill(page, '到哪天为止', '');
    await submit(page, '任命');
    await gone(page, '任命单𠮷😀');
    await says(page, '2024年6月10日起');
    await press(page, '免去');
    await fill(page, '最后一天', '2024-06-01');
    await submit(page, '免去');
    await says(page, /最早可以从/);
    await fill(page, '最后一天', '2024-06-15');
    await submit(page, '免去');
    await says(page, '2024年6月10日—2024年6月15日');

    await press(page, '调动');
    await choose(page, '调到', '一工区');
    await submit(page, '调动');
    await says(page, '已经在这个单位，请另选');
    await choose(page, '调到', '二工区');
    await fill(page, '从哪天起', '2024-06-01');
    await submit(page, '调动');
    await gone(page, '调动单𠮷😀');
    await press(page, '离开');
    await submit(page, '离开');
    await gone(page, '登记单𠮷😀离开');
    await says(page, '已离开');
    await context.close();
  });

  test('an identity number is refused beside its field, never kept in a draft, shown masked, and in full by a press that the log keeps', async () => {
    const number = '11010519491231002X';
    const { page, context } = await open('chair', `/admin/people?open=${house.people.cashier}`);
    const kept = () => page.evaluate(() => JSON.stringify(localStorage));
    await press(page, '更正');
    await fill(page, '身份证号', number.replace('002X', '0021'));
    await fill(page, '用人单位', '海晏公司');
    await press(page, '保存');
    await says(page, '身份证号的最后一位与前17位不符，请逐位核对。');
    expect(await labelled(page, '身份证号').inputValue()).toBe('110105194912310021');
    await page.waitForFunction(() => JSON.stringify(localStorage).includes('海晏公司'));
    expect(await kept()).not.toContain('11010519491231');

    await page.reload();
    await press(page, '更正');
    expect(await labelled(page, '用人单位').inputValue()).toBe('海晏公司');
    expect(await labelled(page, '身份证号').inputValue()).toBe('');
    await fill(page, '身份证号', number);
    await press(page, '保存');
    await says(page, '1101**********002X');
    expect(await page.getByText(number).count()).toBe(0);
    await press(page, '显示');
    await says(page, number);
    await page.getByRole('radio', { name: '谁看过' }).click();
    await says(page, '身份证号和银行卡号');
    await context.close();

    const phone = await visit(browser, house, { account: 'cashier', shell: 'phone', language: 'zh-CN' });
    await phone.page.goto('/m/me');
    await phone.page.getByText('谁看过我的档案').click();
    await phone.page.getByText('chair员').first().waitFor();
    await phone.context.close();
  });

  test('posts are called in the language of the page', async () => {
    const person = house.people.treasurer;
    await house.app.inject({
      method: 'POST',
      url: '/api/roster/holdings',
      headers: { cookie: await house.cookieOf('administrator') },
      payload: { personId: person, post: 'team_leader', unitId: house.tree.team.id, from: '2024-06-01' },
    });
    const { page, context } = await open('administrator', `/admin/people?open=${person}`, 'en');
    await says(page, 'Team leader');
    await context.close();
  });
});

describe('accounts', () => {
  test('one is made with a slip, changed at first sign-in, reset, closed and opened; roles come and go by day', async () => {
    const { page, context } = await open('administrator', '/admin/users');
    await press(page, '新建账号');
    await submit(page, '建立账号');
    await says(page, '请选人员');
    await layer(page).getByRole('radio', { name: '名册以外' }).click();
    await fill(page, '姓名', '来宾 𠮷');
    await fill(page, '用户名', 'chair');
    await choose(page, '管哪个单位', '测试盐场');
    await submit(page, '建立账号');
    await says(page, '用户名 chair 已经有人用了，请换一个。');
    await fill(page, '用户名', 'guest-1');
    await submit(page, '建立账号');
    const slip = page.getByRole('dialog', { name: '账号已建立，请交给本人' });
    const password = (await slip.locator('.ro-password').innerText()).trim();
    expect(password).toMatch(/^[a-z2-9]{12}$/);
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    await page.emulateMedia({ media: 'print' });
    expect(await slip.getByText('guest-1').isVisible()).toBe(true);
    expect(await page.locator('.top').isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
    await press(page, '已交给本人，关闭');
    await slip.waitFor({ state: 'detached' });

    const signIn = async (given: string) =>
      (
        await house.app.inject({
          method: 'POST',
          url: '/api/session',
          payload: { username: 'guest-1', password: given },
        })
      ).statusCode;
    expect(await signIn(password)).toBe(200);
    await page.getByText('guest-1').first().click();

    await press(page, '授予角色');
    await choose(page, '角色', '分工会干事');
    await choose(page, '管哪个单位', '一工区');
    await fill(page, '到哪天为止', '2024-06-01');
    await submit(page, '授予角色');
    await says(page, '到哪天为止不能早于从哪天起，请改日期');
    await fill(page, '到哪天为止', '2024-12-31');
    await submit(page, '授予角色');
    await gone(page, '授予来宾 𠮷角色');
    const line = layer(page).locator('.ro-line', { hasText: '分工会干事' });
    await line.getByText('2024年6月18日—2024年12月31日').waitFor();
    await line.getByRole('button', { name: '收回' }).click();
    await fill(page, '到哪天为止', '2024-01-01');
    await submit(page, '收回');
    await says(page, /最早可以从/);
    await fill(page, '到哪天为止', '2024-07-31');
    await submit(page, '收回');
    await line.getByText('2024年6月18日—2024年7月31日').waitFor();

    await press(page, '停用');
    await layer(page).getByRole('button', { name: '停用' }).click();
    await says(page, '已停用');
    expect(await signIn(password)).toBe(401);
    await press(page, '重新启用');
    await layer(page).getByRole('button', { name: '重新启用' }).click();
    await press(page, '重置密码');
    await layer(page).getByRole('button', { name: '重置密码' }).click();
    const again = (await page.locator('.ro-password').innerText()).trim();
    expect([await signIn(password), await signIn(again)]).toEqual([401, 200]);
    await context.close();
  });

  test('too many wrong passwords show as locked; the own account can not be turned off', async () => {
    for (let time = 0; time < 5; time += 1)
      await house.app.inject({
        method: 'POST',
        url: '/api/session',
        payload: { username: 'superior', password: `${PASSWORD}${time}` },
      });
    const { page, context } = await open('administrator', '/admin/users');
    await page.getByText('已锁定').first().waitFor();
    await page.getByText('administrator', { exact: true }).first().click();
    await layer(page).getByText('用户名').waitFor();
    expect(await layer(page).getByRole('button', { name: '停用' }).count()).toBe(0);
    await context.close();
  });
});

test.each(['/admin/units', '/admin/people', '/admin/users'])('%s does not break on a narrow screen', async (path) => {
  const { page, context } = await open('administrator', path);
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await context.close();
});
