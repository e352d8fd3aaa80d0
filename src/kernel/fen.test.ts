import { expect, test } from 'vitest';
import { greaterOf, lesserOf } from './fen';

test.each([
  [1n, 2n],
  [-3n, 3n],
  [-2n, -1n],
  [0n, 10n ** 30n],
  [5n, 5n],
])('of %s and %s the one is the lesser, the other the greater, in whichever order they come', (less, more) => {
  expect([lesserOf(less, more), lesserOf(more, less)]).toEqual([less, less]);
  expect([greaterOf(less, more), greaterOf(more, less)]).toEqual([more, more]);
});
