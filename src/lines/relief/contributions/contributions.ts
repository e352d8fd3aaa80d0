import {
  AppError,
  allPages,
  audit,
  exportTable,
  may,
  newId,
  notFound,
  parameterOn,
  text,
  userOf,
  type Context,
  type FileAnswer,
  type ParameterVersion,
  type WorkbookColumn,
} from '#kernel';
import { postEntry, reverseEntry } from '#engines/ledger';
import { enrolmentsOf, peopleById, unitNames, type KnownPerson } from '#engines/roster';
import { isId, type Day, type EndpointInput, type Page } from '#kernel/contract';
import { bookFor, fundAccounts, moneyAccounts, pathsAsked, refuseDayAhead } from '../money';
import { schemes } from '../schemes';
import type * as contract from './contract';
import { feeShape, type Contribution, type Fee } from './contract';
import * as store from './store';

type Query = EndpointInput<typeof contract.listContributions>['query'];

export const feeOn = (ctx: Context, day: Day): Promise<ParameterVersion<Fee>> =>
  parameterOn<Fee>(ctx, feeShape.key, day);

/** For what a contribution of a day is: its year, or once for all. */
export const periodOf = ({ rhythm }: Fee, on: Day): string => (rhythm === '每年' ? on.slice(0, 4) : 'once');

/** Refuses: a person who isn't in reach. */
async function personFor(ctx: Context, personId: string): Promise<KnownPerson> {
  const person = (await peopleById(ctx, [personId])).get(personId);
  if (person === undefined || !may(ctx.user, 'relief.fund.pay', person.unitPath)) throw notFound();
  return person;
}

/**
 * Takes in what one of the fund pays. Refuses: a day that has not come (relief.day_ahead), a person who isn't in reach, who is
 * not in the fund on that day (relief.not_enrolled), or has paid (relief.paid_already); a unit without a book (relief.no_book).
 */
export async function addContribution(
  ctx: Context,
  { personId, on, way }: EndpointInput<typeof contract.addContribution>['body'],
): Promise<{ id: string; entryId: string; amount: bigint }> {
  refuseDayAhead(ctx, on);
  const { name, unitId, unitPath, unitName } = await personFor(ctx, personId);
  const states = await enrolmentsOf(ctx, schemes.mutual_aid, { personIds: [personId], day: on });
  if (states.get(personId)?.state !== 'covered') throw new AppError('relief.not_enrolled', { name });
  const fee = await feeOn(ctx, on);
  const period = periodOf(fee.value, on);
  const { id: bookId } = await bookFor(ctx, 'mutual_aid', unitPath, unitName);
  const id = newId();
  const amount = BigInt(fee.value.feeFen);
  const { id: entryId } = await postEntry(ctx, {
    ...{ bookId, on, words: '收会员互助金', source: `relief.contribution:${id}`, key: `relief.contribution:${id}` },
    lines: [
      { account: moneyAccounts[way], debit: amount },
      { account: fundAccounts.members, credit: amount },
    ],
  });
  const { accountId, name: byName } = userOf(ctx);
  const head = { period, amount, on, way, listId: null, ruleVersionId: fee.id, byId: accountId, byName };
  const row = { id, personId, unitId, unitPath, bookId, entryId };
  if ((await store.insertContributions(ctx, head, [row])) === 0)
    throw new AppError('relief.paid_already', { name, period });
  audit(ctx, {
    action: 'relief.addContribution',
    subject: `person:${personId}`,
    details: { contributionId: id, period },
  });
  return { id, entryId, amount };
}

/**
 * Refuses: a contribution that isn't in reach, is taken back already (relief.undone_already) or came with a list, which is taken
 * back as a whole (relief.of_list).
 */
export async function undoContribution(ctx: Context, id: string, reason: string): Promise<Record<string, never>> {
  const row = await store.contributionById(ctx, id, 'lock');
  if (row === null || !may(ctx.user, 'relief.fund.pay', row.unitPath)) throw notFound();
  if (row.undoReason !== null) throw new AppError('relief.undone_already');
  if (row.listId !== null) throw new AppError('relief.of_list');
  await store.takeBack(ctx, 'contribution', { id }, reason);
  await reverseEntry(ctx, row.entryId, { reason });
  audit(ctx, { action: 'relief.undoContribution', subject: `person:${row.personId}`, details: { contributionId: id } });
  return {};
}

/** Refuses: a unit out of reach. */
export async function listContributions(
  ctx: Context,
  { year, unitId, cursor, limit }: Query,
): Promise<Page<Contribution>> {
  const under = await pathsAsked(ctx, 'relief.fund.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const found = await store.contributionRows(ctx, { under, year, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  const people = await peopleById(
    ctx,
    page.map((row) => row.personId),
  );
  const units = await unitNames(
    ctx,
    page.map((row) => row.unitId),
  );
  const rows = page.map((row): Contribution => {
    const { id, personId, unitId: ofUnit, period, amount, on, way, entryId, byName, undoReason } = row;
    const { name = '', staffNumber = '' } = people.get(personId) ?? {};
    const isOpen = undoReason === null && row.listId === null;
    return {
      ...{ id, period, amount, on, way, entryId, byName, undoReason },
      ...{ person: { id: personId, name, staffNumber }, unit: { id: ofUnit, name: units.get(ofUnit) ?? '' } },
      abilities: { undo: isOpen && may(ctx.user, 'relief.fund.pay', row.unitPath) },
    };
  });
  return { rows, nextCursor: found.length > limit ? page.at(-1)!.id : null };
}

export async function exportContributions(
  ctx: Context,
  query: EndpointInput<typeof contract.exportContributions>['query'],
): Promise<FileAnswer> {
  const key = (name: string) => `relief:funds.columns.${name}`;
  const columns: WorkbookColumn<Contribution>[] = [
    { key: 'number', title: key('staffNumber'), kind: 'text', width: 12, value: (row) => row.person.staffNumber },
    { key: 'name', title: key('name'), kind: 'text', width: 14, value: (row) => row.person.name },
    { key: 'unit', title: key('unit'), kind: 'text', width: 24, value: (row) => row.unit.name },
    { key: 'period', title: key('period'), kind: 'text', width: 10, value: (row) => row.period },
    { key: 'on', title: key('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'amount', title: key('amount'), kind: 'fen', isSummed: true, width: 14, value: (row) => row.amount },
    { key: 'undone', title: key('undoReason'), kind: 'text', width: 24, value: (row) => row.undoReason },
  ];
  const { file, rows } = await exportTable<Contribution>(ctx, {
    ...{ title: text(ctx.language, 'relief:funds.titles.contributions'), permission: 'relief.fund.read', columns },
    filters: query.year === undefined ? [] : [String(query.year)],
    rows: allPages((page) => listContributions(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'relief.exportContributions', details: { count: rows } });
  return file;
}
