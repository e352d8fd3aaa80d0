import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, type SignedInUser } from '#kernel';
import { wordsOfFile } from '#engines/ledger/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { listAssets, showAsset } from './cards';
import * as counts from './counts';
import { exportAssetSheetRest, importAssets, judgeAssetSheet } from './import';
import { openAssets } from './test-assets';

const a = await openAssets();
const { at, run, of, refused, treasurer, chair, stranger } = a;
const { add, buy, post, check, preview } = a;
afterAll(() => a.database.close());
beforeEach(() => a.renew());

describe('a list of what is there already', () => {
  const head = '资产名称,类别,规格型号,资产编号,购置日期,原值,累计折旧,存放地点,保管人';
  const send = (
    lines: readonly string[],
    { act = importAssets, until = '2024-05', entryId = undefined as string | undefined, user = treasurer } = {},
  ) => {
    const body = new TextEncoder().encode([head, ...lines].join('\n'));
    const query = { name: '清单.csv', until, ...(entryId === undefined ? {} : { entryId }) };
    return run((ctx) => act(ctx, { params: { id: at.book.id }, query, body }), user);
  };

  test('is judged row by row, and its good rows are taken in once, under the opening entry', async () => {
    const opening = await post(
      [
        { account: '131', debit: 18_600_00n },
        { account: '132', credit: 6_800_00n },
        { account: '301', credit: 11_800_00n },
      ],
      '2024-01-01',
      'opening',
    );
    const lines = [
      '面包车,车辆,五菱,C1,2021-03-15,18000.00,6700.00,,孙泵工',
      '乒乓球台,文体设备,红双喜,C2,2024-03-02,600.00,,东泵站,李泵工',
      '旗,古怪,,,2024-01-01,1.00,,,孙泵工',
    ];
    const judged = await send(lines, { act: judgeAssetSheet });
    expect([judged.good, judged.bad, judged.cost, judged.before]).toEqual([2, 1, 18_600_00n, 6_730_00n]);
    expect((await run((ctx) => listAssets(ctx, { query: { bookId: at.book.id, limit: 9 } }))).rows).toEqual([]);
    const restOf = async () => {
      const body = new TextEncoder().encode([head, ...lines].join('\n'));
      const asked = { params: { id: at.book.id }, query: { name: '清单.csv', until: '2024-05' }, body };
      return wordsOfFile(await run((ctx) => exportAssetSheetRest(ctx, asked)));
    };
    const rest = await restOf();
    expect(rest).toContain('古怪');
    expect(rest).not.toContain('五菱');
    const taken = await send(lines, { entryId: opening });
    // What was taken in meanwhile is not refused in its own rest.
    expect(await restOf()).toEqual(rest);
    expect(taken.rows.map((row) => row.fault !== null)).toEqual([false, false, true]);
    await expect(send(lines)).rejects.toMatchObject(refused('finance.asset_sheet_twice'));
    const more = ['相机,文体设备,,C3,2024-03-02,0.01,,,李泵工'];
    await expect(send(more, { entryId: opening })).rejects.toMatchObject(refused('finance.asset_over_entry'));
    const { rows } = await run((ctx) => listAssets(ctx, { query: { bookId: at.book.id, limit: 9 } }));
    expect(
      rows.map(({ number, formerNumber, writtenDown, unit }) => [number, formerNumber, writtenDown, unit.id]),
    ).toEqual([
      [1, 'C1', 6_700_00n, at.book.unitId],
      [2, 'C2', 30_00n, at.place],
    ]);
    expect((await preview('2024-05')).amount).toBe(0n);
    expect((await check()).writtenDown).toMatchObject({ book: 6_800_00n, register: 6_730_00n, difference: -70_00n });
  });

  // prettier-ignore
  test.each([
    [',车辆,,,2021-01-01,1,,,孙泵工', '名称'], ['车,船,,,2021-01-01,1,,,孙泵工', '类别'],
    ['车,车辆,,,昨天,1,,,孙泵工', '看不懂'], ['车,车辆,,,2024-06-19,1,,,孙泵工', '还没到'],
    ['车,车辆,,,2024-06-02,1,,,孙泵工', '之后'], ['车,车辆,,,2021-01-01,一元,,,孙泵工', '原值'],
    ['车,车辆,,,2021-01-01,1,一分,,孙泵工', '累计折旧看不懂'], ['车,车辆,,,2021-01-01,1,1.01,,孙泵工', '超过'],
    ['车,车辆,,,2021-01-01,1,,西泵站,孙泵工', '没有这个名称'], ['车,车辆,,,2021-01-01,1,,双站,孙泵工', '几个单位'],
    ['车,车辆,,,2021-01-01,1,,,', '没有保管人'], ['车,车辆,,,2021-01-01,1,,,王五', '没有这位'],
    ['车,车辆,,,2021-01-01,1,,,双名', '几个人'], ['车,车辆,,X1,2021-01-01,1,,,孙泵工', '登记过'],
  ])('says why the row %s can’t stand', async (line, why) => {
    await add({ formerNumber: 'X1' });
    for (const _ of [1, 2]) {
      await run((ctx) => makeUnit(ctx, { parentId: at.book.unitId, name: '双站' }));
      await run((ctx) => makePerson(ctx, { unitId: at.place, name: '双名' }));
    }
    const judged = await send([line], { act: judgeAssetSheet });
    expect(judged.rows[0]!.fault).toContain(why);
    await expect(send([line])).rejects.toMatchObject(refused('finance.asset_sheet_nothing'));
  });

  test('names its keepers by staff number where it has one, who never is its bringer', async () => {
    const { staffNumber } = await run((ctx) => makePerson(ctx, { unitId: at.place, name: '赵工' }));
    const rows = [
      `${head},工号`,
      `车,车辆,,,2021-01-01,1,,,孙,${staffNumber}`,
      `车,车辆,,,2021-01-01,1,,,赵工,${staffNumber}`,
    ];
    const body = new TextEncoder().encode(
      [...rows, '车,车辆,,D1,2021-01-01,1,,,李泵工,', '车,车辆,,D1,2021-01-01,1,,,李泵工,'].join('\n'),
    );
    const query = { name: 'a.csv', until: '2024-05' };
    const judge = (user: SignedInUser) =>
      run((ctx) => judgeAssetSheet(ctx, { params: { id: at.book.id }, query, body }), user);
    const faults = (await judge(treasurer)).rows.map((row) => row.fault);
    expect(faults).toEqual([expect.stringContaining('对不上'), null, null, expect.stringContaining('重复')]);
    const own = (await judge({ ...treasurer, personId: at.otherId })).rows.map((row) => row.fault);
    expect(own[2]).toContain('管资产账');
  });

  test('is refused without headings, for a month to come, and out of reach', async () => {
    const bytes = new TextEncoder().encode('甲,乙\n1,2');
    const judge = (body: Uint8Array, until = '2024-05') =>
      run((ctx) => judgeAssetSheet(ctx, { params: { id: at.book.id }, query: { name: 'a.csv', until }, body }));
    await expect(judge(bytes)).rejects.toMatchObject(refused('finance.asset_sheet_no_heading'));
    await expect(judge(bytes, '2024-07')).rejects.toMatchObject(refused('finance.asset_month_ahead'));
    await expect(send([], { user: stranger })).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('a stock-taking', () => {
  const open = (unitId = at.place, user = treasurer) =>
    run((ctx) => counts.openAssetCount(ctx, { params: {}, query: {}, body: { bookId: at.book.id, unitId } }), user);
  type Outcome = 'found' | 'missing' | null;
  const note = (count: { id: string; version: number }, lines: readonly [string, Outcome][], extras = [] as string[]) =>
    run((ctx) =>
      counts.noteAssetCount(ctx, {
        ...of(count.id),
        body: {
          version: count.version,
          lines: lines.map(([assetId, outcome]) => ({ assetId, outcome, note: '' })),
          extras: extras.map((words) => ({ words, note: '' })),
        },
      }),
    );
  const judge = (
    count: { id: string; version: number },
    verdicts: readonly (readonly [string, 'keep' | 'scrap'])[],
    user = chair,
  ) =>
    run(
      (ctx) =>
        counts.decideAssetCount(ctx, {
          ...of(count.id),
          body: {
            ...{ version: count.version, words: '同意' },
            verdicts: verdicts.map(([assetId, verdict]) => ({ assetId, verdict })),
          },
        }),
      user,
    );

  test('lists the cards of a at.place; what is missing is decided by another hand, and goes out of the books by it', async () => {
    const entryId = await buy(3_998_00n + 200_00n + 300_00n);
    const [tvSet, chair1, chair2] = [
      await add({ entryId }),
      await add({ name: '椅', class: 'furniture', cost: 200_00n, entryId }),
      await add({ name: '桌', class: 'furniture', cost: 300_00n, entryId }),
    ];
    await add({ name: '别处的桌', class: 'furniture', cost: 1n, unitId: at.book.unitId });
    const count = await open();
    expect(count).toMatchObject({ cards: 3, found: 0, state: 'open', unit: { name: '东泵站' } });
    await expect(open()).rejects.toMatchObject(refused('finance.asset_count_open'));
    await expect(open(at.book.unitId)).rejects.toMatchObject(refused('finance.asset_count_open'));
    await expect(note(count, [[newId(), 'found']])).rejects.toMatchObject(refused('finance.asset_count_line'));
    const noted = await note(
      count,
      [
        [tvSet.id, 'found'],
        [chair1.id, 'missing'],
      ],
      ['没有卡片的风扇'],
    );
    expect(noted).toMatchObject({ found: 1, missing: 1, extra: 1, extras: [{ words: '没有卡片的风扇' }] });
    await expect(note(count, [])).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await expect(judge(noted, [])).rejects.toMatchObject({
      ...refused('finance.asset_count_left'),
      params: { count: 1 },
    });
    const whole = await note(noted, [[chair2.id, 'missing']]);
    await expect(judge(whole, [[chair1.id, 'scrap']])).rejects.toMatchObject(refused('finance.asset_count_verdicts'));
    const all = [
      [chair1.id, 'scrap'],
      [chair2.id, 'keep'],
    ] as const;
    await expect(judge(whole, all, treasurer)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await expect(judge(whole, all, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const decided = await judge(whole, all);
    expect(decided).toMatchObject({ state: 'decided', decisionWords: '同意' });
    expect(decided.lines.map((line) => line.verdict)).toEqual([null, 'scrap', 'keep']);
    await expect(judge(decided, all)).rejects.toMatchObject(refused('finance.asset_count_over'));
    expect(await run((ctx) => showAsset(ctx, chair1.id))).toMatchObject({
      state: 'scrapped',
      scrappedOn: '2024-06-18',
    });
    expect((await check()).cost).toMatchObject({ book: 4_298_00n, difference: 1n });
    expect((await run((ctx) => counts.findCountNames(ctx, [count.id]))).get(count.id)).toBe('2024-06-18');
  });

  test('is given up, listed, and refused without cards or outside the book’s units', async () => {
    await expect(open()).rejects.toMatchObject(refused('finance.asset_count_empty'));
    const elsewhere = await run((ctx) => makeUnit(ctx));
    await expect(open(elsewhere.id)).rejects.toMatchObject(refused('finance.asset_place_unfit'));
    await add();
    const { id, version } = await open();
    const drop = () => run((ctx) => counts.dropAssetCount(ctx, { ...of(id), body: { version } }));
    expect(await drop()).toMatchObject({ state: 'dropped' });
    await expect(drop()).rejects.toMatchObject(refused('finance.asset_count_over'));
    const list = (unitId: string, user = treasurer) =>
      run((ctx) => counts.listAssetCounts(ctx, { query: { unitId, limit: 9 } }), user);
    expect((await list(at.book.unitId)).rows).toMatchObject([{ id, state: 'dropped', cards: 1 }]);
    await expect(list(at.book.unitId, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(run((ctx) => counts.showAssetCount(ctx, id), stranger)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });
});
