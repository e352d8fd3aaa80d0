import type { Kysely } from 'kysely';
import { beginning, linkAfter } from './sealer';
import type { StoredLink } from './store';
import * as store from './store-proof';

export interface BookProof {
  readonly bookId: string;
  readonly name: string;
  readonly sealed: number;
  readonly waiting: number;
  /** The first position whose link, number or entry does not fit. */
  readonly brokenAt: number | null;
  readonly lastHash: string;
}

export interface LedgerProof {
  readonly isWhole: boolean;
  readonly books: readonly BookProof[];
  /** Entries that don't balance, postings without their account, folds that differ from the postings: all must be none. */
  readonly strays: store.Strays;
}

const BATCH = 1000;

const noStrays: store.Strays = { unbalanced: 0, homeless: 0, unaccounted: 0, misfolded: 0 };

/** Recomputes every chain from the rows, and every fold from the postings. A database that has no books yet is whole. */
export async function proveLedger(database: Kysely<unknown>): Promise<LedgerProof> {
  if (!(await store.hasBooks(database))) return { isWhole: true, books: [], strays: noStrays };
  const books = await store.provenBooks(database);
  const proofs: BookProof[] = [];
  for (const { id, name, waiting } of books) {
    const { link, brokenAt } = await walk(database, id);
    const sealed = Number(link.position);
    proofs.push({ bookId: id, name, sealed, waiting: Number(waiting), brokenAt, lastHash: link.hash });
  }
  const strays = await store.countStrays(database);
  const isWhole =
    proofs.every((proof) => proof.brokenAt === null) && Object.values(strays).every((count) => count === 0);
  return { isWhole, books: proofs, strays };
}

async function walk(database: Kysely<unknown>, bookId: string): Promise<{ link: StoredLink; brokenAt: number | null }> {
  let link = beginning;
  const numbers = new Map<string, number>();
  for (;;) {
    const rows = await store.sealedAfter(database, bookId, link.position, BATCH);
    if (rows.length === 0) return { link, brokenAt: null };
    for (const { position, month, number, hash, content } of rows) {
      const next = content === null ? null : linkAfter(link, number, content);
      const isDealt = number === (numbers.get(month) ?? 0) + 1;
      if (next === null || next.position !== position || next.hash !== hash || !isDealt)
        return { link, brokenAt: Number(link.position + 1n) };
      numbers.set(month, number);
      link = next;
    }
  }
}

/** How far the sealer has come: quickly told, and nothing of it proved. Null where there are no books yet. */
export async function surveyLedger(
  database: Kysely<unknown>,
): Promise<(Omit<store.LedgerCounts, 'firstWaiting'> & { waitsSince: Date | null }) | null> {
  if (!(await store.hasBooks(database))) return null;
  const { firstWaiting, ...counts } = await store.countLedger(database);
  return { ...counts, waitsSince: firstWaiting === null ? null : momentOf(firstWaiting) };
}

/** Ids begin with the moment at which they were made; what an entry itself says is a clock's that may stand still. */
const momentOf = (id: string): Date => new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));
