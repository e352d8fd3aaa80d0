import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel';
import { allSubjects } from '../../src/app/foundation';
import { openTestHouse, testAccounts, type TestAccount, type TestHouse } from '../test-house';
import { openWith, send, type Answer } from './ground/requests';
import { makeThings, type Things } from './ground/things';

let house: TestHouse;
let things: Things;
const cookies = new Map<string, string>();

beforeAll(async () => {
  house = await openTestHouse();
  const [first, second] = house.tree.areas;
  const keeper = await openWith(house, 'keeper', ['chair', 'administrator', 'treasurer'], first.id);
  cookies.set('keeper', keeper.cookie);
  cookies.set(
    'stranger',
    (await openWith(house, 'stranger', ['chair', 'treasurer', 'administrator'], second.id)).cookie,
  );
  for (const account of Object.keys(testAccounts) as TestAccount[]) cookies.set(account, await house.cookieOf(account));
  things = await makeThings(house, keeper.cookie);
  await standIn('unit_officer', 'unit_officer', 'other_officer');
  await standIn('keeper', 'chair', 'worker');
});
afterAll(() => house.close());

/** Hands a role of one account on to another, from today to the end of the month. */
async function standIn(from: string, role: string, to: string): Promise<void> {
  const cookie = cookies.get(from)!;
  const own = (await send(house, cookie, { url: '/api/roster/own-grants' })).body;
  const grant = (own.rows as { id: string; role: string }[]).find((row) => row.role === role)!;
  const at = `/api/roster/own-grants/${grant.id}`;
  const found = (await send(house, cookie, { url: `${at}/colleagues?search=${to}` })).body;
  const [colleague] = found.rows as { accountId: string }[];
  const body = { accountId: colleague!.accountId, from: '2024-06-18', to: '2024-06-30' };
  const answer = await send(house, cookie, { method: 'POST', url: `${at}/delegations`, body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

const as = (account: string, url: string) => send(house, cookies.get(account)!, { url });

interface Row {
  username: string;
  reasons: { role: string; unitName: string; delegatedBy: string | null }[];
}

async function namedBy(kind: string, id: string, question: string): Promise<Row[]> {
  const answer = await as('administrator', `/api/roster/rights/things/${kind}/${id}?question=${question}&limit=100`);
  expect([kind, answer.status]).toEqual([kind, 200]);
  return answer.body.rows as Row[];
}

type Attempt = Parameters<typeof send>[2];

/** Of each kind of thing: where it is, how it is read, and a change that is refused for its content at the earliest. */
const kinds: Readonly<Record<string, () => { id: string; read: string; change: Attempt }>> = {
  'roster.person': () => {
    const id = house.people.unit_officer;
    const person = { name: '新名字', gender: 'female', employmentKind: 'contract', staffNumber: 'N-1', version: 999 };
    const url = `/api/roster/people/${id}`;
    return { id, read: url, change: { method: 'PATCH', url, body: person } };
  },
  'roster.unit': () => {
    const { id } = house.tree.team;
    const url = `/api/roster/units/${id}`;
    return { id, read: url, change: { method: 'PATCH', url, body: { name: '乙班', from: '2030-01-01' } } };
  },
  'schedule.event': () => {
    const id = things.ids['/api/events/:id']!;
    const url = `/api/events/${id}`;
    return { id, read: url, change: { method: 'PATCH', url, body: { version: 999 } } };
  },
  'plan.plan': () => {
    const id = things.plan.confirmed;
    return { id, read: `/api/plans/${id}/board`, change: amendment() };
  },
  'plan.commitment': () => {
    const id = things.ids['/api/commitments/:commitmentId']!;
    return { id, read: `/api/commitments/${id}`, change: amendment() };
  },
};

function amendment(): Attempt {
  const url = `/api/commitments/${things.ids['/api/commitments/:commitmentId']!}/amendments`;
  return { method: 'POST', url, body: { revision: 999, day: '2024-06-18', reason: '改期', content: null } };
}

const isNotFound = ({ status, code }: Answer): boolean => status === 404 && code === 'kernel.not_found';

describe('who can, by the page and by the endpoints', () => {
  test('every kind of thing of the house is compared here', () =>
    expect(Object.keys(kinds).sort()).toEqual([...allSubjects().keys()].sort()));

  test.each(Object.keys(kinds))('%s is read by those whom the page names and by nobody else', async (kind) => {
    const { id, read } = kinds[kind]!();
    const named = new Set((await namedBy(kind, id, 'read')).map((row) => row.username));
    for (const account of cookies.keys()) {
      const answer = await as(account, read);
      expect.soft([account, answer.status]).toEqual([account, named.has(account) ? 200 : 404]);
    }
    expect(named.size).toBeGreaterThan(0);
    expect(named.has('stranger')).toBe(false);
  });

  test.each(Object.keys(kinds))('%s is changed by those whom the page names and by nobody else', async (kind) => {
    const { id, change } = kinds[kind]!();
    const named = new Set((await namedBy(kind, id, 'change')).map((row) => row.username));
    for (const [account, cookie] of cookies) {
      const answer = await send(house, cookie, change);
      expect.soft([account, isNotFound(answer)]).toEqual([account, !named.has(account)]);
      expect.soft([account, answer.code]).not.toEqual([account, 'kernel.invalid_input']);
    }
    expect(named.size).toBeGreaterThan(0);
  });
});

describe('the page says why', () => {
  test('by the roles that alone would be enough, and for whom one stands in', async () => {
    const rows = await namedBy('roster.person', house.people.unit_officer, 'read');
    const of = (username: string) => rows.find((row) => row.username === username)?.reasons;
    expect(of('chair')).toMatchObject([{ role: 'chair', unitName: '测试盐场', delegatedBy: null }]);
    expect(of('other_officer')).toMatchObject([
      { role: 'unit_officer', unitName: '一工区', delegatedBy: 'unit_officer员' },
    ]);
    expect(rows[0]!.reasons[0]!.unitName).toBe('测试集团');
  });

  test('page by page, nobody twice and nobody left out', async () => {
    const at = `/api/roster/rights/things/roster.unit/${house.tree.team.id}?limit=3`;
    const seen: string[] = [];
    let cursor: string | null = '';
    let total: unknown;
    while (cursor !== null) {
      const { body } = await as('administrator', cursor === '' ? at : `${at}&cursor=${cursor}`);
      seen.push(...(body.rows as Row[]).map((row) => row.username));
      cursor = body.nextCursor as string | null;
      total = body.total;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe(total);
  });

  test('an account that is closed is named no more', async () => {
    const { accountId } = await openWith(house, 'leaver', ['chair'], house.tree.areas[0].id);
    const names = async () => (await namedBy('roster.unit', house.tree.team.id, 'change')).map((row) => row.username);
    expect(await names()).toContain('leaver');
    await send(house, cookies.get('administrator')!, { method: 'POST', url: `/api/roster/users/${accountId}/close` });
    expect(await names()).not.toContain('leaver');
  });

  test('without the title for who may not read the thing', async () => {
    const at = `/api/roster/rights/things/schedule.event/${things.ids['/api/events/:id']!}`;
    expect((await as('administrator', at)).body.title).toBeNull();
    expect((await as('chair', at)).body).toMatchObject({
      title: '一工区捞盐比赛',
      rule: expect.stringContaining('活动'),
    });
  });

  test('for a permission on a unit too, and what isn’t there isn’t found', async () => {
    const at = (permission: string, unitId = house.tree.team.id) =>
      `/api/roster/rights/permissions/${permission}?unitId=${unitId}`;
    const { body } = await as('chair', at('kernel.audit.read'));
    expect(body).toMatchObject({ title: '甲班', rule: '查看操作记录' });
    expect((body.rows as Row[]).map((row) => row.username).sort()).toEqual([
      'administrator',
      'auditor',
      'auditor_of_unit_officer',
      'keeper',
    ]);
    for (const url of [
      at('kernel.audit.erase'),
      at('kernel.audit.read', newId()),
      at('kernel.audit.read', house.tree.group.id),
    ])
      expect(await as('chair', url)).toMatchObject({ status: 404, code: 'kernel.not_found' });
    expect((await as('chair', `/api/roster/rights/things/roster.ship/${newId()}`)).status).toBe(404);
  });
});

test.each([
  ['unit_officer', 'auditor'],
  ['auditor', 'unit_officer'],
] as const)('to a %s the role of %s is refused: whoever keeps goods does not audit', async (held, wanted) => {
  const unitId = house.tree.areas[1].id;
  const { accountId } = await openWith(house, `${held}_only`, [held], unitId);
  const answer = await send(house, cookies.get('administrator')!, {
    ...{ method: 'POST', url: `/api/roster/users/${accountId}/grants` },
    body: { role: wanted, unitId, from: '2024-06-18' },
  });
  expect(answer).toMatchObject({ status: 409, code: 'roster.roles_apart' });
  expect(JSON.stringify(answer.body)).toContain('《中国工会章程》第十三条');
});

describe('what an account may do', () => {
  test('in words, by module, with the days of each role', async () => {
    const found = await as('auditor', '/api/roster/rights/accounts?search=other_o');
    const [row] = found.body.rows as { accountId: string; username: string }[];
    expect(row!.username).toBe('other_officer');
    const { body } = await as('auditor', `/api/roster/rights/accounts/${row!.accountId}`);
    const grants = body.grants as { delegatedBy: string | null; validTo: string | null; modules: { name: string }[] }[];
    expect(grants.map((grant) => [grant.delegatedBy, grant.validTo])).toEqual([
      ['unit_officer员', '2024-06-30'],
      [null, null],
    ]);
    expect(JSON.stringify(grants[1]!.modules)).toContain('查看人员名册');
    expect(JSON.stringify(body)).not.toMatch(/rights\.|permissions\./);
  });

  test('outside the own part of the tree nobody is found', async () => {
    const { body } = await as('stranger', '/api/roster/rights/accounts?search=keeper');
    expect(body.rows).toEqual([]);
  });

  test('things are chosen among those that one may read oneself', async () => {
    const find = async (account: string, kind: string, search: string) =>
      (await as(account, `/api/roster/rights/things?kind=${kind}&search=${encodeURIComponent(search)}`)).body.rows;
    for (const [kind, words] of [
      ['roster.person', 'unit_officer员'],
      ['roster.unit', '甲班'],
      ['schedule.event', '一工区捞盐'],
      ['plan.plan', '2024年一工区'],
      ['plan.commitment', '捞盐'],
    ] as const) {
      const found = (await find('chair', kind, words)) as { id: string }[];
      expect([kind, found.map((row) => row.id)]).toEqual([kind, expect.arrayContaining([kinds[kind]!().id])]);
      expect([kind, await find('stranger', kind, words)]).toEqual([kind, []]);
    }
  });

  test('the page names every permission, and no role stands against the rules', async () => {
    const { body } = await as('chair', '/api/roster/rights');
    expect(body.conflicts).toEqual([]);
    expect((body.kinds as unknown[]).length).toBe(allSubjects().size);
    expect(JSON.stringify(body)).not.toMatch(/"words":"[^"]*\./);
  });
});

test('what is done for somebody on leave is written down as such, what is done in the own right is not', async () => {
  const comment = async (account: string) => {
    const url = `/api/commitments/${things.ids['/api/commitments/:commitmentId']!}/comments`;
    await send(house, cookies.get(account)!, { method: 'POST', url, body: { text: '已经联系场地' } });
    const { rows } = await house.database.pool.query<{ details: { onBehalfOf?: string[] } }>(
      `select details from kernel.audit_entry where actor = $1 and action like 'plan.%omment' order by recorded_at desc`,
      [account],
    );
    return rows[0]!.details.onBehalfOf;
  };
  const keeper = (await as('keeper', '/api/session')).body.accountId;
  expect(await comment('worker')).toEqual([keeper]);
  expect(await comment('other_officer')).toBeUndefined();
});
