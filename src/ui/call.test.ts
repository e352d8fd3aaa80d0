import { describe, expect, test } from 'vitest';
import { addressOf, newKey, toJson } from './call';

describe('the address of a call', () => {
  const endpoint = { path: '/api/plans/:planId/rows' } as const;

  test('has its parameters filled in and escaped', () => {
    expect(addressOf(endpoint, { params: { planId: 'a/b' } })).toBe('/api/plans/a%2Fb/rows');
    expect(() => addressOf(endpoint, {})).toThrow('planId');
  });

  test('repeats lists and leaves out what is empty', () => {
    const query = { state: ['late', 'kept'], words: '', unit: null, year: 2024, cursor: undefined };
    expect(addressOf({ path: '/api/rows' }, { query })).toBe('/api/rows?state=late&state=kept&year=2024');
  });
});

test('money travels as a string of digits', () => {
  expect(toJson({ amount: 123450n })).toBe('{"amount":"123450"}');
});

test('keys are 128 bits and differ', () => {
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(newKey()).not.toBe(newKey());
});
