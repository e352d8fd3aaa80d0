import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/contract';
import type { StatementColumns } from './contract';
import { judgeRows, type JudgeGround, type KnownLine } from './judge';
import { guessColumns, isFit, type SheetRow } from './layout';
import { addUpTo, allocate, likeness, propose, restsOf, type BookLine, type Open } from './match';
import { readAmount, readBankDay, readSign } from './read-cells';
import { reckon } from './sheet-rules';

describe('sums and days as banks write them', () => {
  test.each<[string, bigint | null | string]>([
    ['1,234.50', 123_450n],
    ['¥1234.5', 123_450n],
    ['￥１，２３４．５０', 123_450n],
    ['1234.5元', 123_450n],
    ['（12.00）', -1_200n],
    ['-0.01', -1n],
    ['+3', 300n],
    ['12.340000', 1_234n],
    ['', null],
    ['--', null],
    ['999,999,999,999.99', 99_999_999_999_999n],
    ['1000000000000000', 'too_much'],
    ['1,000,000,000,000.00', 'too_much'],
    ['12.345', 'not_money'],
    ['1,23', 'not_money'],
    ['12,34.5', 'not_money'],
    ['1e5', 'not_money'],
    ['一百', 'not_money'],
  ])('%s', (words, expected) => {
    const read = readAmount(words);
    expect('fault' in read ? read.fault : read.value).toBe(expected);
  });

  test.each<[string, string | null]>([
    ['2024-05-06', '2024-05-06'],
    ['20240506', '2024-05-06'],
    ['20240506 101112', '2024-05-06'],
    ['2024/5/6 10:11:12', '2024-05-06'],
    ['2024-05-06-10.11.12', '2024-05-06'],
    ['２０２４年５月６日', '2024-05-06'],
    ['45418', '2024-05-06'],
    ['', null],
    ['20240230', 'day_impossible'],
    ['五月六日', 'day_unreadable'],
  ])('%s', (words, expected) => {
    const read = readBankDay(words);
    expect('fault' in read ? read.fault : read.value).toBe(expected);
  });

  test('what leaves the account is the bank’s debit', () => {
    expect([readSign('借'), readSign('D'), readSign('支出'), readSign('贷'), readSign('C'), readSign('？')]).toEqual([
      ...[-1, -1, -1, 1, 1, null],
    ]);
  });
});

describe('columns', () => {
  test('are known by their headings, whichever bank wrote them; two columns of sums are preferred to one with a mark', () => {
    const named = (headings: string[]) =>
      Object.fromEntries(Object.entries(guessColumns(headings)).map(([column, place]) => [column, headings[place]]));
    expect(
      named(['凭证号码', '对方账号', '交易时间', '借/贷', '借方发生额', '贷方发生额', '摘要', '对方单位名称', '余额']),
    ).toEqual({
      ...{ serial: '凭证号码', day: '交易时间', out: '借方发生额', in: '贷方发生额', words: '摘要' },
      ...{ party: '对方单位名称', balance: '余额' },
    });
    expect(named(['交易日期', '交易流水号', '借贷标志', '交易金额', '账户余额'])).toEqual({
      ...{ day: '交易日期', serial: '交易流水号', sign: '借贷标志', amount: '交易金额', balance: '账户余额' },
    });
  });

  test('fit when day and sums are known, each once', () => {
    const fits = (columns: StatementColumns) => isFit(columns, 5);
    expect([fits({ day: 0, in: 1, out: 2 }), fits({ day: 0, amount: 1 })]).toEqual([true, true]);
    const unfit = [
      { day: 0 },
      { amount: 1 },
      { day: 0, in: 1 },
      { day: 0, amount: 0 },
      { day: 0, amount: 1, in: 2 },
      { day: 0, amount: 9 },
    ];
    expect(unfit.some(fits)).toBe(false);
  });
});

const columns: StatementColumns = { day: 0, out: 1, in: 2, balance: 3, serial: 4, words: 5 };
const ground = (change: Partial<JudgeGround> = {}): JudgeGround => ({
  ...{ columns, startsOn: '2024-01-01', today: '2024-06-18', finishedUntil: null, known: [] },
  ...{ heldBefore: () => 1_000_00n },
  ...change,
});
const sheet = (...rows: string[][]): SheetRow[] => rows.map((cells, i) => ({ number: i + 5, cells }));
const plain = ['2024-05-02', '', '100.00', '1100.00', 'A1', '收'];

