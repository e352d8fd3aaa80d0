import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, registerTexts } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { findPerson, getPerson, movePerson, recordLeaving, showPerson, updatePerson } from '../people';
import { appoint } from '../posts';
import { rosterPermissions } from '../contract';
import { rosterModule } from '../manifest';
import { makePerson, makeTree, makeUnit, type SmallTree } from '../testing';
import { closeUnit } from '../units';
import { applyRows } from './applying';
import { checkRows } from './checking';
import { undoRows } from './undoing';
import * as runs from './runs';
import { Desk, HEAD, refusal, rowOf } from './test-runs';
import type { MadeCell } from './test-sheets';

let database: TestDatabase;
let tree: SmallTree;
let desk: Desk;
/** Whoever may write in 一工区 alone. */
let areaDesk: Desk;

beforeAll(async () => {
  registerTexts({
    kernel: kernelModule.texts,
    roster: rosterModule({}, { followers: [], contributors: [], erasers: [], firstRole: '' }).texts,
  });
  database = await openTestDatabase();
  tree = await inTransaction(database.seed(), makeTree);
  desk = new Desk(database, testUser(rosterPermissions, tree.works.path));
  areaDesk = new Desk(database, testUser(rosterPermissions, tree.areas[0].path));
});
afterAll(() => database.close());

const numberOf = (row: readonly MadeCell[]): string => String(row[0]);
const personOf = (row: readonly MadeCell[]) =>
  desk.act(async (ctx) => (await findPerson(ctx, { staffNumber: numberOf(row) }))!);
const historyOf = (id: string) => desk.act((ctx) => showPerson(ctx, id));
const countPeople = async (): Promise<number> =>
  Number((await database.pool.query('select count(*) from roster.person')).rows[0].count);

