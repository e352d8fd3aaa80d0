import { AppError, type Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import { netBalances } from '../balances/store';
import { bookFor } from '../books/policy';
import { accountsOf, type AccountRecord, type BookRecord } from '../books/store';
import { accountAbove } from '../charts/chart';
import { postingsOf } from '../entries/store';
import { nameParties } from '../parties/names';
import { partyRows } from '../parties/store-parties';
import { countWaitingUntil } from '../statements/store';
import { entryCode, type WrittenEntry, type WrittenPosting } from './journal-text';
import * as store from './store';

/** More than this a file for people and their tools doesn't hold; a longer book leaves year by year. */
export const MOST_EXPORTED = 200_000;
const PAGE = 1000;

export interface ExportedBook {
  readonly book: BookRecord;
  readonly from: Day;
  readonly to: Day;
  readonly accounts: readonly AccountRecord[];
}

/**
 * What is to leave of a book: without days, all of it. Refuses: a book out of reach; entries that wait for their numbers
 * (ledger.sealing_waits).
 */
export async function bookToExport(
  ctx: Context,
  id: string,
  asked: { from?: Day | undefined; to?: Day | undefined },
): Promise<ExportedBook> {
  const book = await bookFor(ctx, id, 'ledger.exchange.read');
  const to = asked.to ?? ctx.clock.today();
  const from = asked.from !== undefined && asked.from > book.openedOn ? asked.from : book.openedOn;
  const count = await countWaitingUntil(ctx, book.id, to);
  if (count > 0) throw new AppError('ledger.sealing_waits', { count });
  return { book, from, to, accounts: await accountsOf(ctx, [book.id]) };
}

export function aboveIn(accounts: readonly AccountRecord[]): (code: string) => string | null {
  const codes = new Set(accounts.map((account) => account.code));
  return (code) => accountAbove(code, codes);
}

/**
 * The entries, in pieces: first what the accounts stood at, where the days begin later than the book. Refuses: more than a
 * file may hold (ledger.export_too_long).
 */
export async function* entriesToWrite(
  ctx: Context,
  exported: ExportedBook,
  limit = MOST_EXPORTED,
): AsyncGenerator<WrittenEntry[]> {
  const { book, from, to } = exported;
  const brought = from > book.openedOn ? await broughtForward(ctx, exported) : null;
  if (brought !== null) yield [brought];
  let after: readonly [Day, number] | null = null;
  for (let written = 0; ;) {
    const rows = await store.exportPage(ctx, { bookId: book.id, from, to, after, limit: PAGE });
    written += rows.length;
    if (written > limit) throw new AppError('ledger.export_too_long', { limit });
    if (rows.length > 0) yield await asWritten(ctx, rows);
    if (rows.length < PAGE) return;
    after = [rows.at(-1)!.on, rows.at(-1)!.voucherNumber!];
  }
}

/** Who parties are, as a journal names them: payees by their names, all others by their ids. */
async function partiesOf(ctx: Context, ids: readonly string[]) {
  const rows = ids.length === 0 ? [] : await partyRows(ctx, [...new Set(ids)]);
  const names = await nameParties(ctx, rows);
  return new Map(
    rows.map(({ id, kind, personId, unitId, name }) => [
      id,
      { kind, who: personId ?? unitId ?? name, name: names.get(id)?.name ?? null },
    ]),
  );
}

async function asWritten(ctx: Context, rows: readonly store.ExportedEntry[]): Promise<WrittenEntry[]> {
  const postings = await postingsOf(
    ctx,
    rows.map((row) => row.id),
  );
  const parties = await partiesOf(
    ctx,
    [...postings.values()].flat().flatMap((posting) => posting.partyId ?? []),
  );
  return rows.map(({ id, on, month, voucherNumber, kind, words, source, ...row }): WrittenEntry => {
    const reverses = row.reversesMonth === null ? null : entryCode(row.reversesMonth, row.reversesNumber!);
    const own = (postings.get(id) ?? []).map(({ partyId, ...posting }): WrittenPosting => {
      return { ...posting, party: partyId === null ? null : (parties.get(partyId) ?? null) };
    });
    return { id, on, code: entryCode(month, voucherNumber!), kind, words, source, reverses, postings: own };
  });
}

/** What stood on accounts and their parties before the days, as one entry. */
async function broughtForward(ctx: Context, { book, from, accounts }: ExportedBook): Promise<WrittenEntry | null> {
  const nets = await netBalances(ctx, { bookId: book.id, on: addDays(from, -1) });
  const byParty = await store.partyNets(ctx, { bookId: book.id, before: from });
  const parties = await partiesOf(
    ctx,
    byParty.map((row) => row.partyId),
  );
  const line = (code: string, net: bigint, party: WrittenPosting['party']): WrittenPosting => {
    const [side, amount] = net > 0n ? ([1, net] as const) : ([-1, -net] as const);
    return { code, side, amount, party, words: '', budgetLineId: null, commitmentId: null };
  };
  const postings = accounts.flatMap(({ id, code, party, isSummary }): WrittenPosting[] => {
    if (isSummary) return [];
    if (party !== null)
      return byParty
        .filter((row) => row.accountId === id)
        .map((row) => line(code, row.net, parties.get(row.partyId) ?? null));
    const net = nets.get(id) ?? 0n;
    return net === 0n ? [] : [line(code, net, null)];
  });
  if (postings.length === 0) return null;
  const about = {
    id: book.id,
    on: from,
    code: `${from.slice(0, 7)}-0000`,
    kind: 'opening',
    words: '期初余额',
  } as const;
  return { ...about, source: 'ledger.opening', reverses: null, postings };
}
