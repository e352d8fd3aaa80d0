/** What the programs of a storm share: books with few accounts, people behind one of these, keys that come again. */
export interface StormGround {
  readonly books: readonly string[];
  readonly parties: readonly string[];
  readonly keys: number;
  readonly from: string;
  readonly days: number;
}

/** The same numbers in every run from the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
