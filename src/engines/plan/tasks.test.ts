import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type SignedInUser } from '#kernel';
import { testUser, type TestDatabase } from '#kernel/testing';
import { type SmallTree } from '#engines/roster/testing';
import { listMyDuties } from './duties';
import { commitmentsOf } from './store';
import { addTask, changeTask, finishTask, listTasks } from './tasks';
import { openYearDesk, type YearDesk } from './testing';

let desk: YearDesk;
let database: TestDatabase;
let tree: SmallTree;
let chair: SignedInUser;
let officer: SignedInUser;
let neighbour: SignedInUser;
let planId: string;
let draftCommitment: string;
let commitments: YearDesk['commitments'];

const run: YearDesk['run'] = (act, user, today) => desk.run(act, user, today);

beforeAll(async () => {
  desk = await openYearDesk();
  ({ database, tree, chair, officer, neighbour, planId, draftCommitment, commitments } = desk);
});
afterAll(() => database.close());

const taskOf = (change: Partial<Parameters<typeof addTask>[2]> = {}) => ({
  title: '布置场地',
  unitId: tree.areas[0].id,
  personId: null,
  dueOn: '2024-06-30',
  ...change,
});

describe('a task', () => {
  test('says who, what and by when, and what the reader may do with it', async () => {
    const task = await run((ctx) => addTask(ctx, commitments.event, taskOf({ dueOn: '2024-06-15' })));
    expect(task).toMatchObject({
      unitName: '一工区',
      personName: null,
      lateDays: 3,
      doneOn: null,
      abilities: { canChange: true, canFinish: true },
    });
    const [seen] = (await run((ctx) => listTasks(ctx, commitments.event), neighbour)).filter((t) => t.id === task.id);
    expect(seen!.abilities).toEqual({ canChange: false, canFinish: false });
  });

  test.each<[string, () => Partial<Parameters<typeof addTask>[2]>, string]>([
    ['a task for nobody', () => ({ unitId: null, personId: null }), 'plan.task_without_owner'],
    ['a unit that is not there', () => ({ unitId: newId() }), 'plan.unknown_unit'],
    ['a unit above the plan', () => ({ unitId: tree.group.id }), 'plan.unknown_unit'],
    ['a person who is not there', () => ({ personId: newId() }), 'plan.unknown_officer'],
  ])('refused: %s', async (_what, change, code) => {
    await expect(run((ctx) => addTask(ctx, commitments.event, taskOf(change())))).rejects.toThrow(code);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'under a plan that is still reviewed',
      () => run((ctx) => addTask(ctx, draftCommitment, taskOf())),
      'plan.not_confirmed',
    ],
    ['under a commitment that is not there', () => run((ctx) => addTask(ctx, newId(), taskOf())), 'kernel.not_found'],
    ['for another area', () => run((ctx) => addTask(ctx, commitments.event, taskOf()), neighbour), 'plan.unknown_unit'],
    [
      'by someone who may not',
      () => run((ctx) => addTask(ctx, commitments.event, taskOf()), testUser(['plan.plan.read'], tree.works.path)),
      'kernel.not_found',
    ],
  ])('refused: %s', async (_what, act, code) => {
    await expect(act()).rejects.toThrow(code);
  });

  test('is changed while it is open', async () => {
    const task = await run((ctx) => addTask(ctx, commitments.event, taskOf()));
    const changed = await run((ctx) => changeTask(ctx, task.id, { ...taskOf({ title: '借音响' }), revision: 1 }));
    expect(changed).toMatchObject({ title: '借音响', revision: 2 });
  });

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    [
      'a change over another one',
      (id) => run((ctx) => changeTask(ctx, id, { ...taskOf(), revision: 7 })),
      'plan.row_changed',
    ],
    [
      'a change by another area',
      (id) => run((ctx) => changeTask(ctx, id, { ...taskOf(), revision: 1 }), neighbour),
      'kernel.not_found',
    ],
    [
      'a change that leaves it to nobody',
      (id) => run((ctx) => changeTask(ctx, id, { ...taskOf({ unitId: null }), revision: 1 })),
      'plan.task_without_owner',
    ],
    [
      'done over another change',
      (id) => run((ctx) => finishTask(ctx, id, { revision: 7, isDone: true, note: '' })),
      'plan.row_changed',
    ],
    [
      'done by another area',
      (id) => run((ctx) => finishTask(ctx, id, { revision: 1, isDone: true, note: '' }), neighbour),
      'kernel.not_found',
    ],
    [
      'opened again without a reason',
      (id) => run((ctx) => finishTask(ctx, id, { revision: 1, isDone: false, note: '' })),
      'plan.reason_missing',
    ],
  ])('refused: %s', async (_what, act, code) => {
    const task = await run((ctx) => addTask(ctx, commitments.event, taskOf()));
    await expect(act(task.id)).rejects.toThrow(code);
  });

  test('that is done keeps its day, is not changed, and can be opened again with a reason', async () => {
    const task = await run((ctx) => addTask(ctx, commitments.event, taskOf({ dueOn: '2024-06-10' })));
    const done = await run((ctx) => finishTask(ctx, task.id, { revision: 1, isDone: true, note: '已布置' }), officer);
    expect(done).toMatchObject({ doneOn: '2024-06-18', doneNote: '已布置', lateDays: 8 });
    await expect(run((ctx) => changeTask(ctx, task.id, { ...taskOf(), revision: 2 }))).rejects.toThrow(
      'plan.task_done',
    );
    const again = await run(
      (ctx) => finishTask(ctx, task.id, { revision: 2, isDone: true, note: '补充' }),
      chair,
      '2024-06-20',
    );
    expect(again.doneOn).toBe('2024-06-18');
    const open = await run((ctx) => finishTask(ctx, task.id, { revision: 3, isDone: false, note: '还缺音响' }));
    expect(open).toMatchObject({ doneOn: null, doneNote: '还缺音响' });
  });

  test('of one person is finished by that person and not by the area', async () => {
    const task = await run((ctx) =>
      addTask(ctx, commitments.money, taskOf({ unitId: null, personId: officer.personId })),
    );
    const colleague = { ...officer, accountId: newId(), personId: null };
    await expect(
      run((ctx) => finishTask(ctx, task.id, { revision: 1, isDone: true, note: '' }), colleague),
    ).rejects.toThrow('kernel.not_found');
    expect(
      (await run((ctx) => finishTask(ctx, task.id, { revision: 1, isDone: true, note: '' }), officer)).doneOn,
    ).toBe('2024-06-18');
  });
});

