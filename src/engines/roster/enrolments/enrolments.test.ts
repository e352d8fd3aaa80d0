import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { movePerson, recordLeaving } from '../people';
import { makePerson, makeTree, type SmallTree } from '../testing';
import {
  enrolledOn,
  enrolmentHistory,
  enrolmentRatesOn,
  enrolmentsOf,
  importEnrolments,
  moveEnrolment,
  voidLastState,
} from './enrolments';
import { defineScheme, mayFollow, statesIn } from './scheme';

const club = defineScheme({
  name: 'test.club',
  entries: ['asking', 'in'],
  states: {
    asking: { next: ['in', 'out'], isIn: false },
    in: { next: ['resting', 'out'], isIn: true, traits: ['votes'] },
    resting: { next: ['in', 'out'], isIn: true },
    out: { next: [], isIn: false },
  },
});

let database: TestDatabase;
let tree: SmallTree;
const writer = testUser(['roster.person.read', 'roster.person.write', 'roster.unit.read']);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = writer) =>
  inTransaction(database.seed({ user }), act);
const person = (unitId = tree.team.id) => run((ctx) => makePerson(ctx, { unitId }));
const move = (personId: string, to: 'asking' | 'in' | 'resting' | 'out', from: string) =>
  run((ctx) => moveEnrolment(ctx, club, { personId, to, from, reason: '' }));
const stateOn = async (personId: string, day: string) =>
  (await run((ctx) => enrolmentsOf(ctx, club, { personIds: [personId], day }))).get(personId)?.state ?? null;

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

describe('a scheme', () => {
  test.each([
    ['without a way in', { name: 'test.a', entries: [], states: { in: { next: [], isIn: true } } }, /nobody can enter/],
    ['with a state that nothing leads to', { name: 'test.a', entries: ['in'], states: { in: { next: [], isIn: true }, lost: { next: [], isIn: true } } }, /nothing leads to lost/], // prettier-ignore
    ['that leads to a state it lacks', { name: 'test.a', entries: ['in'], states: { in: { next: ['gone'], isIn: true } } }, /no state gone/], // prettier-ignore
  ] as const)('%s is refused when the program starts', (_what, scheme, words) =>
    expect(() => defineScheme(scheme as never)).toThrow(words),
  );

  test.each([
    [null, 'asking', true],
    [null, 'in', true],
    [null, 'resting', false],
    ['asking', 'resting', false],
    ['in', 'asking', false],
    ['resting', 'in', true],
    ['out', 'in', true],
    ['out', 'resting', false],
  ] as const)('from %s to %s: %s', (from, to, expected) => expect(mayFollow(club, from, to)).toBe(expected));

  test('tells in which states one counts, and which have a trait', () => {
    expect([statesIn(club), statesIn(club, 'votes')]).toEqual([['in', 'resting'], ['in']]);
  });
});

