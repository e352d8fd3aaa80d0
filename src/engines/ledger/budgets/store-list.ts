import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Page } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import { within } from '../books/store-open';
import type { BudgetRecord } from './rows';

export interface BudgetListRow extends BudgetRecord {
  number: number | null;
  open: 'draft' | 'proposed' | null;
}

/** A cursor is `2024/0001/…` and the id; an unknown one reads as the beginning. */
function placeAfter(cursor: string | undefined): { year: number; path: string; id: string } | null {
  const [place, id] = decodeCursor(cursor) ?? ['', ''];
  const found = /^(\d{4})(\/.*)$/.exec(place);
  return found === null ? null : { year: Number(found[1]), path: found[2]!, id };
}

/** Budgets of the latest years first, within a year in the order of the tree. */
export async function budgetPage(
  ctx: Context,
  question: { scopes: readonly string[]; year: number | undefined; cursor: string | undefined; limit: number },
): Promise<Page<BudgetListRow>> {
  const { scopes, year, cursor, limit } = question;
  const after = placeAfter(cursor);
  const { rows } = await sql<BudgetListRow>`
    select g.id, g.book_id as "bookId", b.name as "bookName", b.kind as "bookKind", b.unit_id as "unitId",
      b.unit_path as "unitPath", b.opened_on as "openedOn", g.year, g.revision,
      (select number from ledger.budget_version where budget_id = g.id and state = 'in_force') as number,
      (select state from ledger.budget_version where budget_id = g.id and state in ('draft', 'proposed')) as open
    from ledger.budget g join ledger.book b on b.id = g.book_id
    where ${within(scopes)} and ${year === undefined ? sql`true` : sql`g.year = ${year}`}
      and ${after === null ? sql`true` : sql`(-g.year, b.unit_path, g.id) > (${-after.year}, ${after.path}, ${after.id}::uuid)`}
    order by -g.year, b.unit_path, g.id limit ${limit + 1}`.execute(ctx.transaction);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined ? encodeCursor([`${last.year}${last.unitPath}`, last.id]) : null;
  return { rows: page, nextCursor };
}
