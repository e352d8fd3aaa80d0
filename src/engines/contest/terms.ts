import { z } from 'zod';
import { day } from '#kernel/contract';

export { abilities, words } from '#kernel/contract';

export const byId = z.object({ id: z.uuid() });
/** The version that the writer has seen: a change on top of another one is refused. */
export const version = z.int().min(1);
export const done = z.object({});
export const unitName = z.object({ id: z.uuid(), name: z.string() });

/** A day on which a contest can be: records go back to the first years of the works. */
export const contestDay = day.refine((text) => text >= '1949-10-01' && text < '2200');

export const contestKinds = ['panel', 'measured', 'match', 'quiz', 'indicator'] as const;
export type ContestKind = (typeof contestKinds)[number];

export const entrantKinds = ['unit', 'team', 'person'] as const;
export type EntrantKind = (typeof entrantKinds)[number];

/** draft: entries and rules are open; running: rules are frozen; signed_off: places are published; closed: nothing more comes. */
export const contestStates = ['draft', 'running', 'signed_off', 'closed', 'cancelled'] as const;
export type ContestState = (typeof contestStates)[number];
