import { z } from 'zod';
import { parameterShape } from '#kernel/contract';

/** For how many years the register of a mutual fund is kept with the vouchers that it belongs to. */
export const bookYearsShape = parameterShape({
  key: 'relief.bookYears',
  unit: 'years',
  schema: z.int().min(1).max(100),
});
