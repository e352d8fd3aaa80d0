import { sql } from 'kysely';
import { newId, type Context } from '#kernel';

export class StartFault extends Error {}

/**
 * Marks the database at its first start as demo or real life and refuses the other afterwards: a database that ever
 * held the demo never becomes real life, and the demo never loads into real life.
 */
export async function claimInstallation(ctx: Context, isDemo: boolean): Promise<void> {
  const { rows: made } =
    await sql`insert into kernel.installation (is_only_row, id, ever_held_demo) values (true, ${newId()}, ${isDemo})
    on conflict do nothing returning id`.execute(ctx.transaction);
  if (made.length > 0) return;
  const { rows } = await sql<{ held: boolean }>`select ever_held_demo as held from kernel.installation`.execute(
    ctx.transaction,
  );
  const held = rows[0]!.held;
  if (held && !isDemo)
    throw new StartFault(
      'This database has held the demo world. Use another one (DATABASE_URL) or another folder (GONGHUI_DATA) for real life.',
    );
  if (!held && isDemo)
    throw new StartFault(
      'This database holds real life. Start it with GONGHUI_DEMO=off, or give the demo another folder (GONGHUI_DATA).',
    );
}
