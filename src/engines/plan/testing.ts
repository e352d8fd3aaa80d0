import { inTransaction, registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import { planPermissions } from './contract';
import { importPlanText } from './documents';
import { planModule } from './manifest';

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
  const house = { ...database.house, measures: new Map(plan.measures!.map((measure) => [measure.name, measure])) };
  const within = <Result>(user: SignedInUser | null, act: (ctx: Context) => Promise<Result>, today = '2024-06-18') =>
    inTransaction(database.seed({ user, clock: standingClock(today), house }), act);
  const tree = await within(null, makeTree);
  await within(null, (ctx) => seedParameters(ctx, plan.parameters!));
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
