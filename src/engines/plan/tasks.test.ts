import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { confirmPlan } from './confirm';
import { importPlanText } from './documents';
import { listMyDuties } from './duties';
import { planModule } from './manifest';
import { planPermissions } from './contract';
import { commitmentsOf } from './store';
import { addTask, changeTask, finishTask, listTasks } from './tasks';

const plan = planModule(() => null);
const text =
  '2024年工会工作计划\n一、活动\n5月初组织捞盐比赛。继续做好《工会法》的学习。\n二、帮扶\n年底再拿出7000元以上给予救助。\n';

let database: TestDatabase;
let tree: SmallTree;
let chair: SignedInUser;
let officer: SignedInUser;
let neighbour: SignedInUser;
let planId: string;
let draftCommitment: string;
let commitments: { event: string; duty: string; money: string };

const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = chair, today = '2024-06-18') =>
  inTransaction(
    database.seed({
      user,
      clock: standingClock(today),
      house: { ...database.house, measures: new Map(plan.measures!.map((measure) => [measure.name, measure])) },
    }),
    act,
  );

beforeAll(async () => {
  registerTexts({ plan: plan.texts });
  database = await openTestDatabase();
  tree = await run(makeTree, null);
  const on = (unit: SmallTree['works'], permissions: readonly string[]) => {
    const user = testUser(permissions, unit.path);
    return { ...user, grants: user.grants.map((grant) => ({ ...grant, unitId: unit.id })) };
  };
  const officers = [
    'plan.plan.read',
    'plan.task.read',
    'plan.task.write',
    'plan.evidence.read',
    'plan.evidence.write',
    'plan.comment.write',
  ];
  const person = await run((ctx) => makePerson(ctx, { unitId: tree.areas[0].id }), null);
  chair = on(tree.works, [...planPermissions, 'schedule.event.write']);
  officer = { ...on(tree.areas[0], officers), name: '一区干事', personId: person.id };
  neighbour = on(tree.areas[1], officers);
  await run((ctx) => seedParameters(ctx, plan.parameters!));
  planId = (await run((ctx) => importPlanText(ctx, { text, name: '计划', year: 2024 }))).planId;
  await run((ctx) => confirmPlan(ctx, planId, { revision: 1, acceptRest: true }, () => null));
  const records = await run((ctx) => commitmentsOf(ctx, planId));
  const of = (kind: string) => records.find((record) => record.content.kind === kind)!.id;
  commitments = { event: of('event'), duty: of('recurring_duty'), money: of('money_floor') };
  const draft = await run((ctx) =>
    importPlanText(ctx, { text: text.replaceAll('2024', '2025'), name: '计划', year: 2025 }),
  );
  draftCommitment = (await run((ctx) => commitmentsOf(ctx, draft.planId)))[0]!.id;
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
