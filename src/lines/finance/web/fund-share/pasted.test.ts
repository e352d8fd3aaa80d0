import { expect, test } from 'vitest';
import { readPasted } from './pasted';

test('two columns are read as they are typed or pasted from a sheet; blank lines are left out', () => {
  const rows = [
    { month: '2024-01', amount: 15_900_000_00n },
    { month: '2024-02', amount: 1_234_50n },
    { month: '2024-12', amount: 0n },
  ];
  expect(readPasted('2024-01\t15,900,000.00\r\n\n2024年2月 1234.5\n2024/12 0')).toEqual({ rows });
});

// prettier-ignore
test.each(['2024-13 1', '2024-01', '一月 100', '2024-01 -5', '2024-01 1.005'])('%s is named by its line', (bad) =>
  expect(readPasted(`2024-01 1\n${bad}`)).toEqual({ line: 2, text: bad }));
