import { sql } from 'kysely';
import { audit } from '../audit';
import type { Context } from '../context';
import type { EndpointInput } from '../endpoint';
import type { FileAnswer } from '../manifest';
import { allPages, exportTable } from '../office/workbook-export';
import type { WorkbookColumn } from '../office/workbook-cells';
import { isId, type Page } from '../paging';
import { hasText, text } from '../texts';
import type { AuditRow } from './contract';
import type * as contract from './contract';
import { admitHouseWide } from './house-wide';
import { holds, inDay, momentText, readPlace, writePlace } from './moments';

type Query = EndpointInput<typeof contract.listAudit>['query'];
type Say = (key: string, params?: Record<string, unknown>) => string;

interface Found {
  id: string;
  moment: string;
  actor: string;
  actorName: string | null;
  action: string;
  subject: string | null;
  details: Record<string, unknown>;
}

const sayIn =
  (ctx: Context): Say =>
  (key, params = {}) =>
    text(ctx.language, `kernel:logs.${key}`, params);

/** What was done, in words: they stand under `audit` in the texts of the module, or of the kernel for what has none. */
export function actionWords(ctx: Context, action: string): string {
  const [module, verb] = action.split('.', 2);
  const keys = [`${module}:audit.${verb}`, `kernel:audit.${action}`];
  const known = keys.find((key) => hasText(ctx.language, key));
  return known === undefined ? action : text(ctx.language, known);
}

/** Names of the accounts that subjects and details speak of. */
async function accountNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from kernel.login_user where id = any(${[...new Set(ids)]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row.name]));
}

function subjectOf(ctx: Context, subject: string | null, names: ReadonlyMap<string, string>): AuditRow['subject'] {
  if (subject === null) return null;
  const [kind = '', rest = ''] = subject.split(/:(.*)/s, 2);
  const key = `kernel:logs.kinds.${kind}`;
  const isParameter = kind === 'parameter';
  const word = hasText(ctx.language, key) ? text(ctx.language, key) : kind;
  return { key: subject, kind: word, name: names.get(rest) ?? (isParameter ? parameterName(ctx, rest) : null) };
}

function parameterName(ctx: Context, key: string): string {
  const [module, name] = key.split('.', 2);
  const words = `${module}:parameters.${name}.name`;
  return hasText(ctx.language, words) ? text(ctx.language, words) : key;
}

/** One value of the details as a person reads it; an id is shortened to what tells two apart. */
function valueWords(say: Say, value: unknown): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return isId(value) ? `…${value.slice(-8)}` : value;
  if (Array.isArray(value)) return value.map((one) => valueWords(say, one)).join(say('comma'));
  return Object.entries(value)
    .map(([name, part]) => `${name} ${valueWords(say, part)}`)
    .join(say('comma'));
}

function present(ctx: Context, found: Found, names: ReadonlyMap<string, string>): AuditRow {
  const say = sayIn(ctx);
  const label = (name: string) =>
    hasText(ctx.language, `kernel:logs.details.${name}`) ? say(`details.${name}`) : name;
  return {
    id: found.id,
    at: found.moment,
    actor: found.actor,
    actorName: found.actorName,
    action: found.action,
    words: actionWords(ctx, found.action),
    subject: subjectOf(ctx, found.subject, names),
    details: Object.entries(found.details).map(([name, value]) => ({
      label: label(name),
      value: (typeof value === 'string' && names.get(value)) || valueWords(say, value),
    })),
  };
}

/** Ids that may be those of accounts: of subjects, and whatever in the details looks like one. */
function idsIn({ subject, details }: Found): string[] {
  const own = subject?.startsWith('account:') ? [subject.slice('account:'.length)] : [];
  const values = Object.values(details).filter((value): value is string => typeof value === 'string');
  return [...own, ...values].filter(isId);
}

