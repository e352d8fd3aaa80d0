import type { ParsedPlan } from './parsed-plan';
import { toPlainText } from './plain-text';
import { findTableRows } from './tables';

/**
 * The coverage law: every character of the numbered sections lies in a commitment or in a section's title.
 * Numbering, punctuation, blanks and dropped noise are free. What is left over is answered here; an empty list is the law.
 */
export function uncoveredCharacters(text: string, parsed: ParsedPlan): { at: number; text: string }[] {
  const covered = new Uint8Array(text.length);
  const cover = (at: number, end: number): void => {
    covered.fill(1, at, end);
  };
  for (const s of parsed.sections) cover(Math.max(0, s.at - s.mark.length - 4), s.titleEnd);
  for (const c of parsed.commitments) cover(c.at, c.at + c.text.length);
  for (const s of parsed.spans) if (s.kind === 'dropped') cover(s.at, s.end);
  for (const row of findTableRows(toPlainText(text), [], () => null)) if (row.isHeader) cover(row.at, row.end);
  const left: { at: number; text: string }[] = [];
  const first = parsed.sections[0];
  const end = Math.max(0, ...parsed.sections.filter((s) => s.level === 1).map((s) => s.end));
  for (let i = first ? first.at : text.length; i < end; i += 1) {
    if (covered[i] === 1 || !WORD.test(text.charAt(i))) continue;
    let stop = i;
    while (stop < end && covered[stop] === 0 && WORD.test(text.charAt(stop))) stop += 1;
    left.push({ at: i, text: text.slice(i, stop) });
    i = stop;
  }
  return left;
}

const WORD = /[\p{L}\p{N}]/u;
