import { sql, type Kysely } from 'kysely';
import { yuanText, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { makeUnit } from '#engines/roster/testing';
import { netBalances } from './balances/store';
import { foundBook, type NewBook } from './books/books';
import { accountsOf, type BookRecord } from './books/store';
import type { DraftLine, EntryDraft } from './entries/rules';
import { aboveIn } from './exchange/book-rows';
import { journalNames } from './exchange/journal-text';
import { sealEntries } from './sealing/sealer';

export { balancesByTools, whyNoPlainTextTools } from './exchange/plain-text-tools';

let counter = 0;

/** A book of its own: without arguments the union's funds of a new works, open since 2024. */
export async function makeBook(ctx: Context, change: Partial<NewBook> = {}): Promise<BookRecord> {
  const unitId = change.unitId ?? (await makeUnit(ctx)).id;
  counter += 1;
  return foundBook(ctx, { kind: 'union_funds', name: `账${counter}`, openedOn: '2024-01-01', ...change, unitId });
}

/** 100 yuan of dues into the bank. */
export const duesLines: readonly DraftLine[] = [
  { account: '102', debit: 100_00n },
  { account: '401', credit: 100_00n },
];

export function makeDraft(bookId: string, change: Partial<EntryDraft> = {}): EntryDraft {
  return { bookId, on: '2024-06-18', words: '收会费', source: 'test.case:1', lines: duesLines, ...change };
}

/** Seals until nothing waits. Transactions of other test files on the same server may hold the sealer up for a moment. */
export async function sealAll(database: Kysely<unknown>): Promise<number> {
  let sealed = 0;
  for (let tries = 0; tries < 2400; tries += 1) {
    sealed += await sealEntries(database);
    const { rows } = await sql<{ left: boolean }>`select exists (select from ledger.waiting) as left`.execute(database);
    if (!rows[0]!.left) return sealed;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('Entries still wait for their numbers.');
}

/** `资产:银行存款 12.50 CNY` for every account on which something stands at the end of a day, as a journal names it. */
export async function journalBalances(ctx: Context, bookId: string, on: Day): Promise<string[]> {
  const accounts = await accountsOf(ctx, [bookId]);
  const names = journalNames(accounts, aboveIn(accounts));
  const nets = await netBalances(ctx, { bookId, on });
  return accounts
    .flatMap(({ id, code }) => {
      const net = nets.get(id) ?? 0n;
      return net === 0n ? [] : [`${names.get(code)!} ${yuanText(net)} CNY`];
    })
    .toSorted();
}
