import { sql } from 'kysely';
import type { Foundation } from './foundation';

/** Whether anybody could sign in. A start that was killed on the way leaves a database in which nobody can. */
export async function hasAccount(base: Foundation): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from kernel.login_user) as any`.execute(
    base.house.database,
  );
  return rows[0]!.any;
}
