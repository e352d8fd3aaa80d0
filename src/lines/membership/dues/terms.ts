import { z } from 'zod';
import { day } from '#kernel/contract';

/** What the contracts of this area share. */

/** A month is named by its first day. */
export const month = day.refine((value) => value >= '1950' && value < '2200' && value.endsWith('-01'));

export const count = z.number().int();

/** Of whom a row speaks. */
export const duesPerson = z.object({ id: z.uuid(), name: z.string(), staffNumber: z.string() });

export const runStates = ['waiting', 'done', 'failed', 'undoing', 'undone'] as const;
export type RunState = (typeof runStates)[number];
export const listStates = ['open', ...runStates] as const;
export type ListState = (typeof listStates)[number];
export const listKinds = ['wages', 'payments'] as const;
export type ListKind = (typeof listKinds)[number];

/** How far work under way has come, beside its transaction; null before and after. */
export const progress = z.object({ handled: count, total: count }).nullable();

export const byList = z.object({ id: z.uuid() });
