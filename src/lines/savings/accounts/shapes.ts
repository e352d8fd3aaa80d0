import { z } from 'zod';
import { fen } from '#kernel/contract';
import { abilities, accountStates, closings, count, day, month, movementKinds, saver } from '../terms';

export const accountRow = z.object({
  id: z.uuid(),
  number: count.nullable(),
  person: saver,
  state: z.enum(accountStates),
  monthly: fen,
  balance: fen,
  debt: fen,
  askedOn: day,
  openedOn: day.nullable(),
  closedOn: day.nullable(),
  /** Since when the person is no longer here, where an account ought to be closed; null: no member any more. */
  leftOn: day.nullable(),
  abilities,
});
export type AccountRow = z.infer<typeof accountRow>;

const statementLine = z.object({
  id: z.uuid(),
  kind: z.enum(movementKinds),
  on: day,
  amount: fen,
  /** The balance after it. */
  balance: fen,
  loanAmount: fen,
  debt: fen,
  words: z.string(),
  byName: z.string(),
  entryId: z.uuid(),
  isUndone: z.boolean(),
  abilities,
});

export const statement = z.object({
  account: accountRow.omit({ leftOn: true, abilities: true }).extend({
    associationId: z.uuid(),
    unitName: z.string(),
    closing: z.enum(closings).nullable(),
  }),
  from: day,
  to: day,
  /** What stood before the first line. */
  opening: z.object({ balance: fen, debt: fen }),
  lines: z.array(statementLine),
  totals: z.object({ into: fen, outOf: fen }),
  withdrawable: fen,
  /** What was wanted of the monthly sum since the account was opened, the latest first; one may count from a month to come. */
  monthlyChanges: z.array(
    z.object({
      from: month,
      monthly: fen,
      way: z.enum(['phone', 'paper']),
      askedAt: z.iso.datetime(),
      byName: z.string(),
    }),
  ),
  waiting: z.object({ id: z.uuid(), amount: fen, askedAt: z.iso.datetime() }).nullable(),
  abilities,
});
export type Statement = z.infer<typeof statement>;
