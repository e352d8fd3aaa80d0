import { createHash } from 'node:crypto';
import type { Day } from '#kernel/contract';
import type { Affected } from './contract';

/**
 * Names for units that come together under one parent: whoever comes first keeps the name, the next is called by where
 * it came from too. Null stands for a name that may stay.
 */
export function freeNames(
  coming: readonly { name: string; from: string }[],
  taken: readonly string[],
): (string | null)[] {
  const used = new Set(taken);
  return coming.map(({ name, from }) => {
    if (!used.has(name)) {
      used.add(name);
      return null;
    }
    let free = `${from}${name}`;
    for (let n = 2; used.has(free); n += 1) free = `${from}${name}${n}`;
    used.add(free);
    return free;
  });
}

/** Stands for all that a preview shows, so that an act on something else is refused. */
export function markOf(shown: Affected): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex').slice(0, 32);
}

export interface Held {
  readonly id: string;
  readonly personId: string;
  readonly post: string;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly isFuture: boolean;
}

const isSame = (a: Held, b: Held): boolean => a.personId === b.personId && a.post === b.post;
const meetsOnADay = (a: Held, b: Held): boolean =>
  (a.validTo === null || b.validFrom <= a.validTo) && (b.validTo === null || a.validFrom <= b.validTo);

/**
 * Which posts are held on in the new unit and which end. What begins later has no day to end on, so it goes over whatever
 * was chosen; what somebody holds in the new unit on the same days already is not held there twice.
 */
export function sharedOut<Post extends Held>(
  posts: readonly Post[],
  chosenToEnd: ReadonlySet<string>,
  heldThere: readonly Held[],
): { carried: Post[]; ended: Post[] } {
  const carried: Post[] = [];
  const ended: Post[] = [];
  for (const post of posts) {
    const isChosen = chosenToEnd.has(post.id) && !post.isFuture;
    const isThere = [...heldThere, ...carried].some((other) => isSame(other, post) && meetsOnADay(other, post));
    (isChosen || isThere ? ended : carried).push(post);
  }
  return { carried, ended };
}

/** The first of the things that are named for two parts, or null. */
export function namedTwice(lists: readonly (readonly string[])[]): string | null {
  const seen = new Set<string>();
  for (const id of lists.flat()) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return null;
}
