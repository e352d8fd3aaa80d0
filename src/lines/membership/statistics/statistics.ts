import {
  AppError,
  audit,
  exportTable,
  may,
  notFound,
  text,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import { enrolmentCensus, enrolmentCensusPeople, unitsOn, type CensusRow } from '#engines/roster';
import type { Day, EndpointInput, EndpointResponse } from '#kernel/contract';
import { scopeOf } from '../policy';
import { memberScheme } from '../scheme';
import type { MemberState } from '../terms';
import type * as contract from './contract';
import { statisticParts, type Counts, type StatisticRow } from './contract';

type Query<E> = EndpointInput<E>['query'];
type Statistics = EndpointResponse<typeof contract.getStatistics>;
interface Unit {
  id: string;
  parentId: string | null;
  name: string;
  path: string;
}

/** The same day a year before; of the 29th of February the 28th. */
export function yearBefore(day: Day): Day {
  const year = String(Number(day.slice(0, 4)) - 1).padStart(4, '0');
  return `${year}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`;
}

/** Full membership is that which has a vote: retained members are counted apart. */
export const FULL = 'votes';

interface Asked {
  day: Day;
  from: Day;
}

/** Refuses: a period that ends before it begins. */
function periodOf(ctx: Context, query: { day?: Day | undefined; from?: Day | undefined }): Asked {
  const day = query.day ?? ctx.clock.today();
  const from = query.from ?? `${day.slice(0, 4)}-01-01`;
  if (from > day) throw new AppError('membership.period_turned');
  return { day, from };
}

/** The unit that was asked for, or the top of what the reader sees. Refuses: a unit that isn't in reach. */
async function unitAsked(ctx: Context, unitId: string | undefined): Promise<{ unit: Unit; units: Unit[] }> {
  const scopes = scopeOf(ctx, 'membership.statistics.read');
  const units = await unitsOn(ctx, { day: ctx.clock.today(), scopes });
  const unit = unitId === undefined ? units[0] : units.find((one) => one.id === unitId);
  if (unit === undefined) throw notFound();
  return { unit, units };
}

function sum(rows: readonly CensusRow[]): Counts {
  const total = (part: (typeof statisticParts)[number]) => rows.reduce((so, row) => so + row[part], 0);
  return Object.fromEntries(statisticParts.map((part) => [part, total(part)])) as Counts;
}

/** The table of a unit: the sum, each unit straight below it with all that lies in it, and its own people. */
function tableOf(
  unit: Unit,
  units: readonly Unit[],
  now: readonly CensusRow[],
  before: readonly CensusRow[],
): StatisticRow[] {
  const below = units.filter((one) => one.parentId === unit.id);
  const isBelow = (row: CensusRow) => below.some((one) => row.unitPath.startsWith(one.path));
  const line = (of: Unit, what: StatisticRow['what'], fits: (row: CensusRow) => boolean): StatisticRow => ({
    unit: { id: of.id, name: of.name },
    what,
    hasParts: what === 'below' && units.some((one) => one.parentId === of.id),
    now: sum(now.filter(fits)),
    lastYear: sum(before.filter(fits)),
  });
  const own = line(unit, 'own', (row) => !isBelow(row));
  const hasOwn = [own.now, own.lastYear].some((counts) => Object.values(counts).some((count) => count > 0));
  return [
    line(unit, 'sum', () => true),
    ...below.map((one) => line(one, 'below', (row) => row.unitPath.startsWith(one.path))),
    ...(below.length > 0 && hasOwn ? [own] : []),
  ];
}

function aboveOf(unit: Unit, units: readonly Unit[]): { id: string; name: string }[] {
  return units
    .filter((one) => one.id !== unit.id && unit.path.startsWith(one.path))
    .toSorted((a, b) => a.path.length - b.path.length)
    .map(({ id, name }) => ({ id, name }));
}

/**
 * People stand in the unit of the day, units where they lie today; who has left counts under the last unit. Refuses: a unit
 * that isn't in reach, a period that ends before it begins.
 */
export async function getStatistics(ctx: Context, query: Query<typeof contract.getStatistics>): Promise<Statistics> {
  const { day, from } = periodOf(ctx, query);
  const { unit, units } = await unitAsked(ctx, query.unitId);
  const under = [unit.path];
  const lastYearDay = yearBefore(day);
  const now = await enrolmentCensus(ctx, memberScheme, { day, from, under, trait: FULL });
  const before = await enrolmentCensus(ctx, memberScheme, {
    day: lastYearDay,
    from: yearBefore(from),
    under,
    trait: FULL,
  });
  return {
    ...{ day, from, lastYearDay, unit: { id: unit.id, name: unit.name } },
    above: aboveOf(unit, units),
    rows: tableOf(unit, units, now, before),
  };
}

/** Refuses: as getStatistics. */
export async function exportStatistics(
  ctx: Context,
  query: Query<typeof contract.exportStatistics>,
): Promise<FileAnswer> {
  const say = (key: string, params: Record<string, unknown> = {}) => text(ctx.language, `membership:${key}`, params);
  const { day, from, unit, rows } = await getStatistics(ctx, query);
  const count = (part: (typeof statisticParts)[number]): WorkbookColumn<StatisticRow> => ({
    ...{ key: part, title: `membership:statistics.parts.${part}`, kind: 'count', width: 12 },
    value: (row) => row.now[part],
  });
  const columns: WorkbookColumn<StatisticRow>[] = [
    {
      ...{ key: 'unit', title: 'membership:statistics.unit', kind: 'text', width: 24 },
      value: (row) => say(`statistics.what.${row.what}`, { unit: row.unit.name }),
    },
    count('staff'),
    count('enrolled'),
    {
      ...{ key: 'rate', title: 'membership:statistics.rate', kind: 'share', width: 12 },
      value: ({ now }) => (now.staff === 0 ? null : now.enrolled / now.staff),
    },
    ...statisticParts.filter((part) => part !== 'staff' && part !== 'enrolled').map(count),
    {
      ...{ key: 'before', title: 'membership:statistics.enrolledLastYear', kind: 'count', width: 14 },
      value: (row) => row.lastYear.enrolled,
    },
  ];
  const { file } = await exportTable(ctx, {
    title: say('statistics.title'),
    permission: 'membership.statistics.read',
    unitName: unit.name,
    filters: [say('statistics.period', { from, day })],
    columns,
    rows: [rows],
  });
  audit(ctx, { action: 'membership.exportStatistics', details: { day, unitId: unit.id } });
  return file;
}

/** Refuses: a unit of which the reader may know no names, a period that ends before it begins. */
export async function listStatisticPeople(ctx: Context, query: Query<typeof contract.listStatisticPeople>) {
  const { day, from } = periodOf(ctx, query);
  const { unit } = await unitAsked(ctx, query.unitId);
  if (!may(ctx.user, 'membership.member.read', unit.path)) throw notFound();
  const page = await enrolmentCensusPeople(ctx, memberScheme, {
    ...{ day, from, under: [unit.path], trait: FULL, part: query.part, cursor: query.cursor, limit: query.limit },
    onlyIn: query.isOwn === true ? unit.id : undefined,
  });
  const rows = page.rows.map(({ nameKey: _, ...row }) => ({
    ...row,
    employmentKind: row.employmentKind as 'contract',
    state: row.state as MemberState | null,
  }));
  return { rows, nextCursor: page.nextCursor };
}
