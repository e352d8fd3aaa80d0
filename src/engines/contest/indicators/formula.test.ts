import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../ranking/decimals';
import { circleFrom, evaluate, keysOf, readFormula } from './formula';

const values: Readonly<Record<string, string>> = { output: '6139', area: '95000.5', none: '0', cost: '0.1' };
const valueOf = (key: string) => (values[key] === undefined ? null : decimal(values[key]));
const worth = (text: string): string => {
  const answer = evaluate(readFormula(text), valueOf);
  return 'empty' in answer ? `${answer.empty} ${answer.key}` : answer.value.toFixed();
};

describe('a formula over indicators', () => {
  it.each([
    ['output', '6139'],
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['-output + 139', '-6000'],
    ['10 - 2 - 3', '5'],
    ['cost + 0.2', '0.3'],
    ['100 * output / 4', '153475'],
    ['output / none', 'division_by_zero none'],
    ['1 / (output - output)', 'division_by_zero output'],
    ['1 / (1 - 1)', 'division_by_zero '],
    ['output * sales', 'part_missing sales'],
    ['sales * output', 'part_missing sales'],
    ['-sales', 'part_missing sales'],
  ])('%s is %s', (text, expected) => {
    expect(worth(text)).toBe(expected);
  });

  it.each([
    ['', '…'],
    ['output area', ','],
    ['output +', ''],
    ['sqrt(output)', 'sqrt(…)'],
    ['output.length', '.'],
    ['output ? 1 : 2', '? :'],
    ['output ** 2', '**'],
    ['output % 2', '%'],
    ['output && area', '&&'],
    ['output > area', '>'],
    ['!output', '!'],
    ['+output', '+'],
    ['"text"', '"text"'],
    ['[1]', '…'],
    ['this', '…'],
    ['true', 'true'],
    ['1e9', '1e9'],
    ['产量 * 2', '产量'],
    ['Output', 'Output'],
    ['__proto__', '__proto__'],
    ['1 @ 2', '@ 2'],
    ['1.1234567', '1.1234567'],
  ])('%s is none, because of “%s”', (text, piece) => {
    expect(() => readFormula(text)).toThrow(
      expect.objectContaining({ piece: expect.stringContaining(piece) as string }),
    );
  });

  it('is refused when it is nested beyond reading', () => {
    expect(() => readFormula(Array.from({ length: 60 }, () => '1').join(' - '))).toThrow();
  });

  it('names its parts, each once', () => {
    expect(keysOf(readFormula('(output + area) / output - -cost * 2'))).toEqual(['output', 'area', 'cost']);
  });

  it('finds the way back to itself', () => {
    const formulas = new Map(
      Object.entries({ a: 'b + 1', b: 'c * d', c: 'e', d: 'a', e: 'f' }).map(([key, text]) => [key, readFormula(text)]),
    );
    expect(circleFrom('a', formulas)).toEqual(['a', 'b', 'd', 'a']);
    expect(circleFrom('c', formulas)).toBeNull();
    expect(circleFrom('x', new Map([['x', readFormula('x + 1')]]))).toEqual(['x', 'x']);
  });

  it('adds, takes away and multiplies exactly, as whole numbers do', () => {
    const whole = fc.integer({ min: -99_999, max: 99_999 });
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        const answer = evaluate(readFormula('a * b + (c - a) * b - c'), (key) => decimal({ a, b, c }[key] ?? 0));
        expect('value' in answer && answer.value.toNumber()).toBe(a * b + (c - a) * b - c);
      }),
    );
  });
});
