import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Secrets } from './secrets';

/** A column of sealed values, as a module's manifest names it, so that a rotation of keys and `doctor` find them all. */
export interface SealedColumn {
  /** With its schema: `roster.person`. */
  readonly table: `${string}.${string}`;
  readonly column: string;
  /** The column of the row's own uuid, which is part of the value's place. */
  readonly idColumn: string;
}

/** Where a value lies, as it is bound into it. */
export const sealedPlace = ({ table, column }: SealedColumn, id: string): string => `${table}.${column}:${id}`;

/** Written by each module's own store; here only by the names in the manifests. */
const tableOf = ({ table }: SealedColumn): RawBuilder<unknown> => sql.table(table);
const valueOf = ({ column }: SealedColumn): RawBuilder<Uint8Array> => sql.ref(column);
const idOf = ({ idColumn }: SealedColumn): RawBuilder<string> => sql.ref(idColumn);
/** The bytes of a value that name its key. */
const keyIn = (column: SealedColumn): RawBuilder<Uint8Array> => sql`substring(${valueOf(column)} from 2 for 4)`;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export interface SealedValue {
  id: string;
  value: Uint8Array;
}

/** The next values of a column by id, to be walked through in pieces. */
export async function sealedValues(
  database: Kysely<unknown>,
  column: SealedColumn,
  page: { after?: string | undefined; limit: number; notUnder?: Buffer },
): Promise<SealedValue[]> {
  const { after = FIRST_ID, limit, notUnder } = page;
  const isWanted = notUnder === undefined ? sql`true` : sql`${keyIn(column)} <> ${notUnder}`;
  const hold = notUnder === undefined ? sql`` : sql`for no key update`;
  const { rows } =
    await sql<SealedValue>`select ${idOf(column)} as id, ${valueOf(column)} as value from ${tableOf(column)}
    where ${idOf(column)} > ${after}::uuid and ${valueOf(column)} is not null and ${isWanted}
    order by ${idOf(column)} limit ${limit} ${hold}`.execute(database);
  return rows;
}

export async function replaceSealed(
  database: Kysely<unknown>,
  column: SealedColumn,
  values: readonly { id: string; value: Buffer }[],
): Promise<void> {
  const given = JSON.stringify(values.map(({ id, value }) => ({ id, value: value.toString('base64') })));
  await sql`update ${tableOf(column)} as t set ${valueOf(column)} = decode(g.value, 'base64')
    from jsonb_to_recordset(${given}::jsonb) as g(id uuid, value text) where t.${idOf(column)} = g.id`.execute(
    database,
  );
}

/** How many values lie under each of these keys. */
export async function countUnder(
  database: Kysely<unknown>,
  columns: readonly SealedColumn[],
  keyIds: readonly Buffer[],
): Promise<number> {
  let count = 0;
  for (const column of columns) {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${tableOf(column)}
      where ${valueOf(column)} is not null and ${keyIn(column)} = any(${[...keyIds]}::bytea[])`.execute(database);
    count += rows[0]!.count;
  }
  return count;
}

/** Waits for whoever is writing to these tables, and lets nobody begin until the transaction ends. */
export async function holdSealedTables(database: Kysely<unknown>, columns: readonly SealedColumn[]): Promise<void> {
  for (const table of [...new Set(columns.map((column) => column.table))].sort())
    await sql`lock table ${sql.table(table)} in share mode`.execute(database);
}

export interface SealedSurvey {
  values: number;
  /** Under a key before the present one: they can be read and wait for the rotation. */
  older: number;
  /** Nobody can read them with this key file. */
  unreadable: number;
}

const PAGE = 5000;

/** Opens every sealed value of the house once. A database of an older program may lack a column: it holds nothing there. */
export async function surveySealed(
  database: Kysely<unknown>,
  columns: readonly SealedColumn[],
  secrets: Secrets,
): Promise<SealedSurvey> {
  const survey: SealedSurvey = { values: 0, older: 0, unreadable: 0 };
  const current = secrets.currentKeyId();
  for (const column of columns) {
    const { rows: there } = await sql`select 1 from pg_attribute where attrelid = to_regclass(${column.table})
      and attname = ${column.column} and not attisdropped`.execute(database);
    if (there.length === 0) continue;
    let after: string | undefined;
    for (;;) {
      const page = await sealedValues(database, column, { after, limit: PAGE });
      for (const { id, value } of page) {
        survey.values += 1;
        if (secrets.open(value, sealedPlace(column, id)) === null) survey.unreadable += 1;
        else if (!current.equals(value.subarray(1, 5))) survey.older += 1;
      }
      if (page.length < PAGE) break;
      after = page.at(-1)!.id;
    }
  }
  return survey;
}
