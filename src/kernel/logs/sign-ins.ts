import { sql } from 'kysely';
import { audit } from '../audit';
import type { Context, Parameter } from '../context';
import type { EndpointInput } from '../endpoint';
import type { FileAnswer } from '../manifest';
import { allPages, exportTable } from '../office/workbook-export';
import type { WorkbookColumn } from '../office/workbook-cells';
import type { Page } from '../paging';
import { parameterOn } from '../parameters';
import { text } from '../texts';
import type { SignInOutcome } from '../ways-in/outcomes';
import { admitHouseWide } from './house-wide';
import { signInLogMonthsShape, type SignInRow } from './contract';
import type * as contract from './contract';
import { holds, inDay, momentText, readPlace, writePlace } from './moments';

export const signInLogMonths: Parameter<number> = {
  shape: signInLogMonthsShape,
  seed: {
    value: 12,
    validFrom: '1949-10-01',
    level: 'product',
    source: '网络安全法第二十一条：网络日志留存不少于六个月',
    confidence: 'K-H',
  },
};

type Query = EndpointInput<typeof contract.listSignIns>['query'];

interface Found {
  id: string;
  moment: string;
  username: string;
  name: string | null;
  outcome: SignInOutcome;
  address: string | null;
  userAgent: string | null;
}

/** Refuses: who holds the right for a part of the house alone. */
export async function listSignIns(ctx: Context, query: Query): Promise<Page<SignInRow>> {
  admitHouseWide(ctx, 'kernel.signin_log.read');
  const after = readPlace(query.cursor);
  const yes = sql`true`;
  const { rows } = await sql<Found>`
    select e.id, ${momentText('e.at')} as moment, e.username, u.name, e.outcome, e.address, e.user_agent as "userAgent"
    from kernel.sign_in_event e left join kernel.login_user u on u.id = e.user_id
    where ${query.account ? sql`(e.username like ${holds(query.account.toLowerCase())} or u.name like ${holds(query.account)})` : yes}
      and ${query.outcome ? sql`e.outcome = ${query.outcome}` : yes}
      and ${query.on ? inDay('e.at', query.on) : yes}
      and ${query.address ? sql`e.address = ${query.address}` : yes}
      and ${after ? sql`(e.at, e.id) < (${after.moment}::timestamptz, ${after.id}::uuid)` : yes}
    order by e.at desc, e.id desc limit ${query.limit + 1}`.execute(ctx.transaction);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ moment, ...row }) => ({
      ...row,
      at: moment,
      words: text(ctx.language, `kernel:outcomes.${row.outcome}`),
    })),
    nextCursor: rows.length > query.limit && last ? writePlace(last) : null,
  };
}

const columns: WorkbookColumn<SignInRow>[] = [
  { key: 'at', title: 'kernel:logs.at', kind: 'moment', width: 18, value: (row) => new Date(row.at) },
  { key: 'username', title: 'kernel:logs.username', kind: 'text', width: 16, value: (row) => row.username },
  { key: 'name', title: 'kernel:logs.name', kind: 'text', width: 12, value: (row) => row.name },
  { key: 'outcome', title: 'kernel:logs.outcome', kind: 'text', width: 24, value: (row) => row.words },
  { key: 'address', title: 'kernel:logs.address', kind: 'text', width: 18, value: (row) => row.address },
  { key: 'device', title: 'kernel:logs.device', kind: 'text', width: 48, value: (row) => row.userAgent },
];

export async function exportSignIns(ctx: Context, query: Omit<Query, 'cursor' | 'limit'>): Promise<FileAnswer> {
  const say = (key: string, params: object = {}) => text(ctx.language, `kernel:logs.${key}`, { ...params });
  const { file, rows } = await exportTable(ctx, {
    title: say('signIns'),
    permission: 'kernel.signin_log.read',
    filters: [
      query.account ? say('byAccount', { words: query.account }) : '',
      query.outcome ? text(ctx.language, `kernel:outcomes.${query.outcome}`) : '',
      query.on ?? '',
      query.address ?? '',
    ],
    columns,
    rows: allPages((page) => listSignIns(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'session.exportSignIns', details: { count: rows } });
  return file;
}

/** The log is kept as long as the parameter says, and never less than the law's floor. */
export async function forgetOldSignIns(ctx: Context): Promise<number> {
  const { value: months } = await parameterOn<number>(ctx, signInLogMonthsShape.key, ctx.clock.today());
  const gone =
    await sql`delete from kernel.sign_in_event where at < now() - make_interval(months => ${months})`.execute(
      ctx.transaction,
    );
  const count = Number(gone.numAffectedRows);
  if (count > 0) audit(ctx, { action: 'session.forgetOldSignIns', details: { count } });
  return count;
}
