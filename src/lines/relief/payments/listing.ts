import {
  allPages,
  audit,
  exportTable,
  fileRows,
  may,
  moneyInWords,
  text,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import { budgetLinesFor, budgetState, getBook, nearestBook, openBooks } from '#engines/ledger';
import { moneyCommitments } from '#engines/plan';
import { peopleById, unitNames } from '#engines/roster';
import { isId, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { isRestAsked } from '../campaigns/policy';
import { campaignsAbove, type CampaignRecord } from '../campaigns/store';
import { sumsOf } from '../campaigns/sums';
import { maskName, pathsAsked } from '../money';
import type * as contract from './contract';
import type { PaymentRow } from './contract';
import { judgeAid, presentFinding } from './judging';
import { ownAccountsOn, personFor } from './payments';
import { paymentAbilities, paymentFor } from './policy';
import * as store from './store';

/** Who was helped, by name for those who may read the person; masked for others. */
async function present(ctx: Context, payments: readonly store.PaymentRecord[]): Promise<PaymentRow[]> {
  const people = await peopleById(
    ctx,
    payments.map((row) => row.personId),
  );
  const units = await unitNames(
    ctx,
    payments.flatMap((row) => row.unitId ?? []),
  );
  const books = new Map<string, string>();
  for (const { bookId } of payments) if (!books.has(bookId)) books.set(bookId, (await getBook(ctx, bookId)).name);
  return payments.map((row) => {
    const { id, source, personId, unitId, bookId, purpose, amount, state, preparedOn, paidOn, version } = row;
    const person = people.get(personId);
    const isKnown = person !== undefined && may(ctx.user, 'roster.person.read', person.unitPath);
    const { name = '', staffNumber = '' } = person ?? {};
    return {
      ...{ id, source, purpose, amount, state, preparedOn, paidOn, version },
      person: { id: personId, name: isKnown ? name : maskName(name), staffNumber: isKnown ? staffNumber : null },
      unit: unitId === null ? null : { id: unitId, name: units.get(unitId) ?? '' },
      book: { id: bookId, name: books.get(bookId)! },
      campaign: row.campaignId === null ? null : { id: row.campaignId, title: row.campaignTitle ?? '' },
      abilities: paymentAbilities(ctx, row),
    };
  });
}

/** Refuses: a unit out of reach. */
export async function listPayments(
  ctx: Context,
  query: EndpointInput<typeof contract.listPayments>['query'],
): Promise<EndpointResponse<typeof contract.listPayments>> {
  const { unitId, cursor, limit, ...filters } = query;
  const under = await pathsAsked(ctx, 'relief.fund.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const found = await store.paymentRows(ctx, { ...filters, under, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    rows: await present(ctx, page),
    nextCursor: found.length > limit ? page.at(-1)!.id : null,
    abilities: { prepare: under.some((path) => may(ctx.user, 'relief.fund.write', path)) },
  };
}

export async function exportPayments(
  ctx: Context,
  query: EndpointInput<typeof contract.exportPayments>['query'],
): Promise<FileAnswer> {
  const key = (name: string) => `relief:funds.columns.${name}`;
  const say = (name: string) => text(ctx.language, `relief:funds.${name}`);
  const columns: WorkbookColumn<PaymentRow>[] = [
    { key: 'preparedOn', title: key('preparedOn'), kind: 'day', width: 12, value: (row) => row.preparedOn },
    { key: 'paidOn', title: key('paidOn'), kind: 'day', width: 12, value: (row) => row.paidOn },
    { key: 'source', title: key('source'), kind: 'text', width: 14, value: (row) => say(`sources.${row.source}`) },
    { key: 'number', title: key('staffNumber'), kind: 'text', width: 12, value: (row) => row.person.staffNumber },
    { key: 'name', title: key('person'), kind: 'text', width: 14, value: (row) => row.person.name },
    { key: 'unit', title: key('unit'), kind: 'text', width: 24, value: (row) => row.unit?.name ?? null },
    { key: 'purpose', title: key('purpose'), kind: 'text', width: 14, value: (row) => say(`purposes.${row.purpose}`) },
    { key: 'amount', title: key('amount'), kind: 'fen', isSummed: true, width: 14, value: (row) => row.amount },
    { key: 'state', title: key('state'), kind: 'text', width: 10, value: (row) => say(`states.${row.state}`) },
  ];
  const filters = [
    ...(query.year === undefined ? [] : [String(query.year)]),
    ...(query.source === undefined ? [] : [say(`sources.${query.source}`)]),
    ...(query.state === undefined ? [] : [say(`states.${query.state}`)]),
  ];
  const { file, rows } = await exportTable<PaymentRow>(ctx, {
    ...{ title: say('titles.payments'), permission: 'relief.fund.read', filters, columns },
    rows: allPages((page) => listPayments(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'relief.exportPayments', details: { count: rows } });
  return file;
}

/** Refuses: a payment out of reach. */
export async function showPayment(ctx: Context, id: string): Promise<EndpointResponse<typeof contract.showPayment>> {
  const payment = await paymentFor(ctx, id, 'relief.fund.read');
  const [row] = await present(ctx, [payment]);
  const { account, reason, exception, amount, way, decision, entryId, budgetLineId, commitmentId } = payment;
  const { preparedByName, decidedByName, paidByName, undoneByName, undoReason } = payment;
  const line = budgetLineId === null ? undefined : (await budgetState(ctx, [budgetLineId])).get(budgetLineId);
  const [promise] = commitmentId === null ? [] : await moneyCommitments.named(ctx, [commitmentId]);
  const files = await fileRows(ctx, await store.filesOf(ctx, id));
  return {
    ...row!,
    ...{ account, reason, exception, way, decision, entryId, inWords: moneyInWords(amount) },
    ...{ preparedByName, decidedByName, paidByName, undoneByName, undoReason },
    findings: payment.findings.map((finding) => presentFinding(ctx, finding)),
    budgetLine: line?.name ?? null,
    commitment: promise === undefined ? null : { title: promise.title, href: promise.href },
    files: [...files.values()].map(({ id: fileId, name, mediaType }) => ({ id: fileId, name, mediaType })),
  };
}

/** Refuses: a person out of reach. */
export async function checkPayment(
  ctx: Context,
  { personId, source, purpose, amount }: EndpointInput<typeof contract.checkPayment>['query'],
): Promise<EndpointResponse<typeof contract.checkPayment>> {
  await personFor(ctx, personId);
  const { findings, had } = await judgeAid(ctx, { personId, source, purpose, amount });
  return {
    findings: findings.map((finding) => presentFinding(ctx, finding)),
    had: had.map(({ id: _, ...one }) => one),
  };
}

/** Refuses: a person out of reach. */
export async function listPaymentChoices(
  ctx: Context,
  { personId }: EndpointInput<typeof contract.listPaymentChoices>['query'],
): Promise<EndpointResponse<typeof contract.listPaymentChoices>> {
  const { unitPath } = await personFor(ctx, personId);
  const accounts = await ownAccountsOn(ctx);
  const year = Number(ctx.clock.today().slice(0, 4));
  const known: CampaignRecord[] = [];
  for (const one of await campaignsAbove(ctx, unitPath))
    if (may(ctx.user, 'relief.fund.write', one.unitPath) && !(await isRestAsked(ctx, one))) known.push(one);
  const sums = await sumsOf(ctx, known);
  const campaigns = known.map(({ id, title }) => ({ id, title, left: sums.get(id)!.left }));
  const commitments = (await moneyCommitments.ofYear(ctx, { unitPath, year })).filter((one) => one.money !== null);
  const book = nearestBook(await openBooks(ctx, 'union_funds'), unitPath);
  const codes = accounts.map(({ code }) => code);
  const lines = book === null ? [] : await budgetLinesFor(ctx, { bookId: book.id, year, accounts: codes });
  return {
    accounts,
    budgetLines: lines.map(({ id, name }) => ({ id, name })),
    campaigns: campaigns.filter(({ left }) => left > 0n),
    commitments: commitments.map(({ id, title }) => ({ id, title })),
  };
}
