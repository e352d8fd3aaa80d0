import { may, type Context } from '#kernel';
import { peopleById, unitNames } from '#engines/roster';
import type { Day, EndpointInput } from '#kernel/contract';
import type { AssociationRecord } from '../associations/store';
import { accountFor } from '../policy';
import { saverOf } from '../present';
import { withdrawable } from '../rules';
import type * as contract from './contract';
import type { Statement } from './contract';
import { loanRulesOn } from './money';
import type { AccountRecord } from './store';
import * as movements from './store-movements';
import { monthlyChanges } from './store-monthly';
import { waitingOf } from './store-queue';
import { sumOf } from '../sums';

const undoable = new Set(['deposit', 'withdrawal', 'payout', 'repayment', 'write_off']);

/** Refuses: an account that isn't in reach. */
export async function showAccount(
  ctx: Context,
  id: string,
  span: EndpointInput<typeof contract.showAccount>['query'],
): Promise<Statement> {
  const { account, association } = await accountFor(ctx, id, 'savings.account.read');
  return statementOf(ctx, account, association, span);
}

/** From the first day of the year on, if nobody asks for other days. */
function spanOf(ctx: Context, { from, to }: { from?: Day | undefined; to?: Day | undefined }): { from: Day; to: Day } {
  const last = to ?? ctx.clock.today();
  const first = from ?? `${last.slice(0, 4)}-01-01`;
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}

export async function statementOf(
  ctx: Context,
  account: AccountRecord,
  association: AssociationRecord,
  asked: { from?: Day | undefined; to?: Day | undefined },
): Promise<Statement> {
  const { from, to } = spanOf(ctx, asked);
  const opening = await movements.standingBefore(ctx, account.id, from);
  const rows = await movements.movementsOf(ctx, account.id, { from, to });
  const person = (await peopleById(ctx, [account.personId])).get(account.personId);
  const waiting = await waitingOf(ctx, account.id);
  const { value: rules } = await loanRulesOn(ctx);
  const can = (permission: string) => may(ctx.user, permission, association.unitPath);
  const isOpen = account.state === 'open';
  const pays = can('savings.account.pay') && isOpen;
  let { balance, debt } = opening;
  const lines = rows.map(({ id, kind, on, amount, loanAmount, words, byName, entryId, isUndone, workId }) => {
    balance += amount;
    debt += loanAmount;
    return {
      ...{ id, kind, on, amount, balance, loanAmount, debt, words, byName, entryId, isUndone },
      abilities: { undo: pays && !isUndone && workId === null && undoable.has(kind) },
    };
  });
  const { id, number, state, monthly, askedOn, openedOn, closedOn, closing } = account;
  return {
    account: {
      ...{ id, number, state, monthly, askedOn, openedOn, closedOn, closing, associationId: association.id },
      ...{ person: saverOf(person), balance: account.balance, debt: account.debt },
      unitName: (await unitNames(ctx, [association.unitId])).get(association.unitId) ?? '',
    },
    ...{ from, to, opening, lines },
    totals: {
      into: sumOf(lines, (line) => (line.amount > 0n ? line.amount : 0n)),
      outOf: sumOf(lines, (line) => (line.amount < 0n ? -line.amount : 0n)),
    },
    monthlyChanges: (await monthlyChanges(ctx, account.id)).map(({ askedAt, ...one }) => {
      return { ...one, askedAt: askedAt.toISOString() };
    }),
    withdrawable: withdrawable(account.balance, account.debt, rules.heldPercent),
    waiting:
      waiting === null ? null : { id: waiting.id, amount: waiting.amount, askedAt: waiting.askedAt.toISOString() },
    abilities: {
      ...{ deposit: pays, withdraw: pays && account.balance > 0n, close: pays },
      write: can('savings.account.write') && isOpen,
      lend: can('savings.account.write') && isOpen,
    },
  };
}