describe('my duties', () => {
  test('hold the own tasks by due day, those of the own units, and what was done last', async () => {
    const mine = await run(listMyDuties, officer);
    expect(mine.tasks.every((task) => task.unitId === tree.areas[0].id || task.personId === officer.personId)).toBe(
      true,
    );
    expect(mine.tasks.map((task) => task.dueOn)).toEqual(mine.tasks.map((task) => task.dueOn).sort());
    expect(mine.doneTasks.length).toBeGreaterThan(0);
    expect((await run(listMyDuties, neighbour)).tasks).toEqual([]);
  });

  test('hold the commitments of the own part of the tree, for the chair all', async () => {
    expect((await run(listMyDuties)).commitments).toHaveLength((await run((ctx) => commitmentsOf(ctx, planId))).length);
    expect((await run(listMyDuties, officer)).commitments).toEqual([]);
  });

  test('hold nothing of a plan whose year is over, and nothing for who has no part in it', async () => {
    expect((await run(listMyDuties, chair, '2026-01-05')).commitments).toEqual([]);
    const stranger = testUser(['plan.task.read', 'plan.evidence.write', 'plan.plan.read'], '/9999/');
    expect(await run(listMyDuties, stranger)).toMatchObject({ tasks: [], doneTasks: [], commitments: [] });
  });
});

test('every act on a task leaves its line in the audit', async () => {
  const { rows } = await database.pool.query<{ action: string }>(
    "select distinct action from kernel.audit_entry where action like 'plan.%Task'",
  );
  const acts = ['plan.addTask', 'plan.changeTask', 'plan.finishTask', 'plan.reopenTask'];
  expect(rows.map((row) => row.action).sort()).toEqual(acts);
});
