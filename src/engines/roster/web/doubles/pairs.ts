import type { DoubleGroup, DoublePerson } from '../../contract';

export interface GroupLines {
  /** The record that the others are compared with: the first of which a pair is still open. */
  first: DoublePerson;
  others: readonly { person: DoublePerson; isOpen: boolean }[];
}

/** How a group is shown: one record, and the others beside it, of which those told apart already are not asked again. */
export function linesOf({ people, different }: Pick<DoubleGroup, 'people' | 'different'>): GroupLines {
  const isDifferent = (one: DoublePerson, other: DoublePerson) =>
    different.some((pair) => pair.includes(one.id) && pair.includes(other.id));
  const hasOpen = (one: DoublePerson) => people.some((other) => other.id !== one.id && !isDifferent(one, other));
  const first = people.find(hasOpen) ?? people[0]!;
  return {
    first,
    others: people
      .filter((person) => person.id !== first.id)
      .map((person) => ({ person, isOpen: !isDifferent(first, person) })),
  };
}
