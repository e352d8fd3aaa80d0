import { splitClauses } from './parse/clauses';
import { toPlainText } from './parse/plain-text';

/** A sentence of a text from above, kept word for word: `text.slice(at, end)`. */
export interface Sentence {
  at: number;
  end: number;
  text: string;
}

/** Signs, marks and page numbers alone ask for nothing. */
const FEWEST_LETTERS = 2;

/**
 * The sentences of a text in its order, each a stretch that can be cited. A line's end, 。！？ and ； end one;
 * what stands in quotes or brackets is never torn apart.
 */
export function sentencesOf(text: string): Sentence[] {
  const found: { at: number; end: number; number: number }[] = [];
  for (const clause of splitClauses(toPlainText(text), [])) {
    const last = found.at(-1);
    if (last?.number === clause.sentence) last.end = clause.end;
    else found.push({ at: clause.at, end: clause.end, number: clause.sentence });
  }
  return found.flatMap(({ at, end }) => {
    const words = text.slice(at, end).trimEnd();
    const letters = words.match(/\p{L}/gu)?.length ?? 0;
    return letters < FEWEST_LETTERS ? [] : [{ at, end: at + words.length, text: words }];
  });
}

/** The sentence's words as they are cited: on one line, without blanks at its ends. */
export function quoteOf(text: string, place: { at: number; end: number }): string {
  return text.slice(place.at, place.end).replace(/\s+/gu, ' ').trim();
}
