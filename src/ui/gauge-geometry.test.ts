import { expect, test } from 'vitest';
import { gaugeShape } from './gauge-geometry';

test('marks stand where their amounts are, and never at the very end', () => {
  const shape = gaugeShape({ spent: 230_000n, approved: 120_000n, floor: 700_000n });
  expect(shape.spent).toBeLessThan(shape.reached);
  expect(shape.reached).toBeLessThan(shape.floor ?? 0);
  expect(shape.floor).toBeLessThan(100);
  expect(shape.cap).toBeNull();
});

test('spending beyond the cap passes the mark', () => {
  const shape = gaugeShape({ spent: 600_000n, cap: 500_000n });
  expect(shape.spent).toBeGreaterThan(shape.cap ?? 100);
});

test('nothing spent and nothing asked is an empty track', () => {
  expect(gaugeShape({ spent: 0n })).toEqual({ spent: 0, reached: 0, floor: null, cap: null, band: null });
});