describe('3,000 rows with 150 faults', () => {
  /** A fault to plant in a row, and what its reason must say. */
  const faults: [Record<string, MadeCell>, RegExp][] = [
    [{ 工号: null }, /^没有工号，请补上。$/],
    [{ 工号: '工 1' }, /^工号“工 1”写法不对/],
    [{ 工号: 'TAKEN' }, /^工号已被使用，请核对。$/],
    [{ 姓名: '长'.repeat(300) }, /^姓名有 300 个字，最多 60 个/],
    [{ 姓名: '张三2' }, /^姓名“张三2”里有数字或标点/],
    [{ 姓名: null }, /^名册里没有这个工号，新人要填姓名。$/],
    [{ 性别: '先生' }, /^性别“先生”认不出/],
    [{ 出生日期: '1975-02-30' }, /^出生日期“1975-02-30”不是日历上有的日子/],
    [{ 出生日期: '1975年3月' }, /^出生日期“1975年3月”只有年月/],
    [{ 出生日期: '2011-01-01' }, /^出生日期不早于到岗日期（2010年7月1日）/],
    [{ 联系电话: '打办公室' }, /^联系电话“打办公室”写法不对/],
    [{ 单位: '南滩工区' }, /^没有“南滩工区”这个单位/],
    [{ 单位: '老食堂' }, /^“老食堂”已于 2024年1月31日 撤销/],
    [{ 单位: '乙班' }, /^叫“乙班”的单位有 2 个，请写明上级，例如：一工区\/乙班 \| 二工区\/乙班。$/],
    [{ 用工形式: '外包' }, /^用工形式“外包”认不出/],
    [{ 到岗日期: '2024-06-19' }, /^到岗日期“2024-06-19”还没有到，今天是 2024年6月18日/],
    [{ 离职日期: '2010-06-30' }, /^离职日期早于到岗日期（2010年7月1日）/],
    [{ 到岗日期: { f: 'TODAY()' } }, /^到岗日期是没有算过的公式/],
    [{ 工号: 'LEFT' }, /^这个工号的人已于 2023年12月31日 离职/],
  ];
  const rows: MadeCell[][] = [];
  const expected = new Map<number, RegExp>();
  let unit: Record<string, string>;

  beforeAll(async () => {
    await desk.act(async (ctx) => {
      const old = await makeUnit(ctx, { kind: 'canteen', name: '老食堂', parentId: tree.works.id });
      await closeUnit(ctx, old.id, { lastDay: '2024-01-31' });
      for (const area of tree.areas) await makeUnit(ctx, { kind: 'team', name: '乙班', parentId: area.id });
      await makePerson(ctx, { staffNumber: 'TAKEN', unitId: tree.group.id });
      const left = await makePerson(ctx, { staffNumber: 'LEFT', unitId: tree.team.id, name: '李四' });
      await recordLeaving(ctx, left.id, '2023-12-31');
    });
    unit = { 甲班: tree.team.id };
    for (let at = 0; at < 3000; at += 1) {
      const isFaulty = at % 20 === 7;
      const [change, reason]: [Record<string, MadeCell>, RegExp | null] = isFaulty
        ? faults[((at - 7) / 20) % faults.length]!
        : [{}, null];
      // TAKEN and LEFT stand once: a second time they would be twice in the sheet as well.
      const isAgain = isFaulty && (change.工号 === 'TAKEN' || change.工号 === 'LEFT') && at > 20 * faults.length;
      rows.push(rowOf(isAgain ? { 性别: '先生' } : change));
      if (isFaulty) expected.set(at + 2, isAgain ? /^性别“先生”认不出/ : reason!);
    }
  });

  test('2,850 come in, 150 go back with the right reason each, nothing else is lost; a second time changes nothing', async () => {
    expect(expected.size).toBe(150);
    const before = await countPeople();
    const checked = await desk.checked([HEAD, ...rows]);
    expect([checked.state, checked.verdicts]).toEqual(['checked', { new: 2850, changed: 0, same: 0, bad: 150 }]);
    expect(await countPeople()).toBe(before);

    const done = await desk.apply(checked);
    expect([done.state, done.outcomes.done, await countPeople()]).toEqual(['done', 2850, before + 2850]);
    const bad = await desk.rows(done.id, { verdict: 'bad' });
    expect(bad.map((row) => row.number)).toEqual([...expected.keys()]);
    for (const row of bad) {
      expect.soft([row.number, row.reasons.length]).toEqual([row.number, 1]);
      expect.soft(row.reasons[0]!.text).toMatch(expected.get(row.number)!);
    }
    const { person, placements } = await historyOf((await personOf(rows[0]!)).id);
    expect(person).toMatchObject({ name: '张海燕', bornOn: '1975-03-08', employedFrom: '2010-07-01', version: 1 });
    // The unit was set up in 2020: nobody stands in a unit before there is one.
    expect(placements).toEqual([{ unitId: unit.甲班, unitName: '甲班', validFrom: '2020-01-01', validTo: null }]);

    const lines = await desk.rejected(done.id);
    expect(lines[1]).toEqual([...HEAD, '原因']);
    expect(lines).toHaveLength(152);
    expect(lines[2]![0]).toBe('');
    expect(lines[2]!.at(-1)).toBe('没有工号，请补上。');

    const again = await desk.checked([HEAD, ...rows]);
    expect(again.verdicts).toEqual({ new: 0, changed: 0, same: 2850, bad: 150 });
    expect(await refusal(desk.act((ctx) => runs.applyIntake(ctx, again.id, again.revision)))).toBe(
      'roster.intake_nothing',
    );

    const back = await desk.undo(done.id);
    // Somebody opened the file of one of them: the log of readers is kept, and so is that person, who has left.
    expect([back.state, back.outcomes.removed, await countPeople()]).toEqual(['undone', 2849, before + 1]);
  });
});

