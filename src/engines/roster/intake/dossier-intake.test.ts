import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, registerTexts, sealedPlace } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { rosterPermissions } from '../contract';
import { openDossier } from '../dossier/file';
import { identityCheckSign } from '../dossier/rules';
import { dossierRow } from '../dossier/store';
import { rosterModule } from '../manifest';
import { findPerson, updatePerson } from '../people';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { stagedColumn } from './sealing';
import { Desk, HEAD, rowOf } from './test-runs';
import type { MadeCell } from './test-sheets';

let database: TestDatabase;
let tree: SmallTree;
let desk: Desk;
let areaDesk: Desk;

beforeAll(async () => {
  registerTexts({
    kernel: kernelModule.texts,
    roster: rosterModule({}, { followers: [], firstRole: '', contributors: [], erasers: [] }).texts,
  });
  database = await openTestDatabase();
  tree = await inTransaction(database.seed(), makeTree);
  desk = new Desk(database, testUser(rosterPermissions, tree.works.path));
  areaDesk = new Desk(database, testUser(['roster.intake.run', 'roster.person.write'], tree.areas[0].path));
});
afterAll(() => database.close());

const MORE = ['曾用名', '民族', '学历', '用工单位', '农民工', '身份证号', '银行卡号'];
const WIDE = [...HEAD, ...MORE];
const CARD = '6228480000000000000';
let sequence = 0;
/** A number of a woman born on the day of `rowOf`, another one each time. */
const womanNumber = (born = '19750308'): string => {
  const digits = `370700${born}${String((sequence += 2)).padStart(3, '0')}`;
  return digits + identityCheckSign(digits);
};
type Change = Record<string, MadeCell>;
const wideRow = (change: Change = {}): MadeCell[] => {
  const more: Change = { 民族: '汉', 学历: '大学专科', 用工单位: '海州劳务公司', 农民工: '是', 银行卡号: CARD };
  const row: Change = { 曾用名: '张燕、张小燕', 身份证号: womanNumber(), ...more, ...change };
  return [...rowOf(change), ...MORE.map((heading) => row[heading] ?? null)];
};
const place = (heading: string) => WIDE.indexOf(heading);
const numberIn = (row: readonly MadeCell[]) => String(row[place('身份证号')]);

const personOf = (row: readonly MadeCell[]) =>
  desk.act(async (ctx) => (await findPerson(ctx, { staffNumber: String(row[0]) }))!);
const fileOfPerson = (row: readonly MadeCell[]) =>
  desk.act(async (ctx) => {
    const { id } = (await findPerson(ctx, { staffNumber: String(row[0]) }))!;
    const { identityNumber, bankCard, ...plain } = await dossierRow(ctx, id);
    const opened = openDossier(ctx, id, { identityNumber, bankCard });
    return { ...plain, identityNumber: opened.identityNumber.value, bankCard: opened.bankCard.value };
  });
/** Everything that lies in the open about a run, as one text. */
const inTheOpen = async (): Promise<string> => {
  const { rows } = await database.pool.query(
    `select (select json_agg(to_jsonb(r) - 'sealed' - 'sealed_before') from roster.intake_row r)::text
      || (select json_agg(r) from roster.intake_run r)::text as all`,
  );
  return rows[0].all;
};

