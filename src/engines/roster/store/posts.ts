import { sql } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Holding } from '../contract';
import type { RosterTables } from '../tables.generated';
import { inSubtrees } from './units';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

export function postRows(ctx: Context): Promise<{ code: string; name: string; englishName: string }[]> {
  return db(ctx)
    .selectFrom('roster.post')
    .select(['code', 'name', 'english_name as englishName'])
    .orderBy('position')
    .execute();
}

const selectHoldings = (ctx: Context) =>
  db(ctx)
    .selectFrom('roster.post_holding as h')
    .innerJoin('roster.person as p', 'p.id', 'h.person_id')
    .innerJoin('roster.post as o', 'o.code', 'h.post')
    .innerJoin('roster.unit as u', 'u.id', 'h.unit_id')
    .select([
      'h.id',
      'h.person_id as personId',
      'p.name as personName',
      'h.post',
      ctx.language === 'en' ? 'o.english_name as postName' : 'o.name as postName',
      'h.unit_id as unitId',
      'u.name as unitName',
      'u.path as unitPath',
      'h.valid_from as validFrom',
      'h.valid_to as validTo',
    ]);

export interface HoldingQuestion {
  posts?: readonly string[] | undefined;
  day?: Day | undefined;
  personId?: string | undefined;
  under?: string | undefined;
  scopes?: readonly string[] | undefined;
}

/** Posts held, by the order of the tree and the names of the holders. */
export function holdingRows(ctx: Context, question: HoldingQuestion): Promise<Holding[]> {
  const { posts, day, personId, under, scopes } = question;
  let query = selectHoldings(ctx).orderBy('u.path').orderBy('o.position').orderBy('p.name_key').orderBy('h.valid_from');
  if (day !== undefined)
    query = query
      .where('h.valid_from', '<=', day)
      .where((eb) => eb.or([eb('h.valid_to', 'is', null), eb('h.valid_to', '>=', day)]));
  if (posts !== undefined) query = query.where('h.post', '=', sql<string>`any(${[...posts]}::text[])`);
  if (personId !== undefined) query = query.where('h.person_id', '=', personId);
  if (under !== undefined && under !== '/') query = query.where(inSubtrees('u.path', [under]));
  if (scopes !== undefined) query = query.where(inSubtrees('u.path', scopes));
  return query.execute();
}

export async function holdingById(ctx: Context, id: string): Promise<Holding | null> {
  return (await selectHoldings(ctx).where('h.id', '=', id).forNoKeyUpdate(['h']).executeTakeFirst()) ?? null;
}

export interface HoldingInsert {
  id: string;
  personId: string;
  post: string;
  unitId: string;
  from: Day;
  to: Day | null;
}

export async function insertHoldings(ctx: Context, rows: readonly HoldingInsert[]): Promise<void> {
  await sql`
    insert into roster.post_holding (id, person_id, post, unit_id, valid_from, valid_to)
    select id, "personId", post, "unitId", "from", "to" from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id uuid, "personId" uuid, post text, "unitId" uuid, "from" date, "to" date)`.execute(ctx.transaction);
}

export async function endHoldingRow(ctx: Context, id: string, lastDay: Day): Promise<void> {
  await db(ctx).updateTable('roster.post_holding').set({ valid_to: lastDay }).where('id', '=', id).execute();
}
