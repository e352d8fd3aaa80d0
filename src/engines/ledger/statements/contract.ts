import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { abilities, bookDay, byId, day, fen } from '../terms';
import { aboutStatement, statementLine, statementParts, statementSpans } from './statement-shapes';

export * from './public-contract';
export { statementSpans, statementParts, type StatementLine } from './statement-shapes';

export const statementLines = z.object({
  assets: z.array(statementLine),
  claims: z.array(statementLine),
  result: z.array(statementLine),
});

const range = z.object({ from: day, to: day });

export const statement = z.object({
  ...aboutStatement,
  ...statementLines.shape,
  /** The days that the columns of the second statement reckon with. */
  ranges: z.object({ first: range, second: range }),
  /** 资产 less 负债 and 净资产. */
  difference: z.object({ first: fen, second: fen }),
  waiting: z.int(),
  abilities,
});
export type Statement = z.infer<typeof statement>;

const asked = z.object({ on: bookDay.optional(), span: z.enum(statementSpans).default('month') });
const path = '/api/ledger/books/:id';

export const showStatement = endpoint({
  name: 'ledger.showStatement',
  method: 'GET',
  path: `${path}/statement`,
  permission: 'ledger.book.read',
  summary: 'Balance sheet and statement of income and spending of a book as of any day, by month or by year.',
  params: byId,
  query: asked,
  isOneMoment: true,
  response: statement,
});

export const exportStatement = endpoint({
  name: 'ledger.exportStatement',
  method: 'GET',
  path: `${path}/statement.xlsx`,
  permission: 'ledger.book.read',
  summary: 'One of the two statements as an Excel file, once every entry has its number.',
  params: byId,
  query: asked.extend({ form: z.enum(['position', 'result']).default('position') }),
  isOneMoment: true,
  response: 'file',
  errors: ['ledger.sealing_waits'],
});

export const publishStatement = endpoint({
  name: 'ledger.publishStatement',
  method: 'POST',
  path: `${path}/statements`,
  permission: 'ledger.period.approve',
  summary:
    'Keeps the statements of a day for good, with their fingerprint and the place in the chain up to which they count.',
  params: byId,
  body: z.object({ on: bookDay, span: z.enum(statementSpans) }),
  response: byId,
  errors: ['ledger.sealing_waits', 'ledger.day_in_future', 'ledger.day_before_book', 'ledger.statement_stands'],
});

export const publishedRow = z.object({
  id: z.uuid(),
  on: day,
  span: z.enum(statementSpans),
  /** 1 for the first of its day and span. */
  version: z.int(),
  hash: z.string(),
  chainPosition: z.int(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string(),
});
export type PublishedRow = z.infer<typeof publishedRow>;

export const listStatements = endpoint({
  name: 'ledger.listStatements',
  method: 'GET',
  path: `${path}/statements`,
  permission: 'ledger.book.read',
  summary: 'The published statements of a book, the newest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(publishedRow),
});

export const statementDifference = z.object({
  part: z.enum(statementParts),
  key: z.string(),
  name: z.string().nullable(),
  column: z.enum(['first', 'second']),
  then: fen,
  now: fen,
});
export type StatementDifference = z.infer<typeof statementDifference>;

export const showPublished = endpoint({
  name: 'ledger.showPublished',
  method: 'GET',
  path: '/api/ledger/statements/:id',
  permission: 'ledger.book.read',
  summary: 'A published statement as it was, proved by its fingerprint, and where the books say something else today.',
  params: byId,
  isOneMoment: true,
  response: z.object({
    ...publishedRow.shape,
    ...aboutStatement,
    ...statementLines.shape,
    ranges: z.object({ first: range, second: range }),
    /** Whether figures and chain still are what the fingerprint says. */
    isIntact: z.boolean(),
    differences: z.array(statementDifference),
  }),
});

export const statementErrors = defineErrors({ 'ledger.statement_stands': 409 });
