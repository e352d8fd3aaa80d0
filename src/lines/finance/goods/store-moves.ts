import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { moveKinds } from './contract';

export interface NewMove {
  id: string;
  number: number;
  kind: (typeof moveKinds)[number];
  on: Day;
  quantity: bigint;
  value: bigint;
  onHandAfter: bigint;
  valueAfter: bigint;
  words: string;
  buyerId: string | null;
  issueId: string | null;
  toPersonId: string | null;
  toUnitId: string | null;
  ofId: string | null;
  recordedBy: string;
  recordedByName: string;
}
export interface MoveRecord extends NewMove {
  goodsId: string;
  signedOn: Day | null;
  entryId: string | null;
}

/** Writes movements of goods and what is on hand after the last; whoever calls holds the goods' row. */
export async function insertMoves(ctx: Context, goodsId: string, moves: readonly NewMove[]): Promise<void> {
  const rows = moves.map((one) => ({
    ...one,
    ...{ quantity: one.quantity.toString(), value: one.value.toString() },
    ...{ onHandAfter: one.onHandAfter.toString(), valueAfter: one.valueAfter.toString() },
  }));
  await sql`
    insert into finance.goods_move (id, goods_id, number, kind, on_day, quantity, value_fen, on_hand_after, value_after_fen,
      words, buyer_id, issue_id, to_person_id, to_unit_id, of_id, recorded_at, recorded_by, recorded_by_name)
    select r.id, ${goodsId}, r.number, r.kind, r."on", r.quantity, r.value, r."onHandAfter", r."valueAfter", r.words,
      r."buyerId", r."issueId", r."toPersonId", r."toUnitId", r."ofId", ${ctx.clock.now().toISOString()}::timestamptz,
      r."recordedBy", r."recordedByName"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, number int, kind text, "on" date,
      quantity bigint, value bigint, "onHandAfter" bigint, "valueAfter" bigint, words text, "buyerId" uuid, "issueId" uuid,
      "toPersonId" uuid, "toUnitId" uuid, "ofId" uuid, "recordedBy" uuid, "recordedByName" text)`.execute(
    ctx.transaction,
  );
  const last = moves.at(-1)!;
  await sql`
    update finance.goods set on_hand = ${last.onHandAfter.toString()}::bigint, value_fen = ${last.valueAfter.toString()}::bigint,
      moves = ${last.number} where id = ${goodsId}`.execute(ctx.transaction);
}

const columns = sql`m.id, m.goods_id as "goodsId", m.number, m.kind, m.on_day as "on", m.quantity, m.value_fen as value,
  m.on_hand_after as "onHandAfter", m.value_after_fen as "valueAfter", m.words, m.buyer_id as "buyerId",
  m.issue_id as "issueId", m.to_person_id as "toPersonId", m.to_unit_id as "toUnitId", m.of_id as "ofId",
  m.recorded_by as "recordedBy", m.recorded_by_name as "recordedByName", s.signed_on as "signedOn", e.entry_id as "entryId"
  from finance.goods_move m left join finance.goods_signature s on s.move_id = m.id
  left join finance.goods_entry e on e.move_id = m.id`;

