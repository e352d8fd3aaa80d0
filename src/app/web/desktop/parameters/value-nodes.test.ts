import { hasText } from '#kernel';
import { monthDay } from '#kernel/contract';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { composeOnce } from '../../../foundation';
import { modules } from '../../../modules';
import { formatMonthDay, readMonthDay } from './month-day';
import { parameterShapes } from './shapes';
import { type LeafFault, type ValueNode, nodeOf, rawOf, readValue } from './value-nodes';

const rules = z.object({
  parts: z.array(
    z.object({
      words: z.array(z.enum(['上旬', '初'])),
      last: z.int().min(0).max(31).meta({ zeroWord: 'monthEnd' }),
      day: monthDay,
    }),
  ),
  title: z.string(),
});

describe('every parameter of the house', () => {
  const parameters = modules.flatMap((module) => module.parameters ?? []);

  test('is known to the page, and the page knows no others', () => {
    expect([...parameterShapes.keys()].sort()).toEqual(parameters.map(({ shape }) => shape.key).sort());
  });

  test.each(parameters.map((one) => [one.shape.key, one] as const))(
    '%s fits its schema, and its form gives back what the server sent',
    (_key, { shape, seed }) => {
      expect(shape.schema.safeParse(seed.value).error).toBeUndefined();
      const node = nodeOf(shape.schema, shape.unit);
      const faults = new Map<string, LeafFault>();
      expect(readValue(node, rawOf(node, seed.value), 'value', faults)).toEqual(seed.value);
      expect([...faults]).toEqual([]);
    },
  );
});

/** Every word that a form of this value needs, by its path in the module's texts. */
function wordsOf(node: ValueNode): string[] {
  if (node.kind === 'numberOrWord') return [node.zeroWord];
  const inner = node.kind === 'rows' ? node.columns : node.kind === 'parts' ? node.parts : {};
  return Object.entries(inner).flatMap(([name, part]) => [name, ...wordsOf(part)]);
}

describe('every parameter has its words', () => {
  composeOnce();
  const all = modules.flatMap((module) => module.parameters ?? []);
  test.each(all.map((one) => [one.shape.key, one] as const))('%s', (_key, { shape, seed, countUses }) => {
    const [module, name] = shape.key.split('.', 2) as [string, string];
    const parts = wordsOf(nodeOf(shape.schema, shape.unit)).map((part) => `fields.${part}`);
    const keys = [
      'name',
      'explanation',
      ...(seed.level === 'product' ? ['source'] : []),
      ...(countUses ? ['uses'] : []),
      ...parts,
    ];
    const group = shape.group === undefined ? 'group' : `groups.${shape.group}`;
    const needed = [`${module}:parameters.${group}`, ...keys.map((key) => `${module}:parameters.${name}.${key}`)];
    expect(needed.filter((key) => !hasText('zh-CN', key) || !hasText('en', key))).toEqual([]);
  });

  test('a day of 0 in the window rules is said to be the month’s end', () => {
    const rules = parameterShapes.get('plan.windowRules')!;
    expect(wordsOf(nodeOf(rules.schema))).toContain('monthEnd');
  });
});

describe('a value as it is typed', () => {
  const node = nodeOf(rules);
  const read = (raw: Parameters<typeof readValue>[1], of = node) => {
    const faults = new Map<string, LeafFault>();
    const value = readValue(of, raw, 'value', faults);
    return { value, faults: Object.fromEntries(faults) };
  };
  const row = { words: '上旬、初', last: '0', day: '03-08' };

  test.each<[string, object, object]>([
    ['words parted in whichever way', { words: ' 上旬, 初；中旬 ' }, { words: ['上旬', '初', '中旬'] }],
    ['a day as people write it', { day: '4月11日' }, { day: '04-11' }],
    ['the last day of a leap February', { day: '2.29' }, { day: '02-29' }],
    ['a wide number', { last: '１０' }, { last: 10 }],
  ])('%s', (_what, typed, expected) => {
    const { value, faults } = read({ title: '甲', parts: [{ ...row, ...typed }] });
    expect([value, faults]).toEqual([
      { title: '甲', parts: [{ words: ['上旬', '初'], last: 0, day: '03-08', ...expected }] },
      {},
    ]);
  });

  test.each<[string, object, Record<string, LeafFault>]>([
    ['nothing', { words: ' ', day: '' }, { 'value.parts.0.words': 'missing', 'value.parts.0.day': 'missing' }],
    ['a word for a number', { last: '月底' }, { 'value.parts.0.last': 'numberWrong' }],
    ['a day that no year has', { day: '2月30日' }, { 'value.parts.0.day': 'dayWrong' }],
  ])('%s is named by its path', (_what, typed, faults) =>
    expect(read({ title: '甲', parts: [{ ...row, ...typed }] }).faults).toEqual(faults),
  );

  test('a share is filled in as percent, without traces of binary fractions', () => {
    const share = nodeOf(z.number(), 'ratio');
    expect(rawOf(share, 0.07)).toBe('7');
    expect(read('7 %', share).value).toBe(0.07);
    expect(read('12.5', share).value).toBe(0.125);
  });

  test('a sum is filled in as yuan and kept as fen; an empty field says that nobody has set it', () => {
    const cap = nodeOf(z.int().nullable(), 'fen');
    expect([rawOf(cap, 300_050), rawOf(cap, null)]).toEqual(['3000.5', '']);
    expect([read('1,234.56', cap).value, read(' ', cap).value]).toEqual([123_456, null]);
    expect(read('', nodeOf(z.int(), 'fen')).faults).toEqual({ value: 'missing' });
  });

  test('several numbers stand in one line', () => {
    const years = nodeOf(z.array(z.int()), 'years');
    expect(rawOf(years, [3, 5])).toBe('3、5');
    expect(read('3, 5', years).value).toEqual([3, 5]);
    expect(read('3、五', years).faults).toEqual({ value: 'numberWrong' });
  });

  test('a schema without a form is a fault of the programmer', () => {
    expect(() => nodeOf(z.date())).toThrow(/form/);
  });
});

test.each([
  ['3月8日', '03-08'],
  ['3.8', '03-08'],
  ['03-08', '03-08'],
  ['8 Mar', '03-08'],
  ['March 8', '03-08'],
  ['31 September', null],
  ['三月', null],
  ['', null],
])('%s is the day %s of every year', (words, day) => expect(readMonthDay(words)).toBe(day));

test('a day of the year is written in the reader’s language; what is none stays as it was typed', () => {
  expect([formatMonthDay('02-29', 'zh-CN'), formatMonthDay('02-29', 'en'), formatMonthDay('2月30日', 'en')]).toEqual([
    '2月29日',
    '29 Feb',
    '2月30日',
  ]);
});
