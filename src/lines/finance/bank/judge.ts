import type { Day } from '#kernel/contract';
import type { RowReason, RowVerdict, StatementColumns } from './contract';
import type { SheetRow } from './layout';
import { readAmount, readBankDay, readSign, type Read } from './read-cells';

/** What the account knows already, from the first day of the sheet on, and what it held before. */
export interface KnownLine {
  readonly on: Day;
  readonly amount: bigint;
  readonly balance: bigint | null;
  readonly serial: string;
  readonly words: string;
  readonly party: string;
}

export interface JudgeGround {
  readonly columns: StatementColumns;
  readonly startsOn: Day;
  readonly today: Day;
  /** The last day that a finished sheet speaks of; null while there is none. */
  readonly finishedUntil: Day | null;
  readonly known: readonly KnownLine[];
  /** What the bank held at the beginning of a day, by what was read in until now. */
  readonly heldBefore: (day: Day) => bigint;
}

export interface JudgedRow {
  readonly number: number;
  readonly verdict: RowVerdict;
  readonly reason: { code: RowReason; params: Record<string, string> } | null;
  readonly on: Day | null;
  readonly amount: bigint | null;
  readonly balance: bigint | null;
  readonly serial: string;
  readonly words: string;
  readonly party: string;
  /** By how much the balance said here differs from what the rows above give; null where nothing says so. */
  readonly off: bigint | null;
}

export interface Judged {
  /** In the order of time, whatever the order of the sheet. */
  readonly rows: readonly JudgedRow[];
  readonly counts: {
    readonly new: number;
    readonly double: number;
    readonly bad: number;
    readonly breaks: number;
    readonly sumIn: bigint;
    readonly sumOut: bigint;
    readonly from: Day | null;
    readonly to: Day | null;
    /** What the sheet says the bank held before its first row and after its last one; null without a column of balances. */
    readonly opening: bigint | null;
    readonly closing: bigint | null;
    /** closing − opening − rows: nothing, where every row was read. */
    readonly proofOff: bigint | null;
    /** By how much the opening differs from what was read in before. */
    readonly joinOff: bigint | null;
  };
}

const TOTALS = /^(?:(?:本页|本月|本期|借方|贷方|收入|支出|总)?(?:合计|总计|小计|共计|累计)|总笔数|总金额|total|sum)/i;
const OPENINGS = /^(?:期初|上期|上月|上页|承前|承上|昨日)/;

const wordsAt = (cells: readonly string[], place: number | undefined): string =>
  place === undefined ? '' : (cells[place] ?? '');

function amountOf(cells: readonly string[], columns: StatementColumns): Read<bigint> {
  if (columns.amount === undefined) {
    const [paid, got] = [readAmount(wordsAt(cells, columns.out)), readAmount(wordsAt(cells, columns.in))];
    if ('fault' in paid) return paid;
    if ('fault' in got) return got;
    const [out, into] = [paid.value ?? 0n, got.value ?? 0n];
    if (out !== 0n && into !== 0n) return { fault: 'both_sides' };
    return { value: paid.value === null && got.value === null ? null : into - out };
  }
  const read = readAmount(wordsAt(cells, columns.amount));
  if ('fault' in read || read.value === null || columns.sign === undefined) return read;
  const sign = readSign(wordsAt(cells, columns.sign));
  return sign === null ? { fault: 'sign_unknown' } : { value: BigInt(sign) * read.value };
}

const note = (row: Omit<JudgedRow, 'verdict' | 'reason' | 'off'>, verdict: 'note' | 'opening'): JudgedRow => ({
  ...{ ...row, verdict, reason: null, off: null },
});

