import { expect, test } from 'vitest';
import { daysInside, daysOutside, inOrder, isSameRow, lastDayOfUndo, restorable, type Span } from './rules';

const span = (text: string): Span => {
  const [from, to] = text.split('..') as [string, string];
  return { validFrom: `2024-${from}`, validTo: to === '' ? null : `2024-${to}` };
};
const write = ({ validFrom, validTo }: Span) => `${validFrom.slice(5)}..${validTo?.slice(5) ?? ''}`;

test.each<[string, string, string[], string[], string[]]>([
  ['nothing in the way', '01-01..', [], ['01-01..'], []],
  ['before it', '03-01..', ['01-01..02-29'], ['03-01..'], []],
  ['after it', '01-01..01-31', ['02-01..'], ['01-01..01-31'], []],
  ['over its end', '01-01..', ['03-01..'], ['01-01..02-29'], ['03-01..']],
  ['over its beginning', '02-01..', ['01-01..02-10'], ['02-11..'], ['02-01..02-10']],
  ['in its middle', '01-01..', ['02-01..02-10'], ['01-01..01-31', '02-11..'], ['02-01..02-10']],
  ['all of it', '01-01..01-31', ['01-01..'], [], ['01-01..01-31']],
  ['the very days', '01-01..01-31', ['01-01..01-31'], [], ['01-01..01-31']],
  ['one day only', '01-01..01-31', ['01-31..'], ['01-01..01-30'], ['01-31..01-31']],
  [
    'two, given in any order',
    '01-01..',
    ['03-01..', '01-10..01-20'],
    ['01-01..01-09', '01-21..02-29'],
    ['01-10..01-20', '03-01..'],
  ],
])('days of a span with others: %s', (_what, given, others, outside, inside) => {
  expect(daysOutside(span(given), others.map(span)).map(write)).toEqual(outside);
  expect(daysInside(span(given), others.map(span)).map(write)).toEqual(inside);
});

test('a merge can be undone until its thirtieth day in Shanghai', () => {
  expect(lastDayOfUndo(new Date('2024-06-18T01:00:00Z'))).toBe('2024-07-18');
  expect(lastDayOfUndo(new Date('2024-06-18T17:00:00Z'))).toBe('2024-07-19');
});

test('a column goes back only where it still holds what the merge wrote', () => {
  const changes = {
    phone: { before: '1', after: '2' },
    name_grams: { before: ['a'], after: ['b'] },
    gender: { before: 'x', after: 'y' },
  };
  expect(restorable(changes, { phone: '2', name_grams: ['b'], gender: 'z' })).toEqual({
    phone: '1',
    name_grams: ['a'],
  });
});

test('rows are the same with the same columns, and a row that is gone is no longer the same', () => {
  expect(isSameRow({ id: '1', to: null }, { to: null, id: '1' })).toBe(true);
  expect(isSameRow({ id: '1', to: null }, { id: '1', to: '2024-01-01' })).toBe(false);
  expect(isSameRow({ id: '1' }, undefined)).toBe(false);
});

test('a pair has one order, whoever comes first', () => {
  expect(inOrder('b', 'a')).toEqual(inOrder('a', 'b'));
});
