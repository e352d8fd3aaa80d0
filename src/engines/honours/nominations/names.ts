import type { Context } from '#kernel';
import { personNames, unitNames } from '#engines/roster';
import type { NominationRecord } from './store';

type Named = Pick<NominationRecord, 'personId' | 'unitId'>;

export interface NominationNames {
  readonly people: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
}

/** Two statements for any number of nominations or honours. */
export async function nominationNames(
  ctx: Context,
  rows: readonly (Named & { quotaUnitId?: string | null })[],
): Promise<NominationNames> {
  const people = await personNames(ctx, [...new Set(rows.flatMap(({ personId }) => personId ?? []))]);
  const ids = rows.flatMap(({ unitId, quotaUnitId }) => [unitId, ...(quotaUnitId ? [quotaUnitId] : [])]);
  return { people, units: await unitNames(ctx, [...new Set(ids)]) };
}

/** What a nominee is called: a person's name, or the unit's. */
export const nameOf = ({ people, units }: NominationNames, { personId, unitId }: Named): string =>
  (personId === null ? units.get(unitId) : people.get(personId)) ?? '';
