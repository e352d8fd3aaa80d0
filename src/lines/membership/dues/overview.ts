import {
  allPages,
  audit,
  exportTable,
  may,
  notFound,
  text,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import { nearestBook, openBooks } from '#engines/ledger';
import { peopleById, unitNames, unitsOn } from '#engines/roster';
import { isDay, isId, type Day, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { nameAsked, pathsAsked, scopeOf } from '../policy';
import type * as contract from './contract';
import type { DuesCharge, DuesSums } from './contract';
import { lastOf, firstOf, monthsInARow } from './rules';
import { houseRuleOn, rulesOf, termsOfRule } from './schemes';
import * as store from './store-overview';
import type { ChargeRow } from './store-overview';
import { sumOf } from './sums';

type Query<E> = EndpointInput<E>['query'];
type Overview = EndpointResponse<typeof contract.showDues>;
type Lapsing = EndpointResponse<typeof contract.listLapsing>;

const READ = 'membership.dues.read';
/** After six months without dues the union talks with a member (会员会籍管理办法). */
const LAPSING_MONTHS = 6;

interface Unit {
  id: string;
  parentId: string | null;
  name: string;
  path: string;
}

/** The month that is asked for, or else the last one for which there are dues, or the running one. */
async function monthAsked(ctx: Context, month: Day | undefined, under: readonly string[]): Promise<Day> {
  return month ?? (await store.lastMonth(ctx, under)) ?? firstOf(ctx.clock.today());
}

/** The unit that is asked for, or the top of what the reader sees, with those above it in sight. */
async function unitAsked(ctx: Context, unitId: string | undefined): Promise<{ unit: Unit; units: Unit[] }> {
  const scopes = scopeOf(ctx, READ);
  const all: Unit[] = await unitsOn(ctx, { day: ctx.clock.today() });
  const units = all.filter(({ path }) => scopes.some((scope) => path.startsWith(scope)));
  const unit = unitId === undefined ? units[0] : units.find(({ id }) => id === unitId);
  if (unit === undefined) throw notFound();
  return { unit, units };
}

const total = (rows: readonly store.SumsRow[]): DuesSums => ({
  people: rows.reduce((count, row) => count + row.people, 0),
  due: sumOf(rows, (row) => row.due),
  collected: sumOf(rows, (row) => row.collected),
  arrears: sumOf(rows, (row) => row.arrears),
  exempt: sumOf(rows, (row) => row.exempt),
});

/** The dues of a month: the unit itself and each unit right below with all that is below it. Refuses: a unit out of reach. */
export async function showDues(ctx: Context, query: Query<typeof contract.showDues>): Promise<Overview> {
  const { unit, units } = await unitAsked(ctx, query.unitId);
  const under = [unit.path];
  const month = await monthAsked(ctx, query.month, under);
  const found = await store.sumsByUnit(ctx, { from: month, to: month, under });
  const within = (path: string) => total(found.filter((row) => row.unitPath.startsWith(path)));
  const parts = units.filter((one) => one.parentId === unit.id);
  const own = total(found.filter((row) => !parts.some((part) => row.unitPath.startsWith(part.path))));
  const rows = [
    ...parts.map((part) => ({
      ...{ ...within(part.path), unit: { id: part.id, name: part.name }, isOwn: false },
      hasParts: units.some((one) => one.parentId === part.id),
    })),
    { ...own, unit: { id: unit.id, name: unit.name }, isOwn: true, hasParts: false },
  ].filter((row) => row.people > 0);
  const book = nearestBook(await openBooks(ctx, 'dues'), unit.path);
  const house = await houseRuleOn(ctx, month);
  const rule = (await rulesOf(ctx, month))(unit.path);
  const allows = (verb: 'run' | 'write' | 'collect') => may(ctx.user, `membership.dues.${verb}`, unit.path);
  return {
    month,
    unit: { id: unit.id, name: unit.name },
    above: units
      .filter((one) => one.id !== unit.id && unit.path.startsWith(one.path))
      .map(({ id, name }) => ({ id, name })),
    ...{ sums: total(found), rows },
    received: sumOf(await store.receivedRows(ctx, { from: month, to: lastOf(month), under }), (row) => row.amount),
    ahead: await store.aheadUnder(ctx, under),
    book: book === null ? null : { id: book.id, name: book.name },
    rule:
      rule.id === house.id
        ? { terms: termsOfRule(house.value), source: house.source, validFrom: house.validFrom }
        : { terms: rule.terms, source: '', validFrom: month },
    abilities: { run: allows('run'), write: allows('write'), collect: allows('collect') },
  };
}

export async function presentCharges(ctx: Context, rows: readonly ChargeRow[]): Promise<DuesCharge[]> {
  const people = await peopleById(ctx, [...new Set(rows.map((row) => row.personId))]);
  const units = await unitNames(ctx, [...new Set(rows.map((row) => row.unitId))]);
  return rows.map(({ id, personId, unitId, month, base, due, collected, arrears, exempt, exemptBy }) => {
    const person = people.get(personId);
    return {
      ...{ id, month, base, due, collected, arrears, exempt, exemptBy },
      person: { id: personId, name: person?.name ?? '', staffNumber: person?.staffNumber ?? '' },
      unit: { id: unitId, name: units.get(unitId) ?? '' },
    };
  });
}

/** A cursor is month, path and id of the last row; a foreign or broken one reads as the beginning. */
function placeOf(cursor: string | undefined): readonly [Day, string, string] | null {
  const [month = '', path = '', id = ''] = (cursor ?? '').split(' ');
  return isDay(month) && isId(id) && path !== '' && !path.includes('\u0000') ? [month, path, id] : null;
}

/** Refuses: a unit that isn't in reach. */
export async function listDuesCharges(
  ctx: Context,
  query: Query<typeof contract.listDuesCharges>,
): Promise<Page<DuesCharge>> {
  const { month, unitId, state, cursor, limit } = query;
  const under = await pathsAsked(ctx, READ, unitId);
  const rows = await store.chargeRows(ctx, { month, under, state, after: placeOf(cursor), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentCharges(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? `${last.month} ${last.unitPath} ${last.id}` : null,
  };
}

type Say = (key: string, params?: Record<string, unknown>) => string;

function columns(say: Say): WorkbookColumn<DuesCharge>[] {
  const title = (key: string) => `membership:dues.exports.columns.${key}`;
  const money = (key: 'due' | 'collected' | 'arrears' | 'exempt'): WorkbookColumn<DuesCharge> => ({
    ...{ key, title: title(key), kind: 'fen', width: 14, isSummed: true, value: (row) => row[key] },
  });
  return [
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: (row) => row.person.staffNumber },
    { key: 'name', title: title('name'), kind: 'text', width: 12, value: (row) => row.person.name },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unit.name },
    { key: 'month', title: title('month'), kind: 'text', width: 10, value: (row) => row.month.slice(0, 7) },
    { key: 'base', title: title('base'), kind: 'fen', width: 14, value: (row) => row.base },
    ...(['due', 'collected', 'arrears', 'exempt'] as const).map(money),
    {
      ...{ key: 'why', title: title('why'), kind: 'text', width: 20 },
      value: (row) => (row.exemptBy === null ? null : say(`exemptBy.${row.exemptBy}`)),
    },
  ];
}

/** The dues of a month member by member, by the list's own act. Refuses: a unit out of reach, too many rows for a file. */
export async function exportDuesCharges(
  ctx: Context,
  query: Query<typeof contract.exportDuesCharges>,
): Promise<FileAnswer> {
  const say: Say = (key, params = {}) => text(ctx.language, `membership:dues.${key}`, params);
  const { file, rows } = await exportTable(ctx, {
    title: say('exports.charges'),
    permission: READ,
    unitName: await nameAsked(ctx, query.unitId),
    filters: [
      ...(query.month ? [query.month.slice(0, 7)] : []),
      ...(query.state ? [say(`states.${query.state}`)] : []),
    ],
    columns: columns(say),
    rows: allPages((page) => listDuesCharges(ctx, { ...query, ...page })),
  });
  audit(ctx, {
    action: 'membership.exportDuesCharges',
    details: { count: rows, month: query.month ?? null, unitId: query.unitId ?? null },
  });
  return file;
}

/** Who owes six months in a row: for people to talk to and decide about, nothing follows of itself. Refuses: a unit out of reach. */
export async function listLapsing(ctx: Context, query: Query<typeof contract.listLapsing>): Promise<Lapsing> {
  const under = await pathsAsked(ctx, READ, query.unitId);
  const found = (await store.unpaidMonths(ctx, { under, least: LAPSING_MONTHS })).flatMap((row) => {
    const months = monthsInARow(row.months);
    return months < LAPSING_MONTHS ? [] : [{ ...row, inARow: months, from: row.months.at(-months)! }];
  });
  const people = await peopleById(
    ctx,
    found.map((row) => row.personId),
  );
  const units = await unitNames(
    ctx,
    found.map((row) => row.unitId),
  );
  return {
    leastMonths: LAPSING_MONTHS,
    rows: found.map(({ personId, unitId, unitPath, inARow, from, arrears }) => {
      const { name = '', staffNumber = '' } = people.get(personId) ?? {};
      return {
        ...{ months: inARow, from, arrears, unit: { id: unitId, name: units.get(unitId) ?? '' } },
        person: { id: personId, name, staffNumber },
        abilities: { propose: may(ctx.user, 'membership.member.write', unitPath) },
      };
    }),
  };
}
