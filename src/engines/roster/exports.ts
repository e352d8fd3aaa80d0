import { allPages, audit, exportTable, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { unitsWithWords, unitTree, type PersonRow, type UnitNode, type UnitRow, type UserRow } from './contract';
import type * as contract from './contract';
import { listPeople } from './people';
import type { RoleTable } from './roles';
import { plainDossiers, type PlainDossier } from './dossier/store';
import { kindRows } from './store/units';
import { listUnits, visibleUnit } from './units';
import { listUsers } from './users';

type Query<E> = EndpointInput<E>['query'];
type Say = (key: string, params?: Record<string, unknown>) => string;

const sayIn =
  (ctx: Context): Say =>
  (key, params = {}) =>
    text(ctx.language, `roster:${key}`, params);

const title = (key: string): string => `roster:exports.columns.${key}`;

function wordsOf(say: Say, words: string | undefined): string[] {
  return words ? [say('exports.filter.words', { words })] : [];
}

type WholeRow = PersonRow & PlainDossier;

function dossierColumns(say: Say): WorkbookColumn<WholeRow>[] {
  const titleOf = (key: string): string => `roster:dossier.columns.${key}`;
  const word = (key: string, code: string | null) => (code === null ? null : say(`dossier.${key}.${code}`));
  return [
    {
      key: 'formerNames',
      title: titleOf('formerNames'),
      kind: 'text',
      width: 16,
      value: (person) => person.formerNames.join(say('exports.listMark')) || null,
    },
    {
      key: 'nation',
      title: titleOf('nation'),
      kind: 'text',
      width: 12,
      value: ({ nation }) => word('nations', nation),
    },
    {
      key: 'education',
      title: titleOf('education'),
      kind: 'text',
      width: 14,
      value: ({ education }) => word('educations', education),
    },
    { key: 'employer', title: titleOf('employer'), kind: 'text', width: 24, value: (person) => person.employer },
    {
      key: 'migrant',
      title: titleOf('migrant'),
      kind: 'text',
      width: 10,
      value: ({ isMigrant }) => say(isMigrant ? 'dossier.yes' : 'dossier.no'),
    },
  ];
}

/** A page of the list with the plain rest of each dossier; what is sealed never goes into a file. */
async function wholePage(ctx: Context, query: Query<typeof contract.listPeople>) {
  const { rows, nextCursor } = await listPeople(ctx, query);
  const dossiers = await plainDossiers(
    ctx,
    rows.map(({ id }) => id),
  );
  return { rows: rows.map((row): WholeRow => ({ ...row, ...dossiers.get(row.id)! })), nextCursor };
}

function peopleColumns(say: Say): WorkbookColumn<WholeRow>[] {
  return [
    { key: 'name', title: title('name'), kind: 'text', width: 12, value: (person) => person.name },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: (person) => person.staffNumber },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (person) => person.unitName },
    { key: 'gender', title: title('gender'), kind: 'text', width: 8, value: (one) => say(`gender.${one.gender}`) },
    {
      key: 'employment',
      title: title('employment'),
      kind: 'text',
      width: 14,
      value: (person) => say(`employment.${person.employmentKind}`),
    },
    { key: 'phone', title: title('phone'), kind: 'text', width: 16, value: (person) => person.phone },
    { key: 'since', title: title('since'), kind: 'day', width: 12, value: (person) => person.employedFrom },
    { key: 'born', title: title('born'), kind: 'day', width: 12, value: (person) => person.bornOn },
    ...dossierColumns(say),
  ];
}

/** The list of people as a file, phone numbers masked as on the screen. Refuses: a unit that is not there. */
export async function exportPeople(ctx: Context, query: Query<typeof contract.exportPeople>): Promise<FileAnswer> {
  const say = sayIn(ctx);
  const unit = query.unitId === undefined ? null : await visibleUnit(ctx, query.unitId, 'roster.person.read');
  const { file, rows } = await exportTable(ctx, {
    title: say('exports.people'),
    permission: 'roster.person.read',
    unitName: unit?.name,
    filters: wordsOf(say, query.search),
    columns: peopleColumns(say),
    rows: allPages((page) => wholePage(ctx, { ...query, ...page })),
  });
  // The words may be a name, and names stay out of the audit.
  audit(ctx, {
    action: 'roster.exportPeople',
    details: { count: rows, unitId: query.unitId ?? null, isSearched: query.search !== undefined },
  });
  return file;
}

interface PlacedUnit {
  unit: UnitRow;
  /** From the top of what the person sees down to the unit. */
  names: readonly string[];
}

function placed(nodes: readonly UnitNode<UnitRow>[], above: readonly string[] = []): PlacedUnit[] {
  return nodes.flatMap(({ unit, children }) => {
    const names = [...above, unit.name];
    return [{ unit, names }, ...placed(children, names)];
  });
}

