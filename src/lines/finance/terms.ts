import { z } from 'zod';
import { abilities, day, fen } from '#kernel/contract';

export { words } from '#kernel/contract';

export const byId = z.object({ id: z.uuid() });
export const version = z.number().int().min(1);
export const done = z.object({});
export const unitName = z.object({ id: z.uuid(), name: z.string() });

/** A line of a budget among which is chosen. Without accounts it takes any; without `free` nothing limits it. */
export const budgetChoice = z.object({
  id: z.uuid(),
  name: z.string(),
  accounts: z.array(z.string()),
  onBreach: z.enum(['stop', 'warn', 'note']),
  free: fen.nullable(),
});

/** A day on which money can move. */
export const moneyDay = day.refine((text) => text >= '1949-10-01' && text < '2200');

export { abilities, day, fen };
