import { AppError, audit, newId, text, type Context, type FileAnswer } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { restSheet } from '#engines/roster';
import { enter } from './cards';
import type * as contract from './contract';
import { refuseOverEntry } from './entries';
import { assetBookFor } from './policy';
import { monthAt, monthIndex } from './rules';
import { judgeSheet, type JudgedRow, type JudgedSheet, type RowFault } from './sheet';
import * as store from './store';

type Asked = EndpointInput<typeof contract.judgeAssetSheet>;
type Answer = EndpointResponse<typeof contract.importAssets>;

const sumOf = (rows: readonly JudgedRow[], key: 'cost' | 'before'): bigint =>
  rows.reduce((sum, row) => sum + (row[key] ?? 0n), 0n);

const faultWords = (ctx: Context, fault: RowFault | null): string | null =>
  fault === null ? null : text(ctx.language, `finance:assets.rowFaults.${fault}`);

function present(ctx: Context, { rows }: JudgedSheet): Answer {
  const good = rows.filter((row) => row.fault === null);
  return {
    rows: rows.map(({ card: _, cells: __, ...row }) => ({ ...row, fault: faultWords(ctx, row.fault) })),
    ...{ good: good.length, bad: rows.length - good.length, cost: sumOf(good, 'cost'), before: sumOf(good, 'before') },
  };
}

function askedOf(ctx: Context, { query, body }: Pick<Asked, 'query' | 'body'>) {
  const before = monthAt(monthIndex(ctx.clock.today()) - 1);
  return { bytes: body, fileName: query.name, until: query.until === undefined ? before : `${query.until}-01` };
}

/** Refuses: a book that isn't in reach or keeps no fixed assets; what `judgeSheet` refuses. Nothing is taken in. */
export async function judgeAssetSheet(ctx: Context, { params, query, body }: Asked): Promise<Answer> {
  const { book } = await assetBookFor(ctx, params.id, 'finance.asset.write');
  const sheet = await judgeSheet(ctx, book, askedOf(ctx, { query, body }));
  audit(ctx, { action: 'finance.judgeAssetSheet', subject: `book:${book.id}`, details: { count: sheet.rows.length } });
  return present(ctx, sheet);
}

/** The rows that can't be taken in, as they came, with what is wrong with each. Refuses: as `judgeAssetSheet`. */
export async function exportAssetSheetRest(
  ctx: Context,
  { params, query, body }: EndpointInput<typeof contract.exportAssetSheetRest>,
): Promise<FileAnswer> {
  const { book } = await assetBookFor(ctx, params.id, 'finance.asset.write');
  const sheet = await judgeSheet(ctx, book, { ...askedOf(ctx, { query, body }), forgets: 'own cards' });
  const bad = sheet.rows.filter((row) => row.fault !== null);
  const say = (key: string) => text(ctx.language, `finance:assets.rest.${key}`);
  const { file } = await restSheet(ctx, {
    ...{ fileName: query.name, headings: sheet.headings, words: { rest: say('rows'), reason: say('reason') } },
    rows: [bad.map(({ cells, fault }) => ({ cells, reason: faultWords(ctx, fault) }))],
  });
  audit(ctx, { action: 'finance.exportAssetSheetRest', subject: `book:${book.id}`, details: { count: bad.length } });
  return file;
}

/**
 * Takes the good rows in. Refuses: as `judgeAssetSheet`; a list of which no row can stand (finance.asset_sheet_nothing) or that was
 * taken in before (finance.asset_sheet_twice); more than its entry has put into the book.
 */
export async function importAssets(
  ctx: Context,
  { params, query, body }: EndpointInput<typeof contract.importAssets>,
): Promise<Answer> {
  const { book, accounts } = await assetBookFor(ctx, params.id, 'finance.asset.write');
  const last = await store.holdRegister(ctx, book.unitId);
  const sheet = await judgeSheet(ctx, book, askedOf(ctx, { query, body }));
  if (await store.isListTaken(ctx, book.id, sheet.key)) throw new AppError('finance.asset_sheet_twice');
  const good = sheet.rows.filter((row) => row.card !== null);
  if (good.length === 0) throw new AppError('finance.asset_sheet_nothing');
  const entryId = query.entryId ?? null;
  if (entryId !== null) await refuseOverEntry(ctx, { book, accounts, entryId, cost: sumOf(good, 'cost') });
  const cards = good.map(({ card, name, specification, formerNumber, boughtOn, ...row }, i) => {
    const { plan, lifeMonths, ruleVersion, unitId, unitPath, keeperId } = card!;
    return {
      ...{ ...plan!, lifeMonths, ruleVersion, unitId, unitPath, keeperId, name, specification, formerNumber, entryId },
      ...{ id: newId(), bookId: book.id, ownerUnitId: book.unitId, number: last + 1 + i, listKey: sheet.key },
      ...{ class: row.class!, boughtOn: boughtOn! },
    };
  });
  await enter(ctx, cards);
  audit(ctx, { action: 'finance.importAssets', subject: `book:${book.id}`, details: { count: cards.length } });
  return present(ctx, sheet);
}
