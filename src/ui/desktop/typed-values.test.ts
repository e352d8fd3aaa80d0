import { expect, test } from 'vitest';
import { isOvertaken, nothingTyped, withTyped, withoutTyped } from './typed-values';

const before = { phone: '1', name: '甲', tags: ['a'] };
const mine = withTyped(withTyped(nothingTyped, before, 'phone', '2'), before, 'phone', '23');

test.each([
  ['nobody else has touched it', before, false],
  ['somebody else has changed it', { ...before, phone: '9' }, true],
  ['somebody else has written the same', { ...before, phone: '23' }, false],
  ['somebody else has changed another field', { ...before, name: '乙' }, false],
])('%s', (_case, now, expected) => {
  expect(isOvertaken(mine, now, 'phone')).toBe(expected);
});

test('a field that was not filled in is never overtaken: it follows the record', () => {
  expect(isOvertaken(mine, { ...before, name: '乙' }, 'name')).toBe(false);
});

test('what stood there when the field was first touched is remembered, also while the other value is in sight', () => {
  const now = { ...before, phone: '9' };
  const typedOn = withTyped(mine, now, 'phone', '1');
  expect(typedOn.typed.phone).toBe('1');
  expect(isOvertaken(typedOn, now, 'phone')).toBe(true);
});

test('lists are compared by what they hold; a field given back follows the record', () => {
  const ticked = withTyped(nothingTyped, before, 'tags', ['a', 'b']);
  expect(isOvertaken(ticked, { ...before, tags: ['a'] }, 'tags')).toBe(false);
  expect(isOvertaken(ticked, { ...before, tags: ['c'] }, 'tags')).toBe(true);
  expect(withoutTyped(ticked, 'tags')).toEqual(nothingTyped);
});
