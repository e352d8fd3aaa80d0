import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { add, handOut, isWhole, nothing, quantityWords, readQuantity, worthBack, worthOf, type Stock } from './rules';

// prettier-ignore
test.each([
  ['2.5', 2500n], ['2', 2000n], [' 12 ', 12_000n], ['0.001', 1n], ['２．５', 2500n], ['0', 0n], ['2.5001', null], ['-1', null], ['', null], ['1,5', null], ['9999999999', null],
])('%s is read as %s thousandths', (words, quantity) => expect(readQuantity(words)).toBe(quantity));

// prettier-ignore
test.each([[2500n, '2.5'], [2000n, '2'], [1n, '0.001'], [-1250n, '-1.25'], [0n, '0']])('%s thousandths are written %s', (quantity, words) =>
  expect(quantityWords(quantity)).toBe(words));

test('whole pieces are told from parts', () => expect([isWhole(3000n), isWhole(3001n)]).toEqual([true, false]));

describe('a part', () => {
  const stock = { quantity: 3_000n, value: 100n };
  // prettier-ignore
  test.each([[1_000n, 33n], [2_000n, 67n], [3_000n, 100n], [1n, 0n], [15n, 1n]])('of %s thousandths of three for 100 fen is worth %s', (part, worth) =>
    expect(worthOf(stock, part)).toBe(worth));

  test('of an empty store is worth nothing', () => expect(worthOf(nothing, 0n)).toBe(0n));

  test('that comes back is worth what it went out with, and all of it all', () => {
    const out = { quantity: 3_000n, value: 100n };
    expect([worthBack(out, 0n, 1_000n), worthBack(out, 1_000n, 1_000n), worthBack(out, 2_000n, 1_000n)]).toEqual([
      ...[33n, 33n, 34n],
    ]);
  });

  test('for each of many is taken one after the other, and refused where there is not enough for all', () => {
    expect(handOut(stock, [1_000n, 1_000n, 1_000n])).toEqual({
      moves: [33n, 34n, 33n].map((value) => ({ quantity: -1_000n, value: -value })),
      left: nothing,
    });
    expect(handOut(stock, [2_000n, 1_001n])).toBeNull();
  });
});

test('whatever comes in, goes out and comes back: nothing is below zero, an empty store is worth nothing, and no fen is lost', () => {
  const quantity = fc.bigInt({ min: 1n, max: 10n ** 7n });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('in' as const), quantity, value: fc.bigInt({ min: 0n, max: 10n ** 9n }) }),
    fc.record({ kind: fc.constant('out' as const), quantity, value: fc.constant(0n) }),
    fc.record({ kind: fc.constant('all' as const), quantity, value: fc.constant(0n) }),
    fc.record({ kind: fc.constant('back' as const), quantity, value: fc.constant(0n) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let stock: Stock = nothing;
      let sum: Stock = nothing;
      const outs: { out: Stock; back: bigint }[] = [];
      const move = (one: Stock): void => {
        stock = add(stock, one);
        sum = add(sum, one);
      };
      for (const one of steps) {
        if (one.kind === 'in') move({ quantity: one.quantity, value: one.value });
        if (one.kind === 'out' || one.kind === 'all') {
          const part = one.kind === 'all' ? stock.quantity : one.quantity;
          const handed = part === 0n ? null : handOut(stock, [part]);
          if (handed === null) continue;
          const [gone] = handed.moves;
          move(gone!);
          expect(stock).toEqual(handed.left);
          outs.push({ out: { quantity: part, value: -gone!.value }, back: 0n });
        }
        const last = outs.at(-1);
        if (one.kind === 'back' && last !== undefined) {
          const left = last.out.quantity - last.back;
          const part = one.quantity < left ? one.quantity : left;
          if (part === 0n) continue;
          move({ quantity: part, value: worthBack(last.out, last.back, part) });
          last.back += part;
          if (last.back === last.out.quantity) outs.pop();
        }
        expect(stock.quantity >= 0n && stock.value >= 0n).toBe(true);
        if (stock.quantity === 0n) expect(stock.value).toBe(0n);
      }
      expect(stock).toEqual(sum);
    }),
  );
});
