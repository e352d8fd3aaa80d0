import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccount } from '../accounts';
import type { Context } from '../context';
import { newId } from '../ids';
import { seedParameters } from '../parameters';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '../testing';
import { inTransaction } from '../transaction';
import * as notices from './public-notices';
import type { NewObjection } from './contract';

let database: TestDatabase;
let [chair, worker] = ['', ''];
let subject = '';
const clock = standingClock('2024-06-03');

beforeAll(async () => {
  database = await openTestDatabase();
  const open = (username: string) =>
    createAccount(database.kysely, { username, name: username, password: 'sea-salt-7', mustChangePassword: false });
  [chair, worker] = [await open('chair'), await open('worker')];
  await run(seedParameters);
});
afterAll(() => database.close());
beforeEach(() => {
  clock.set('2024-06-03');
  subject = `test.round:${newId()}`;
});

const run = <R>(act: (ctx: Context) => Promise<R>, accountId = chair) =>
  inTransaction(
    database.seed({
      user: testUser([], '/', { accountId }),
      clock,
      house: { ...database.house, parameters: new Map([[notices.noticeDays.shape.key, notices.noticeDays]]) },
    }),
    act,
  );
const draft = (change: Partial<notices.NoticeDraft> = {}): notices.NoticeDraft => ({
  ...{ subject, title: '先进女职工公示', body: '', workingDays: 5, takesAnonymous: true },
  rows: [
    { key: 'a', name: '王小芳', isPerson: true, detail: '一工区' },
    { key: 'b', name: '甲班', isPerson: false, detail: '一工区' },
  ],
  ...change,
});
const open = (change: Partial<notices.NoticeDraft> = {}) => run((ctx) => notices.openNotice(ctx, draft(change)));
const object = (id: string, change: Partial<NewObjection> = {}) =>
  run(
    (ctx) => notices.raiseObjection(ctx, id, { rowKey: 'a', words: '情况与事实不符', isAnonymous: false, ...change }),
    worker,
  );
const answer = (id: string, state: 'upheld' | 'dismissed' = 'dismissed', by = chair) =>
  run((ctx) => notices.answerObjection(ctx, subject, id, { state, findings: '已到班组核实' }), by);
const end = (id: string) => run((ctx) => notices.endNotice(ctx, id));

describe('a public notice', () => {
  test('stands for five working days from tomorrow, holidays left out, and shows people masked, units as they are', async () => {
    const notice = await open();
    // The 10th of June 2024 was the Dragon Boat Festival.
    expect([notice.beginsOn, notice.endsOn, notice.number, notice.isTaking]).toEqual([
      ...['2024-06-03', '2024-06-11', 1, true],
    ]);
    expect(notice.rows).toEqual([
      { key: 'a', name: '王*芳', detail: '一工区' },
      { key: 'b', name: '甲班', detail: '一工区' },
    ]);
  });

  test.each([
    ['a window of four working days', { workingDays: 4 }, 'notice.window_short'],
    ['nothing to show', { rows: [] }, 'notice.nothing_to_show'],
  ])('%s is refused', async (_what, change, code) => {
    await expect(open(change)).rejects.toMatchObject({ code });
  });

  test('one of a subject stands open at a time', async () => {
    await open();
    await expect(open()).rejects.toMatchObject({ code: 'notice.open_already' });
  });

  test('ends on the day after its last one, not on it, and once', async () => {
    const { id, endsOn } = await open();
    clock.set(endsOn);
    await expect(end(id)).rejects.toMatchObject({ code: 'notice.window_open', params: { until: '2024-06-11' } });
    clock.set('2024-06-12');
    await end(id);
    await expect(end(id)).rejects.toMatchObject({ code: 'notice.closed' });
  });

  test('extended, it takes objections for the days more', async () => {
    const { id } = await open();
    const longer = await run((ctx) => notices.extendNotice(ctx, id, 2));
    expect([longer.endsOn, longer.workingDays]).toEqual(['2024-06-13', 7]);
    clock.set('2024-06-13');
    await object(id);
  });

  test('withdrawn it stays to be read with the reason, and is announced anew under the next number', async () => {
    const { id } = await open();
    await run((ctx) => notices.withdrawNotice(ctx, id, '撤下一人'));
    const again = await open({ rows: draft().rows.slice(1) });
    const all = await run((ctx) => notices.noticesOf(ctx, [subject]));
    expect(all.map(({ number, state, stateReason, isTaking }) => [number, state, stateReason, isTaking])).toEqual([
      [2, 'open', '', true],
      [1, 'withdrawn', '撤下一人', false],
    ]);
    expect(again.rows.map(({ key }) => key)).toEqual(['b']);
    await expect(object(id)).rejects.toMatchObject({ code: 'notice.over' });
  });
});

describe('an objection', () => {
  test('holds the notice until it is answered with findings, by somebody else, once', async () => {
    const { id } = await open();
    const objection = await object(id);
    clock.set('2024-06-12');
    await expect(end(id)).rejects.toMatchObject({ code: 'notice.objections_open', params: { count: 1 } });
    await expect(answer(objection, 'dismissed', worker)).rejects.toMatchObject({ code: 'notice.own_objection' });
    expect(await answer(objection)).toEqual({ noticeId: id, rowKey: 'a' });
    await expect(answer(objection)).rejects.toMatchObject({ code: 'notice.answered_already' });
    await end(id);
    expect(await run((ctx) => notices.objectionsTo(ctx, [id]))).toMatchObject([
      { raisedByName: 'worker', answeredByName: 'chair', state: 'dismissed', findings: '已到班组核实' },
    ]);
  });

  test('without a name leaves none in its row and none in the audit, and its words are never in the audit', async () => {
    const { id } = await open();
    await object(id, { isAnonymous: true, words: '此人今年违章作业' });
    await object(id, { words: '她的材料有误' });
    const { rows } = await database.pool.query<{ account_id: string | null }>(
      'select account_id from kernel.public_objection where notice_id = $1 order by account_id nulls first',
      [id],
    );
    expect(rows.map(({ account_id }) => account_id)).toEqual([null, worker]);
    const { rows: noted } = await database.pool.query<{ account_id: string | null; whole: string }>(
      `select account_id, actor || request_id || details as whole from kernel.audit_entry
       where subject = $1 and action = 'notice.object' order by account_id nulls first`,
      [`public_notice:${id}`],
    );
    expect(noted.map(({ account_id }) => account_id)).toEqual([null, worker]);
    expect(noted[0]!.whole).toBe('anonymous{}');
    expect(noted.every(({ whole }) => !/违章|材料/.test(whole))).toBe(true);
  });

  test('without a name is refused where the notice asks for names, and so is one about a row that it hasn’t', async () => {
    const { id } = await open({ takesAnonymous: false });
    await expect(object(id, { isAnonymous: true })).rejects.toMatchObject({ code: 'notice.name_wanted' });
    await expect(object(id, { rowKey: 'z' })).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('after the last day is refused; one under another subject is not there', async () => {
    const { id } = await open();
    const objection = await object(id);
    clock.set('2024-06-12');
    await expect(object(id)).rejects.toMatchObject({ code: 'notice.over' });
    subject = 'test.round:another';
    await expect(answer(objection)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});
