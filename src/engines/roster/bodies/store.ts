import { sql } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inSubtrees } from '../store/units';
import type { RosterTables } from '../tables.generated';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

export interface BodyRecord {
  id: string;
  kind: string;
  name: string;
  unitId: string;
  unitName: string;
  /** The unit's place today: rights go by it. */
  unitPath: string;
  foundedOn: Day;
  dissolvedOn: Day | null;
  version: number;
}

const selectBodies = (ctx: Context) =>
  db(ctx)
    .selectFrom('roster.body as b')
    .innerJoin('roster.unit as u', 'u.id', 'b.unit_id')
    .select([
      'b.id',
      'b.kind',
      'b.name',
      'b.unit_id as unitId',
      'u.name as unitName',
      'u.path as unitPath',
      'b.founded_on as foundedOn',
      'b.dissolved_on as dissolvedOn',
      'b.version',
    ]);

export function bodyRows(
  ctx: Context,
  question: { kinds: readonly string[]; scopes: readonly string[]; day?: Day },
): Promise<BodyRecord[]> {
  let query = selectBodies(ctx)
    .where('b.kind', '=', sql<string>`any(${[...question.kinds]}::text[])`)
    .where(inSubtrees('u.path', question.scopes))
    .orderBy('u.path')
    .orderBy('b.kind')
    .orderBy('b.name')
    .orderBy('b.id');
  const { day } = question;
  if (day !== undefined)
    query = query
      .where('b.founded_on', '<=', day)
      .where((eb) => eb.or([eb('b.dissolved_on', 'is', null), eb('b.dissolved_on', '>=', day)]));
  return query.execute();
}

export async function bodyById(ctx: Context, id: string, mode: 'read' | 'change' = 'read'): Promise<BodyRecord | null> {
  const query = selectBodies(ctx).where('b.id', '=', id);
  return (await (mode === 'change' ? query.forNoKeyUpdate(['b']) : query).executeTakeFirst()) ?? null;
}

export async function insertBody(
  ctx: Context,
  body: { id: string; kind: string; name: string; unitId: string; foundedOn: Day },
): Promise<void> {
  await db(ctx)
    .insertInto('roster.body')
    .values({
      id: body.id,
      kind: body.kind,
      name: body.name,
      unit_id: body.unitId,
      founded_on: body.foundedOn,
      created_at: ctx.clock.now().toISOString(),
    })
    .execute();
}

