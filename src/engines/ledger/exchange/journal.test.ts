import { describe, expect, test } from 'vitest';
import { bookKinds } from '../charts/book-kinds';
import { accountAbove } from '../charts/chart';
import { entryText, headText, journalNames, plainWords, type WrittenEntry } from './journal-text';
import { readJournal, yuanIn } from './read-journal';

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

  test('says nothing more of an entry of which a line can not be read', () => {
    const { entries, faults } = readJournal('2024-02-03 x\n a  abc\n b\n\n2024-02-04 y\n a  1\n b');
    expect([faults.length, entries.map((entry) => entry.words)]).toEqual([1, ['y']]);
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
