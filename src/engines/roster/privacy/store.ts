import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '../doubles/person-follower';
import type { Consent, ConsentText } from './contract';

type TextRow = Omit<ConsentText, 'writtenAt'> & { writtenAt: Date };

const textColumns = sql`t.key, t.version, t.name, t.purpose, t.body, t.english_name as "englishName",
  t.english_purpose as "englishPurpose", t.english_body as "englishBody", t.is_separate as "isSeparate",
  t.asks_anew as "asksAnew", t.written_at as "writtenAt", t.written_by_name as "writtenByName"`;

const asText = (row: TextRow): ConsentText => ({ ...row, writtenAt: row.writtenAt.toISOString() });

/** Every version, the newest of each text first. */
export async function textRows(ctx: Context): Promise<ConsentText[]> {
  const { rows } = await sql<TextRow>`select ${textColumns} from roster.consent_text t
    order by t.position, t.key, t.version desc`.execute(ctx.transaction);
  return rows.map(asText);
}

/** The next version of a text; null when it isn't the next one any more, or there is no such text. */
export async function insertText(
  ctx: Context,
  text: Omit<ConsentText, 'version' | 'writtenAt' | 'writtenByName'> & { afterVersion: number },
): Promise<ConsentText | null> {
  const { rows } = await sql<TextRow>`
    insert into roster.consent_text as t (key, version, position, name, purpose, body, english_name, english_purpose,
      english_body, is_separate, asks_anew, written_at, written_by, written_by_name)
    select o.key, o.version + 1, o.position, ${text.name}, ${text.purpose}, ${text.body}, ${text.englishName},
      ${text.englishPurpose}, ${text.englishBody}, ${text.isSeparate}::boolean, ${text.asksAnew}::boolean,
      ${ctx.clock.now().toISOString()}::timestamptz, ${ctx.user?.accountId ?? null}::uuid, ${ctx.user?.name ?? ''}
    from roster.consent_text o where o.key = ${text.key} and o.version = ${text.afterVersion}
    on conflict (key, version) do nothing returning ${textColumns}`.execute(ctx.transaction);
  return rows[0] === undefined ? null : asText(rows[0]);
}

interface HeldRow extends TextRow {
  isGiven: boolean | null;
  givenVersion: number | null;
  holdsFrom: number;
  channel: Consent['channel'];
  signedOn: Day | null;
  recordedAt: Date | null;
  recordedByName: string | null;
}

function stateOf({ isGiven, givenVersion, holdsFrom }: HeldRow): Consent['state'] {
  if (isGiven === null || givenVersion === null) return 'never';
  if (!isGiven) return 'withdrawn';
  return givenVersion >= holdsFrom ? 'given' : 'outdated';
}

/** What a person has said last to each text, or to one. */
export async function consentRows(ctx: Context, personId: string, key: string | null = null): Promise<Consent[]> {
  const { rows } = await sql<HeldRow>`
    select ${textColumns}, a.is_given as "isGiven", a.version as "givenVersion", a.channel, a.signed_on as "signedOn",
      a.recorded_at as "recordedAt", a.recorded_by_name as "recordedByName",
      (select max(n.version) from roster.consent_text n where n.key = t.key and n.asks_anew) as "holdsFrom"
    from roster.consent_text t left join lateral (
      select * from roster.consent_act a where a.person_id = ${personId} and a.key = t.key
      order by a.recorded_at desc, a.id desc limit 1) a on true
    where t.version = (select max(n.version) from roster.consent_text n where n.key = t.key)
      and (${key}::text is null or t.key = ${key})
    order by t.position, t.key`.execute(ctx.transaction);
  return rows.map((row) => ({
    text: asText(row),
    state: stateOf(row),
    version: row.givenVersion,
    channel: row.channel,
    signedOn: row.signedOn,
    recordedAt: row.recordedAt?.toISOString() ?? null,
    recordedByName: row.recordedByName,
  }));
}

export interface NewConsent {
  readonly personId: string;
  readonly key: string;
  readonly version: number;
  readonly isGiven: boolean;
  readonly channel: NonNullable<Consent['channel']>;
  readonly signedOn: Day;
}

/** Answers whether there is such a version. */
export async function insertConsent(ctx: Context, given: NewConsent): Promise<boolean> {
  const added = await sql`
    insert into roster.consent_act (id, person_id, key, version, is_given, channel, signed_on, recorded_at, recorded_by,
      recorded_by_name)
    select ${newId()}::uuid, ${given.personId}::uuid, t.key, t.version, ${given.isGiven}::boolean, ${given.channel},
      ${given.signedOn}::date, ${ctx.clock.now().toISOString()}::timestamptz, ${ctx.user?.accountId ?? null}::uuid,
      ${ctx.user?.name ?? ''}
    from roster.consent_text t where t.key = ${given.key} and t.version = ${given.version}`.execute(ctx.transaction);
  return Number(added.numAffectedRows ?? 0) === 1;
}

export interface ConsentAct {
  name: string;
  englishName: string;
  version: number;
  isGiven: boolean;
  channel: NonNullable<Consent['channel']>;
  signedOn: Day;
  recordedByName: string;
}

/** Everything that a person ever agreed to or withdrew, oldest first. */
export async function consentActs(ctx: Context, personId: string): Promise<ConsentAct[]> {
  const { rows } = await sql<ConsentAct>`
    select t.name, t.english_name as "englishName", a.version, a.is_given as "isGiven", a.channel,
      a.signed_on as "signedOn", a.recorded_by_name as "recordedByName"
    from roster.consent_act a join roster.consent_text t on t.key = a.key and t.version = a.version
    where a.person_id = ${personId} order by a.recorded_at, a.id`.execute(ctx.transaction);
  return rows;
}

type OwnTable = 'consent_act' | 'correction';

export async function countOf(ctx: Context, table: OwnTable, personId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${sql.table(`roster.${table}`)}
    where person_id = ${personId}`.execute(ctx.transaction);
  return rows[0]!.count;
}

/** Gives the rows of one person to another, all or only some; answers which. */
export async function moveRows(
  ctx: Context,
  table: OwnTable,
  { from, to }: PersonMove,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const some = only === null ? sql`true` : sql`id = any(${[...only]}::uuid[])`;
  const { rows } = await sql<{ id: string }>`update ${sql.table(`roster.${table}`)} set person_id = ${to}
    where person_id = ${from} and ${some} returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}
