import type { House } from '#kernel';

const MOST_OF_ACCOUNT = 5;
/**
 * Many accounts could share out the guessing between them. Three of a million codes count, so that even two hours of
 * guessing at this limit would find one with less than one percent; a thousand honest people mistype less often.
 */
const MOST_OF_EVENT = 200;
const ADDITIONS_BETWEEN_SWEEPS = 500;
const FORGOTTEN_AFTER_MS = 10 * 60_000;

/**
 * Wrong codes of the last ten minutes by account and event, and by event alone. They are kept in memory: a refused act
 * is rolled back and could not store them.
 */
export class WrongCodes {
  private readonly moments = new Map<string, number[]>();
  private additions = 0;

  /** How many are remembered. */
  get size(): number {
    return this.moments.size;
  }

  isFull(eventId: string, accountId: string, now: Date): boolean {
    return (
      this.recent(`${accountId} ${eventId}`, now).length >= MOST_OF_ACCOUNT ||
      this.recent(eventId, now).length >= MOST_OF_EVENT
    );
  }

  add(eventId: string, accountId: string, now: Date): void {
    for (const key of [`${accountId} ${eventId}`, eventId])
      this.moments.set(key, [...this.recent(key, now), now.getTime()]);
    // One pass a few hundred additions apart keeps the map as small as the last ten minutes.
    this.additions += 1;
    if (this.additions % ADDITIONS_BETWEEN_SWEEPS === 0)
      for (const other of [...this.moments.keys()]) this.recent(other, now);
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
