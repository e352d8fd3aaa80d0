import type { Context } from '../context';
import { notFound } from '../errors';
import { mayHouseWide } from '../user';

/**
 * The logs can't be cut by units: what was done often names none. So the right to read them counts only where it was given
 * at the top, on a unit of a kind that may stand alone; given on a part of the house it opens nothing.
 */
export function admitHouseWide(ctx: Context, permission: string): void {
  if (!mayHouseWide(ctx.user, permission)) throw notFound();
}
