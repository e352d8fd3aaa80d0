import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { grantLoader, openAccount } from '../users';
import {
  beginTerm,
  bodiesOf,
  dissolveBody,
  endTerm,
  foundBody,
  getBody,
  leaveSeat,
  prolongTerm,
  renameBody,
  seatsOn,
  takeSeat,
} from './bodies';
import { defineBodyKind, type BodyKind } from './kind';

const committee = defineBodyKind({
  name: 'test.committee',
  seats: { chair: { most: 1, role: 'head' }, member: { most: null } },
});
const auditors = defineBodyKind({
  name: 'test.auditors',
  seats: { member: { most: null } },
  excludes: [{ kind: 'test.committee', because: 'rule' }],
});
const roles = { head: { permissions: ['test.thing.do'] }, worker: { permissions: [] } };

let database: TestDatabase;
let tree: SmallTree;
const run = <R>(act: (ctx: Context) => Promise<R>) => inTransaction(database.seed({ user: testUser([]) }), act);
const say = (because: string) => because;

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

async function body(kind: BodyKind = committee, unitId = tree.works.id) {
  const made = await run((ctx) => foundBody(ctx, kind, { unitId, name: '工会委员会', foundedOn: '2020-01-01' }));
  const term = await run((ctx) =>
    beginTerm(ctx, made.id, { number: 4, startsOn: '2022-01-01', endsOn: '2024-12-31', seats: 3, basis: '大会选举' }),
  );
  return { body: made, term };
}

const person = () => run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
const seat = (
  termId: string,
  personId: string,
  name: 'chair' | 'member' = 'member',
  from = '2022-01-01',
  kind: BodyKind = committee,
) => run((ctx) => takeSeat(ctx, kind, { termId, personId, seat: name, how: 'elected', from }, say));
const sitting = async (bodyId: string, day: string) =>
  (await run((ctx) => seatsOn(ctx, { kinds: ['test.committee'], day })))
    .filter((row) => row.bodyId === bodyId)
    .map((row) => row.personId);

describe('a term', () => {
  test('that follows ends the one before the day before, with its seats', async () => {
    const { body: made, term } = await body();
    const { id } = await person();
    await seat(term.id, id);
    await run((ctx) =>
      beginTerm(ctx, made.id, { number: 5, startsOn: '2024-06-01', endsOn: '2027-05-31', seats: 3, basis: '换届' }),
    );
    expect(await sitting(made.id, '2024-05-31')).toEqual([id]);
    expect(await sitting(made.id, '2024-06-01')).toEqual([]);
    const { terms } = await run((ctx) => getBody(ctx, made.id));
    expect(terms.map((row) => [row.number, row.endedOn])).toEqual([
      [4, '2024-05-31'],
      [5, null],
    ]);
  });

  // prettier-ignore
  test.each([
    ['with the number of an earlier one', { number: 4, startsOn: '2025-01-01', endsOn: '2027-12-31' }, 'roster.term_number'],
    ['from before the last one began', { number: 5, startsOn: '2022-01-01', endsOn: '2027-12-31' }, 'roster.day_before_start'],
    ['that ends before it begins', { number: 5, startsOn: '2025-01-01', endsOn: '2024-12-31' }, 'roster.day_before_start'],
  ] as const)('%s is refused', async (_what, change, code) => {
    const { body: made } = await body();
    await expect(run((ctx) => beginTerm(ctx, made.id, { seats: 3, basis: '', ...change }))).rejects.toMatchObject({ code });
  });

  test('that is prolonged keeps who sat to its end, not who had left', async () => {
    const { body: made, term } = await body();
    const [stays, leaves] = [await person(), await person()];
    await seat(term.id, stays.id);
    const left = await seat(term.id, leaves.id);
    await run((ctx) => leaveSeat(ctx, left.id, { lastDay: '2024-03-31', reason: '调离' }));
    await run((ctx) => prolongTerm(ctx, term.id, { endsOn: '2025-06-30', basis: '上级工会同意延期' }));
    expect(await sitting(made.id, '2025-06-30')).toEqual([stays.id]);
    await expect(run((ctx) => prolongTerm(ctx, term.id, { endsOn: '2025-06-30', basis: '' }))).rejects.toMatchObject({
      code: 'roster.day_before_start',
    });
  });

  test('ended twice is refused', async () => {
    const { term } = await body();
    await run((ctx) => endTerm(ctx, term.id, { lastDay: '2024-03-31', reason: '' }));
    await expect(run((ctx) => endTerm(ctx, term.id, { lastDay: '2024-04-30', reason: '' }))).rejects.toMatchObject({
      code: 'roster.already_ended',
    });
  });
});

