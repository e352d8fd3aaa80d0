import { audit as note, notify, type Context } from '#kernel';
import { accountsWhoMay } from '#engines/roster';
import type { FindingStep } from './contract-findings';
import { weekLate } from './rules';
import { lateFindings, type FindingRecord } from './store-findings';

type Told = Pick<FindingRecord, 'id' | 'number' | 'auditName' | 'unitPath' | 'auditUnitPath' | 'answererId'>;

/** Who answers: whom the finding names, else whoever may at the unit. */
async function answering(ctx: Context, { answererId, unitPath }: Told): Promise<string[]> {
  const all = await accountsWhoMay(ctx, 'finance.audit.answer', unitPath);
  return answererId !== null && all.includes(answererId) ? [answererId] : all;
}

const linkOf = ({ id }: Told) => ({ desktop: `/finance/audits/findings/${id}` });

/** Tells those whose turn it is, and those who answered what became of it. */
export async function tellOfFinding(
  ctx: Context,
  finding: Told,
  { step, dueOn, words = '' }: { step: FindingStep; dueOn?: string; words?: string },
): Promise<void> {
  const told = { params: { audit: finding.auditName, number: finding.number, words, due: dueOn ?? '' } };
  const link = linkOf(finding);
  if (step === 'answered') {
    const to = await accountsWhoMay(ctx, 'finance.audit.write', finding.auditUnitPath);
    return notify(ctx, { to, kind: 'finance.finding_answered', link, ...told });
  }
  const to = await answering(ctx, finding);
  if (step === 'issued') await notify(ctx, { to, kind: 'finance.finding_issued', link, ...told });
  if (step === 'returned') await notify(ctx, { to, kind: 'finance.finding_returned', link, ...told });
  if (step === 'closed') await notify(ctx, { to, kind: 'finance.finding_closed', link, ...told });
  if (step === 'withdrawn') await notify(ctx, { to, kind: 'finance.finding_withdrawn', link, ...told });
}

/**
 * Reminds of late answers, once in each week: those who answer, and whoever else reads findings there without answering
 * them, the chair among them.
 */
export async function remindOfFindings(ctx: Context): Promise<void> {
  const today = ctx.clock.today();
  const late = await lateFindings(ctx, today);
  for (const finding of late) {
    const all = await accountsWhoMay(ctx, 'finance.audit.answer', finding.unitPath);
    const readers = await accountsWhoMay(ctx, 'finance.audit.read', finding.unitPath);
    const overseers = readers.filter((account) => !all.includes(account));
    await notify(ctx, {
      to: [...new Set([...(await answering(ctx, finding)), ...overseers])],
      kind: 'finance.finding_overdue',
      params: { audit: finding.auditName, number: finding.number, due: finding.dueOn! },
      link: linkOf(finding),
      key: `finance.finding:${finding.id}:${finding.dueOn}:${weekLate(finding.dueOn!, today)}`,
    });
  }
  if (late.length > 0) note(ctx, { action: 'finance.remindOfFindings', details: { count: late.length } });
}
