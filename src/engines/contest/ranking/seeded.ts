/**
 * Chance that anybody can repeat: the same seed gives the same draw on every machine and in every browser. The seed is a text;
 * its UTF-8 bytes behind `0:`, `1:`, `2:` and `3:` are hashed by FNV-1a (32 bits) to the four words with which xoshiro128**
 * (Blackman and Vigna, version 1.1) begins. What is drawn is open to all, so it need not be hard to guess: it must not be
 * ours to choose, which is why the seed is said or thrown before anybody knows what it gives.
 */
export interface Chance {
  /** A whole number from 0 to below `bound`, each equally likely. */
  below(bound: number): number;
  /** The items in a drawn order (Fisher and Yates, from the last place to the first). */
  shuffled<Item>(items: readonly Item[]): Item[];
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const WORDS = 2 ** 32;

function fnv(text: string): number {
  let hash = FNV_START;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash >>> 0;
}

const turned = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** The words of xoshiro128** from a state of four words that are not all nought. */
export function wordsFrom(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const word = Math.imul(turned(Math.imul(b, 5), 7), 9) >>> 0;
    const kept = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= kept;
    d = turned(d, 11);
    return word;
  };
}

export function chanceFrom(seed: string): Chance {
  const next = wordsFrom([fnv(`0:${seed}`), fnv(`1:${seed}`), fnv(`2:${seed}`), fnv(`3:${seed}`) | 1]);
  const below = (bound: number): number => {
    // Words above the last whole multiple would make small numbers likelier; they are thrown again.
    const most = WORDS - (WORDS % bound);
    let word = next();
    while (word >= most) word = next();
    return word % bound;
  };
  const shuffled = <Item>(items: readonly Item[]): Item[] => {
    const drawn = [...items];
    for (let last = drawn.length - 1; last > 0; last -= 1) {
      const chosen = below(last + 1);
      [drawn[last], drawn[chosen]] = [drawn[chosen]!, drawn[last]!];
    }
    return drawn;
  };
  return { below, shuffled };
}

/**
 * A drawn order in which as few as can be of one unit stand side by side. Place by place one of the remaining is drawn, each
 * equally likely, but for those of the unit before; a unit that has more left than all others together must come now.
 */
export function drawnApart<Item>(items: readonly Item[], unitOf: (item: Item) => string, chance: Chance): Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (left.length > 0) {
    const before = drawn.length === 0 ? null : unitOf(drawn.at(-1)!);
    const largest = largestUnit(left, unitOf);
    const mustCome = largest.size > left.length - largest.size && largest.unit !== before;
    const fitting = left.filter((item) => (mustCome ? unitOf(item) === largest.unit : unitOf(item) !== before));
    const from = fitting.length === 0 ? left : fitting;
    const chosen = from[chance.below(from.length)]!;
    left.splice(left.indexOf(chosen), 1);
    drawn.push(chosen);
  }
  return drawn;
}

function largestUnit<Item>(items: readonly Item[], unitOf: (item: Item) => string): { unit: string; size: number } {
  const sizes = new Map<string, number>();
  for (const item of items) sizes.set(unitOf(item), (sizes.get(unitOf(item)) ?? 0) + 1);
  return [...sizes].reduce((most, [unit, size]) => (size > most.size ? { unit, size } : most), { unit: '', size: 0 });
}
