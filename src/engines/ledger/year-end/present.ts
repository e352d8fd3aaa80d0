import { accountNames, errorText, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { mayOnBook, visibleBook } from '../books/policy';
import type { BookKindName } from '../books/contract';
import { accountsOf, type BookRecord } from '../books/store';
import { carriedOf, faultNow, takesResults } from './carrying';
import type * as contract from './contract';
import type { CarriedRow, YearEndRow } from './contract';
import * as store from './store';
import { YEAR_END_SOURCE } from './year-end';

/** A year's end as it would be carried now, or as it was. Refuses: a book that isn't in reach. */
export async function showYearEnd(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.showYearEnd>,
): Promise<EndpointResponse<typeof contract.showYearEnd>> {
  const book = await visibleBook(ctx, params.id);
  const thisYear = Number(ctx.clock.today().slice(0, 4));
  const first = Number(book.openedOn.slice(0, 4));
  const year = query.year ?? Math.max(first, thisYear - 1);
  const ends = await store.yearEndsOf(ctx, book.id);
  const standing = ends.find((end) => end.year === year && store.isStanding(end));
  const fault = await faultNow(ctx, book, year);
  const rows = await rowsOf(ctx, { book, year, targets: standing?.targets ?? {} }, standing);
  const sum = (element: CarriedRow['element']) =>
    rows.filter((row) => row.element === element).reduce((total, row) => total + row.amount, 0n);
  const targets = (await accountsOf(ctx, [book.id])).filter(takesResults);
  return {
    book: { id: book.id, name: book.name, kind: book.kind as BookKindName },
    year,
    years: Array.from({ length: Math.max(1, thisYear - first + 1) }, (_none, at) => Math.max(first, thisYear) - at),
    fault: fault === null || standing !== undefined ? null : errorText(ctx.language, fault.code, fault.params),
    ...{ rows, income: sum('income'), spending: sum('expense') },
    targets: targets.map(({ code, name }) => ({ code, name })),
    history: await historyOf(
      ctx,
      book,
      ends.filter((end) => end.year === year),
    ),
    abilities: {
      propose: mayOnBook(ctx, 'ledger.year.write', book) && fault === null && standing === undefined,
    },
  };
}

/** What is to be carried, or of a closed year what was. An account with parties is one row here. */
async function rowsOf(
  ctx: Context,
  asked: Parameters<typeof carriedOf>[1],
  standing: store.YearEndRecord | undefined,
): Promise<CarriedRow[]> {
  const accounts = new Map((await accountsOf(ctx, [asked.book.id])).map((account) => [account.code, account]));
  const isClosed = standing !== undefined && standing.state !== 'proposed';
  const done = isClosed ? await store.carriedBy(ctx, `${YEAR_END_SOURCE}:${standing.id}`) : new Map<string, bigint>();
  const rows = new Map<string, CarriedRow>();
  for (const { code, element, net: left, to } of await carriedOf(ctx, asked)) {
    const net = isClosed ? (done.get(code) ?? 0n) : left;
    const before = isClosed ? 0n : (rows.get(code)?.amount ?? 0n);
    const amount = before + (element === 'income' ? -net : net);
    const { id, name } = accounts.get(code)!;
    const taker = { code: to, name: accounts.get(to)?.name ?? '' };
    rows.set(code, { id, code, name, element: element as CarriedRow['element'], amount, to: taker });
  }
  return [...rows.values()].filter((row) => row.amount !== 0n);
}

async function historyOf(ctx: Context, book: BookRecord, ends: readonly store.YearEndRecord[]): Promise<YearEndRow[]> {
  const people = ends.flatMap(({ proposedBy, decidedBy, askedBy }) =>
    [proposedBy, decidedBy ?? [], askedBy ?? []].flat(),
  );
  const names = await accountNames(ctx, people);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? ''));
  const entries = await store.entriesOfSources(
    ctx,
    ends.map(({ id }) => `${YEAR_END_SOURCE}:${id}`),
  );
  const own = ctx.user?.accountId;
  const writes = mayOnBook(ctx, 'ledger.year.write', book);
  const decides = mayOnBook(ctx, 'ledger.period.approve', book);
  return ends.map((end) => ({
    ...{ id: end.id, year: end.year, state: end.state, reason: end.reason },
    proposedBy: nameOf(end.proposedBy) ?? '',
    proposedAt: end.proposedAt.toISOString(),
    decidedBy: nameOf(end.decidedBy),
    decidedAt: end.decidedAt?.toISOString() ?? null,
    askedBy: nameOf(end.askedBy),
    entries: entries
      .filter((entry) => entry.source === `${YEAR_END_SOURCE}:${end.id}`)
      .map(({ id, month, voucherNumber, isReversed }) => ({ id, month, voucherNumber, isReversed })),
    abilities: {
      decide: decides && end.state === 'proposed' && end.proposedBy !== own,
      askToReopen: writes && end.state === 'closed',
      decideReopening: decides && end.state === 'reopening' && end.askedBy !== own,
    },
  }));
}
