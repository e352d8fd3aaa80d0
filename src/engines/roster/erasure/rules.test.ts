import { expect, test } from 'vitest';
import type { Keep } from './person-eraser';
import { blockedUntil, keepOfRetention, outcomeOf, yearsAfter } from './rules';

const TODAY = '2024-06-18';
const keep = (kind: Keep['kind'], until: string | null): Keep => ({ kind, what: 'x', until, link: null });

// prettier-ignore
test.each([
  ['nothing stands',                   [],                                                    'erased'],
  ['a post without an end',            [keep('open', null)],                                  'refused'],
  ['a post that ends today',           [keep('open', TODAY)],                                 'refused'],
  ['a merge that was yesterday’s',     [keep('open', '2024-06-17')],                          'erased'],
  ['books kept beyond today',          [keep('law', '2030-12-31')],                           'blocked'],
  ['books kept until today',           [keep('law', TODAY)],                                  'blocked'],
  ['books kept until yesterday',       [keep('law', '2024-06-17')],                           'erased'],
  ['books and something under way',    [keep('law', '2030-12-31'), keep('open', null)],       'refused'],
])('%s: %#', (_what, keeps, outcome) => {
  expect(outcomeOf(keeps, TODAY)).toBe(outcome);
});

// prettier-ignore
test.each([
  ['2020-12-31', 3, '2023-12-31'],
  ['2024-02-29', 3, '2027-02-28'],
  ['2024-02-29', 4, '2028-02-29'],
  ['1999-06-01', 1, '2000-06-01'],
])('%s and %i years are %s', (day, years, later) => {
  expect(yearsAfter(day, years)).toBe(later);
});

test('retention holds through its last day and not a day longer', () => {
  expect(keepOfRetention('2021-06-18', 3, TODAY)).toMatchObject({ kind: 'open', until: TODAY });
  expect(keepOfRetention('2021-06-17', 3, TODAY)).toBeNull();
});

test('a record stays blocked until the latest day of all laws, and for good where one names none', () => {
  expect(blockedUntil([keep('law', '2030-12-31'), keep('law', '2041-12-31')])).toBe('2041-12-31');
  expect(blockedUntil([keep('law', '2030-12-31'), keep('law', null)])).toBeNull();
});
