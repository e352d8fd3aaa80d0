import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import * as store from './store';

const FIRST_HASH = '0'.repeat(64);
const BATCH = 1000;

export const beginning: store.StoredLink = { position: 0n, hash: FIRST_HASH };

/** The next link of a book's chain: over the link before, the number that was dealt, and the entry. */
export function linkAfter(before: store.StoredLink, number: number, content: string): store.StoredLink {
  const hash = createHash('sha256').update(`${before.hash}\n${number}\n`).update(content).digest('hex');
  return { position: before.position + 1n, hash };
}

/**
 * Deals voucher numbers and links to what has been posted, a batch at a time, and folds its turnovers, all in one
 * transaction: a killed sealer leaves no gap and no double. Only entries of transactions below the oldest one still running
 * are taken, in the order of their transaction numbers, so that none which commits later belongs before them.
 */
export async function sealEntries(database: Kysely<unknown>): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await database.transaction().execute(sealBatch);
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

async function sealBatch(transaction: Transaction<unknown>): Promise<number> {
  if (!(await store.isOnlySealer(transaction))) return 0;
  const rows = await store.sealableRows(transaction, BATCH);
  if (rows.length === 0) return 0;
  const links = await store.lastLinks(transaction, rows);
  const numbers = await store.lastNumbers(transaction, rows);
  await store.writeSeals(transaction, dealNumbers(rows, links, numbers));
  return rows.length;
}

function dealNumbers(
  rows: readonly store.WaitingRow[],
  links: Map<string, store.StoredLink>,
  numbers: Map<string, number>,
): store.Seal[] {
  return rows.map((row) => {
    const key = store.monthKey(row);
    const number = (numbers.get(key) ?? 0) + 1;
    const link = linkAfter(links.get(row.bookId) ?? beginning, number, row.content);
    numbers.set(key, number);
    links.set(row.bookId, link);
    const { position, hash } = link;
    return {
      ...{ book_id: row.bookId, position: position.toString(), entry_id: row.id, month: row.month },
      ...{ voucher_number: number, hash },
    };
  });
}
