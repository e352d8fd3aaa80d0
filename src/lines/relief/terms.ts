import { z } from 'zod';
import { abilities, day, fen, MOST_FEN } from '#kernel/contract';

export { words } from '#kernel/contract';

/** What the contracts of the areas of money share. */

export { abilities, day };
export const byId = z.object({ id: z.uuid() });
export const unitName = z.object({ id: z.uuid(), name: z.string() });
export const version = z.int().min(1);
export const done = z.object({});
export const count = z.int();

export const amount = fen.refine((value) => value > 0n && value <= MOST_FEN);

const isInReach = (text: string) => text >= '1950' && text < '2200';
export const fundDay = day.refine(isInReach);
export const year = z.coerce.number().int().min(1950).max(2199);

export const fundPerson = z.object({ id: z.uuid(), name: z.string(), staffNumber: z.string() });

export const cashOrBank = z.enum(['cash', 'bank']);
export const ways = ['cash', 'bank', 'payroll'] as const;
export const way = z.enum(ways);
export type Way = (typeof ways)[number];

/** Whose money it is; the four are never added up to one figure without saying so. */
export const sources = ['own', 'group', 'mutual_aid', 'donation'] as const;
export const source = z.enum(sources);
export type Source = (typeof sources)[number];

/** Why a person is helped. */
export const purposes = ['illness', 'accident', 'disaster', 'death', 'schooling', 'living', 'other'] as const;
export const purpose = z.enum(purposes);
export type Purpose = (typeof purposes)[number];