describe('what a row does', () => {
  test('a person gets what the sheet says; columns that it lacks and empty cells stay; a move begins today', async () => {
    const row = rowOf();
    await desk.takeIn([HEAD, row]);
    const { id } = await personOf(row);
    const sheet = [
      ['员工编号', '联系电话', '所属部门', '用工性质'],
      [numberOf(row), null, '一工区/东泵站', '正式工'],
    ];
    const run = await desk.takeIn(sheet);
    expect([run.verdicts.changed, run.changes]).toEqual([1, { unit: 1, employmentKind: 1 }]);
    const { person, placements } = await historyOf(id);
    expect(person).toMatchObject({ phone: '13800001234', employmentKind: 'permanent', unitName: '东泵站', version: 2 });
    expect(placements.map((one) => [one.unitName, one.validFrom, one.validTo])).toEqual([
      ['甲班', '2020-01-01', '2024-06-17'],
      ['东泵站', '2024-06-18', null],
    ]);

    const back = await desk.undo(run.id);
    expect(back.outcomes.restored).toBe(1);
    const restored = await historyOf(id);
    expect(restored.person).toMatchObject({ employmentKind: 'contract', unitName: '甲班', unitPath: tree.team.path });
    expect(restored.placements).toMatchObject([{ unitName: '甲班', validFrom: '2020-01-01', validTo: null }]);
  });

  test('where blanks count they empty a field; a move begins on the chosen day; an earlier first day moves the first placement', async () => {
    const row = rowOf({ 单位: '二工区', 到岗日期: '2022-05-01' });
    await desk.takeIn([HEAD, row]);
    const { id } = await personOf(row);
    const change = rowOf({ 工号: numberOf(row), 联系电话: null, 单位: '甲班', 到岗日期: '2021-05-01', 姓名: '曾　燕' });
    const run = await desk.takeIn([HEAD, change], { blanksCount: true, moveOn: '2024-05-01' });
    expect(run.changes).toEqual({ name: 1, phone: 1, unit: 1, employedFrom: 1 });
    const { person, placements } = await historyOf(id);
    expect(person).toMatchObject({ name: '曾燕', phone: null, employedFrom: '2021-05-01' });
    expect(placements.map((one) => [one.unitName, one.validFrom, one.validTo])).toEqual([
      ['二工区', '2021-05-01', '2024-04-30'],
      ['甲班', '2024-05-01', null],
    ]);
    const found = await database.pool.query('select name_key from roster.person where id = $1', [id]);
    expect(found.rows[0].name_key).toBe('zeng1 yan4 曾燕');
    await desk.undo(run.id);
    expect((await historyOf(id)).placements).toMatchObject([
      { unitName: '二工区', validFrom: '2022-05-01', validTo: null },
    ]);
  });

  test('a last day ends the placement and the posts, and both come back when the import is undone', async () => {
    const row = rowOf();
    await desk.takeIn([HEAD, row]);
    const { id } = await personOf(row);
    await desk.act((ctx) =>
      appoint(ctx, { personId: id, post: 'team_leader', unitId: tree.team.id, from: '2023-01-01', to: null }),
    );
    const leaving = rowOf({ 工号: numberOf(row), 离职日期: '2024-05-31' });
    const run = await desk.takeIn([HEAD, leaving]);
    expect(run.changes).toEqual({ leftOn: 1 });
    const left = await historyOf(id);
    expect([left.person.employedTo, left.person.unitId, left.placements[0]!.validTo]).toEqual([
      '2024-05-31',
      null,
      '2024-05-31',
    ]);
    expect(left.holdings[0]!.validTo).toBe('2024-05-31');
    expect((await desk.checked([HEAD, leaving])).verdicts).toMatchObject({ same: 1, bad: 0 });

    await desk.undo(run.id);
    const back = await historyOf(id);
    expect([back.person.employedTo, back.person.unitId, back.placements[0]!.validTo]).toEqual([
      null,
      tree.team.id,
      null,
    ]);
    expect(back.holdings[0]!.validTo).toBeNull();
  });

  test('rare characters and dots come in; formulas count by their values; remarks are not read; merged cells are named', async () => {
    const rare = rowOf({ 姓名: '𠮷田·买买提', 联系电话: { f: '"139"&"00001234"', v: '13900001234' } });
    const under = rowOf({ 单位: null });
    const sheet = [['全场花名册'], HEAD, ['# 示例'], rare, under, [null, null, null], ['', ' ']];
    const run = await desk.checked(sheet, { merged: ['F4:F5', 'A1:I1'] });
    expect(run.verdicts).toMatchObject({ new: 1, bad: 1 });
    const detail = await desk.act((ctx) => runs.showIntake(ctx, run.id));
    expect([detail.headerRow, detail.facts]).toEqual([2, { formulas: 1, merged: ['F4:F5'], remarks: 2 }]);
    const [bad] = await desk.rows(run.id, { verdict: 'bad' });
    expect([bad!.number, bad!.reasons]).toEqual([
      5,
      [{ place: 5, text: '单位这一格并在 F4 里，请取消合并后逐行填写。' }],
    ]);
    await desk.apply(run);
    expect(await personOf(rare)).toMatchObject({ name: '𠮷田·买买提', phone: '13900001234' });
  });

  test('of two rows with one staff number both are named', async () => {
    const [first, other] = [rowOf(), rowOf()];
    const run = await desk.checked([HEAD, first, other, rowOf({ 工号: numberOf(first) })]);
    const bad = await desk.rows(run.id, { verdict: 'bad' });
    expect(bad.map((row) => [row.number, row.reasons[0]!.text])).toEqual([
      [2, '工号与第 4 行重复，请只留一行。'],
      [4, '工号与第 2 行重复，请只留一行。'],
    ]);
    expect(run.verdicts).toMatchObject({ new: 1, bad: 2 });
  });

  test('who was changed between the preview and the taking in is judged again', async () => {
    const [row, other] = [rowOf(), rowOf()];
    const run = await desk.checked([HEAD, row, other]);
    await desk.act((ctx) => makePerson(ctx, { staffNumber: numberOf(row), unitId: tree.group.id }));
    const done = await desk.apply(run);
    expect([done.outcomes, done.verdicts]).toMatchObject([
      { done: 1, refused: 1 },
      { bad: 1, new: 1 },
    ]);
    expect((await desk.rows(run.id, { verdict: 'bad' }))[0]!.reasons[0]!.text).toBe('工号已被使用，请核对。');
  });
});

