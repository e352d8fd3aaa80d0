import { z } from 'zod';
import { endpoint } from '#kernel/contract';
import { opinions } from '../audits/contract';
import { byId, day } from '../terms';

/** What the auditors said of a published statement, as whoever may read the statement reads it. */
export const statementOpinion = z.object({
  opinion: z.enum(opinions),
  words: z.string(),
  on: day,
  audit: z.string(),
});
export type StatementOpinion = z.infer<typeof statementOpinion>;

export const listStatementOpinions = endpoint({
  name: 'finance.listStatementOpinions',
  method: 'GET',
  path: '/api/finance/statements/:id/opinions',
  // Some read the statement with everybody, some with the books: the statement itself says to whom it is shown.
  permission: 'signed-in',
  summary: 'What issued audits said of a published statement, the last word of each, the latest first.',
  params: byId,
  response: z.object({ rows: z.array(statementOpinion) }),
});
