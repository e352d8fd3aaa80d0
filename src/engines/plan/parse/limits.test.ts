import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncoveredCharacters } from './coverage';
import { parsePlan } from './parse-plan';

const real = readFileSync(new URL('../../../../tests/plans/salt-works-2024.txt', import.meta.url), 'utf8');
const timed = (text: string): number => {
  const start = performance.now();
  parsePlan(text);
  return performance.now() - start;
};

describe('speed', () => {
  it('reads ten thousand characters in a tenth of a second', () => {
    const text = real.repeat(5).slice(0, 10_000);
    timed(text);
    // The best of many runs, because other work on the machine may slow any one of them.
    let best = Infinity;
    for (let i = 0; i < 25 && best >= 100; i += 1) best = Math.min(best, timed(text));
    expect(best).toBeLessThan(100);
  });

  // A reader that goes back over what it has read needs the square of the length for these.
  it.each(
    [
      '第一，',
      '（',
      '“',
      '1',
      '1,111',
      '一、',
      '1、',
      '3月',
      '3月、',
      '春节、',
      '①',
      '*',
      '\n',
      '|',
      'a\t',
      '3月：a\n',
      '举办5名',
      '2024年',
      '各单位',
    ].map((unit) => [unit]),
  )('does not go back over repeats of %j', (unit) => {
    const [short, long] = [20_000, 160_000].map((size) => unit.repeat(Math.floor(size / unit.length)));
    const first = timed(short ?? '');
    // Eight times the length may cost eight times as long, and some more on a busy machine; the square would be 64.
    expect(timed(long ?? '')).toBeLessThan(30 * first + 1500);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '一、',
    '1.',
    '（一）',
    '3月',
    '组织',
    '“三八”',
    '期间',
    '比赛',
    '5名',
    '万元',
    'XX',
    '，',
    '。',
    '；',
    '：',
    '\n',
    '|',
    '\t',
    '至',
    '第六届',
    '《',
    '》',
    '職工',
    '前',
    '12',
    '.',
    '每月',
    ' ',
  );
  const texts = fc.array(pieces, { maxLength: 60 }).map((p) => p.join(''));

  it('is read without a throw, with exact slices and nothing left out', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parsePlan(text, { year: 2024 });
        const slices = [
          ...parsed.commitments,
          ...parsed.dated,
          ...parsed.money,
          ...parsed.quantities,
          ...parsed.ordinals,
        ];
        for (const s of slices) expect(text.slice(s.at, s.at + s.text.length)).toBe(s.text);
        expect(uncoveredCharacters(text, parsed)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is read the same twice', () => {
    const property = fc.property(texts, (text) => {
      expect(parsePlan(text)).toEqual(parsePlan(text));
    });
    fc.assert(property, { numRuns: 50 });
  });
});