describe('an import that is undone', () => {
  test('leaves whom somebody has changed since, lets go whom other records name, and says so', async () => {
    const rows = [rowOf(), rowOf(), rowOf(), rowOf({ 单位: '二工区' })];
    const run = await desk.takeIn([HEAD, ...rows]);
    const [changed, posted, plain] = await Promise.all(rows.map(personOf));
    await desk.act((ctx) => updatePerson(ctx, changed!.id, { ...fieldsOf(changed!), name: '李四', version: 1 }));
    await desk.act((ctx) =>
      appoint(ctx, { personId: posted!.id, post: 'cook', unitId: tree.canteen.id, from: '2024-06-01', to: null }),
    );
    const back = await desk.undo(run.id);
    expect(back.outcomes).toMatchObject({ removed: 2, kept: 1, ended: 1 });
    expect((await desk.rows(run.id, { outcome: 'kept' })).map((row) => [row.number, row.reasons[0]!.text])).toEqual([
      [2, '入册后有人改过，保持现状。'],
    ]);
    expect((await desk.rows(run.id, { outcome: 'ended' }))[0]!.reasons[0]!.text).toMatch(/已记为今天离职/);
    expect(await desk.act((ctx) => findPerson(ctx, { id: plain!.id }))).toBeNull();
    const ended = await historyOf(posted!.id);
    expect([ended.person.employedTo, ended.holdings[0]!.validTo]).toEqual(['2024-06-18', '2024-06-18']);
    expect((await desk.act((ctx) => getPerson(ctx, changed!.id))).name).toBe('李四');
  });

  test('keeps a person whose former unit was closed since', async () => {
    const canteen = await desk.act((ctx) =>
      makeUnit(ctx, { kind: 'canteen', name: '小食堂', parentId: tree.works.id }),
    );
    const row = rowOf({ 单位: '小食堂' });
    await desk.takeIn([HEAD, row]);
    const run = await desk.takeIn([HEAD, rowOf({ 工号: numberOf(row) })]);
    await desk.act((ctx) => closeUnit(ctx, canteen.id, { lastDay: '2024-06-18' }));
    expect((await desk.undo(run.id)).outcomes.kept).toBe(1);
    expect((await desk.rows(run.id, { outcome: 'kept' }))[0]!.reasons[0]!.text).toBe(
      '原单位已经撤销，不能退回，保持现状。',
    );
    expect((await personOf(row)).unitName).toBe('甲班');
  });

  const fieldsOf = (person: Awaited<ReturnType<typeof personOf>>) => {
    const { staffNumber, name, gender, employmentKind } = person;
    return { staffNumber, name, gender, employmentKind };
  };
});

