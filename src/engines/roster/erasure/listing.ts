import { allPages, audit, exportTable, may, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { clausesInWords, isId, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { scopeOf } from '../policy';
import { decodeCursor, encodeCursor } from '../rules';
import type * as contract from './contract';
import type { DueRow, ErasureRow } from './contract';
import { endsOf, type Erasers } from './keeps';
import { yearsOfRetention } from './parameters';
import { MANAGE, presentRow } from './present';
import * as store from './store';

type PageQuery = EndpointInput<typeof contract.listDueErasures>['query'];

/** Blocked records are listed to who may read them alone. */
export async function listDue(
  ctx: Context,
  erasers: Erasers,
  query: PageQuery,
): Promise<EndpointResponse<typeof contract.listDueErasures>> {
  const years = await yearsOfRetention(ctx);
  const after = decodeCursor(query.cursor);
  const isPlace = after !== null && /^\d{4}-\d{2}-\d{2}$/.test(after[0]) && isId(after[1]);
  const found = await store.dueRows(ctx, {
    scopes: scopeOf(ctx, MANAGE),
    ends: endsOf(erasers),
    years,
    after: isPlace ? after : null,
    limit: query.limit + 1,
  });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    years,
    rows: page
      .filter(({ isBlocked }) => !isBlocked || may(ctx.user, 'roster.blocked.read'))
      .map(({ employedTo: _, ...row }) => row),
    nextCursor: found.length > query.limit && last ? encodeCursor([last.employedTo, last.personId]) : null,
  };
}

const titled = <Row>(
  key: string,
  width: number,
  value: (row: Row) => string | null,
): WorkbookColumn<Row> & { kind: 'text' } => ({
  key,
  title: `roster:erasure.columns.${key}`,
  kind: 'text',
  width,
  value,
});

export async function exportDue(ctx: Context, erasers: Erasers): Promise<FileAnswer> {
  const { file, rows } = await exportTable<DueRow>(ctx, {
    title: text(ctx.language, 'roster:erasure.due.title'),
    permission: MANAGE,
    filters: [],
    columns: [
      titled('person', 14, (row) => row.personName),
      titled('number', 14, (row) => row.staffNumber),
      titled('unit', 20, (row) => row.unitName),
      titled('lastDay', 14, (row) => row.lastDay),
      titled('dueOn', 14, (row) => row.dueOn),
    ],
    rows: allPages((page) => listDue(ctx, erasers, page)),
  });
  audit(ctx, { action: 'roster.exportDueErasures', details: { count: rows } });
  return file;
}

export async function listErasures(
  ctx: Context,
  query: EndpointInput<typeof contract.listErasures>['query'],
): Promise<Page<ErasureRow>> {
  const found = await store.erasureRows(ctx, {
    scopes: scopeOf(ctx, MANAGE),
    state: query.state,
    before: query.cursor !== undefined && isId(query.cursor) ? query.cursor : null,
    limit: query.limit + 1,
  });
  const rows = found.slice(0, query.limit);
  return {
    rows: rows.map((row) => presentRow(ctx, row)),
    nextCursor: found.length > query.limit ? rows.at(-1)!.id : null,
  };
}

export async function exportErasures(
  ctx: Context,
  query: EndpointInput<typeof contract.exportErasures>['query'],
): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `roster:erasure.${key}`);
  const { file, rows } = await exportTable<ErasureRow>(ctx, {
    title: say('title'),
    permission: MANAGE,
    filters: query.state === undefined ? [] : [say(`states.${query.state}`)],
    columns: [
      titled('person', 14, (row) => row.personName),
      titled('unit', 20, (row) => row.unitName),
      titled('basis', 14, (row) => say(`bases.${row.basis}`)),
      titled('state', 12, (row) => say(`states.${row.outcome ?? row.state}`)),
      titled('due', 14, (row) => row.dueOn),
      titled('reason', 40, (row) => row.reason ?? row.wish),
      titled('proposedBy', 12, (row) => row.proposedByName),
      titled('decidedBy', 12, (row) => row.decidedByName),
      titled(
        'answer',
        40,
        (row) =>
          row.answer ??
          clausesInWords(
            ctx.language,
            row.keeps.map(({ words }) => words),
          ),
      ),
    ],
    rows: allPages((page) => listErasures(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'roster.exportErasures', details: { count: rows } });
  return file;
}