describe('the fields of the dossier', () => {
  test('come in, are changed and come back; nowhere in the staging do the numbers lie in the open', async () => {
    const row = wideRow();
    const first = await desk.takeIn([WIDE, row]);
    expect(first.verdicts).toMatchObject({ new: 1, bad: 0 });
    const before = {
      ...{ formerNames: ['张燕', '张小燕'], nation: 'han', education: 'junior_college', employer: '海州劳务公司' },
      ...{ isMigrant: true, identityNumber: numberIn(row), bankCard: CARD },
    };
    expect(await fileOfPerson(row)).toMatchObject(before);
    expect((await desk.checked([WIDE, row])).verdicts).toMatchObject({ same: 1, bad: 0 });

    const other = wideRow({ 工号: row[0]!, 曾用名: '张燕', 民族: '回族', 学历: '本科', 用工单位: null, 农民工: '否', 银行卡号: null }); // prettier-ignore
    const checked = await desk.checked([WIDE, other], { options: { blanksCount: true } });
    const [shown] = await desk.rows(checked.id);
    expect([shown!.cells[place('身份证号')], shown!.cells[place('银行卡号')]]).toEqual([
      `3707**********${numberIn(other).slice(-4)}`,
      '',
    ]);
    const run = await desk.apply(checked);
    expect(run.changes).toMatchObject({ formerNames: 1, nation: 1, education: 1, employer: 1, isMigrant: 1, identityNumber: 1, bankCard: 1 }); // prettier-ignore
    const after = { formerNames: ['张燕'], nation: 'hui', education: 'bachelor', employer: null, isMigrant: false };
    expect(await fileOfPerson(row)).toMatchObject({ ...after, identityNumber: numberIn(other), bankCard: null });
    const open = await inTheOpen();
    for (const number of [numberIn(row), numberIn(other), CARD]) expect(open).not.toContain(number);

    expect((await desk.undo(run.id)).outcomes.restored).toBe(1);
    expect(await fileOfPerson(row)).toMatchObject(before);
  });

  test('a birth that nobody has said is the one in the identity number', async () => {
    const row = wideRow({ 出生日期: null, 身份证号: womanNumber('19800229') });
    await desk.takeIn([WIDE, row]);
    expect((await personOf(row)).bornOn).toBe('1980-02-29');
  });

  test('a number is hidden in whatever column it stands, and the sender alone gets it back', async () => {
    const number = womanNumber();
    const head = [...HEAD, '备注'];
    const run = await desk.checked([head, [...rowOf({ 性别: '先生', 联系电话: number }), `证件 ${number}`]]);
    const [row] = await desk.rows(run.id);
    expect([row!.cells[4], row!.cells.at(-1)]).toEqual([
      `3707**********${number.slice(-4)}`,
      `证件 3707**********${number.slice(-4)}`,
    ]);
    expect(await inTheOpen()).not.toContain(number);
    expect((await desk.rejected(run.id)).flat().join()).toContain(number);
    const colleague = new Desk(database, testUser(['roster.intake.run'], tree.works.path));
    expect((await colleague.rejected(run.id)).flat().join()).not.toContain(number);
  });
});

describe('planted faults', () => {
  test('each is named with its own reason, in the cell where it stands', async () => {
    const [held, beyond, twice] = [womanNumber(), womanNumber(), womanNumber()];
    await desk.act(async (ctx) => {
      const one = { gender: 'female', bornOn: '1975-03-08' } as const;
      await makePerson(ctx, { ...one, unitId: tree.areas[0].id, name: '区大海', identityNumber: held });
      await makePerson(ctx, { ...one, unitId: tree.areas[1].id, name: '曾远', identityNumber: beyond });
    });
    const good = womanNumber();
    const wrongSign = good.slice(0, 17) + (good.endsWith('1') ? '2' : '1');
    const faults: [Change, string, RegExp][] = [
      [{ 身份证号: wrongSign }, '身份证号', /最后一位对不上/],
      [{ 身份证号: womanNumber('19750230') }, '身份证号', /出生日期不是日历上有的日子/],
      [{ 身份证号: womanNumber('19750309') }, '身份证号', /出生日期是 1975年3月9日，与登记的 1975年3月8日 不符/],
      [{ 性别: '男' }, '身份证号', /性别与登记的性别不符/],
      [{ 身份证号: held }, '身份证号', /^身份证号已登记在区大海名下/],
      [{ 身份证号: beyond }, '身份证号', /^身份证号已被使用，请核对。$/],
      [{ 身份证号: twice }, '身份证号', /与第 9 行重复/],
      [{ 身份证号: twice }, '身份证号', /与第 8 行重复/],
      [{ 身份证号: '370700750308001' }, '身份证号', /15 位的旧身份证号/],
      [{ 身份证号: '3707001975' }, '身份证号', /应是 18 位/],
      [{ 身份证号: `09${good.slice(2)}` }, '身份证号', /没有这个省份/],
      [{ 身份证号: 370700197503080000 }, '身份证号', /后几位已经丢失/],
      [{ 银行卡号: '6228480000000000001' }, '银行卡号', /校验不对/],
      [{ 银行卡号: '62284800' }, '银行卡号', /12—19 位/],
      [{ 民族: '盐族' }, '民族', /认不出/],
      [{ 学历: '自学' }, '学历', /认不出/],
      [{ 农民工: '也许' }, '农民工', /请填是或否/],
      [{ 曾用名: '张3' }, '曾用名', /^曾用名“张3”/],
      [{ 用工单位: '司'.repeat(121) }, '用工单位', /最多 120 个/],
      [{ 曾用名: [...'甲乙丙丁戊己庚辛壬癸子'].join('、') }, '曾用名', /有 11 个/],
    ];
    const run = await areaDesk.checked([WIDE, ...faults.map(([change]) => wideRow(change))]);
    const rows = await areaDesk.rows(run.id);
    for (const [at, [, heading, reason]] of faults.entries()) {
      expect.soft(rows[at]!.reasons).toHaveLength(1);
      expect
        .soft([rows[at]!.reasons[0]?.place, rows[at]!.reasons[0]?.text])
        .toEqual([place(heading), expect.stringMatching(reason)]);
    }
    expect(run.verdicts).toMatchObject({ new: 0, bad: faults.length });
  });

  test('a birth or gender that contradicts the number on record is refused in its own cell', async () => {
    const row = wideRow();
    await desk.takeIn([WIDE, row]);
    const run = await desk.checked([HEAD, rowOf({ 工号: row[0]!, 出生日期: '1976-03-08', 性别: '男' })]);
    expect((await desk.rows(run.id))[0]!.reasons).toMatchObject([
      { place: place('出生日期'), text: expect.stringMatching(/1975年3月8日/) },
      { place: place('性别') },
    ]);
  });

  test('who got the number between the preview and the taking in keeps it', async () => {
    const row = wideRow();
    const run = await desk.checked([WIDE, row]);
    await desk.act(
      (ctx) =>
      makePerson(ctx, { unitId: tree.team.id, name: '任先', gender: 'female', bornOn: '1975-03-08', identityNumber: numberIn(row) }), // prettier-ignore
    );
    expect((await desk.apply(run)).outcomes.refused).toBe(1);
    expect((await desk.rows(run.id))[0]!.reasons[0]!.text).toMatch(/已登记在任先名下/);
  });
});

