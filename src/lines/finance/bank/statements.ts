import { AppError, audit, may, newId, notFound, text, userOf, type Context } from '#kernel';
import { addDays, isId, type EndpointInput, type Page } from '#kernel/contract';
import { booksByIds } from '#engines/ledger';
import type * as contract from './contract';
import {
  keptCounts,
  STATEMENT_MAX_BYTES,
  statementColumns,
  type BankStatement,
  type StatementColumns,
  type StatementRow,
} from './contract';
import { judgeRows, spanOf, type Judged } from './judge';
import { guessColumns, isFit, readStatement } from './layout';
import { accountFor } from './policy';
import * as store from './store';
import * as rows from './store-statements';

type Input<E> = EndpointInput<E>;
const ROWS_A_STATEMENT = 5000;

const unitOf = async (ctx: Context, { bookId }: store.AccountRecord): Promise<string> =>
  (await booksByIds(ctx, [bookId]))[0]!.unitId;

/**
 * Refuses: an account that isn't in reach, a file beyond 20 MB or that is no table (workbook.…), one without headings
 * (finance.bank_no_heading), more rows than a statement has (finance.bank_statement_long).
 */
export async function addBankStatement(
  ctx: Context,
  { params, query, body }: Input<typeof contract.addBankStatement>,
): Promise<BankStatement> {
  const account = await accountFor(ctx, params.id, 'finance.bank.write', 'lock');
  if (body.byteLength > STATEMENT_MAX_BYTES) throw new AppError('kernel.too_large');
  const { headings, fingerprint, guessed, rows: sheet } = await readStatement(body, query.name);
  const columns = (await rows.layoutOf(ctx, await unitOf(ctx, account), fingerprint)) ?? guessed;
  const id = newId();
  const { accountId: createdBy, name: createdByName } = userOf(ctx);
  await rows.insertStatement(ctx, {
    ...{ id, accountId: account.id, fileName: query.name, headings, fingerprint, columns, createdBy, createdByName },
  });
  for (let at = 0; at < sheet.length; at += ROWS_A_STATEMENT)
    await rows.insertRows(ctx, id, sheet.slice(at, at + ROWS_A_STATEMENT));
  await judge(ctx, account, (await rows.statementById(ctx, id))!, columns);
  audit(ctx, {
    action: 'finance.addBankStatement',
    subject: `bank_account:${account.id}`,
    details: { count: sheet.length },
  });
  return show(ctx, account, id);
}

