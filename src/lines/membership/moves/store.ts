import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../applications/store';
import type { MoveReason, MoveTarget } from './contract';

export interface MoveRecord {
  id: string;
  personId: string;
  unitId: string;
  unitPath: string;
  to: MoveTarget;
  on: Day;
  reason: MoveReason;
  note: string;
  document: string;
}

export async function insertMoves(ctx: Context, rows: readonly MoveRecord[]): Promise<void> {
  await sql`
    insert into membership.move (id, person_id, unit_id, unit_path, to_state, on_day, reason, note, document, recorded_at, recorded_by, recorded_by_name)
    select id, "personId", "unitId", "unitPath", "to", "on", reason, note, document, ${ctx.clock.now().toISOString()}::timestamptz,
      ${ctx.user?.accountId ?? null}::uuid, ${ctx.user?.name ?? ''}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "personId" uuid, "unitId" uuid, "unitPath" text,
      "to" text, "on" date, reason text, note text, document text)`.execute(ctx.transaction);
}

/** The moves of a person that stand, the latest last. */
export async function movesOf(ctx: Context, personId: string): Promise<MoveRecord[]> {
  const { rows } = await sql<MoveRecord>`
    select id, person_id as "personId", unit_id as "unitId", unit_path as "unitPath", to_state as "to", on_day as "on", reason, note, document
    from membership.move where person_id = ${personId} and voided_at is null order by on_day, recorded_at, id`.execute(
    ctx.transaction,
  );
  return rows;
}

/** A move that was a mistake, with the transfer that hung on it. */
export async function voidMove(ctx: Context, id: string): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await sql`with gone as (update membership.transfer set voided_at = ${at}::timestamptz where id = ${id})
    update membership.move set voided_at = ${at}::timestamptz where id = ${id}`.execute(ctx.transaction);
}

export interface TransferRecord {
  id: string;
  personId: string;
  unitPath: string;
  destination: string;
  formNumber: string;
  sentOn: Day;
  askOn: Day;
  receiptOn: Day | null;
  receiptNote: string;
}

const columns = sql`t.id, t.person_id as "personId", t.unit_path as "unitPath", t.destination, t.form_number as "formNumber",
  t.sent_on as "sentOn", t.ask_on as "askOn", t.receipt_on as "receiptOn", t.receipt_note as "receiptNote"`;

export async function insertTransfers(ctx: Context, rows: readonly TransferRecord[]): Promise<void> {
  await sql`
    insert into membership.transfer (id, person_id, unit_path, destination, form_number, sent_on, ask_on, receipt_on, receipt_note)
    select id, "personId", "unitPath", destination, "formNumber", "sentOn", "askOn", "receiptOn", "receiptNote"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "personId" uuid, "unitPath" text, destination text,
      "formNumber" text, "sentOn" date, "askOn" date, "receiptOn" date, "receiptNote" text)`.execute(ctx.transaction);
}

export async function transferRow(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<TransferRecord | null> {
  const { rows } = await sql<TransferRecord>`
    select ${columns} from membership.transfer t where t.id = ${id} and t.voided_at is null
    ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** Those without a receipt, the oldest first. `askedBy` narrows to those whose receipt should be asked for. */
export async function openTransfers(
  ctx: Context,
  { under, askedBy }: { under?: readonly string[]; askedBy?: Day },
): Promise<TransferRecord[]> {
  const { rows } = await sql<TransferRecord>`
    select ${columns} from membership.transfer t
    where t.receipt_on is null and t.voided_at is null
      and ${under === undefined ? sql`true` : inAnySubtree(sql`t.unit_path`, under)}
      and ${askedBy === undefined ? sql`true` : sql`t.ask_on <= ${askedBy}::date`}
    order by t.sent_on, t.id limit 1000`.execute(ctx.transaction);
  return rows;
}

export async function putReceipt(ctx: Context, id: string, { on, note }: { on: Day; note: string }): Promise<void> {
  await sql`update membership.transfer set receipt_on = ${on}::date, receipt_note = ${note} where id = ${id}`.execute(
    ctx.transaction,
  );
}
