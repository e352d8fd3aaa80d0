import { writeWorkbook } from '#kernel';
import type { Day } from '#kernel/contract';

/** Statements as three kinds of banks lay them out, for tests: a movement is a day, a sum (in above zero) and words. */

export interface Movement {
  readonly on: Day;
  readonly fen: bigint;
  readonly words: string;
  readonly party?: string;
  readonly serial: string;
}

const yuan = (fen: bigint): string => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
};
const quoted = (cells: readonly string[]): string =>
  cells.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',');

function held(opening: bigint, moves: readonly Movement[]): (Movement & { balance: bigint })[] {
  let balance = opening;
  return moves.map((move) => ({ ...move, balance: (balance += move.fen) }));
}

/** Characters that the platform can only read in this encoding, found by asking the decoder for each pair of bytes. */
export function inGbk(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, [number, number]>();
  for (let lead = 0xfe; lead >= 0x81; lead -= 1)
    for (let trail = 0xfe; trail >= 0x40; trail -= 1)
      if (trail !== 0x7f) pairs.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
  return new Uint8Array([...text].flatMap((sign) => pairs.get(sign) ?? [sign.charCodeAt(0)]));
}

/** As 工商: lines about the account, 借方 and 贷方 beside a mark, the latest first, sums below; GBK. */
export function asIndustrial(opening: bigint, moves: readonly Movement[]): Uint8Array {
  const rows = held(opening, moves).map(({ on, fen, words, party = '', serial, balance }) =>
    quoted([
      ...[serial, '6222000011112222', '6222000033334444', `${on} 10:11:12`, fen < 0n ? '借' : '贷'],
      ...[fen < 0n ? yuan(fen) : '', fen > 0n ? yuan(fen) : '', words, '', party, yuan(balance)],
    ]),
  );
  const head = ['[HISTORYDETAIL]', '本方账号,6222000011112222,户名,盐场工会委员会'];
  const names = '凭证号码,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,摘要,用途,对方单位名称,余额';
  return inGbk([...head, names, ...rows.reverse(), '合计,,,,,1,2'].join('\r\n'));
}

/** As 建设: a workbook with typed days, 借方发生额（支取） and 贷方发生额（收入）. */
export async function asConstruction(opening: bigint, moves: readonly Movement[]): Promise<Uint8Array> {
  type Row = ReturnType<typeof held>[number];
  const { bytes } = await writeWorkbook<Row>({
    ...{
      title: '账户明细',
      note: '账号：3700000000001 户名：盐场工会委员会',
      author: '银行',
      at: new Date(0),
      sumWord: '合计',
    },
    say: (title) => title,
    rows: [held(opening, moves)],
    columns: [
      { key: 'a', title: '账号', kind: 'text', width: 12, value: () => '3700000000001' },
      {
        key: 'b',
        title: '交易时间',
        kind: 'text',
        width: 12,
        value: (row) => `${row.on.replaceAll('-', '')} 10:11:12`,
      },
      {
        key: 'c',
        title: '借方发生额（支取）',
        kind: 'fen',
        width: 12,
        isSummed: true,
        value: (row) => (row.fen < 0n ? -row.fen : 0n),
      },
      {
        key: 'd',
        title: '贷方发生额（收入）',
        kind: 'fen',
        width: 12,
        isSummed: true,
        value: (row) => (row.fen > 0n ? row.fen : 0n),
      },
      { key: 'e', title: '余额', kind: 'fen', width: 12, value: (row) => row.balance },
      { key: 'f', title: '对方户名', kind: 'text', width: 12, value: (row) => row.party ?? '' },
      { key: 'g', title: '记账日期', kind: 'day', width: 12, value: (row) => row.on },
      { key: 'h', title: '摘要', kind: 'text', width: 12, value: (row) => row.words },
      { key: 'i', title: '账户明细编号-交易流水号', kind: 'text', width: 12, value: (row) => row.serial },
    ],
  });
  return bytes;
}

/** As 农信: one column of sums beside 借贷标志, an opening row, UTF-8 with its mark. */
export function asRural(opening: bigint, moves: readonly Movement[]): Uint8Array {
  const rows = held(opening, moves).map(({ on, fen, words, party = '', serial, balance }) =>
    quoted([on.replaceAll('-', ''), `\t${serial}`, words, fen < 0n ? '借' : '贷', yuan(fen), yuan(balance), '', party]),
  );
  const names = '交易日期,交易流水号,摘要,借贷标志,交易金额,账户余额,对方账号,对方户名';
  const text = [
    '农村信用合作联社对账单',
    names,
    quoted(['', '', '承前页', '', '', yuan(opening)]),
    ...rows,
    '总笔数,2',
  ].join('\n');
  return new TextEncoder().encode(`\ufeff${text}`);
}
