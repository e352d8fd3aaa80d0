import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readWorkbook } from '#kernel';
import { doWaitingJobs } from '#kernel/composition';
import type { IntakeDetail, IntakeRow, IntakeRun } from '#engines/roster/contract';
import { madeWorkbook } from '../../src/engines/roster/intake/test-sheets';
import { madeOle } from '../../src/kernel/office/made-documents';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const RUNS = '/api/roster/intake/runs';
const HEAD = ['工号', '姓名', '性别', '单位', '用工形式', '到岗日期'];

async function ask(method: 'GET' | 'POST', url: string, payload?: Uint8Array | object, account: TestAccount = 'chair') {
  const isBytes = payload instanceof Uint8Array;
  const body = payload === undefined ? {} : { payload: isBytes ? Buffer.from(payload) : JSON.stringify(payload) };
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  const headers = { cookie: await house.cookieOf(account), ...(method === 'GET' ? {} : { 'content-type': type }) };
  return house.app.inject({ method, url, headers, ...body });
}
const send = (bytes: Uint8Array, name = '花名册.xlsx', account: TestAccount = 'chair') =>
  ask('POST', `${RUNS}?name=${encodeURIComponent(name)}`, bytes, account);
const refusalOf = async (answer: ReturnType<typeof ask>) => {
  const { statusCode, body } = await answer;
  return [statusCode, (JSON.parse(body) as { error?: { code: string } }).error?.code];
};

test('a sheet goes its way over HTTP and through the queue: begun, checked, taken in, the bad row back, undone', async () => {
  const rows = [
    ['H1', '任燕', '女', '一工区', '合同工', '2015-01-01'],
    ['H2', '', '女', '一工区', '合同工', '2015-01-01'],
  ];
  const begun = await send(madeWorkbook({ name: '花名册', rows: [HEAD, ...rows] }));
  expect(begun.statusCode, begun.body).toBe(200);
  const { run, mapping } = begun.json<IntakeDetail>();
  const at = `${RUNS}/${run.id}`;
  const show = async () => (await ask('GET', at)).json<IntakeDetail>().run;
  await ask('POST', `${at}/check`, { mapping, options: {}, revision: run.revision });
  expect((await show()).state).toBe('checking');
  await doWaitingJobs(house.jobHouse);
  const checked = await show();
  expect(checked).toMatchObject({ state: 'checked', verdicts: { new: 1, bad: 1 } });

  const twice = await Promise.all([1, 2].map(() => ask('POST', `${at}/apply`, { revision: checked.revision })));
  expect(twice.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
  await doWaitingJobs(house.jobHouse);
  expect(await show()).toMatchObject({ state: 'done', outcomes: { done: 1 } });
  const found = (await ask('GET', '/api/roster/people?search=H1')).json<{ rows: { name: string }[] }>();
  expect(found.rows.map((person) => person.name)).toEqual(['任燕']);
  const bad = (await ask('GET', `${at}/rows?verdict=bad`)).json<{ rows: IntakeRow[] }>().rows;
  expect(bad.map((row) => row.reasons)).toEqual([[{ place: 1, text: '名册里没有这个工号，新人要填姓名。' }]]);
  const file = await ask('GET', `${at}/rejected.xlsx`);
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')]);

  expect((await ask('POST', `${at}/undo`, { reason: '传错了' })).json<IntakeRun>().state).toBe('undoing');
  await doWaitingJobs(house.jobHouse);
  expect(await show()).toMatchObject({ state: 'undone', outcomes: { removed: 1 }, undoReason: '传错了' });
});

test('the template comes back as it was sent: its headings are known, its example is no person', async () => {
  const template = await ask('GET', '/api/roster/intake/template.xlsx');
  const opened = await readWorkbook(template.rawPayload, 'template.xlsx');
  expect(opened.sheets).toHaveLength(2);
  const { run, mapping } = (await send(template.rawPayload)).json<IntakeDetail>();
  expect(Object.keys(mapping).sort()).toEqual(
    (await ask('GET', `${RUNS}/${run.id}`))
      .json<IntakeDetail>()
      .columns.map(({ key }) => key)
      .sort(),
  );
  await ask('POST', `${RUNS}/${run.id}/check`, { mapping, options: {}, revision: 1 });
  await doWaitingJobs(house.jobHouse);
  const checked = (await ask('GET', `${RUNS}/${run.id}`)).json<IntakeDetail>();
  expect([checked.run.rowsRead, checked.facts.remarks]).toEqual([0, 1]);
});

describe('bad input is refused by name, and nothing is kept of it', () => {
  const locked = madeOle('EncryptionInfo', 'EncryptedPackage');
  const ole = madeOle('Workbook');

  test.each<[string, Uint8Array, string, number, string]>([
    ['a file with a password', locked, '名册.xlsx', 422, 'workbook.encrypted'],
    ['an old Excel file', ole, '名册.xls', 415, 'workbook.old_excel'],
    ['a table of text', strToU8('工号,姓名\n1,张三\n'), '名册.csv', 415, 'workbook.csv'],
    ['another package', zipSync({ 'a.txt': strToU8('a') }), '名册.xlsx', 415, 'workbook.other_kind'],
    ['nothing at all', new Uint8Array(), '名册.xlsx', 422, 'workbook.empty'],
    ['an empty sheet', madeWorkbook({ name: 'a', rows: [] }), '名册.xlsx', 422, 'roster.intake_empty'],
  ])('%s', async (_what, bytes, name, status, code) => {
    const before = (await ask('GET', RUNS)).json<{ rows: unknown[] }>().rows.length;
    expect(await refusalOf(send(bytes, name))).toEqual([status, code]);
    expect((await ask('GET', RUNS)).json<{ rows: unknown[] }>().rows).toHaveLength(before);
  });

  test('a million empty rows are no rows', async () => {
    const empty = Array.from({ length: 100_000 }, () => []);
    const row = ['H9', '任燕', '女', '一工区', '合同工', '2015-01-01'];
    const { run, mapping } = (
      await send(madeWorkbook({ name: 'a', rows: [HEAD, ...empty, row] }))
    ).json<IntakeDetail>();
    await ask('POST', `${RUNS}/${run.id}/check`, { mapping, options: {}, revision: 1 });
    await doWaitingJobs(house.jobHouse);
    expect((await ask('GET', `${RUNS}/${run.id}`)).json<IntakeDetail>().run).toMatchObject({
      rowsRead: 1,
      verdicts: { new: 1 },
    });
  });

  test('who may not run imports finds none', async () => {
    const bytes = madeWorkbook({ name: 'a', rows: [HEAD] });
    expect(await refusalOf(send(bytes, 'a.xlsx', 'unit_officer'))).toEqual([404, 'kernel.not_found']);
    expect(await refusalOf(ask('GET', RUNS, undefined, 'auditor'))).toEqual([404, 'kernel.not_found']);
    const nowhere = `${RUNS}/0190f5b0-0000-7000-8000-000000000000`;
    expect(await refusalOf(ask('GET', nowhere))).toEqual([404, 'kernel.not_found']);
    expect(await refusalOf(ask('POST', `${nowhere}/undo`, { reason: '错' }))).toEqual([404, 'kernel.not_found']);
  });
});
