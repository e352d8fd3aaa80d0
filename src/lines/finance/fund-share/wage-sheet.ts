import { AppError, audit, text, type Context, type FileAnswer } from '#kernel';
import { readYuan, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { readPeopleSheet, restSheet, type KnownHeadings, type SheetRow } from '#engines/roster';
import type * as contract from './contract';
import { MOST_MONTHS } from './contract';
import { shareBook } from './fund-share';
import { readMonth } from './months';

/** Wage bills out of a sheet: each row is judged, nothing is kept; what stands is saved as what is typed is. */

type Column = 'month' | 'year' | 'amount';

/** What columns are called; the first that a sheet has counts. */
const headings: KnownHeadings<Column> = {
  month: ['月份', '所属月份', '工资月份', '发放月份', '所属期', '期间', '年月', '月', 'month', 'period'],
  year: ['年度', '年份', '所属年度', '年', 'year'],
  amount: [
    ...['工资总额', '职工工资总额', '全部职工工资总额', '全部职工工资', '工资合计', '应发工资合计', '应发合计'],
    ...['应发工资', '工资', '总额', '金额', 'wagebill', 'payroll', 'wages', 'amount'],
  ],
};

export type WageFault =
  | 'month_unreadable'
  | 'month_ahead'
  | 'month_twice'
  | 'no_amount'
  | 'not_money'
  | 'negative'
  | 'too_much'
  | 'over_limit';

interface JudgedWages {
  readonly row: SheetRow;
  /** What the sheet says of the month and the amount, as it stands there. */
  readonly said: string;
  readonly month: string | null;
  readonly amount: bigint | null;
  readonly fault: WageFault | null;
}

type Asked = EndpointInput<typeof contract.readWageSheet>;

/** Refuses: a book out of reach or into which no employer pays; what is no table (workbook.…); one without months and amounts. */
async function judged(ctx: Context, { params, query, body }: Pick<Asked, 'params' | 'query' | 'body'>) {
  const book = await shareBook(ctx, params.id, 'finance.share.write');
  const sheet = await readPeopleSheet(body, query.name, headings);
  const { month, year, amount } = sheet?.guessed ?? {};
  if (sheet === null || month === undefined || amount === undefined)
    throw new AppError('finance.wage_sheet_no_heading');
  const read = sheet.rows.map((row) => {
    const cell = (place: number | undefined): string => (place === undefined ? '' : (row.cells[place] ?? ''));
    return {
      ...{ row, said: [cell(year), cell(month), cell(amount)].filter(Boolean).join(' ') },
      ...{ month: readMonth(cell(month), cell(year)), sum: readYuan(cell(amount)) },
    };
  });
  const times = new Map<string, number>();
  for (const one of read) if (one.month !== null) times.set(one.month, (times.get(one.month) ?? 0) + 1);
  const now = ctx.clock.today().slice(0, 7);
  let left = MOST_MONTHS;
  const rows = read.map(({ sum, ...one }): JudgedWages => {
    const amountRead = 'fen' in sum ? sum.fen : null;
    const fault =
      faultOfMonth(one.month, { now, times }) ??
      ('fault' in sum ? sum.fault : amountRead === null ? 'no_amount' : null) ??
      (left === 0 ? 'over_limit' : null);
    if (fault === null) left -= 1;
    return { ...one, amount: amountRead, fault };
  });
  return { book, headings: sheet.headings, rows };
}

function faultOfMonth(
  month: string | null,
  { now, times }: { now: string; times: ReadonlyMap<string, number> },
): WageFault | null {
  if (month === null) return 'month_unreadable';
  if (month > now) return 'month_ahead';
  return times.get(month) === 1 ? null : 'month_twice';
}

const reasonWords = (ctx: Context, { fault, month }: JudgedWages): string | null =>
  fault === null
    ? null
    : text(ctx.language, `finance:fundshare.sheet.faults.${fault}`, { month: month ?? '', most: MOST_MONTHS });

/** Refuses: as `judged`. Nothing is kept. */
export async function readWageSheet(
  ctx: Context,
  asked: Asked,
): Promise<EndpointResponse<typeof contract.readWageSheet>> {
  const { book, rows } = await judged(ctx, asked);
  const refused = rows.filter((row) => row.fault !== null).length;
  audit(ctx, {
    ...{ action: 'finance.readWageSheet', subject: `book:${book.id}` },
    details: { count: rows.length, refused },
  });
  return {
    rows: rows.map((row) => ({
      ...{ number: row.row.number, said: row.said, month: row.month, amount: row.amount },
      reason: reasonWords(ctx, row),
    })),
    ...{ good: rows.length - refused, bad: refused },
  };
}

/** The rows that can't stand, as they came, with the reasons: mended, they can be sent again. Refuses: as `judged`. */
export async function exportWageSheetRest(
  ctx: Context,
  asked: EndpointInput<typeof contract.exportWageSheetRest>,
): Promise<FileAnswer> {
  const { book, headings: columns, rows } = await judged(ctx, asked);
  const say = (key: string) => text(ctx.language, `finance:fundshare.sheet.${key}`);
  const bad = rows.filter((row) => row.fault !== null);
  const { file } = await restSheet(ctx, {
    ...{ fileName: asked.query.name, headings: columns, words: { rest: say('rest'), reason: say('reason') } },
    rows: [bad.map((row) => ({ cells: row.row.cells, reason: reasonWords(ctx, row) }))],
  });
  audit(ctx, { action: 'finance.exportWageSheetRest', subject: `book:${book.id}`, details: { count: bad.length } });
  return file;
}
