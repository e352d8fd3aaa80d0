import type { House } from '#kernel';

const MOST_WRONG = 5;
const FORGOTTEN_AFTER_MS = 10 * 60_000;

/**
 * Wrong codes of the last ten minutes by account and event. They are kept in memory: a refused act is rolled back and
 * could not store them, and after a restart the codes on the screen are others too.
 */
export class WrongCodes {
  private readonly moments = new Map<string, number[]>();

  /** How many are remembered. */
  get size(): number {
    return this.moments.size;
  }

  isFull(key: string, now: Date): boolean {
    return this.recent(key, now).length >= MOST_WRONG;
  }

  add(key: string, now: Date): void {
    const recent = [...this.recent(key, now), now.getTime()];
    this.moments.set(key, recent);
    // One pass a few hundred additions apart keeps the map as small as the last ten minutes.
    if (this.moments.size % 500 === 0) for (const other of [...this.moments.keys()]) this.recent(other, now);
  }

  private recent(key: string, now: Date): number[] {
    const known = this.moments.get(key) ?? [];
    const recent = known.filter((moment) => now.getTime() - moment < FORGOTTEN_AFTER_MS);
    if (recent.length === 0) this.moments.delete(key);
    else if (recent.length < known.length) this.moments.set(key, recent);
    return recent;
  }
}

const ofHouses = new WeakMap<House, WrongCodes>();

/** They live as long as the house: two houses of a test don't count each other's. */
export function wrongCodesOf(house: House): WrongCodes {
  const known = ofHouses.get(house) ?? new WrongCodes();
  ofHouses.set(house, known);
  return known;
}
