import type { Context, SignedInUser } from '#kernel';
import { postEntry } from '#engines/ledger';
import type { NewPerson, NewUnit } from '#engines/roster';
import {
  addAsset,
  importAssets,
  listAssetEntries,
  listAssets,
  makeAssetRun,
  moveAsset,
  noteAssetCount,
  openAssetCount,
  previewAssetRun,
  proposeScrapping,
} from '#lines/finance';
import type { WorldPeople } from './people';
import type { WorldUnits } from './units';

interface Ground {
  readonly treasurer: SignedInUser;
  readonly units: WorldUnits;
  readonly people: WorldPeople;
}

/** What the union's office and its rooms had at the year's beginning: as much as the books open with, to the fen. */
const things = [
  ['面包车', '车辆', '五菱宏光', 'GH-001', '2021-03-15', '86000.00', '26877.22'],
  ['多功能厅音响', '电器设备', '一套', 'GH-002', '2022-05-20', '58000.00', '19333.33'],
  ['职工书屋书柜', '家具用具', '12组', 'GH-003', '2020-08-12', '36000.00', '8200.00'],
  ['健身器材', '文体设备', '8件套', 'GH-004', '2021-09-10', '64000.00', '29866.67'],
  ['台式电脑', '计算机设备', '6台', 'GH-005', '2022-03-08', '32400.00', '9900.00'],
  ['激光打印机', '办公设备', 'A4双面', 'GH-006', '2021-11-02', '4600.00', '1661.11'],
  ['投影仪', '办公设备', '4000流明', 'GH-007', '2022-10-18', '9800.00', '2041.67'],
  ['乒乓球台', '文体设备', '6张', 'GH-008', '2023-05-16', '13200.00', '1760.00'],
  ['照相机', '文体设备', '单反带镜头', 'GH-009', '2021-04-22', '12600.00', '6930.00'],
  ['空调', '电器设备', '柜机4台', 'GH-010', '2022-06-30', '22000.00', '6966.67'],
  ['会议桌椅', '家具用具', '30座', 'GH-011', '2019-10-25', '27400.00', '7763.33'],
  ['职工书屋图书', '图书', '约800册', 'GH-012', '2020-08-12', '20000.00', '0.00'],
] as const;
const MONTHS = ['2024-01', '2024-02', '2024-03', '2024-04', '2024-05'];

/** Who keeps the office's things: none of those who keep its money and its books. */
const keepersOf = ({ people }: Ground, unit: NewUnit): readonly NewPerson[] => people.in(unit).slice(3, 6);

async function takeIn(ctx: Context, bookId: string, ground: Ground): Promise<number> {
  const office = ground.units.departments.at(-1)!;
  const keepers = keepersOf(ground, office);
  const head = '资产名称,类别,规格型号,资产编号,购置日期,原值,累计折旧,存放地点,保管人,工号';
  const rows = things.map((thing, i) => {
    const keeper = keepers[i % keepers.length]!;
    return [...thing, office.name, keeper.name, keeper.staffNumber].join(',');
  });
  const opened = (await listAssetEntries(ctx, { params: { id: bookId } })).rows.at(-1)!;
  const query = { name: '固定资产清单.csv', until: '2023-12', entryId: opened.id };
  const body = new TextEncoder().encode([head, ...rows].join('\r\n'));
  return (await importAssets(ctx, { params: { id: bookId }, query, body })).good;
}

/** A television that the works gave to a pumping station. */
async function addTelevision(ctx: Context, bookId: string, ground: Ground): Promise<void> {
  const station = ground.units.stations[0]!;
  const { id: entryId } = await postEntry(ctx, {
    ...{ bookId, on: '2024-03-27', words: '行政拨给泵站电视机', source: 'world.voucher:television' },
    lines: [
      { account: '131', debit: 3_998_00n },
      { account: '301', credit: 3_998_00n },
    ],
  });
  await addAsset(ctx, {
    ...{ params: {}, query: {} },
    body: {
      ...{ bookId, name: '彩色电视机', class: 'electrical', specification: '55英寸', formerNumber: '' },
      ...{
        boughtOn: '2024-03-27',
        cost: 3_998_00n,
        entryId,
        unitId: station.id!,
        keeperId: keepersOf(ground, station)[0]!.id!,
      },
    },
  });
}

/**
 * The fixed assets of the union with five months of depreciation: the camera is lent to a work area, a printer waits to be
 * scrapped, and somebody is taking stock of the office. Answers how many cards there are.
 */
export async function keepAssets(ctx: Context, bookId: string, ground: Ground): Promise<number> {
  const as: Context = { ...ctx, user: ground.treasurer };
  const count = await takeIn(as, bookId, ground);
  await addTelevision(as, bookId, ground);
  for (const month of MONTHS) {
    const { amount } = await previewAssetRun(as, { params: { id: bookId }, query: { month } });
    await makeAssetRun(as, { params: { id: bookId }, query: {}, body: { month, amount } });
  }
  const { rows } = await listAssets(as, { query: { bookId, limit: 50 } });
  const idOf = (name: string): string => rows.find((row) => row.name === name)!.id;
  const area = ground.units.areas[1]!;
  const lent = { unitId: area.id!, keeperId: keepersOf(ground, area)[0]!.id!, state: 'lent' as const };
  await moveAsset(as, {
    ...{ params: { id: idOf('照相机') }, query: {} },
    body: { version: 1, ...lent, note: '拍摄捞盐比赛，七月归还' },
  });
  await proposeScrapping(as, {
    ...{ params: { id: idOf('激光打印机') }, query: {} },
    body: { version: 1, reason: '主板损坏，维修费超过残值' },
  });
  const office = ground.units.departments.at(-1)!;
  const sheet = await openAssetCount(as, { params: {}, query: {}, body: { bookId, unitId: office.id! } });
  const lines = sheet.lines.slice(0, 7).map(({ assetId }) => ({ assetId, outcome: 'found' as const, note: '' }));
  await noteAssetCount(as, {
    ...{ params: { id: sheet.id }, query: {} },
    body: { version: sheet.version, lines, extras: [{ words: '饮水机一台，会议室', note: '像是行政的，待问' }] },
  });
  return count + 1;
}
