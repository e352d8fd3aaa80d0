/** What parts the names of minorities and of foreigners: 阿依古丽·买买提, also with the dots of other keyboards. */
const PARTS = /([·•・‧.\s]+)/u;
const isDot = (text: string): boolean => /^[·•・‧.\s]+$/u.test(text);
const stars = (count: number): string => '*'.repeat(count);

/**
 * A name as a public notice shows it: 王芳 → 王*, 王小芳 → 王*芳, 欧阳娜娜 → 欧**娜. Of a name in parts each keeps its first sign
 * alone, since the last sign of 阿依古丽 would tell most of it. A name of one sign is hidden whole. Signs are counted as people
 * count them, also those that take two units of the machine.
 */
export function maskedName(name: string): string {
  const whole = name.trim();
  const parts = whole.split(PARTS).filter((part) => part !== '');
  if (parts.length > 1) return parts.map((part) => (isDot(part) ? part : firstOnly([...part]))).join('');
  const signs = [...whole];
  if (signs.length < 2) return stars(signs.length);
  if (signs.length === 2) return firstOnly(signs);
  return `${signs[0]!}${stars(signs.length - 2)}${signs.at(-1)!}`;
}

const firstOnly = (signs: readonly string[]): string =>
  signs.length < 2 ? stars(signs.length) : `${signs[0]!}${stars(signs.length - 1)}`;
