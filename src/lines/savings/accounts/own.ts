import { notFound, type Context } from '#kernel';
import { peopleById, unitNames } from '#engines/roster';
import type { EndpointResponse } from '#kernel/contract';
import { associationById, associationOver, type AssociationRecord } from '../associations/store';
import { loanHead, partsOf } from '../loans/loans';
import { guaranteesOf, lastLoan, type LoanRecord } from '../loans/store';
import type { MemberFinder } from '../members';
import { ownPerson } from '../policy';
import { fenOfYuan, loanLimit, standingOf } from '../rules';
import type * as contract from './contract';
import { loanRulesOn } from './money';
import { limitsOn } from './opening';
import { statementOf } from './statement';
import * as store from './store';

type Own = EndpointResponse<typeof contract.showOwnSavings>;

/** Refuses: an account that belongs to nobody of the roster (savings.no_person). */
export async function showOwnSavings(ctx: Context, members: MemberFinder): Promise<Own> {
  const personId = ownPerson(ctx);
  const person = (await peopleById(ctx, [personId])).get(personId);
  if (person === undefined) throw notFound();
  const accounts = await store.accountsOfPerson(ctx, personId);
  const account = accounts.find((one) => one.state === 'open' || one.state === 'asked') ?? accounts[0] ?? null;
  const association =
    (await associationOver(ctx, person.unitPath)) ??
    (account === null ? null : await associationById(ctx, account.associationId));
  const { value: rules } = await loanRulesOn(ctx);
  const loan = account === null ? null : await lastLoan(ctx, account.id);
  const isOpen = account?.state === 'open';
  const hasLoan = loan !== null && ['asked', 'agreed', 'approved', 'open', 'hopeless'].includes(loan.state);
  const found = await members.membersOf(ctx, { personIds: [personId], day: ctx.clock.today() });
  const hasNone = account === null || account.state === 'refused' || account.state === 'closed';
  return {
    isMember: found.has(personId),
    association: association === null ? null : await presentAssociation(ctx, association),
    account: account === null || account.state === 'refused' ? null : await ownStatement(ctx, account),
    refusal: account?.state === 'refused' ? account.refusal : null,
    loan: loan === null ? null : await presentOwn(ctx, loan),
    guarantees: await presentGuarantees(ctx, personId),
    mostLoan: isOpen ? loanLimit(account.balance, rules) : 0n,
    ...{ mostInstalments: rules.mostInstalments, leastGuarantors: rules.leastGuarantors },
    abilities: {
      ask: association !== null && hasNone && found.has(personId),
      withdraw: isOpen && account.balance > 0n,
      borrow: isOpen && !hasLoan && account.balance > 0n,
    },
  };
}

async function presentAssociation(
  ctx: Context,
  association: AssociationRecord,
): Promise<NonNullable<Own['association']>> {
  const limits = await limitsOn(ctx);
  return {
    unitName: (await unitNames(ctx, [association.unitId])).get(association.unitId) ?? '',
    warnings: association.warnings,
    leastMonthly: fenOfYuan(limits.leastMonthlyYuan),
    mostMonthly: fenOfYuan(limits.mostMonthlyYuan),
    mostBalance: fenOfYuan(limits.mostBalanceYuan),
  };
}

async function ownStatement(ctx: Context, account: store.AccountRecord): Promise<Own['account']> {
  const association = (await associationById(ctx, account.associationId))!;
  const { abilities: _, lines, ...own } = await statementOf(ctx, account, association, {});
  return { ...own, lines: lines.map((line) => ({ ...line, abilities: {} })) };
}

async function presentOwn(ctx: Context, loan: LoanRecord): Promise<NonNullable<Own['loan']>> {
  const { guarantors, plan } = await partsOf(ctx, loan);
  return {
    ...loanHead(ctx, loan, standingOf(plan, loan.owed, ctx.clock.today())),
    guarantors: guarantors.map(({ person, answer }) => ({ person, answer })),
    plan,
    abilities: { takeBack: ['asked', 'agreed', 'approved'].includes(loan.state) },
  };
}

async function presentGuarantees(ctx: Context, personId: string): Promise<Own['guarantees']> {
  const loans = await guaranteesOf(ctx, personId);
  const people = await peopleById(
    ctx,
    loans.map((loan) => loan.personId),
  );
  return loans.map(({ id, amount, instalments, purpose, state, owed, answer, personId: borrower }) => ({
    ...{ loanId: id, amount, instalments, purpose, state, owed, answer },
    borrowerName: people.get(borrower)?.name ?? '',
    abilities: { answer: state === 'asked' && answer === 'asked' },
  }));
}
