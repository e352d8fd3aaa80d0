import { answerRequest, newId, type Clock, type Context, type SignedInUser } from '#kernel';
import type { Endpoint, EndpointRequest, EndpointResponse } from '#kernel/contract';
import { plainRequest, testUser, type TestDatabase } from '#kernel/testing';
import { makeTree } from '#engines/roster/testing';
import { contestModulePermissions, type ContestWhole, type NewContest } from './contract';
import { createContest } from './contests/contests';
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
