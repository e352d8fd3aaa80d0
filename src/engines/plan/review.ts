import { AppError, assert, audit, newId, notFound, text, userOf, type Context } from '#kernel';
import { findUnit, personNames, unitNames } from '#engines/roster';
import { changedMeanwhile, commitmentWords, unchanged } from './changed-meanwhile';
import { numbersOf } from './content';
import { commitmentContent, type ReviewRow, type ReviewStep } from './contract';
import { isPersonInReach, ownPlan, touchesBranch, type PlacedPlan } from './policy';
import { canonicalJson, snapshotOf, type CommitmentRecord, type LastChange, type Snapshot } from './records';
import { contentFault, liesTogether, mergeDraft, namedRows, splitDrafts, type Change } from './review-rules';
import { commitmentsOf, documentOf, lockPlan, raiseRevision, saveCommitments, sectionsOf } from './store';
import { insertStep, nextSteps, setUndone, type StepRow } from './store-versions';

interface Desk {
  plan: PlacedPlan;
  rows: Map<string, CommitmentRecord>;
  text: string;
}

export interface ChangedRows {
  rows: ReviewRow[];
  removed: string[];
  undo: StepInfo | null;
  redo: StepInfo | null;
  revision: number;
}

interface StepInfo {
  id: string;
  kind: string;
  number: string | null;
}

/** The plan held for this step with all its rows; two reviewers come one after the other. */
async function openDesk(ctx: Context, planId: string): Promise<Desk> {
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.review');
  if (plan.state !== 'in_review') throw new AppError('plan.not_in_review');
  const records = await commitmentsOf(ctx, planId, { withRemoved: true });
  const document = await documentOf(ctx, plan.documentId);
  return { plan, rows: new Map(records.map((row) => [row.id, row])), text: document.content };
}

/** Refuses: a row that another person changed meanwhile, with who, when, and what it reads now. */
function checkRow(ctx: Context, desk: Desk, ref: { id: string; revision: number }): void {
  const row = desk.rows.get(ref.id);
  if (row === undefined) throw notFound();
  if (!row.isRemoved && row.revision === ref.revision) return;
  throw changedMeanwhile(ctx, {
    id: row.id,
    number: row.number,
    title: row.content.title,
    change: row.changed ?? unchanged,
    now: row.isRemoved ? text(ctx.language, 'plan:changed.gone') : commitmentWords(ctx, row.content, row.reviewState),
  });
}

/**
 * Takes one step of the review and remembers what it changed, so that its maker can take it back.
 * Refuses: a plan that is not under review; rows changed meanwhile; a window or amount whose end lies before its
 * beginning; a window outside the plan's year; a cut outside the sentence; a merge of sentences that lie apart;
 * an empty span; a measure, unit or officer that doesn't exist.
 */
export async function takeReviewStep(ctx: Context, planId: string, step: ReviewStep): Promise<ChangedRows> {
  const desk = await openDesk(ctx, planId);
  for (const ref of namedRows(step)) checkRow(ctx, desk, ref);
  const changes = changesOf(desk, step);
  await checkContents(ctx, desk.plan, changes);
  const changed = await applyChanges(ctx, desk, changes);
  const first = changed.find((row) => changes.some((change) => change.id === row.id));
  await insertStep(ctx, { id: newId(), planId, kind: step.kind, number: first?.number ?? null, changes });
  audit(ctx, {
    action: 'plan.takeReviewStep',
    subject: `plan:${planId}`,
    details: { kind: step.kind, rows: changes.map((c) => c.id) },
  });
  return answer(ctx, desk, changed);
}

