import { z } from 'zod';
import { parameterShape } from '#kernel/contract';

/** What dues are without a scheme of a unit: a share of the wage, which is cut down to whole multiples first. */
export const duesRuleShape = parameterShape({
  key: 'membership.duesRule',
  unit: null,
  schema: z.object({
    perTenThousand: z.number().int().min(1).max(1000),
    cutToYuan: z.number().int().min(1).max(10_000),
  }),
});
export type DuesRule = z.infer<typeof duesRuleShape.schema>;
