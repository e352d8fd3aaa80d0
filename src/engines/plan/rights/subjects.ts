import type { Subject } from '#kernel';
import { getUnit } from '#engines/roster';
import { listPlans } from '../plans';
import { commitmentPath, mayAmend, mayReadCommitment, mayReadPlan } from '../policy';
import { commitmentsOf, findCommitment, findPlan } from '../store';

const MOST_CHOSEN = 20;

const plan: Subject = {
  kind: 'plan.plan',
  permissions: { read: 'plan.plan.read', change: 'plan.plan.amend' },
  async find(ctx, id) {
    const found = await findPlan(ctx, id);
    if (found === null) return null;
    const { path } = await getUnit(ctx, found.unitId);
    return {
      title: found.title,
      unitPath: path,
      admits: (asking, question) => (question === 'read' ? mayReadPlan(asking, path) : mayAmend(asking, path)),
    };
  },
  async choose(ctx, words) {
    const { plans } = await listPlans(ctx);
    return plans
      .filter((row) => row.title.includes(words))
      .slice(0, MOST_CHOSEN)
      .map((row) => ({ id: row.id, title: row.title, note: row.unitName }));
  },
};

const commitment: Subject = {
  kind: 'plan.commitment',
  permissions: { read: 'plan.plan.read', change: 'plan.plan.amend' },
  async find(ctx, id) {
    const found = await findCommitment(ctx, id);
    const above = found === null ? null : await findPlan(ctx, found.planId);
    if (found === null || above === null) return null;
    const planPath = (await getUnit(ctx, above.unitId)).path;
    const path = await commitmentPath(ctx, found, planPath);
    return {
      title: found.content.title,
      unitPath: path,
      admits: (asking, question) =>
        question === 'read' ? mayReadCommitment(asking, { planPath, path }) : mayAmend(asking, planPath),
    };
  },
  async choose(ctx, words) {
    const { plans } = await listPlans(ctx);
    const found: { id: string; title: string; note: string }[] = [];
    for (const above of plans) {
      const rows = (await commitmentsOf(ctx, above.id)).filter((row) => row.content.title.includes(words));
      found.push(...rows.map((row) => ({ id: row.id, title: row.content.title, note: above.title })));
      if (found.length >= MOST_CHOSEN) break;
    }
    return found.slice(0, MOST_CHOSEN);
  },
};

/** The things of the plan of which people may ask who can see them. */
export const planSubjects: readonly Subject[] = [plan, commitment];
