/** A stretch between two punctuation marks. Offsets exclude the closing mark. */
export interface Clause {
  at: number;
  end: number;
  /** One past the closing mark, or `end` when a section mark or the text's end closes the clause. */
  next: number;
  closer: string;
  /** Clauses of one sentence share a number. */
  sentence: number;
}

/** Prose has punctuation; a longer stretch without any is cut, so that no rule ever looks at a whole book as one clause. */
const LONGEST_CLAUSE = 400;
const ENDS_SENTENCE = /[。；！？\n]/;
const ENDS_CLAUSE = /[，。；：:！？\n|\t]/;

/**
 * Cuts a plain text into clauses. Punctuation inside quotes, brackets and book titles doesn't cut; an opening mark that
 * isn't closed within its line is no opening mark. `stops` are offsets where a clause must end (section marks, noise).
 */
export function splitClauses(plain: string, stops: number[]): Clause[] {
  const clauses: Clause[] = [];
  const closed = closings(plain);
  let at = 0;
  let sentence = 0;
  let stop = 0;
  const push = (end: number, next: number, closer: string): void => {
    const from = at + (/^[\s*#>]*/.exec(plain.slice(at, Math.min(end, at + 60)))?.[0].length ?? 0);
    if (end > from) clauses.push({ at: from, end, next, closer, sentence });
    at = next;
  };
  for (let i = 0; i < plain.length; i += 1) {
    while (stop < stops.length && (stops[stop] ?? 0) <= i) {
      if (stops[stop] === i && i > at) push(i, i, '');
      if (stops[stop] === i) {
        sentence += 1;
        at = i;
      }
      stop += 1;
    }
    const skipTo = closed.get(i);
    if (skipTo !== undefined && !(stop < stops.length && (stops[stop] ?? 0) < skipTo)) {
      i = skipTo;
      continue;
    }
    if (i - at >= LONGEST_CLAUSE) push(i, i, '');
    const c = plain.charAt(i);
    if (!ENDS_CLAUSE.test(c) || isClockColon(plain, i)) continue;
    push(i, i + 1, c);
    if (ENDS_SENTENCE.test(c)) sentence += 1;
  }
  push(plain.length, plain.length, '');
  return clauses;
}

const isClockColon = (plain: string, i: number): boolean =>
  /[:：]/.test(plain.charAt(i)) && /\d/.test(plain.charAt(i - 1)) && /\d/.test(plain.charAt(i + 1));

/** Opening mark → its closing mark, for pairs that close within 200 characters of one line. */
function closings(plain: string): Map<number, number> {
  const pairs = new Map<number, number>();
  for (const pattern of [/“[^“”\n]{0,120}”/g, /《[^《》\n]{0,60}》/g, /（[^（）\n]{0,200}）/g]) {
    for (const m of plain.matchAll(pattern)) if (!pairs.has(m.index)) pairs.set(m.index, m.index + m[0].length - 1);
  }
  return pairs;
}

/** The index of the clause that holds an offset, or of the first one behind it. */
export function clauseIndexAt(clauses: Clause[], at: number): number {
  let low = 0;
  let high = clauses.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((clauses[middle]?.next ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
