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

/** Recomputes every chain from the rows, and every fold from the postings. */
export async function proveLedger(database: Kysely<unknown>): Promise<LedgerProof> {
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
