import type { TimeExpression } from './time-expression';

/** A row of a table in the text: the time cell gives the window, the content cell names the matter. */
export interface TableRow {
  at: number;
  end: number;
  cells: { at: number; end: number }[];
  /** The time of this row, or of the row above whose cell spans it. */
  time: TimeExpression | null;
  /** The content cell. */
  item: { at: number; end: number } | null;
  /** The time cell itself, whose words aren't a statement. */
  timeCell: { at: number; end: number } | null;
  isHeader: boolean;
  /** Cells under a heading that names a unit: 预算（元）, 人数（人）. */
  unitCells: { at: number; end: number; unit: string }[];
}

interface Header {
  time: number;
  item: number;
  /** The unit of each column, or an empty text. */
  units: string[];
  /** Whether the time column holds bare numbers of months. */
  isMonths: boolean;
}

/** Reads a time cell on its own: 3 under 月份 means March. */
export type ReadTime = (words: string) => TimeExpression | null;

const TIME_HEADER =
  /^(?:计划|拟定?|活动|开展|完成|实施|举办|工作)?(?:时间|月份|季度|日期|时限|时段|月|完成时限|进度)(?:安排|节点|要求)?$/;
const ITEM_HEADERS = [/内容|事项|任务/, /项目|活动|名称/, /工作|主题|措施|安排/];

/** Rows with pipes, or with tabs between at least two cells. */
export function findTableRows(plain: string, times: TimeExpression[], readTime: ReadTime): TableRow[] {
  const rows: TableRow[] = [];
  let header: Header | null = null;
  let above: TimeExpression | null = null;
  let previousEnd = -2;
  let next = 0;
  for (const line of tableLines(plain)) {
    if (line.at > previousEnd + 2) [header, above] = [null, null];
    previousEnd = line.end;
    const cells = cellsOf(plain, line);
    if (cells.every((c) => /^[-: ]*$/.test(plain.slice(c.at, c.end)))) continue;
    while (next < times.length && (times[next]?.at ?? 0) < line.at) next += 1;
    const own = timesWithin(times, next, line.end);
    const read: Header | null = header === null ? readHeader(plain, cells) : null;
    if (read) {
      header = read;
      rows.push({ ...line, cells, time: null, item: null, timeCell: null, isHeader: true, unitCells: [] });
      continue;
    }
    const row = readRow(line, cells, own, header, above);
    row.unitCells = unitCells(plain, cells, header);
    if (!row.time && row.timeCell && header?.isMonths) row.time = bareMonth(plain, row.timeCell, readTime);
    above = row.time;
    rows.push(row);
  }
  return rows;
}

function* tableLines(plain: string): Generator<{ at: number; end: number }> {
  let start = 0;
  while (start < plain.length) {
    const found = plain.indexOf('\n', start);
    const end = found < 0 ? plain.length : found;
    const line = plain.slice(start, Math.min(end, start + 4000));
    const isPiped = (line.match(/\|/g)?.length ?? 0) >= 2;
    const isTabbed = line.includes('\t') && line.split('\t').filter((c) => c.trim()).length >= 2;
    if (isPiped || isTabbed) yield { at: start, end };
    start = end + 1;
  }
}

function cellsOf(plain: string, line: { at: number; end: number }): { at: number; end: number }[] {
  const text = plain.slice(line.at, line.end);
  const separator = text.includes('|') ? '|' : '\t';
  const cells: { at: number; end: number }[] = [];
  let at = 0;
  const parts = text.split(separator);
  parts.forEach((part, i) => {
    const isEdge = separator === '|' && (i === 0 || i === parts.length - 1) && part.trim() === '';
    const lead = /^[\s*]*/.exec(part)?.[0].length ?? 0;
    const body = part.slice(lead).replace(/[\s*]+$/, '');
    if (!isEdge) cells.push({ at: line.at + at + lead, end: line.at + at + lead + body.length });
    at += part.length + 1;
  });
  return cells;
}

function timesWithin(times: TimeExpression[], from: number, end: number): TimeExpression[] {
  const own: TimeExpression[] = [];
  for (let i = from; i < times.length; i += 1) {
    const t = times[i];
    if (!t || t.at >= end) break;
    own.push(t);
  }
  return own;
}

/** Cells that hold a bare figure, or none, under a column with a unit. */
function unitCells(plain: string, cells: { at: number; end: number }[], header: Header | null): TableRow['unitCells'] {
  return cells.flatMap((c, i) => {
    const unit = header?.units[i] ?? '';
    return unit !== '' && /^[约近]?[\d.,Xx×*]+(?: ?[-~至] ?[\d.,]+)?$/.test(plain.slice(c.at, c.end))
      ? [{ ...c, unit }]
      : [];
  });
}

function bareMonth(plain: string, cell: { at: number; end: number }, readTime: ReadTime): TimeExpression | null {
  const words = plain.slice(cell.at, cell.end);
  if (!/^[\d一二三四五六七八九十元]{1,2}(?: ?[-~至、] ?[\d一二三四五六七八九十]{1,2})?$/.test(words)) return null;
  const time = readTime(`${words}月`);
  return time ? { ...time, at: cell.at, end: cell.end } : null;
}

const COLUMN_UNIT = /[（(](?:单位[:：])?(万?元|人次|[人名次场期个项家户%])[）)]$/;

function readHeader(plain: string, cells: { at: number; end: number }[]): Header | null {
  const texts = cells.map((c) => plain.slice(c.at, c.end).replace(/\s/g, ''));
  const time = texts.findIndex((t) => TIME_HEADER.test(t));
  if (time < 0) return null;
  const item = ITEM_HEADERS.map((h) => texts.findIndex((t, i) => i !== time && h.test(t))).find((i) => i >= 0) ?? -1;
  const units = texts.map((t) => COLUMN_UNIT.exec(t)?.[1] ?? '');
  return { time, item, units, isMonths: /月/.test(texts[time] ?? '') };
}

function readRow(
  line: { at: number; end: number },
  cells: { at: number; end: number }[],
  times: TimeExpression[],
  header: Header | null,
  above: TimeExpression | null,
): TableRow {
  const whole = (c: { at: number; end: number }): TimeExpression | undefined =>
    times.find((t) => t.at >= c.at && t.at <= c.at + 2 && t.end >= c.end - 4 && t.at < c.end);
  const timeCell = (header ? cells[header.time] : cells.find((c) => whole(c))) ?? null;
  const time = timeCell ? (times.find((t) => t.at >= timeCell.at && t.end <= timeCell.end) ?? null) : null;
  const isEmpty = timeCell !== null && timeCell.end <= timeCell.at;
  const others = cells.filter((c) => c !== timeCell && c.end > c.at);
  const named = header && header.item >= 0 ? cells[header.item] : undefined;
  const longest = others.reduce<{ at: number; end: number } | null>(
    (best, c) => (!best || c.end - c.at > best.end - best.at ? c : best),
    null,
  );
  const item = named && named.end > named.at ? named : longest;
  return { ...line, cells, time: time ?? (isEmpty ? above : null), item, timeCell, isHeader: false, unitCells: [] };
}
