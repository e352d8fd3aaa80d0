import { accountNames, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import type { BookKindName } from '../books/contract';
import { bookFor, mayOnBook } from '../books/policy';
import { monthIn } from '../terms';
import type * as contract from './contract';
import { amountOf, linesOf, type PresentLine } from './lines';
import { presentSource } from './sources';
import { entryById, type EntryRecord } from './store';
import { sealOf } from './store-journal';
import { entryFor, whyNotTakenBack } from './take-back';

/** An entry with all that hangs on it. Refuses: one that isn't in reach. */
export async function showEntry(
  ctx: Context,
  { params }: EndpointInput<typeof contract.showEntry>,
): Promise<EndpointResponse<typeof contract.showEntry>> {
  const entry = await entryFor(ctx, params.id, 'ledger.book.read');
  const book = await bookFor(ctx, entry.bookId, 'ledger.book.read');
  const lines = (await linesOf(ctx, [entry.id])).get(entry.id)!;
  const units = await unitNames(ctx, [book.unitId]);
  const recorders = await accountNames(ctx, entry.recordedBy === null ? [] : [entry.recordedBy]);
  const names = await tagNames(ctx, lines);
  const tagged = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? null });
  const { id, on, month, voucherNumber, kind, words } = entry;
  return {
    ...{ id, on, month: monthIn(month), voucherNumber, kind, words, amount: amountOf(lines) },
    book: {
      ...{ id: book.id, name: book.name, kind: book.kind as BookKindName },
      unit: { id: book.unitId, name: units.get(book.unitId) ?? '' },
    },
    lines: lines.map(({ budgetLineId, commitmentId, ...line }) => ({
      ...line,
      ...{ budgetLine: tagged(budgetLineId), commitment: tagged(commitmentId) },
    })),
    isReversed: entry.reversedById !== null,
    source: await presentSource(ctx, entry.source),
    reverses: await otherOf(ctx, entry.reversesId),
    reversedBy: await otherOf(ctx, entry.reversedById),
    recordedAt: entry.recordedAt.toISOString(),
    recordedBy: entry.recordedBy === null ? null : (recorders.get(entry.recordedBy) ?? null),
    seal: await sealOf(ctx, entry.id),
    abilities: {
      reverse: mayOnBook(ctx, 'ledger.book.write', book) && whyNotTakenBack(ctx, entry) === null,
    },
  };
}

async function otherOf(ctx: Context, id: string | null) {
  const other: EntryRecord | null = id === null ? null : await entryById(ctx, id);
  return other && { id: other.id, on: other.on, month: monthIn(other.month), voucherNumber: other.voucherNumber };
}

/** What promises and budget lines are called, as far as the reader may read them. */
async function tagNames(ctx: Context, lines: readonly PresentLine[]): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...new Set(lines.flatMap(({ budgetLineId, commitmentId }) => [budgetLineId ?? [], commitmentId ?? []].flat())),
  ];
  if (ids.length === 0) return new Map();
  const found: [string, string][] = [];
  for (const find of ctx.house.nameFinders) found.push(...(await find(ctx, ids)));
  return new Map(found);
}
