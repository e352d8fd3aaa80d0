import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_FEN } from '#kernel/contract';
import { bookKinds } from '../charts/book-kinds';
import { MOST_LINES, netOf, type DraftLine } from '../entries/rules';
import { readJournal, type ReadEntry, type ReadPosting } from './read-journal';
import { faultsOfEntries, keysOf, splitOpening, type Ground } from './rules';

const chart = bookKinds.union_funds.accounts;
const ground: Ground = {
  ...{
    year: 2024,
    today: '2024-06-18',
    openedOn: '2024-01-10',
    shutMonths: new Set(['2024-02-01']),
    hasOpening: false,
  },
  accountOf: (name) => {
    const account = chart.find(({ code }) => code === name.replace(/^资产:/, ''));
    if (account === undefined) return null;
    const { code, element, party = null } = account;
    return { code, element, party, isSummary: code === '501', isClosed: code === '151', isClearing: code === '191' };
  },
  partyKindOf: (text) => (text.startsWith('payee ') ? 'payee' : text === 'person known' ? 'person' : null),
};

const journal = (lines: string, { on = '2024-06-03', tags = '' } = {}) => `${on} 记账 ; ${tags}\n${lines}`;
const faultsOf = (text: string, change: Partial<Ground> = {}) =>
  faultsOfEntries(readJournal(text).entries, { ...ground, ...change });
const faults = (text: string, change: Partial<Ground> = {}) =>
  faultsOf(text, change).map(({ line, code }) => [line, code]);

describe('what keeps a journal from being posted', () => {
  // prettier-ignore
  test.each<[what: string, text: string, line: number, code: string, params: object]>([
    ['one fen too much', journal(' 102  1.00\n 401  -0.99'), 1, 'ledger.entry_unbalanced', { difference: 1n }],
    ['an account that the book lacks', journal(' 102  1\n 现金:999  -1'), 3, 'ledger.account_unknown', { account: '现金:999' }],
    ['an account that sums up others', journal(' 501  1\n 102  -1'), 2, 'ledger.account_is_summary', { account: '501' }],
    ['a closed account, by its own code', journal(' 资产:151  1\n 102  -1'), 2, 'ledger.account_closed', { account: '151' }],
    ['an account through which only transfers pass', journal(' 191  1\n 102  -1'), 2, 'ledger.account_is_clearing', { account: '191' }],
    ['a closed month', journal(' 102  1\n 401  -1', { on: '2024-02-20' }), 1, 'ledger.period_closed', { month: '2024-02' }],
    ['a day in another year', journal(' 102  1\n 401  -1', { on: '2023-12-31' }), 1, 'ledger.import_year', { day: '2023-12-31', year: 2024 }],
    ['a day that has not come', journal(' 102  1\n 401  -1', { on: '2024-06-19' }), 1, 'ledger.day_in_future', { day: '2024-06-19', today: '2024-06-18' }],
    ['a day before the book', journal(' 102  1\n 401  -1', { on: '2024-01-09' }), 1, 'ledger.day_before_book', { day: '2024-01-10' }],
    ['no line that moves anything', journal(' 102  0\n 401  0'), 1, 'ledger.entry_lines', { count: 0 }],
    ['no party where one belongs', journal(' 113  1\n 401  -1'), 2, 'ledger.party_missing', { account: '113' }],
    ['a party where none belongs', journal(' 102  1  ; party: payee x\n 401  -1'), 2, 'ledger.party_not_wanted', { account: '102' }],
    ['a party of another kind', journal(' 113  1  ; party: payee x\n 401  -1'), 2, 'ledger.party_unfit', { account: '113' }],
    ['a party that nobody knows', journal(' 113  1  ; party: person x\n 401  -1'), 2, 'ledger.import_party', { party: 'person x' }],
    ['a kind that there is not', journal(' 102  1\n 401  -1', { tags: 'kind: gift' }), 1, 'ledger.import_kind', { kind: 'gift' }],
    ["a year's end in June", journal(' 401  1\n 312  -1', { tags: 'kind: closing' }), 1, 'ledger.import_kind', { kind: 'closing' }],
    ['red on no reversal', journal(' 102  -1  ; side: debit\n 401  1'), 2, 'ledger.amount_impossible', { line: 2 }],
    ['red on the credit side', journal(' 102  -1\n 401  1  ; side: credit'), 3, 'ledger.amount_impossible', { line: 3 }],
    ['more than a column holds', journal(' 102  9999999999999.00\n 401  -9999999999999.00'), 2, 'ledger.amount_impossible', { line: 2 }],
  ])('%s', (_what, text, line, code, params) => expect(faultsOf(text)[0]).toEqual({ line, code, params }));

  test.each([
    ['the day of the book’s beginning', '2024-01-10'],
    ['today', '2024-06-18'],
    ['a month that is open', '2024-03-01'],
  ])('nothing on %s', (_what, on) => expect(faults(journal(' 102  1\n 401  -1', { on }))).toEqual([]));

  test('nothing where the party that belongs there is named', () => {
    expect(faults(journal(' 113  1  ; party: person known\n 401  -1'))).toEqual([]);
  });

  test('balances of the beginning that stand already, and those alone', () => {
    const text = journal(' 102  1\n 312  -1', { tags: 'kind: opening' });
    expect(faults(text)).toEqual([]);
    expect(faults(text, { hasOpening: true })).toEqual([[1, 'ledger.opening_stands']]);
    expect(faults(journal(' 102  1\n 401  -1'), { hasOpening: true })).toEqual([]);
  });

  test('half of a transfer, which brings no other half with it', () => {
    const half = journal(' 191  1\n 102  -1', { tags: 'kind: transfer' });
    expect(faults(half)).toEqual([[2, 'ledger.account_is_clearing']]);
  });

  test('every fault of every entry is told, each at its line', () => {
    const text = `${journal(' 999  1\n 501  -1')}\n\n${journal(' 102  1\n 401  -2')}`;
    expect(faults(text)).toEqual([
      [2, 'ledger.account_unknown'],
      [3, 'ledger.account_is_summary'],
      [5, 'ledger.entry_unbalanced'],
    ]);
  });
});

