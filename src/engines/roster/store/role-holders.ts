import { sql } from 'kysely';
import type { Context } from '#kernel';

/** The accounts that hold one of the roles today, on the unit or above it. */
export async function roleHolders(ctx: Context, roles: readonly string[], unitPath: string): Promise<string[]> {
  const today = ctx.clock.today();
  const { rows } = await sql<{ accountId: string }>`
    select distinct g.account_id as "accountId" from roster.role_grant g join roster.unit u on u.id = g.unit_id
    where g.role = any(${[...roles]}::text[]) and starts_with(${unitPath}::text, u.path)
      and g.valid_from <= ${today}::date and (g.valid_to is null or g.valid_to >= ${today}::date)`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.accountId);
}
