import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { day, fen, pageOf, abilities } from './contract';
import { passOut } from './outlet';

const row = z.object({
  id: z.uuid(),
  name: z.string(),
  short: z.string().max(3),
  on: day.nullable(),
  at: z.iso.datetime(),
  count: z.number().int(),
  share: z.number(),
  percent: z.number().min(0).max(100),
  kind: z.enum(['a', 'b']),
  mark: z.literal(['x', 1]),
  isOpen: z.boolean(),
  note: z.string().optional(),
  words: z.array(z.string()).max(2),
  money: fen,
  state: z.union([z.object({ left: z.string() }), z.object({ right: z.number() })]).nullable(),
  tag: z.string().regex(/^t/),
  place: z.string().default('here'),
  abilities,
});
const page = pageOf(row).extend({ abilities });

const id = '0190a1b2-0000-7000-8000-000000000001';
const good = {
  ...{
    id,
    name: '张',
    short: 'abc',
    on: '2024-02-29',
    at: '2024-02-29T00:00:00.000Z',
    count: 3,
    share: 0.5,
    percent: 50,
  },
  ...{
    kind: 'a',
    mark: 1,
    isOpen: true,
    words: ['w'],
    money: 12n,
    state: { left: 'l' },
    tag: 't1',
    abilities: { move: true },
  },
};

/** What a programmer's slip may put in any place. */
const slips = fc.constantFrom<unknown>(
  ...[undefined, null, '', 'abcd', id, 'not-an-id', '2024-02-30', '2024-02-29', 0, -1, 1.5, NaN, Infinity, 2 ** 60, 1n],
  ...[
    true,
    [],
    ['a', 'b', 'c'],
    [1],
    {},
    { left: 'l', extra: 1 },
    { right: 2 },
    { move: 'yes' },
    new Date(0),
    new Map(),
  ],
);

function outcome(work: () => unknown): unknown {
  try {
    return { value: work() };
  } catch (error) {
    return { issues: (error as z.ZodError).issues };
  }
}

describe('what leaves the house', () => {
  test('is what zod would let out, and is refused as zod refuses it, whatever slip stands in whatever place', () => {
    const key = fc.constantFrom(...Object.keys(row.shape), 'extra', '__proto__x');
    fc.assert(
      fc.property(key, slips, fc.boolean(), (where, slip, isLeftOut) => {
        const spoilt: Record<string, unknown> = { ...good, [where]: slip };
        if (isLeftOut) Reflect.deleteProperty(spoilt, where);
        const answer = { rows: [good, spoilt], nextCursor: null, abilities: {} };
        expect(outcome(() => passOut(page, answer))).toStrictEqual(outcome(() => page.parse(answer)));
      }),
      { numRuns: 2000 },
    );
  });

  test.each<[string, unknown]>([
    ['beside the rows', { rows: [], nextCursor: null, abilities: {}, secret: 1 }],
    ['in a row', { rows: [{ ...good, secret: 1 }], nextCursor: null, abilities: {} }],
    [
      'below a row, where zod chooses',
      { rows: [{ ...good, state: { left: 'l', secret: 1 } }], nextCursor: null, abilities: {} },
    ],
  ])('never holds a key that the contract does not name: %s', (_where, answer) => {
    expect(Object.keys(passOut(page, answer) as object)).toEqual(['rows', 'nextCursor', 'abilities']);
    const text = JSON.stringify(passOut(page, answer), (_key, part: unknown) =>
      typeof part === 'bigint' ? '1' : part,
    );
    expect(text).not.toContain('secret');
  });

  test('a record of something else than plain truths is refused', () => {
    for (const wrong of [{ move: 1 }, new Date(0), [], null])
      expect(() => passOut(page, { rows: [], nextCursor: null, abilities: wrong })).toThrow(z.ZodError);
  });
});
