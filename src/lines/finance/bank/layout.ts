import { createHash } from 'node:crypto';
import { AppError, readTable, type WorkbookCell, type WorkbookRow } from '#kernel';
import { MOST_STATEMENT_ROWS, statementColumns, type StatementColumn, type StatementColumns } from './contract';
import { readAmount, readBankDay } from './read-cells';

/** How statements of banks are laid out: rows about the account, the headings, the rows, and sums below. */

const MOST_COLUMNS = 60;
const LONGEST_CELL = 200;
const ROWS_LOOKED_AT = 40;

/** What columns are called; the first that a sheet has counts. */
const headingsOf: Readonly<Record<StatementColumn, readonly string[]>> = {
  day: [
    '交易日期',
    '记账日期',
    '入账日期',
    '日期',
    '交易时间',
    '交易日',
    '记账日',
    '发生日期',
    'date',
    'transactiondate',
  ],
  out: [
    '借方发生额',
    '借方金额',
    '支出金额',
    '转出金额',
    '支取金额',
    '支出',
    '借方',
    '付款金额',
    'debit',
    'withdrawal',
  ],
  in: ['贷方发生额', '贷方金额', '收入金额', '转入金额', '存入金额', '收入', '贷方', '收款金额', 'credit', 'deposit'],
  amount: ['交易金额', '发生额', '金额', '交易额', '发生金额', 'amount'],
  sign: ['借贷标志', '借贷标识', '借贷方向', '借贷', '收支标志', '收付标志', '收支', '方向', 'dc', 'drcr'],
  balance: ['账户余额', '余额', '交易后余额', '当前余额', '本次余额', '联机余额', 'balance'],
  serial: [
    ...[
      '账户明细编号交易流水号',
      '交易流水号',
      '流水号',
      '核心流水号',
      '交易流水',
      '交易序号',
      '传票号',
      '凭证号码',
      '凭证号',
    ],
    ...['reference', 'serial'],
  ],
  words: ['摘要', '交易摘要', '交易类型', '业务类型', '业务摘要', '交易说明', 'description', 'summary'],
  purpose: ['用途', '附言', '备注', '交易备注', '交易附言', 'remark', 'purpose'],
  party: [
    ...['对方户名', '对方账户名称', '对方单位名称', '对方名称', '对方单位', '对手方户名', '交易对方', '收付款人名称'],
    ...['counterparty', 'payee'],
  ],
};

/** Headings compare without blanks, brackets and marks. */
export const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replaceAll('帐', '账')
    .replace(/[\s*＊:：_\-—.、,，/]/g, '');

const isAccountNumber = (heading: string): boolean => /账号|卡号|accountno|accountnumber/.test(headingKey(heading));

function cellWords(cell: WorkbookCell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  const shown =
    cell.kind === 'number' ? cell.digits : cell.kind === 'day' ? cell.day : cell.kind === 'truth' ? '' : cell.text;
  return shown
    .replace(/[\s\p{Zs}\u200b\ufeff]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_CELL);
}

export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

export interface StatementFile {
  readonly headings: string[];
  readonly fingerprint: string;
  readonly guessed: StatementColumns;
  readonly rows: readonly SheetRow[];
}

/**
 * Refuses: what is no table (workbook.…), one without headings and rows below (finance.bank_no_heading), more rows than a
 * statement has (finance.bank_statement_long).
 */
export async function readStatement(bytes: Uint8Array, name: string): Promise<StatementFile> {
  const all: SheetRow[] = [];
  for await (const piece of (await readTable(bytes, name)).rows) for (const row of piece) all.push(plainRow(row));
  const at = headingRow(all);
  const headings = [...(all[at]?.cells ?? [])];
  while (headings.at(-1) === '') headings.pop();
  const rows = all.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (at < 0 || headings.length < 2 || rows.length === 0) throw new AppError('finance.bank_no_heading');
  if (rows.length > MOST_STATEMENT_ROWS)
    throw new AppError('finance.bank_statement_long', { most: MOST_STATEMENT_ROWS });
  const fingerprint = createHash('sha256').update(headings.map(headingKey).join('\u001f')).digest('hex').slice(0, 32);
  // Whose accounts money came from is no business of the books: numbers of others are not even kept.
  const hidden = new Set(headings.flatMap((heading, place) => (isAccountNumber(heading) ? [place] : [])));
  const kept = rows.map(({ number, cells }) => ({
    number,
    cells: cells.map((cell, i) => (hidden.has(i) ? tail(cell) : cell)),
  }));
  return { headings, fingerprint, guessed: guessColumns(headings), rows: kept };
}

const tail = (cell: string): string => (/^\D*\d/.test(cell) ? `••••${cell.slice(-4)}` : cell);

const plainRow = ({ number, cells }: WorkbookRow): SheetRow => ({
  number,
  cells: cells.slice(0, MOST_COLUMNS).map(cellWords),
});

/** The row that holds the most names that we know, two at least; of none, the one above the first row with a day and a sum. */
function headingRow(rows: readonly SheetRow[]): number {
  const head = rows.slice(0, ROWS_LOOKED_AT);
  const known = head.map(({ cells }) => Object.keys(guessColumns(cells)).length);
  const most = Math.max(0, ...known);
  if (most >= 2) return known.indexOf(most);
  return head.findIndex(({ cells }) => isData(cells)) - 1;
}

function isData(cells: readonly string[]): boolean {
  const day = cells.findIndex((cell) => 'value' in readBankDay(cell) && cell.length >= 8);
  return day >= 0 && cells.some((cell, i) => i !== day && /\d/.test(cell) && 'value' in readAmount(cell));
}

export function guessColumns(headings: readonly string[]): StatementColumns {
  const keys = headings.map(headingKey);
  const places: StatementColumns = {};
  for (const column of statementColumns) {
    const known = headingsOf[column].find((name) => keys.includes(name));
    if (known !== undefined) places[column] = keys.indexOf(known);
  }
  return withoutTwins(places);
}

/** Two columns of sums say more than one with a mark beside it. */
function withoutTwins(places: StatementColumns): StatementColumns {
  if (places.in === undefined && places.out === undefined) return places;
  const { amount: _amount, sign: _sign, ...rest } = places;
  return rest;
}

/** Whether sums can be read by these columns: a day, and what came in or went out. */
export function isFit(columns: StatementColumns, count: number): boolean {
  const places = Object.values(columns);
  const hasSums = columns.in !== undefined || columns.out !== undefined || columns.amount !== undefined;
  const isOneWay = columns.amount === undefined && (columns.in === undefined || columns.out === undefined);
  const isBoth = columns.amount !== undefined && (columns.in !== undefined || columns.out !== undefined);
  const isPlaced = new Set(places).size === places.length && places.every((place) => place < count);
  return columns.day !== undefined && hasSums && !isOneWay && !isBoth && isPlaced;
}
