import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alarmOf,
  answerTo,
  boundsOf,
  breachActs,
  freeOf,
  gapOf,
  isUpsideDown,
  stateOf,
  takesAccount,
  withCeilingMoved,
  type Alarm,
  type Bounds,
  type LineState,
  type LineTarget,
  type Verdict,
} from './rules';

const yuan = (amount: number) => BigInt(Math.round(amount * 100));
const ceiling = (amount: number): LineTarget => ({ kind: 'ceiling', ceiling: yuan(amount) });
const floor = (amount: number): LineTarget => ({ kind: 'floor', floor: yuan(amount) });
const range = (from: number, to: number): LineTarget => ({ kind: 'range', floor: yuan(from), ceiling: yuan(to) });
const about = (amount: number, tolerance = 10): LineTarget => ({ kind: 'band', about: yuan(amount), tolerance });

describe('the state of a line', () => {
  // prettier-ignore
  test.each<[what: string, target: LineTarget, spent: number, reserved: number, state: LineState, free: number | null, gap: number | null]>([
    ['7000元以上, a fen short',        floor(7000),        6999.99, 0,     'below',      null,     0.01],
    ['7000元以上, reached',            floor(7000),        7000,    0,     'kept',       null,     null],
    ['7000元以上, far beyond',         floor(7000),        90000,   0,     'kept',       null,     null],
    ['7000元以上, only approved',      floor(7000),        0,       7000,  'below',      null,     7000],
    ['3万元左右, 26,900',              about(30000),       26900,   0,     'below',      6100,     100],
    ['3万元左右, its lower end',       about(30000),       27000,   0,     'kept',       6000,     null],
    ['3万元左右, a fen below it',      about(30000),       26999.99, 0,    'below',      6000.01,  0.01],
    ['3万元左右, 31,000',              about(30000),       31000,   0,     'kept',       2000,     null],
    ['3万元左右, its upper end',       about(30000),       33000,   0,     'kept',       0,        null],
    ['3万元左右, a fen above it',      about(30000),       33000.01, 0,    'above',      -0.01,    0.01],
    ['3万元左右, 34,000',              about(30000),       34000,   0,     'above',      -1000,    1000],
    ['3万元左右, by approval above',   about(30000),       31000,   2000.01, 'threatened', -0.01,  null],
    ['exactly 3万元',                  about(30000, 0),    30000,   0,     'kept',       0,        null],
    ['a ceiling, nothing spent',       ceiling(5000),      0,       0,     'within',     5000,     null],
    ['a ceiling, spent to the fen',    ceiling(5000),      4000,    1000,  'within',     0,        null],
    ['a ceiling, approved above',      ceiling(5000),      4000,    1000.01, 'threatened', -0.01,  null],
    ['a ceiling, spent above',         ceiling(5000),      5000.01, 0,     'above',      -0.01,    0.01],
    ['a ceiling, given back more',     ceiling(5000),      -10,     0,     'within',     5010,     null],
    ['a ceiling of nothing',           ceiling(0),         0,       0,     'within',     0,        null],
    ['between, too little',            range(7000, 8000),  6999.99, 1000,  'below',      0.01,     0.01],
    ['between, threatened before below', range(7000, 8000), 6000,   2001,  'threatened', -1,       1000],
    ['between, kept',                  range(7000, 8000),  8000,    0,     'kept',       0,        null],
    ['between, above',                 range(7000, 8000),  8000.01, 0,     'above',      -0.01,    0.01],
  ])('%s', (_what, target, spent, reserved, state, free, gap) => {
    const bounds = boundsOf(target);
    const figures = { spent: yuan(spent), reserved: yuan(reserved) };
    const orNull = (amount: number | null) => (amount === null ? null : yuan(amount));
    expect([stateOf(bounds, figures), freeOf(bounds, figures), gapOf(bounds, figures)]).toEqual([state, orNull(free), orNull(gap)]);
  });

  test('the ends of a band are whole fen, both inside', () => {
    expect(boundsOf({ kind: 'band', about: 101n, tolerance: 10 })).toEqual({ least: 91n, most: 111n });
    expect(boundsOf({ kind: 'band', about: 100n, tolerance: 10 })).toEqual({ least: 90n, most: 110n });
  });
});

describe('the alarm of a floor', () => {
  test.each<[state: LineState, daysLeft: number, alarm: Alarm]>([
    ['below', 61, 'none'],
    ['below', 60, 'none'],
    ['below', 59, 'soon'],
    ['below', 0, 'soon'],
    ['below', -1, 'missed'],
    ['kept', -1, 'none'],
    ['within', -1, 'none'],
    ['above', 5, 'none'],
    ['threatened', 5, 'none'],
  ])('%s with %i days left: %s', (state, daysLeft, alarm) => expect(alarmOf(state, daysLeft, 60)).toBe(alarm));
});

