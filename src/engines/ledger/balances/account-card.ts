import { allPages, audit, exportTable, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { isDay, type Day, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import type { BookKindName } from '../books/contract';
import { accountFor } from '../books/policy';
import { accountsOf, type AccountRecord, type BookRecord } from '../books/store';
import { numberText, rangeWords, refuseWaiting } from '../entries/journal';
import { sidesOf } from '../entries/lines';
import { countWaitingWithin } from '../entries/store-journal';
import { partyNames } from '../parties/names';
import { joinedParties } from '../parties/store-parties';
import { monthIn } from '../terms';
import type * as contract from './contract';
import type { CardRow } from './contract';
import { rangeAsked } from './ranges';
import { FIRST_DAY, LAST_DAY, turnsOf, type Turn } from './store';
import * as store from './store-card';

type Asked = Omit<EndpointInput<typeof contract.listPostings>['query'], 'cursor' | 'limit'>;

interface Card {
  readonly account: AccountRecord;
  readonly book: BookRecord;
  readonly chart: readonly AccountRecord[];
  readonly question: store.CardQuestion;
  readonly from: Day;
  readonly to: Day;
}

/** The account with those below it. Refuses: one that isn't in reach. */
async function openCard(ctx: Context, id: string, asked: Asked): Promise<Card> {
  const { account, book } = await accountFor(ctx, id, 'ledger.book.read');
  const chart = account.isSummary ? await accountsOf(ctx, [book.id]) : [account];
  const below = chart.filter(({ code, isSummary }) => code.startsWith(account.code) && !isSummary);
  const { partyId, budgetLineId, commitmentId } = asked;
  const question = {
    ...{ bookId: book.id, budgetLineId, commitmentId },
    accountIds: account.isSummary ? below.map((one) => one.id) : [account.id],
    ...(partyId === undefined ? {} : { partyIds: await joinedParties(ctx, partyId) }),
  };
  return { account, book, chart, question, ...rangeAsked(ctx, asked) };
}

/** What stands before the days of a card and what was turned over in them, by the folds where they know enough. */
async function sidesOfCard(
  ctx: Context,
  { question, from, to }: Card,
): Promise<{ opening: bigint; within: store.Sides }> {
  const { bookId, accountIds, budgetLineId, commitmentId } = question;
  if (question.partyIds !== undefined || budgetLineId !== undefined || commitmentId !== undefined) {
    const { before, within } = await store.taggedSides(ctx, question, { from, to });
    return { opening: before.debit - before.credit, within };
  }
  const own = (await turnsOf(ctx, bookId, { from, to })).filter((turn) => accountIds.includes(turn.accountId));
  const sum = (value: (turn: Turn) => bigint) => own.reduce((all, turn) => all + value(turn), 0n);
  return {
    opening: sum((turn) => turn.opening),
    within: { debit: sum((turn) => turn.debit), credit: sum((turn) => turn.credit) },
  };
}

/** Refuses: an account that isn't in reach. */
export async function showAccount(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.showAccount>,
): Promise<EndpointResponse<typeof contract.showAccount>> {
  const card = await openCard(ctx, params.id, query);
  const { account, book, from, to } = card;
  const { opening, within } = await sidesOfCard(ctx, card);
  const party = await partyOfCard(ctx, card, query.partyId);
  return {
    ...account,
    book: { id: book.id, name: book.name, kind: book.kind as BookKindName },
    ...{ from, to, opening, ...within, closing: opening + within.debit - within.credit },
    narrowedTo: party,
    waiting: await countWaitingWithin(ctx, book.id, { from, to }),
  };
}

/** Who a card is narrowed to; of whom the account has no line, nothing is told. */
async function partyOfCard(ctx: Context, { question }: Card, partyId: string | undefined) {
  if (partyId === undefined) return null;
  const [line] = await store.cardPostings(ctx, question, { from: FIRST_DAY, to: LAST_DAY, after: null, limit: 1 });
  return line === undefined ? null : ((await partyNames(ctx, [partyId])).get(partyId) ?? null);
}

/** A cursor is the place of the last line: day and line, and the entry's id. */
function placeOf(cursor: string | undefined): store.CardPlace | null {
  const key = decodeCursor(cursor);
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{1,3})$/.exec(key?.[0] ?? '');
  return key === null || match === null || !isDay(match[1]!)
    ? null
    : { on: match[1]!, line: Number(match[2]), entryId: key[1] };
}

/** Lines of a card with the balance after each. Refuses: an account that isn't in reach. */
export async function listPostings(
  ctx: Context,
  { params, query }: Pick<EndpointInput<typeof contract.listPostings>, 'params' | 'query'>,
): Promise<EndpointResponse<typeof contract.listPostings>> {
  const card = await openCard(ctx, params.id, query);
  const { from, to, question, chart } = card;
  const place = placeOf(query.cursor);
  const after = place !== null && place.on >= from && place.on <= to ? place : null;
  const limit = query.limit;
  const found = await store.cardPostings(ctx, question, { from, to, after, limit: limit + 1 });
  const postings = found.slice(0, limit);
  let balance = await netBefore(ctx, card, after);
  const parties = await partyNames(
    ctx,
    postings.flatMap((posting) => posting.partyId ?? []),
  );
  const accounts = new Map(chart.map(({ id, code, name }) => [id, { id, code, name }]));
  const last = postings.at(-1);
  return {
    rows: postings.map(({ side, amount, partyId, accountId, line, month, ...posting }) => {
      balance += BigInt(side) * amount;
      return {
        ...posting,
        ...{ key: `${posting.entryId}.${line}`, month: monthIn(month), ...sidesOf({ side, amount }), balance },
        account: accounts.get(accountId)!,
        party: partyId === null ? null : (parties.get(partyId) ?? null),
      };
    }),
    nextCursor:
      found.length > limit && last !== undefined ? encodeCursor([`${last.on} ${last.line}`, last.entryId]) : null,
  };
}

/** What stands before the first line that is shown. */
async function netBefore(ctx: Context, card: Card, after: store.CardPlace | null): Promise<bigint> {
  const { opening } = await sidesOfCard(ctx, after === null ? card : { ...card, from: after.on, to: after.on });
  const ofDay = after === null ? 0n : await store.netOfDayUpTo(ctx, card.question, after);
  return opening + ofDay;
}

/** The card as a file. Refuses: as the list; entries that wait for their numbers (ledger.sealing_waits). */
export async function exportPostings(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.exportPostings>,
): Promise<FileAnswer> {
  const { account, book, from, to } = await openCard(ctx, params.id, query);
  await refuseWaiting(ctx, book.id, { from, to });
  const say = (key: string, values: Record<string, unknown> = {}) => text(ctx.language, `ledger:books.${key}`, values);
  const title = (key: string) => `ledger:books.columns.${key}`;
  const columns: WorkbookColumn<CardRow>[] = [
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: (row) => numberText(row) },
    { key: 'words', title: title('words'), kind: 'text', width: 32, value: (row) => row.words },
    { key: 'party', title: title('party'), kind: 'text', width: 16, value: (row) => row.party?.name ?? null },
    { key: 'debit', title: title('debit'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.debit },
    { key: 'credit', title: title('credit'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.credit },
    { key: 'balance', title: title('balance'), kind: 'fen', width: 16, value: (row) => row.balance },
  ];
  const { file, rows } = await exportTable<CardRow>(ctx, {
    title: say('exports.card', { book: book.name, account: `${account.code} ${account.name}` }),
    permission: 'ledger.book.read',
    filters: [rangeWords(say, { from, to })],
    columns,
    rows: allPages((page) => listPostings(ctx, { params, query: { ...query, ...page } })),
  });
  audit(ctx, {
    action: 'ledger.exportAccount',
    subject: `book:${book.id}`,
    details: { account: account.code, count: rows },
  });
  return file;
}
