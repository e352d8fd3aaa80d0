import type { Context, JobGround } from '#kernel';
import type { NewPerson } from '#engines/roster';
import { fullMembersOf } from '#lines/membership';
import {
  addEarnings,
  addPayrollList,
  answerGuarantee,
  applyPayrollList,
  decideLoan,
  decideShares,
  publishReport,
  askForMonthly,
  enterLoan,
  foundAssociation,
  importAccounts,
  payLoan,
  payWithdrawal,
  proposeShares,
  queueWithdrawal,
  repayLoan,
  showWarnings,
  workOnList,
  workOnShares,
  type MemberFinder,
} from '#lines/savings';
import type { Dice } from './random';

/** Since the autumn before, so that a year's end has come and gone. */
const FOUNDED = '2023-09-01';
const MONTHS = ['2023-09', '2023-10', '2023-11', '2023-12', '2024-01', '2024-02', '2024-03', '2024-04', '2024-05'];
const SAVERS = 40;
const members: MemberFinder = { membersOf: fullMembersOf };

export interface SavingsHands {
  readonly chair: Context;
  readonly treasurer: Context;
  readonly cashier: Context;
}

interface WorldSaver {
  readonly person: NewPerson;
  readonly accountId: string;
  readonly monthly: number;
}

const groundOf = (ctx: Context): JobGround => ({
  ...{ act: (work) => work(ctx), log: ctx.house.log, stopping: undefined },
});
const fen = (yuan: number): bigint => BigInt(yuan) * 100n;
/** In the name of whoever answers; most savers of the demo have no account to sign in with. */
const asPerson = (ctx: Context, personId: string): Context => ({ ...ctx, user: { ...ctx.user!, personId } });

/** The savings association of the works: forty savers, nine months of deposits, loans in each state, earnings that were shared. */
export async function saveTogether(
  hands: SavingsHands,
  works: { readonly id?: string },
  people: readonly NewPerson[],
  random: Dice,
): Promise<number> {
  const { chair, treasurer, cashier } = hands;
  const { edition, warnings } = await showWarnings(chair);
  const association = await foundAssociation(chair, {
    ...{ unitId: works.id!, foundedOn: FOUNDED, decision: '2023年8月会员大会通过储金会章程', edition },
    acknowledged: warnings.map((_, place) => place),
  });
  const savers = await openAccounts(treasurer, association.id, people, random);
  const borrowers = savers.slice(4, 12);
  for (const month of MONTHS) await takeMonth(treasurer, association.id, month, savers);
  await addEarnings(treasurer, association.id, { amount: 61_37n, on: '2023-12-21', words: '四季度结息' });
  await share(hands, association.id);
  await addEarnings(treasurer, association.id, { amount: 84_52n, on: '2024-03-21', words: '一季度结息' });
  await lend(hands, borrowers, savers);
  const [first, second] = savers;
  await payWithdrawal(cashier, first!.accountId, { amount: fen(60), on: '2024-04-08', way: 'bank', words: '' });
  await queueWithdrawal(cashier, second!.accountId, { amount: fen(100) });
  await askForMonthly(asPerson(treasurer, first!.person.id!), { monthly: fen(120) });
  await publishReport(chair, {
    ...{ associationId: association.id, year: 2023, half: 2, words: '请对照存折核对，有疑问找工会。' },
  });
  return savers.length;
}

/** The first who are members, those of the demo's accounts before the others. */
async function openAccounts(
  ctx: Context,
  associationId: string,
  people: readonly NewPerson[],
  random: Dice,
): Promise<WorldSaver[]> {
  const personIds = people.map((person) => person.id!);
  const inside = await members.membersOf(ctx, { personIds, day: '2024-06-18' });
  const chosen = people.filter((person) => person.from < FOUNDED && inside.has(person.id!)).slice(0, SAVERS);
  const monthly = chosen.map(() => 20 + random.below(5) * 20);
  const accountIds = await importAccounts(ctx, associationId, {
    savers: chosen.map((person, i) => ({ personId: person.id!, monthly: fen(monthly[i]!) })),
    openedOn: FOUNDED,
  });
  return chosen.map((person, i) => ({ person, accountId: accountIds[i]!, monthly: monthly[i]! }));
}

async function takeMonth(
  ctx: Context,
  associationId: string,
  month: string,
  savers: readonly WorldSaver[],
): Promise<void> {
  const rows = savers.map(({ person, monthly }) => `${person.staffNumber},${person.name},${monthly}`);
  const bytes = new TextEncoder().encode(['工号,姓名,储金', ...rows].join('\n'));
  const asked = { associationId, month: `${month}-01`, name: `储金代扣_${month}.csv` };
  const { id, version } = await addPayrollList(ctx, members, asked, bytes);
  await applyPayrollList(ctx, members, id, { version, postedOn: `${month}-15` });
  await workOnList(groundOf(ctx), id);
}

async function share({ treasurer, chair }: SavingsHands, associationId: string): Promise<void> {
  const { id } = await proposeShares(treasurer, {
    ...{ associationId, year: 2023, sum: 60_00n, postedOn: '2024-01-10', decision: '管理小组2024年1月8日决定' },
  });
  await decideShares(chair, id, { isGranted: true, words: '' });
  await workOnShares(groundOf(chair), id);
}

/** A loan in each state: asked for, agreed to, approved, being repaid, overdue, repaid. */
async function lend(
  { treasurer, chair, cashier }: SavingsHands,
  borrowers: readonly WorldSaver[],
  savers: readonly WorldSaver[],
): Promise<void> {
  const way = 'bank' as const;
  const steps = ['asked', 'agreed', 'approved', 'open', 'overdue', 'repaid'] as const;
  for (const [i, step] of steps.entries()) {
    const { accountId, monthly } = borrowers[i]!;
    // The officer of the demo is asked for the first one, and finds it on the phone.
    const guarantor = i === 0 ? savers[0]! : savers[20 + i]!;
    const { staffNumber, name } = guarantor.person;
    const amount = fen(monthly * 12);
    const { id } = await enterLoan(treasurer, {
      ...{
        accountId,
        amount,
        instalments: 6,
        purpose: ['修房', '孩子上学', '看病', '老人住院', '添置农具', '过年'][i]!,
      },
      guarantors: [{ staffNumber, name }],
    });
    if (step === 'asked') continue;
    await answerGuarantee(asPerson(treasurer, guarantor.person.id!), id, { isAgreed: true });
    if (step === 'agreed') continue;
    await decideLoan(chair, id, { isGranted: true, words: '' });
    if (step === 'approved') continue;
    const on = step === 'open' ? '2024-05-20' : step === 'overdue' ? '2024-02-20' : '2024-01-20';
    await payLoan(cashier, id, { on, way });
    const words = '';
    if (step === 'overdue') await repayLoan(cashier, id, { amount: amount / 6n, on: '2024-03-29', way, words });
    if (step === 'repaid') await repayLoan(cashier, id, { amount, on: '2024-05-31', way, words });
  }
}