describe('the answer to a typed amount', () => {
  test.each<[amount: bigint, free: bigint | null, act: 'stop' | 'warn' | 'note', verdict: Verdict, excess: bigint]>([
    [100n, 100n, 'stop', 'fits', 0n],
    [101n, 100n, 'stop', 'stop', 1n],
    [101n, 100n, 'warn', 'warn', 1n],
    [101n, 100n, 'note', 'note', 1n],
    [1n, 0n, 'stop', 'stop', 1n],
    [5n, -3n, 'warn', 'warn', 5n],
    [0n, -3n, 'warn', 'fits', 0n],
    [-1n, -3n, 'stop', 'fits', 0n],
    [10n ** 12n, null, 'stop', 'fits', 0n],
  ])('%s of %s free, %s: %s', (amount, free, act, verdict, excess) =>
    expect(answerTo(amount, free, act)).toEqual({ verdict, excess }),
  );
});

test('a line takes its accounts and those below them, or any where it names none', () => {
  expect(takesAccount(['501', '50302'], '50102')).toBe(true);
  expect(takesAccount(['501', '50302'], '50302')).toBe(true);
  expect(takesAccount(['501', '50302'], '50301')).toBe(false);
  expect(takesAccount([], '999')).toBe(true);
});

test('only a ceiling can be moved', () => {
  expect(withCeilingMoved(ceiling(100), yuan(-40))).toEqual(ceiling(60));
  expect(withCeilingMoved(range(10, 100), yuan(5))).toEqual(range(10, 105));
  expect([withCeilingMoved(floor(1), 1n), withCeilingMoved(about(1), 1n)]).toEqual([null, null]);
});

test.each<[what: string, target: LineTarget, isWrong: boolean]>([
  ['a floor a fen above its ceiling', range(10.01, 10), true],
  ['a floor at its ceiling', range(10, 10), false],
  ['a floor below its ceiling', range(9.99, 10), false],
  ['a floor alone', floor(1), false],
  ['a ceiling alone, moved below zero', ceiling(-5), false],
  ['a band', about(100), false],
])('%s: whether it is upside down', (_what, target, isWrong) => expect(isUpsideDown(target)).toBe(isWrong));

const amount = fc.bigInt({ min: 0n, max: 10n ** 13n });
const anyTarget: fc.Arbitrary<LineTarget> = fc.oneof(
  amount.map((value): LineTarget => ({ kind: 'ceiling', ceiling: value })),
  amount.map((value): LineTarget => ({ kind: 'floor', floor: value + 1n })),
  fc
    .tuple(amount, amount)
    .map(([from, more]): LineTarget => ({ kind: 'range', floor: from + 1n, ceiling: from + more + 1n })),
  fc
    .tuple(amount, fc.integer({ min: 0, max: 50 }))
    .map(([value, tolerance]): LineTarget => ({ kind: 'band', about: value + 1n, tolerance })),
);

describe('for every target and every figure', () => {
  test('what fits never makes a line pass its most, and a fen more does', () =>
    fc.assert(
      fc.property(anyTarget, amount, amount, (target, spent, reserved) => {
        const bounds = boundsOf(target);
        const free = freeOf(bounds, { spent, reserved });
        if (free === null || free < 0n) return;
        const passes = (more: bigint) =>
          ['above', 'threatened'].includes(stateOf(bounds, { spent, reserved: reserved + more }));
        expect([answerTo(free, free, 'stop').verdict, passes(free), passes(free + 1n)]).toEqual(['fits', false, true]);
        expect(answerTo(free + 1n, free, 'stop')).toEqual({ verdict: 'stop', excess: 1n });
      }),
    ));

  test('a target lies within its own bounds, and the bounds the right way round', () =>
    fc.assert(
      fc.property(anyTarget, (target) => {
        const { least, most }: Bounds = boundsOf(target);
        if (least !== null && most !== null) expect(least <= most).toBe(true);
        if (target.kind === 'band')
          expect(stateOf({ least, most }, { spent: target.about, reserved: 0n })).toBe('kept');
      }),
    ));

  test('spending what was reserved changes nothing for others', () =>
    fc.assert(
      fc.property(anyTarget, amount, amount, amount, (target, spent, part, rest) => {
        const bounds = boundsOf(target);
        const before = freeOf(bounds, { spent, reserved: part + rest });
        expect(freeOf(bounds, { spent: spent + part, reserved: rest })).toBe(before);
      }),
    ));

  test('spending more never leads from too much back to too little', () =>
    fc.assert(
      fc.property(anyTarget, amount, amount, (target, spent, more) => {
        const rank = (at: bigint) =>
          ['below', 'within', 'kept', 'threatened', 'above'].indexOf(
            stateOf(boundsOf(target), { spent: at, reserved: 0n }),
          );
        expect(rank(spent + more)).toBeGreaterThanOrEqual(rank(spent));
      }),
    ));

  test('every act on a breach is one of the answers', () =>
    fc.assert(
      fc.property(amount, amount, fc.constantFrom(...breachActs), (typed, free, act) => {
        expect(answerTo(typed, free, act).verdict).toBe(typed <= free ? 'fits' : act);
      }),
    ));
});
