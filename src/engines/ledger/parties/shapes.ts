import { z } from 'zod';
import { parameterShape } from '#kernel/contract';

export const voucherYearsShape = parameterShape({
  key: 'ledger.voucherYears',
  unit: 'years',
  schema: z.int().min(1).max(100),
});
