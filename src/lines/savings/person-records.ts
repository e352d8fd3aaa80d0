import { z } from 'zod';
import { text } from '#kernel';
import { formatFen } from '#kernel/contract';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import { saverScheme } from './scheme';
import * as store from './store-person';

const columns = ['savings.account.person_id', 'savings.list_row.person_id', 'savings.loan_guarantor.person_id'];

const journal = z.object({
  accounts: z.array(z.string()),
  guarantees: z.array(z.string()),
  lists: z.array(z.object({ list: z.string(), number: z.number() })),
});

/** Accounts with all that belongs to them go over, and the word that was given for others. */
export const savingsFollower: PersonFollower = {
  name: 'savings',
  columns,
  describe: async (ctx, move) => {
    const { accounts, guarantees, clashes } = await store.followableSavings(ctx, move);
    return [{ what: 'savings:followed.accounts', moves: accounts.length + guarantees.length, clashes }];
  },
  follow: async (ctx, move) => {
    const { clashes: _, ...followed } = await store.followableSavings(ctx, move);
    await store.bringSavingsOver(ctx, move, followed);
    return followed satisfies z.input<typeof journal>;
  },
  undo: async (ctx, { from, to }, kept) => store.bringSavingsOver(ctx, { from: to, to: from }, journal.parse(kept)),
};

/** What was saved and lent belongs to the books, which keep their own time; while an account is open nothing goes. */
export const savingsEraser: PersonEraser = {
  name: 'savings',
  columns,
  texts: {
    emptied: ['savings.list_row.cells', 'savings.list_row.reason', 'savings.account.refusal'],
    stay: [
      'savings.account.state',
      'savings.account.way',
      'savings.account.closing',
      'savings.account.asked_by_name',
      'savings.account.decided_by_name',
      'savings.loan_guarantor.answer',
    ],
  },
  schemes: [saverScheme],
  keeps: async (ctx, ids) =>
    (await store.countSavings(ctx, ids)).open > 0
      ? [{ kind: 'open', what: 'savings:erasure.open', until: null, link: '/savings/accounts' }]
      : [],
  describe: async (ctx, ids) => {
    const { accounts, movements, loans, guarantees } = await store.countSavings(ctx, ids);
    return [
      { what: 'savings:erasure.purposes', goes: loans, stays: 0, why: null },
      { what: 'savings:erasure.accounts', goes: 0, stays: accounts, why: 'savings:erasure.why' },
      { what: 'savings:erasure.movements', goes: 0, stays: movements, why: 'savings:erasure.why' },
      { what: 'savings:erasure.guarantees', goes: 0, stays: guarantees, why: 'savings:erasure.why' },
    ];
  },
  erase: (ctx, person) => store.emptySavings(ctx, person.ids),
};

/** Accounts, what moved on them, loans, and for whom one has answered. */
export const savingsContributor: PersonContributor = {
  name: 'savings',
  collect: async (ctx, personId) => {
    const say = (key: string) => text(ctx.language, `savings:${key}`);
    const column = (key: string) => say(`sheets.columns.${key}`);
    const { accounts, movements, loans, guarantees, monthly } = await store.keptSavings(ctx, personId);
    return [
      {
        title: say('sheets.accounts'),
        columns: ['number', 'state', 'openedOn', 'closedOn', 'balance'].map(column),
        rows: accounts.map(({ number, state, openedOn, closedOn, balance }) => [
          ...[number === null ? null : String(number), say(`accountStates.${state}`), openedOn, closedOn],
          formatFen(balance),
        ]),
      },
      {
        title: say('sheets.movements'),
        columns: ['on', 'kind', 'amount', 'loanAmount', 'words'].map(column),
        rows: movements.map(({ on, kind, amount, loanAmount, words }) => [
          ...[on, say(`kinds.${kind}`), formatFen(amount), formatFen(loanAmount), words],
        ]),
      },
      {
        title: say('sheets.loans'),
        columns: ['amount', 'purpose', 'state', 'on', 'debt'].map(column),
        rows: loans.map(({ amount, purpose, state, paidOn, owed }) => [
          ...[formatFen(amount), purpose, say(`loanStates.${state}`), paidOn, formatFen(owed)],
        ]),
      },
      {
        title: say('sheets.monthlyChanges'),
        columns: ['from', 'monthly'].map(column),
        rows: monthly.map(({ from, amount }) => [from, formatFen(amount)]),
      },
      {
        title: say('sheets.guarantees'),
        columns: ['amount', 'answer', 'state'].map(column),
        rows: guarantees.map(({ amount, answer, state }) => [
          ...[formatFen(amount), say(`answers.${answer}`), say(`loanStates.${state}`)],
        ]),
      },
    ];
  },
};
