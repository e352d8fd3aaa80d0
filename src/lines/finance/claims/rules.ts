import { greaterOf } from '#kernel/contract';
import type { ClaimKind } from './kinds';
import { isByYear } from './kinds';

export const findingRules = ['cap', 'winners', 'no_cash'] as const;
export type FindingRule = (typeof findingRules)[number];

/** What a rule says to a claim. `unset`: nobody has set the figure, so the rule neither allows nor forbids. */
export interface Finding {
  readonly rule: FindingRule;
  readonly verdict: 'kept' | 'broken' | 'unset';
  /** Of the rule as it stood on the day: the version that was reckoned by, and what set it. */
  readonly versionId: string | null;
  readonly source: string;
  /** What was found, and the most that may be: fen, or people. */
  readonly found: string;
  readonly most: string | null;
}

export interface Judged {
  readonly kind: ClaimKind;
  readonly amount: bigint;
  readonly form: 'goods' | 'cash';
  readonly people: number;
  readonly participants: number | null;
  readonly payees: readonly { readonly amount: bigint }[];
  /** What one head has had of this kind in the year already. */
  readonly earlierPerHead: bigint;
}

interface InForce<Value> {
  readonly value: Value;
  readonly versionId: string;
  readonly source: string;
}

/** What one person is given at most: the greatest share of those named, or the even share, a fen begun counting whole. */
export function perHead({ amount, people, payees }: Pick<Judged, 'amount' | 'people' | 'payees'>): bigint {
  if (payees.length > 0) return payees.reduce((most, payee) => greaterOf(most, payee.amount), 0n);
  const heads = BigInt(people);
  return (amount + heads - 1n) / heads;
}

/** The most that are so many of so many by a share such as `2/3`: what exceeds it by a part of one person exceeds it. */
export function mostOf(share: string, whole: number): number {
  const [over, under] = share.replace('>', '').split('/').map(Number);
  return Math.floor((whole * over!) / under!);
}

/** What the rules say to a claim, each by its name; nothing passes in silence. */
export function judgeClaim(
  claim: Judged,
  rules: { readonly cap: InForce<number | null> | null; readonly winners: InForce<string> | null },
): Finding[] {
  const findings: Finding[] = [];
  const { cap, winners } = rules;
  if (cap !== null) {
    const head = perHead(claim) + (isByYear(claim.kind) ? claim.earlierPerHead : 0n);
    const most = cap.value === null ? null : BigInt(cap.value);
    findings.push({
      ...{ rule: 'cap', versionId: cap.versionId, source: cap.source, found: head.toString() },
      verdict: most === null ? 'unset' : head <= most ? 'kept' : 'broken',
      most: most === null ? null : most.toString(),
    });
  }
  if (claim.kind === 'prize' && winners !== null) {
    const most = claim.participants === null ? null : mostOf(winners.value, claim.participants);
    const count = claim.payees.length > 0 ? claim.payees.length : claim.people;
    findings.push({
      ...{ rule: 'winners', versionId: winners.versionId, source: winners.source, found: String(count) },
      verdict: most === null ? 'unset' : count <= most ? 'kept' : 'broken',
      most: most === null ? null : String(most),
    });
  }
  if (claim.kind === 'festival')
    findings.push({
      ...{ rule: 'no_cash', versionId: null, source: '总工办发〔2017〕32号', found: claim.form, most: null },
      verdict: claim.form === 'cash' ? 'broken' : 'kept',
    });
  return findings;
}
