import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWorkbook } from '#kernel';
import { makePerson } from '#engines/roster/testing';
import { createDuties, markDutyDone } from '#engines/schedule';
import { makeHeldEvent, makeScheduledEvent } from '#engines/schedule/testing';
import { worldPlan } from '../world';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
let planId = '';
let commitmentId = '';
const eventIds = { open: '', held: '' };
const people: string[] = [];

async function send(account: TestAccount, method: 'POST' | 'PATCH', url: string, payload: unknown) {
  const headers = { cookie: await house.cookieOf(account), 'content-type': 'application/json' };
  const answer = await house.app.inject({ method, url, headers, payload: JSON.stringify(payload) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Record<string, never>>();
}

beforeAll(async () => {
  house = await openTestHouse();
  const [first, second] = house.tree.areas;
  await house.act(async (ctx) => {
    const shan = { unitId: first.id, name: '单小𠮷', staffNumber: '000123', phone: '13812345678' };
    const dossier = {
      formerNames: ['单燕', '单二'],
      nation: 'hui',
      education: 'bachelor',
      employer: '海晏公司',
    } as const;
    const sealed = { identityNumber: '37079919900101002X', bankCard: '4111111111111111' };
    people.push((await makePerson(ctx, { ...shan, ...dossier, ...sealed, bornOn: '1990-01-01' })).id);
    people.push((await makePerson(ctx, { unitId: second.id, name: '=cmd|calc', staffNumber: '000124' })).id);
    people.push((await makePerson(ctx, { unitId: second.id, name: '区大海', staffNumber: '000125' })).id);
    const open = await makeScheduledEvent(
      ctx,
      { unitId: house.tree.works.id, title: '棋类/牌类比赛' },
      '2024-06-20T09:00:00+08:00',
    );
    eventIds.open = open.id;
    eventIds.held = (await makeHeldEvent(ctx, { unitId: second.id, title: '读书会' }, '2024-05-08')).id;
  });
  const event = `/api/events/${eventIds.open}`;
  const signUp = { opensAt: '2024-06-10T00:00:00Z', closesAt: null };
  await send('chair', 'PATCH', event, { version: 2, places: 2, signUp });
  await send('chair', 'POST', `${event}/sign-ups`, { personIds: people });
  planId = (await send('chair', 'POST', '/api/plans/texts', { name: 'plan', text: worldPlan() })).planId!;
  await send('chair', 'POST', `/api/plans/${planId}/confirm`, { revision: 1, acceptRest: true });
  const headers = { cookie: await house.cookieOf('chair') };
  const board = await house.app.inject({ url: `/api/plans/${planId}/board`, headers });
  commitmentId = board.json<{ rows: { id: string; kind: string }[] }>().rows.find((row) => row.kind === 'aim')!.id;
  await send('chair', 'POST', `/api/commitments/${commitmentId}/evidence`, {
    ...{ day: '2024-06-01', text: '=已学习', taskId: null, fileIds: [] },
  });
  await send('chair', 'POST', `/api/commitments/${commitmentId}/tasks`, {
    ...{ title: '写总结', unitId: null, personId: house.people.chair, dueOn: '2024-06-30' },
  });
  await send('chair', 'POST', '/api/directives', {
    ...{
      sender: '市总工会',
      number: '市工发〔2024〕3号',
      title: '关于开展劳动竞赛的通知',
      receivedOn: '2024-03-01',
      fileId: null,
    },
  });
});
afterAll(() => house.close());

async function ask(account: TestAccount, url: string, language = 'zh-CN') {
  const headers = { cookie: await house.cookieOf(account), 'x-language': language };
  return house.app.inject({ url, headers });
}

/** The file as a person sees it: its name, and the texts of its cells. */
async function exported(account: TestAccount, url: string, language?: string) {
  const answer = await ask(account, url, language);
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  expect(answer.headers['content-type']).toContain('spreadsheetml.sheet');
  const head = String(answer.headers['content-disposition']);
  const name = decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(head)![1]!);
  const rows: string[][] = [];
  for await (const piece of (await readWorkbook(answer.rawPayload, name)).rows) {
    for (const { cells } of piece) {
      rows.push(
        cells.map((cell) => {
          if (cell === null) return '';
          if (cell.kind === 'day') return [cell.day, cell.time].filter(Boolean).join(' ');
          return cell.kind === 'number' ? cell.digits : cell.kind === 'truth' ? String(cell.value) : cell.text;
        }),
      );
    }
  }
  const [[note = ''] = [], header = [], ...lines] = rows;
  return { name, note, header, lines };
}

const auditOf = (action: string) =>
  house.act(async (ctx) => {
    const { rows } = await sql<{ actor: string; details: Record<string, unknown> }>`
      select actor, details from kernel.audit_entry where action = ${action} order by id`.execute(ctx.transaction);
    return rows;
  });

describe('people, units, users', () => {
  test('the people of the own part of the tree, numbers as text, days as days', async () => {
    const { name, note, header, lines } = await exported('chair', '/api/roster/people.xlsx');
    expect(name).toBe('人员名单_测试盐场_2024-06-18.xlsx');
    expect(note).toBe('范围：测试盐场；未筛选；2024-06-18 09:00 由chair员导出');
    expect(header).toEqual([
      ...['姓名', '工号', '单位', '性别', '用工形式', '电话', '到岗', '出生日期'],
      ...['曾用名', '民族', '学历', '用人单位', '农民工'],
    ]);
    expect(lines.flat().join()).not.toMatch(/37079919900101|41111111/);
    expect(lines.find(([who]) => who === '单小𠮷')).toEqual([
      ...['单小𠮷', '000123', '一工区', '女', '合同工', '13812345678', '2020-01-01', '1990-01-01'],
      ...['单燕；单二', '回族', '本科', '海晏公司', '否'],
    ]);
    expect(lines.some(([who]) => who === '=cmd|calc')).toBe(true);
  });

  test('an officer gets the own people alone, with phone numbers masked as on the screen', async () => {
    const { note, lines } = await exported('unit_officer', '/api/roster/people.xlsx');
    expect(note).toContain('范围：一工区');
    expect(new Set(lines.map((line) => line[2]))).toEqual(new Set(['一工区']));
    expect(lines.find(([who]) => who === '单小𠮷')![5]).toBe('138****5678');
  });

  test('exactly what is filtered, said in the note; the audit says how many and not whom', async () => {
    const second = house.tree.areas[1];
    const url = `/api/roster/people.xlsx?search=${encodeURIComponent('区大海')}&unitId=${second.id}`;
    const { name, note, lines } = await exported('chair', url);
    expect(lines.map(([who]) => who)).toEqual(['区大海']);
    expect([name, note]).toEqual([
      '人员名单_二工区_2024-06-18.xlsx',
      '范围：二工区；筛选：查找“区大海”；2024-06-18 09:00 由chair员导出',
    ]);
    expect((await auditOf('roster.exportPeople')).at(-1)).toEqual({
      actor: 'chair',
      details: { count: 1, unitId: second.id, isSearched: true },
    });
  });

  test('a unit of others can’t be asked for; a filter that makes no sense is refused', async () => {
    const foreign = await ask('unit_officer', `/api/roster/people.xlsx?unitId=${house.tree.areas[1].id}`);
    const senseless = await ask('chair', '/api/roster/people.xlsx?unitId=x');
    expect([foreign.statusCode, senseless.statusCode]).toEqual([404, 422]);
  });

  test('units with their path in names, and found by words with all above them', async () => {
    const { lines } = await exported('superior', '/api/roster/units.xlsx');
    expect(lines.find(([unit]) => unit === '甲班')).toEqual([
      ...['甲班', '甲班', '班组', '4', '测试集团 / 测试盐场 / 一工区 / 甲班', '2020-01-01'],
    ]);
    const found = await exported('superior', `/api/roster/units.xlsx?find=${encodeURIComponent('食堂')}`, 'en');
    expect(found.lines.map(([unit]) => unit)).toEqual(['测试集团', '测试盐场', '一工区', '一食堂']);
    expect([found.header[0], found.note]).toEqual([
      'Unit',
      'Units: 测试集团; Filter: search “食堂”; exported 2024-06-18 09:00 by superior员',
    ]);
  });

  test('accounts with their roles, for who manages them', async () => {
    const { lines } = await exported('administrator', '/api/roster/users.xlsx?search=other');
    expect(lines.map(([user, , , unit, roles, state]) => [user, unit, roles, state])).toEqual([
      ['other_officer', '二工区', '分工会干事 · 二工区', '正常'],
    ]);
    expect((await ask('chair', '/api/roster/users.xlsx')).statusCode).toBe(404);
    expect((await auditOf('roster.exportUsers')).at(-1)!.details).toEqual({ count: 1, isSearched: true });
  });
});

describe('events and who takes part', () => {
  test('the events as they are filtered, with real days and a sum of people', async () => {
    const { header, lines, note } = await exported(
      'chair',
      '/api/events.xlsx?state=held&from=2024-01-01&to=2024-12-31',
    );
    const column = (name: string) => header.indexOf(name);
    expect(lines.map((line) => [line[0], line[column('举办日')], line[column('到场')]])).toEqual([
      ['读书会', '2024-05-08', '1'],
      ['合计', '', '1'],
    ]);
    expect(note).toContain('筛选：2024年1月1日 至 2024年12月31日；状态：已举办；');
  });

  test('who signed up in their order, with their place in the waiting list', async () => {
    const { name, lines } = await exported('chair', `/api/events/${eventIds.open}/sign-ups.xlsx`);
    expect(name).toBe('棋类 牌类比赛报名名单_测试盐场_2024-06-18.xlsx');
    expect(lines).toEqual([
      ['1', '单小𠮷', '一工区', '已报上', '2024-06-18 09:00:00'],
      ['2', '=cmd|calc', '二工区', '已报上', '2024-06-18 09:00:00'],
      ['3', '区大海', '二工区', '候补第1位', '2024-06-18 09:00:00'],
    ]);
    expect((await auditOf('schedule.exportSignUps')).at(-1)!.details).toEqual({ count: 3 });
  });

  test('who came, for the host alone', async () => {
    const url = `/api/events/${eventIds.held}/attendance.xlsx`;
    const { lines } = await exported('other_officer', url);
    expect(lines).toEqual([['张海燕', '二工区', '名单登记', '2024-06-18 09:00:00']]);
    const others = await Promise.all([ask('unit_officer', url), ask('worker', url)]);
    expect(others.map((answer) => answer.statusCode)).toEqual([404, 404]);
    expect((await auditOf('schedule.exportAttendance')).map(({ actor }) => actor)).toEqual(['other_officer']);
  });
});

describe('recurring duties', () => {
  test('as the page lists them: late ones alone, found by words, with what was done last', async () => {
    await house.act(async (ctx) => {
      const [checked] = await createDuties(ctx, [
        { title: '安全检查', unitId: house.tree.areas[0].id, recurrence: 'monthly', startsOn: '2024-05-01' },
        { title: '走访', unitId: house.tree.areas[1].id, recurrence: 'monthly', startsOn: '2024-05-01' },
      ]);
      await markDutyDone(ctx, {
        id: checked!,
        occurrence: '2024-05-01',
        doneOn: '2024-05-20',
        note: '=已查',
        version: 0,
      });
    });
    const url = '/api/duties.xlsx?year=2024';
    const all = await exported('chair', url);
    expect([all.name, all.note]).toEqual([
      '2024年例行工作_测试盐场_2024-06-18.xlsx',
      '范围：测试盐场；筛选：进行中；2024-06-18 09:00 由chair员导出',
    ]);
    const columns = ['例行工作', '周期', '单位', '下次到期', '逾期', '已办', '最近办理', '办理情况'];
    const seen = all.lines.map((line) => columns.map((name) => line[all.header.indexOf(name)]));
    expect(seen.slice(0, 2)).toEqual([
      ['走访', '每月', '二工区', '2024-06-30', '1', '0', '', ''],
      ['安全检查', '每月', '一工区', '2024-06-30', '0', '1', '2024-05-20', '=已查'],
    ]);
    expect(seen.at(-1)!.slice(0, 6)).toEqual(['合计', '', '', '', '1', '1']);
    const titles = async (account: TestAccount, query: string) =>
      (await exported(account, `${url}&${query}`)).lines.map(([duty]) => duty);
    expect(await titles('chair', 'show=late')).toEqual(['走访', '合计']);
    expect(await titles('chair', `search=${encodeURIComponent('一工区 检查')}`)).toEqual(['安全检查', '合计']);
    expect(await titles('unit_officer', 'show=mine')).toEqual(['安全检查', '合计']);
    const foreign = await house.app.inject({
      url: `${url}&unitId=${house.tree.areas[1].id}`,
      headers: { cookie: await house.cookieOf('unit_officer') },
    });
    expect(foreign.statusCode).toBe(404);
    expect(foreign.body).not.toContain('二工区');
  });
});

describe('the plan', () => {
  test('the board, whole and late ones alone, each with chapter, days, figure and state', async () => {
    const all = await exported('auditor', `/api/plans/${planId}/board.xlsx`);
    const late = await exported('auditor', `/api/plans/${planId}/board.xlsx?show=late`);
    const state = all.header.indexOf('状态');
    const days = all.header.indexOf('逾期天数');
    expect(all.lines.length).toBeGreaterThan(20);
    expect(all.lines.at(-1)![0]).toBe('合计');
    expect(late.lines.slice(0, -1).length).toBeGreaterThan(0);
    expect(late.lines.slice(0, -1).every((line) => line[state] === '未兑现' || Number(line[days]) > 0)).toBe(true);
    expect(late.note).toContain('筛选：逾期的承诺；截至 2024年6月18日');
    const money = all.lines.find((line) => line[all.header.indexOf('类别')] === '金额下限')!;
    expect(money[all.header.indexOf('目标')]).toMatch(/元/);
  });

  test('the evidence of the plan, or of one commitment, audited', async () => {
    const url = `/api/plans/${planId}/evidence.xlsx`;
    const { header, lines } = await exported('chair', url);
    expect(lines.map((line) => line[header.indexOf('内容')])).toEqual(['=已学习', '']);
    const one = await exported('chair', `${url}?commitmentId=${commitmentId}`);
    expect([one.lines.length, one.note.includes('筛选：承诺“')]).toEqual([2, true]);
    expect((await auditOf('plan.exportEvidence')).map(({ details }) => details.count)).toEqual([1, 1]);
    expect((await ask('superior', url)).statusCode).toBe(404);
  });

  test('the own duties and the directives from above', async () => {
    const duties = await exported('chair', '/api/duties/mine.xlsx');
    expect(duties.lines[0]!.slice(0, 2)).toEqual(['待办任务', '写总结']);
    expect(duties.lines[0]).toContain('2024-06-30');
    expect(duties.lines.some(([part]) => part === '承诺')).toBe(true);
    const directives = await exported('auditor', '/api/directives.xlsx');
    expect(directives.lines[0]!.slice(0, 4)).toEqual([
      ...['关于开展劳动竞赛的通知', '市总工会', '市工发〔2024〕3号', '2024-03-01'],
    ]);
  });
});
