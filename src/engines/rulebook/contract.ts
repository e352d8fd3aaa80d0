import type { ParameterShape } from '#kernel/contract';
import { rules } from './rules';

/** The rulebook's door for both sides: every rule with its shape and what the product brings. */
export { rules } from './rules';
export type { Rule } from './rule';

export const ruleShapes: readonly ParameterShape[] = Object.values(rules).map((one) => one.shape as ParameterShape);
