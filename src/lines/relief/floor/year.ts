import type { Context } from '#kernel';
import { findUnit } from '#engines/roster';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { pathsAsked } from '../money';
import { ownAccountsOn } from '../payments/payments';
import { paidRows } from '../payments/store';
import { sources, type Source } from '../terms';
import type * as contract from './contract';
import { aidPostings, type Span } from './postings';

type Sums = Record<Source, bigint>;

const spanOf = (year: number, month?: number): Pick<Span, 'from' | 'to'> => {
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const two = String(month).padStart(2, '0');
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${year}-${two}-01`, to: `${year}-${two}-${last}` };
};

const yearOn = (ctx: Context, asked: number | undefined): number => asked ?? Number(ctx.clock.today().slice(0, 4));

/** Refuses: a unit out of reach. */
export async function showReliefYear(
  ctx: Context,
  { year: asked, unitId }: EndpointInput<typeof contract.showReliefYear>['query'],
): Promise<EndpointResponse<typeof contract.showReliefYear>> {
  const under = await pathsAsked(ctx, 'relief.fund.read', unitId);
  const year = yearOn(ctx, asked);
  const span = { under, ...spanOf(year) };
  const none = (): Sums => ({ own: 0n, group: 0n, mutual_aid: 0n, donation: 0n });
  const months = Array.from({ length: 12 }, (_, i) => ({ month: i + 1, ...none() }));
  const sums = none();
  for (const source of sources)
    for (const { on, net } of await aidPostings(ctx, source, span)) {
      months[Number(on.slice(5, 7)) - 1]![source] += net;
      sums[source] += net;
    }
  const people = new Set((await paidRows(ctx, span)).map((row) => row.personId)).size;
  const unit = unitId === undefined ? null : await findUnit(ctx, unitId);
  return {
    ...{ year, months, sums, people, ownAccounts: await ownAccountsOn(ctx) },
    unit: unit === null ? null : { id: unit.id, name: unit.name },
  };
}

/** Refuses: a unit out of reach. */
export async function listReliefEntries(
  ctx: Context,
  query: EndpointInput<typeof contract.listReliefEntries>['query'],
): Promise<EndpointResponse<typeof contract.listReliefEntries>> {
  const { unitId, source, month, cursor, limit } = query;
  const under = await pathsAsked(ctx, 'relief.fund.read', unitId);
  const all = (await aidPostings(ctx, source, { under, ...spanOf(yearOn(ctx, query.year), month) })).toReversed();
  const at = cursor === undefined ? 0 : all.findIndex((line) => line.entryId === cursor) + 1;
  const page = all.slice(at, at + limit);
  return {
    rows: page.map(({ entryId, bookId, bookName, on, words, net }) => ({
      ...{ entryId, on, words, amount: net, book: { id: bookId, name: bookName } },
    })),
    nextCursor: at + limit < all.length ? page.at(-1)!.entryId : null,
  };
}
