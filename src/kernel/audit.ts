import { createHash } from 'node:crypto';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { AuditNote, Context } from './context';
import { newId } from './ids';

/** Notes an act; the row is written with the commit, in the same transaction and without any shared lock. */
export function audit(ctx: Context, note: AuditNote): void {
  ctx.auditNotes.push(note);
}

/** The statement that writes what the act noted, or null when it noted nothing. */
export function auditInsert(ctx: Context): RawBuilder<unknown> | null {
  if (ctx.auditNotes.length === 0) return null;
  const onBehalfOf = ctx.onBehalfOf ?? [];
  const rows = ctx.auditNotes.map((note) => ({
    id: newId(),
    at: ctx.clock.now().toISOString(),
    recorded_at: new Date().toISOString(),
    request_id: note.isWithoutActor === true ? '' : ctx.requestId,
    account_id: note.isWithoutActor === true ? null : (ctx.user?.accountId ?? null),
    actor: note.isWithoutActor === true ? 'anonymous' : (ctx.user?.username ?? 'system'),
    action: note.action,
    subject: note.subject ?? null,
    details: onBehalfOf.length === 0 ? (note.details ?? {}) : { ...note.details, onBehalfOf },
  }));
  return sql`
    insert into kernel.audit_entry (id, at, recorded_at, request_id, account_id, actor, action, subject, details)
    select id, at, recorded_at, request_id, account_id, actor, action, subject, details
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, at timestamptz, recorded_at timestamptz, request_id text, account_id uuid, actor text,
           action text, subject text, details jsonb)`;
}

interface SealableRow {
  id: string;
  content: string;
}

const FIRST_HASH = '0'.repeat(64);
const NO_ENTRY = '00000000-0000-0000-0000-000000000000';
const BATCH = 1000;

function chain(previous: string, content: string): string {
  return createHash('sha256').update(previous).update('\n').update(content).digest('hex');
}

/** The text that the hash covers: every column in one fixed order, times in UTC. */
const contentOf = sql<string>`concat_ws(E'\\x1f', e.id, to_char(e.at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'),
  to_char(e.recorded_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'), e.request_id, coalesce(e.account_id::text, ''),
  e.actor, e.action, coalesce(e.subject, ''), e.details::text)`;

/**
 * Chains the rows that were committed since the last seal, a batch at a time. Only rows of transactions below the
 * oldest one still running are taken, in the order of their transaction numbers: no transaction that commits
 * later can have a smaller number, so none is ever skipped. Two sealers exclude each other; a killed one leaves
 * whole batches. (A restored backup gives its sealed rows the number 0, so that the order holds in a new cluster.)
 */
export async function sealAudit(database: Kysely<unknown>): Promise<number> {
  let sealed = 0;
  for (;;) {
    const count = await database.transaction().execute(async (transaction) => {
      const { rows: lock } = await sql<{ got: boolean }>`
        select pg_try_advisory_xact_lock(hashtext('kernel.audit_seal')) as got`.execute(transaction);
      if (!lock[0]?.got) return 0;
      const { rows: last } = await sql<{ position: bigint; hash: string; number: string; entry_id: string }>`
        select s.position, s.hash, e.transaction_number::text as number, s.entry_id
        from kernel.audit_seal s join kernel.audit_entry e on e.id = s.entry_id
        order by s.position desc limit 1`.execute(transaction);
      const from = last[0] ?? { position: 0n, hash: FIRST_HASH, number: '0', entry_id: NO_ENTRY };
      const { rows } = await sql<SealableRow>`
        select e.id, ${contentOf} as content
        from kernel.audit_entry e
        where (e.transaction_number, e.id) > (${from.number}::xid8, ${from.entry_id}::uuid)
          and e.transaction_number < pg_snapshot_xmin(pg_current_snapshot())
        order by e.transaction_number, e.id
        limit ${BATCH}`.execute(transaction);
      let { position, hash } = from;
      const seals = rows.map((row) => {
        position += 1n;
        hash = chain(hash, row.content);
        return { position: position.toString(), entry_id: row.id, hash };
      });
      if (seals.length > 0) {
        await sql`insert into kernel.audit_seal (position, entry_id, hash)
          select position, entry_id, hash from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb)
            as r(position bigint, entry_id uuid, hash text)`.execute(transaction);
      }
      return seals.length;
    });
    sealed += count;
    if (count < BATCH) return sealed;
  }
}

export interface AuditProof {
  isWhole: boolean;
  sealed: number;
  waiting: number;
  /** The first position whose hash or row does not fit. */
  brokenAt: number | null;
  lastHash: string;
}

/** Recomputes the whole chain from the rows and says how many rows still wait for their seal. */
export async function verifyAudit(database: Kysely<unknown>): Promise<AuditProof> {
  let position = 0n;
  let hash = FIRST_HASH;
  let brokenAt: number | null = null;
  while (brokenAt === null) {
    const { rows } = await sql<{ position: bigint; hash: string; content: string | null }>`
      select s.position, s.hash, case when e.id is null then null else ${contentOf} end as content
      from kernel.audit_seal s left join kernel.audit_entry e on e.id = s.entry_id
      where s.position > ${position.toString()}::bigint
      order by s.position limit ${BATCH}`.execute(database);
    if (rows.length === 0) break;
    for (const row of rows) {
      position += 1n;
      if (row.position === position && row.content !== null) hash = chain(hash, row.content);
      if (row.position !== position || row.content === null || row.hash !== hash) {
        brokenAt = Number(position);
        break;
      }
    }
  }
  const { rows: counts } = await sql<{ waiting: bigint }>`
    select count(*) as waiting from kernel.audit_entry e
    where not exists (select from kernel.audit_seal s where s.entry_id = e.id)`.execute(database);
  return {
    isWhole: brokenAt === null,
    sealed: Number(position),
    waiting: Number(counts[0]?.waiting ?? 0n),
    brokenAt,
    lastHash: hash,
  };
}
