import { parameterOn, type Context } from '#kernel';
import { enrolmentCensus, type CensusRow } from '#engines/roster';
import { ruleOn } from '#engines/rulebook';
import { rules } from '#engines/rulebook/contract';
import type { Day } from '#kernel/contract';
import { memberScheme } from '../scheme';
import { FULL } from '../statistics/statistics';
import type { BodyKindName, BodySize } from './contract';
import { unionBodies } from './kinds';
import {
  auditSizeShape,
  committeeSizesShape,
  delegateSizesShape,
  groupLeastShape,
  womenLeastShape,
} from './size-parameters';
import { sizeRule, type SizeRules, type Strength } from './sizes';

/** Members of a day unit by unit: active ones who work there. Retained members are counted by no rule of sizes. */
export function membersByUnit(ctx: Context, day: Day, under: readonly string[]): Promise<CensusRow[]> {
  return enrolmentCensus(ctx, memberScheme, { day, from: day, under, trait: FULL });
}

/** The members of a unit and all below it. */
export function strengthOf(rows: readonly CensusRow[], unitPath: string): Strength {
  const within = rows.filter((row) => row.unitPath.startsWith(unitPath));
  return {
    members: within.reduce((sum, row) => sum + row.enrolled, 0),
    women: within.reduce((sum, row) => sum + row.enrolledWomen, 0),
  };
}

/** The rules of sizes as they stood on a day. */
export async function sizeRulesOn(ctx: Context, day: Day): Promise<SizeRules> {
  return {
    committee: await parameterOn(ctx, committeeSizesShape.key, day),
    delegates: await parameterOn(ctx, delegateSizesShape.key, day),
    audit: await parameterOn(ctx, auditSizeShape.key, day),
    womenLeast: await parameterOn(ctx, womenLeastShape.key, day),
    groupLeast: await parameterOn(ctx, groupLeastShape.key, day),
  };
}

/** For how many years a body may be elected where no law says it. */
const FREE_YEARS = [1, 2, 3, 4, 5];

/** How many seats and years a body of a unit may have in a term that begins on a day. */
export async function sizeOn(ctx: Context, kind: BodyKindName, unitPath: string, day: Day): Promise<BodySize> {
  const strength = strengthOf(await membersByUnit(ctx, day, [unitPath]), unitPath);
  const years = unionBodies[kind].hasTermRule ? await ruleOn(ctx, rules.committeeTermYears, day) : null;
  return {
    day,
    ...strength,
    rule: sizeRule(kind, strength, await sizeRulesOn(ctx, day)),
    years: years?.value ?? FREE_YEARS,
    yearsSource: years?.source ?? null,
  };
}
