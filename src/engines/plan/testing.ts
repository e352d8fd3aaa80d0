import { inTransaction, registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { loadBoard, type Board } from './board';
import { confirmPlan } from './confirm';
import { planPermissions } from './contract';
import { importPlanText } from './documents';
import { planModule } from './manifest';
import { readablePlan } from './policy';
import { commitmentsOf } from './store';

/** A short plan with one promise of most kinds; chapters 二 and 三 follow on an opening. */
export const SHORT_PLAN = `2024年工会工作计划
一、文体活动
5月初组织捞盐比赛。4月中旬举行第六届炊工比武。继续做好《工会法》的学习。
二、帮扶救助
年底再拿出7000元以上给予救助。
三、自身建设
提高职工素质。
`;

export interface PlanDesk {
  database: TestDatabase;
  tree: SmallTree;
  /** Holds every right of the engine on the works. */
  chair: SignedInUser;
  /** A second person with the same rights. */
  colleague: SignedInUser;
  /** Runs an act in its own transaction: as the chair on 18 June 2024 unless told otherwise. */
  run<Result>(
    act: (ctx: Context) => Promise<Result>,
    who?: { user?: SignedInUser | null; today?: string },
  ): Promise<Result>;
  /** Imports a text of its own: each call is another plan under review. */
  imported(text?: string, year?: number): Promise<string>;
}

let copies = 0;

/** A database with a small tree, the engine's parameters and two people who may do everything. */
export async function openPlanDesk(): Promise<PlanDesk> {
  const plan = planModule(() => null);
  registerTexts({ plan: plan.texts });
  const database = await openTestDatabase();
  const house = {
    ...database.house,
    measures: new Map(plan.measures!.map((measure) => [measure.name, measure])),
    parameters: new Map(plan.parameters!.map((one) => [one.shape.key, one])),
  };
  const within = <Result>(user: SignedInUser | null, act: (ctx: Context) => Promise<Result>, today = '2024-06-18') =>
    inTransaction(database.seed({ user, clock: standingClock(today), house }), act);
  const tree = await within(null, makeTree);
  await within(null, seedParameters);
  const allowed = (name: string): SignedInUser => {
    const user = testUser([...planPermissions, 'schedule.event.write'], tree.works.path, { name });
    return { ...user, grants: user.grants.map((grant) => ({ ...grant, unitId: tree.works.id })) };
  };
  const chair = allowed('主席');
  const run: PlanDesk['run'] = (act, who = {}) => within(who.user === undefined ? chair : who.user, act, who.today);
  return {
    database,
    tree,
    chair,
    colleague: allowed('副主席'),
    run,
    imported: async (text = SHORT_PLAN, year) => {
      copies += 1;
      const { planId } = await run((ctx) =>
        importPlanText(ctx, { text: text.replace('计划\n', `计划（第${copies}稿）\n`), name: '计划', year }),
      );
      return planId;
    },
  };
}

const YEAR_PLAN =
  '2024年工会工作计划\n一、活动\n5月初组织捞盐比赛。继续做好《工会法》的学习。\n二、帮扶\n年底再拿出7000元以上给予救助。\n';

const OFFICER_PERMISSIONS = [
  'plan.plan.read',
  'plan.task.read',
  'plan.task.write',
  'plan.evidence.read',
  'plan.evidence.write',
  'plan.comment.write',
];

export interface YearDesk {
  database: TestDatabase;
  tree: SmallTree;
  chair: SignedInUser;
  /** An officer of the first work area who is a person of it, and one of the second. */
  officer: SignedInUser;
  neighbour: SignedInUser;
  planId: string;
  commitments: { event: string; duty: string; money: string };
  /** A commitment of a plan that nobody has confirmed. */
  draftCommitment: string;
  run<Result>(act: (ctx: Context) => Promise<Result>, user?: SignedInUser | null, today?: string): Promise<Result>;
}

/** A confirmed plan of 2024 with officers who work on it. */
export async function openYearDesk(): Promise<YearDesk> {
  const { database, tree, chair, run: runAs } = await openPlanDesk();
  const run: YearDesk['run'] = (act, user = chair, today) =>
    runAs(act, { user, ...(today === undefined ? {} : { today }) });
  const officerOf = (unit: SmallTree['works']) => {
    const user = testUser(OFFICER_PERMISSIONS, unit.path);
    return { ...user, grants: user.grants.map((grant) => ({ ...grant, unitId: unit.id })) };
  };
  const person = await run((ctx) => makePerson(ctx, { unitId: tree.areas[0].id }), null);
  const read = (year: number) =>
    run((ctx) => importPlanText(ctx, { text: YEAR_PLAN.replaceAll('2024', String(year)), name: '计划', year }));
  const { planId } = await read(2024);
  await run((ctx) => confirmPlan(ctx, planId, { revision: 1, acceptRest: true }, () => null));
  const records = await run((ctx) => commitmentsOf(ctx, planId));
  const of = (kind: string) => records.find((record) => record.content.kind === kind)!.id;
  const draft = await read(2025);
  return {
    database,
    tree,
    chair,
    officer: { ...officerOf(tree.areas[0]), name: '一区干事', personId: person.id },
    neighbour: officerOf(tree.areas[1]),
    planId,
    commitments: { event: of('event'), duty: of('recurring_duty'), money: of('money_floor') },
    draftCommitment: (await run((ctx) => commitmentsOf(ctx, draft.planId)))[0]!.id,
    run,
  };
}

/** The board of a plan by its id, for tests that stand outside the engine. */
export async function boardOf(ctx: Context, planId: string): Promise<Board> {
  return loadBoard(ctx, await readablePlan(ctx, planId));
}
