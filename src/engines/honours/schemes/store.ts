import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { HonourKind } from '../terms';
import type { Definition } from './definition';

export interface SchemeRecord {
  id: string;
  unitId: string;
  unitPath: string;
  kind: HonourKind;
  key: string;
  owner: string | null;
  name: string;
  definition: Definition;
  retiredOn: Day | null;
  rounds: number;
  version: number;
}

const columns = sql`s.id, s.unit_id as "unitId", s.unit_path as "unitPath", s.kind, s.key, s.owner, s.name, s.definition,
  s.retired_on as "retiredOn", s.version,
  (select count(*)::int from honours.round r where r.scheme_id = s.id) as rounds`;

/** Schemes of the units below the paths and of all units above them: those apply to the reader, too. */
export async function schemesSeen(ctx: Context, paths: readonly string[]): Promise<SchemeRecord[]> {
  const { rows } = await sql<SchemeRecord>`select ${columns} from honours.scheme s
    where exists (select from unnest(${[...paths]}::text[]) p
      where starts_with(s.unit_path, p) or starts_with(p, s.unit_path))
    order by s.retired_on nulls first, s.unit_path, s.name, s.id limit 500`.execute(ctx.transaction);
  return rows;
}

export async function schemeById(
  ctx: Context,
  id: string,
  hold: 'read' | 'lock' = 'read',
): Promise<SchemeRecord | null> {
  if (hold === 'lock')
    await sql`select from honours.scheme where id = ${id} for no key update`.execute(ctx.transaction);
  const { rows } = await sql<SchemeRecord>`select ${columns} from honours.scheme s where s.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** Whether it was written: false where the unit has a scheme of this key. */
export async function insertScheme(
  ctx: Context,
  row: Omit<SchemeRecord, 'retiredOn' | 'rounds' | 'version'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into honours.scheme (id, unit_id, unit_path, kind, key, owner, name, definition, created_at, created_by)
    values (${row.id}, ${row.unitId}, ${row.unitPath}, ${row.kind}, ${row.key}, ${row.owner}, ${row.name},
      ${JSON.stringify(row.definition)}::jsonb, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})
    on conflict (unit_id, key) do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export async function updateScheme(
  ctx: Context,
  id: string,
  { name, definition, retiredOn }: Pick<SchemeRecord, 'name' | 'definition' | 'retiredOn'>,
): Promise<void> {
  await sql`update honours.scheme set name = ${name}, definition = ${JSON.stringify(definition)}::jsonb,
      retired_on = ${retiredOn}::date, version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}
