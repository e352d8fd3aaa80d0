import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfLines, netOf } from '../entries/rules';
import { halvesOf } from './rules';
import { stateAfter, transferStates, type TransferState, type TransferStep } from './states';

const clearing = { from: '191', to: '191' };
const bare = { from: '102', to: '101', purposes: null, budgetLineId: null };
const given = { ...bare, purposes: { from: '50303', to: '403' }, budgetLineId: 'the line' };

describe('the halves of a transfer', () => {
  test('pass through both clearing accounts', () => {
    expect(halvesOf(500n, bare, clearing)).toEqual({
      from: [
        { account: '191', debit: 500n },
        { account: '102', credit: 500n },
      ],
      to: [
        { account: '101', debit: 500n },
        { account: '191', credit: 500n },
      ],
    });
  });

  test('clear them again where the books owe each other nothing for it', () => {
    const { from, to } = halvesOf(500n, given, clearing);
    expect(from[0]).toEqual({ account: '50303', debit: 500n, budgetLineId: 'the line' });
    expect(to.at(-1)).toEqual({ account: '403', credit: 500n });
    const cleared = [from, to].map((lines) =>
      lines.filter((line) => line.account === '191').reduce((sum, line) => sum + netOf(line), 0n),
    );
    expect(cleared).toEqual([0n, 0n]);
  });

  test('name no budget line where none was chosen', () => {
    const { from } = halvesOf(500n, { ...given, budgetLineId: null }, clearing);
    expect(from[0]).toStrictEqual({ account: '50303', debit: 500n });
  });

  test('balance, each by itself, and over both books the clearing accounts sum to nothing', () =>
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 13n }), fc.constantFrom(bare, given), (amount, accounts) => {
        const { from, to } = halvesOf(amount, accounts, clearing);
        expect([faultOfLines(from), faultOfLines(to)]).toEqual([null, null]);
        const passing = [...from, ...to].filter((line) => line.account === '191');
        expect(passing.reduce((sum, line) => sum + netOf(line), 0n)).toBe(0n);
      }),
    ));
});

describe('the steps of a transfer', () => {
  // prettier-ignore
  const table: Readonly<Record<TransferState, Readonly<Record<TransferStep, TransferState | null>>>> = {
    proposed:  { approve: 'done',     refuse: 'refused', withdraw: 'withdrawn', askBack: null },
    withdrawn: { approve: null,       refuse: null,      withdraw: null,        askBack: null },
    refused:   { approve: null,       refuse: null,      withdraw: null,        askBack: null },
    done:      { approve: null,       refuse: null,      withdraw: null,        askBack: 'reversing' },
    reversing: { approve: 'reversed', refuse: 'done',    withdraw: null,        askBack: null },
    reversed:  { approve: null,       refuse: null,      withdraw: null,        askBack: null },
  };
  test.each(transferStates)('%s', (state) => {
    for (const [step, after] of Object.entries(table[state]))
      expect([step, stateAfter(state, step as TransferStep)]).toEqual([step, after]);
  });
});
