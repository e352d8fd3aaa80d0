import { createHash } from 'node:crypto';
import { AppError, may, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { BookRecord } from '#engines/ledger';
import { peopleByNumber, peopleOn, personHeadings, readPeopleSheet, unitsOn } from '#engines/roster';
import type { KnownHeadings, PeopleSheet, SheetRow } from '#engines/roster';
import { readAmount, readBankDay } from '../bank/read-cells';
import { planFor, type Planned } from './cards';
import * as store from './store';
import type { AssetClass } from './terms';

const columns = [
  ...(['name', 'class', 'specification', 'formerNumber', 'boughtOn', 'cost', 'before', 'place'] as const),
  ...(['staffNumber', 'keeper'] as const),
] as const;
type Column = (typeof columns)[number];

/** What columns are called; the first that a sheet has counts. */
const headings: KnownHeadings<Column> = {
  name: ['资产名称', '固定资产名称', '名称', '品名', 'name', 'asset'],
  class: ['资产类别', '类别', '分类', '资产分类', 'class', 'category'],
  specification: ['规格型号', '规格', '型号', '规格及型号', 'specification', 'model'],
  formerNumber: ['资产编号', '固定资产编号', '原编号', '卡片编号', 'assetnumber', 'formernumber'],
  boughtOn: ['购置日期', '购入日期', '取得日期', '入账日期', '购买日期', '启用日期', 'boughton', 'date'],
  cost: ['原值', '资产原值', '原价', '购置金额', '金额', '价值', 'cost'],
  before: ['累计折旧', '已提折旧', '折旧累计', 'depreciation', 'writtendown'],
  place: ['存放地点', '使用单位', '使用部门', '存放单位', '部门', '单位', 'place', 'unit'],
  staffNumber: personHeadings.staffNumber.filter((word) => word !== '编号'),
  keeper: ['保管人', '使用人', '责任人', '保管人姓名', '姓名', 'keeper'],
};

const classWords: Readonly<Record<AssetClass, readonly string[]>> = {
  buildings: ['房屋', '建筑'],
  vehicles: ['车辆', '汽车', '交通', '运输'],
  computers: ['计算机', '电脑', '信息'],
  office: ['办公'],
  electrical: ['电器', '电气', '家电', '电视', '空调'],
  culture: ['文体', '体育', '文艺', '乐器', '文化'],
  machines: ['机具', '机械', '机器', '专用设备', '工具'],
  furniture: ['家具', '用具', '桌', '椅'],
  books: ['图书', '档案', '书'],
  other: ['其他', '其它'],
};

/** What a list calls a class; nothing is guessed where no word of ours is in it. */
export function readClass(words: string): AssetClass | null {
  const plain = words.normalize('NFKC').toLowerCase().trim();
  const kinds = Object.keys(classWords) as AssetClass[];
  return kinds.find((kind) => kind === plain || classWords[kind].some((word) => plain.includes(word))) ?? null;
}

export type RowFault =
  | 'name_missing'
  | 'class_unknown'
  | 'day_unreadable'
  | 'day_ahead'
  | 'day_after_list'
  | 'cost_unreadable'
  | 'before_unreadable'
  | 'before_over'
  | 'place_unknown'
  | 'place_several'
  | 'keeper_missing'
  | 'keeper_unknown'
  | 'keeper_several'
  | 'keeper_differs'
  | 'own_keeping'
  | 'number_taken'
  | 'number_twice';

export interface JudgedRow {
  row: number;
  name: string;
  class: AssetClass | null;
  specification: string;
  formerNumber: string;
  boughtOn: Day | null;
  cost: bigint | null;
  before: bigint | null;
  place: string;
  keeperName: string;
  fault: RowFault | null;
  /** As the row came. */
  cells: readonly string[];
  /** Of a row without a fault. */
  card: (Planned & { unitId: string; unitPath: string; keeperId: string }) | null;
}

export interface JudgedSheet {
  readonly key: string;
  readonly headings: readonly string[];
  readonly rows: readonly JudgedRow[];
}

interface Known {
  units: ReadonlyMap<string, readonly { id: string; path: string }[]>;
  byNumber: ReadonlyMap<string, { id: string; name: string; unitPath: string }>;
  byName: ReadonlyMap<string, readonly { id: string }[]>;
  taken: ReadonlySet<string>;
  seen: Set<string>;
}

function grouped<Row>(rows: readonly Row[], key: (row: Row) => string): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}

/** Refuses: what is no table (workbook.…), one without headings and rows (finance.asset_sheet_no_heading). */
async function readSheet(bytes: Uint8Array, fileName: string): Promise<PeopleSheet<Column>> {
  const sheet = await readPeopleSheet(bytes, fileName, headings);
  const isFit = sheet !== null && sheet.guessed.name !== undefined && sheet.guessed.cost !== undefined;
  if (!isFit) throw new AppError('finance.asset_sheet_no_heading');
  return sheet;
}

/**
 * Judges a list of things that were written down until a month. With `forgets` the cards that came from this very list don't count,
 * so that its rest is the same after it was taken in. Refuses: as `readSheet`; a month that isn't over.
 */
