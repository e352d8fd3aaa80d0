import { z } from 'zod';
import { parameterShape } from '#kernel/contract';

/** 全体: everybody; 女职工: women only. */
export const coverGroups = ['全体', '女职工'] as const;

/** The plans that the association offers; each round may bring others, so they are a parameter. */
export const coverPlans = z
  .array(
    z.object({
      code: z.string().regex(/^[a-z][a-z_]{1,40}$/),
      name: z.string().trim().min(2).max(40),
      months: z.int().min(1).max(120),
      fromAge: z.int().min(16).max(100),
      toAge: z.int().min(16).max(100),
      forWhom: z.enum(coverGroups),
    }),
  )
  .min(1)
  .max(20)
  .refine((plans) => new Set(plans.map((plan) => plan.code)).size === plans.length);
export type CoverPlan = z.infer<typeof coverPlans>[number];

export const coverPlansShape = parameterShape({ key: 'relief.coverPlans', unit: null, schema: coverPlans });
