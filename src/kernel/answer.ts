import { sql } from 'kysely';
import { z } from 'zod';
import type { Clock } from './clock';
import type { Context, House } from './context';
import { isWrite, type Endpoint } from './endpoint';
import { AppError, assert, notFound, type FieldIssue } from './errors';
import type { Language } from './language';
import { FileAnswer, type RequestFacts, type Route } from './manifest';
import { passOut } from './outlet';
import { text } from './texts';
import { inOneMoment, inReading, inTransaction } from './transaction';
import { may, standsInFor, type SignedInUser } from './user';

/** What the transport hands over, still untrusted. */
export interface RawRequest {
  requestId: string;
  params: unknown;
  query: unknown;
  body: Uint8Array;
  idempotencyKey: string | null;
  /** Whose request it is meant to be: what waited on a phone must not go out in the name of who signed in meanwhile. */
  meantFor?: string | null;
  language: Language;
  facts: RequestFacts;
}

/** Before a forced password change nothing else answers but these. */
const openBeforeChange = new Set([
  'session.getMe',
  'session.getHello',
  'session.changePassword',
  'session.signOut',
  'session.chooseLanguage',
]);

/** And before a second factor that a role demands, these besides. */
const openBeforeFactor = new Set([
  ...openBeforeChange,
  'session.getSecondFactor',
  'session.beginSecondFactor',
  'session.confirmSecondFactor',
]);

/**
 * The one way of every request: session, permission, input, transaction, act, output. A missing right reads
 * like a missing thing. Writes must leave an audit row; that one is missing is a programmer's fault.
 */
export async function answerRequest(
  route: Route,
  raw: RawRequest,
  world: { house: House; clock: Clock; userOf(request: RequestFacts): Promise<SignedInUser | null> },
): Promise<unknown> {
  const { endpoint } = route;
  const user = await world.userOf(raw.facts);
  const meantFor = raw.meantFor ?? null;
  if (meantFor !== null && user?.accountId !== meantFor) throw new AppError('kernel.sign_in_required');
  admit(endpoint, user);
  const input = validate(endpoint, raw);
  const seed = {
    requestId: raw.requestId,
    user,
    onBehalfOf: standsInFor(user, endpoint.permission),
    clock: world.clock,
    language: raw.language,
    house: world.house,
  };
  const run = isWrite(endpoint.method) ? inTransaction : endpoint.isOneMoment === true ? inOneMoment : inReading;
  return run(seed, async (ctx) => {
    const act = async () => {
      const result = await route.act(ctx, { ...input, request: raw.facts });
      assert(!isWrite(endpoint.method) || ctx.auditNotes.length > 0, `${endpoint.name} wrote without an audit row`);
      return result instanceof FileAnswer ? result : present(endpoint, result);
    };
    const key =
      isWrite(endpoint.method) && user !== null && endpoint.isAnsweredOnce !== true ? raw.idempotencyKey : null;
    return key === null ? act() : once(ctx, endpoint, { key, hash: hashOf(ctx, raw) }, act);
  });
}

function admit(endpoint: Endpoint, user: SignedInUser | null): void {
  if (endpoint.permission === 'public') return;
  if (user === null) throw new AppError('kernel.sign_in_required');
  if (user.mustChangePassword && !openBeforeChange.has(endpoint.name))
    throw new AppError('kernel.password_change_required');
  if (user.demandedFactor === 'missing' && !openBeforeFactor.has(endpoint.name))
    throw new AppError('kernel.second_factor_required');
  if (endpoint.permission !== 'signed-in' && !may(user, endpoint.permission)) throw notFound();
}

function validate(endpoint: Endpoint, raw: RawRequest): { params: unknown; query: unknown; body: unknown } {
  const issues: FieldIssue[] = [];
  const locale = raw.language === 'en' ? z.locales.en().localeError : z.locales.zhCN().localeError;
  const read = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return {};
    const result = schema.safeParse(value, { error: locale });
    if (result.success) {
      const paths = unfitTexts(result.data);
      issues.push(...paths.map((path) => ({ path, message: text(raw.language, 'kernel:pattern') })));
      return result.data;
    }
    issues.push(
      ...result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: sayIssue(issue, raw.language) })),
    );
    return undefined;
  };
  const input = {
    params: read(endpoint.params, raw.params),
    query: read(endpoint.query, raw.query),
    body:
      endpoint.body === 'bytes'
        ? raw.body
        : endpoint.body === undefined
          ? undefined
          : read(endpoint.body, readJson(raw.body)),
  };
  if (issues.length > 0)
    throw new AppError('kernel.invalid_input', { fields: issues.map((i) => i.path).join(', ') }, issues);
  return input;
}

