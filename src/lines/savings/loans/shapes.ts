import { z } from 'zod';
import { fen } from '#kernel/contract';
import { abilities, answers, count, day, hopelessStates, loanStates, saver } from '../terms';

export const guarantor = z.object({ person: saver, answer: z.enum(answers), answeredAt: z.iso.datetime().nullable() });

/** One part of a repayment plan, with what has been repaid of it. */
export const instalment = z.object({ number: count, dueOn: day, amount: fen, repaid: fen, isOverdue: z.boolean() });

const head = {
  id: z.uuid(),
  amount: fen,
  instalments: count,
  purpose: z.string(),
  state: z.enum(loanStates),
  askedAt: z.iso.datetime(),
  decidedByName: z.string().nullable(),
  refusal: z.string().nullable(),
  paidOn: day.nullable(),
  owed: fen,
  overdue: fen,
  /** Of the oldest part that should have been repaid. */
  overdueDays: count,
};

export const loanRow = z.object({
  ...head,
  accountId: z.uuid(),
  number: count,
  person: saver,
  /** What was last said of its being hopeless; null: nothing. */
  hopelessState: z.enum(hopelessStates).nullable(),
  abilities,
});
export type LoanRow = z.infer<typeof loanRow>;

export const loanDetail = loanRow.extend({
  balance: fen,
  guarantors: z.array(guarantor),
  plan: z.array(instalment),
  askedByName: z.string(),
  writtenOff: fen,
  hopeless: z
    .object({
      state: z.enum(hopelessStates),
      reason: z.string(),
      owed: fen,
      proposedOn: day,
      proposedByName: z.string(),
      decidedOn: day.nullable(),
      decidedByName: z.string().nullable(),
      refusal: z.string().nullable(),
    })
    .nullable(),
});

export const ownLoan = z.object({
  ...head,
  guarantors: z.array(guarantor.omit({ answeredAt: true })),
  plan: z.array(instalment),
  abilities,
});

/** What a guarantor gets to see before the own word is given. */
export const ownGuarantee = z.object({
  loanId: z.uuid(),
  borrowerName: z.string(),
  amount: fen,
  instalments: count,
  purpose: z.string(),
  state: z.enum(loanStates),
  owed: fen,
  answer: z.enum(answers),
  abilities,
});
