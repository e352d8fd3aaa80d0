import { z } from 'zod';
import { isDay } from './day';

/** Lists are read by keyset: the cursor of the last row asks for what follows it. */
export const pageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const ID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text can stand where the database expects an id; part of a cursor, for example, which anybody may write. */
export function isId(text: string): boolean {
  return ID_FORM.test(text);
}

const MOMENT_FORM = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}Z$/;

/** Whether a text can stand where the database expects a moment; the language's own reader takes days that no calendar has. */
export function isMoment(text: string): boolean {
  return MOMENT_FORM.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), nextCursor: z.string().nullable() });
}

export interface Page<Row> {
  rows: Row[];
  nextCursor: string | null;
}

/** What the signed-in person may do with a row; it comes with the row so that buttons and server agree. */
export const abilities = z.record(z.string(), z.boolean());