/**
 * The zero sign, and half of a sign that takes two: no text of the database can hold them. And the signs that turn the
 * direction of what follows: with one in a name, a list, a paper or a file's name shows something else than is there.
 */
const UNFIT = /\0|\p{Surrogate}|[\u202A-\u202E\u2066-\u2069]/u;
/** No form is deeper; a sender that nests without end must not exhaust the walk. */
const DEEPEST = 50;

/** Where such signs stand, by their paths in what was sent. */
function unfitTexts(value: unknown, path: readonly string[] = []): string[] {
  if (path.length > DEEPEST) return [path.slice(0, 1).join('.')];
  if (typeof value === 'string') return UNFIT.test(value) ? [path.join('.')] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    UNFIT.test(key) ? [path.join('.')] : unfitTexts(part, [...path, key]),
  );
}

/** What the schema found, in words for people: the library's own speak of types and formats, and are for programs. */
function sayIssue(issue: z.core.$ZodIssue, language: Language): string {
  const say = (key: string, count?: unknown) => text(language, `kernel:${key}`, { count: String(count) });
  if (issue.code === 'invalid_format') {
    if (issue.format === 'regex') return say('pattern');
    return issue.format === 'date' ? say('fault.day') : issue.message;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return say('fault.missing');
  if (issue.code === 'invalid_value') return say('fault.choice');
  if (issue.code === 'too_big' && issue.origin === 'string') return say('fault.long', issue.maximum);
  if (issue.code === 'too_small' && issue.origin === 'string')
    return Number(issue.minimum) <= 1 ? say('fault.missing') : say('fault.short', issue.minimum);
  if (issue.code === 'too_big' && issue.origin === 'number') return say('fault.great', issue.maximum);
  if (issue.code === 'too_small' && issue.origin === 'number') return say('fault.small', issue.minimum);
  return issue.message;
}

/** What is no JSON at all fails like any other wrong input: the schema then names what is missing. */
function readJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** Only what the contract names leaves the house. */
function present(endpoint: Endpoint, result: unknown): unknown {
  if (typeof endpoint.response === 'string') return result;
  return passOut(endpoint.response, result);
}

/**
 * What makes a request the same as another: where it goes and all that it carries. It is kept for weeks beside the rest of
 * the books, so it is made with a key: an identity number in the body could be guessed from a plain hash.
 */
function hashOf(ctx: Context, { params, query, body }: RawRequest): string {
  return ctx.house.secrets.fingerprint(`${JSON.stringify([params, query])}\n`, body);
}

/**
 * The first request under a key does the act and keeps its answer; a resend waits for it and gets the same
 * answer. The same key with another content, or at another address, is refused.
 */
async function once(
  ctx: Context,
  endpoint: Endpoint,
  { key, hash }: { key: string; hash: string },
  act: () => Promise<unknown>,
): Promise<unknown> {
  const account = ctx.user!.accountId;
  const { rows: fresh } = await sql`
    insert into kernel.idempotency (key, account_id, endpoint, request_hash, response)
    values (${key}, ${account}, ${endpoint.name}, ${hash}, 'null'::jsonb)
    on conflict (account_id, key) do nothing returning key`.execute(ctx.steady);
  if (fresh.length === 0) {
    const { rows } = await sql<{ endpoint: string; request_hash: string; response: unknown }>`
      select endpoint, request_hash, response from kernel.idempotency where account_id = ${account} and key = ${key}`.execute(
      ctx.transaction,
    );
    const earlier = rows[0];
    if (earlier === undefined || earlier.endpoint !== endpoint.name || earlier.request_hash !== hash)
      throw new AppError('kernel.key_reused');
    return earlier.response;
  }
  const result = await act();
  if (!(result instanceof FileAnswer)) {
    ctx.leave(
      sql`update kernel.idempotency set response = ${toJson(result)}::jsonb where account_id = ${account} and key = ${key}`,
    );
  }
  return result;
}

/** JSON with bigint as text, the way the contract's money type reads it. Most answers hold none and are written plainly. */
export function toJson(value: unknown): string {
  try {
    return JSON.stringify(value ?? {});
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value ?? {}, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
  }
}
