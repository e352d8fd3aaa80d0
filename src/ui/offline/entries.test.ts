import { describe, expect, test } from 'vitest';
import { type Entry, heldBy, nextOf } from './entries';

const given: Entry = {
  id: 'a',
  order: 1,
  accountId: 'me',
  putAt: 0,
  module: 'plan',
  about: [],
  what: '交材料',
  title: '任务',
  path: '/duties',
  mine: [],
  call: { method: 'POST', address: '/api/x', body: {}, filesAs: null },
  files: [],
  needs: [],
  key: 'k',
  refusal: null,
};
const entry = (id: string, patch: Partial<Entry> = {}): Entry => ({ ...given, id, ...patch });
const refusal = { code: 'x.y', message: '不行' };

describe('the entry that goes next', () => {
  test.each<[string, Entry[], string | null]>([
    ['nothing waits', [], null],
    ['the oldest goes first', [entry('a'), entry('b')], 'a'],
    ['another account’s entries are passed over', [entry('a', { accountId: 'other' }), entry('b')], 'b'],
    ['what was refused is passed over', [entry('a', { refusal }), entry('b')], 'b'],
    ['what needs a refused one waits', [entry('a', { refusal }), entry('b', { needs: ['a'] })], null],
    ['what needs one that is gone goes', [entry('b', { needs: ['a'] })], 'b'],
    ['others overtake what is held up', [entry('a', { refusal }), entry('b', { needs: ['a'] }), entry('c')], 'c'],
  ])('%s', (_what, entries, expected) => expect(nextOf(entries, 'me')?.id ?? null).toBe(expected));
});

describe('what holds an entry up', () => {
  test.each<[string, Entry[], string | null]>([
    ['nothing', [entry('a'), entry('z', { needs: ['a'] })], null],
    ['the refused one that it needs', [entry('a', { refusal }), entry('z', { needs: ['a'] })], 'a'],
    [
      'a refused one behind another',
      [entry('a', { refusal }), entry('b', { needs: ['a'] }), entry('z', { needs: ['b'] })],
      'a',
    ],
    ['two that need each other end', [entry('b', { needs: ['z'] }), entry('z', { needs: ['b'] })], null],
  ])('%s', (_what, entries, expected) => expect(heldBy(entries.at(-1)!, entries)?.id ?? null).toBe(expected));
});
