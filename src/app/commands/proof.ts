import type { Kysely } from 'kysely';
import { verifyAudit, type AuditProof } from '#kernel/composition';
import { proveLedger, type LedgerProof } from '#engines/ledger';

/** What is proved by computing it anew from the rows: the chain of the audit, and the books. */
export interface Proof {
  readonly isWhole: boolean;
  readonly audit: AuditProof;
  readonly books: LedgerProof;
}

export async function prove(database: Kysely<unknown>): Promise<Proof> {
  const audit = await verifyAudit(database);
  const books = await proveLedger(database);
  return { isWhole: audit.isWhole && books.isWhole, audit, books };
}

const strayWords = {
  unbalanced: '借贷不平的凭证 / entries that do not balance',
  homeless: '没有账套或编号重复、遗漏的凭证 / entries without a book, or with a seal too many or too few',
  unaccounted: '没有科目或往来对象的分录 / postings without their account or party',
  misfolded: '与明细不符的汇总 / turnovers that differ from the postings',
} as const;

const stateWords = (brokenAt: number | null): string =>
  brokenAt === null ? '完整 / whole' : `在第 ${brokenAt} 条断开 / BROKEN at ${brokenAt}`;

/** The proof in lines: the audit, each book, and what should not be there at all. */
export function proofLines({ audit, books }: Proof): string[] {
  const { sealed, waiting, brokenAt, lastHash } = audit;
  const counts = (proof: { sealed: number; waiting: number }) =>
    `已封存 / sealed ${proof.sealed} · 待封存 / waiting ${proof.waiting}`;
  return [
    `操作记录 / audit: ${stateWords(brokenAt)} · ${counts({ sealed, waiting })}`,
    lastHash,
    ...books.books.flatMap((book) => [
      `账套 / book ${book.name}: ${stateWords(book.brokenAt)} · ${counts(book)}`,
      book.lastHash,
    ]),
    ...Object.entries(books.strays).flatMap(([kind, count]) =>
      count === 0 ? [] : [`${strayWords[kind as keyof typeof strayWords]}: ${count}`],
    ),
  ];
}
