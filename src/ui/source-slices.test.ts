import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type SourceSpan, slicesOf, spanKinds } from './source-slices';

const text = '4月中旬举行全场第六届炊工比武；';

test('a text is cut at its spans', () => {
  const spans: SourceSpan[] = [
    { from: 0, to: 4, kind: 'time' },
    { from: 8, to: 11, kind: 'number' },
  ];
  expect(slicesOf(text, spans, null).map((slice) => [slice.text, slice.span?.kind ?? null])).toEqual([
    ['4月中旬', 'time'],
    ['举行全场', null],
    ['第六届', 'number'],
    ['炊工比武；', null],
  ]);
});

test('where spans overlap the shorter one is seen', () => {
  const spans: SourceSpan[] = [
    { from: 0, to: 15, kind: 'matter' },
    { from: 8, to: 11, kind: 'number' },
  ];
  expect(slicesOf(text, spans, null).map((slice) => slice.span?.kind)).toEqual([
    'matter',
    'number',
    'matter',
    undefined,
  ]);
});

test('the stretch in work is marked across spans', () => {
  const slices = slicesOf(text, [{ from: 0, to: 4, kind: 'time' }], { from: 2, to: 8 });
  expect(slices.filter((slice) => slice.isInWork).map((slice) => slice.text)).toEqual(['中旬', '举行全场']);
});

test('whatever the spans, no letter is lost or doubled', () => {
  const span = fc.record({
    from: fc.integer({ min: -5, max: 20 }),
    to: fc.integer({ min: -5, max: 25 }),
    kind: fc.constantFrom(...spanKinds),
  });
  fc.assert(
    fc.property(fc.array(span), fc.option(span), (spans, inWork) => {
      const slices = slicesOf(text, spans, inWork);
      expect(slices.map((slice) => slice.text).join('')).toBe(text);
    }),
  );
});
