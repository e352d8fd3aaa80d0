import { answerRequest, newId, type Clock, type Context, type SignedInUser } from '#kernel';
import type { Endpoint, EndpointRequest, EndpointResponse } from '#kernel/contract';
import { plainRequest, testUser, type TestDatabase } from '#kernel/testing';
import { openAccount } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { contestModulePermissions, type ContestWhole, type NewContest } from './contract';
import { createContest, startContest } from './contests/contests';
import { enterEntrants, listEntrants } from './contests/entrants';
import { recordVeto } from './indicators/contest-results';
import { listReadings } from './indicators/listing';
import { enterReadings } from './indicators/readings';
import { kinds } from './kinds';
import { contestModule } from './manifest';

/** Someone who may do all that contests know, in a subtree or everywhere. */
export function contestHost(unitPath = '/', change: Partial<SignedInUser> = {}): SignedInUser {
  return testUser([...contestModulePermissions, 'schedule.event.read'], unitPath, change);
}

/** What a worker of a unit may do. */
export function contestReader(unitPath: string, personId: string | null = null): SignedInUser {
  return testUser(['contest.contest.read'], unitPath, { personId });
}

/** A contest in draft: without arguments a measured one of teams in a new works. */
export async function makeContest(ctx: Context, change: Partial<NewContest> = {}): Promise<ContestWhole> {
  const unitId = change.unitId ?? (await makeTree(ctx)).works.id;
  const host = { ...ctx, user: contestHost() };
  const days = { beginsOn: '2024-05-06', endsOn: '2024-05-08' };
  return createContest(kinds)(host, {
    kind: 'measured',
    entrantKind: 'team',
    name: '捞盐比赛',
    ...days,
    ...change,
    unitId,
  });
}

/** Ten people of the first two work areas in turn, all but the last with an account, to sit in panels. */
export async function makeJudges(
  ctx: Context,
  tree: SmallTree,
): Promise<{ id: string; name: string; unitId: string }[]> {
  const made = [];
  for (let i = 0; i < 10; i += 1) {
    const unitId = tree.areas[i % 2]!.id;
    const { id, name } = await makePerson(ctx, { unitId, name: `评委${i}` });
    made.push({ id, name, unitId });
    if (i === 9) continue;
    const account = { personId: id, username: `judge${i}`, name, role: 'worker', unitId };
    await openAccount(
      ctx,
      { worker: { permissions: [] } },
      { ...account, password: newId(), mustChangePassword: false },
    );
  }
  return made;
}

/** Calls an endpoint of contests as the server would: rights, input, transaction, audit, output. */
export function contestCalls(db: TestDatabase, clock: Clock) {
  return async <E extends Endpoint<never, never, never, never> | Endpoint>(
    endpoint: E,
    user: SignedInUser | null,
    given: Partial<EndpointRequest<E>> | { params?: unknown; query?: unknown; body?: unknown } = {},
  ): Promise<EndpointResponse<E>> => {
    const { params = {}, query = {}, body } = given as { params?: unknown; query?: unknown; body?: unknown };
    const route = contestModule.routes.find((one) => one.endpoint.name === (endpoint as Endpoint).name)!;
    const bytes = body instanceof Uint8Array ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const raw = {
      ...{ requestId: newId(), params, query, body: bytes, idempotencyKey: null },
      ...{ language: 'zh-CN' as const, facts: plainRequest },
    };
    const house = { house: db.house, clock, userOf: async () => user };
    return (await answerRequest(route, raw, house)) as EndpointResponse<E>;
  };
}

/** A figure of a unit for May 2024, with the hand of whoever entered it. */
export async function makeReading(
  ctx: Context,
  { indicatorId, unitId }: { readonly indicatorId: string; readonly unitId: string },
): Promise<string> {
  const rows = [{ indicatorId, value: '5', number: 0, reason: '' }];
  await enterReadings(ctx, { unitId, period: '2024-05', source: '', rows });
  const { rows: entered } = await listReadings(ctx, { indicatorId, unitId, limit: 1 });
  return entered[0]!.id;
}

/** A veto in a running contest of indicators between two teams of a unit. */
export async function makeVeto(ctx: Context, unitId: string): Promise<{ contestId: string; vetoId: string }> {
  const checks = [{ key: 'tidy', name: '现场整洁', points: '100' }];
  const rules = {
    items: [{ key: 'site', name: '现场管理', weight: '100', method: 'checklist', checks }],
    vetoes: [{ key: 'accident', name: '重大事故' }],
  };
  const days = { beginsOn: '2024-01-01', endsOn: '2024-12-31' };
  const { id, version } = await createContest(kinds)(ctx, {
    ...{ kind: 'indicator', entrantKind: 'team', name: '文明班组', unitId, rules },
    ...days,
  });
  await enterEntrants(kinds)(ctx, id, [
    { unitId, name: '甲队' },
    { unitId, name: '乙队' },
  ]);
  await startContest(kinds)(ctx, id, version);
  const [entrant] = (await listEntrants(kinds)(ctx, id)).rows;
  const body = { entrantId: entrant!.id, veto: 'accident', onDay: '2024-05-06', reason: '重伤一人' };
  const veto = await recordVeto(ctx, { params: { id }, query: {}, body });
  return { contestId: id, vetoId: veto.id };
}
