import { expect, test } from 'vitest';
import { isOfOneUnit } from './conflicts';

test.each([
  ['/g/w/a/', '/g/w/a/', true],
  ['/g/w/a/', '/g/w/a/x/', true],
  ['/g/w/a/x/', '/g/w/a/', true],
  ['/g/w/a/', '/g/w/b/', false],
  ['/g/w/', '/g/w/a/', false],
  ['/g/w/', '/g/w/', true],
])('a judge of %s and an entrant of %s in a contest for /g/w/ are of one unit: %s', (one, other, expected) => {
  expect(isOfOneUnit(one, other, '/g/w/')).toBe(expected);
});
