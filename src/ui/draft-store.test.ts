import { expect, test } from 'vitest';
import { type DraftShelf, dropDraft, dropDraftsUnder, dropOldDrafts, findDraft, keepDraft } from './draft-store';

function shelf(): DraftShelf & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    get length() {
      return map.size;
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}
const DAY = 86_400_000;

test('a draft comes back until it is dropped', () => {
  const place = shelf();
  keepDraft(place, 'me.form', { title: '炊工比武' }, 0);
  expect(findDraft(place, 'me.form', DAY)).toEqual({ title: '炊工比武' });
  expect(findDraft(place, 'other.form', DAY)).toBeUndefined();
  dropDraft(place, 'me.form');
  expect(findDraft(place, 'me.form', DAY)).toBeUndefined();
});

test('a draft of a month ago is gone, and what is not a draft stays', () => {
  const place = shelf();
  keepDraft(place, 'old', 1, 0);
  keepDraft(place, 'new', 2, 20 * DAY);
  place.setItem('gonghui.theme', 'dark');
  place.setItem('gonghui.draft.broken', '{');
  expect(findDraft(place, 'old', 30 * DAY)).toBeUndefined();
  dropOldDrafts(place, 30 * DAY);
  expect([...place.map.keys()]).toEqual(['gonghui.draft.new', 'gonghui.theme']);
});

test('an account that leaves takes its drafts along, and no other one’s', () => {
  const place = shelf();
  keepDraft(place, 'me.form', 1, 0);
  keepDraft(place, 'me.other', 2, 0);
  keepDraft(place, 'menace.form', 3, 0);
  dropDraftsUnder(place, 'me');
  expect([...place.map.keys()]).toEqual(['gonghui.draft.menace.form']);
});

test('a full shelf loses the draft and not the page', () => {
  const full: DraftShelf = {
    ...shelf(),
    setItem: () => {
      throw new Error('QuotaExceededError');
    },
  };
  expect(() => keepDraft(full, 'x', 1, 0)).not.toThrow();
});
