import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  drawKey,
  drawSample,
  fingerprintOf,
  isOpenFor,
  isOverdue,
  monthState,
  weekLate,
  type AuditSpan,
} from './rules';
import { findingStates } from './contract-findings';

const ids = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 60 });

describe('a random sample', () => {
  test('is that of anyone who has sha256: the smallest of `seed:id`', () => {
    const key = (id: string) => createHash('sha256').update(`2024-04-11:${id}`).digest('hex');
    expect(drawKey('2024-04-11', 'a')).toBe(key('a'));
    const all = ['a', 'b', 'c', 'd', 'e'];
    const byHand = [...all].sort((x, y) => (key(x) < key(y) ? -1 : 1)).slice(0, 2);
    expect(drawSample(all, '2024-04-11', 2)).toEqual(byHand);
  });

  test('is the same in whatever order the population lies, part of a larger one by the same seed, and never has one twice', () => {
    fc.assert(
      fc.property(ids, fc.string(), fc.nat(60), (population, seed, size) => {
        const sample = drawSample(population, seed, size);
        expect(drawSample([...population].reverse(), seed, size)).toEqual(sample);
        expect(drawSample(population, seed, size + 1).slice(0, size)).toEqual(sample);
        expect(new Set(sample).size).toBe(Math.min(size, population.length));
        expect(sample.every((id) => population.includes(id))).toBe(true);
      }),
    );
  });

  test('comes by chance: over many seeds each of a population is drawn about equally often', () => {
    const all = Array.from({ length: 10 }, (_, i) => `entry-${i}`);
    const drawn = Array.from({ length: 2000 }, (_, seed) => drawSample(all, `${seed}`, 3)).flat();
    for (const id of all) {
      const often = drawn.filter((one) => one === id).length;
      expect([id, often > 520 && often < 680]).toEqual([id, true]);
    }
  });

  test('the fingerprint tells one population from every other', () => {
    expect(fingerprintOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(fingerprintOf(['b', 'a'])).toBe(createHash('sha256').update('a,b').digest('hex'));
    fc.assert(
      fc.property(ids, (population) => {
        expect(fingerprintOf([...population].reverse())).toBe(fingerprintOf(population));
        expect(fingerprintOf(population.slice(1))).not.toBe(fingerprintOf(population));
      }),
    );
  });
});

test.each([
  // act        draft  issued answered returned closed withdrawn
  ['save', [1, 0, 0, 0, 0, 0]],
  ['issue', [1, 0, 0, 0, 0, 0]],
  ['answer', [0, 1, 0, 1, 0, 0]],
  ['close', [0, 0, 1, 0, 0, 0]],
  ['return', [0, 0, 1, 0, 0, 0]],
  ['withdraw', [1, 1, 1, 1, 0, 0]],
  ['file', [0, 1, 0, 1, 0, 0]],
] as const)('a finding is open for %s in its own states only', (act, open) => {
  expect(findingStates.map((state) => Number(isOpenFor(act, state)))).toEqual(open);
});

test.each([
  // state      due           today        late
  ['issued', '2024-06-17', '2024-06-17', false],
  ['issued', '2024-06-17', '2024-06-18', true],
  ['returned', '2024-06-17', '2024-06-18', true],
  ['answered', '2024-06-17', '2024-06-18', false],
  ['closed', '2024-06-17', '2024-06-18', false],
  ['draft', null, '2024-06-18', false],
] as const)('a finding that is %s and due on %s is on %s late: %s', (state, dueOn, today, late) => {
  expect(isOverdue({ state, dueOn }, today)).toBe(late);
});

test.each([
  ['2024-06-17', '2024-06-18', 1],
  ['2024-06-17', '2024-06-24', 1],
  ['2024-06-17', '2024-06-25', 2],
  ['2024-05-31', '2024-06-18', 3],
])('due on %s, %s is in week %i of being late', (dueOn, today, week) => {
  expect(weekLate(dueOn, today)).toBe(week);
});

describe('a month of a book', () => {
  const may = { bookId: 'funds', firstDay: '2024-05-01', lastDay: '2024-05-31' };
  const audit = (id: string, change: Partial<AuditSpan> = {}): AuditSpan => ({
    ...{ id, from: '2024-01-01', to: '2024-06-30', isIssued: true, bookIds: ['funds'], ...change },
  });
  test.each<[what: string, audits: AuditSpan[], state: string, auditId: string | null]>([
    ['nobody has looked at', [], 'unchecked', null],
    ['of another book', [audit('a', { bookIds: ['dues'] })], 'unchecked', null],
    ['whose last day the span lacks', [audit('a', { to: '2024-05-30' })], 'unchecked', null],
    ['whose first day the span lacks', [audit('a', { from: '2024-05-02' })], 'unchecked', null],
    ['of exactly the span', [audit('a', { from: '2024-05-01', to: '2024-05-31' })], 'looked', 'a'],
    ['under way', [audit('a', { isIssued: false })], 'under_way', 'a'],
    ['under way once more', [audit('a', { isIssued: false }), audit('b')], 'looked', 'b'],
  ])('%s', (_what, audits, state, auditId) => {
    expect(monthState(audits, may)).toEqual({ state, auditId });
  });
});