function unitColumns(say: Say, kinds: ReadonlyMap<string, string>): WorkbookColumn<PlacedUnit>[] {
  return [
    { key: 'name', title: title('unit'), kind: 'text', width: 24, value: ({ unit }) => unit.name },
    { key: 'short', title: title('shortName'), kind: 'text', width: 16, value: ({ unit }) => unit.shortName },
    {
      key: 'kind',
      title: title('kind'),
      kind: 'text',
      width: 12,
      value: ({ unit }) => kinds.get(unit.kind) ?? unit.kind,
    },
    { key: 'level', title: title('level'), kind: 'count', width: 8, value: ({ names }) => names.length },
    {
      key: 'path',
      title: title('path'),
      kind: 'text',
      width: 48,
      value: ({ names }) => names.join(say('exports.pathMark')),
    },
    { key: 'from', title: title('founded'), kind: 'day', width: 12, value: ({ unit }) => unit.validFrom },
    { key: 'to', title: title('lastDay'), kind: 'day', width: 12, value: ({ unit }) => unit.validTo },
  ];
}

/** The tree as rows, parents before children, as the page shows it. Refuses: a unit that is not there. */
export async function exportUnits(ctx: Context, query: Query<typeof contract.exportUnits>): Promise<FileAnswer> {
  const say = sayIn(ctx);
  const { find, ...asked } = query;
  const list = await listUnits(ctx, asked);
  const kinds = await kindRows(ctx);
  const kindNames = new Map(kinds.map((kind) => [kind.code, ctx.language === 'en' ? kind.englishName : kind.name]));
  const under = query.under === undefined ? null : await visibleUnit(ctx, query.under, 'roster.unit.read');
  const { file, rows } = await exportTable(ctx, {
    title: say('exports.units'),
    permission: 'roster.unit.read',
    unitName: under?.name,
    filters: [
      ...wordsOf(say, find),
      ...(query.day === undefined ? [] : [say('exports.filter.day', { day: query.day })]),
      ...(query.kind === undefined ? [] : [say('exports.filter.kind', { kind: kindNames.get(query.kind) })]),
    ],
    columns: unitColumns(say, kindNames),
    rows: [placed(unitsWithWords(unitTree(list.rows), find ?? ''))],
  });
  audit(ctx, { action: 'roster.exportUnits', details: { count: rows, under: query.under ?? null } });
  return file;
}

/** The word for what stands in the way of an account, as the list says it. */
function accountState(user: UserRow, say: Say): string {
  if (user.isClosed) return say('pages.users.closed');
  if (user.isLocked) return say('pages.users.locked');
  return say(user.mustChangePassword ? 'pages.users.mustChange' : 'pages.users.inUse');
}

function userColumns(ctx: Context, say: Say): WorkbookColumn<UserRow>[] {
  const today = ctx.clock.today();
  const roles = ({ grants }: UserRow) =>
    grants
      .filter((grant) => grant.validFrom <= today && (grant.validTo === null || grant.validTo >= today))
      .map(({ role, unitName, delegatedBy }) => {
        const held = `${say(`roles.${role}`)} · ${unitName}`;
        return delegatedBy === null ? held : `${held} · ${say('rights.standsInFor', { name: delegatedBy })}`;
      })
      .join(say('exports.listMark'));
  return [
    { key: 'username', title: title('username'), kind: 'text', width: 16, value: (user) => user.username },
    { key: 'name', title: title('name'), kind: 'text', width: 12, value: (user) => user.name },
    {
      key: 'number',
      title: title('number'),
      kind: 'text',
      width: 14,
      value: ({ person }) => person?.staffNumber ?? null,
    },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: ({ person }) => person?.unitName ?? null },
    { key: 'roles', title: title('roles'), kind: 'text', width: 40, value: roles },
    { key: 'state', title: title('state'), kind: 'text', width: 12, value: (user) => accountState(user, say) },
    {
      key: 'last',
      title: title('lastSignIn'),
      kind: 'moment',
      width: 18,
      value: ({ lastSignedInAt }) => (lastSignedInAt === null ? null : new Date(lastSignedInAt)),
    },
  ];
}

const ALL_AT_ONCE = 1_000_000;

/** The list of accounts as a file. They are sorted as a whole for each page, so they are asked for once. */
export async function exportUsers(
  ctx: Context,
  roles: RoleTable,
  query: Query<typeof contract.exportUsers>,
): Promise<FileAnswer> {
  const say = sayIn(ctx);
  const list = await listUsers(ctx, roles, { ...query, limit: ALL_AT_ONCE });
  const { file, rows } = await exportTable(ctx, {
    title: say('exports.users'),
    permission: 'roster.user.manage',
    filters: wordsOf(say, query.search),
    columns: userColumns(ctx, say),
    rows: [list.rows],
  });
  audit(ctx, { action: 'roster.exportUsers', details: { count: rows, isSearched: query.search !== undefined } });
  return file;
}
