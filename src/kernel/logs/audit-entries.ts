import { sql } from 'kysely';
import { audit } from '../audit';
import type { Context } from '../context';
import type { EndpointInput } from '../endpoint';
import type { FileAnswer } from '../manifest';
import { allPages, exportTable } from '../office/workbook-export';
import type { WorkbookColumn } from '../office/workbook-cells';
import type { Page } from '../paging';
import { text } from '../texts';
import type { AuditRow } from './contract';
import type * as contract from './contract';
import { actionWords, presentEntries, type FoundEntry } from './entry-words';
import { admitHouseWide } from './house-wide';
import { holds, inDay, momentText, readPlace, writePlace } from './moments';

type Query = EndpointInput<typeof contract.listAudit>['query'];
type Say = (key: string, params?: Record<string, unknown>) => string;

const sayIn =
  (ctx: Context): Say =>
  (key, params = {}) =>
    text(ctx.language, `kernel:logs.${key}`, params);

/** Refuses: who holds the right for a part of the house alone. */
export async function listAudit(ctx: Context, query: Query): Promise<Page<AuditRow>> {
  admitHouseWide(ctx, 'kernel.audit.read');
  const after = readPlace(query.cursor);
  const yes = sql`true`;
  const subject = query.subject ?? '';
  const { rows } = await sql<FoundEntry>`
    select e.id, ${momentText('e.at')} as moment, e.actor, u.name as "actorName", e.action, e.subject, e.details
    from kernel.audit_entry e left join kernel.login_user u on u.id = e.account_id
    where ${query.actor ? sql`(e.actor like ${holds(query.actor)} or u.name like ${holds(query.actor)})` : yes}
      and ${query.action ? sql`e.action = ${query.action}` : yes}
      and ${subject === '' ? yes : subject.includes(':') ? sql`e.subject = ${subject}` : sql`(e.subject like ${`${subject.replace(/[\\%_]/g, '\\$&')}:%`})`}
      and ${query.on ? inDay('e.at', query.on) : yes}
      and ${after ? sql`(e.at, e.id) < (${after.moment}::timestamptz, ${after.id}::uuid)` : yes}
    order by e.at desc, e.id desc limit ${query.limit + 1}`.execute(ctx.transaction);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: await presentEntries(ctx, page),
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
