import type { Context } from '#kernel';
import { peopleById, unitNames } from '#engines/roster';
import type { EntrantRecord, MemberRecord } from './store-entrants';

export interface EntrantNames {
  /** What an entrant is called: a person's name, a unit's name, the name that a team entered under. */
  of(entrant: Pick<EntrantRecord, 'personId' | 'unitId' | 'name'>): string;
  unit(unitId: string): string;
  person(personId: string): string;
}

/** Two statements for any number of entrants. Whoever sees a contest sees who takes part in it, by name. */
export async function entrantNames(
  ctx: Context,
  entrants: readonly Pick<EntrantRecord, 'personId' | 'unitId'>[],
  members: readonly Pick<MemberRecord, 'personId'>[] = [],
): Promise<EntrantNames> {
  const units = await unitNames(ctx, [...new Set(entrants.map(({ unitId }) => unitId))]);
  const persons = [...entrants, ...members].flatMap(({ personId }) => personId ?? []);
  const people = await peopleById(ctx, [...new Set(persons)]);
  const person = (id: string): string => people.get(id)?.name ?? '';
  const unit = (id: string): string => units.get(id) ?? '';
  return {
    person,
    unit,
    of: ({ personId, unitId, name }) => (personId !== null ? person(personId) : name === '' ? unit(unitId) : name),
  };
}
