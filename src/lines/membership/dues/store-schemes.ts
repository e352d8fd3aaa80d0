import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../applications/store';
import type { DuesTerms } from './rules';

export interface SchemeInForce {
  id: string;
  unitPath: string;
  terms: DuesTerms;
}

/** For each unit that has any the one of the month. */
export async function schemesInForce(ctx: Context, month: Day): Promise<SchemeInForce[]> {
  const { rows } = await sql<SchemeInForce>`
    select distinct on (unit_id) id, unit_path as "unitPath", terms from membership.dues_scheme
    where valid_from <= ${month}::date and voided_at is null order by unit_id, valid_from desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export interface SchemeRecord extends SchemeInForce {
  unitId: string;
  validFrom: Day;
  basis: string;
  recordedByName: string;
  recordedAt: Date;
  isVoid: boolean;
}

export async function schemeRows(
  ctx: Context,
  { under, id, ids }: { under?: readonly string[]; id?: string; ids?: readonly string[] },
): Promise<SchemeRecord[]> {
  const wanted = [...(ids ?? []), ...(id === undefined ? [] : [id])];
  const { rows } = await sql<SchemeRecord>`
    select s.id, s.unit_id as "unitId", s.unit_path as "unitPath", s.valid_from as "validFrom", s.terms, s.basis,
      s.recorded_by_name as "recordedByName", s.recorded_at as "recordedAt", s.voided_at is not null as "isVoid"
    from membership.dues_scheme s
    where ${under === undefined ? sql`s.id = any(${wanted}::uuid[])` : inAnySubtree(sql`s.unit_path`, under)}
    order by s.unit_path, s.valid_from desc, s.voided_at desc nulls first, s.id desc`.execute(ctx.transaction);
  return rows;
}

export async function insertScheme(
  ctx: Context,
  scheme: Pick<SchemeRecord, 'id' | 'unitId' | 'unitPath' | 'validFrom' | 'terms' | 'basis'>,
): Promise<void> {
  const { id, unitId, unitPath, validFrom, terms, basis } = scheme;
  await sql`
    insert into membership.dues_scheme (id, unit_id, unit_path, valid_from, terms, basis, recorded_at, recorded_by, recorded_by_name)
    values (${id}, ${unitId}, ${unitPath}, ${validFrom}::date, ${JSON.stringify(terms)}::jsonb, ${basis},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}::uuid, ${ctx.user?.name ?? ''})`.execute(
    ctx.transaction,
  );
}

/** Answers whether there was one that counted. */
export async function voidScheme(
  ctx: Context,
  which: { id: string } | { unitId: string; validFrom: Day },
): Promise<boolean> {
  const one =
    'id' in which ? sql`id = ${which.id}` : sql`unit_id = ${which.unitId} and valid_from = ${which.validFrom}::date`;
  const { numAffectedRows } = await sql`
    update membership.dues_scheme set voided_at = ${ctx.clock.now().toISOString()}, voided_by_name = ${ctx.user?.name ?? ''}
    where ${one} and voided_at is null`.execute(ctx.transaction);
  return (numAffectedRows ?? 0n) > 0n;
}

/** How many months of members were reckoned by each rule. */
export async function usesOf(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select r.id, (select count(*)::int from membership.dues_charge c where c.rule_id = r.id and c.undone_at is null) as count
    from unnest(${[...ids]}::uuid[]) as r(id)`.execute(ctx.transaction);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
