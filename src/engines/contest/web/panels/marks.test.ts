import { describe, expect, it } from 'vitest';
import { faultOfText, stepped, wholeOf } from './marks';

const ten = { from: '0', to: '10', decimals: 2 };

describe('a typed mark', () => {
  it.each([
    ['9.25', null],
    ['10', null],
    ['0', null],
    ['10.01', 'outside'],
    ['9.255', 'finer'],
    ['', 'missing'],
    ['-1', 'missing'],
    ['九', 'missing'],
  ])('%s: %s', (text, fault) => expect(faultOfText(text, ten)).toBe(fault));
  it('below the lowest is outside', () =>
    expect(faultOfText('5', { from: '6', to: '10', decimals: 0 })).toBe('outside'));
});

describe('a press', () => {
  it.each([
    ['9.25', 1, ten, '9.35'],
    ['9.95', 1, ten, '10.00'],
    ['0.05', -1, ten, '0.00'],
    ['', -1, ten, '10.00'],
    ['', 1, { from: '6', to: '10', decimals: 0 }, '10'],
    ['88.5', 1, { from: '0', to: '100', decimals: 1 }, '89.5'],
    ['8', -1, { from: '0', to: '10', decimals: 0 }, '7'],
  ] as const)('on %s by %i gives %s', (text, by, scale, expected) => expect(stepped(text, by, scale)).toBe(expected));
});

describe('criteria', () => {
  const criteria = [
    { key: 'content', name: '内容', weight: '33.3' },
    { key: 'language', name: '语言', weight: '66.7' },
  ];
  // 9.25 × 0.333 + 8.1 × 0.667 = 3.08025 + 5.4027 = 8.48295.
  it('come to their weighted sum', () => expect(wholeOf(criteria, { content: '9.25', language: '8.1' })).toBe('8.483'));
  it('come to nothing while one is missing', () => expect(wholeOf(criteria, { content: '9' })).toBeNull());
});