/** A row by itself: whether its day and its sum can be read, and whether it may stand. */
function readRow({ number, cells }: SheetRow, ground: JudgeGround): JudgedRow {
  const { columns, startsOn, today } = ground;
  const text = (column: 'words' | 'purpose' | 'party' | 'serial') => wordsAt(cells, columns[column]);
  const day = readBankDay(wordsAt(cells, columns.day));
  const amount = amountOf(cells, columns);
  const balance = readAmount(wordsAt(cells, columns.balance));
  const said = {
    number,
    on: 'value' in day ? day.value : null,
    amount: 'value' in amount ? amount.value : null,
    balance: 'value' in balance ? balance.value : null,
    serial: text('serial'),
    words: [...new Set([text('words'), text('purpose')])].filter(Boolean).join(' '),
    party: text('party'),
  };
  const isSum = cells
    .filter((cell) => cell !== '')
    .slice(0, 3)
    .some((cell) => TOTALS.test(cell));
  if (isSum && said.on === null) return note(said, 'note');
  if (said.balance !== null && (said.amount ?? 0n) === 0n && cells.some((cell) => OPENINGS.test(cell)))
    return note(said, 'opening');
  const isSilent = said.on === null && said.amount === null && said.balance === null;
  if (isSilent && !('fault' in amount)) return note(said, 'note');
  const bad = (code: RowReason, params: Record<string, string> = {}): JudgedRow => ({
    ...{ ...said, verdict: 'bad', reason: { code, params }, off: null },
  });
  const value = wordsAt(cells, columns.day).slice(0, 40);
  if ('fault' in day) return bad(day.fault as RowReason, { value });
  if (said.on === null) return bad('no_day');
  if ('fault' in amount) return bad(amount.fault as RowReason);
  if ('fault' in balance) return bad('balance_unreadable', { value: wordsAt(cells, columns.balance).slice(0, 40) });
  if (said.amount === null || said.amount === 0n) return bad('no_amount');
  if (said.on > today) return bad('day_in_future', { value });
  if (said.on < startsOn) return bad('before_start', { day: startsOn });
  return { ...said, verdict: 'new', reason: null, off: null };
}

/** Banks write the latest first as often as last: by the days, and where these say nothing by the balances. */
export function inOrderOfTime(rows: readonly JudgedRow[]): JudgedRow[] {
  const read = rows.filter((row) => row.verdict === 'new');
  const [first, last] = [read[0]?.on ?? '', read.at(-1)?.on ?? ''];
  const kept = (order: readonly JudgedRow[]) =>
    order.filter((row, i) => {
      const before = i === 0 ? null : order[i - 1]!.balance;
      return before !== null && row.balance !== null && before + row.amount! === row.balance;
    }).length;
  const isBackwards = first > last || (first === last && kept([...read].reverse()) > kept(read));
  return isBackwards ? [...rows].reverse() : [...rows];
}

/** One and the same movement: its day and sum, and of serial and balance whatever both say; one of the two at least. */
function isSame(row: JudgedRow, line: KnownLine): boolean {
  if (row.on !== line.on || row.amount !== line.amount) return false;
  const bothSerials = row.serial !== '' && line.serial !== '';
  const bothBalances = row.balance !== null && line.balance !== null;
  if (bothSerials && row.serial !== line.serial) return false;
  if (bothBalances && row.balance !== line.balance) return false;
  return bothSerials || bothBalances || (row.words === line.words && row.party === line.party);
}

const keyOf = ({ on, amount, serial, balance }: JudgedRow): string => [on, amount, serial, balance].join('\u001f');

/** Walks the rows in the order of time: proves the balances, and finds what stands in the sheet twice. */
function walk(rows: readonly JudgedRow[]): JudgedRow[] {
  const seen = new Map<string, JudgedRow>();
  let held: bigint | null = null;
  return rows.map((row): JudgedRow => {
    if (row.verdict === 'opening' || row.verdict === 'bad') {
      held = row.balance;
      return row;
    }
    if (row.verdict === 'note') return row;
    const off = held === null || row.balance === null ? null : row.balance - (held + row.amount!);
    const earlier = seen.get(keyOf(row));
    const isTwice = earlier !== undefined && (off === null ? row.serial.length > 3 : off !== 0n);
    if (isTwice)
      return { ...row, verdict: 'double', reason: { code: 'twice', params: { number: String(earlier.number) } } };
    seen.set(keyOf(row), row);
    held = row.balance ?? (held === null ? null : held + row.amount!);
    return { ...row, off: off === 0n ? null : off };
  });
}

