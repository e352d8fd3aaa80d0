/** Searching sorted lists of stretches by halves, so that a long text costs no more than its length. */

interface Stretch {
  at: number;
  end: number;
}

/** The members of a sorted list that begin within a stretch. */
export function between<T extends { at: number }>(sorted: T[], from: number, to: number): T[] {
  const first = indexFrom(sorted, from);
  let last = first;
  while (last < sorted.length && (sorted[last]?.at ?? to) < to) last += 1;
  return sorted.slice(first, last);
}

/** The first member of a sorted list that begins at an offset or behind it. */
export function firstFrom<T extends { at: number }>(sorted: T[], from: number): T | undefined {
  return sorted[indexFrom(sorted, from)];
}

/** The index of the first member that begins at an offset or behind it. */
export function indexFrom(sorted: { at: number }[], from: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a stretch meets one of a sorted list without overlaps. */
export function overlapsAny(sorted: Stretch[], at: number, end: number): boolean {
  const first = firstEndingAfter(sorted, at);
  return first !== null && first.at < end;
}

/** Whether an offset lies in one of a sorted list without overlaps. */
export const isWithin = (sorted: Stretch[], at: number): boolean => overlapsAny(sorted, at, at + 1);

/** The stretch of a sorted list that holds an offset. */
export function holderOf<T extends Stretch>(sorted: T[], at: number): T | null {
  const first = firstEndingAfter(sorted, at);
  return first !== null && first.at <= at ? first : null;
}

function firstEndingAfter<T extends Stretch>(sorted: T[], at: number): T | null {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return sorted[low] ?? null;
}
