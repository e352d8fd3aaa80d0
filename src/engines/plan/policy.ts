import { may, notFound, userOf, type Context } from '#kernel';
import { getUnit, peopleById } from '#engines/roster';
import { findCommitment, findPlan } from './store';
import type { CommitmentRecord, PlanRow } from './records';

/**
 * Who may, in sentences.
 * The plan is no secret inside its union, and neither is a directive that one of its units received: whoever holds a reading right anywhere on its branch of the tree reads
 * it whole. Importing, reviewing, confirming and amending need the right on the plan's own unit. Tasks and
 * evidence of a commitment may be written by whoever holds the right on its unit, below it or above it: an
 * officer of a work area files what the area did for a promise of the whole works.
 */
export function touchesBranch(ctx: Context, permission: string, unitPath: string): boolean {
  const grants = ctx.user?.grants ?? [];
  return grants.some(
    (grant) =>
      grant.permissions.has(permission) && (unitPath.startsWith(grant.unitPath) || grant.unitPath.startsWith(unitPath)),
  );
}

/** A plan is read by whoever holds the reading right on its branch of the tree. */
export function mayReadPlan(ctx: Context, planPath: string, permission = 'plan.plan.read'): boolean {
  return touchesBranch(ctx, permission, planPath);
}

/** A commitment is read by whoever reads its plan and holds the reading right on the branch of its unit. */
export function mayReadCommitment(
  ctx: Context,
  { planPath, path }: { planPath: string; path: string },
  permission = 'plan.plan.read',
): boolean {
  return mayReadPlan(ctx, planPath) && touchesBranch(ctx, permission, path);
}

/** A directive is read on the branch of the unit that received it; one that has no unit yet, by every reader of plans. */
export function mayReadDirective(ctx: Context, unitPath: string | null): boolean {
  return unitPath === null ? may(ctx.user, 'plan.plan.read') : touchesBranch(ctx, 'plan.plan.read', unitPath);
}

/** A directive is put right with the right on its own unit; one that has no unit yet, by every reviewer. */
export function mayChangeDirective(ctx: Context, unitPath: string | null): boolean {
  return may(ctx.user, 'plan.plan.review', unitPath ?? undefined);
}

/** A plan and its commitments are amended with the right on the plan's own unit. */
export function mayAmend(ctx: Context, planPath: string): boolean {
  return may(ctx.user, 'plan.plan.amend', planPath);
}

/** A commitment belongs to its unit or, without one, to the plan's. */
export async function commitmentPath(ctx: Context, commitment: CommitmentRecord, planPath: string): Promise<string> {
  const { unitId } = commitment.content;
  return unitId === null ? planPath : (await getUnit(ctx, unitId)).path;
}

/** Refuses: a unit that isn't there or lies off the reader's branch. */
export async function unitOnBranch(ctx: Context, unitId: string): Promise<{ name: string; path: string }> {
  const unit = await getUnit(ctx, unitId);
  if (!touchesBranch(ctx, 'plan.plan.read', unit.path)) throw notFound();
  return unit;
}

/** A person is named for a task or a promise by who holds the right on the branch of the person's unit. */
export async function isPersonInReach(ctx: Context, permission: string, personId: string): Promise<boolean> {
  const person = (await peopleById(ctx, [personId])).get(personId);
  return person !== undefined && touchesBranch(ctx, permission, person.unitPath);
}

export interface PlacedPlan extends PlanRow {
  unitName: string;
  unitPath: string;
}

/** The plan with its unit, or the refusal that doesn't tell whether it exists. */
export async function readablePlan(ctx: Context, planId: string, permission = 'plan.plan.read'): Promise<PlacedPlan> {
  return placed(ctx, await findPlan(ctx, planId), (path) => mayReadPlan(ctx, path, permission));
}

/**
 * The plan with its unit, whoever asks: who may read a commitment or a report also reads the name of the plan above that
 * it answers, and nothing more of it. Refuses: a plan that isn't there.
 */
export async function namedPlan(ctx: Context, planId: string): Promise<PlacedPlan> {
  return placed(ctx, await findPlan(ctx, planId), () => true);
}

/** For acts on the plan itself: the right must hold on the plan's own unit. */
export async function ownPlan(ctx: Context, plan: PlanRow | null, permission: string): Promise<PlacedPlan> {
  return placed(ctx, plan, (path) => may(ctx.user, permission, path));
}

async function placed(ctx: Context, plan: PlanRow | null, isAllowed: (path: string) => boolean): Promise<PlacedPlan> {
  if (plan === null) throw notFound();
  const unit = await getUnit(ctx, plan.unitId);
  if (!isAllowed(unit.path)) throw notFound();
  return { ...plan, unitName: unit.name, unitPath: unit.path };
}

/** The commitment with its plan. Refuses: one that isn't there or isn't the reader's. */
export async function readableCommitment(
  ctx: Context,
  commitmentId: string,
  permission = 'plan.plan.read',
): Promise<{ commitment: CommitmentRecord; plan: PlacedPlan; unitPath: string }> {
  const commitment = await findCommitment(ctx, commitmentId);
  if (commitment === null) throw notFound();
  const plan = await readablePlan(ctx, commitment.planId);
  const unitPath = await commitmentPath(ctx, commitment, plan.unitPath);
  if (!mayReadCommitment(ctx, { planPath: plan.unitPath, path: unitPath }, permission)) throw notFound();
  return { commitment, plan, unitPath };
}

export function planAbilities(ctx: Context, plan: PlacedPlan): Record<string, boolean> {
  const own = (permission: string) => may(ctx.user, permission, plan.unitPath);
  const isOpen = plan.state === 'in_review';
  return {
    canReview: isOpen && own('plan.plan.review'),
    canConfirm: isOpen && own('plan.plan.confirm'),
    canReplaceDocument: isOpen && own('plan.plan.import'),
    canDiscard: (isOpen || plan.state === 'reference') && own('plan.plan.import'),
    canAmend: plan.state === 'confirmed' && mayAmend(ctx, plan.unitPath),
    canReport: plan.state === 'confirmed' && touchesBranch(ctx, 'plan.report.read', plan.unitPath),
    canDraftNext: plan.state === 'confirmed' && own('plan.plan.review'),
  };
}

export function commitmentAbilities(ctx: Context, plan: PlacedPlan, unitPath: string): Record<string, boolean> {
  const isRunning = plan.state === 'confirmed';
  return {
    canAmend: isRunning && mayAmend(ctx, plan.unitPath),
    canAddTask: isRunning && touchesBranch(ctx, 'plan.task.write', unitPath),
    canFileEvidence: isRunning && touchesBranch(ctx, 'plan.evidence.write', unitPath),
    canComment: touchesBranch(ctx, 'plan.comment.write', unitPath),
    canCite: may(ctx.user, 'plan.plan.review', plan.unitPath),
  };
}

/** The unit for which the person imports a plan or files a directive: the highest one on which the right is held. */
export function highestUnitOf(ctx: Context, permission: string): { unitId: string; unitPath: string } {
  const grants = userOf(ctx).grants.filter((grant) => grant.permissions.has(permission));
  const highest = [...grants].sort((a, b) => a.unitPath.length - b.unitPath.length)[0];
  if (highest === undefined) throw notFound();
  return { unitId: highest.unitId, unitPath: highest.unitPath };
}