describe('a program that is killed', () => {
  const rows = Array.from({ length: 1250 }, () => rowOf());

  test('between two steps of the check, the taking in and the undoing finds what is done and goes on', async () => {
    const before = await countPeople();
    const run = await desk.begin([HEAD, ...rows]);
    const detail = await desk.act((ctx) => runs.showIntake(ctx, run.id));
    const body = { mapping: detail.mapping, options: detail.options, revision: run.revision };
    const { revision } = await desk.act((ctx) => runs.checkIntake(ctx, run.id, body));
    await expect(checkRows(desk.ground(2), run.id, revision)).rejects.toThrow('killed');
    expect(await desk.show(run.id)).toMatchObject({ state: 'checking', rowsRead: 500 });
    await checkRows(desk.ground(), run.id, revision);
    expect(await desk.show(run.id)).toMatchObject({ state: 'checked', rowsRead: 1250, verdicts: { new: 1250 } });

    await desk.act((ctx) => runs.applyIntake(ctx, run.id, revision));
    await expect(applyRows(desk.ground(2), run.id)).rejects.toThrow('killed');
    expect([await countPeople(), (await desk.show(run.id)).rowsHandled]).toEqual([before + 500, 500]);
    // A server that was taken for dead may be at the same work still.
    await Promise.all([applyRows(desk.ground(), run.id), applyRows(desk.ground(), run.id)]);
    await applyRows(desk.ground(), run.id);
    expect(await desk.show(run.id)).toMatchObject({ state: 'done', rowsHandled: 1250, outcomes: { done: 1250 } });
    expect(await countPeople()).toBe(before + 1250);

    await desk.act((ctx) => runs.undoIntake(ctx, run.id, '重来'));
    await expect(undoRows(desk.ground(1), run.id)).rejects.toThrow('killed');
    expect(await countPeople()).toBe(before + 750);
    await undoRows(desk.ground(), run.id);
    expect([(await desk.show(run.id)).outcomes.removed, await countPeople()]).toEqual([1250, before]);
  });
});

describe('whoever may write in one area alone', () => {
  test('reads in people of that area only, and learns nothing of others', async () => {
    const theirs = rowOf({ 单位: '二工区' });
    await desk.takeIn([HEAD, theirs]);
    const rows = [rowOf(), rowOf({ 单位: '二工区' }), rowOf({ 工号: numberOf(theirs), 姓名: '赵' })];
    const run = await areaDesk.checked([HEAD, ...rows]);
    expect(run).toMatchObject({ unitName: '一工区', verdicts: { new: 1, bad: 2 } });
    const reasons = (await areaDesk.rows(run.id, { verdict: 'bad' })).map((row) => row.reasons[0]!.text);
    expect(reasons).toEqual(['没有“二工区”这个单位，或者不归您管；名称相近的有：一工区。', '工号已被使用，请核对。']);
  });

  test("does not find another area's import; whoever stands above does", async () => {
    const run = await desk.checked([HEAD, rowOf()]);
    expect(await refusal(areaDesk.act((ctx) => runs.showIntake(ctx, run.id)))).toBe('kernel.not_found');
    expect(await refusal(areaDesk.act((ctx) => runs.intakeTopics(ctx, run.id)))).toBe('kernel.not_found');
    const own = await areaDesk.checked([HEAD, rowOf()]);
    const list = (who: Desk) => who.act((ctx) => runs.listIntakes(ctx, { limit: 200 }));
    expect((await list(areaDesk)).rows.map(({ id }) => id)).not.toContain(run.id);
    expect((await list(desk)).rows.map(({ id }) => id)).toEqual(expect.arrayContaining([run.id, own.id]));
    const reader = new Desk(database, testUser(['roster.intake.run'], tree.works.path));
    expect(await refusal(reader.begin([HEAD, rowOf()]))).toBe('kernel.not_found');
  });

  test('a person who has moved beyond the scope meanwhile is put aside', async () => {
    const row = rowOf();
    await desk.takeIn([HEAD, row]);
    const run = await areaDesk.checked([HEAD, rowOf({ 工号: numberOf(row), 姓名: '单燕' })]);
    const { id } = await personOf(row);
    await desk.act((ctx) => movePerson(ctx, id, { unitId: tree.areas[1].id, from: '2024-06-18' }));
    expect((await areaDesk.apply(run)).outcomes).toMatchObject({ done: 0, refused: 1 });
    expect((await personOf(row)).name).toBe('张海燕');
  });
});