describe('a person in a scheme', () => {
  test('has one state on each day', async () => {
    const { id } = await person();
    await move(id, 'asking', '2024-03-01');
    await move(id, 'in', '2024-03-15');
    await move(id, 'out', '2024-06-01');
    expect(await Promise.all(['2024-02-29', '2024-03-14', '2024-03-15', '2024-05-31', '2024-06-01'].map((day) => stateOn(id, day)))).toEqual([null, 'asking', 'in', 'in', 'out']); // prettier-ignore
  });

  test('moved twice on one day is in the later state, and the other stays to be read', async () => {
    const { id } = await person();
    await move(id, 'in', '2024-03-01');
    await move(id, 'resting', '2024-03-01');
    expect(await stateOn(id, '2024-03-01')).toBe('resting');
    const history = await run((ctx) => enrolmentHistory(ctx, { personIds: [id], scheme: 'test.club' }));
    expect(history.map((row) => [row.state, row.validFrom, row.validTo])).toEqual([
      ['in', '2024-03-01', '2024-02-29'],
      ['resting', '2024-03-01', null],
    ]);
  });

  // prettier-ignore
  test.each([
    ['to a state that does not follow', 'asking', '2024-04-01', 'roster.enrolment_misplaced'],
    ['before the present state began', 'out', '2024-02-29', 'roster.day_before_start'],
    ['on a day that has not come', 'out', '2024-06-19', 'roster.day_in_future'],
  ] as const)('is not moved %s', async (_what, to, day, code) => {
    const { id } = await person();
    await move(id, 'in', '2024-03-01');
    await expect(move(id, to, day)).rejects.toMatchObject({ code });
    expect(await stateOn(id, '2024-06-18')).toBe('in');
  });

  test('comes back after an end only by an entry', async () => {
    const { id } = await person();
    await move(id, 'in', '2024-03-01');
    await move(id, 'out', '2024-04-01');
    await expect(move(id, 'resting', '2024-05-01')).rejects.toMatchObject({ code: 'roster.enrolment_misplaced' });
    await move(id, 'in', '2024-05-01');
    expect(await stateOn(id, '2024-05-01')).toBe('in');
  });

  test('moved by two at the same moment is moved once', async () => {
    const { id } = await person();
    const both = await Promise.allSettled([move(id, 'in', '2024-03-01'), move(id, 'in', '2024-03-01')]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await run((ctx) => enrolmentHistory(ctx, { personIds: [id] }))).toHaveLength(1);
  });

  test('moved by mistake goes on as before, and the mistake stays to be read', async () => {
    const { id } = await person();
    await move(id, 'in', '2024-03-01');
    await move(id, 'out', '2024-04-01');
    await run((ctx) => voidLastState(ctx, club, { personId: id, reason: '登记错了' }));
    expect(await stateOn(id, '2024-06-01')).toBe('in');
    const history = await run((ctx) => enrolmentHistory(ctx, { personIds: [id] }));
    expect(history.map((row) => [row.state, row.isVoid, row.voidReason])).toEqual([
      ['in', false, null],
      ['out', true, '登记错了'],
    ]);
  });

  test('of many is entered at once, but not who is in already', async () => {
    const [a, b] = [await person(), await person()];
    const moves = [a, b].map(({ id }) => ({ personId: id, to: 'in' as const, from: '2024-01-01', reason: '' }));
    await run((ctx) => importEnrolments(ctx, club, moves));
    await expect(run((ctx) => importEnrolments(ctx, club, moves))).rejects.toMatchObject({
      code: 'roster.enrolment_misplaced',
    });
    expect(await stateOn(b.id, '2024-01-01')).toBe('in');
  });

  test('who isn’t there can’t be moved', async () => {
    await expect(move(tree.team.id, 'in', '2024-03-01')).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('lists and rates of a day', () => {
  test('stand by the unit of that day; who has left stands under the last one', async () => {
    const own = await run(makeTree);
    const [first, second] = own.areas;
    const [mover, leaver, outsider] = [await person(first.id), await person(first.id), await person(first.id)];
    for (const { id } of [mover, leaver]) await move(id, 'in', '2024-02-01');
    await run((ctx) => movePerson(ctx, mover.id, { unitId: second.id, from: '2024-05-01' }));
    await run((ctx) => recordLeaving(ctx, leaver.id, '2024-05-31'));
    const names = async (day: string, path: string) =>
      (await run((ctx) => enrolledOn(ctx, club, { day, under: [path] }))).map((row) => row.personId).sort();
    expect(await names('2024-04-30', first.path)).toEqual([mover.id, leaver.id].sort());
    expect(await names('2024-05-01', first.path)).toEqual([leaver.id]);
    expect(await names('2024-06-10', second.path)).toEqual([mover.id]);
    expect(await names('2024-06-10', own.works.path)).toEqual([mover.id, leaver.id].sort());
    const rates = (day: string) => run((ctx) => enrolmentRatesOn(ctx, club, { day, under: [own.works.path] }));
    const short = async (day: string) => (await rates(day)).map((row) => [row.unitName, row.staff, row.enrolled]);
    expect(await short('2024-04-30')).toEqual([['一工区', 3, 2]]);
    expect(await short('2024-06-10')).toEqual([
      ['一工区', 1, 0],
      ['二工区', 1, 1],
    ]);
    expect(outsider.id).toBeTruthy();
  });

  test('without a path nothing is seen', async () => {
    expect(await run((ctx) => enrolledOn(ctx, club, { day: '2024-06-18', under: [] }))).toEqual([]);
    expect(await run((ctx) => enrolmentRatesOn(ctx, club, { day: '2024-06-18', under: [] }))).toEqual([]);
  });

  test('are read on by name from where a page ended', async () => {
    const own = await run(makeTree);
    for (const name of ['安平', '白露', '曹静']) {
      const { id } = await run((ctx) => makePerson(ctx, { name, unitId: own.team.id }));
      await move(id, 'in', '2024-02-01');
    }
    const page = (after: readonly [string, string] | null) =>
      run((ctx) => enrolledOn(ctx, club, { day: '2024-06-18', under: [own.works.path], after, limit: 2 }));
    const first = await page(null);
    const last = first.at(-1)!;
    const second = await page([last.nameKey, last.personId]);
    expect([...first, ...second].map((row) => row.name)).toEqual(['安平', '白露', '曹静']);
  });
});
