import { numberValue } from './chinese-numbers';
import { firstLines, type Noise } from './noise';

export interface TitleAndYear {
  title: { at: number; end: number } | null;
  year: number | null;
  /** Where the plan names its year, or 0. */
  yearAt: number;
  /** The title or the text says 20xx年 and no year in digits competes with it. */
  isMasked: boolean;
}

const TITLE_WORD = /(?:计划|要点|方案|安排|规划|意见|思路|部署|纲要|打算|大纲|日程|行事历|一览表|计划书|工作表)/;
const SECTION_LIKE = /^(?:[一二三四五六七八九十]{1,3}[、.]|（|\d{1,2}[、.）]|第[一二三四五六七八九十]{1,3}[，、])/;
const YEAR_DIGITS =
  /(?<!\d)(20\d{2}) ?(?:年|-|~|—|学年)|(?<![\d])(二[〇○零][〇○零一二三四五六七八九]{2}) ?年|民国 ?(\d{2,3}) ?年|(?<!\d)(1[01]\d) ?年度|(?<![一二三四五六七八九〇])(一[〇○零一二三四五六七八九]{2}) ?(?:学)?年度/g;
const YEAR_MASKED = /(?:20[xX*×○〇_]{1,2}|二[〇○零][xX×*○〇]{2}|(?<![\dA-Za-z])[xX×*○]{2,4}) ?(?:年|学年)/;

export function readTitleAndYear(plain: string, noise: Noise[], given: number | undefined): TitleAndYear {
  const title = findTitle(plain, noise);
  const titleText = title ? plain.slice(title.at, title.end) : '';
  const inTitle = yearsIn(titleText)[0];
  const maskedTitle = title ? YEAR_MASKED.test(titleText) : false;
  const head = plain.slice(0, 6000);
  const maskedText = YEAR_MASKED.exec(head);
  const common = maskedTitle ? null : mostFrequentYear(head);
  const year = given ?? inTitle?.year ?? common?.year ?? null;
  const yearAt = inTitle ? (title?.at ?? 0) + inTitle.at : (common?.at ?? maskedText?.index ?? 0);
  return { title, year, yearAt, isMasked: !inTitle && !common && maskedText !== null };
}

function findTitle(plain: string, noise: Noise[]): { at: number; end: number } | null {
  for (const line of firstLines(plain, 8)) {
    if (noise.some((n) => line.at >= n.at && line.at < n.end)) continue;
    const lead = /^[#*> ]*/.exec(line.text)?.[0].length ?? 0;
    const text = line.text.slice(lead).replace(/[*# ]+$/, '');
    if (SECTION_LIKE.test(text)) return null;
    if (text.length <= 50 && TITLE_WORD.test(text) && !/[。；，]/.test(text))
      return { at: line.at + lead, end: line.at + lead + text.length };
  }
  return null;
}

function yearsIn(text: string): { year: number; at: number }[] {
  return [...text.matchAll(YEAR_DIGITS)].map((m) => ({ year: yearOf(m), at: m.index }));
}

function yearOf(m: RegExpMatchArray): number {
  if (m[1]) return Number(m[1]);
  if (m[2]) return numberValue(m[2]) ?? 0;
  return (m[5] ? (numberValue(m[5]) ?? 0) : Number(m[3] ?? m[4])) + 1911;
}

/** The year that the plan speaks of most; of two equals the later, because plans look back before they look ahead. */
function mostFrequentYear(text: string): { year: number; at: number } | null {
  const counts = new Map<number, { count: number; at: number }>();
  for (const { year, at } of yearsIn(text)) {
    const known = counts.get(year);
    counts.set(year, { count: (known?.count ?? 0) + 1, at: known?.at ?? at });
  }
  const best = [...counts].sort((a, b) => b[1].count - a[1].count || b[0] - a[0])[0];
  return best ? { year: best[0], at: best[1].at } : null;
}
