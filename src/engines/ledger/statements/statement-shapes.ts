import { z } from 'zod';
import { bookName } from '../books/contract';
import { day, fen, unitName } from '../terms';

export const statementSpans = ['month', 'year'] as const;
export const statementParts = ['assets', 'claims', 'result'] as const;

const accountPart = z.object({ id: z.uuid(), code: z.string(), name: z.string(), first: fen, second: fen });

export const statementLine = z.object({
  key: z.string(),
  kind: z.enum(['heading', 'figure', 'sum', 'total']),
  name: z.string().nullable(),
  code: z.string().nullable(),
  depth: z.int(),
  isMinus: z.boolean(),
  /** 年初数, 本月数 or 上年数. */
  first: fen.nullable(),
  /** 期末数, 本年累计数 or 本年数. */
  second: fen.nullable(),
  accounts: z.array(accountPart),
});
export type StatementLine = z.infer<typeof statementLine>;

export const aboutStatement = {
  book: bookName,
  unit: unitName,
  on: day,
  span: z.enum(statementSpans),
  /** How the statement is laid out, and by which source. */
  layout: z.object({ edition: z.string(), source: z.string(), confidence: z.string() }),
  forms: z.object({ position: z.string(), result: z.string() }),
};
