import type { Context } from '#kernel';
import type { NewPerson } from '#engines/roster';
import { importDues } from '#lines/membership';
import type { Dice } from './random';

/** The last two months before the world's day; June is left for whoever tries it. */
const MONTHS = ['2024-04-01', '2024-05-01'] as const;
const LOWEST_WAGE = 2600;

/** Into the book of dues that the works keeps: wages of all members, and two months of dues by them: nearly everybody's came in with the payroll. */
export async function collectDues(
  ctx: Context,
  works: { readonly id?: string },
  people: readonly NewPerson[],
  random: Dice,
): Promise<number> {
  const unitId = works.id!;
  const wages = people.map(({ id }) => ({
    personId: id!,
    base: BigInt(LOWEST_WAGE + random.below(4400)) * 100n + BigInt(random.below(100)),
  }));
  const late = new Set(people.filter(() => random.chance(2)).map(({ id }) => id!));
  let paid = 0;
  for (const month of MONTHS) {
    const day = (date: string) => `${month.slice(0, 8)}${date}`;
    paid += await importDues(ctx, {
      ...{ unitId, month, postedOn: day('10'), wages: month === MONTHS[0] ? wages : [] },
      paid: { on: day('15'), has: (personId) => !late.has(personId) },
    });
  }
  return paid;
}
