import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, seedParameters, type Context, type Parameter, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { enrolmentHistory, movePerson, recordLeaving } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { joinCoverage, leaveCoverage, showCoverage, showOwnCoverage } from './coverages';
import { listCovered } from './covered-people';
import { lapseCovers } from './lapse';
import { reliefLine } from './line';
import { mutualAidRate } from './measures';

describe('the funds', () => {
  let database: TestDatabase;
  let tree: SmallTree;
  const clock = standingClock('2024-06-18');
  const parameters = new Map(reliefLine.parameters!.map((one): [string, Parameter] => [one.shape.key, one]));
  const permissions = [...reliefLine.permissions, 'roster.person.read', 'roster.person.write'];
  const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = testUser(permissions)) => {
    const seed = database.seed({ user, clock });
    return inTransaction({ ...seed, house: { ...seed.house, parameters } }, act);
  };
  const person = (unitId = tree.team.id, change = {}) =>
    run((ctx) => makePerson(ctx, { unitId, bornOn: '1980-01-01', ...change }));
  const aid = { scheme: 'mutual_aid' } as const;
  const insurance = { scheme: 'staff_insurance' } as const;
  const join = (params: typeof aid | typeof insurance, ids: string[], change = {}, user?: SignedInUser) =>
    run(
      (ctx) =>
        joinCoverage(ctx, {
          params,
          query: {},
          body: { personIds: ids, from: '2024-06-01', plan: null, reason: '', ...change },
        }),
      user,
    );
  const leave = (params: typeof aid | typeof insurance, ids: string[], from: string) =>
    run((ctx) => leaveCoverage(ctx, { params, query: {}, body: { personIds: ids, from, reason: '本人申请' } }));
  const show = (params: typeof aid | typeof insurance, query = {}, user?: SignedInUser) =>
    run((ctx) => showCoverage(ctx, { params, query, body: undefined }), user);
  const list = (params: typeof aid | typeof insurance, query: object, user?: SignedInUser) =>
    run((ctx) => listCovered(ctx, { params, query: { limit: 50, which: 'covered', ...query }, body: undefined }), user);

  beforeAll(async () => {
    database = await openTestDatabase();
    await run(seedParameters);
  });
  beforeEach(async () => {
    clock.set('2024-06-18');
    tree = await run(makeTree);
  });
  afterAll(() => database.close());

  test('a person joins and leaves, and each day has its rate by unit; an independent count agrees', async () => {
    const people = [await person(), await person(), await person(tree.areas[1].id)];
    const ids = people.map(({ id }) => id);
    await join(aid, ids, { from: '2024-03-01' });
    await leave(aid, [ids[0]!], '2024-05-01');
    await run((ctx) => movePerson(ctx, ids[1]!, { unitId: tree.areas[1].id, from: '2024-06-10' }));
    const rates = async (day: string) => {
      const { rows } = await show(aid, { day, unitId: tree.works.id });
      return rows.map((row) => [row.unitName, row.now.covered, row.now.staff]);
    };
    expect(await rates('2024-02-29')).toEqual([['一工区', 0, 2], ['二工区', 0, 1]]); // prettier-ignore
    expect(await rates('2024-04-30')).toEqual([['一工区', 2, 2], ['二工区', 1, 1]]); // prettier-ignore
    expect(await rates('2024-05-01')).toEqual([['一工区', 1, 2], ['二工区', 1, 1]]); // prettier-ignore
    expect(await rates('2024-06-18')).toEqual([['一工区', 0, 1], ['二工区', 2, 2]]); // prettier-ignore
    for (const day of ['2024-02-29', '2024-04-30', '2024-05-01', '2024-06-18']) {
      const { rows } = await sql<{ name: string; covered: number; staff: number }>`
        select u.name, count(*)::int as staff, count(*) filter (where exists (
          select from roster.enrolment e where e.person_id = l.person_id and e.scheme = 'relief.mutual_aid' and e.state = 'covered'
            and daterange(e.valid_from, e.valid_to + 1) @> ${day}::date))::int as covered
        from roster.placement l join roster.unit u on l.unit_id in (
          select d.id from roster.unit d where starts_with(d.path, u.path))
        where u.parent_id = ${tree.works.id} and daterange(l.valid_from, l.valid_to + 1) @> ${day}::date
        group by u.name order by u.name`.execute(database.kysely);
      expect(rows.map((row) => [row.name, row.covered, row.staff])).toEqual(await rates(day));
    }
  });

  test('last year’s same day stands beside it', async () => {
    const [first, second] = [await person(), await person()];
    await join(aid, [first.id], { from: '2023-06-18' });
    await join(aid, [second.id], { from: '2024-01-01' });
    const { total, dayBefore } = await show(aid, { unitId: tree.areas[0].id });
    expect([dayBefore, total.now, total.before]).toEqual([
      '2023-06-18',
      { staff: 2, covered: 2 },
      { staff: 2, covered: 1 },
    ]);
  });

  test('of many, those whom the fund can’t take are named, and the others join', async () => {
    const [woman, man, old] = [
      await person(),
      await person(tree.team.id, { gender: 'male', name: '李明' }),
      await person(tree.team.id, { bornOn: '1960-01-01', name: '赵敏' }),
    ];
    const answer = await join(insurance, [woman.id, man.id, old.id], { plan: 'women_illness' });
    expect(answer.joined).toBe(1);
    expect(answer.skipped.map((one) => one.name).sort()).toEqual(['李明', '赵敏'].sort());
    await join(aid, [woman.id]);
    await expect(join(aid, [woman.id])).rejects.toMatchObject({ code: 'relief.nobody_fits' });
  });

  // prettier-ignore
  test.each([
    ['on a day that has not come', { from: '2024-06-19', plan: 'accident' }, 'roster.day_in_future'],
    ['without a plan', {}, 'relief.plan_missing'],
    ['by a plan that there is not', { plan: 'pets' }, 'relief.plan_unknown'],
  ] as const)('nobody joins the association %s', async (_what, change, code) => {
    const { id } = await person();
    await expect(join(insurance, [id], change)).rejects.toMatchObject({ code });
  });

  test('a plan is continued after its end, is listed before it, and lapses after it', async () => {
    const [kept, lapsing] = [await person(), await person()];
    clock.set('2023-07-01');
    await join(insurance, [kept.id, lapsing.id], { from: '2023-07-01', plan: 'accident' });
    clock.set('2024-06-18');
    const ending = () => list(insurance, { which: 'expiring', unitId: tree.works.id });
    expect((await ending()).rows.map((row) => row.personId).sort()).toEqual([kept.id, lapsing.id].sort());
    await join(insurance, [kept.id], { from: '2024-06-18', plan: 'accident' });
    expect((await ending()).rows).toMatchObject([{ personId: lapsing.id, covers: [{ endsOn: '2024-06-30' }] }]);
    clock.set('2024-07-02');
    expect(await run(lapseCovers)).toBe(1);
    expect(await run(lapseCovers)).toBe(0);
    const states = await run((ctx) => enrolmentHistory(ctx, { personIds: [lapsing.id] }));
    expect(states.map((row) => [row.state, row.validFrom])).toEqual([['covered', '2023-07-01'], ['left', '2024-07-01']]); // prettier-ignore
    expect((await list(insurance, { unitId: tree.works.id })).rows.map((row) => row.personId)).toEqual([kept.id]);
  });

  test('who leaves the association is covered by no plan from that day on', async () => {
    const { id } = await person();
    await join(insurance, [id], { plan: 'accident' });
    await leave(insurance, [id], '2024-06-10');
    const worker = { ...testUser(['relief.coverage.own']), personId: id };
    expect((await run(showOwnCoverage, worker)).rows).toMatchObject([
      { scheme: 'mutual_aid', state: 'never' },
      { scheme: 'staff_insurance', state: 'left', since: '2024-06-10', covers: [] },
    ]);
  });

  test('who has left joins no fund and can still be taken out of one', async () => {
    const { id } = await person();
    await join(aid, [id], { from: '2024-03-01' });
    await run((ctx) => recordLeaving(ctx, id, '2024-05-31'));
    await expect(join(insurance, [id], { from: '2024-06-01', plan: 'accident' })).rejects.toMatchObject({
      code: 'relief.nobody_fits',
    });
    expect(await leave(aid, [id], '2024-06-01')).toMatchObject({ left: 1 });
  });

  test('an officer sees and changes the own part of the tree alone', async () => {
    const [mine, foreign] = [await person(), await person(tree.areas[1].id)];
    const officer = testUser([...reliefLine.permissions], tree.areas[0].path);
    for (const other of [foreign.id, tree.works.id])
      await expect(join(aid, [mine.id, other], {}, officer)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(show(aid, { unitId: tree.areas[1].id }, officer)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(list(aid, { unitId: tree.works.id }, officer)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const outside = await list(aid, { which: 'not_covered' }, officer);
    expect(outside.rows.map((row) => row.personId)).toEqual([mine.id]);
    const whole = await show(aid, {}, officer);
    expect([whole.total.unitName, whole.total.now.staff, whole.above]).toEqual(['一工区', 1, []]);
  });

  test('the measure answers with the two numbers and the units behind them', async () => {
    const [first] = [await person(), await person(tree.areas[1].id)];
    await join(aid, [first.id], { from: '2024-06-01' });
    const question = (asOf: string) => ({
      tag: 'commitment:x' as const,
      window: { from: '2024-01-01', to: '2024-12-31' },
      unitPath: tree.works.path,
      asOf,
    });
    const figures = await run((ctx) => mutualAidRate.answer(ctx, [question('2024-05-31'), question('2024-06-18')]));
    expect(figures.map((figure) => [figure.value, figure.of])).toEqual([['0', '2'], ['1', '2']]); // prettier-ignore
    expect(figures[1]!.rows.map((row) => [row.unitName, row.amount])).toEqual([['一工区', '1'], ['二工区', '0']]); // prettier-ignore
  });
});
