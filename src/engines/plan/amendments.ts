import { AppError, audit, notFound, type Context } from '#kernel';
import { changedMeanwhile, commitmentWords, unchanged } from './changed-meanwhile';
import { commitmentContent, type CommitmentContent, type ReviewRow } from './contract';
import { ownPlan, readableCommitment, readablePlan } from './policy';
import type { CommitmentRecord } from './records';
import { checkContents, presentRows } from './review';
import { commitmentsOf, lockPlan, saveCommitments } from './store';
import { findVersion, insertVersion, versionsOf, type VersionRow } from './store-versions';
import { tellNewOfficer } from './told';

/**
 * Changes one commitment of a confirmed plan from a day on, with a reason; without a content it is taken out.
 * The first version stays readable as it was. Refuses: a plan that isn't confirmed; a change meanwhile; contents
 * that can't stand.
 */
export async function amendCommitment(
  ctx: Context,
  commitmentId: string,
  given: { revision: number; day: string; reason: string; content: CommitmentContent | null },
): Promise<{ version: number }> {
  const { planId } = (await readableCommitment(ctx, commitmentId)).commitment;
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.amend');
  if (plan.state !== 'confirmed') throw new AppError('plan.not_confirmed');
  // Read once the plan is held: before that another person's amendment may just have been on its way.
  const { commitment } = await readableCommitment(ctx, commitmentId);
  if (commitment.revision !== given.revision)
    throw changedMeanwhile(ctx, {
      id: commitment.id,
      number: commitment.number,
      title: commitment.content.title,
      change: commitment.changed ?? unchanged,
      now: commitmentWords(ctx, commitment.content, null),
    });
  const amended: CommitmentRecord = {
    ...commitment,
    ...(given.content === null
      ? { reviewState: 'dropped' as const, dropReason: given.reason }
      : { content: given.content }),
    isAmended: true,
    revision: commitment.revision + 1,
  };
  await checkContents(ctx, plan, [{ before: commitment, after: amended }]);
  await saveCommitments(ctx, [amended]);
  await tellNewOfficer(ctx, commitment, amended);
  const records = (await commitmentsOf(ctx, plan.id)).filter((record) => record.reviewState === 'confirmed');
  const version = await insertVersion(ctx, {
    planId: plan.id,
    day: given.day,
    reason: given.reason,
    commitmentId,
    records,
  });
  audit(ctx, {
    action: 'plan.amendCommitment',
    subject: `commitment:${commitmentId}`,
    details: { version, day: given.day },
  });
  return { version };
}

interface VersionInfo {
  number: number;
  day: string;
  reason: string;
  byName: string;
  commitmentNumber: string | null;
  sha256: string;
}

export async function listVersions(ctx: Context, planId: string): Promise<{ versions: VersionInfo[] }> {
  const plan = await readablePlan(ctx, planId);
  const numbers = await numbersById(ctx, plan.id);
  return { versions: (await versionsOf(ctx, planId)).map((row) => versionInfo(row, numbers)) };
}

/** The plan as it stood in one version, read from its snapshot and not from today's rows. */
export async function getVersion(
  ctx: Context,
  planId: string,
  number: number,
): Promise<{ info: VersionInfo; rows: ReviewRow[] }> {
  const plan = await readablePlan(ctx, planId);
  const version = await findVersion(ctx, planId, number);
  if (version === null) throw notFound();
  const records = version.snapshot.map((record) => ({ ...record, content: commitmentContent.parse(record.content) }));
  return { info: versionInfo(version, await numbersById(ctx, plan.id)), rows: await presentRows(ctx, records) };
}

async function numbersById(ctx: Context, planId: string): Promise<Map<string, string>> {
  return new Map((await commitmentsOf(ctx, planId)).map((record) => [record.id, record.number]));
}

function versionInfo(row: VersionRow, numbers: ReadonlyMap<string, string>): VersionInfo {
  const { number, day, reason, byName, commitmentId, sha256 } = row;
  return {
    number,
    day,
    reason,
    byName,
    sha256,
    commitmentNumber: commitmentId === null ? null : (numbers.get(commitmentId) ?? null),
  };
}