function changesOf(desk: Desk, step: ReviewStep): Change[] {
  const change = (id: string, patch: Partial<Snapshot>): Change => {
    const before = snapshotOf(desk.rows.get(id)!);
    return { id, before, after: { ...before, ...patch } };
  };
  switch (step.kind) {
    case 'accept':
      return step.rows.map(({ id }) => change(id, { reviewState: 'confirmed', dropReason: null }));
    case 'edit':
      return [
        change(step.row.id, {
          content: step.content,
          ...(step.isAccepted ? { reviewState: 'confirmed' as const, dropReason: null } : {}),
        }),
      ];
    case 'drop':
      return [change(step.row.id, { reviewState: 'dropped', dropReason: step.reason })];
    case 'restore':
      return [change(step.row.id, { reviewState: 'proposed', dropReason: null })];
    case 'assign':
      return step.rows.map(({ id }) => {
        const { content } = desk.rows.get(id)!;
        return change(id, { content: { ...content, unitId: step.unitId, officerId: step.officerId } });
      });
    case 'split': {
      const row = desk.rows.get(step.row.id)!;
      if (step.at <= row.at || step.at >= row.end)
        throw new AppError('plan.cut_outside', { from: row.at, to: row.end });
      const halves = splitDrafts(row, step.at, step.titles, [newId(), newId()]);
      return [change(row.id, { isRemoved: true }), ...halves.map((half) => ({ ...half, before: null }))];
    }
    case 'merge': {
      const rows = step.rows.map(({ id }) => desk.rows.get(id)!);
      if (!liesTogether(rows, desk.text)) throw new AppError('plan.merge_apart');
      const merged = mergeDraft(rows, desk.text, step.title, newId());
      return [...rows.map((row) => change(row.id, { isRemoved: true })), { ...merged, before: null }];
    }
    case 'add': {
      const quote = desk.text.slice(step.at, step.end);
      if (step.end > desk.text.length || quote.trim() === '') throw new AppError('plan.span_empty');
      const after: Snapshot = {
        at: step.at,
        end: step.end,
        quote,
        origin: 'added',
        reviewState: 'confirmed',
        dropReason: null,
        isRemoved: false,
        content: step.content,
      };
      return [{ id: newId(), before: null, after }];
    }
  }
}

/** Refuses contents that can't stand: see `takeReviewStep`. */
export async function checkContents(
  ctx: Context,
  plan: PlacedPlan,
  changes: readonly { after: Snapshot; before: Snapshot | null }[],
): Promise<void> {
  const period = { from: plan.periodFrom, to: plan.periodTo };
  for (const { after, before } of changes) {
    const isNew = before === null || canonicalJson(before.content) !== canonicalJson(after.content);
    if (!isNew || after.isRemoved) continue;
    const fault = contentFault(after.content, period);
    if (fault !== null)
      throw new AppError(fault, { title: after.content.title, from: plan.periodFrom, to: plan.periodTo });
    if (after.content.measure !== null && !ctx.house.measures.has(after.content.measure))
      throw new AppError('plan.unknown_measure', { measure: after.content.measure });
  }
  await checkOwners(ctx, changes);
}

/** Refuses: a unit or an officer newly named that isn't there or lies off the person's branch. */
async function checkOwners(
  ctx: Context,
  changes: readonly { after: Snapshot; before: Snapshot | null }[],
): Promise<void> {
  const named = (key: 'unitId' | 'officerId') =>
    new Set(
      changes.flatMap(({ before, after }) =>
        before?.content[key] === after.content[key] ? [] : (after.content[key] ?? []),
      ),
    );
  for (const id of named('unitId')) {
    const unit = await findUnit(ctx, id);
    if (unit === null || !touchesBranch(ctx, 'plan.plan.read', unit.path)) throw new AppError('plan.unknown_unit');
  }
  for (const id of named('officerId'))
    if (!(await isPersonInReach(ctx, 'plan.plan.read', id))) throw new AppError('plan.unknown_officer');
}

/** Writes the changed rows, numbers the plan anew where rows came or went, and gives back every row that is different. */
async function applyChanges(ctx: Context, desk: Desk, changes: readonly Change[]): Promise<CommitmentRecord[]> {
  const touched = new Set<string>();
  for (const change of changes) {
    const known = desk.rows.get(change.id);
    const place = known ?? {
      id: change.id,
      planId: desk.plan.id,
      position: 0,
      number: '',
      section: null,
      isAmended: false,
      revision: 0,
    };
    const changed = {
      changedAt: ctx.clock.now(),
      changedBy: ctx.user?.accountId ?? null,
      changedByName: ctx.user?.name ?? '',
    };
    desk.rows.set(change.id, { ...place, ...change.after, revision: place.revision + 1, changed });
    touched.add(change.id);
  }
  const sections = await sectionsOf(ctx, desk.plan.id);
  const standing = [...desk.rows.values()].filter((row) => !row.isRemoved);
  for (const [id, place] of numbersOf(standing, sections)) {
    const row = desk.rows.get(id)!;
    if (row.number !== place.number || row.position !== place.position || row.section !== place.section) {
      desk.rows.set(id, { ...row, ...place });
      touched.add(id);
    }
  }
  const changed = [...touched].map((id) => desk.rows.get(id)!);
  await saveCommitments(ctx, changed);
  return changed;
}

