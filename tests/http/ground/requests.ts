import { inTransaction } from '#kernel';
import { testUser } from '#kernel/testing';
import { grantRole, openAccount } from '#engines/roster';
import { makePerson } from '#engines/roster/testing';
import { modules } from '../../../src/app/modules';
import { roles, type RoleName } from '../../../src/app/roles';
import { PASSWORD, type TestHouse } from '../../test-house';

/** A picture of one point. */
export const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface Answer {
  status: number;
  code: string;
  body: Record<string, unknown>;
}

/** An account beside those of the test house, with several roles on one unit, and if need be a person who works there. */
export async function openWith(
  house: TestHouse,
  username: string,
  names: readonly RoleName[],
  unitId: string,
  isPerson = false,
) {
  const everything = testUser(modules.flatMap((module) => module.permissions));
  const [grant] = everything.grants;
  const user = { ...everything, grants: [{ ...grant!, role: 'administrator' }] };
  const accountId = await inTransaction({ ...house.seed(), user }, async (ctx) => {
    const [first, ...rest] = names;
    const personId = isPerson ? (await makePerson(ctx, { unitId, name: username })).id : null;
    const given = { username, name: username, password: PASSWORD, personId, mustChangePassword: false, unitId };
    const id = await openAccount(ctx, roles, { ...given, role: first! });
    for (const role of rest) await grantRole(ctx, roles, id, { role, unitId, from: ctx.clock.today(), to: null });
    return id;
  });
  const answer = await house.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username, password: PASSWORD },
  });
  const cookie = answer.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  return { accountId, cookie };
}

/** Sends a request and reads the answer. */
export async function send(
  house: TestHouse,
  cookie: string,
  request: { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string; body?: unknown },
): Promise<Answer> {
  const { method = 'GET', url, body } = request;
  const isBytes = body instanceof Uint8Array;
  const answer = await house.app.inject({
    method,
    url,
    headers: {
      cookie,
      ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
  });
  const isJson = String(answer.headers['content-type']).includes('json');
  const read = isJson ? (JSON.parse(answer.body) as Record<string, unknown>) : {};
  const error = (read.error ?? {}) as { code?: string };
  return { status: answer.statusCode, code: error.code ?? '', body: read };
}

/** What a request answered that must not be refused; a ground that can't be made says why. */
export async function ask(
  house: TestHouse,
  cookie: string,
  request: Parameters<typeof send>[2],
): Promise<Answer['body']> {
  const answer = await send(house, cookie, request);
  if (answer.status !== 200) throw new Error(`${request.url}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The id of what was made. */
export const idOf = (made: Answer['body']): string => made.id as string;
