import { sql } from 'kysely';
import type { Context } from '#kernel';

/** From here on nobody else takes money of this line out of the book. */
export async function holdBook(ctx: Context, bookId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('relief.book'), hashtext(${bookId}))`.execute(ctx.transaction);
}

/** From here on nobody else prepares or approves aid to the person. */
export async function holdPerson(ctx: Context, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('relief.person'), hashtext(${personId}))`.execute(ctx.transaction);
}