async function answer(ctx: Context, desk: Desk, changed: readonly CommitmentRecord[]): Promise<ChangedRows> {
  const revision = await raiseRevision(ctx, desk.plan.id);
  const { undo, redo } = await nextSteps(ctx, desk.plan.id);
  return {
    rows: await presentRows(
      ctx,
      changed.filter((row) => !row.isRemoved),
    ),
    removed: changed.filter((row) => row.isRemoved).map((row) => row.id),
    undo: stepInfo(undo),
    redo: stepInfo(redo),
    revision,
  };
}

export function stepInfo(step: StepRow | null): StepInfo | null {
  return step === null ? null : { id: step.id, kind: step.kind, number: step.number };
}

export async function presentRows(ctx: Context, records: readonly CommitmentRecord[]): Promise<ReviewRow[]> {
  const units = await unitNames(ctx, [...new Set(records.flatMap((row) => row.content.unitId ?? []))]);
  const people = await personNames(ctx, [...new Set(records.flatMap((row) => row.content.officerId ?? []))]);
  return records.map((row) => ({
    ...row.content,
    id: row.id,
    number: row.number,
    section: row.section,
    at: row.at,
    end: row.end,
    quote: row.quote,
    reviewState: row.reviewState,
    dropReason: row.dropReason,
    origin: row.origin,
    unitName: row.content.unitId === null ? null : (units.get(row.content.unitId) ?? null),
    officerName: row.content.officerId === null ? null : (people.get(row.content.officerId) ?? null),
    revision: row.revision,
    changed: presentChange(row.changed),
  }));
}

/** Who changed a row last and when; null as long as nobody has. */
export function presentChange(change: LastChange | undefined): ReviewRow['changed'] {
  return change?.changedAt ? { byName: change.changedByName, at: change.changedAt.toISOString() } : null;
}

/**
 * Takes the own latest step back. Refuses: nothing to take back, or another step than the page showed; a row
 * that somebody changed after the step, because taking it back would undo that person's work too.
 */
export async function undoReviewStep(ctx: Context, planId: string, stepId: string): Promise<ChangedRows> {
  const desk = await openDesk(ctx, planId);
  const { undo } = await nextSteps(ctx, planId);
  if (undo === null || undo.id !== stepId) throw new AppError('plan.nothing_to_undo');
  return turn(ctx, desk, undo, true);
}

/** Does the step again that was taken back last; refuses like the undo. */
export async function redoReviewStep(ctx: Context, planId: string, stepId: string): Promise<ChangedRows> {
  const desk = await openDesk(ctx, planId);
  const { redo } = await nextSteps(ctx, planId);
  if (redo === null || redo.id !== stepId) throw new AppError('plan.nothing_to_redo');
  return turn(ctx, desk, redo, false);
}

async function turn(ctx: Context, desk: Desk, step: StepRow, isUndo: boolean): Promise<ChangedRows> {
  assert(step.accountId === userOf(ctx).accountId, 'a step of another person');
  const changes = (step.changes as Change[]).map((change): Change => {
    const row = desk.rows.get(change.id);
    const gone: Snapshot = { ...change.after, isRemoved: true };
    const from = isUndo ? change.after : (change.before ?? gone);
    const to = isUndo ? (change.before ?? gone) : change.after;
    if (row === undefined || canonicalJson(placeless(snapshotOf(row))) !== canonicalJson(placeless(from)))
      throw new AppError('plan.step_overwritten', { number: row?.number ?? step.number ?? '' });
    const isSameSentence = to.quote === row.quote;
    return { id: change.id, before: snapshotOf(row), after: isSameSentence ? { ...to, at: row.at, end: row.end } : to };
  });
  const restored = changes.map((change) => ({ ...change, after: reread(change.after) }));
  const changed = await applyChanges(ctx, desk, restored);
  await setUndone(ctx, step.id, isUndo);
  audit(ctx, {
    action: isUndo ? 'plan.undoReviewStep' : 'plan.redoReviewStep',
    subject: `plan:${desk.plan.id}`,
    details: { step: step.id },
  });
  return answer(ctx, desk, changed);
}

/** A re-import moves sentences; that alone is no change by a person. */
function placeless(snapshot: Snapshot): Omit<Snapshot, 'at' | 'end'> {
  const { at: _at, end: _end, ...rest } = snapshot;
  return rest;
}

/** Steps are kept as JSON, where money is text: the contract reads it back. */
function reread(snapshot: Snapshot): Snapshot {
  return { ...snapshot, content: commitmentContent.parse(snapshot.content) };
}
