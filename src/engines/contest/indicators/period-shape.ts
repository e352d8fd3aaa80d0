import { z } from 'zod';
import { periodOf } from './periods';

/** A period of observation, as it is written: `2024-05-03`, `2024-05`, `2024-Q2`, `2024-S`, `2024-A`, `2024`. */
export const period = z
  .string()
  .max(10)
  .refine((text) => periodOf(text) !== null)
  .meta({ examples: ['2024-05'] });

/** A period of which an indicator contest is published. */
export const contestPeriod = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?$/)
  .meta({ examples: ['2024-05'] });
