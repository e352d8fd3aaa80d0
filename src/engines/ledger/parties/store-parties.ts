import { sql } from 'kysely';
import { forSoMany, newId, type Context } from '#kernel';
import type { PartyKind } from '../charts/chart';

/**
 * The parties of persons, of units, or of outsiders by their names; who has none yet gets one. Postings name parties. Whoever
 * calls knows that the persons and units are there.
 */
export async function partiesOf(
  ctx: Context,
  kind: PartyKind,
  whom: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(whom)].toSorted();
  const column = sql.ref(columns[kind]);
  const find = async (names: readonly string[]) => {
    const { rows } = await sql<{ who: string; id: string }>`
      select ${column}::text as who, id from ledger.party
      where ${column} = any(${names}::${sql.raw(kind === 'payee' ? 'text' : 'uuid')}[]) and kind = ${kind}
        and joined_to is null`.execute(forSoMany(ctx, names.length));
    return rows.map(({ who, id }) => [who, id] as const);
  };
  const known = new Map(await find(wanted));
  const fresh = wanted.filter((who) => !known.has(who));
  if (fresh.length > 0) {
    const { rows } = await sql<{ who: string; id: string }>`
      insert into ledger.party (id, kind, ${column})
      select id, ${kind}, who from unnest(${fresh.map(() => newId())}::uuid[], ${fresh}::${sql.raw(kind === 'payee' ? 'text' : 'uuid')}[]) as n(id, who)
      order by who on conflict do nothing returning ${column}::text as who, id`.execute(forSoMany(ctx, fresh.length));
    for (const { who, id } of rows) known.set(who, id);
    // Somebody else gave them theirs in the same moment.
    const left = fresh.filter((who) => !known.has(who));
    if (left.length > 0) for (const [who, id] of await find(left)) known.set(who, id);
  }
  return known;
}

const columns = { person: 'person_id', unit: 'unit_id', payee: 'name' } as const;

export interface PartyRecord {
  id: string;
  /** The party that counts for it since two records were merged; mostly itself. */
  stands: string;
  kind: PartyKind;
  personId: string | null;
  unitId: string | null;
  name: string;
}

export async function partyRows(ctx: Context, ids: readonly string[]): Promise<PartyRecord[]> {
  const { rows } = await sql<PartyRecord>`
    select id, coalesce(joined_to, id) as stands, kind, person_id as "personId", unit_id as "unitId", name from ledger.party
    where id = any(${[...ids]}::uuid[])`.execute(ctx.steady);
  return rows;
}

/** The parties that count as one with this one: itself, and those whose records were merged with its own. */
export async function joinedParties(ctx: Context, partyId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ledger.party where id = ${partyId} or joined_to = ${partyId}`.execute(ctx.steady);
  return rows.map((row) => row.id);
}
