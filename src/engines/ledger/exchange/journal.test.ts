import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookKinds } from '../charts/book-kinds';
import { accountAbove } from '../charts/chart';
import { MOST_LINES, type DraftLine } from '../entries/rules';
import { entryText, headText, journalNames, plainWords, type WrittenEntry } from './journal-text';
import { readJournal, yuanIn } from './read-journal';
import { faultsOfEntries, keysOf, splitOpening, type Ground } from './rules';

const chart = bookKinds.union_funds.accounts;
const codes = new Set(chart.map((account) => account.code));
const names = journalNames(chart, (code) => accountAbove(code, codes));

const entry: WrittenEntry = {
  ...{ id: '0190f5b0-0000-7000-8000-000000000000', on: '2024-06-18', code: '2024-06-0012', kind: 'ordinary' },
  ...{ words: '买奖品; 见发票', source: 'finance.voucher:1', reverses: null },
  postings: [
    { code: '50102', side: 1, amount: 12_50n, words: '羽毛球', party: null, budgetLineId: null, commitmentId: null },
    {
      ...{ code: '221', side: -1, amount: 12_50n, words: '', budgetLineId: null, commitmentId: null },
      party: { kind: 'payee', who: '羊口文具店', name: '羊口文具店' },
    },
  ],
};

describe('a journal', () => {
  test('names accounts by their place in the chart and amounts in yuan', () => {
    expect(entryText(entry, names).split('\n')).toEqual([
      '2024-06-18 * (2024-06-0012) 羊口文具店 | 买奖品； 见发票',
      '    ; id: 0190f5b0-0000-7000-8000-000000000000',
      '    ; source: finance.voucher:1',
      '    支出:职工活动支出:文体活动费               12.50 CNY',
      '    ; words: 羽毛球',
      '    负债:其他应付款              -12.50 CNY',
      '    ; party: payee 羊口文具店',
      '',
      '',
    ]);
    expect(headText('账', chart.slice(0, 1), names)).toContain(
      'account 资产:库存现金\n    ; code: 101, element: asset',
    );
  });

  test('tells accounts of one name apart by their codes', () => {
    const twins = [
      { code: '10201', name: '基本户', element: 'asset' as const },
      { code: '10202', name: '基本户', element: 'asset' as const },
    ];
    expect([...journalNames(twins, () => null).values()]).toEqual(['资产:基本户 10201', '资产:基本户 10202']);
  });

  test('holds no sign that would mean something to its readers', () => {
    expect(plainWords('a;b|[2024/01/01] x:y,(z)\n@=*!')).toBe('a；b｜［2024/01/01］ x：y，（z） ＠＝＊！');
  });

  test('comes back as it went', () => {
    const { entries, codes: read, faults } = readJournal(headText('账', chart, names) + entryText(entry, names));
    expect(faults).toEqual([]);
    expect(read.get('支出:职工活动支出:文体活动费')).toBe('50102');
    expect(entries).toMatchObject([
      {
        ...{ on: '2024-06-18', code: '2024-06-0012', words: '买奖品； 见发票', kind: 'ordinary', reverses: null },
        postings: [
          { account: '支出:职工活动支出:文体活动费', net: 12_50n, side: 1, words: '羽毛球', party: null },
          { account: '负债:其他应付款', net: -12_50n, side: -1, words: '', party: 'payee 羊口文具店' },
        ],
      },
    ]);
  });

  test('is read as other programs and people write it', () => {
    const { entries, faults } = readJournal(
      [
        '; a remark',
        'commodity 1,000.00 CNY',
        'account 资产:银行存款  ; code: 102',
        '',
        '2024/6/3 ! 买茶叶   ; kind: ordinary',
        '  支出:其他支出\t¥1,234.5',
        '  * 资产:银行存款',
        '',
        'comment',
        '2024-13-99 not read',
        'end comment',
        '2024.06.04 (17) 利息',
        '    资产:银行存款  0.01元',
        '    收入:其他收入  CNY -0.01  ; party: payee 银行',
      ].join('\r\n'),
    );
    expect(faults).toEqual([]);
    expect(entries.map(({ on, code, words, postings }) => [on, code, words, postings.map(({ net }) => net)])).toEqual([
      ['2024-06-03', '', '买茶叶', [1_234_50n, -1_234_50n]],
      ['2024-06-04', '17', '利息', [1n, -1n]],
    ]);
    expect(entries[1]!.postings[1]!.party).toBe('payee 银行');
  });

  test.each([
    ['a directive that brings other files', 'include other.journal', 1, 'ledger.import_line'],
    ['a day that no calendar has', '2024-02-30 x\n a  1\n b  -1', 1, 'ledger.import_line'],
    ['a virtual posting', '2024-02-03 x\n (a)  1\n b  -1', 2, 'ledger.import_line'],
    ['three decimals', '2024-02-03 x\n a  1.005\n b  -1', 2, 'ledger.import_amount'],
    ['another currency', '2024-02-03 x\n a  1 USD\n b  -1', 2, 'ledger.import_amount'],
    ['a price', '2024-02-03 x\n a  1 CNY @ 7\n b  -1', 2, 'ledger.import_amount'],
    ['two amounts left out', '2024-02-03 x\n a\n b', 3, 'ledger.import_amount'],
  ])('with %s is refused at its line', (_what, text, line, code) => {
    expect(readJournal(text).faults[0]).toMatchObject({ line, code });
  });

  test.each<[string, bigint | undefined]>([
    ['12.5', 12_50n],
    ['-¥1,234.50', -1_234_50n],
    ['12.50 CNY', 12_50n],
    ['￥-3', -3_00n],
    ['1.234', undefined],
    ['--1', undefined],
    ['', undefined],
    ['壹', undefined],
  ])('reads %s', (text, fen) => expect(yuanIn(text)).toBe(fen));
});

