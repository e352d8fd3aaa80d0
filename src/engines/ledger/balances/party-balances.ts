import { allPages, audit, exportTable, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import type { BookKindName } from '../books/contract';
import { accountFor } from '../books/policy';
import { nameParties } from '../parties/names';
import type * as contract from './contract';
import type { PartyBalance } from './contract';
import { netBalances } from './store';
import * as store from './store-parties';

/** Those of whose accounts this one is the sum. Refuses: an account that isn't in reach. */
export async function listParties(
  ctx: Context,
  { params, query }: Pick<EndpointInput<typeof contract.listParties>, 'params' | 'query'>,
): Promise<EndpointResponse<typeof contract.listParties>> {
  const { account } = await accountFor(ctx, params.id, 'ledger.book.read');
  const { on = ctx.clock.today(), which, cursor, limit } = query;
  const after = decodeCursor(cursor)?.[1] ?? null;
  const found = await store.partyStandings(ctx, { accountId: account.id, on, which, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const names = await nameParties(ctx, rows);
  const last = rows.at(-1);
  return {
    rows: rows.map(({ id, kind, personId, unitId, net, postings, lastOn }) => {
      const name = names.get(id)?.name ?? null;
      return { id, kind, name, subjectId: name === null ? null : (personId ?? unitId), net, postings, lastOn };
    }),
    nextCursor: found.length > limit && last !== undefined ? encodeCursor(['', last.id]) : null,
  };
}

/** The sub-ledger beside the account that controls it. Refuses: an account that isn't in reach. */
export async function proveParties(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.proveParties>,
): Promise<EndpointResponse<typeof contract.proveParties>> {
  const { account, book } = await accountFor(ctx, params.id, 'ledger.book.read');
  const { on = ctx.clock.today() } = query;
  const nets = await netBalances(ctx, { bookId: book.id, on, accountIds: [account.id] });
  const { id, code, name, party } = account;
  return {
    account: { id, code, name, party },
    book: { id: book.id, name: book.name, kind: book.kind as BookKindName },
    ...{ on, control: nets.get(account.id) ?? 0n },
    ...(await store.sumOfParties(ctx, account.id, on)),
  };
}

/** The same list as a file. Refuses: as the list. */
export async function exportParties(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.exportParties>,
): Promise<FileAnswer> {
  const { account, book } = await accountFor(ctx, params.id, 'ledger.book.read');
  const { on = ctx.clock.today() } = query;
  const say = (key: string, values: Record<string, unknown> = {}) => text(ctx.language, `ledger:books.${key}`, values);
  const title = (key: string) => `ledger:books.columns.${key}`;
  const columns: WorkbookColumn<PartyBalance>[] = [
    { key: 'party', title: title('party'), kind: 'text', width: 24, value: (row) => row.name },
    { key: 'balance', title: title('balance'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.net },
    { key: 'postings', title: title('postings'), kind: 'count', width: 8, value: (row) => row.postings },
    { key: 'lastOn', title: title('lastOn'), kind: 'day', width: 12, value: (row) => row.lastOn },
  ];
  const { file, rows } = await exportTable<PartyBalance>(ctx, {
    title: say('exports.parties', { book: book.name, account: `${account.code} ${account.name}` }),
    permission: 'ledger.book.read',
    filters: [say('exports.on', { on })],
    columns,
    rows: allPages((page) => listParties(ctx, { params, query: { ...query, ...page } })),
  });
  audit(ctx, { action: 'ledger.exportParties', subject: `book:${book.id}`, details: { count: rows } });
  return file;
}
