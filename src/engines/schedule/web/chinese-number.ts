const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Numbers up to 999 as Chinese writes them: 6 is 六, 12 is 十二, 105 is 一百零五. */
export function inChinese(number: number): string {
  const hundreds = Math.floor(number / 100);
  const tens = Math.floor((number % 100) / 10);
  const ones = digits[number % 10] ?? '';
  const head = hundreds > 0 ? `${digits[hundreds]}百` : '';
  if (tens === 0) return `${head}${hundreds > 0 && ones ? '零' : ''}${ones}`;
  return `${head}${tens === 1 && hundreds === 0 ? '' : digits[tens]}十${ones}`;
}
