import { day, fen } from '#kernel/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldsOf, rawOf, readField } from './schema-fields';

const schema = z.object({
  title: z.string().trim().min(1).max(100),
  kind: z.enum(['event', 'class']),
  amount: fen,
  places: z.int().min(1),
  heldOn: day.optional(),
  window: z.object({ from: day, to: day, words: z.string() }),
  note: z.string().max(500).nullable(),
  isOpen: z.boolean().default(false),
  groups: z.array(z.enum(['a', 'b'])),
  remark: z.string(),
  names: z.array(z.string().min(1)).optional(),
});
const fields = new Map(fieldsOf(schema).map((field) => [field.name, field]));
const field = (name: string) => {
  const found = fields.get(name);
  if (!found) throw new Error(name);
  return found;
};

test.each([
  ['title', 'text', false],
  ['kind', 'select', false],
  ['amount', 'money', false],
  ['places', 'number', false],
  ['heldOn', 'day', true],
  ['window', 'window', false],
  ['note', 'textarea', true],
  ['isOpen', 'yes-no', true],
  ['groups', 'many', true],
  ['remark', 'text', true],
  ['names', 'list', true],
])('%s becomes %s', (name, kind, isOptional) => {
  expect(field(name)).toMatchObject({ kind, isOptional });
});

test('what the server has is shown as people write it, and read back the same', () => {
  expect(rawOf(field('amount'), '120050')).toBe('1200.50');
  expect(readField(field('amount'), '1200.50')).toEqual({ value: '120050' });
  expect(rawOf(field('names'), ['张燕', '张二'])).toBe('张燕、张二');
  expect(readField(field('names'), '张燕、 张二,')).toEqual({ value: ['张燕', '张二'] });
  expect(readField(field('names'), '')).toEqual({ value: [] });
  expect(rawOf(field('note'), null)).toBe('');
  expect(readField(field('note'), '')).toEqual({ value: null });
  expect(rawOf(field('window'), undefined)).toEqual({ from: '', to: '', words: '' });
});

test.each([
  ['title', '  ', 'missing'],
  ['amount', '三千', 'moneyWrong'],
  ['places', '十二', 'numberWrong'],
  ['heldOn', '4月31日', 'dayWrong'],
  ['kind', '', 'missing'],
] as const)('%s refuses %j: %s', (name, raw, fault) => {
  expect(readField(field(name), raw).fault).toBe(fault);
});

test.each([
  [{ from: '', to: '', words: '' }, 'missing'],
  [{ from: '2024-04-20', to: '2024-04-11', words: '' }, 'windowTurned'],
  [{ from: '四月', to: '2024-04-11', words: '' }, 'dayWrong'],
  [{ from: '2024-04-11', to: '2024-04-20', words: '4月中旬' }, undefined],
] as const)('a window %j answers %s', (raw, fault) => {
  expect(readField(field('window'), raw).fault).toBe(fault);
});

test('an optional field left empty is not sent', () => {
  expect(readField(field('heldOn'), '')).toEqual({ value: undefined });
});
