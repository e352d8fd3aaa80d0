import type { Context } from '#kernel';
import { ruleOn } from '#engines/rulebook';
import { rules } from '#engines/rulebook/contract';
import { capOf, isByYear } from './kinds';
import { judgeClaim, type Finding } from './rules';
import { earlierPerHead, type ClaimRecord, type PayeeRecord } from './store';

/** What the rules of the day on which it was spent say to a claim. */
export async function findingsOf(ctx: Context, claim: ClaimRecord, payees: readonly PayeeRecord[]): Promise<Finding[]> {
  const capName = capOf[claim.kind];
  const cap = capName === null ? null : await ruleOn<number | null>(ctx, rules[capName], claim.spentOn);
  const winners = claim.kind === 'prize' ? await ruleOn(ctx, rules.winnersMost, claim.spentOn) : null;
  const earlier = isByYear(claim.kind) ? await earlierPerHead(ctx, claim) : 0n;
  return judgeClaim({ ...claim, payees, earlierPerHead: earlier }, { cap, winners });
}