export async function moveById(ctx: Context, id: string): Promise<MoveRecord | null> {
  const { rows } = await sql<MoveRecord>`select ${columns} where m.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function moveRows(
  ctx: Context,
  { goodsId, before, limit }: { goodsId: string; before: number | null; limit: number },
): Promise<MoveRecord[]> {
  const { rows } = await sql<MoveRecord>`
    select ${columns} where m.goods_id = ${goodsId} and ${before === null ? sql`true` : sql`m.number < ${before}`}
    order by m.number desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function movesOfIssue(ctx: Context, issueId: string): Promise<MoveRecord[]> {
  const { rows } = await sql<MoveRecord>`select ${columns} where m.issue_id = ${issueId} order by m.number`.execute(
    ctx.transaction,
  );
  return rows;
}

/** How much of what went out came back. */
export async function returnedOf(ctx: Context, id: string): Promise<bigint> {
  const { rows } = await sql<{ quantity: bigint }>`
    select coalesce(sum(quantity), 0)::bigint as quantity from finance.goods_move where of_id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0]!.quantity;
}

export interface IssueRecord {
  id: string;
  goodsId: string;
  on: Day;
  words: string;
  recordedByName: string;
}

export async function insertIssue(ctx: Context, issue: IssueRecord & { recordedBy: string }): Promise<void> {
  const { id, goodsId, on, words, recordedBy, recordedByName } = issue;
  await sql`
    insert into finance.goods_issue (id, goods_id, on_day, words, recorded_at, recorded_by, recorded_by_name)
    values (${id}, ${goodsId}, ${on}::date, ${words}, ${ctx.clock.now().toISOString()}, ${recordedBy}, ${recordedByName})`.execute(
    ctx.transaction,
  );
}

export async function issueById(ctx: Context, id: string): Promise<IssueRecord | null> {
  const { rows } = await sql<IssueRecord>`
    select id, goods_id as "goodsId", on_day as "on", words, recorded_by_name as "recordedByName"
    from finance.goods_issue where id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** How many of these are noted as signed now; one that was noted before is left as it is. */
export async function insertSignatures(
  ctx: Context,
  moveIds: readonly string[],
  { on, by, byName }: { on: Day; by: string; byName: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into finance.goods_signature (move_id, signed_on, recorded_by, recorded_by_name)
    select id, ${on}::date, ${by}::uuid, ${byName} from unnest(${[...moveIds]}::uuid[]) as m(id)
    on conflict do nothing`.execute(ctx.transaction);
  return Number(numAffectedRows ?? 0n);
}

/** False: it names an entry already. */
export async function insertEntry(
  ctx: Context,
  { moveId, entryId, by, byName }: { moveId: string; entryId: string; by: string; byName: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into finance.goods_entry (move_id, entry_id, tied_by, tied_by_name)
    values (${moveId}, ${entryId}, ${by}, ${byName}) on conflict do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export interface CountRecord {
  id: string;
  goodsId: string;
  on: Day;
  expected: bigint;
  counted: bigint;
  reason: string;
  state: 'proposed' | 'granted' | 'refused';
  proposedBy: string;
  proposedByName: string;
  decidedByName: string | null;
  decisionWords: string;
}

const countColumns = sql`id, goods_id as "goodsId", on_day as "on", expected, counted, reason, state,
  proposed_by as "proposedBy", proposed_by_name as "proposedByName", decided_by_name as "decidedByName",
  decision_words as "decisionWords" from finance.goods_count`;

export async function insertCount(
  ctx: Context,
  count: Pick<
    CountRecord,
    'id' | 'goodsId' | 'on' | 'expected' | 'counted' | 'reason' | 'proposedBy' | 'proposedByName'
  >,
): Promise<boolean> {
  const { id, goodsId, on, expected, counted, reason, proposedBy, proposedByName } = count;
  const { numAffectedRows } = await sql`
    insert into finance.goods_count (id, goods_id, on_day, expected, counted, reason, state, proposed_by, proposed_by_name)
    values (${id}, ${goodsId}, ${on}::date, ${expected.toString()}::bigint, ${counted.toString()}::bigint, ${reason}, 'proposed',
      ${proposedBy}, ${proposedByName}) on conflict do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export async function countById(ctx: Context, id: string): Promise<CountRecord | null> {
  const { rows } = await sql<CountRecord>`select ${countColumns} where id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function countsOf(ctx: Context, goodsId: string): Promise<CountRecord[]> {
  const { rows } = await sql<CountRecord>`
    select ${countColumns} where goods_id = ${goodsId} order by on_day desc, id desc limit 20`.execute(ctx.transaction);
  return rows;
}

export async function decideCount(
  ctx: Context,
  id: string,
  decision: { by: string; byName: string; words: string; isGranted: boolean; moveId: string | null },
): Promise<void> {
  const { by, byName, words, isGranted, moveId } = decision;
  await sql`
    update finance.goods_count set state = ${isGranted ? 'granted' : 'refused'}, decided_by = ${by},
      decided_by_name = ${byName}, decision_words = ${words}, move_id = ${moveId}::uuid where id = ${id}`.execute(
    ctx.transaction,
  );
}
