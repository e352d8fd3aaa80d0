import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { positionOf, shapeOf } from './window-geometry';

const dayOf2024 = fc
  .integer({ min: 0, max: 365 })
  .map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));

describe('where a day stands among twelve equal months', () => {
  test.each([
    ['2024-01-01', 0, 0],
    ['2024-04-11', 0, 27.778],
    ['2024-04-20', 1, 30.556],
    ['2024-06-18', 0.5, 46.528],
    ['2024-12-31', 1, 100],
    ['2023-12-31', 0.5, 0],
    ['2025-01-01', 0.5, 100],
  ] as const)('%s at %d', (day, part, position) => {
    expect(positionOf(day, 2024, part)).toBe(position);
  });

  test('a later day never stands before an earlier one', () => {
    fc.assert(
      fc.property(dayOf2024, dayOf2024, (a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        expect(positionOf(first, 2024, 0)).toBeLessThanOrEqual(positionOf(second, 2024, 0));
      }),
    );
  });
});

describe('the shape of a window', () => {
  test('a late window has dots up to today and counts its days', () => {
    const shape = shapeOf({ from: '2024-01-01', to: '2024-02-29' }, 2024, '2024-06-18', true);
    expect(shape.daysLate).toBe(110);
    expect(shape.block).toEqual({ left: 0, width: 16.667 });
    expect(shape.overdue?.left).toBe(16.667);
    expect((shape.overdue?.left ?? 0) + (shape.overdue?.width ?? 0)).toBeCloseTo(shape.today ?? 0, 2);
  });

  test('the whole year is a line that is dark up to today', () => {
    const shape = shapeOf({ from: '2024-01-01', to: '2024-12-31' }, 2024, '2024-06-18', false);
    expect(shape).toMatchObject({ isLine: true, overdue: null, daysLate: 0, passed: { left: 0, width: 46.528 } });
  });

  test('words stand at the left of a window at the end of the year', () => {
    expect(shapeOf({ from: '2024-12-01', to: '2024-12-31' }, 2024, '2024-06-18', false).wordsSide).toBe('left');
    expect(shapeOf({ from: '2024-04-11', to: '2024-04-20' }, 2024, '2024-06-18', false).wordsSide).toBe('right');
  });

  test('a past year has passed whole and has no line of today', () => {
    const shape = shapeOf({ from: '2024-01-01', to: '2024-12-31' }, 2024, '2025-02-01', false);
    expect(shape.today).toBeNull();
    expect(shape.passed.width).toBe(100);
  });
});
