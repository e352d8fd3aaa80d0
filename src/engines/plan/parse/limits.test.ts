import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uncoveredCharacters } from './coverage';
import { parsePlan } from './parse-plan';

describe('long texts', () => {
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
    // With the square of the length this would outlast the patience of the test run; `npm run bench` prints the times.
    const text = unit.repeat(Math.floor(400_000 / unit.length));
    expect(uncoveredCharacters(text, parsePlan(text)).every(({ at }) => at < text.length)).toBe(true);
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