/** Rows that the account knows already; each line of the account stands for one row. */
function withoutKnown(rows: readonly JudgedRow[], ground: JudgeGround): { rows: JudgedRow[]; left: KnownLine[] } {
  const left = [...ground.known];
  const judged = rows.map((row): JudgedRow => {
    if (row.verdict !== 'new') return row;
    const at = left.findIndex((line) => isSame(row, line));
    if (at >= 0) {
      left.splice(at, 1);
      return { ...row, verdict: 'double', reason: { code: 'known', params: {} }, off: null };
    }
    if (ground.finishedUntil !== null && row.on! <= ground.finishedUntil)
      return { ...row, verdict: 'bad', reason: { code: 'month_finished', params: { day: ground.finishedUntil } } };
    return row;
  });
  return { rows: judged, left };
}

const sum = (rows: readonly { amount: bigint | null }[]): bigint =>
  rows.reduce((all, row) => all + (row.amount ?? 0n), 0n);

/** What the rows say the bank held before the first and after the last of them, wherever a balance stands. */
function endsOf(moved: readonly JudgedRow[]): { opening: bigint | null; closing: bigint | null } {
  const first = moved.findIndex((row) => row.balance !== null);
  if (first < 0) return { opening: null, closing: null };
  const last = moved.findLastIndex((row) => row.balance !== null);
  return {
    opening: moved[first]!.balance! - sum(moved.slice(0, first + 1)),
    closing: moved[last]!.balance! + sum(moved.slice(last + 1)),
  };
}

/** The first and the last day that stand in a column; null where none can be read. */
export function spanOf(sheet: readonly SheetRow[], columns: StatementColumns): { from: Day; to: Day } | null {
  const days = sheet.flatMap(({ cells }) => {
    const read = readBankDay(wordsAt(cells, columns.day));
    return 'value' in read && read.value !== null ? [read.value] : [];
  });
  days.sort();
  return days.length === 0 ? null : { from: days[0]!, to: days.at(-1)! };
}

/** Judges every row of a statement; what can't stand is named, and nothing else is lost. */
export function judgeRows(sheet: readonly SheetRow[], ground: JudgeGround): Judged {
  const walked = walk(inOrderOfTime(sheet.map((row) => readRow(row, ground))));
  const { rows, left } = withoutKnown(walked, ground);
  const isTwice = (row: JudgedRow) => row.reason?.code === 'twice';
  const moved = rows.filter((row) => (row.verdict === 'new' || row.verdict === 'double') && !isTwice(row));
  const fresh = rows.filter((row) => row.verdict === 'new');
  const { opening, closing } = endsOf(moved);
  const from = moved[0]?.on ?? null;
  const earlierThatDay = left.filter((line) => line.on === from);
  return {
    rows,
    counts: {
      new: fresh.length,
      double: rows.filter((row) => row.verdict === 'double').length,
      bad: rows.filter((row) => row.verdict === 'bad').length,
      breaks: rows.filter((row) => row.verdict !== 'bad' && row.off !== null).length,
      sumIn: sum(fresh.filter((row) => row.amount! > 0n)),
      sumOut: -sum(fresh.filter((row) => row.amount! < 0n)),
      ...{ from, to: moved.at(-1)?.on ?? null, opening, closing },
      proofOff: opening === null || closing === null ? null : closing - opening - sum(moved),
      joinOff: opening === null ? null : opening - (ground.heldBefore(from!) + sum(earlierThatDay)),
    },
  };
}