describe('what could not be undone or opened', () => {
  test('a number that somebody else holds by now is not given back', async () => {
    const row = wideRow();
    await desk.takeIn([WIDE, row]);
    const run = await desk.takeIn([WIDE, wideRow({ 工号: row[0]! })]);
    const other = await desk.act((ctx) =>
      makePerson(ctx, { unitId: tree.team.id, gender: 'female', bornOn: '1975-03-08' }),
    );
    const { staffNumber, name, gender, employmentKind, version } = other;
    await desk.act(
      (ctx) =>
      updatePerson(ctx, other.id, { staffNumber, name, gender, employmentKind, version, identityNumber: numberIn(row) }), // prettier-ignore
    );
    expect((await desk.undo(run.id)).outcomes.kept).toBe(1);
    expect((await desk.rows(run.id, { outcome: 'kept' }))[0]!.reasons[0]!.text).toMatch(/已登记给别人/);
  });

  test('a row whose numbers lie under a lost key is put aside, not taken in without them', async () => {
    const [row, other] = [wideRow(), wideRow()];
    const run = await desk.checked([WIDE, row, other]);
    const { rows } = await database.pool.query('select id from roster.intake_row where run_id = $1 and number = 2', [
      run.id,
    ]);
    const elsewhere = database.house.secrets.seal('{}', sealedPlace(stagedColumn, tree.works.id));
    await database.pool.query('update roster.intake_row set sealed = $2 where id = $1', [rows[0].id, elsewhere]);
    expect((await desk.apply(run)).outcomes).toMatchObject({ done: 1, refused: 1 });
    expect((await desk.rows(run.id, { verdict: 'bad' }))[0]!.reasons[0]!.text).toMatch(/无法解密，请重新上传/);
  });
});

test('the uploaded file goes with the last row that is taken in; the run stays', async () => {
  const run = await desk.checked([WIDE, wideRow()]);
  const fileOf = async () =>
    (
      await database.pool.query(
        'select f.sha256 from roster.intake_run r left join kernel.file f on f.id = r.file_id where r.id = $1',
        [run.id],
      )
    ).rows[0].sha256 as string | null;
  const sha256 = (await fileOf())!;
  await readFile(`${database.house.filesFolder}/${sha256.slice(0, 2)}/${sha256}`);
  await desk.apply(run);
  expect(await fileOf()).toBeNull();
  const left = await database.pool.query('select from kernel.file where sha256 = $1', [sha256]);
  const waiting = await database.pool.query(
    `select from graphile_worker.jobs where task_identifier = 'kernel.forget_bytes' and key like '%' || $1`,
    [sha256],
  );
  expect([left.rowCount, waiting.rowCount]).toEqual([0, 1]);
});
