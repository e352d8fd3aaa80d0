const YEAR = '((?:19|20|21)\\d\\d)';
/** `2024-01`, `2024年1月`, `2024/1/31`, `2024.01`, `202401`. */
const WHOLE = new RegExp(`^${YEAR}(?:[-/.年](\\d{1,2})(?:月份?(?:\\d{1,2}日)?|[-/.]\\d{1,2})?|(\\d{2}))$`);
const ALONE = /^(\d{1,2})(?:月份?)?$/;

/** A month as people and sheets write it, or null; one that says no year lies in the year that stands beside it. */
export function readMonth(words: string, besideYear = ''): string | null {
  const [plain, year] = [words, besideYear].map((one) => one.normalize('NFKC').replace(/\s/g, '')) as [string, string];
  const found = WHOLE.exec(plain) ?? WHOLE.exec(`${year.replace(/年度?$/, '')}-${ALONE.exec(plain)?.[1] ?? ''}`);
  const month = Number(found?.[2] ?? found?.[3] ?? 0);
  return found === null || month < 1 || month > 12 ? null : `${found[1]!}-${String(month).padStart(2, '0')}`;
}
