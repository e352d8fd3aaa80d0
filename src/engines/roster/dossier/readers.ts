import { z } from 'zod';
import { allPages, audit, exportTable, job, text, userOf, type Context, type FileAnswer } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { visiblePerson } from '../people';
import { decodeMoment, encodeCursor } from '../rules';
import type * as contract from './contract';
import type { ReaderRow } from './contract';
import * as store from './store';

type Query = EndpointInput<typeof contract.listOwnReaders>['query'];

async function readersOf(ctx: Context, personId: string, query: Query): Promise<Page<ReaderRow>> {
  const after = decodeMoment(query.cursor);
  const found = await store.readRows(ctx, { personId, after, limit: query.limit + 1 });
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return { rows, nextCursor: found.length > query.limit && last ? encodeCursor([last.at, last.id]) : null };
}

/** Who opened the file. Refuses: a person who is not there. */
export async function listReaders(ctx: Context, id: string, query: Query): Promise<Page<ReaderRow>> {
  const person = await visiblePerson(ctx, id, 'roster.read_log.read');
  return readersOf(ctx, person.id, query);
}

/** Who opened the own file: everybody may know it. An account of nobody in the roster has no file. */
export async function listOwnReaders(ctx: Context, query: Query): Promise<Page<ReaderRow>> {
  const { personId } = userOf(ctx);
  return personId === null ? { rows: [], nextCursor: null } : readersOf(ctx, personId, query);
}

/** The log of one person as a file. Refuses: a person who is not there. */
export async function exportReaders(ctx: Context, id: string): Promise<FileAnswer> {
  const person = await visiblePerson(ctx, id, 'roster.read_log.read');
  const say = (key: string, params: Record<string, unknown> = {}) =>
    text(ctx.language, `roster:dossier.readers.${key}`, params);
  const title = (key: string) => `roster:dossier.readers.columns.${key}`;
  const { file, rows } = await exportTable<ReaderRow>(ctx, {
    title: say('title'),
    permission: 'roster.read_log.read',
    filters: [say('of', { name: person.name, number: person.staffNumber })],
    columns: [
      { key: 'at', title: title('at'), kind: 'moment', width: 18, value: (row) => new Date(row.at) },
      { key: 'reader', title: title('reader'), kind: 'text', width: 14, value: (row) => row.readerName },
      { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unitName },
      { key: 'what', title: title('what'), kind: 'text', width: 24, value: (row) => say(`what.${row.what}`) },
    ],
    rows: allPages((page) => readersOf(ctx, person.id, page)),
  });
  audit(ctx, { action: 'roster.exportReaders', subject: `person:${id}`, details: { count: rows } });
  return file;
}

/** The law asks for six months at least (网络安全法 §21); three years are the time within which a claim may be raised. */
const KEPT_YEARS = 3;

export async function sweepReads(ctx: Context): Promise<number> {
  const limit = ctx.clock.now();
  limit.setUTCFullYear(limit.getUTCFullYear() - KEPT_YEARS);
  const count = await store.deleteReadsBefore(ctx, limit);
  if (count > 0) audit(ctx, { action: 'roster.sweepReads', details: { count } });
  return count;
}

export const sweepReadsJob = job({
  name: 'roster.sweep_reads',
  payload: z.object({}),
  rhythm: { dailyAt: '03:40' },
  work: async (ground) => {
    await ground.act(sweepReads);
  },
});
