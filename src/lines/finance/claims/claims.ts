import {
  allPages,
  audit,
  exportTable,
  FileAnswer,
  fileRow,
  may,
  notFound,
  readFileBytes,
  scopePaths,
  text,
} from '#kernel';
import type { Context, WorkbookColumn } from '#kernel';
import type { EndpointInput, EndpointResponse, Page } from '#kernel/contract';
import { bookAccounts, booksUnder } from '#engines/ledger';
import { bookFor, pathsAsked } from '../policy';
import { linesNow } from './budget';
import type * as contract from './contract';
import type { ClaimRow, ClaimWhole } from './contract';
import { pageOfClaims } from './own';
import { claimFor, ownClaim } from './policy';
import { presentClaim } from './present';
import * as store from './store';

type Input<E> = EndpointInput<E>;

/** Refuses: a claim that isn't in reach. */
export async function showClaim(ctx: Context, id: string): Promise<ClaimWhole> {
  return presentClaim(ctx, await claimFor(ctx, id, 'finance.claim.read'));
}

/** Refuses: a unit that isn't in reach. */
export async function listClaims(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listClaims>, 'query'>,
): Promise<Page<ClaimRow>> {
  const { unitId, state, kind, ...page } = query;
  return pageOfClaims(ctx, { under: await pathsAsked(ctx, 'finance.claim.read', unitId), state, kind }, page);
}

/** The list as a file. Refuses: as the list. */
export async function exportClaims(ctx: Context, { query }: Input<typeof contract.exportClaims>): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `finance:claims.${key}`);
  const title = (key: string) => `finance:claims.columns.${key}`;
  const columns: WorkbookColumn<ClaimRow>[] = [
    { key: 'submittedOn', title: title('submittedOn'), kind: 'day', width: 12, value: (row) => row.submittedOn },
    { key: 'claimant', title: title('claimant'), kind: 'text', width: 12, value: (row) => row.claimant.name },
    { key: 'unit', title: title('unit'), kind: 'text', width: 18, value: (row) => row.unit.name },
    { key: 'kind', title: title('kind'), kind: 'text', width: 14, value: (row) => say(`kinds.${row.kind}`) },
    { key: 'words', title: title('words'), kind: 'text', width: 34, value: (row) => row.words },
    { key: 'amount', title: title('amount'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.amount },
    { key: 'state', title: title('state'), kind: 'text', width: 14, value: (row) => say(`states.${row.state}`) },
  ];
  const { file, rows } = await exportTable<ClaimRow>(ctx, {
    title: say('title'),
    permission: 'finance.claim.read',
    filters: [query.state === undefined ? '' : say(`states.${query.state}`)],
    columns,
    rows: allPages((page) => listClaims(ctx, { query: { ...query, ...page } })),
  });
  audit(ctx, { action: 'finance.exportClaims', details: { count: rows } });
  return file;
}

async function fileOf(ctx: Context, claim: store.ClaimRecord, fileId: string): Promise<FileAnswer> {
  if (!(await store.filesOf(ctx, claim.id)).includes(fileId)) throw notFound();
  const file = await fileRow(ctx, fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

/** Refuses: a claim that isn't in reach, a file that is not among its own. */
export async function getClaimFile(ctx: Context, { params }: Input<typeof contract.getClaimFile>): Promise<FileAnswer> {
  return fileOf(ctx, await claimFor(ctx, params.id, 'finance.claim.read'), params.fileId);
}

/** Refuses: somebody else's claim, a file that is not among its own. */
export async function getOwnClaimFile(
  ctx: Context,
  { params }: Input<typeof contract.getOwnClaimFile>,
): Promise<FileAnswer> {
  return fileOf(ctx, await ownClaim(ctx, params.id), params.fileId);
}

/** What can bear a claim and what it can be paid from. Refuses: a claim or a book that isn't in reach. */
export async function listPayAccounts(
  ctx: Context,
  { params, query }: Input<typeof contract.listPayAccounts>,
): Promise<EndpointResponse<typeof contract.listPayAccounts>> {
  const claim = await claimFor(ctx, params.id, 'finance.claim.read');
  const books = (await booksUnder(ctx, scopePaths(ctx.user, 'finance.claim.read'))).filter(
    (book) => book.closedOn === null,
  );
  const bookId = query.bookId ?? claim.bookId ?? books[0]?.id ?? null;
  if (bookId !== null && !books.some((book) => book.id === bookId)) await bookFor(ctx, bookId, 'finance.claim.read');
  const all = bookId === null ? [] : await bookAccounts(ctx, [bookId]);
  const lines = bookId === null ? [] : await linesNow(ctx, bookId);
  const usable = all.filter((account) => !account.isSummary && !account.isClosed && account.party === null);
  return {
    books: books.map(({ id, name }) => ({ id, name })),
    expense: usable.filter((one) => one.element === 'expense').map(({ code, name }) => ({ code, name })),
    lines: lines.map(({ id, name, accounts, onBreach, free }) => ({
      id,
      name,
      accounts: [...accounts],
      onBreach,
      free,
    })),
    money: usable.flatMap(({ code, name, money }) => (money === null ? [] : [{ code, name, kind: money }])),
  };
}

/** What the log calls claims: their own words, for those that its reader may read. */
export async function findClaimNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const claims = await store.claimsByIds(ctx, ids);
  const readable = claims.filter((claim) => may(ctx.user, 'finance.claim.read', claim.unitPath));
  return new Map(readable.map(({ id, words }) => [id, words]));
}
