import { audit, notify, type Context } from '#kernel';
import { accountsWhoMay, unitNames } from '#engines/roster';
import { formatFen, greaterOf, type Day, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { saversToClose } from '../accounts/register';
import { accountSums } from '../accounts/store';
import { queueOf } from '../accounts/store-queue';
import { bookFigures } from '../book';
import { loanSums } from '../loans/store';
import { hopelessSums } from '../loans/store-hopeless';
import type { MemberFinder } from '../members';
import { associationFor } from '../policy';
import { sumOf } from '../sums';
import type * as contract from './contract';
import type { Control } from './contract';
import * as store from './store';
import type { AssociationRecord } from './store';

/**
 * The accounts of a day beside the books of that day, each by its own rows: what is owed to all savers is what the control account
 * says, what borrowers owe too, and both together are what there is in cash, at the bank and between the books.
 */
export async function controlOn(
  ctx: Context,
  { id, bookId }: Pick<AssociationRecord, 'id' | 'bookId'>,
  on: Day,
): Promise<Control> {
  const { accounts, savings, loans } = await store.figuresOn(ctx, id, on);
  const { cash, bank, clearing, undistributed, reserve, other, ...control } = await bookFigures(ctx, bookId, on);
  const isCovered = savings + undistributed + reserve + other === cash + bank + clearing + loans;
  return {
    ...{ on, accounts, savings, loans, savingsControl: control.savings, loansControl: control.loans },
    ...{ cash, bank, undistributed, reserve, other },
    isWhole: savings === control.savings && loans === control.loans && isCovered,
  };
}

/** Debts that were declared hopeless beside what was set aside for them: what is missing has to be applied for in relief. */
async function hopelessOn(
  ctx: Context,
  { id, bookId }: AssociationRecord,
): Promise<EndpointResponse<typeof contract.showControl>['hopeless']> {
  const { reserve } = await bookFigures(ctx, bookId, ctx.clock.today());
  const { beyond, ...sums } = await hopelessSums(ctx, id);
  return { ...sums, reserve, toApply: greaterOf(beyond - reserve, 0n) };
}

/** Refuses: an association that isn't in reach. */
export async function showControl(
  ctx: Context,
  members: MemberFinder,
  { params, query }: EndpointInput<typeof contract.showControl>,
): Promise<EndpointResponse<typeof contract.showControl>> {
  const association = await associationFor(ctx, params.id, 'savings.account.read');
  const today = ctx.clock.today();
  const { id: associationId } = association;
  const queue = await queueOf(ctx, associationId);
  const waitsFor = (kind: 'withdrawal' | 'loan') =>
    sumOf(
      queue.filter((row) => row.kind === kind),
      (row) => row.amount,
    );
  return {
    ...(await controlOn(ctx, association, query.on ?? today)),
    waiting: { withdrawals: waitsFor('withdrawal'), loans: waitsFor('loan'), count: queue.length },
    toClose: (await saversToClose(ctx, members, association)).length,
    applications: (await accountSums(ctx, { associationId, state: 'asked' })).count,
    overdue: (await loanSums(ctx, { associationId, which: 'overdue', today })).count,
    hopeless: await hopelessOn(ctx, association),
  };
}

export interface SavingsSurvey {
  readonly association: AssociationRecord;
  readonly unitName: string;
  readonly isWhole: boolean;
  /** The accounts less what the books say of them. */
  readonly difference: bigint;
}

/** Every association beside its books today, and the sums that are kept beside the movements beside these. */
export async function surveySavings(ctx: Context): Promise<SavingsSurvey[]> {
  const today = ctx.clock.today();
  const associations = await store.associationsUnder(ctx, ['/']);
  const names = await unitNames(
    ctx,
    associations.map((one) => one.unitId),
  );
  const surveys: SavingsSurvey[] = [];
  for (const association of associations) {
    const figures = await controlOn(ctx, association, today);
    const kept = await store.keptFigures(ctx, association.id);
    const isKept = kept.savings === figures.savings && kept.loans === figures.loans && kept.strays === 0;
    const difference = figures.savings - figures.savingsControl;
    const unitName = names.get(association.unitId) ?? '';
    surveys.push({ association, unitName, isWhole: figures.isWhole && isKept, difference });
  }
  return surveys;
}

/** Surveys all by night. Where anything differs those who read the accounts are told; nothing is put right by itself. */
export async function checkControls(ctx: Context): Promise<{ checked: number; broken: number }> {
  const surveys = await surveySavings(ctx);
  const broken = surveys.filter((survey) => !survey.isWhole);
  for (const { association, unitName, difference } of broken)
    await notify(ctx, {
      to: await accountsWhoMay(ctx, 'savings.account.read', association.unitPath),
      kind: 'savings.control_broken',
      params: { unit: unitName, amount: formatFen(difference) },
      link: { desktop: '/savings' },
      key: `savings.control:${association.id}:${ctx.clock.today()}`,
    });
  if (surveys.length > 0)
    audit(ctx, { action: 'savings.checkControls', details: { count: surveys.length, bad: broken.length } });
  return { checked: surveys.length, broken: broken.length };
}
