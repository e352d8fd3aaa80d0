import { expect, test } from 'vitest';
import { earlierOf } from './day';

test.each([
  ['2023-12-31', '2024-01-01'],
  ['2024-06-18', '2024-06-18'],
])('of %s and %s the first comes first, in whichever order they are asked for', (first, second) => {
  expect([earlierOf(first, second), earlierOf(second, first)]).toEqual([first, first]);
});
