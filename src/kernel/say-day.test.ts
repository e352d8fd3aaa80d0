import { expect, test } from 'vitest';
import { sayDays } from './say-day';

test.each([
  ['zh-CN', { day: '2024年4月1日', count: 3, name: '2024-02-30', number: 'A-2024-04-01', value: '2024-04-01' }],
  ['en', { day: '1 April 2024', count: 3, name: '2024-02-30', number: 'A-2024-04-01', value: '2024-04-01' }],
] as const)('a sentence in %s gets its days written out, and nothing else changed', (language, said) => {
  const params = { day: '2024-04-01', count: 3, name: '2024-02-30', number: 'A-2024-04-01', value: '2024-04-01' };
  expect(sayDays(params, language)).toEqual(said);
});
