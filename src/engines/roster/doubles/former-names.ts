import type { Context } from '#kernel';
import { MOST_FORMER_NAMES } from '../dossier/contract';
import { cleanFormerNames } from '../dossier/rules';
import { readName } from '../names';
import { gramsOf } from '../people';
import type { PersonMove } from './person-follower';
import type { ColumnChange } from './rules';
import * as store from './store-merge';

interface Names {
  id: string;
  name: string;
  reading: string | null;
  former_names: string[];
}

const namesOf = async (ctx: Context, id: string): Promise<Names> =>
  (await store.personRow(ctx, id)) as unknown as Names;

/** Writes the former names with all by which the person is found. */
async function writeNames(ctx: Context, { id, name, reading }: Names, names: readonly string[]): Promise<void> {
  const former = cleanFormerNames(names, name).slice(0, MOST_FORMER_NAMES);
  await store.setColumns(ctx, id, {
    former_names: former,
    name_grams: await gramsOf(name, await readName(name, reading), former),
  });
}

/**
 * The one that stays is found by every name that either record bore: of the two present ones, that which was not chosen
 * is a former name from now on. `before` is the name that it had until the merge.
 */
export async function joinNames(ctx: Context, { from, to }: PersonMove, before: string): Promise<void> {
  const [given, kept] = [await namesOf(ctx, from), await namesOf(ctx, to)];
  await writeNames(ctx, kept, [...kept.former_names, before, given.name, ...given.former_names]);
}

/** The names that came by the merge go again; those that were written since stay. */
export async function partNames(ctx: Context, id: string, change: ColumnChange | undefined): Promise<void> {
  const now = await namesOf(ctx, id);
  const [before, after] = [change?.before ?? [], change?.after ?? []] as [string[], string[]];
  const came = after.filter((name) => !before.includes(name));
  await writeNames(
    ctx,
    now,
    now.former_names.filter((name) => !came.includes(name)),
  );
}