const posting = (account: string, net: bigint, change: Partial<ReadPosting> = {}): ReadPosting => ({
  ...{ line: 2, account, net, side: net < 0n ? -1 : 1, words: '', party: null },
  ...change,
});
const entry = (postings: readonly ReadPosting[], change: Partial<ReadEntry> = {}): ReadEntry => ({
  ...{ line: 1, on: '2024-06-03', code: '', words: '记账', kind: 'ordinary', reverses: null, postings },
  ...change,
});
const codesOf = (one: ReadEntry, all: readonly ReadEntry[] = [one], change: Partial<Ground> = {}) =>
  faultsOfEntries([one], { ...ground, ...change }, all).map(({ code }) => code);

describe('the amounts and lines of an entry', () => {
  const many = (count: number) => [
    posting('102', BigInt(count - 1)),
    ...Array.from({ length: count - 1 }, () => posting('401', -1n)),
  ];

  test.each<[what: string, postings: readonly ReadPosting[], kind: string, codes: readonly string[]]>([
    ['two lines', many(2), 'ordinary', []],
    ['one line', [posting('102', 1n)], 'ordinary', ['ledger.entry_lines']],
    ['one line at the beginning', [posting('102', 1n)], 'opening', ['ledger.entry_lines']],
    ['as many lines as an entry has room for', many(MOST_LINES), 'ordinary', []],
    ['a line more', many(MOST_LINES + 1), 'ordinary', ['ledger.entry_lines']],
    ['a line more at the beginning, which is split', many(MOST_LINES + 1), 'opening', []],
    ['the most a column holds', [posting('102', MOST_FEN), posting('401', -MOST_FEN)], 'ordinary', []],
    [
      'a fen beyond it on the debit side',
      [posting('102', MOST_FEN + 1n), posting('401', -MOST_FEN), posting('401', -1n)],
      ...(['ordinary' as const, ['ledger.amount_impossible']] as const),
    ],
    [
      'a fen beyond it on the credit side',
      [posting('102', MOST_FEN), posting('102', 1n), posting('401', -MOST_FEN - 1n)],
      ...(['ordinary' as const, ['ledger.amount_impossible']] as const),
    ],
    [
      'a line of nothing',
      [posting('102', 5n), posting('401', -5n), posting('101', 0n)],
      ...(['ordinary' as const, ['ledger.amount_impossible']] as const),
    ],
  ])('%s', (_what, postings, kind, codes) => expect(codesOf(entry(postings, { kind }))).toEqual(codes));
});

