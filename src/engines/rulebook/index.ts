/** The rulebook's door for server code: rules of a day, shares and caps. */
export { rulebookModule } from './manifest';
export { judgeCap, leastFor, reaches, ruleOn, type CapVerdict, type RuleInForce } from './reckon';
