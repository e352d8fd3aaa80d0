import { assert, parameterOn, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Rule } from './rule';

/** A rule as it stood on a day. Computations store the version, so that a figure can be computed again as it was. */
export interface RuleInForce<Value> {
  readonly value: Value;
  readonly versionId: string;
  /** The law or decision, for refusals and reports. */
  readonly source: string;
}

export async function ruleOn<Value>(ctx: Context, rule: Rule<Value>, day: Day): Promise<RuleInForce<Value>> {
  const { id, value, source } = await parameterOn<Value>(ctx, rule.shape.key, day);
  return { value, versionId: id, source };
}

/** Whether so many of so many reach a share such as `2/3`, or exceed one such as `>1/2`; exact, without rounding. */
export function reaches(share: string, part: number, whole: number): boolean {
  const match = /^(>?)(\d+)\/(\d+)$/.exec(share);
  assert(match !== null, `${share} is no share`);
  const [, strict, over, under] = match;
  const left = BigInt(part) * BigInt(under!);
  const right = BigInt(whole) * BigInt(over!);
  return strict === '>' ? left > right : left >= right;
}

/** The fewest of so many that reach a share. */
export function leastFor(share: string, whole: number): number {
  let least = 0;
  let most = whole + 1;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (reaches(share, middle, whole)) most = middle;
    else least = middle + 1;
  }
  return least;
}

export type CapVerdict = 'within' | 'above' | 'unset';

/** A cap that nobody has set bounds nothing and allows nothing: the answer is that it has to be set. */
export function judgeCap(capFen: number | null, amountFen: bigint): CapVerdict {
  if (capFen === null) return 'unset';
  return amountFen <= BigInt(capFen) ? 'within' : 'above';
}