describe('a reversal', () => {
  const original = entry([posting('101', 5n), posting('102', -5n), posting('401', 7n), posting('402', -7n)], {
    ...{ code: '0012', on: '2024-06-03' },
  });
  const back = [posting('101', -5n), posting('102', 5n), posting('401', -7n), posting('402', 7n)];
  const reversal = (change: Partial<ReadEntry> = {}) =>
    entry(back, { line: 9, kind: 'reversal', code: '0013', on: '2024-06-10', reverses: '0012', ...change });

  // prettier-ignore
  test.each<[what: string, change: Partial<ReadEntry>, reversed: Partial<ReadEntry>]>([
    ['takes an earlier entry back',            {},                                          {}],
    ['may be of the same day',                 { on: '2024-06-03' },                        {}],
    ['may name the lines in another order',    { postings: back.toReversed() },             {}],
    ['may be red on the sides of the first',   { postings: back.map((one) => ({ ...one, side: one.net < 0n ? 1 : -1 })) }, {}],
    ['takes back what passed between books',   {},                                          { kind: 'transfer' }],
  ])('%s', (_what, change, reversed) => {
    const one = reversal(change);
    expect(codesOf(one, [{ ...original, ...reversed }, one])).toEqual([]);
  });

  // prettier-ignore
  test.each<[what: string, change: Partial<ReadEntry>, reversed: Partial<ReadEntry>]>([
    ['of nothing',                             { reverses: null },                          {}],
    ['of an entry that the journal lacks',     { reverses: '0011' },                        {}],
    ['of whichever entry has no code either',  { reverses: '' },                            { code: '' }],
    ['of nothing, where one has no code',      { reverses: null },                          { code: '' }],
    ['of a reversal',                          {},                                          { kind: 'reversal' }],
    ['before what it takes back',              { on: '2024-06-02' },                        {}],
    ['on the same sides',                      { postings: original.postings },             {}],
    ['of a part alone',                        { postings: back.slice(0, 2) },              {}],
    ['of the other part alone',                { postings: back.slice(2) },                 {}],
    ['of more than there was',                 { postings: [...back, posting('402', 1n), posting('402', -1n)] }, {}],
    ['from other accounts',                    { postings: [posting('131', -5n), ...back.slice(1)] }, {}],
    ['of another amount',                      { postings: [posting('101', -6n), posting('102', 6n), ...back.slice(2)] }, {}],
  ])('%s is refused', (_what, change, reversed) => {
    const one = reversal(change);
    const fault = { line: 9, code: 'ledger.import_reversal', params: { reverses: one.reverses ?? '' } };
    expect(faultsOfEntries([one], ground, [{ ...original, ...reversed }, one])).toEqual([fault]);
  });
});

describe('a year’s end', () => {
  const end = (postings: readonly ReadPosting[], on = '2023-12-31') =>
    codesOf(entry(postings, { kind: 'closing', on }), undefined, { year: 2023, openedOn: '2023-01-01' });

  test.each<[what: string, postings: readonly ReadPosting[], on: string, codes: readonly string[]]>([
    ['carries income to net assets', [posting('401', 5n), posting('312', -5n)], '2023-12-31', []],
    ['carries spending to net assets', [posting('312', 5n), posting('50102', -5n)], '2023-12-31', []],
    ['moves no asset', [posting('401', 5n), posting('102', -5n)], '2023-12-31', ['ledger.import_kind']],
    ['moves no asset of several', [posting('102', 5n), posting('312', -5n)], '2023-12-31', ['ledger.import_kind']],
    ['moves no debt', [posting('401', 5n), posting('211', -5n)], '2023-12-31', ['ledger.import_kind']],
    ['comes on its last day alone', [posting('401', 5n), posting('312', -5n)], '2023-12-30', ['ledger.import_kind']],
    [
      'takes no account that the book lacks',
      [posting('4', 5n), posting('312', -5n)],
      '2023-12-31',
      ['ledger.account_unknown'],
    ],
  ])('%s', (_what, postings, on, codes) => expect(end(postings, on)).toEqual(codes));
});

