import { describe, expect, test } from 'vitest';
import { formatYuan, moneyInWords } from './money-words';

/** The first eight are the vectors of facts.md §12.3. */
const amounts: readonly (readonly [fen: bigint, words: string, figures: string])[] = [
  [700_000n, '人民币柒仟元整', '7000.00'],
  [3_000_000n, '人民币叁万元整', '30000.00'],
  [1_000_100n, '人民币壹万零壹元整', '10001.00'],
  [140_950n, '人民币壹仟肆佰零玖元伍角', '1409.50'],
  [600_714n, '人民币陆仟零柒元壹角肆分', '6007.14'],
  [10_700_053n, '人民币壹拾万柒仟元伍角叁分', '107000.53'],
  [32_504n, '人民币叁佰贰拾伍元零肆分', '325.04'],
  [2_280n, '人民币贰拾贰元捌角', '22.80'],
  [1_640_902n, '人民币壹万陆仟肆佰零玖元零贰分', '16409.02'],
  [0n, '人民币零元整', '0.00'],
  [5n, '人民币伍分', '0.05'],
  [50n, '人民币伍角', '0.50'],
  [55n, '人民币伍角伍分', '0.55'],
  [1_000n, '人民币壹拾元整', '10.00'],
  [10_050_000n, '人民币壹拾万零伍佰元整', '100500.00'],
  [100_000_000n, '人民币壹佰万元整', '1000000.00'],
  [10_000_000_000n, '人民币壹亿元整', '100000000.00'],
  [10_000_000_100n, '人民币壹亿零壹元整', '100000001.00'],
  [10_001_000_000n, '人民币壹亿零壹万元整', '100010000.00'],
  [100_000_000_000_000n, '人民币壹万亿元整', '1000000000000.00'],
  [100_030_000_000_000n, '人民币壹万零叁亿元整', '1000300000000.00'],
  [100_000_000_500_000n, '人民币壹万亿零伍仟元整', '1000000005000.00'],
];

describe('amounts in words and figures', () => {
  test.each(amounts)('%s fen', (fen, words, figures) => {
    expect(moneyInWords(fen)).toBe(words);
    expect(formatYuan(fen)).toBe(figures);
  });

  test.each([-1n, -700_000n, 10n ** 18n])('%s fen is refused', (fen) => {
    expect(() => moneyInWords(fen)).toThrow(RangeError);
    expect(() => formatYuan(fen)).toThrow(RangeError);
  });
});