describe('rows of a statement', () => {
  test('are named with what is wrong with them; the others stand', () => {
    const { rows, counts } = judgeRows(
      sheet(
        ['期初余额', '', '', '1000.00'],
        plain,
        ['五月', '1.00', '', '', 'A2'],
        ['2024-05-32', '1.00', '', '', 'A3'],
        ['2024-05-03', '1.00', '1.00', '', 'A4'],
        ['2024-05-03', '', '', '', 'A5', '空'],
        ['2024-07-01', '1.00', '', '', 'A6'],
        ['2023-12-31', '1.00', '', '', 'A7'],
        ['2024-05-03', '1e9', '', '', 'A8'],
        ['2024-05-03', '1000000000000000', '', '', 'A9'],
        ['', '5.00', '', '', 'A10'],
        ['合计', '1.00', '100.00', ''],
        ['本页打印时间', '', '', ''],
      ),
      ground(),
    );
    expect(rows.map((row) => row.reason?.code ?? row.verdict)).toEqual([
      ...[
        'opening',
        'new',
        'day_unreadable',
        'day_impossible',
        'both_sides',
        'no_amount',
        'day_in_future',
        'before_start',
      ],
      ...['not_money', 'too_much', 'no_day', 'note', 'note'],
    ]);
    expect([counts.new, counts.bad, counts.sumIn, counts.sumOut]).toEqual([1, 9, 100_00n, 0n]);
  });

  test('a row that the balances don’t follow is named, and so is what the whole lacks', () => {
    const { rows, counts } = judgeRows(
      sheet(plain, ['2024-05-03', '30.00', '', '1070.00', 'A2'], ['2024-05-04', '20.00', '', '1040.00', 'A3']),
      ground(),
    );
    expect(rows.map((row) => row.off)).toEqual([null, null, -10_00n]);
    expect([counts.breaks, counts.proofOff, counts.joinOff]).toEqual([1, -10_00n, 0n]);
  });

  test('an opening that does not join what is known is told by how much', () => {
    const { counts } = judgeRows(sheet(plain), ground({ heldBefore: () => 900_00n }));
    expect([counts.opening, counts.closing, counts.joinOff]).toEqual([1_000_00n, 1_100_00n, 100_00n]);
  });

  test('the latest first is read as well as the latest last', () => {
    const rows = [plain, ['2024-05-03', '30.00', '', '1070.00', 'A2'], ['2024-05-03', '20.00', '', '1050.00', 'A3']];
    const backwards = judgeRows(sheet(...[...rows].reverse()), ground());
    expect([backwards.counts.breaks, backwards.counts.closing, backwards.rows[0]!.serial]).toEqual([
      0,
      1_050_00n,
      'A1',
    ]);
    const oneDay = judgeRows(sheet(rows[2]!, rows[1]!), ground({ heldBefore: () => 1_100_00n }));
    expect([oneDay.counts.breaks, oneDay.counts.joinOff]).toEqual([0, 0n]);
  });

  test('a row that stands twice in one sheet is found; the same sum twice that day is not', () => {
    const again = judgeRows(sheet(plain, plain), ground());
    expect(again.rows.map((row) => row.reason?.code ?? row.verdict)).toEqual(['new', 'twice']);
    const loop = judgeRows(
      sheet(
        ['2024-05-02', '', '100.00', '1100.00', '0'],
        ['2024-05-02', '100.00', '', '1000.00', '0'],
        ['2024-05-02', '', '100.00', '1100.00', '0'],
      ),
      ground(),
    );
    expect([loop.counts.new, loop.counts.breaks]).toEqual([3, 0]);
  });

  test('what the account knows is not taken in again, also where the other file lacked a serial', () => {
    const known: KnownLine = {
      on: '2024-05-02',
      amount: 100_00n,
      balance: 1_100_00n,
      serial: '',
      words: 'x',
      party: '',
    };
    expect(judgeRows(sheet(plain), ground({ known: [known] })).rows[0]!.reason?.code).toBe('known');
    const other = { ...known, balance: 1_200_00n };
    expect(judgeRows(sheet(plain), ground({ known: [other] })).counts.new).toBe(1);
    const finished = ground({ finishedUntil: '2024-05-31', known: [] });
    expect(judgeRows(sheet(plain), finished).rows[0]!.reason?.code).toBe('month_finished');
  });
});

