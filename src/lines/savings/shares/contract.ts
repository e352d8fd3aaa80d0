import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { shareRuleShape } from '../parameter-contract';
import { abilities, byId, count, day, progress, saver, savingsDay, shareStates, words } from '../terms';

export const shareErrors = defineErrors({
  'savings.share_over_earned': 422,
  'savings.share_nobody': 409,
  'savings.share_stands': 409,
  'savings.share_year': 422,
  'savings.share_not_proposed': 409,
});

const year = z.coerce.number().int().min(1950).max(2199);

export const shareRun = z.object({
  id: z.uuid(),
  associationId: z.uuid(),
  year: count,
  sum: fen,
  rule: shareRuleShape.schema,
  postedOn: day,
  decision: z.string(),
  state: z.enum(shareStates),
  progress,
  /** How many accounts took part, and how many got something. */
  counts: z.record(z.string(), z.string()),
  fault: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdByName: z.string(),
  decidedByName: z.string().nullable(),
  /** Why it was refused. */
  refusal: z.string().nullable(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  entryIds: z.array(z.uuid()),
  abilities,
});
export type ShareRun = z.infer<typeof shareRun>;

const shareOf = z.object({ accountId: z.uuid(), number: count, person: saver, amount: fen });

export const previewShares = endpoint({
  name: 'savings.previewShares',
  method: 'GET',
  path: '/api/savings/shares/preview',
  permission: 'savings.account.read',
  summary:
    'What a sum would bring to the accounts of a year: how many, the largest and smallest share. Nothing is written.',
  query: z.object({ associationId: z.uuid(), year, sum: fen }),
  response: z.object({
    undistributed: fen,
    rule: shareRuleShape.schema,
    accounts: count,
    sharing: count,
    largest: fen,
    smallest: fen,
    first: z.array(shareOf),
  }),
  errors: ['savings.share_year'],
});

export const proposeShares = endpoint({
  name: 'savings.proposeShares',
  method: 'POST',
  path: '/api/savings/shares',
  permission: 'savings.account.write',
  summary: 'Proposes to share a sum of what was earned among the accounts of a year.',
  body: z.object({ associationId: z.uuid(), year, sum: fen, postedOn: savingsDay, decision: words(200, 2) }),
  response: shareRun,
  errors: [
    'savings.amount',
    'savings.day_ahead',
    'savings.share_over_earned',
    'savings.share_nobody',
    'savings.share_stands',
    'savings.share_year',
  ],
});

export const decideShares = endpoint({
  name: 'savings.decideShares',
  method: 'POST',
  path: '/api/savings/shares/:id/decide',
  permission: 'savings.association.decide',
  summary: 'Approves what was proposed, by which it is shared at once, or refuses it with the reason.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(200) }),
  response: shareRun,
  errors: ['savings.share_not_proposed', 'roster.same_hand'],
});

export const undoShares = endpoint({
  name: 'savings.undoShares',
  method: 'POST',
  path: '/api/savings/shares/:id/undo',
  permission: 'savings.association.decide',
  summary: 'Takes what was shared back by reversing its entries, with the reason.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: shareRun,
  errors: ['savings.not_done', 'savings.under_way', 'savings.money_used'],
});

export const listShares = endpoint({
  name: 'savings.listShares',
  method: 'GET',
  path: '/api/savings/shares',
  permission: 'savings.account.read',
  summary: 'What was shared year by year, the latest first.',
  query: z.object({ associationId: z.uuid() }),
  response: z.object({ rows: z.array(shareRun), undistributed: fen }),
});

export const showShares = endpoint({
  name: 'savings.showShares',
  method: 'GET',
  path: '/api/savings/shares/:id',
  permission: 'savings.account.read',
  summary: 'One sharing: how far it has come, and what became of it.',
  params: byId,
  response: shareRun,
});

export const listShareRows = endpoint({
  name: 'savings.listShareRows',
  method: 'GET',
  path: '/api/savings/shares/:id/rows',
  permission: 'savings.account.read',
  summary: 'Who got how much.',
  params: byId,
  query: pageQuery,
  response: pageOf(shareOf),
});
