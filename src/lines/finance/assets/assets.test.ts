import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, setParameter, type SignedInUser } from '#kernel';
import { testUser } from '#kernel/testing';
import { proveLedger, reverseEntry } from '#engines/ledger';
import { makeBook, sealAll, wordsOfFile } from '#engines/ledger/testing';
import type { PersonMove } from '#engines/roster';
import { makeUnit } from '#engines/roster/testing';
import { exportAssets, findAssetNames, listAssets, moveAsset, saveAsset, showAsset } from './cards';
import { listAssetEntries } from './entries';
import { assetLives } from './parameters';
import { assetContributor, assetEraser, assetFollower } from './person';
import * as runs from './runs';
import { takeScrappingBack } from './scrapping';
import { assetRunSource, scrappingSource } from './sources';
import { openAssets } from './test-assets';

const a = await openAssets();
const { at, run, of, refused, treasurer, chair, stranger } = a;
const { add, buy, check, preview, make, undo, propose, decide, balance } = a;
afterAll(() => a.database.close());
beforeEach(() => a.renew());

describe('a card', () => {
  test('has the next number of its unit, the life of its class, and names the entry that bought it', async () => {
    const entryId = await buy(4_998_00n);
    const card = await add({ entryId });
    expect(card).toMatchObject({
      ...{ number: 1, lifeMonths: 60, residual: 0n, lastMonth: '2029-03', net: 3_998_00n, entry: { id: entryId } },
      ...{ keeper: { name: '孙泵工' }, unit: { name: '东泵站' }, state: 'in_use' },
    });
    const offered = await run((ctx) => listAssetEntries(ctx, of(at.book.id)));
    expect(offered.rows).toMatchObject([{ id: entryId, amount: 4_998_00n, left: 1_000_00n }]);
    await expect(add({ entryId, cost: 1_000_01n })).rejects.toMatchObject({
      ...refused('finance.asset_over_entry'),
      params: { left: '1,000.00', cost: '1,000.01' },
    });
    expect((await add({ entryId, cost: 1_000_00n })).number).toBe(2);
    await expect(add({ entryId: newId() })).rejects.toMatchObject(refused('finance.asset_entry_unfit'));
    expect(await run((ctx) => findAssetNames(ctx, [card.id]))).toEqual(new Map([[card.id, '彩色电视机']]));
  });

  test('keeps the life that held when the thing was bought, whatever is set later', async () => {
    const lives = { ...assetLives.seed.value, electrical: 48 };
    const setting = {
      key: 'finance.assetLives',
      value: lives,
      validFrom: '2024-05-01',
      source: '本单位规定',
      note: '五月起',
    };
    await run((ctx) => setParameter(ctx, setting), testUser(['kernel.parameter.set']));
    expect((await add()).lifeMonths).toBe(60);
    expect((await add({ boughtOn: '2024-05-02' })).lifeMonths).toBe(48);
  });

  test('gets its numbers without a gap or a double from eight who enter at one moment, some of whom fail', async () => {
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => add({ formerNumber: i % 4 === 3 ? 'A1' : '', name: `椅${i}` })),
    );
    expect(tries.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown)).toMatchObject([
      { ...refused('finance.asset_number_taken'), params: { number: 'A1' } },
    ]);
    const { rows } = await run((ctx) => listAssets(ctx, { query: { bookId: at.book.id, limit: 50 } }));
    expect(rows.map((row) => row.number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('is refused for a book without such accounts, a day to come, a at.place elsewhere, and oneself as keeper', async () => {
    const dues = await run((ctx) => makeBook(ctx, { kind: 'dues', unitId: at.book.unitId }));
    await expect(add({ bookId: dues.id })).rejects.toMatchObject(refused('finance.asset_book_unfit'));
    await expect(add({ boughtOn: '2024-06-19' })).rejects.toMatchObject({ code: 'ledger.day_in_future' });
    const elsewhere = await run((ctx) => makeUnit(ctx));
    await expect(add({ unitId: elsewhere.id })).rejects.toMatchObject(refused('finance.asset_place_unfit'));
    await expect(add({}, { ...treasurer, personId: at.keeperId })).rejects.toMatchObject(
      refused('finance.asset_own_keeping'),
    );
    await expect(add({ keeperId: newId() })).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(add({}, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('is corrected and handed over, and both keepers stay in its history', async () => {
    const card = await add();
    const save = (version: number, name = '液晶电视机') =>
      run((ctx) => saveAsset(ctx, { ...of(card.id), body: { version, name, specification: '', formerNumber: 'B7' } }));
    expect(await save(1)).toMatchObject({ name: '液晶电视机', formerNumber: 'B7', version: 2 });
    await expect(save(1)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    const move = (change: object, user = treasurer) =>
      run(
        (ctx) =>
          moveAsset(ctx, {
            ...of(card.id),
            body: { version: 2, unitId: at.place, keeperId: at.keeperId, state: 'in_use', note: '', ...change },
          }),
        user,
      );
    await expect(move({})).rejects.toMatchObject(refused('finance.asset_same_keeper'));
    await expect(move({ keeperId: at.otherId }, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const moved = await move({ keeperId: at.otherId, state: 'lent', note: '七月归还' });
    expect(moved).toMatchObject({ state: 'lent', keeper: { name: '李泵工' } });
    expect(moved.moves).toMatchObject([
      { from: { unit: '东泵站', keeper: '孙泵工' }, to: { keeper: '李泵工' }, state: 'lent', note: '七月归还' },
      { from: null, to: { unit: '东泵站', keeper: '孙泵工' }, state: 'in_use' },
    ]);
  });
});

describe('a month of depreciation', () => {
  test('is posted once, by however many at one moment, and the cards agree with both accounts', async () => {
    const entryId = await buy(3_998_00n);
    const { id } = await add({ entryId });
    expect(await preview()).toMatchObject({ month: '2024-05', on: '2024-05-31', amount: 133_26n, whyNot: null });
    const tries = await Promise.allSettled([make('2024-04'), make('2024-04'), make('2024-04')]);
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const codes = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(codes).toEqual(['finance.asset_run_there', 'finance.asset_run_there']);
    const may = await make('2024-05');
    expect(may).toMatchObject({ month: '2024-05', on: '2024-05-31', amount: 66_63n, count: 1, state: 'done' });
    expect([await balance('132'), await balance('301')]).toEqual([-133_26n, -3_998_00n + 133_26n]);
    expect(await check()).toMatchObject({
      ...{ count: 1, net: 3_864_74n, cost: { book: 3_998_00n, register: 3_998_00n, difference: 0n, rows: [] } },
      writtenDown: { book: 133_26n, register: 133_26n, difference: 0n, rows: [] },
    });
    const card = await run((ctx) => showAsset(ctx, id));
    expect(card.months).toMatchObject([
      { month: '2024-05', amount: 66_63n },
      { month: '2024-04', amount: 66_63n },
    ]);
    expect((await run((ctx) => runs.showAssetRun(ctx, may.id))).rows).toMatchObject([{ id, amount: 66_63n }]);
    expect((await run((ctx) => assetRunSource.find(ctx, [may.id]))).get(may.id)?.title).toBe('计提折旧');
    expect((await run((ctx) => assetRunSource.find(ctx, [may.id]), stranger)).size).toBe(0);
  });

  test('is refused before its end, after a later one, for another sum, and where nothing is to be written down', async () => {
    await expect(make('2024-05')).rejects.toMatchObject(refused('finance.asset_run_nothing'));
    await add();
    await expect(make('2024-06')).rejects.toMatchObject({
      ...refused('finance.asset_month_ahead'),
      params: { month: '2024-06' },
    });
    expect((await preview('2024-06')).whyNot).toContain('2024-06');
    await expect(make('2024-05', 1n)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await make('2024-05');
    await expect(make('2024-04')).rejects.toMatchObject(refused('finance.asset_run_later'));
  });

  test('that was left out, or a card that came late, is caught up with the next one; an undone month comes again', async () => {
    await add();
    const first = await make('2024-04');
    await expect(undo(newId())).rejects.toMatchObject({ code: 'kernel.not_found' });
    await add({ name: '书柜', class: 'furniture', cost: 1_800_00n });
    const second = await make('2024-05');
    expect(second.amount).toBe(66_63n + 20_00n);
    await expect(undo(first.id)).rejects.toMatchObject(refused('finance.asset_run_later'));
    expect(await undo(second.id)).toMatchObject({ state: 'undone', undoReason: '漏了一件' });
    await expect(undo(second.id)).rejects.toMatchObject(refused('finance.asset_run_undone'));
    expect(await balance('132')).toBe(-66_63n);
    expect((await make('2024-05')).amount).toBe(86_63n);
    expect(await balance('132')).toBe(-153_26n);
    expect((await check()).writtenDown.difference).toBe(0n);
    const list = await run((ctx) => runs.listAssetRuns(ctx, { ...of(at.book.id), query: { limit: 9 } }));
    expect(list.rows.map(({ month, state, abilities }) => [month, state, abilities.undo])).toEqual(
      expect.arrayContaining([
        ['2024-05', 'done', true],
        ['2024-05', 'undone', false],
        ['2024-04', 'done', false],
      ]),
    );
  });

  test('writes a thing down to the last fen and not beyond', async () => {
    await add({ cost: 100n, boughtOn: '2019-06-30', class: 'electrical' });
    expect((await make('2024-05')).amount).toBe(100n);
    await expect(make('2024-06')).rejects.toMatchObject(refused('finance.asset_month_ahead'));
    expect((await preview('2024-06')).amount).toBe(0n);
  });
});

describe('scrapping', () => {
  test('is proposed by one, granted by another, posted, and taken back', async () => {
    const entryId = await buy(3_998_00n);
    const card = await add({ entryId });
    const run1 = await make('2024-05');
    const proposed = await propose(card);
    const [{ id } = { id: '' }] = proposed.scrappings;
    expect(proposed).toMatchObject({ isScrappingProposed: true, abilities: { scrap: false } });
    await expect(propose(card)).rejects.toMatchObject(refused('finance.asset_scrapping_open'));
    await expect(decide(id, true, treasurer)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await expect(decide(id, true, { ...chair, personId: at.keeperId })).rejects.toMatchObject(
      refused('finance.asset_own_keeping'),
    );
    await expect(decide(id, true, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const tries = await Promise.allSettled([decide(id, true), decide(id, true)]);
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(tries.find((one) => one.status === 'rejected')?.reason).toMatchObject(
      refused('finance.asset_scrapping_over'),
    );
    expect([await balance('131'), await balance('132'), await balance('301')]).toEqual([0n, 0n, 0n]);
    expect(await check()).toMatchObject({
      count: 0,
      net: 0n,
      cost: { difference: 0n },
      writtenDown: { difference: 0n },
    });
    await expect(undo(run1.id)).rejects.toMatchObject(refused('finance.asset_run_scrapped'));
    await expect(propose({ ...card, version: 2 })).rejects.toMatchObject(refused('finance.asset_scrapped'));
    expect((await run((ctx) => scrappingSource.find(ctx, [id]))).get(id)).toEqual({
      ...{ title: '彩色电视机', to: `/finance/assets/${card.id}` },
    });
    const back = (user: SignedInUser) =>
      run((ctx) => takeScrappingBack(ctx, { ...of(id), body: { reason: '修好了' } }), user);
    await expect(back(treasurer)).rejects.toMatchObject({ code: 'roster.same_hand' });
    expect(await back(chair)).toMatchObject({ state: 'in_use', scrappedOn: null });
    await expect(back(chair)).rejects.toMatchObject(refused('finance.asset_scrapping_over'));
    expect(await check()).toMatchObject({ count: 1, cost: { difference: 0n }, writtenDown: { difference: 0n } });
  });

  test('that is refused leaves the thing as it is, and can be proposed anew', async () => {
    const card = await add();
    const { scrappings } = await propose(card);
    expect(await decide(scrappings[0]!.id, false)).toMatchObject({ state: 'in_use', isScrappingProposed: false });
    expect((await propose(card)).scrappings.map((one) => one.state)).toEqual(['proposed', 'refused']);
  });
});

test('where book and cards differ, the difference opens to both sides', async () => {
  const named = await buy(3_998_00n);
  const without = await buy(500_00n);
  const back = await buy(7_00n);
  await run((ctx) => reverseEntry(ctx, back, { reason: '记错', on: '2024-04-10' }));
  await add({ entryId: named, cost: 3_000_00n });
  await add({ cost: 100_00n });
  const { cost } = await check();
  expect(cost).toMatchObject({ book: 4_498_00n, register: 3_100_00n, difference: -1_398_00n });
  const rows = new Map(cost.rows.map((row) => [row.entry?.id ?? null, [row.book, row.register]]));
  expect(rows.get(named)).toEqual([3_998_00n, 3_000_00n]);
  expect(rows.get(without)).toEqual([500_00n, 0n]);
  expect(rows.get(null)).toEqual([0n, 100_00n]);
  expect(cost).toMatchObject({ bare: [{ number: 2, amount: 100_00n }], bareCount: 1 });
  expect(cost.rows.reduce((sum, row) => sum + row.difference, 0n)).toBe(cost.difference);
});

test('the list is filtered, read page after page, and leaves as a file', async () => {
  await add();
  await add({ name: '书柜', class: 'furniture', unitId: at.book.unitId });
  await add({ name: '电风扇', formerNumber: 'F-9' });
  const list = (query: object) => run((ctx) => listAssets(ctx, { query: { bookId: at.book.id, limit: 2, ...query } }));
  const names = async (query: object) => (await list(query)).rows.map((row) => row.name);
  const first = await list({});
  expect(first.rows.map((row) => row.number)).toEqual([1, 2]);
  expect((await list({ cursor: first.nextCursor! })).rows.map((row) => row.number)).toEqual([3]);
  expect([
    await names({ class: 'furniture' }),
    await names({ search: 'f-9' }),
    await names({ unitId: at.place }),
  ]).toEqual([...[['书柜'], ['电风扇'], ['彩色电视机', '电风扇']]]);
  expect(await names({ state: 'lent' })).toEqual([]);
  const file = await run((ctx) => exportAssets(ctx, { params: {}, query: { bookId: at.book.id }, body: undefined }));
  expect(await wordsOfFile(file)).toContain('孙泵工');
});

test('what a person keeps follows the record it is merged into, is told to the person, and is handed over before data go', async () => {
  const card = await add();
  const move: PersonMove = { from: at.keeperId, to: at.otherId };
  const keeperOf = async () => (await run((ctx) => showAsset(ctx, card.id))).keeper.id;
  expect((await run((ctx) => assetFollower.describe(ctx, move))).map((row) => row.moves)).toEqual([1, 1]);
  const journal = await run((ctx) => assetFollower.follow(ctx, move));
  expect(await keeperOf()).toBe(at.otherId);
  await run((ctx) => assetFollower.undo(ctx, move, journal));
  expect(await keeperOf()).toBe(at.keeperId);
  expect(await run((ctx) => assetEraser.keeps(ctx, [at.keeperId]))).toMatchObject([{ kind: 'open' }]);
  expect(await run((ctx) => assetEraser.keeps(ctx, [at.otherId]))).toEqual([]);
  expect(await run((ctx) => assetEraser.describe(ctx, [at.keeperId]))).toMatchObject([{ goes: 0, stays: 1 }]);
  const [sheet] = await run((ctx) => assetContributor.collect(ctx, at.keeperId));
  expect(sheet!.rows).toEqual([['1', '彩色电视机', '2024-04-10', '3,998.00', '在用']]);
});

test('after all of it the books still prove', async () => {
  await sealAll(a.database.kysely);
  expect(await proveLedger(a.database.kysely)).toMatchObject({ isWhole: true });
});