export async function judgeSheet(
  ctx: Context,
  book: BookRecord,
  { bytes, fileName, until, ...asked }: { bytes: Uint8Array; fileName: string; until: Day; forgets?: 'own cards' },
): Promise<JudgedSheet> {
  if (until > ctx.clock.today()) throw new AppError('finance.asset_month_ahead', { month: until.slice(0, 7) });
  const sheet = await readSheet(bytes, fileName);
  const key = createHash('sha256').update(bytes).update(until).digest('hex').slice(0, 32);
  const cell = ({ cells }: SheetRow, column: Column): string => cells[sheet.guessed[column] ?? -1] ?? '';
  const day = ctx.clock.today();
  const people = (await peopleOn(ctx, { day, under: book.unitPath })).filter((person) => isRead(ctx, person));
  const known: Known = {
    units: grouped(await unitsOn(ctx, { day, under: book.unitPath }), (unit) => unit.name),
    byName: grouped(people, (person) => person.name),
    byNumber: await peopleByNumber(
      ctx,
      sheet.rows.map((row) => cell(row, 'staffNumber')).filter((number) => number !== ''),
    ),
    taken: await store.takenNumbers(
      ctx,
      book.id,
      sheet.rows.map((row) => cell(row, 'formerNumber')),
      asked.forgets === undefined ? null : key,
    ),
    seen: new Set(),
  };
  const rows: JudgedRow[] = [];
  for (const row of sheet.rows)
    rows.push(await judgeRow(ctx, book, { row, cell: (column) => cell(row, column), known, until }));
  return { key, headings: sheet.headings, rows };
}

interface RowAsked {
  row: SheetRow;
  cell: (column: Column) => string;
  known: Known;
  until: Day;
}

async function judgeRow(ctx: Context, book: BookRecord, { row, cell, known, until }: RowAsked): Promise<JudgedRow> {
  const [bought, cost, before] = [readBankDay(cell('boughtOn')), readAmount(cell('cost')), readAmount(cell('before'))];
  const judged: JudgedRow = {
    ...{ row: row.number, cells: row.cells, name: cell('name').slice(0, 60), class: readClass(cell('class')) },
    ...{ specification: cell('specification').slice(0, 80), formerNumber: cell('formerNumber').slice(0, 40) },
    boughtOn: 'value' in bought ? bought.value : null,
    cost: 'value' in cost ? cost.value : null,
    before: 'value' in before ? before.value : null,
    ...{ place: cell('place'), keeperName: cell('keeper'), fault: null, card: null },
  };
  const place = placeOf(book, known, judged.place);
  const keeper = keeperOf(ctx, book, known, { number: cell('staffNumber'), name: judged.keeperName });
  const fault =
    faultOfRow(ctx, judged, until) ??
    ('fault' in before ? 'before_unreadable' : null) ??
    (typeof place === 'string' ? place : null) ??
    (typeof keeper === 'string' ? keeper : null) ??
    faultOfNumber(known, judged.formerNumber);
  if (fault !== null || typeof place === 'string' || typeof keeper === 'string') return { ...judged, fault };
  const asked = { boughtOn: judged.boughtOn!, cost: judged.cost!, until, before: judged.before ?? undefined };
  const planned = await planFor(ctx, judged.class!, asked);
  if (planned.plan === null) return { ...judged, fault: 'before_over' };
  known.seen.add(judged.formerNumber);
  return { ...judged, before: planned.plan.before, card: { ...planned, ...place, keeperId: keeper.id } };
}

function faultOfRow(ctx: Context, { name, boughtOn, cost, ...row }: JudgedRow, until: Day): RowFault | null {
  if (name === '') return 'name_missing';
  if (row.class === null) return 'class_unknown';
  if (boughtOn === null) return 'day_unreadable';
  if (boughtOn > ctx.clock.today()) return 'day_ahead';
  if (boughtOn.slice(0, 7) > until.slice(0, 7)) return 'day_after_list';
  return cost === null || cost <= 0n ? 'cost_unreadable' : null;
}

function faultOfNumber({ taken, seen }: Known, formerNumber: string): RowFault | null {
  if (formerNumber === '') return null;
  if (taken.has(formerNumber)) return 'number_taken';
  return seen.has(formerNumber) ? 'number_twice' : null;
}

/** A unit of the book's part of the tree by its name; nothing said means the book's own. */
function placeOf(book: BookRecord, { units }: Known, name: string): { unitId: string; unitPath: string } | RowFault {
  if (name === '') return { unitId: book.unitId, unitPath: book.unitPath };
  const [unit, ...others] = units.get(name) ?? [];
  if (unit === undefined) return 'place_unknown';
  return others.length > 0 ? 'place_several' : { unitId: unit.id, unitPath: unit.path };
}

const isRead = (ctx: Context, { unitPath }: { unitPath: string }): boolean =>
  may(ctx.user, 'roster.person.read', unitPath);

/** Who keeps it: by staff number, or by a name that only one person there has. */
function keeperOf(
  ctx: Context,
  book: BookRecord,
  { byNumber, byName }: Known,
  { number, name }: { number: string; name: string },
): { id: string } | RowFault {
  const judge = (person: { id: string }): { id: string } | RowFault =>
    ctx.user?.personId === person.id ? 'own_keeping' : { id: person.id };
  if (number !== '') {
    const person = byNumber.get(number);
    if (person === undefined || !person.unitPath.startsWith(book.unitPath) || !isRead(ctx, person))
      return 'keeper_unknown';
    return name !== '' && person.name !== name ? 'keeper_differs' : judge(person);
  }
  if (name === '') return 'keeper_missing';
  const [person, ...others] = byName.get(name) ?? [];
  if (person === undefined) return 'keeper_unknown';
  return others.length > 0 ? 'keeper_several' : judge(person);
}
