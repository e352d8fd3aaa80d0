import { createHash } from 'node:crypto';
import type pg from 'pg';
import { copyOut } from './copy';
import type { Head, Part } from './manifest';

/** Sign-ins end with a restore: a backup holds no key to anybody's session. */
const LEFT_OUT = new Set(['kernel.login_session', 'kernel.login_verification']);
const AUDIT = 'kernel.audit_entry';

export interface Table {
  name: string;
  columns: string[];
  /** What puts the rows into one order on every server. */
  order: string;
}

/** The schemas are the modules that have migrations; whatever else lives in the database is not ours. */
export function schemasOf(migrations: Head['migrations']): string[] {
  return [...new Set(['kernel', ...migrations.map(({ module }) => module)])];
}

export async function ownTables(client: pg.ClientBase, schemas: readonly string[]): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; key: string[] }>(
    `
    select format('%I.%I', n.nspname, c.relname) as name,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end
        from pg_index i, unnest(i.indkey) with ordinality k(attnum, place)
        join pg_attribute a on a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid order by k.place) as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname = any ($1)
    order by n.nspname collate "C", c.relname collate "C"`,
    [schemas],
  );
  return rows.map(({ name, columns, key }) => ({
    name,
    columns,
    order: key.length > 0 ? key.join(', ') : 't::text collate "C"',
  }));
}

export function backupParts(tables: readonly Table[]): Part[] {
  return tables.flatMap(({ name, columns }): Part[] => {
    if (LEFT_OUT.has(name)) return [];
    if (name !== AUDIT) return [{ table: name, rows: 'all', columns }];
    const others = columns.filter((column) => column !== 'transaction_number');
    return [
      { table: name, rows: 'sealed_audit', columns: [...others, 'transaction_number'] },
      { table: name, rows: 'waiting_audit', columns: others },
    ];
  });
}

/**
 * The query for a part's rows. Transaction numbers mean nothing in another cluster, where counting begins anew. Rows
 * that are sealed get 0 and the last sealed one 1, so that the sealer goes on behind them; rows that still wait get
 * the number of the transaction that restores them.
 */
export function selectOf(part: Part, tables: readonly Table[]): string {
  const table = tables.find(({ name }) => name === part.table)!;
  const list = part.columns.map((column) => `t.${column}`);
  const order = table.order;
  if (part.rows === 'all') return `select ${list.join(', ')} from ${table.name} t order by ${order}`;
  const isSealed = `exists (select from kernel.audit_seal s where s.entry_id = t.id)`;
  if (part.rows === 'waiting_audit')
    return `select ${list.join(', ')} from ${AUDIT} t where not ${isSealed} order by ${order}`;
  const number = `case when t.id = (select entry_id from kernel.audit_seal order by position desc limit 1) then '1'::xid8 else '0'::xid8 end`;
  return `select ${list.slice(0, -1).join(', ')}, ${number} from ${AUDIT} t where ${isSealed} order by ${order}`;
}

/** One spelling of every value, whatever the server's settings; and an error rather than rows hidden by a policy. */
export const EXACT_TEXT = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local extra_float_digits = 1; set local bytea_output = 'hex'; set local row_security = off; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0; set local client_encoding = 'UTF8'`;

export interface Tally {
  rows: number;
  bytes: number;
  sha256: string;
}

/** Counts and hashes a part's rows as they are in the database. */
export async function tallyOf(client: pg.ClientBase, select: string): Promise<Tally> {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  for await (const { block, rows: count } of copyOut(client, select)) {
    hash.update(block);
    rows += count;
    bytes += block.length;
  }
  return { rows, bytes, sha256: hash.digest('hex') };
}

export async function sequenceStates(client: pg.ClientBase, schemas: readonly string[]): Promise<Head['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and n.nspname = any ($1) order by 1`,
    [schemas],
  );
  const states: Head['sequences'] = [];
  for (const { name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    );
    states.push({ name, last: state.rows[0]!.last, isCalled: state.rows[0]!.called });
  }
  return states;
}