/** Judges a statement by what the account knows now; null where day and sums aren't known yet. */
async function judge(
  ctx: Context,
  account: store.AccountRecord,
  statement: rows.StatementRecord,
  columns: StatementColumns,
): Promise<Judged | null> {
  if (!isFit(columns, statement.headings.length)) {
    await rows.changeStatement(ctx, statement.id, { columns });
    return null;
  }
  const sheet = await rows.sheetRows(ctx, statement.id);
  const span = spanOf(sheet, columns);
  const known = span === null ? [] : await store.linesWithin(ctx, account.id, span);
  const { sum } = span === null ? { sum: 0n } : await store.readUntil(ctx, account.id, addDays(span.from, -1));
  const { finishedUntil } = (await store.statesOf(ctx, [account.id])).get(account.id)!;
  const heldBefore = (day: string): bigint =>
    known.reduce((held, line) => held + (line.on < day ? line.amount : 0n), account.opening + sum);
  const ground = { columns, startsOn: account.startsOn, today: ctx.clock.today(), finishedUntil, known, heldBefore };
  const judged = judgeRows(sheet, ground);
  await rows.writeJudgements(ctx, statement.id, judged.rows);
  const counts = JSON.parse(
    JSON.stringify(judged.counts, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  );
  await rows.changeStatement(ctx, statement.id, { columns, counts });
  return judged;
}

/** A statement that nothing was taken of yet. Refuses: one that isn't in reach, is over, or was changed meanwhile. */
async function openStatement(ctx: Context, id: string, version: number) {
  const { statement, account } = await heldStatement(ctx, id);
  if (statement.state !== 'open') throw new AppError('finance.bank_statement_over');
  if (statement.version !== version) throw new AppError('kernel.changed_meanwhile');
  return { statement, account };
}

async function heldStatement(ctx: Context, id: string) {
  const found = await rows.statementById(ctx, id);
  if (found === null) throw notFound();
  const account = await accountFor(ctx, found.accountId, 'finance.bank.write', 'lock');
  return { account, statement: (await rows.statementById(ctx, id, 'lock'))! };
}

/** Refuses: as `openStatement`; columns by which no sum can be read, or one column for two of ours (finance.bank_columns). */
export async function checkBankStatement(
  ctx: Context,
  { params, body }: Input<typeof contract.checkBankStatement>,
): Promise<BankStatement> {
  const { statement, account } = await openStatement(ctx, params.id, body.version);
  if (!isFit(body.columns, statement.headings.length)) throw new AppError('finance.bank_columns');
  const { fingerprint } = statement;
  await rows.keepLayout(ctx, { unitId: await unitOf(ctx, account), fingerprint }, body.columns);
  await judge(ctx, account, statement, body.columns);
  audit(ctx, { action: 'finance.checkBankStatement', subject: `bank_account:${account.id}` });
  return show(ctx, account, statement.id);
}

/**
 * Judges the rows once more, by what the account knows now, and takes in what is new. Refuses: as `openStatement`; columns
 * that aren't known; a statement without anything new (finance.bank_nothing_new); balances that don't follow, unless
 * somebody takes them as they are (finance.bank_chain_broken).
 */
export async function applyBankStatement(
  ctx: Context,
  { params, body }: Input<typeof contract.applyBankStatement>,
): Promise<BankStatement> {
  const { statement, account } = await openStatement(ctx, params.id, body.version);
  const judged = await judge(ctx, account, statement, statement.columns);
  if (judged === null) throw new AppError('finance.bank_columns');
  const { counts } = judged;
  const fresh = judged.rows.filter((row) => row.verdict === 'new');
  if (fresh.length === 0) throw new AppError('finance.bank_nothing_new');
  const isWhole = counts.breaks === 0 && (counts.proofOff ?? 0n) === 0n && (counts.joinOff ?? 0n) === 0n;
  if (!isWhole && !body.acceptsBreaks) throw new AppError('finance.bank_chain_broken');
  const lines = fresh.map(({ on, amount, balance, serial, words, party }) => ({
    ...{ id: newId(), on: on!, amount: amount!, balance, serial, words, party },
  }));
  await store.insertLines(ctx, { accountId: account.id, statementId: statement.id }, lines);
  const { fingerprint } = statement;
  await rows.keepLayout(ctx, { unitId: await unitOf(ctx, account), fingerprint }, statement.columns);
  await rows.forgetCells(ctx, statement.id);
  await rows.changeStatement(ctx, statement.id, { state: 'done' });
  audit(ctx, {
    action: 'finance.applyBankStatement',
    subject: `bank_account:${account.id}`,
    details: { count: lines.length, isWhole },
  });
  return show(ctx, account, statement.id);
}

/** Refuses: a statement that isn't in reach or was not taken in; lines that were used; days of a finished month. */
export async function undoBankStatement(
  ctx: Context,
  { params, body }: Input<typeof contract.undoBankStatement>,
): Promise<BankStatement> {
  const { statement, account } = await heldStatement(ctx, params.id);
  if (statement.state !== 'done') throw new AppError('finance.bank_statement_over');
  const { isUsed, from } = await store.useOfStatement(ctx, statement.id);
  if (isUsed) throw new AppError('finance.bank_lines_used');
  const { finishedUntil } = (await store.statesOf(ctx, [account.id])).get(account.id)!;
  if (finishedUntil !== null && from !== null && from <= finishedUntil)
    throw new AppError('finance.bank_month_finished', { day: finishedUntil });
  await store.deleteLines(ctx, statement.id);
  const undo = { name: userOf(ctx).name, reason: body.reason };
  await rows.changeStatement(ctx, statement.id, { state: 'undone', undo });
  audit(ctx, { action: 'finance.undoBankStatement', subject: `bank_account:${account.id}` });
  return show(ctx, account, statement.id);
}

async function visibleStatement(ctx: Context, id: string) {
  const statement = await rows.statementById(ctx, id);
  if (statement === null) throw notFound();
  return { statement, account: await accountFor(ctx, statement.accountId, 'finance.bank.read') };
}

/** Refuses: a statement that isn't in reach. */
export async function showBankStatement(ctx: Context, id: string): Promise<BankStatement> {
  const { statement, account } = await visibleStatement(ctx, id);
  return present(ctx, account, statement);
}

const show = async (ctx: Context, account: store.AccountRecord, id: string): Promise<BankStatement> =>
  present(ctx, account, (await rows.statementById(ctx, id))!);

const isAsGuessed = (columns: StatementColumns, guessed: StatementColumns): boolean =>
  statementColumns.every((column) => columns[column] === guessed[column]);

function present(ctx: Context, account: store.AccountRecord, statement: rows.StatementRecord): BankStatement {
  const { id, fileName, headings, columns, state, createdByName, undoneByName, undoReason, version } = statement;
  const mine = may(ctx.user, 'finance.bank.write', account.unitPath);
  const counts = keptCounts.safeParse(statement.counts);
  return {
    ...{
      id,
      accountId: account.id,
      fileName,
      headings,
      columns,
      state,
      createdByName,
      undoneByName,
      undoReason,
      version,
    },
    isRemembered: !isAsGuessed(columns, guessColumns(headings)),
    isFit: isFit(columns, headings.length),
    counts: counts.success ? counts.data : null,
    createdAt: statement.createdAt.toISOString(),
    abilities: { check: mine && state === 'open', apply: mine && state === 'open', undo: mine && state === 'done' },
  };
}

/** Refuses: an account that isn't in reach. */
export async function listBankStatements(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.listBankStatements>, 'params' | 'query'>,
): Promise<Page<BankStatement>> {
  const account = await accountFor(ctx, params.id, 'finance.bank.read');
  const { cursor, limit } = query;
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const found = await rows.statementRecords(ctx, { accountId: account.id, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    rows: page.map((statement) => present(ctx, account, statement)),
    nextCursor: found.length > limit ? page.at(-1)!.id : null,
  };
}

/** Refuses: a statement that isn't in reach. */
export async function listBankStatementRows(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.listBankStatementRows>, 'params' | 'query'>,
): Promise<Page<StatementRow>> {
  const { statement } = await visibleStatement(ctx, params.id);
  const { which, cursor, limit } = query;
  const after = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const found = await rows.storedRows(ctx, statement.id, { which, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const say = ({ code, params: values }: NonNullable<rows.StoredRow['reason']>) =>
    text(ctx.language, `finance:bank.reasons.${code}`, values);
  return {
    rows: page.map((row) => ({ ...row, reason: row.reason === null ? null : say(row.reason) })),
    nextCursor: found.length > limit ? String(page.at(-1)!.number) : null,
  };
}