describe('the key of an entry', () => {
  const text = `${journal(' 102  1\n 401  -1')}\n\n`;

  test('is the same for the same content, and a second one of the same content has its own', () => {
    const [first, second, third] = keysOf(readJournal(text + text + text).entries);
    expect(keysOf(readJournal(text).entries)).toEqual([first]);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(first).toMatch(/^import:[0-9a-f]{64}:1$/);
    expect([second!.slice(0, -1), third]).toEqual([first!.slice(0, -1), `${first!.slice(0, -1)}3`]);
  });

  const one = entry([posting('102', 5n), posting('401', -5n)]);
  // prettier-ignore
  test.each<[what: string, other: ReadEntry]>([
    ['the day',                 { ...one, on: '2024-06-04' }],
    ['the code',                { ...one, code: '1' }],
    ['the words',               { ...one, words: '另记' }],
    ['the kind',                { ...one, kind: 'opening' }],
    ['what it takes back',      { ...one, reverses: '1' }],
    ['an account',              entry([posting('101', 5n), posting('401', -5n)])],
    ['an amount',               entry([posting('102', 6n), posting('401', -5n)])],
    ['a side',                  entry([posting('102', 5n, { side: -1 }), posting('401', -5n)])],
    ['the words of a line',     entry([posting('102', 5n, { words: '一' }), posting('401', -5n)])],
    ['a party',                 entry([posting('102', 5n, { party: 'payee 一' }), posting('401', -5n)])],
    ['the order of lines',      entry([posting('401', -5n), posting('102', 5n)])],
  ])('tells %s apart', (_what, other) => {
    const [own, others] = keysOf([one, other]);
    expect(others!.slice(0, -2)).not.toBe(own!.slice(0, -2));
  });

  test('does not ask at which line of the file it stood', () => {
    expect(keysOf([{ ...one, line: 40, postings: one.postings.map((line) => ({ ...line, line: 41 })) }])).toEqual(
      keysOf([one]),
    );
  });
});

const total = (all: readonly DraftLine[]) => all.reduce((sum, line) => sum + netOf(line), 0n);

describe('balances of the beginning', () => {
  const debits = (count: number): DraftLine[] =>
    Array.from({ length: count }, (_none, at) => ({ account: '113', debit: 2n, partyId: `${at}` }));

  test('stay one entry while there is room, in their order', () => {
    const lines = [...debits(MOST_LINES - 1), { account: '312', credit: BigInt(2 * (MOST_LINES - 1)) }];
    expect(splitOpening(lines)).toEqual([lines]);
    expect(splitOpening(lines.toReversed())).toEqual([lines.toReversed()]);
  });

  test('go on in the next entry only where the first is full, and each line in both keeps its party', () => {
    const rest = { account: '221', partyId: 'whose' };
    const parts = splitOpening([...debits(MOST_LINES), { ...rest, credit: BigInt(2 * MOST_LINES) }]);
    expect(parts.map((part) => part.length)).toEqual([MOST_LINES, 2]);
    expect(parts[0]).toContainEqual({ ...rest, credit: BigInt(2 * (MOST_LINES - 1)) });
    expect(parts[1]).toEqual([
      { account: '113', debit: 2n, partyId: `${MOST_LINES - 1}` },
      { ...rest, credit: 2n },
    ]);
  });

  test('fill an entry to its last place where both sides are new in it', () => {
    const pairs = Array.from({ length: 101 }, (_none, at): [DraftLine, DraftLine] => [
      { account: '102', debit: BigInt(at + 1) },
      { account: '312', credit: BigInt(at + 1) },
    ]);
    expect(splitOpening(pairs.flat()).map((part) => part.length)).toEqual([MOST_LINES, 2]);
  });

  test('become entries that balance each and add up to the same', () => {
    const side = fc.array(fc.bigInt(1n, 10_000n), { minLength: 1, maxLength: 450, size: 'max' });
    fc.assert(
      fc.property(side, side, (debit, credit) => {
        const even: DraftLine[] = [
          ...debit.map((fen, at) => ({ account: `1${at}`, debit: fen })),
          ...credit.map((fen, at) => ({ account: `2${at}`, credit: fen })),
        ];
        const rest = total(even);
        if (rest > 0n) even.push({ account: '3', credit: rest });
        if (rest < 0n) even.push({ account: '3', debit: -rest });
        const sums = new Map<string, bigint>();
        for (const part of splitOpening(even)) {
          expect(part.length).toBeLessThanOrEqual(MOST_LINES);
          expect(total(part)).toBe(0n);
          for (const line of part) sums.set(line.account, (sums.get(line.account) ?? 0n) + netOf(line));
        }
        expect(sums).toEqual(new Map(even.map((line) => [line.account, netOf(line)])));
      }),
      { numRuns: 40 },
    );
  });
});
