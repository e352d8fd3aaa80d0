import { z } from 'zod';
import { abilities, day, fen, isDay, type Day } from '#kernel/contract';

export { words } from '#kernel/contract';

export const byId = z.object({ id: z.uuid() });
export const version = z.number().int().min(1);
export const done = z.object({});
export const unitName = z.object({ id: z.uuid(), name: z.string() });

const isKept = (text: string) => text >= '1949-10-01' && text < '2200';
/** A day on which books can stand. */
export const bookDay = day.refine(isKept);

const isMonth = (text: string) => /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`) && isKept(`${text}-28`);
/** `2024-06`; the days of books are reckoned by the first of it. */
export const bookMonth = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .refine(isMonth);
export const firstOf = (month: string): Day => `${month}-01`;
export const monthIn = (day: Day): string => day.slice(0, 7);

export { abilities, day, fen };
