import { z } from 'zod';
import { endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { bookName } from '../books/contract';
import { byId, day, unitName } from '../terms';
import { aboutStatement, statementLine, statementSpans } from './statement-shapes';

export const statementPermissions = ['ledger.statement.read'] as const satisfies readonly PermissionName[];
const permission = statementPermissions[0];
const path = '/api/ledger/public-statements';

export const publicStatementRow = z.object({
  id: z.uuid(),
  book: bookName,
  unit: unitName,
  on: day,
  span: z.enum(statementSpans),
  version: z.int(),
  publishedAt: z.iso.datetime(),
  /** The last version of the same day and span, where it is another one. */
  replacedBy: z.object({ id: z.uuid(), version: z.int(), publishedAt: z.iso.datetime() }).nullable(),
});
export type PublicStatementRow = z.infer<typeof publicStatementRow>;

export const listPublicStatements = endpoint({
  name: 'ledger.listPublicStatements',
  method: 'GET',
  path,
  permission,
  summary: 'The statements that were published of the own unit and of those above it, the latest days first.',
  query: pageQuery,
  isOneMoment: true,
  response: pageOf(publicStatementRow),
});

/** A line as it was published, without the way to its accounts. */
const publicLine = statementLine.omit({ accounts: true });

export const showPublicStatement = endpoint({
  name: 'ledger.showPublicStatement',
  method: 'GET',
  path: `${path}/:id`,
  permission,
  summary: 'A published statement with its figures as they were kept, and the version that has replaced it.',
  params: byId,
  isOneMoment: true,
  response: z.object({
    ...publicStatementRow.shape,
    ...aboutStatement,
    assets: z.array(publicLine),
    claims: z.array(publicLine),
    result: z.array(publicLine),
    hash: z.string(),
    /** Whether figures and chain still are what the fingerprint says. */
    isIntact: z.boolean(),
  }),
});

export const exportPublicStatement = endpoint({
  name: 'ledger.exportPublicStatement',
  method: 'GET',
  path: `${path}/:id/statement.xlsx`,
  permission,
  summary: 'One of the two forms of a published statement as an Excel file.',
  params: byId,
  query: z.object({ form: z.enum(['position', 'result']).default('position') }),
  isOneMoment: true,
  response: 'file',
});