/** Movements of a month with serials and balances, as a bank would write them. */
const statement = fc
  .array(
    fc.record({
      days: fc.integer({ min: 0, max: 2 }),
      fen: fc.integer({ min: -90, max: 90 }).filter((fen) => fen !== 0),
    }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((moves) => {
    let [on, held] = ['2024-04-30', 1_000_00n];
    return moves.map(({ days, fen }, i) => {
      on = addDays(on, days);
      held += BigInt(fen);
      const yuan = (amount: bigint) => `${amount / 100n}.${(amount % 100n).toString().padStart(2, '0')}`;
      const sum = yuan(BigInt(Math.abs(fen)));
      return [on, fen < 0 ? sum : '', fen > 0 ? sum : '', yuan(held), `S${String(1000 + i)}`, ''];
    });
  });

test('a statement read in twice, or in parts that overlap anyhow, gives the same lines', () => {
  fc.assert(
    fc.property(
      statement,
      fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 6 }),
      fc.boolean(),
      (all, cuts, isTwice) => {
        const known: KnownLine[] = [];
        const take = (rows: string[][]) => {
          for (const row of judgeRows(sheet(...rows), ground({ known: [...known] })).rows)
            if (row.verdict === 'new') known.push({ ...row, on: row.on!, amount: row.amount! });
        };
        for (const [one, other] of cuts) take(all.slice(Math.min(one, other), Math.max(one, other)));
        take(all);
        if (isTwice) take(all);
        const serials = (rows: readonly { serial: string }[]) => rows.map((row) => row.serial).sort();
        expect(serials(known)).toEqual(all.map((row) => row[4]!).sort());
      },
    ),
  );
});

test('without serials, parts of whole days give the same lines by their balances', () => {
  fc.assert(
    fc.property(statement, fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 5 }), (numbered, cuts) => {
      const all = numbered.map((row) => row.with(4, ''));
      const known: KnownLine[] = [];
      const take = (rows: string[][]) => {
        for (const row of judgeRows(sheet(...rows), ground({ known: [...known] })).rows)
          if (row.verdict === 'new') known.push({ ...row, on: row.on!, amount: row.amount! });
      };
      for (const [one, other] of cuts) {
        const [from, to] = [addDays('2024-04-30', Math.min(one, other)), addDays('2024-04-30', Math.max(one, other))];
        take(all.filter((row) => row[0]! >= from && row[0]! <= to));
      }
      take(all);
      expect(known.map((line) => `${line.on} ${line.amount} ${line.balance}`).sort()).toEqual(
        judgeRows(sheet(...all), ground())
          .rows.map((row) => `${row.on} ${row.amount} ${row.balance}`)
          .sort(),
      );
    }),
  );
});

const open = (id: string, rest: bigint, on = '2024-05-10', words = ''): Open => ({ id, on, rest, words, party: '' });

