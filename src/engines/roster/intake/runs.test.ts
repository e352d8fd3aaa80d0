import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, registerTexts } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { rosterPermissions } from '../contract';
import { rosterModule } from '../manifest';
import { makeTree } from '../testing';
import { checkRows } from './checking';
import * as runs from './runs';
import { forgetRowsBefore } from './store/runs';
import { Desk, HEAD, refusal, rowOf } from './test-runs';

let database: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  registerTexts({
    kernel: kernelModule.texts,
    roster: rosterModule({}, { followers: [], contributors: [], erasers: [], firstRole: '' }).texts,
  });
  database = await openTestDatabase();
  const tree = await inTransaction(database.seed(), makeTree);
  desk = new Desk(database, testUser(rosterPermissions, tree.works.path));
});
afterAll(() => database.close());

/** What is chosen for these headings is kept for them alone. */
const OTHER_HEAD = [...HEAD, '备注'];

describe('refusals and what is chosen', () => {
  let numbers = 0;
  const checkWith = async (mapping: object, change: object = {}) => {
    const run = await desk.begin([OTHER_HEAD, rowOf()]);
    const options = { blanksCount: false, monthsCount: false, moveOn: null };
    return refusal(
      desk.act((ctx) => runs.checkIntake(ctx, run.id, { mapping, options, revision: run.revision, ...change })),
    );
  };

  test('a mapping without staff numbers, with a column twice or beyond the sheet; a day of moves that has not come', async () => {
    expect(await checkWith({ name: 1 })).toBe('roster.intake_no_number');
    expect(await checkWith({ staffNumber: 0, name: 0 })).toBe('roster.intake_column_twice');
    expect(await checkWith({ staffNumber: 0, name: 99 })).toBe('roster.intake_column_unknown');
    const options = { blanksCount: false, monthsCount: false, moveOn: '2024-06-19' };
    expect(await checkWith({ staffNumber: 0 }, { options })).toBe('roster.day_in_future');
    expect(await checkWith({ staffNumber: 0 }, { revision: 7 })).toBe('kernel.changed_meanwhile');
    expect(await checkWith({ staffNumber: 0 })).toBe('done');
  });

  test('a sheet or headings chosen anew; an empty file; a row that holds no headings', async () => {
    const run = await desk.begin([OTHER_HEAD, rowOf()]);
    const choose = (change: object) =>
      desk.act((ctx) =>
        runs.chooseIntakeSheet(ctx, run.id, { sheet: '花名册', headerRow: null, revision: 1, ...change }),
      );
    expect(await refusal(choose({ sheet: '没有' }))).toBe('workbook.no_sheet');
    expect(await refusal(choose({ headerRow: 9 }))).toBe('roster.intake_no_heading');
    expect(await refusal(choose({ revision: 3 }))).toBe('kernel.changed_meanwhile');
    expect(await choose({ headerRow: 2 })).toMatchObject({ headerRow: 2, mapping: {}, run: { revision: 2 } });
    expect(await refusal(desk.begin([]))).toBe('roster.intake_empty');
  });

  test('an import under way, not checked, not taken in or too long ago', async () => {
    const run = await desk.begin([OTHER_HEAD, rowOf()]);
    expect(await refusal(desk.act((ctx) => runs.applyIntake(ctx, run.id, 1)))).toBe('roster.intake_not_checked');
    expect(await refusal(desk.act((ctx) => runs.undoIntake(ctx, run.id, '错')))).toBe('roster.intake_not_done');
    const options = { blanksCount: false, monthsCount: false, moveOn: null };
    const check = { mapping: { staffNumber: 0 }, options };
    await desk.act((ctx) => runs.checkIntake(ctx, run.id, { ...check, revision: 1 }));
    expect(await refusal(desk.act((ctx) => runs.checkIntake(ctx, run.id, { ...check, revision: 2 })))).toBe(
      'roster.intake_under_way',
    );
    const done = await desk.takeIn([HEAD, rowOf()]);
    desk.clock.set('2024-07-18');
    expect((await desk.show(done.id)).abilities).toMatchObject({ undo: true });
    desk.clock.set('2024-07-19');
    expect((await desk.show(done.id)).abilities).toMatchObject({ undo: false });
    expect(await refusal(desk.act((ctx) => runs.undoIntake(ctx, done.id, '错')))).toBe('roster.intake_too_late');
    desk.clock.set('2024-06-18');
  });

  test('a mapping is offered again for the same headings, also when they come back with our reasons', async () => {
    const head = ['编码', '称呼', '性别', '单位', '用工形式', '到岗日期'];
    const row = () => [`M${(numbers += 1)}`, '任燕', '女', '甲班', '合同工', '2015-01-01'];
    const first = await desk.act(async (ctx) => runs.showIntake(ctx, (await desk.begin([head, row()])).id));
    expect([first.mapping.staffNumber, first.mapping.name, first.isSaved]).toEqual([undefined, undefined, false]);
    const run = await desk.checked([head, row()], { mapping: { ...first.mapping, staffNumber: 0, name: 1 } });
    expect(run.verdicts.new).toBe(1);
    const again = await desk.begin([
      [...head, '原因'],
      [...row(), '没有工号'],
    ]);
    const detail = await desk.act((ctx) => runs.showIntake(ctx, again.id));
    expect([detail.mapping.staffNumber, detail.mapping.name, detail.isSaved]).toEqual([0, 1, true]);
  });

  test('a sheet that breaks on the way says so and can be chosen anew', async () => {
    const run = await desk.begin([OTHER_HEAD, rowOf()]);
    const options = { blanksCount: false, monthsCount: false, moveOn: null };
    const { revision } = await desk.act((ctx) =>
      runs.checkIntake(ctx, run.id, { mapping: { staffNumber: 0 }, options, revision: 1 }),
    );
    await database.pool.query(`update roster.intake_run set sheet = '没有这个' where id = $1`, [run.id]);
    await checkRows(desk.ground(), run.id, revision);
    const failed = await desk.show(run.id);
    expect([failed.state, failed.abilities.check]).toEqual(['failed', true]);
    expect(failed.fault).toMatch(/没有这个/);
  });

  test('rows are forgotten when nobody can undo them any more; the counts stay', async () => {
    const done = await desk.takeIn([HEAD, rowOf()]);
    await desk.act((ctx) => forgetRowsBefore(ctx, new Date('2024-06-17T00:00:00Z')));
    expect((await desk.show(done.id)).isForgotten).toBe(false);
    await desk.act((ctx) => forgetRowsBefore(ctx, new Date('2024-06-20T00:00:00Z')));
    expect(await desk.show(done.id)).toMatchObject({
      isForgotten: true,
      outcomes: { done: 1 },
      abilities: { undo: false },
    });
    expect(await desk.rows(done.id)).toEqual([]);
    expect(await refusal(desk.rejected(done.id))).toBe('roster.intake_nothing');
  });
});
