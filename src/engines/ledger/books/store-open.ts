import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { BookKind } from '../charts/book-kinds';

export interface OpenBook {
  readonly id: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly name: string;
  readonly openedOn: Day;
}

/** All books of a kind that take entries, the oldest of a unit first. Whoever asks judges who sees them. */
export async function openBooks(ctx: Context, kind: BookKind): Promise<OpenBook[]> {
  const { rows } = await sql<OpenBook>`
    select id, unit_id as "unitId", unit_path as "unitPath", name, opened_on as "openedOn"
    from ledger.book where kind = ${kind} and closed_on is null order by unit_path, opened_on, id`.execute(
    ctx.transaction,
  );
  return rows;
}
