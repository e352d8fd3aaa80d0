import { expect, test } from 'vitest';
import type { DoublePerson } from '../../contract';
import { linesOf } from './pairs';

const people = ['a', 'b', 'c'].map((id) => ({ id }) as DoublePerson);
const shown = (different: [string, string][]) => {
  const { first, others } = linesOf({ people, different });
  return [first.id, others.map(({ person, isOpen }) => `${person.id}${isOpen ? '' : ' told apart'}`)];
};

test.each<[string, [string, string][], string, string[]]>([
  ['nobody told apart', [], 'a', ['b', 'c']],
  ['one pair told apart', [['a', 'b']], 'a', ['b told apart', 'c']],
  [
    'the first told apart from all',
    [
      ['a', 'b'],
      ['a', 'c'],
    ],
    'b',
    ['a told apart', 'c'],
  ],
])('a group is shown around the first record with an open pair: %s', (_what, different, first, others) => {
  expect(shown(different)).toEqual([first, others]);
});
