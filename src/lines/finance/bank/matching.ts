import { AppError, audit, may, newId, notFound, userOf, type Context } from '#kernel';
import type { Day, EndpointInput, EndpointResponse, Page } from '#kernel/contract';
import { bookAccounts, numbersOf } from '#engines/ledger';
import { decodePlace, encodePlace } from '../cursor';
import { vouchersByIds } from '../vouchers/store';
import { draftVoucher } from '../vouchers/vouchers';
import type * as contract from './contract-match';
import type { BankMatch } from './contract-match';
import { allocate, areOneWay, propose, type Open } from './match';
import { accountFor, firstDay, lastDay } from './policy';
import { FAR, partiesOfEntries, sidesUntil, type EntrySide } from './sides';
import * as store from './store';
import * as matches from './store-match';

type Input<E> = EndpointInput<E>;
type Answer<E> = EndpointResponse<E>;

async function refuseFinished(ctx: Context, accountId: string, day: Day): Promise<void> {
  const { finishedUntil } = (await store.statesOf(ctx, [accountId])).get(accountId)!;
  if (finishedUntil !== null && day <= finishedUntil)
    throw new AppError('finance.bank_month_finished', { day: finishedUntil });
}

/** What is open on both sides, and what probably belongs together. Refuses: an account that isn't in reach. */
export async function getBankMatching(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.getBankMatching>, 'params' | 'query'>,
): Promise<Answer<typeof contract.getBankMatching>> {
  const account = await accountFor(ctx, params.id, 'finance.bank.read');
  const month = query.month ?? ctx.clock.today().slice(0, 7);
  const sides = await sidesUntil(ctx, account, { to: lastDay(month), asOf: FAR });
  const lines = sides.lines.filter((line) => line.rest !== 0n);
  const entries = sides.entries.filter((entry) => entry.rest !== 0n);
  const party = await partiesOfEntries(ctx, entries);
  const vouchers = new Map(
    (
      await vouchersByIds(
        ctx,
        lines.flatMap((line) => line.voucherId ?? []),
      )
    ).map((one) => [one.id, one]),
  );
  const openLines = lines.map(({ id, on, amount, rest, words, party: from, voucherId }) => {
    const voucher = voucherId === null ? undefined : vouchers.get(voucherId);
    const drafted =
      voucher === undefined || voucher.state === 'dropped' ? null : { id: voucher.id, state: voucher.state };
    return { id, on, amount, rest, words, party: from, voucher: drafted };
  });
  const openEntries = entries.map(
    ({ id, entryId, line, on, amount, rest, words, partyId, month, number, reversesId }) => ({
      ...{
        id,
        entryId,
        line,
        on,
        amount,
        rest,
        words,
        month,
        number,
        party: party(partyId),
        isRed: reversesId !== null,
      },
    }),
  );
  const restOf = new Map(openLines.map((line) => [line.id, line.rest]));
  const mine = may(ctx.user, 'finance.bank.write', account.unitPath);
  return {
    lines: openLines,
    entries: openEntries,
    proposals: propose(openLines, openEntries, query.days).map(({ lineIds, entryIds, score }) => ({
      ...{ lineIds: [...lineIds], entryIds: [...entryIds], score },
      amount: lineIds.reduce((all, id) => all + restOf.get(id)!, 0n),
    })),
    abilities: { match: mine, draft: mine && may(ctx.user, 'finance.voucher.write', account.unitPath) },
  };
}

/**
 * Matches what somebody says belongs together: as far as both sides reach, or up to an amount. Refuses: an account, a line or
 * an entry that isn't in reach; what is matched already or goes the other way (finance.bank_match_unfit); what would change a
 * finished month.
 */
export async function matchBank(
  ctx: Context,
  { params, body }: Input<typeof contract.matchBank>,
): Promise<Answer<typeof contract.matchBank>> {
  const account = await accountFor(ctx, params.id, 'finance.bank.write', 'lock');
  const sides = await sidesUntil(ctx, account, { to: FAR, asOf: FAR });
  const lines = new Map(sides.lines.map((line) => [line.id, line]));
  const entries = new Map(sides.entries.map((entry) => [entry.id, entry]));
  const rests = new Map([...sides.lines, ...sides.entries].map(({ id, rest }) => [id, rest]));
  const now = (row: Open): Open => ({ ...row, rest: rests.get(row.id)! });
  const made: matches.NewMatch[] = [];
  for (const group of body.groups) {
    const [left, right] = [named(group.lineIds, lines), named(group.entryIds, entries)];
    const open = [left.map((line) => now(line)), right.map((entry) => now({ ...entry, party: '' }))] as const;
    if (!areOneWay(open.flat())) throw new AppError('finance.bank_match_unfit');
    for (const { lineId, entryId, amount } of allocate(...open, group.amount)) {
      const [line, entry] = [lines.get(lineId)!, entries.get(entryId)!];
      const countsFrom = line.on > entry.on ? line.on : entry.on;
      await refuseFinished(ctx, account.id, countsFrom);
      rests.set(lineId, rests.get(lineId)! - amount);
      rests.set(entryId, rests.get(entryId)! - amount);
      const posted = { on: entry.on, amount: entry.amount };
      made.push({ id: newId(), lineId, entryId: entry.entryId, entryLine: entry.line, amount, countsFrom, posted });
    }
  }
  const { accountId, name } = userOf(ctx);
  await matches.insertMatches(ctx, account.id, made, { accountId, name });
  audit(ctx, { action: 'finance.matchBank', subject: `bank_account:${account.id}`, details: { count: made.length } });
  const sum = made.reduce((all, match) => all + (match.amount < 0n ? -match.amount : match.amount), 0n);
  return { count: made.length, amount: sum };
}

