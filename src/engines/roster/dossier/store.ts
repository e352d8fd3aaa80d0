import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { ReaderRow, personDossier } from './contract';
import type { z } from 'zod';

type Kept = z.infer<typeof personDossier>;

/** What a row of `person` holds of the dossier; sealed values as they lie there. */
export interface DossierRow extends Pick<Kept, 'formerNames' | 'nation' | 'education' | 'employer' | 'isMigrant'> {
  identityNumber: Uint8Array | null;
  bankCard: Uint8Array | null;
  photoFileId: string | null;
}

const dossierColumns = sql`p.former_names as "formerNames", p.nation, p.education, p.employer, p.is_migrant as "isMigrant"`;

export async function dossierRow(ctx: Context, personId: string): Promise<DossierRow> {
  const { rows } = await sql<DossierRow>`select ${dossierColumns}, p.identity_number as "identityNumber",
    p.bank_card as "bankCard", p.photo_file_id as "photoFileId" from roster.person p where p.id = ${personId}`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

export type PlainDossier = Pick<DossierRow, 'formerNames' | 'nation' | 'education' | 'employer' | 'isMigrant'>;

/** The plain part of many dossiers, for a file of people. */
export async function plainDossiers(ctx: Context, ids: readonly string[]): Promise<Map<string, PlainDossier>> {
  const { rows } = await sql<PlainDossier & { id: string }>`select p.id, ${dossierColumns} from roster.person p
    where p.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The columns of a dossier that are written; left out means unchanged, and null empties. */
export interface DossierChange extends Partial<PlainDossier> {
  identity?: { sealed: Buffer; index: number } | null;
  bankCard?: Buffer | null;
}

export async function updateDossierRow(ctx: Context, personId: string, change: DossierChange): Promise<void> {
  const { formerNames, nation, education, employer, isMigrant, identity, bankCard } = change;
  const sets = [
    ...(formerNames === undefined ? [] : [sql`former_names = ${[...formerNames]}::text[]`]),
    ...(nation === undefined ? [] : [sql`nation = ${nation}`]),
    ...(education === undefined ? [] : [sql`education = ${education}`]),
    ...(employer === undefined ? [] : [sql`employer = ${employer}`]),
    ...(isMigrant === undefined ? [] : [sql`is_migrant = ${isMigrant}`]),
    ...(identity === undefined
      ? []
      : [sql`identity_number = ${identity?.sealed ?? null}, identity_index = ${identity?.index ?? null}`]),
    ...(bankCard === undefined ? [] : [sql`bank_card = ${bankCard}`]),
  ];
  if (sets.length === 0) return;
  await sql`update roster.person set ${sql.join(sets)} where id = ${personId}`.execute(ctx.transaction);
}

/** Sealed values as base64; null empties the field, and without its `has` it stays. */
export interface SecretsToWrite {
  readonly id: string;
  readonly hasIdentity: boolean;
  readonly identity: string | null;
  readonly identityIndex: number | null;
  readonly hasCard: boolean;
  readonly card: string | null;
}

/** Writes sealed fields of many people; their versions are the caller's concern. */
export async function writeSecrets(ctx: Context, rows: readonly SecretsToWrite[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update roster.person p set
      identity_number = case when g."hasIdentity" then decode(g.identity, 'base64') else p.identity_number end,
      identity_index = case when g."hasIdentity" then g."identityIndex" else p.identity_index end,
      bank_card = case when g."hasCard" then decode(g.card, 'base64') else p.bank_card end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "hasIdentity" boolean, identity text,
      "identityIndex" integer, "hasCard" boolean, card text)
    where p.id = g.id`.execute(ctx.transaction);
}

export async function setPhoto(ctx: Context, personId: string, fileId: string | null): Promise<void> {
  await sql`update roster.person set photo_file_id = ${fileId}, updated_at = ${ctx.clock.now().toISOString()}
    where id = ${personId}`.execute(ctx.transaction);
}

/** So many locks at most, however many numbers one transaction writes. */
const STRIPES = 1024;

/** Two transactions that write one number take turns, each to its commit: then the later one finds it. */
export async function holdIdentities(ctx: Context, indexes: readonly number[]): Promise<void> {
  const stripes = [...new Set(indexes.map((index) => index % STRIPES))].sort((a, b) => a - b);
  await sql`select pg_advisory_xact_lock(hashtext('roster.identity'), s)
    from (select s from unnest(${stripes}::int[]) with ordinality as g(s, place) order by place) g`.execute(
    ctx.transaction,
  );
}

export interface IdentityCandidate {
  id: string;
  name: string;
  rightsPath: string;
  index: number;
  sealed: Uint8Array;
}

const AT_ONCE = 5000;

/**
 * Who may hold one of the numbers behind these indexes; each must be opened and compared. A record that was merged into
 * another holds nothing any more.
 */
export async function identityCandidates(ctx: Context, indexes: readonly number[]): Promise<IdentityCandidate[]> {
  const found: IdentityCandidate[] = [];
  for (let start = 0; start < indexes.length; start += AT_ONCE) {
    const { rows } = await sql<IdentityCandidate>`
      select p.id, p.name, p.identity_index as index, p.identity_number as sealed,
        coalesce(p.unit_path, (select w.path from roster.placement l join roster.unit w on w.id = l.unit_id
          where l.person_id = p.id order by l.valid_from desc limit 1)) as "rightsPath"
      from roster.person p where p.identity_index = any(${indexes.slice(start, start + AT_ONCE)}::int[]) and p.merged_into_id is null
        and p.blocked_on is null
      order by p.id`.execute(ctx.transaction);
    found.push(...rows);
  }
  return found;
}

export interface ReadNote {
  personIds: readonly string[];
  accountId: string;
  readerName: string;
  what: ReaderRow['what'];
}

/** Notes a read, unless the same account has opened the same a minute ago; a photo belongs to the file around it. */
export async function insertRead(ctx: Context, note: ReadNote): Promise<void> {
  const at = ctx.clock.now().toISOString();
  const same = note.what === 'photo' ? ['photo', 'file'] : [note.what];
  await sql`insert into roster.file_read (id, person_id, account_id, reader_name, what, at, request_id)
    select g.id, g.person_id, ${note.accountId}::uuid, ${note.readerName}, ${note.what}, ${at}::timestamptz, ${ctx.requestId}
    from unnest(${note.personIds.map(() => newId())}::uuid[], ${[...note.personIds]}::uuid[]) as g(id, person_id)
    where not exists (select from roster.file_read r where r.person_id = g.person_id and r.account_id = ${note.accountId}
      and r.what = any(${same}::text[]) and r.at > ${at}::timestamptz - interval '1 minute' and r.at <= ${at}::timestamptz)`.execute(
    ctx.transaction,
  );
}

/**
 * The log of a person is that of all records that were merged into hers: it is never changed, so that each keeps its
 * own rows, and an undo has nothing to bring back.
 */
export async function readRows(
  ctx: Context,
  question: { personId: string; after: readonly [at: string, id: string] | null; limit: number },
): Promise<ReaderRow[]> {
  const { personId, after, limit } = question;
  const next = after === null ? sql`true` : sql`(r.at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const { rows } = await sql<Omit<ReaderRow, 'at'> & { at: Date }>`
    select r.id, r.reader_name as "readerName", u.name as "unitName", coalesce(a.person_id = ${personId}, false) as "isSelf",
      r.what, r.at
    from roster.file_read r left join roster.person_account a on a.account_id = r.account_id
      left join roster.person p on p.id = a.person_id left join roster.unit u on u.id = p.unit_id
    where r.person_id = any(array(select p.id from roster.person p where p.id = ${personId} or p.merged_into_id = ${personId}))
      and ${next} order by r.at desc, r.id desc limit ${limit}`.execute(ctx.transaction);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

export async function deleteReadsBefore(ctx: Context, moment: Date): Promise<number> {
  const gone = await sql`delete from roster.file_read where at < ${moment.toISOString()}`.execute(ctx.transaction);
  return Number(gone.numAffectedRows ?? 0);
}
