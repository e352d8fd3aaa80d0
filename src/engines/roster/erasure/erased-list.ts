import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { audit, type Context } from '#kernel';
import { day } from '#kernel/contract';
import { blockRecords, eraseRecords } from './erasing';
import type { Erasers } from './keeps';
import { listedPeople, statesOf, type ListedPerson } from './store-erase';

/** No name and no number of a person stands in it: ids, days, and the short numbers of the shells. */
const NAME = 'erased-people.json';
const listed = z.array(z.object({ id: z.uuid(), number: z.int().nullable(), on: day, until: day.nullable() }));

const pathIn = (folder: string): string => join(folder, NAME);

async function read(folder: string): Promise<ListedPerson[]> {
  const words = await readFile(pathIn(folder), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
    throw error;
  });
  return listed.parse(JSON.parse(words));
}

/** An erasure outweighs a blocking of the same record. */
function joined(lists: readonly (readonly ListedPerson[])[]): ListedPerson[] {
  const byId = new Map<string, ListedPerson>();
  for (const row of lists.flat()) {
    const known = byId.get(row.id);
    if (known === undefined || known.number === null) byId.set(row.id, row);
  }
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function write(folder: string, rows: readonly ListedPerson[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${pathIn(folder)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(rows, null, 1)}\n`, { mode: 0o600 });
  await rename(draft, pathIn(folder));
}

/** Lays the list of one folder into another, beside a backup or back from it. */
export async function carryErasedList(from: string, to: string): Promise<void> {
  const rows = await read(from);
  if (rows.length > 0) await write(to, joined([rows, await read(to)]));
}

/** The list beside the files says what the database says, and keeps what an older database does not know. */
export async function keepErasedList(ctx: Context): Promise<void> {
  const folder = ctx.house.filesFolder;
  const [known, stood] = [await listedPeople(ctx), await read(folder)];
  const now = joined([known, stood]);
  if (JSON.stringify(now) !== JSON.stringify(stood)) await write(folder, now);
}

/** What an older backup has brought back goes again. Answers how many records. */
export async function repeatErasures(ctx: Context, erasers: Erasers): Promise<number> {
  const rows = await read(ctx.house.filesFolder);
  const states = await statesOf(
    ctx,
    rows.map(({ id }) => id),
  );
  let again = 0;
  for (const { id, number, until } of rows) {
    const state = states.get(id);
    if (state === undefined || state.isErased || (number === null && state.isBlocked)) continue;
    if (number === null) await blockRecords(ctx, [id], until);
    else await eraseRecords(ctx, erasers, [id], new Map([[id, number]]));
    audit(ctx, { action: 'roster.repeatErasure', subject: `person:${id}` });
    again += 1;
  }
  await keepErasedList(ctx);
  return again;
}
