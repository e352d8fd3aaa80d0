import type { Context } from '#kernel';
import { accountByCode, turnovers } from '#engines/ledger';
import { addDays, type Day } from '#kernel/contract';
import { controlOn } from '../associations/control';
import { figuresOn, type AssociationRecord } from '../associations/store';
import { bookFigures, codes } from '../book';
import type { MovementKind } from '../terms';
import type { ReportFigures } from './contract';
import { countedThen, movedBetween } from './store';

/** What came to the earnings of a book within days, and what left them. */
async function earningsBetween(ctx: Context, bookId: string, { from, to }: { from: Day; to: Day }) {
  const { id } = await accountByCode(ctx, bookId, codes.undistributed);
  const turned = (await turnovers(ctx, { bookIds: [bookId], from, to, withClosing: true, accountIds: [id] }))[0];
  return { earned: turned?.credit ?? 0n, taken: turned?.debit ?? 0n };
}

/** The half year of an association: each figure by its own rows, accounts and loans beside what the books say of them. */
export async function figuresOf(
  ctx: Context,
  association: AssociationRecord,
  { from, to }: { from: Day; to: Day },
): Promise<ReportFigures> {
  const { id, bookId } = association;
  const before = await figuresOn(ctx, id, addDays(from, -1));
  const control = await controlOn(ctx, association, to);
  const { undistributed: earnedBefore } = await bookFigures(ctx, bookId, addDays(from, -1));
  const moved = new Map((await movedBetween(ctx, id, { from, to })).map((one) => [one.kind, one]));
  const saved = (kind: MovementKind) => moved.get(kind)?.amount ?? 0n;
  const lent = (kind: MovementKind) => moved.get(kind)?.loanAmount ?? 0n;
  const { opened, closed, ...loans } = await countedThen(ctx, id, { from, to });
  return {
    ...{ from, to },
    accounts: { before: before.accounts, opened, closed, after: control.accounts },
    savings: {
      ...{ before: before.savings, deposited: saved('deposit'), shared: saved('share') },
      ...{ withdrawn: -saved('withdrawal'), setOff: -saved('set_off'), closed: -saved('closing') },
      after: control.savings,
    },
    loans: {
      ...{ before: before.loans, paidOut: lent('payout'), repaid: -lent('repayment'), setOff: -lent('set_off') },
      ...{ writtenOff: -lent('write_off'), after: control.loans, ...loans },
    },
    earnings: {
      ...{ before: earnedBefore, ...(await earningsBetween(ctx, bookId, { from, to })) },
      after: control.undistributed,
    },
    money: { cash: control.cash, bank: control.bank, reserve: control.reserve, other: control.other },
    control: { savings: control.savingsControl, loans: control.loansControl, isWhole: control.isWhole },
  };
}
