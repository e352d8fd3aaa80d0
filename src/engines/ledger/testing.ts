import { sql, type Kysely } from 'kysely';
import { readWorkbook, registerTexts, yuanText, type Context, type FileAnswer, type House } from '#kernel';
import type { Day } from '#kernel/contract';
import { testUser } from '#kernel/testing';
import { makeUnit } from '#engines/roster/testing';
import { netBalances } from './balances/store';
import { foundBudget } from './budgets/budgets';
import type { CommitmentFinder } from './budgets/commitments';
import { budgetPermissions, type DraftBudgetLine } from './budgets/contract';
import { decideBudget, proposeBudget, saveBudgetDraft } from './budgets/drafts';
import { linesOf } from './budgets/store-lines';
import { foundBook, type NewBook } from './books/books';
import { accountsOf, type BookRecord } from './books/store';
import type { DraftLine, EntryDraft } from './entries/rules';
import { aboveIn } from './exchange/book-rows';
import { journalNames } from './exchange/journal-text';
import { ledgerModule } from './manifest';
import { sealEntries } from './sealing/sealer';

export { publishStatement } from './statements/publish';
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

/** A house with the words of the ledger and the parameters that budgets reckon by. */
export function budgetHouse(house: House): House {
  const { texts, parameters = [] } = ledgerModule(noCommitments);
  registerTexts({ ledger: texts });
  return { ...house, parameters: new Map(parameters.map((one) => [one.shape.key, one])) };
}

/** What a test knows of promises: none, unless it brings its own. */
export const noCommitments: CommitmentFinder = { named: async () => [], ofYear: async () => [] };

/** Every id is a promise that everybody may read. */
const anyCommitment: CommitmentFinder = {
  ...noCommitments,
  named: async (_ctx, ids) => ids.map((id) => ({ id, title: '承诺', href: `/plan/commitments/${id}`, money: null })),
};

export type TestLine = Partial<DraftBudgetLine> & Pick<DraftBudgetLine, 'target'>;

/** A budget in force, written by one person and decided by another: the lines' ids in the order given. */
export async function makeBudget(
  ctx: Context,
  bookId: string,
  lines: readonly TestLine[],
  year = 2024,
): Promise<{ id: string; lineIds: string[] }> {
  const by = (): Context => ({ ...ctx, user: testUser([...budgetPermissions]) });
  const [writer, decider] = [by(), by()];
  const { id } = await foundBudget(writer, { bookId, year, isCopied: false });
  const draft = lines.map((line, i) => ({
    ...{ name: `项目${i + 1}`, onBreach: 'stop' as const, accounts: [], commitmentIds: [], ...line },
  }));
  const saved = { params: { id }, query: {}, body: { reason: '', lines: draft, version: 1 } };
  await saveBudgetDraft(writer, anyCommitment, saved);
  await proposeBudget(writer, id, 2);
  await decideBudget(decider, { params: { id }, query: {}, body: { isGranted: true, words: '', version: 3 } });
  return { id, lineIds: (await linesOf(ctx, [id])).map((line) => line.id) };
}

/** The cells of an Excel file, row by row, as texts. */
export async function cellsOfFile({ bytes, name }: FileAnswer): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const piece of (await readWorkbook(bytes, name)).rows)
    for (const { cells } of piece)
      rows.push(
        cells.map((cell) =>
          cell === null ? '' : cell.kind === 'number' ? cell.digits : cell.kind === 'text' ? cell.text : '',
        ),
      );
  return rows;
}

/** Everything that stands in an Excel file, as one text. */
export async function wordsOfFile(file: FileAnswer): Promise<string> {
  const rows: unknown[] = [];
  for await (const piece of (await readWorkbook(file.bytes, file.name)).rows) rows.push(piece);
  return JSON.stringify(rows);
}