function named<Row>(ids: readonly string[], known: ReadonlyMap<string, Row>): Row[] {
  return [...new Set(ids)].map((id) => {
    const row = known.get(id);
    if (row === undefined) throw notFound();
    return row;
  });
}

/** Refuses: an account that isn't in reach. */
export async function listBankMatches(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.listBankMatches>, 'params' | 'query'>,
): Promise<Page<BankMatch>> {
  const account = await accountFor(ctx, params.id, 'finance.bank.read');
  const { month, cursor, limit } = query;
  const days =
    month === undefined ? { from: account.startsOn, to: FAR } : { from: firstDay(month), to: lastDay(month) };
  const after = decodePlace(cursor);
  const found = await matches.matchRecords(ctx, { accountId: account.id, ...days, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentMatches(ctx, account, page),
    nextCursor: found.length > limit && last !== undefined ? encodePlace(last.countsFrom, last.id) : null,
  };
}

async function presentMatches(
  ctx: Context,
  account: store.AccountRecord,
  page: readonly matches.MatchRecord[],
): Promise<BankMatch[]> {
  if (page.length === 0) return [];
  const lines = new Map(
    (
      await store.linesByIds(
        ctx,
        page.map((match) => match.lineId),
      )
    ).map((line) => [line.id, line]),
  );
  const entries = new Map<string, EntrySide>(
    (await sidesUntil(ctx, account, { to: FAR, asOf: FAR })).entries.map((entry) => [entry.id, entry]),
  );
  const numbers = await numbersOf(
    ctx,
    page.map((match) => match.entryId),
  );
  const { finishedUntil } = (await store.statesOf(ctx, [account.id])).get(account.id)!;
  const mine = may(ctx.user, 'finance.bank.write', account.unitPath);
  return page.map(({ id, amount, countsFrom, lineId, entryId, entryLine, matchedAt, matchedByName }) => {
    const line = lines.get(lineId)!;
    const entry = entries.get(`${entryId}.${entryLine}`)!;
    return {
      ...{ id, amount, countsFrom, matchedByName, matchedAt: matchedAt.toISOString() },
      line: { id: lineId, on: line.on, amount: line.amount, words: line.words, party: line.party },
      entry: { id: entryId, on: entry.on, amount: entry.amount, words: entry.words, ...numbers.get(entryId)! },
      abilities: { undo: mine && (finishedUntil === null || countsFrom > finishedUntil) },
    };
  });
}

/** Refuses: a match that isn't in reach, was undone already (finance.bank_match_over), or belongs to a finished month. */
export async function undoBankMatch(
  ctx: Context,
  { params, body }: Input<typeof contract.undoBankMatch>,
): Promise<Record<string, never>> {
  const found = await matches.matchById(ctx, params.id);
  if (found === null) throw notFound();
  const account = await accountFor(ctx, found.accountId, 'finance.bank.write', 'lock');
  const match = (await matches.matchById(ctx, params.id, 'lock'))!;
  if (match.isUndone) throw new AppError('finance.bank_match_over');
  await refuseFinished(ctx, account.id, match.countsFrom);
  await matches.undoMatch(ctx, match, userOf(ctx).name, body.reason);
  audit(ctx, { action: 'finance.undoBankMatch', subject: `bank_account:${account.id}` });
  return {};
}

/** What a bank writes of itself, and the account that takes it where the book's chart has it; nothing else is guessed. */
const usual: readonly { says: RegExp; way: 1 | -1; account: string }[] = [
  { says: /结息|利息/, way: 1, account: '408' },
  { says: /手续费|工本费|管理费|年费/, way: -1, account: '50599' },
];
const LONGEST_WORDS = 200;

/**
 * Drafts a voucher of what only the bank has; whoever enters it goes on from there. Refuses: a line that isn't in reach, is
 * matched whole (finance.bank_line_matched), or has its voucher (finance.bank_voucher_made).
 */
export async function draftBankVoucher(
  ctx: Context,
  { params }: Input<typeof contract.draftBankVoucher>,
): Promise<{ voucherId: string }> {
  const found = await store.lineRow(ctx, params.id);
  if (found === null) throw notFound();
  const account = await accountFor(ctx, found.accountId, 'finance.bank.write', 'lock');
  const line = (await store.lineRow(ctx, params.id, 'lock'))!;
  const rest = line.amount - line.matched;
  if (rest === 0n) throw new AppError('finance.bank_line_matched');
  const [earlier] = line.voucherId === null ? [] : await vouchersByIds(ctx, [line.voucherId]);
  if (earlier !== undefined && earlier.state !== 'dropped') throw new AppError('finance.bank_voucher_made');
  const chart = await bookAccounts(ctx, [account.bookId]);
  const way = rest > 0n ? 1 : -1;
  const guess = usual.find((one) => one.way === way && one.says.test(line.words))?.account ?? '';
  const other = chart.some(({ code, isSummary, isClosed }) => code === guess && !isSummary && !isClosed) ? guess : '';
  const own = chart.find(({ id }) => id === account.ledgerAccountId)!.code;
  const amount = rest > 0n ? rest : -rest;
  const [debit, credit] = way === 1 ? [own, other] : [other, own];
  const words = [line.words, line.party].filter(Boolean).join(' ').slice(0, LONGEST_WORDS);
  const { id: voucherId } = await draftVoucher(ctx, {
    params: {},
    query: {},
    body: {
      ...{ bookId: account.bookId, on: line.on, words, sheets: 1 },
      lines: [
        { account: debit, side: 'debit', amount, words: '' },
        { account: credit, side: 'credit', amount, words: '' },
      ],
    },
  });
  await store.nameVoucher(ctx, line.id, voucherId);
  audit(ctx, { action: 'finance.draftBankVoucher', subject: `bank_account:${account.id}` });
  return { voucherId };
}