describe('matching', () => {
  test('lays one on many, many on one, and leaves a rest', () => {
    expect(allocate([open('l', 100n)], [open('a', 60n), open('b', 30n)])).toEqual([
      { lineId: 'l', entryId: 'a', amount: 60n },
      { lineId: 'l', entryId: 'b', amount: 30n },
    ]);
    expect(allocate([open('l', -40n), open('m', -70n, '2024-05-09')], [open('a', -100n)])).toEqual([
      { lineId: 'm', entryId: 'a', amount: -70n },
      { lineId: 'l', entryId: 'a', amount: -30n },
    ]);
    expect(allocate([open('l', 100n)], [open('a', 100n)], 25n)).toEqual([{ lineId: 'l', entryId: 'a', amount: 25n }]);
  });

  test('never lays more on a line than it has', () => {
    const side = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(side, side, (left, right) => {
        const rows = (fens: number[], mark: string) => fens.map((fen, i) => open(`${mark}${i}`, BigInt(fen)));
        const [lines, entries] = [rows(left, 'l'), rows(right, 'e')];
        const parts = allocate(lines, entries);
        const sum = (key: 'lineId' | 'entryId', id: string) =>
          parts.filter((part) => part[key] === id).reduce((all, part) => all + part.amount, 0n);
        expect(lines.every((line) => sum('lineId', line.id) <= line.rest)).toBe(true);
        expect(entries.every((entry) => sum('entryId', entry.id) <= entry.rest)).toBe(true);
        const total = (fens: number[]) => BigInt(fens.reduce((all, fen) => all + fen, 0));
        const all = parts.reduce((sofar, part) => sofar + part.amount, 0n);
        expect(all).toBe(total(left) < total(right) ? total(left) : total(right));
      }),
    );
  });

  test('proposes equal amounts, the nearest day and the likest words first, and nothing too far away', () => {
    const lines = [open('l', 50n, '2024-05-10', '工会活动场地费'), open('m', 50n, '2024-05-12', '购书款')];
    const entries = [
      open('a', 50n, '2024-05-12', '职工书屋购书'),
      open('b', 50n, '2024-05-10', '场地费'),
      open('c', 7n, '2024-05-20'),
    ];
    const found = propose([...lines, open('n', 7n, '2024-05-01')], entries, 5);
    expect(found.map(({ lineIds, entryIds }) => [lineIds, entryIds])).toEqual([
      [['l'], ['b']],
      [['m'], ['a']],
    ]);
    expect(propose([open('n', 7n, '2024-05-01')], entries, 19)).toHaveLength(1);
  });

  test('proposes sums on either side, each line once', () => {
    const toMany = propose([open('l', 90n)], [open('a', 60n), open('b', 30n), open('c', 20n)], 5);
    expect(toMany).toMatchObject([{ lineIds: ['l'], entryIds: ['a', 'b'] }]);
    const toOne = propose([open('l', -60n), open('m', -30n)], [open('a', -90n)], 5);
    expect(toOne).toMatchObject([{ lineIds: ['l', 'm'], entryIds: ['a'] }]);
    expect(propose([open('l', 90n)], [open('a', -60n), open('b', -30n)], 5)).toEqual([]);
    expect(addUpTo([open('a', 1n), open('b', 2n)], 4n)).toBeNull();
  });

  test('words are alike by what they have in common', () => {
    expect(likeness('提取备用金', '备用金')).toBe(1);
    expect([likeness('工资', '水费'), likeness('', '水费')]).toEqual([0, 0]);
  });

  test('an entry and its reversal stand for each other as far as nothing was matched', () => {
    const of = (id: string, amount: bigint, reversesId: string | null = null): BookLine => ({
      ...{ id: `${id}.2`, entryId: id, reversesId, on: '2024-05-10', amount },
    });
    const pair = [of('a', -918n), of('r', 918n, 'a'), of('b', -918n)];
    expect([...restsOf(pair, new Map()).values()]).toEqual([0n, 0n, -918n]);
    expect([...restsOf(pair, new Map([['a.2', -918n]])).values()]).toEqual([0n, 918n, -918n]);
  });
});

test('both adjusted balances are equal exactly when every line is accounted for', () => {
  const fen = fc.bigInt({ min: -500n, max: 500n });
  const moves = fc.array(
    fen.filter((amount) => amount !== 0n),
    { maxLength: 12 },
  );
  const choices = fc.array(fc.tuple(fc.nat(11), fc.nat(11), fc.bigInt({ min: 1n, max: 500n })), { maxLength: 20 });
  fc.assert(
    fc.property(fen, moves, moves, choices, fc.nat(23), (began, bank, book, picks, lost) => {
      const lines = bank.map((amount) => ({ amount, rest: amount }));
      const entries = book.map((amount) => ({ amount, rest: amount }));
      for (const [l, e, most] of picks) {
        const [line, entry] = [lines[l], entries[e]];
        if (line === undefined || entry === undefined) continue;
        const left = [open('l', line.rest)].filter((one) => one.rest !== 0n);
        const right = [open('e', entry.rest)].filter((one) => one.rest !== 0n && one.rest > 0n === line.rest > 0n);
        for (const { amount } of allocate(left, right, most)) {
          line.rest -= amount;
          entry.rest -= amount;
        }
      }
      const sum = (fens: readonly bigint[]) => fens.reduce((all, one) => all + one, 0n);
      const said = { stated: began + sum(bank), opening: began, bookBalance: began + sum(book), lines, entries };
      expect(reckon(said)).toMatchObject({ difference: 0n, openingOff: 0n, statementOff: 0n });
      // One line of the bank is not read in: the difference is what of it was open, or was matched with it.
      const gone = lines[lost];
      const without = reckon({ ...said, lines: lines.filter((line) => line !== gone) });
      expect(without.difference).toBe(gone === undefined ? 0n : gone.rest);
      expect(without.statementOff).toBe(gone === undefined ? 0n : gone.amount);
      // One open line of the book is left out of the sheet.
      const missing = entries[lost % 12];
      const cut = reckon({ ...said, entries: entries.filter((entry) => entry !== missing) });
      expect(cut.difference).toBe(missing === undefined ? 0n : -missing.rest);
      const later = reckon({ ...said, opening: began + 7n, stated: said.stated + 7n });
      expect([later.difference, later.openingOff, later.statementOff]).toEqual([7n, 7n, 0n]);
    }),
  );
});
