import { AppError, parameterOn, text, type Context } from '#kernel';
import { ruleOn } from '#engines/rulebook';
import { rules } from '#engines/rulebook/contract';
import { doublePaymentShape, type DoublePayment, type Finding } from './contract';
import { findingsOf, type Asked, type Cap, type Had, type RuleFinding } from './rules';
import { hadInYear } from './store';

const capOf = ({ value, source }: { value: number | null; source: string }): Cap => ({
  fen: value === null ? null : BigInt(value),
  source,
});

/** What the rules of today say to an aid, and what the person had this year. */
export async function judgeAid(
  ctx: Context,
  asked: Asked & { personId: string; exceptId?: string },
): Promise<{ findings: RuleFinding[]; had: Had[] }> {
  const today = ctx.clock.today();
  const had = await hadInYear(ctx, { ...asked, year: Number(today.slice(0, 4)) });
  const findings = findingsOf(asked, had, {
    perTime: capOf(await ruleOn(ctx, rules.reliefPerTime, today)),
    perYear: capOf(await ruleOn(ctx, rules.reliefPerYear, today)),
    double: (await parameterOn<DoublePayment>(ctx, doublePaymentShape.key, today)).value,
  });
  return { findings, had };
}

/** Refuses: the same purpose again where the rule forbids it (relief.paid_twice). */
export function refuseTwice(ctx: Context, findings: readonly RuleFinding[]): void {
  const refused = findings.find((one) => one.isRefused);
  if (refused !== undefined) throw new AppError('relief.paid_twice', { words: findingWords(ctx, refused) });
}

export function findingWords(ctx: Context, { rule, params }: RuleFinding): string {
  const say = (key: string, more: Record<string, string> = {}) => text(ctx.language, `relief:funds.${key}`, more);
  if (rule === 'unset') return say('findings.unset', { ...params, cap: say(`caps.${params.cap ?? ''}`) });
  if (rule === 'per_time' || rule === 'per_year') return say(`findings.${rule}`, params);
  const named = { source: say(`sources.${params.source ?? ''}`), purpose: say(`purposes.${params.purpose ?? ''}`) };
  return say(`findings.${rule}`, { ...params, ...named });
}

export const presentFinding = (ctx: Context, finding: RuleFinding): Finding => ({
  ...{ rule: finding.rule, isRefused: finding.isRefused },
  words: findingWords(ctx, finding),
});
