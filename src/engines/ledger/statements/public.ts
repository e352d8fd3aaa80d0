import { assert, may, notFound, text, type Context, type FileAnswer } from '#kernel';
import { isDay, isId, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor, unitNames } from '#engines/roster';
import { booksByIds } from '../books/store';
import type { BookKindName } from '../books/contract';
import type * as contract from './contract';
import { isIntact, publishedFigures } from './publish';
import { statementFile } from './statement';
import { publishedById } from './store';
import { publicById, publicPage, type PublicRecord } from './store-public';

const permission = 'ledger.statement.read';

/** The units that somebody belongs to by a role: what they and those above them publish is meant for that person. */
const ownPaths = (ctx: Context): string[] =>
  (ctx.user?.grants ?? []).filter((grant) => grant.permissions.has(permission)).map((grant) => grant.unitPath);

async function presentRows(ctx: Context, records: readonly PublicRecord[]): Promise<contract.PublicStatementRow[]> {
  const names = await unitNames(
    ctx,
    records.map((record) => record.unitId),
  );
  return records.map(({ id, bookId, bookName, bookKind, unitId, on, span, version, publishedAt, ...later }) => ({
    ...{ id, on, span, version },
    book: { id: bookId, name: bookName, kind: bookKind as BookKindName },
    unit: { id: unitId, name: names.get(unitId) ?? '' },
    publishedAt: publishedAt.toISOString(),
    replacedBy:
      later.laterId === null
        ? null
        : { id: later.laterId, version: later.laterVersion!, publishedAt: later.laterAt!.toISOString() },
  }));
}

export async function listPublicStatements(
  ctx: Context,
  { query }: EndpointInput<typeof contract.listPublicStatements>,
): Promise<EndpointResponse<typeof contract.listPublicStatements>> {
  const key = decodeCursor(query.cursor);
  const after = key !== null && isDay(key[0]) && isId(key[1]) ? key : null;
  const found = await publicPage(ctx, { paths: ownPaths(ctx), after, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: await presentRows(ctx, page),
    nextCursor: found.length > query.limit && last !== undefined ? encodeCursor([last.on, last.id]) : null,
  };
}

/** For a line that says something of a published statement: whether the reader may open it, with everybody or at the desk. */
export async function isStatementReadable(ctx: Context, id: string): Promise<boolean> {
  if ((await publicById(ctx, id, ownPaths(ctx))) !== null) return true;
  const record = await publishedById(ctx, id);
  const [book] = record === null ? [] : await booksByIds(ctx, [record.bookId]);
  return book !== undefined && may(ctx.user, 'ledger.book.read', book.unitPath);
}

/** Lines without the accounts behind them: these are the desk's. */
const ofAll = (lines: readonly contract.StatementLine[]) => lines.map(({ accounts: _, ...line }) => line);

/** A statement as it was published: nothing is reckoned anew. Refuses: one that is not meant for the reader. */
export async function showPublicStatement(
  ctx: Context,
  { params }: Pick<EndpointInput<typeof contract.showPublicStatement>, 'params'>,
): Promise<EndpointResponse<typeof contract.showPublicStatement>> {
  const found = await publicById(ctx, params.id, ownPaths(ctx));
  if (found === null) throw notFound();
  const [row] = await presentRows(ctx, [found]);
  const record = await publishedById(ctx, found.id);
  assert(row !== undefined && record !== null, 'what is listed is there');
  const kept = publishedFigures.parse(record.figures);
  const { layout, forms } = kept;
  return {
    ...{ ...row, layout, forms, hash: record.hash },
    ...{ assets: ofAll(kept.assets), claims: ofAll(kept.claims), result: ofAll(kept.result) },
    isIntact: await isIntact(ctx, record, kept),
  };
}

/** One of its forms as a file. Refuses: as the page. */
export async function exportPublicStatement(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.exportPublicStatement>,
): Promise<FileAnswer> {
  const shown = await showPublicStatement(ctx, { params });
  const say = (key: string, values: Record<string, unknown>) =>
    text(ctx.language, `ledger:statements.public.${key}`, values);
  const { version, replacedBy } = shown;
  const remarks = [
    say('version', { version }),
    ...(replacedBy === null ? [] : [say('replaced', { version: replacedBy.version })]),
  ];
  return statementFile(ctx, shown, { form: query.form, permission, remarks });
}
