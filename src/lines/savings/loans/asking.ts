import { AppError, audit, newId, notFound, notify, userOf, yuanText, type Context } from '#kernel';
import { accountsOfPeople, accountsWhoMay, peopleByNumber } from '#engines/roster';
import { formatFen, type EndpointInput } from '#kernel/contract';
import { loanRulesOn } from '../accounts/money';
import { accountSubject } from '../accounts/opening';
import { openAccounts, type AccountRecord } from '../accounts/store';
import { associationById } from '../associations/store';
import type { LoanRules } from '../parameter-contract';
import { accountFor, ownAccount, ownPerson, refuseNotOpen, refuseSum } from '../policy';
import { loanLimit } from '../rules';
import type * as contract from './contract';
import * as store from './store';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Terms = Body<typeof contract.askForLoan>;

/** One yuan. */
const LEAST_PART = 1_00n;

/** Refuses: more than the rule lends on the balance (savings.loan_over_limit). */
export function refuseOverLimit(balance: bigint, amount: bigint, rules: LoanRules): void {
  const limit = loanLimit(balance, rules);
  if (amount > limit) throw new AppError('savings.loan_over_limit', { limit: formatFen(limit) });
}

/**
 * The savers who are named by staff number and name: nobody can look others up by asking for a loan. Refuses: too few, the
 * borrower, who has no open account here or is called otherwise, who answers for enough loans.
 */
async function findGuarantors(
  ctx: Context,
  account: AccountRecord,
  named: Terms['guarantors'],
  rules: LoanRules,
): Promise<string[]> {
  const numbers = [...new Set(named.map((one) => one.staffNumber))];
  if (numbers.length < rules.leastGuarantors)
    throw new AppError('savings.guarantors_few', { least: rules.leastGuarantors });
  const people = await peopleByNumber(ctx, numbers);
  const personIds = [...people.values()].map((person) => person.id);
  const savers = await openAccounts(ctx, { associationId: account.associationId, personIds });
  const counts = await store.countGuaranteed(ctx, personIds);
  for (const { staffNumber, name } of named) {
    const person = people.get(staffNumber);
    if (person?.name !== name || !savers.has(person.id))
      throw new AppError('savings.guarantor_unknown', { number: staffNumber, name });
    if (person.id === account.personId) throw new AppError('savings.guarantor_self');
    if ((counts.get(person.id) ?? 0) >= rules.mostGuaranteed)
      throw new AppError('savings.guarantor_full', { name, most: rules.mostGuaranteed });
  }
  return personIds;
}

async function ask(ctx: Context, account: AccountRecord, terms: Terms, way: 'phone' | 'paper'): Promise<string> {
  const { amount, instalments, purpose, guarantors } = terms;
  refuseNotOpen(account);
  refuseSum(amount);
  const { id: ruleId, value: rules } = await loanRulesOn(ctx);
  if (instalments > rules.mostInstalments)
    throw new AppError('savings.loan_instalments', { most: rules.mostInstalments });
  if (amount < LEAST_PART * BigInt(instalments)) throw new AppError('savings.loan_small');
  refuseOverLimit(account.balance, amount, rules);
  const guarantorIds = await findGuarantors(ctx, account, guarantors, rules);
  const id = newId();
  const { accountId: askedBy, name: askedByName } = userOf(ctx);
  const loan = { id, accountId: account.id, amount, instalments, purpose, way, ruleId, askedBy, askedByName };
  if (!(await store.insertLoan(ctx, loan, guarantorIds))) throw new AppError('savings.loan_stands');
  await notify(ctx, {
    to: [...(await accountsOfPeople(ctx, guarantorIds)).values()],
    kind: 'savings.guarantee_asked',
    params: { amount: yuanText(amount) },
    link: { phone: '/savings' },
    key: `savings.guarantee:${id}`,
  });
  audit(ctx, {
    action: 'savings.askForLoan',
    subject: accountSubject(account.id),
    details: { amount: amount.toString(), count: guarantorIds.length },
  });
  return id;
}

/**
 * Refuses: who has no open account; a sum that is no sum of money or more than may be lent; too many instalments, or less than
 * a yuan in each; guarantors as above; a loan that is under way (savings.loan_stands).
 */
export async function askForLoan(ctx: Context, terms: Terms): Promise<{ id: string }> {
  return { id: await ask(ctx, await ownAccount(ctx), terms, 'phone') };
}

/** Refuses: an account that isn't in reach; as above. */
export async function enterLoan(
  ctx: Context,
  { accountId, ...terms }: Body<typeof contract.enterLoan>,
): Promise<{ id: string }> {
  const { account } = await accountFor(ctx, accountId, 'savings.account.write');
  return { id: await ask(ctx, account, terms, 'paper') };
}

/**
 * Refuses: a loan for which the person was not asked; one that is decided or answered already (savings.guarantee_answered); who
 * closed the own account meanwhile, or answers for enough loans.
 */
export async function answerGuarantee(
  ctx: Context,
  id: string,
  { isAgreed }: { isAgreed: boolean },
): Promise<Record<string, never>> {
  const personId = ownPerson(ctx);
  const loan = await store.loanById(ctx, id, 'lock');
  const guarantors = loan === null ? [] : await store.guarantorsOf(ctx, id);
  const own = guarantors.find((one) => one.personId === personId);
  if (loan === null || own === undefined) throw notFound();
  if (loan.state !== 'asked' || own.answer !== 'asked') throw new AppError('savings.guarantee_answered');
  if (isAgreed) {
    await ownAccount(ctx);
    const { value: rules } = await loanRulesOn(ctx);
    const count = (await store.countGuaranteed(ctx, [personId])).get(personId) ?? 0;
    if (count >= rules.mostGuaranteed)
      throw new AppError('savings.guarantor_full', { name: ctx.user?.name ?? '', most: rules.mostGuaranteed });
  }
  await store.answer(ctx, { loanId: id, personId }, isAgreed ? 'agreed' : 'declined');
  const others = guarantors.filter((one) => one !== own);
  if (!isAgreed) await store.setLoanState(ctx, id, 'refused', 'guarantor_declined');
  else if (others.every((one) => one.answer === 'agreed')) {
    await store.setLoanState(ctx, id, 'agreed');
    const { unitPath } = (await associationById(ctx, loan.associationId))!;
    await notify(ctx, {
      to: await accountsWhoMay(ctx, 'savings.association.decide', unitPath),
      kind: 'savings.loan_to_decide',
      params: { amount: yuanText(loan.amount) },
      link: { desktop: '/savings/loans' },
      key: `savings.decide:${id}`,
    });
  }
  audit(ctx, {
    action: 'savings.answerGuarantee',
    subject: accountSubject(loan.accountId),
    details: { isGranted: isAgreed },
  });
  return {};
}

/** Refuses: a loan that isn't the own; one that was paid, decided against or taken back (savings.loan_paid_already). */
export async function takeBackLoan(ctx: Context, id: string): Promise<Record<string, never>> {
  const personId = ownPerson(ctx);
  const loan = await store.loanById(ctx, id, 'lock');
  if (loan?.personId !== personId) throw notFound();
  if (!['asked', 'agreed', 'approved'].includes(loan.state)) throw new AppError('savings.loan_paid_already');
  await store.setLoanState(ctx, id, 'taken_back');
  audit(ctx, { action: 'savings.takeBackLoan', subject: accountSubject(loan.accountId) });
  return {};
}