const ground: Ground = {
  ...{
    year: 2024,
    today: '2024-06-18',
    openedOn: '2024-01-10',
    shutMonths: new Set(['2024-02-01']),
    hasOpening: false,
  },
  accountOf: (name) => {
    const account = chart.find(({ code }) => code === name);
    if (account === undefined) return null;
    const { code, element, party = null } = account;
    return { code, element, party, isSummary: code === '501', isClosed: code === '151' };
  },
  partyKindOf: (text) => (text.startsWith('payee ') ? 'payee' : text === 'person known' ? 'person' : null),
};

const journal = (lines: string, { on = '2024-06-03', tags = '' } = {}) => `${on} 记账 ; ${tags}\n${lines}`;
const faults = (text: string, change: Partial<Ground> = {}) =>
  faultsOfEntries(readJournal(text).entries, { ...ground, ...change }).map(({ line, code }) => [line, code]);

describe('what keeps a journal from being posted', () => {
  test.each<[what: string, text: string, line: number, code: string]>([
    ['one fen too much', journal(' 102  1.00\n 401  -0.99'), 1, 'ledger.entry_unbalanced'],
    ['an account that the book lacks', journal(' 102  1\n 999  -1'), 3, 'ledger.account_unknown'],
    ['an account that sums up others', journal(' 501  1\n 102  -1'), 2, 'ledger.account_is_summary'],
    ['a closed account', journal(' 151  1\n 102  -1'), 2, 'ledger.account_closed'],
    ['a closed month', journal(' 102  1\n 401  -1', { on: '2024-02-20' }), 1, 'ledger.period_closed'],
    ['a day in another year', journal(' 102  1\n 401  -1', { on: '2023-12-31' }), 1, 'ledger.import_year'],
    ['a day that has not come', journal(' 102  1\n 401  -1', { on: '2024-06-19' }), 1, 'ledger.day_in_future'],
    ['a day before the book', journal(' 102  1\n 401  -1', { on: '2024-01-09' }), 1, 'ledger.day_before_book'],
    ['one line', journal(' 102  0\n 401  0'), 1, 'ledger.entry_lines'],
    ['no party where one belongs', journal(' 113  1\n 401  -1'), 2, 'ledger.party_missing'],
    ['a party where none belongs', journal(' 102  1  ; party: payee x\n 401  -1'), 2, 'ledger.party_not_wanted'],
    ['a party of another kind', journal(' 113  1  ; party: payee x\n 401  -1'), 2, 'ledger.party_unfit'],
    ['a party that nobody knows', journal(' 113  1  ; party: person x\n 401  -1'), 2, 'ledger.import_party'],
    ['a kind that there is not', journal(' 102  1\n 401  -1', { tags: 'kind: gift' }), 1, 'ledger.import_kind'],
    ["a year's end in June", journal(' 401  1\n 312  -1', { tags: 'kind: closing' }), 1, 'ledger.import_kind'],
    ['a reversal of nothing', journal(' 401  1\n 312  -1', { tags: 'kind: reversal' }), 1, 'ledger.import_reversal'],
    ['red on no reversal', journal(' 102  -1  ; side: debit\n 401  1'), 2, 'ledger.amount_impossible'],
    ['10^15 fen', journal(' 102  9999999999999.00\n 401  -9999999999999.00'), 2, 'ledger.amount_impossible'],
  ])('%s', (_what, text, line, code) => expect(faults(text)[0]).toEqual([line, code]));

  test('balances of the beginning that stand already', () => {
    const text = journal(' 102  1\n 312  -1', { tags: 'kind: opening' });
    expect(faults(text)).toEqual([]);
    expect(faults(text, { hasOpening: true })).toEqual([[1, 'ledger.opening_stands']]);
  });

  test('nothing, when all of it can stand', () => {
    const closing = journal(' 401  1\n 312  -1', { on: '2023-12-31', tags: 'kind: closing' });
    expect(faults(closing, { year: 2023, openedOn: '2023-01-01' })).toEqual([]);
    expect(faults(journal(' 113  1  ; party: person known\n 401  -1'))).toEqual([]);
  });
});

