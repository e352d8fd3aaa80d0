import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  errorText,
  inTransaction,
  readWorkbook,
  registerTexts,
  writeWorkbook,
  type Context,
  type FileAnswer,
  type SignedInUser,
} from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import { contestModulePermissions } from '../contract';
import { contestModule } from '../manifest';
import { enterReadings } from './readings';
import { getReadingRest, getReadingTemplate, importReadingSheet, previewReadingSheet } from './sheet';
import { showStandings } from './standings';
import { makeIndicator } from './testing';

let database: TestDatabase;
let tree: SmallTree;
const all = [...contestModulePermissions, 'roster.unit.read'];
const clerk = testUser(all);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser = clerk) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  registerTexts({ contest: contestModule.texts });
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  tree = await run(makeTree);
});

async function sheetOf(heads: readonly string[], rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const columns = heads.map((title, i) => ({
    ...{ key: `c${i}`, title, kind: 'text' as const, width: 12, value: (row: readonly string[]) => row[i] ?? null },
  }));
  const words = { title: '填报', note: '', author: '', sumWord: '', say: (key: string) => key };
  return (await writeWorkbook({ ...words, at: new Date(0), columns, rows: [rows] })).bytes;
}

async function linesOf({ bytes, name }: FileAnswer): Promise<string[]> {
  const lines: string[] = [];
  for await (const piece of (await readWorkbook(bytes, name)).rows)
    for (const { cells } of piece) lines.push(cells.map((cell) => (cell?.kind === 'text' ? cell.text : '')).join('|'));
  return lines;
}

const query = () => ({ unitId: tree.works.id, period: '2024-05' });
const ask = (body: Uint8Array) => ({ params: {}, query: query(), body });

test('a sheet of figures is filled in by its template, looked at, and taken in but for what can’t be', async () => {
  const output = await run((ctx) => makeIndicator(ctx, tree.works.id, { name: '产量' }));
  await run((ctx) => makeIndicator(ctx, tree.works.id, { name: '合格率', measuredIn: '%', most: '100' }));
  await run((ctx) => makeIndicator(ctx, tree.works.id, { name: '单产', formula: '1 + 1' }));
  const [one, other] = tree.areas;
  const stands = [{ indicatorId: output.id, value: '5', number: 0, reason: '' }];
  await run((ctx) => enterReadings(ctx, { unitId: tree.team.id, period: '2024-05', source: '', rows: stands }));
  const template = await linesOf(await run((ctx) => getReadingTemplate(ctx, query())));
  expect(template).toContain('单位|产量（吨）|合格率（%）|更正原因');
  expect(template.some((line) => line.startsWith(one.name))).toBe(true);

  const bytes = await sheetOf(
    ['单位', '产量（吨）', '合格率', '更正原因'],
    [
      [one.name, '1,050.5', '101', ''],
      [other.name, '多', '98', ''],
      ['没有的单位', '1', '', ''],
      [tree.team.name, '5', '', ''],
      [tree.station.name, '', '', ''],
      [tree.canteen.name, '7', '', ''],
      [tree.canteen.name, '8', '', ''],
    ],
  );
  const preview = await run((ctx) => previewReadingSheet(ctx, ask(bytes)));
  expect(preview).toMatchObject({ figures: 3, units: 3, unchanged: 1, faultCount: 4 });
  expect(preview.faults.map(({ unit, indicator, text }) => [unit, indicator, text])).toEqual([
    [one.name, '合格率', '101'],
    [other.name, '产量', '多'],
    ['没有的单位', '', '没有的单位'],
    [tree.canteen.name, '产量', '8'],
  ]);
  const say = (code: string, params: object) => errorText('zh-CN', code, { ...params });
  expect(preview.faults.slice(1, 3).map(({ reason }) => reason)).toEqual([
    say('contest.sheet_no_number', { text: '多' }),
    say('contest.sheet_unit_unknown', { unit: '没有的单位' }),
  ]);
  const rest = await linesOf(await run((ctx) => getReadingRest(ctx, ask(bytes))));
  expect(rest.filter((line) => line.includes('没有的单位'))).toHaveLength(1);
  expect(rest.filter((line) => line.startsWith(tree.team.name))).toEqual([]);
  expect(await run((ctx) => importReadingSheet(ctx, ask(bytes)))).toEqual({ entered: 3, faultCount: 4 });
  const asked = { params: { id: output.id }, query: { period: '2024-05', kind: 'work_area' } };
  const { rows } = await run((ctx) => showStandings(ctx, asked));
  expect(rows.map(({ value }) => value)).toEqual(['1050.5']);
  // The same file again changes nothing.
  expect(await run((ctx) => importReadingSheet(ctx, ask(bytes)))).toEqual({ entered: 0, faultCount: 4 });
});

test('a correction in a sheet says why', async () => {
  const output = await run((ctx) => makeIndicator(ctx, tree.works.id, { name: '产量' }));
  const [area] = tree.areas;
  const rows = [{ indicatorId: output.id, value: '5', number: 0, reason: '' }];
  await run((ctx) => enterReadings(ctx, { unitId: area.id, period: '2024-05', source: '', rows }));
  const sheet = (reason: string) => sheetOf(['单位', '产量', '更正原因'], [[area.name, '6', reason]]);
  const silent = await sheet('');
  expect(await run((ctx) => importReadingSheet(ctx, ask(silent)))).toEqual({ entered: 0, faultCount: 1 });
  const told = await sheet('复称');
  expect(await run((ctx) => importReadingSheet(ctx, ask(told)))).toEqual({ entered: 1, faultCount: 0 });
});

test('what is no sheet of figures is refused', async () => {
  await run((ctx) => makeIndicator(ctx, tree.works.id, { name: '产量' }));
  const strange = await sheetOf(['姓名', '工号'], [['张三', '1']]);
  await expect(run((ctx) => previewReadingSheet(ctx, ask(strange)))).rejects.toMatchObject({
    code: 'contest.sheet_unreadable',
  });
  const long = await sheetOf(
    ['单位', '产量'],
    Array.from({ length: 2001 }, () => [tree.team.name, '1']),
  );
  await expect(run((ctx) => previewReadingSheet(ctx, ask(long)))).rejects.toMatchObject({
    code: 'contest.sheet_too_long',
  });
  const near = testUser(all, tree.areas[1].path);
  await expect(run((ctx) => previewReadingSheet(ctx, ask(strange)), near)).rejects.toMatchObject({
    code: 'kernel.not_found',
  });
});
