/** Text that came with the file and isn't the plan: a doubled head, watermarks of web sites, page footers. */

export interface Noise {
  at: number;
  end: number;
  kind: 'duplicate_head' | 'watermark' | 'address' | 'footer' | 'source_line';
}

const WATERMARK =
  /(?:大|第一|中国|无忧|最好|老)?(?:秘书|文秘|范文|公文|文库|论文|写作|文档|总结)网(?:[-_ ]{0,2}[A-Za-z0-9.]{0,30})?|(?:百度|道客|豆丁)(?:文库|巴巴|网)|原创力文档|查字典网?|(?:更多|海量)[^，。\n]{0,10}(?:范文|文章)[^，。\n]{0,10}(?:请|尽在|关注)[^，。\n]{0,80}/g;
const ADDRESS =
  /(?:https?:\/\/|www\.)[A-Za-z0-9._~:/?#@!$&*+=%-]{3,200}|(?<![A-Za-z0-9.@])[A-Za-z0-9-]{2,30}\.(?:com|cn|net|org)(?:\.cn)?(?![A-Za-z0-9])/g;
const FOOTER =
  /^[ \t]*(?:[-·] ?\d{1,4} ?[-·]|第 ?\d{1,4} ?页(?:[ ，/、]{0,3}共 ?\d{1,4} ?页)?|\d{1,3} ?\/ ?\d{1,3}|[Pp]age ?\d{1,4}(?: ?of ?\d{1,4})?)[ \t]*$/gm;
const SOURCE_LINE =
  /^[ \t（【]*(?:本文(?:来源|来自|转自|由)|文章(?:来源|来自)|转载(?:自|请)|来源[:：]|声明[:：])[^\n]{0,120}$/gm;

export function findNoise(plain: string): Noise[] {
  const found: Noise[] = [];
  const add = (pattern: RegExp, kind: Noise['kind']): void => {
    for (const m of plain.matchAll(pattern)) found.push({ at: m.index, end: m.index + m[0].length, kind });
  };
  add(WATERMARK, 'watermark');
  add(ADDRESS, 'address');
  add(FOOTER, 'footer');
  add(SOURCE_LINE, 'source_line');
  const head = findDuplicateHead(plain);
  if (head) found.push(head);
  found.sort((a, b) => a.at - b.at || b.end - a.end);
  let end = -1;
  return found.filter((n) => {
    if (n.at < end) return false;
    end = n.end;
    return true;
  });
}

/**
 * Web pages print a summary above the article: a first line cut off with dots, or whole, that the next line begins
 * with again. Twenty characters are enough to tell it from a title that the text happens to repeat.
 */
function findDuplicateHead(plain: string): Noise | null {
  const lines = firstLines(plain, 4);
  for (let i = 0; i + 1 < lines.length; i += 1) {
    const line = lines[i];
    const next = lines[i + 1];
    if (!line || !next) break;
    const bare = line.text.replace(/[.…。 ]+$/, '');
    if (bare.length >= 20 && next.text.startsWith(bare))
      return { at: line.at, end: line.at + line.text.length, kind: 'duplicate_head' };
  }
  return null;
}

/** The first lines that hold anything, trimmed. */
export function firstLines(plain: string, count: number): { text: string; at: number }[] {
  const lines: { text: string; at: number }[] = [];
  let start = 0;
  while (start <= plain.length && lines.length < count) {
    const found = plain.indexOf('\n', start);
    const end = found < 0 ? plain.length : found;
    const raw = plain.slice(start, end);
    const text = raw.trim();
    if (text) lines.push({ text, at: start + raw.indexOf(text) });
    start = end + 1;
  }
  return lines;
}

/** Noise becomes blanks of the same length, so that all readers skip it and offsets stay. */
export function blankOut(plain: string, noise: { at: number; end: number }[]): string {
  let result = '';
  let done = 0;
  for (const n of noise) {
    result += plain.slice(done, n.at) + plain.slice(n.at, n.end).replace(/[^\n]/g, ' ');
    done = n.end;
  }
  return result + plain.slice(done);
}