export async function updateBody(
  ctx: Context,
  id: string,
  change: { name?: string; dissolvedOn?: Day },
): Promise<void> {
  await db(ctx)
    .updateTable('roster.body')
    .set((eb) => ({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.dissolvedOn === undefined ? {} : { dissolved_on: change.dissolvedOn }),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

export interface TermRecord {
  id: string;
  bodyId: string;
  number: number;
  startsOn: Day;
  endsOn: Day;
  endedOn: Day | null;
  seats: number;
  basis: string;
}

const selectTerms = (ctx: Context) =>
  db(ctx)
    .selectFrom('roster.body_term as t')
    .select([
      't.id',
      't.body_id as bodyId',
      't.number',
      't.starts_on as startsOn',
      't.ends_on as endsOn',
      't.ended_on as endedOn',
      't.seats',
      't.basis',
    ]);

export function termRows(ctx: Context, bodyIds: readonly string[]): Promise<TermRecord[]> {
  return selectTerms(ctx)
    .where('t.body_id', '=', sql<string>`any(${[...bodyIds]}::uuid[])`)
    .orderBy('t.body_id')
    .orderBy('t.number')
    .execute();
}

export async function termById(ctx: Context, id: string): Promise<TermRecord | null> {
  return (await selectTerms(ctx).where('t.id', '=', id).forNoKeyUpdate(['t']).executeTakeFirst()) ?? null;
}

export async function insertTerm(ctx: Context, term: Omit<TermRecord, 'endedOn'>): Promise<void> {
  await db(ctx)
    .insertInto('roster.body_term')
    .values({
      id: term.id,
      body_id: term.bodyId,
      number: term.number,
      starts_on: term.startsOn,
      ends_on: term.endsOn,
      seats: term.seats,
      basis: term.basis,
    })
    .execute();
}

export async function updateTerm(
  ctx: Context,
  id: string,
  change: { endsOn?: Day; endedOn?: Day; basis?: string },
): Promise<void> {
  await db(ctx)
    .updateTable('roster.body_term')
    .set({
      ...(change.endsOn === undefined ? {} : { ends_on: change.endsOn }),
      ...(change.endedOn === undefined ? {} : { ended_on: change.endedOn }),
      ...(change.basis === undefined ? {} : { basis: change.basis }),
    })
    .where('id', '=', id)
    .execute();
}

export interface SeatRecord {
  id: string;
  termId: string;
  bodyId: string;
  bodyKind: string;
  bodyName: string;
  unitId: string;
  unitName: string;
  unitPath: string;
  termNumber: number;
  personId: string;
  personName: string;
  staffNumber: string;
  gender: 'female' | 'male';
  seat: string;
  how: string;
  role: string | null;
  validFrom: Day;
  validTo: Day;
  endReason: string | null;
}

/** Seats with who holds them: of terms, of people, or of kinds on a day. */
export async function seatRows(
  ctx: Context,
  question: {
    termIds?: readonly string[];
    personIds?: readonly string[];
    kinds?: readonly string[];
    day?: Day;
    seatId?: string;
    scopes?: readonly string[];
  },
): Promise<SeatRecord[]> {
  const { termIds, personIds, kinds, day, seatId, scopes } = question;
  let query = db(ctx)
    .selectFrom('roster.body_seat as s')
    .innerJoin('roster.body_term as t', 't.id', 's.term_id')
    .innerJoin('roster.body as b', 'b.id', 't.body_id')
    .innerJoin('roster.unit as u', 'u.id', 'b.unit_id')
    .innerJoin('roster.person as p', 'p.id', 's.person_id')
    .select([
      's.id',
      's.term_id as termId',
      'b.id as bodyId',
      'b.kind as bodyKind',
      'b.name as bodyName',
      'u.id as unitId',
      'u.name as unitName',
      'u.path as unitPath',
      't.number as termNumber',
      'p.id as personId',
      'p.name as personName',
      'p.staff_number as staffNumber',
      sql<SeatRecord['gender']>`p.gender`.as('gender'),
      's.seat',
      's.how',
      's.role',
      's.valid_from as validFrom',
      's.valid_to as validTo',
      's.end_reason as endReason',
    ])
    .orderBy('u.path')
    .orderBy('b.kind')
    .orderBy('t.number')
    .orderBy('s.valid_from')
    .orderBy('p.name_key')
    .orderBy('s.id');
  if (termIds !== undefined) query = query.where('s.term_id', '=', sql<string>`any(${[...termIds]}::uuid[])`);
  if (personIds !== undefined) query = query.where('s.person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`);
  if (kinds !== undefined) query = query.where('b.kind', '=', sql<string>`any(${[...kinds]}::text[])`);
  if (day !== undefined) query = query.where('s.valid_from', '<=', day).where('s.valid_to', '>=', day);
  if (seatId !== undefined) query = query.where('s.id', '=', seatId);
  if (scopes !== undefined) query = query.where(inSubtrees('u.path', scopes));
  return query.execute();
}

export interface NewSeatRow {
  id: string;
  termId: string;
  personId: string;
  seat: string;
  how: string;
  /** The role that comes with the seat. */
  role: string | null;
  from: Day;
  to: Day;
}

export async function insertSeat(ctx: Context, seat: NewSeatRow): Promise<void> {
  await db(ctx)
    .insertInto('roster.body_seat')
    .values({
      id: seat.id,
      term_id: seat.termId,
      person_id: seat.personId,
      seat: seat.seat,
      how: seat.how,
      role: seat.role,
      valid_from: seat.from,
      valid_to: seat.to,
      recorded_at: ctx.clock.now().toISOString(),
      recorded_by: ctx.user?.accountId ?? null,
    })
    .execute();
}

/** Moves the last day of seats of a term that reach to a day or beyond it; answers which. */
export async function moveSeatEnds(
  ctx: Context,
  question: { termId: string; reachingTo: Day; to: Day; reason: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update roster.body_seat set valid_to = greatest(${question.to}::date, valid_from - 1), end_reason = ${question.reason}
    where term_id = ${question.termId} and valid_to >= ${question.reachingTo}::date returning id`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}

export async function endSeatRow(ctx: Context, id: string, lastDay: Day, reason: string): Promise<void> {
  await db(ctx)
    .updateTable('roster.body_seat')
    .set({ valid_to: lastDay, end_reason: reason })
    .where('id', '=', id)
    .execute();
}