describe('a seat', () => {
  test('is held from the day given to the end of the term', async () => {
    const { body: made, term } = await body();
    const { id } = await person();
    await seat(term.id, id, 'member', '2023-05-01');
    expect(await Promise.all(['2023-04-30', '2023-05-01', '2024-12-31', '2025-01-01'].map((day) => sitting(made.id, day)))).toEqual([[], [id], [id], []]); // prettier-ignore
  });

  test('is refused to who sits there already, when only one may be chair, and when the term is full', async () => {
    const { term } = await body();
    const people = [await person(), await person(), await person(), await person()];
    await seat(term.id, people[0]!.id, 'chair');
    await expect(seat(term.id, people[0]!.id)).rejects.toMatchObject({ code: 'roster.seat_twice' });
    await expect(seat(term.id, people[1]!.id, 'chair')).rejects.toMatchObject({ code: 'roster.seats_full' });
    await seat(term.id, people[1]!.id);
    await seat(term.id, people[2]!.id);
    await expect(seat(term.id, people[3]!.id)).rejects.toMatchObject({ code: 'roster.seats_full' });
  });

  test('of the last place is taken by one of two at the same moment', async () => {
    const { term } = await body();
    const [a, b] = [await person(), await person()];
    const both = await Promise.allSettled([seat(term.id, a.id, 'chair'), seat(term.id, b.id, 'chair')]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('in a body that another one excludes is refused, with the rule, while both would be held', async () => {
    const { term } = await body();
    const audit = await body(auditors);
    const { id } = await person();
    const held = await seat(term.id, id);
    const join = () => seat(audit.term.id, id, 'member', '2024-05-01', auditors);
    await expect(join()).rejects.toMatchObject({ code: 'roster.seat_conflict', params: { because: 'rule' } });
    await run((ctx) => leaveSeat(ctx, held.id, { lastDay: '2024-04-30', reason: '改选' }));
    await join();
  });

  test('brings its role, which ends with it', async () => {
    const { term } = await body();
    const { id } = await person();
    const taken = await seat(term.id, id, 'chair', '2024-01-01');
    const accountId = await run((ctx) =>
      openAccount(ctx, roles, {
        personId: id,
        username: `head-${id}`,
        name: '主席',
        password: 'Sea-salt-2024',
        mustChangePassword: false,
        role: 'worker',
        unitId: tree.works.id,
      }),
    );
    const rolesOn = async (day: string) => {
      const { grants } = await grantLoader(roles, standingClock(day))(database.house, accountId);
      return grants.map((grant) => grant.role);
    };
    expect(await rolesOn('2024-06-18')).toEqual(['head', 'worker']);
    expect(await rolesOn('2025-01-01')).toEqual(['worker']);
    await run((ctx) => leaveSeat(ctx, taken.id, { lastDay: '2024-06-18', reason: '辞去' }));
    expect(await rolesOn('2024-06-19')).toEqual(['worker']);
  });

  test('whose role is kept apart from one that the person holds is refused with the rule', async () => {
    const { term } = await body();
    const { id } = await person();
    await run((ctx) =>
      openAccount(ctx, roles, {
        personId: id,
        username: `books-${id}`,
        name: '会计',
        password: 'Sea-salt-2024',
        mustChangePassword: false,
        role: 'worker',
        unitId: tree.works.id,
      }),
    );
    const rolesApart = (one: string, other: string) => (one === 'head' && other === 'worker' ? 'auditBody' : null);
    const taking = run((ctx) =>
      takeSeat(
        { ...ctx, house: { ...ctx.house, rolesApart } },
        committee,
        { termId: term.id, personId: id, seat: 'chair', how: 'elected', from: '2024-06-18' },
        say,
      ),
    );
    await expect(taking).rejects.toMatchObject({ code: 'roster.roles_apart' });
  });

  test('that is over is not ended again', async () => {
    const { term } = await body();
    const { id } = await person();
    const taken = await seat(term.id, id);
    const leave = () => run((ctx) => leaveSeat(ctx, taken.id, { lastDay: '2024-03-31', reason: '调离' }));
    await leave();
    await expect(leave()).rejects.toMatchObject({ code: 'roster.already_ended' });
  });
});

describe('a body', () => {
  test('is changed by one of two who read the same version', async () => {
    const { body: made } = await body();
    await run((ctx) => renameBody(ctx, made.id, { name: '新名', version: 1 }));
    await expect(run((ctx) => renameBody(ctx, made.id, { name: '旧名', version: 1 }))).rejects.toMatchObject({
      code: 'kernel.changed_meanwhile',
    });
  });

  test('that is dissolved ends with its term and seats, and is still found on an earlier day', async () => {
    const own = await run(makeTree);
    const { body: made, term } = await body(committee, own.works.id);
    const { id } = await person();
    await seat(term.id, id);
    await run((ctx) => dissolveBody(ctx, made.id, { lastDay: '2024-04-30', reason: '合并', version: 1 }));
    const on = async (day: string) =>
      (await run((ctx) => bodiesOf(ctx, { kinds: ['test.committee'], scopes: [own.works.path], day }))).map(
        (row) => row.id,
      );
    expect([await on('2024-04-30'), await on('2024-05-01')]).toEqual([[made.id], []]);
    expect(await sitting(made.id, '2024-05-01')).toEqual([]);
  });
});
