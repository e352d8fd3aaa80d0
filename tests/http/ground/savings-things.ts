import { newId } from '#kernel';
import { importMembers } from '#lines/membership';
import { makePerson } from '#engines/roster/testing';
import type { MemberFinder } from '#lines/savings';
import { addDeposit } from '../../../src/lines/savings/accounts/money';
import { openAccount } from '../../../src/lines/savings/accounts/opening';
import { queueWithdrawal } from '../../../src/lines/savings/accounts/queue';
import { addEarnings, foundAssociation, showWarnings } from '../../../src/lines/savings/associations/associations';
import { addPayrollList } from '../../../src/lines/savings/lists/lists';
import { enterLoan } from '../../../src/lines/savings/loans/asking';
import { publishReport } from '../../../src/lines/savings/reports/reports';
import { proposeShares } from '../../../src/lines/savings/shares/shares';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';

const DAY = '2024-06-18';
const FIRST = '2023-07-01';
/** Whoever is asked about here has just been made a member. */
const members: MemberFinder = { membersOf: (_ctx, { personIds }) => Promise.resolve(new Set(personIds)) };

/**
 * The association of a unit: two accounts, a loan that is asked for, a withdrawal that waits, a sheet, a proposal
 * to share, a report of half a year.
 */
export async function makeSavingsThings({ act }: TestHouse, { unit }: Place): Promise<Record<string, string>> {
  const { edition, warnings } = await act(showWarnings);
  const acknowledged = warnings.map((_, place) => place);
  const founding = { unitId: unit.id, foundedOn: FIRST, decision: '会员大会决议', edition, acknowledged };
  const association = await act((ctx) => foundAssociation(ctx, founding));
  const savers = await act(async (ctx) => {
    const made = [];
    for (const name of ['储一', '储二']) made.push(await makePerson(ctx, { name, unitId: unit.id }));
    await importMembers(
      ctx,
      made.map(({ id: personId }) => ({ personId, joinedOn: '2022-03-01' })),
    );
    return made;
  });
  const accounts: string[] = [];
  for (const { id: personId } of savers) {
    const opening = { personId, monthly: 50_00n, openedOn: FIRST };
    accounts.push((await act((ctx) => openAccount(ctx, members, opening))).id);
  }
  const [account = ''] = accounts;
  // Another hand than the one that opened the account, as the house asks for it.
  const deposit = { amount: 100_00n, on: DAY, way: 'bank', words: '' } as const;
  const { movementId } = await act((ctx) => addDeposit(withOtherHand(ctx), account, deposit));
  const withdrawal = await act((ctx) => queueWithdrawal(ctx, account, { amount: 10_00n }));
  const { staffNumber, name } = savers[1]!;
  const loan = await act((ctx) =>
    enterLoan(ctx, {
      ...{ accountId: account, amount: 60_00n, instalments: 3, purpose: '治病' },
      guarantors: [{ staffNumber, name }],
    }),
  );
  const sheet = new TextEncoder().encode(`工号,姓名,储金\n${staffNumber},,30\n`);
  const asked = { associationId: association.id, month: '2024-06-01', name: 'a.csv' };
  const list = await act((ctx) => addPayrollList(ctx, members, asked, sheet));
  await act((ctx) => addEarnings(ctx, association.id, { amount: 5_00n, on: DAY, words: '结息' }));
  const sharing = { associationId: association.id, year: 2024, sum: 1_00n, postedOn: DAY, decision: '小组决定' };
  const shares = await act((ctx) => proposeShares(ctx, sharing));
  const told = await act((ctx) =>
    publishReport(ctx, { associationId: association.id, year: 2023, half: 2, words: '' }),
  );
  const at = '/api/savings';
  return {
    [`${at}/associations/:id`]: association.id,
    [`${at}/accounts/:id`]: account,
    [`${at}/movements/:id`]: movementId,
    [`${at}/queue/:id`]: withdrawal.id,
    [`${at}/own/withdrawals/:id`]: withdrawal.id,
    [`${at}/loans/:id`]: loan.id,
    [`${at}/own/loans/:id`]: loan.id,
    [`${at}/own/guarantees/:id`]: loan.id,
    [`${at}/lists/:id`]: list.id,
    [`${at}/shares/:id`]: shares.id,
    [`${at}/reports/:id`]: told.id,
  };
}

function withOtherHand<Ctx extends { user: object | null }>(ctx: Ctx): Ctx {
  return { ...ctx, user: { ...ctx.user, accountId: newId() } };
}
