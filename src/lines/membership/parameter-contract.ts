import { z } from 'zod';
import { parameterShape } from '#kernel/contract';
import { bodyParameters } from './bodies/size-parameters';
import { duesRuleShape } from './dues/parameters';

const LONGEST_STEP = 90;

/** How many working days each step of an application has. */
export const stepDaysShape = parameterShape({
  key: 'membership.stepDays',
  unit: null,
  schema: z.object({
    opinion: z.number().int().min(1).max(LONGEST_STEP),
    decision: z.number().int().min(1).max(LONGEST_STEP),
  }),
});
export type StepDays = z.infer<typeof stepDaysShape.schema>;

/** After how many days the receipt of a transfer is asked for. */
export const receiptDaysShape = parameterShape({
  key: 'membership.receiptDays',
  unit: 'days',
  schema: z.number().int().min(1).max(365),
});

/** The declaration that an applicant signs. */
export const declarationShape = parameterShape({
  key: 'membership.declaration',
  unit: null,
  schema: z.string().trim().min(10).max(2000),
});

export const membershipParameters = [
  stepDaysShape,
  receiptDaysShape,
  declarationShape,
  duesRuleShape,
  ...bodyParameters,
] as const;