/** Refuses: who holds the right for a part of the house alone. */
export async function listAudit(ctx: Context, query: Query): Promise<Page<AuditRow>> {
  admitHouseWide(ctx, 'kernel.audit.read');
  const after = readPlace(query.cursor);
  const yes = sql`true`;
  const subject = query.subject ?? '';
  const { rows } = await sql<Found>`
    select e.id, ${momentText('e.at')} as moment, e.actor, u.name as "actorName", e.action, e.subject, e.details
    from kernel.audit_entry e left join kernel.login_user u on u.id = e.account_id
    where ${query.actor ? sql`(e.actor like ${holds(query.actor)} or u.name like ${holds(query.actor)})` : yes}
      and ${query.action ? sql`e.action = ${query.action}` : yes}
      and ${subject === '' ? yes : subject.includes(':') ? sql`e.subject = ${subject}` : sql`(e.subject like ${`${subject.replace(/[\\%_]/g, '\\$&')}:%`})`}
      and ${query.on ? inDay('e.at', query.on) : yes}
      and ${after ? sql`(e.at, e.id) < (${after.moment}::timestamptz, ${after.id}::uuid)` : yes}
    order by e.at desc, e.id desc limit ${query.limit + 1}`.execute(ctx.transaction);
  const page = rows.slice(0, query.limit);
  const names = await accountNames(ctx, page.flatMap(idsIn));
  const last = page.at(-1);
  return {
    rows: page.map((row) => present(ctx, row, names)),
    nextCursor: rows.length > query.limit && last ? writePlace(last) : null,
  };
}

const detailsLine = (row: AuditRow): string => row.details.map(({ label, value }) => `${label}: ${value}`).join('; ');

const columns: WorkbookColumn<AuditRow>[] = [
  { key: 'at', title: 'kernel:logs.at', kind: 'moment', width: 18, value: (row) => new Date(row.at) },
  { key: 'actor', title: 'kernel:logs.username', kind: 'text', width: 16, value: (row) => row.actor },
  { key: 'name', title: 'kernel:logs.name', kind: 'text', width: 12, value: (row) => row.actorName },
  { key: 'action', title: 'kernel:logs.action', kind: 'text', width: 28, value: (row) => row.words },
  {
    key: 'subject',
    title: 'kernel:logs.subject',
    kind: 'text',
    width: 32,
    value: ({ subject }) => (subject === null ? null : [subject.kind, subject.name ?? subject.key].join(' ')),
  },
  { key: 'details', title: 'kernel:logs.detail', kind: 'text', width: 60, value: detailsLine },
];

export async function exportAudit(ctx: Context, query: Omit<Query, 'cursor' | 'limit'>): Promise<FileAnswer> {
  const say = sayIn(ctx);
  const { file, rows } = await exportTable(ctx, {
    title: say('audit'),
    permission: 'kernel.audit.read',
    filters: [
      query.actor ? say('byAccount', { words: query.actor }) : '',
      query.action ? actionWords(ctx, query.action) : '',
      query.subject ?? '',
      query.on ?? '',
    ],
    columns,
    rows: allPages((page) => listAudit(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'audit.exportEntries', details: { count: rows } });
  return file;
}

interface Seal {
  sealed: number;
  until: string | null;
  waiting: number;
}

/** How far the chain reaches. That it is whole is proved by `gonghui audit verify`, which reads all of it. */
export async function auditState(ctx: Context) {
  admitHouseWide(ctx, 'kernel.audit.read');
  const { rows: seals } = await sql<Seal>`
    with last as (
      select s.position, e.transaction_number, e.id, e.recorded_at
      from kernel.audit_seal s join kernel.audit_entry e on e.id = s.entry_id order by s.position desc limit 1
    )
    select coalesce((select position from last), 0)::int as sealed,
      (select ${momentText('last.recorded_at')} from last) as until,
      (select count(*)::int from kernel.audit_entry e
       where (e.transaction_number, e.id) > (coalesce((select transaction_number from last), '0'::xid8),
         coalesce((select id from last), '00000000-0000-0000-0000-000000000000'::uuid))) as waiting`.execute(
    ctx.transaction,
  );
  const { rows: actions } = await sql<{ action: string }>`
    with recursive known as (
      (select action from kernel.audit_entry order by action limit 1)
      union all
      select (select e.action from kernel.audit_entry e where e.action > k.action order by e.action limit 1)
      from known k where k.action is not null
    )
    select action from known where action is not null`.execute(ctx.transaction);
  const { sealed, until, waiting } = seals[0]!;
  return {
    sealed,
    sealedUntil: until,
    waiting,
    actions: actions.map(({ action }) => ({ action, words: actionWords(ctx, action) })),
  };
}
