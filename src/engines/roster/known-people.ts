import type { Context } from '#kernel';
import { idsOfNumbers, knownPeople, type KnownPerson } from './store/known-people';

export type { KnownPerson };

/** People by their ids, also those who have left; who isn't there is left out. Whoever asks judges the rights by `unitPath`. */
export async function peopleById(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
  const rows = ids.length === 0 ? [] : await knownPeople(ctx, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** People by their staff numbers, for sheets that name them so; whoever asks judges the rights by `unitPath`. */
export async function peopleByNumber(
  ctx: Context,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, KnownPerson>> {
  const ids = await idsOfNumbers(ctx, numbers);
  const people = await peopleById(ctx, [...ids.values()]);
  return new Map([...people.values()].map((person) => [person.staffNumber, person]));
}
