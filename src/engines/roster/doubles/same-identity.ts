import type { Context } from '#kernel';
import { holdersBehind, peopleByIdentityNumber } from '../dossier/file';
import { identityIndexesOf } from './store';

/** One index may stand for two numbers: records are one person's only when their opened numbers are equal. */

/** The records behind each key of the index that hold one number, in the order of the keys. */
export async function setsOfOneNumber(
  ctx: Context,
  keys: readonly (readonly string[])[],
): Promise<{ key: readonly string[]; ids: string[] }[]> {
  const sets = new Map<number, { key: readonly string[]; ids: string[] }[]>();
  const indexes = keys.map(([index]) => Number(index));
  for (const holders of (await holdersBehind(ctx, indexes)).values()) {
    const { index } = holders[0]!;
    if (holders.length < 2) continue;
    const set = { key: [String(index)], ids: holders.map(({ id }) => id) };
    sets.set(index, [...(sets.get(index) ?? []), set]);
  }
  return indexes.flatMap((index) => sets.get(index) ?? []);
}

/** Whether all of these records hold one number; for records of which the indexes are equal. */
export async function haveOneNumber(ctx: Context, ids: readonly string[]): Promise<boolean> {
  const indexes = await identityIndexesOf(ctx, ids);
  const sets = [...(await holdersBehind(ctx, indexes)).values()];
  return sets.some((holders) => ids.every((id) => holders.some((holder) => holder.id === id)));
}

/** Who holds the number as it was typed; nobody where it can't be one. */
export async function holdersOfTyped(ctx: Context, typed: string): Promise<string[]> {
  return (await peopleByIdentityNumber(ctx, [typed])).get(typed) ?? [];
}
