import { may, type Context } from '#kernel';
import { peopleById, unitNames } from '#engines/roster';
import type { PartyName } from '../entries/contract';
import { partyRows, type PartyRecord } from './store-parties';

/** Who parties are. Persons are named to whoever may read them where they work; everybody else sees that there is one. */
export async function partyNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, PartyName>> {
  const rows = ids.length === 0 ? [] : await partyRows(ctx, [...new Set(ids)]);
  return nameParties(ctx, rows);
}

export async function nameParties(ctx: Context, rows: readonly PartyRecord[]): Promise<ReadonlyMap<string, PartyName>> {
  const people = await peopleById(
    ctx,
    rows.flatMap((row) => row.personId ?? []),
  );
  const unitIds = rows.flatMap((row) => row.unitId ?? []);
  const units = unitIds.length === 0 ? new Map<string, string>() : await unitNames(ctx, unitIds);
  const nameOf = ({ personId, unitId, name }: PartyRecord): string | null => {
    if (unitId !== null) return units.get(unitId) ?? null;
    if (personId === null) return name;
    const person = people.get(personId);
    return person !== undefined && may(ctx.user, 'roster.person.read', person.unitPath) ? person.name : null;
  };
  return new Map(rows.map((row) => [row.id, { id: row.stands, kind: row.kind, name: nameOf(row) }]));
}
