import { sql } from 'kysely';
import { forSoMany, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Person } from '../contract';

/** A person as other modules show one, whether working here or not. */
export interface KnownPerson {
  id: string;
  name: string;
  nameKey: string;
  staffNumber: string;
  gender: Person['gender'];
  bornOn: Day | null;
  employmentKind: Person['employmentKind'];
  employedTo: Day | null;
  /** Of today, or for who has left the last one. */
  unitId: string;
  unitName: string;
  unitPath: string;
}

export async function knownPeople(ctx: Context, ids: readonly string[]): Promise<KnownPerson[]> {
  const { rows } = await sql<KnownPerson>`
    select p.id, p.name, p.name_key as "nameKey", p.staff_number as "staffNumber", p.gender, p.born_on as "bornOn",
      p.employment_kind as "employmentKind", p.employed_to as "employedTo", u.id as "unitId", u.name as "unitName",
      u.path as "unitPath"
    from roster.person p join roster.unit u on u.id = coalesce(p.unit_id,
      (select l.unit_id from roster.placement l where l.person_id = p.id order by l.valid_from desc limit 1))
    where p.id = any(${[...ids]}::uuid[]) order by p.name_key, p.id`.execute(forSoMany(ctx, ids.length));
  return rows;
}

/** The people of staff numbers, as `knownPeople` tells of them; a record that went into another one is left out. */
export async function idsOfNumbers(ctx: Context, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; number: string }>`
    select id, staff_number as number from roster.person
    where staff_number = any(${[...numbers]}::text[]) and merged_into_id is null`.execute(ctx.transaction);
  return new Map(rows.map(({ id, number }) => [number, id]));
}
