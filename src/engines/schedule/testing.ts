import { answerRequest, inTransaction, newId, type Clock, type Context, type SignedInUser } from '#kernel';
import type { Day, Endpoint, EndpointRequest, EndpointResponse } from '#kernel/contract';
import { plainRequest, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { schedulePermissions, type EventRow, type NewDuty, type NewEvent } from './contract';
import { createDuty } from './duties';
import { closeEvent, scheduleEvent } from './event-steps';
import { createEvent } from './events';
import { scheduleRoutes } from './routes';
import { recordAttendance } from './attendance';

/** Someone who may do all that the schedule knows, in a subtree or everywhere. */
export function hostUser(unitPath = '/', change: Partial<SignedInUser> = {}): SignedInUser {
  return testUser(schedulePermissions, unitPath, change);
}

/** What a worker of a unit may do. */
export function workerUser(unitPath: string, personId: string | null = null): SignedInUser {
  return testUser(['schedule.event.read', 'schedule.signup.own', 'schedule.feed.own'], unitPath, { personId });
}

function asHost(ctx: Context): Context {
  return { ...ctx, user: hostUser() };
}

/** A planned event: without arguments a contest in mid-June of a new works. */
export async function makeEvent(ctx: Context, change: Partial<NewEvent> = {}): Promise<EventRow> {
  const unitId = change.unitId ?? (await makeUnit(ctx)).id;
  return createEvent(asHost(ctx), {
    title: '乒乓球比赛',
    window: { from: '2024-06-11', to: '2024-06-20', words: '6月中旬' },
    ...change,
    unitId,
  });
}

/** An event with its exact time: without arguments at nine in the morning of 18 June 2024. */
export async function makeScheduledEvent(
  ctx: Context,
  change: Partial<NewEvent> = {},
  startsAt = '2024-06-18T09:00:00+08:00',
): Promise<EventRow> {
  const event = await makeEvent(ctx, change);
  const body = { version: event.version, startsAt, endsAt: null, place: '职工之家', reason: '' };
  return scheduleEvent(asHost(ctx), event.id, body);
}

/** A closed event with one person's attendance, held on the given day: without arguments today. */
export async function makeHeldEvent(
  ctx: Context,
  change: Partial<NewEvent> = {},
  heldOn: Day = ctx.clock.today(),
): Promise<EventRow> {
  const event = await makeEvent(ctx, { window: { from: heldOn, to: heldOn, words: '' }, ...change });
  const person = await makePerson(ctx, { unitId: event.unit.id });
  await recordAttendance(asHost(ctx), event.id, [person.id]);
  return closeEvent(asHost(ctx), event.id, { version: event.version, summary: '', headCount: null, heldOn });
}

/** A recurring duty: without arguments monthly in 2024. */
export async function makeDuty(ctx: Context, change: Partial<NewDuty> = {}) {
  const unitId = change.unitId ?? (await makeUnit(ctx)).id;
  return createDuty(asHost(ctx), {
    title: '检查劳动保护',
    recurrence: 'monthly',
    startsOn: '2024-01-01',
    endsOn: '2024-12-31',
    ...change,
    unitId,
  });
}

/** Calls an endpoint of the schedule as the server would: rights, input, transaction, audit, output. */
export function scheduleCalls(db: TestDatabase, clock: Clock) {
  return async <E extends Endpoint<never, never, never, never> | Endpoint>(
    endpoint: E,
    user: SignedInUser | null,
    given: Partial<EndpointRequest<E>> | { params?: unknown; query?: unknown; body?: unknown } = {},
  ): Promise<EndpointResponse<E>> => {
    const { params = {}, query = {}, body } = given as { params?: unknown; query?: unknown; body?: unknown };
    const route = scheduleRoutes.find((one) => one.endpoint.name === (endpoint as Endpoint).name)!;
    const bytes = body instanceof Uint8Array ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const raw = {
      requestId: newId(),
      params,
      query,
      body: bytes,
      idempotencyKey: null,
      language: 'zh-CN' as const,
      facts: plainRequest,
    };
    return (await answerRequest(route, raw, {
      house: db.house,
      clock,
      userOf: async () => user,
    })) as EndpointResponse<E>;
  };
}

/** Runs an act with a signed-in person on the database of a test. */
export function scheduleActs(db: TestDatabase, clock: Clock) {
  return <Result>(user: SignedInUser | null, act: (ctx: Context) => Promise<Result>): Promise<Result> =>
    inTransaction(db.seed({ user, clock }), act);
}

/** The same context, and the texts of the statements that run through it: a board must cost a fixed number. */
export function withStatements(ctx: Context): { ctx: Context; statements: string[] } {
  const statements: string[] = [];
  const transaction = ctx.transaction.withPlugin({
    transformQuery: ({ node }) => {
      statements.push(node.kind === 'RawNode' ? node.sqlFragments.join('?') : node.kind);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { ctx: { ...ctx, transaction: transaction as Context['transaction'] }, statements };
}
