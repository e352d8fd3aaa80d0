/** Two signs in a row, with the edges of the name: `东滩` is `^东`, `东滩`, `滩$`. */
function pairsOf(key: string): ReadonlySet<string> {
  const signs = ['^', ...key, '$'];
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]!}${sign}`));
}

/** Below this share of common pairs two names are not alike: a guess that helps nobody is worse than none. */
const LEAST_ALIKE = 0.45;
/** A sheet of nothing but strange names must not be paid for with every name that there is. */
const MOST_ASKED = 500;

/** Names by the pairs of signs that they hold, so that those most like a misspelt one are found without reading all. */
export class NearNames<Thing> {
  readonly #byPair = new Map<string, { readonly thing: Thing; readonly size: number }[]>();
  #asked = 0;

  add(key: string, thing: Thing): void {
    const pairs = pairsOf(key);
    const entry = { thing, size: pairs.size };
    for (const pair of pairs) {
      const known = this.#byPair.get(pair);
      if (known === undefined) this.#byPair.set(pair, [entry]);
      else known.push(entry);
    }
  }

  /** The things with a name like one of the given ones, the most alike first. */
  nearest(keys: readonly string[], most: number): readonly Thing[] {
    this.#asked += 1;
    if (this.#asked > MOST_ASKED) return [];
    const likeness = new Map<Thing, number>();
    for (const key of keys) {
      const pairs = pairsOf(key);
      const common = new Map<{ readonly thing: Thing; readonly size: number }, number>();
      for (const pair of pairs)
        for (const entry of this.#byPair.get(pair) ?? []) common.set(entry, (common.get(entry) ?? 0) + 1);
      for (const [entry, count] of common) {
        const alike = (2 * count) / (pairs.size + entry.size);
        if (alike >= LEAST_ALIKE) likeness.set(entry.thing, Math.max(alike, likeness.get(entry.thing) ?? 0));
      }
    }
    return [...likeness]
      .sort(([, one], [, other]) => other - one)
      .slice(0, most)
      .map(([thing]) => thing);
  }
}