test('the same content has the same key, and a second one of its own', () => {
  const text = `${journal(' 102  1\n 401  -1')}\n\n`;
  const [first, second] = keysOf(readJournal(text + text).entries);
  expect(keysOf(readJournal(text).entries)).toEqual([first]);
  expect(second).not.toBe(first);
  expect(keysOf(readJournal(text.replace('记账', '另记')).entries)).not.toContain(first);
});

test('balances of many parties become entries of at most 200 lines that balance each and add up to the same', () => {
  const side = fc.array(fc.bigInt(1n, 10_000n), { minLength: 1, maxLength: 450 });
  fc.assert(
    fc.property(side, side, (debits, credits) => {
      const total = (all: readonly bigint[]) => all.reduce((sum, one) => sum + one, 0n);
      const rest = total(debits) - total(credits);
      const lines: DraftLine[] = [
        ...debits.map((debit, at) => ({ account: `1${at}`, debit })),
        ...credits.map((credit, at) => ({ account: `2${at}`, credit })),
        ...(rest > 0n ? [{ account: '3', credit: rest }] : rest < 0n ? [{ account: '3', debit: -rest }] : []),
      ];
      const sums = new Map<string, bigint>();
      for (const part of splitOpening(lines)) {
        expect(part.length).toBeLessThanOrEqual(MOST_LINES);
        expect(total(part.map(({ debit = 0n, credit = 0n }) => debit - credit))).toBe(0n);
        for (const { account, debit = 0n, credit = 0n } of part)
          sums.set(account, (sums.get(account) ?? 0n) + debit - credit);
      }
      expect(sums).toEqual(new Map(lines.map(({ account, debit = 0n, credit = 0n }) => [account, debit - credit])));
    }),
    { numRuns: 60 },
  );
});
