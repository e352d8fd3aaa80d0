import { zero, type Decimal } from './decimals';

/** One step of a chain of tie-breaks: what each of the tied is worth by it, seen among those tied. */
export interface Criterion<Item> {
  readonly key: string;
  readonly better: 'higher' | 'lower';
  /** `tied` are those whose results among each other count, for criteria that look at nothing else. */
  valueOf(item: Item, tied: readonly Item[]): Decimal;
}

/**
 * When places are fixed while others are still tied, the chain may begin anew for these:
 * - `none`: it goes on with the next criterion, still seen among all that were tied at first;
 * - `after_split`: as soon as a criterion has parted them, those still tied begin again among themselves (ITTF);
 * - `after_chain`: the whole chain is gone through first, then those still tied begin again among themselves (UEFA).
 */
export const restarts = ['none', 'after_split', 'after_chain'] as const;
export type Restart = (typeof restarts)[number];

export interface Placed<Item> {
  readonly item: Item;
  readonly rank: number;
  /** Shared with another: nothing in the chain could part them. */
  readonly isJoint: boolean;
  /** What was compared for this one, in the order in which it was asked. */
  readonly steps: readonly { readonly key: string; readonly value: Decimal }[];
}

interface Chain<Item> {
  readonly criteria: readonly Criterion<Item>[];
  readonly restart: Restart;
}

/**
 * Places items by the first criterion, and those equal by it by the tie-breaks after it. Equal to the end is a joint place;
 * the places after it are left out (1, 2, 2, 4). The order in which items are handed in changes nothing but the order in
 * which joint ones stand, which is theirs to give by `inOrder`.
 */
export function placeByChain<Item>(
  items: readonly Item[],
  first: Criterion<Item>,
  chain: Chain<Item>,
  inOrder: (a: Item, b: Item) => number,
): Placed<Item>[] {
  const steps = new Map<Item, { key: string; value: Decimal }[]>(items.map((item) => [item, []]));
  const classes = split(items, first, items, steps).flatMap((tied) => part(tied, chain, steps));
  let rank = 1;
  return classes.flatMap((tied) => {
    const own = rank;
    rank += tied.length;
    return [...tied]
      .sort(inOrder)
      .map((item) => ({ item, rank: own, isJoint: tied.length > 1, steps: steps.get(item) ?? [] }));
  });
}

type Steps<Item> = Map<Item, { key: string; value: Decimal }[]>;

/** Items in classes of equal value, the best class first. */
function split<Item>(
  items: readonly Item[],
  criterion: Criterion<Item>,
  tied: readonly Item[],
  steps: Steps<Item>,
): Item[][] {
  const valued = items.map((item) => ({ item, value: criterion.valueOf(item, tied) }));
  for (const { item, value } of valued) steps.get(item)?.push({ key: criterion.key, value });
  const sign = criterion.better === 'higher' ? -1 : 1;
  valued.sort((a, b) => sign * a.value.cmp(b.value));
  const classes: { value: Decimal; items: Item[] }[] = [];
  for (const { item, value } of valued) {
    const last = classes.at(-1);
    if (last?.value.eq(value) === true) last.items.push(item);
    else classes.push({ value, items: [item] });
  }
  return classes.map(({ items: equal }) => equal);
}

function part<Item>(tied: readonly Item[], chain: Chain<Item>, steps: Steps<Item>): Item[][] {
  if (tied.length === 1) return [[...tied]];
  const parted = walk([[...tied]], tied, chain, 0, steps);
  if (chain.restart !== 'after_chain') return parted;
  return parted.flatMap((equal) => (equal.length < tied.length ? part(equal, chain, steps) : [equal]));
}

/** Goes on with the criteria from the given one, class by class. */
function walk<Item>(
  classes: Item[][],
  seen: readonly Item[],
  chain: Chain<Item>,
  from: number,
  steps: Steps<Item>,
): Item[][] {
  const criterion = chain.criteria[from];
  if (criterion === undefined) return classes;
  return classes.flatMap((equal) => {
    if (equal.length === 1) return [equal];
    const finer = split(equal, criterion, seen, steps);
    if (finer.length === 1) return walk(finer, seen, chain, from + 1, steps);
    if (chain.restart === 'after_split') return finer.flatMap((smaller) => part(smaller, chain, steps));
    return walk(finer, seen, chain, from + 1, steps);
  });
}

/** A criterion of which the value is the item's own, whoever it is tied with. */
export function own<Item>(
  key: string,
  better: 'higher' | 'lower',
  value: (item: Item) => Decimal | null,
): Criterion<Item> {
  return { key, better, valueOf: (item) => value(item) ?? zero };
}
