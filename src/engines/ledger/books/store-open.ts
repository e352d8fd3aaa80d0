import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';
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
    from ledger.book where kind = ${kind} and closed_on is null order by unit_path, opened_on, id`.execute(ctx.steady);
  return rows;
}

/** The books `b` of these parts of the tree. */
export const within = (scopes: readonly string[]) =>
  scopes.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`(${sql.join(
        scopes.map((path) => {
          const { from, to } = subtreeRange(path);
          return sql`(b.unit_path >= ${from} and b.unit_path < ${to})`;
        }),
        sql` or `,
      )})`;

export interface BookInReach {
  id: string;
  name: string;
  kind: string;
  unitId: string;
  openedOn: Day;
  /** That have a budget. */
  years: number[];
}

/** The books of these parts of the tree that take entries, at most five hundred. */
export async function openBooksWithin(ctx: Context, scopes: readonly string[]): Promise<BookInReach[]> {
  const { rows } = await sql<BookInReach>`
    select b.id, b.name, b.kind, b.unit_id as "unitId", b.opened_on as "openedOn",
      array(select year from ledger.budget where book_id = b.id order by year) as years
    from ledger.book b where ${within(scopes)} and b.closed_on is null
    order by b.unit_path, b.created_at, b.id limit 500`.execute(ctx.transaction);
  return rows;
}
