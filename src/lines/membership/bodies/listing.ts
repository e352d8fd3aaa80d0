import { allPages, audit, exportTable, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { bodiesOf, seatsOn, unitsOn, type CensusRow } from '#engines/roster';
import { ruleOn } from '#engines/rulebook';
import { rules } from '#engines/rulebook/contract';
import { daysBetween, type Day, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { nameAsked, pathsAsked, scopeOf } from '../policy';
import type * as contract from './contract';
import { bodyKindNames, bodyStates, type BodyKindName, type BodyRow, type BodyState } from './contract';
import { kindOf, rosterKinds } from './kinds';
import { kindWord, mayChangeBody, say } from './policy';
import { bodyStateOn, noticeOn, presentTerm } from './standing';
import { membersByUnit, sizeRulesOn, strengthOf } from './strength';

type Query<E> = EndpointInput<E>['query'];
type Filters = Omit<Query<typeof contract.listBodies>, 'cursor' | 'limit'>;

/**
 * Which units must have which body once they have enough members: the works with its own money a committee, auditors and
 * the women's committee, its areas and workshops a committee (分工会). Departments and teams stand under one of these.
 */
const expected: readonly { kind: BodyKindName; unitKinds: readonly string[] }[] = [
  { kind: 'union_committee', unitKinds: ['works', 'work_area', 'workshop'] },
  { kind: 'audit_committee', unitKinds: ['works'] },
  { kind: 'women_committee', unitKinds: ['works'] },
];

interface Unit {
  id: string;
  name: string;
  path: string;
  kind: string;
}

/** Bodies that the units within reach must have and don't. */
async function missingBodies(
  ctx: Context,
  units: readonly Unit[],
  known: ReadonlySet<string>,
  census: readonly CensusRow[],
): Promise<BodyRow[]> {
  const today = ctx.clock.today();
  const least = await ruleOn(ctx, rules.committeeLeastMembers, today);
  const { womenLeast } = await sizeRulesOn(ctx, today);
  return units.flatMap((unit) => {
    const { members, women } = strengthOf(census, unit.path);
    return expected.flatMap(({ kind, unitKinds }): BodyRow[] => {
      const isOfWomen = kind === 'women_committee';
      const [count, rule] = isOfWomen ? [women, womenLeast] : [members, least];
      const key = `${unit.id}:${kind}`;
      if (!unitKinds.includes(unit.kind) || members < least.value || count < rule.value || known.has(key)) return [];
      const whom = say(ctx, isOfWomen ? 'women' : 'members');
      return [
        {
          ...{ key, id: null, kind, name: kindWord(ctx, kind), unit: { id: unit.id, name: unit.name } },
          ...{ state: 'missing', term: null },
          because: say(ctx, 'mustHave', { whom, count, least: rule.value, source: rule.source }),
          abilities: { found: mayChangeBody(ctx, kind, unit.path) },
        },
      ];
    });
  });
}

/** Bodies of the part of the tree that is asked for, in the order of the tree, with those that are missing. */
async function allRows(ctx: Context, { unitId, kind }: Filters): Promise<BodyRow[]> {
  const paths = await pathsAsked(ctx, 'membership.body.read', unitId);
  const today = ctx.clock.today();
  const notice = await noticeOn(ctx, today);
  const units: Unit[] = await unitsOn(ctx, { day: today, scopes: paths });
  const bodies = await bodiesOf(ctx, { kinds: rosterKinds, scopes: paths });
  const sitting = await sittingByTerm(ctx, paths, today);
  const rows = bodies.map(({ terms, ...body }): BodyRow => {
    const kindName = kindOf(body.kind)!;
    const term = presentTerm(terms, today);
    return {
      ...{ key: body.id, id: body.id, kind: kindName, name: body.name, because: null },
      unit: { id: body.unitId, name: body.unitName },
      state: bodyStateOn({ dissolvedOn: body.dissolvedOn, terms }, { today, notice }),
      term:
        term === undefined
          ? null
          : {
              ...{ id: term.id, number: term.number, startsOn: term.startsOn, seats: term.seats },
              endsOn: term.endedOn ?? term.endsOn,
              sitting: sitting.get(term.id) ?? 0,
              daysLeft: daysBetween(today, term.endedOn ?? term.endsOn),
            },
      abilities: { found: false },
    };
  });
  const live = rows.filter((row) => row.state !== 'dissolved');
  const known = new Set(live.map((row) => `${row.unit.id}:${row.kind}`));
  rows.push(...(await missingBodies(ctx, units, known, await membersByUnit(ctx, today, paths))));
  const order = new Map(units.map((unit, i) => [unit.id, i]));
  const place = (row: BodyRow) => order.get(row.unit.id) ?? units.length;
  const rank = (row: BodyRow) => bodyKindNames.indexOf(row.kind);
  return rows
    .filter((row) => kind === undefined || row.kind === kind)
    .sort((a, b) => place(a) - place(b) || rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
}

async function sittingByTerm(ctx: Context, scopes: readonly string[], day: Day): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { termId } of await seatsOn(ctx, { kinds: rosterKinds, day, scopes }))
    counts.set(termId, (counts.get(termId) ?? 0) + 1);
  return counts;
}

/** Refuses: a unit that isn't in reach. A cursor is the key of the last row; an unknown one reads as the beginning. */
export async function listBodies(
  ctx: Context,
  query: Query<typeof contract.listBodies>,
): Promise<EndpointResponse<typeof contract.listBodies>> {
  const all = await allRows(ctx, query);
  const { state, cursor, limit } = query;
  const asked = all.filter((row) => (state === undefined ? row.state !== 'dissolved' : row.state === state));
  const from = cursor === undefined ? 0 : asked.findIndex((row) => row.key === cursor) + 1;
  const rows = asked.slice(from, from + limit);
  const counts = Object.fromEntries(
    bodyStates.map((one) => [one, all.filter((row) => row.state === one).length]),
  ) as Record<BodyState, number>;
  const scopes = scopeOf(ctx, 'membership.body.write');
  return {
    rows,
    nextCursor: from + limit < asked.length ? (rows.at(-1)?.key ?? null) : null,
    counts,
    abilities: {
      found: scopes.length > 0,
      ...Object.fromEntries(
        bodyKindNames.map((kind) => [`found.${kind}`, scopes.some((path) => mayChangeBody(ctx, kind, path))]),
      ),
    },
  };
}

function columns(ctx: Context): WorkbookColumn<BodyRow>[] {
  const title = (key: string) => `membership:bodies.columns.${key}`;
  return [
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unit.name },
    { key: 'kind', title: title('kind'), kind: 'text', width: 20, value: (row) => kindWord(ctx, row.kind) },
    { key: 'name', title: title('name'), kind: 'text', width: 28, value: (row) => (row.id === null ? '' : row.name) },
    { key: 'state', title: title('state'), kind: 'text', width: 14, value: (row) => say(ctx, `states.${row.state}`) },
    { key: 'term', title: title('term'), kind: 'text', width: 8, value: (row) => String(row.term?.number ?? '') },
    { key: 'startsOn', title: title('startsOn'), kind: 'day', width: 12, value: (row) => row.term?.startsOn ?? null },
    { key: 'endsOn', title: title('endsOn'), kind: 'day', width: 12, value: (row) => row.term?.endsOn ?? null },
    { key: 'seats', title: title('seats'), kind: 'count', width: 8, value: (row) => row.term?.seats ?? null },
    { key: 'sitting', title: title('sitting'), kind: 'count', width: 8, value: (row) => row.term?.sitting ?? null },
  ];
}

/** The list as a file, by its own act. Refuses: a unit that isn't in reach. */
export async function exportBodies(ctx: Context, query: Query<typeof contract.exportBodies>): Promise<FileAnswer> {
  const { kind, state, unitId } = query;
  const { file, rows } = await exportTable(ctx, {
    title: say(ctx, 'exports.bodies'),
    permission: 'membership.body.read',
    unitName: await nameAsked(ctx, unitId),
    filters: [...(kind ? [kindWord(ctx, kind)] : []), ...(state ? [say(ctx, `states.${state}`)] : [])],
    columns: columns(ctx),
    rows: allPages((page) => listBodies(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'membership.exportBodies', details: { count: rows, unitId: unitId ?? null } });
  return file;
}
