import { notFound, type Context } from '#kernel';
import { mayReadDirective } from './policy';
import { findDirective, type DirectiveRow } from './store-above';
import { placesOf, type Place } from './tasks';

/** Where a directive belongs: the path of its unit. */
export const pathIn = (places: ReadonlyMap<string, Place>, unitId: string | null): string | null =>
  unitId === null ? null : (places.get(unitId)?.path ?? null);

/** Refuses: a directive that isn't there, or that a unit off the reader's branch received. */
export async function readableDirective(ctx: Context, id: string): Promise<DirectiveRow> {
  const { row, path } = await placedDirective(ctx, id);
  if (!mayReadDirective(ctx, path)) throw notFound();
  return row;
}

/** Refuses: a directive that isn't there. */
export async function placedDirective(ctx: Context, id: string): Promise<{ row: DirectiveRow; path: string | null }> {
  const row = await findDirective(ctx, id);
  if (row === null) throw notFound();
  return { row, path: pathIn(await placesOf(ctx, [row.unitId]), row.unitId) };
}
