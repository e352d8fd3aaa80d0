import { may, notFound, text, type Context } from '#kernel';
import { peopleById } from '#engines/roster';
import { isId, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { associationFor } from '../policy';
import { saverOf } from '../present';
import { standingOf, type PlanStanding } from '../rules';
import type * as contract from './contract';
import * as store from './store';
import type { LoanRecord } from './store';
import { hopelessOf, writtenOff, type HopelessRecord } from './store-hopeless';

type Query<E> = EndpointInput<E>['query'];

/** A refusal is words of the group, or the name of what ended it by itself. */
export function refusalWords(ctx: Context, refusal: string | null): string | null {
  return refusal === 'guarantor_declined' ? text(ctx.language, 'savings:loans.guarantorDeclined') : refusal;
}

export function loanHead(ctx: Context, loan: LoanRecord, standing: PlanStanding) {
  const { id, amount, instalments, purpose, state, decidedByName, paidOn, owed } = loan;
  const isOpen = state === 'open';
  return {
    ...{ id, amount, instalments, purpose, state, decidedByName, paidOn, owed },
    askedAt: loan.askedAt.toISOString(),
    refusal: refusalWords(ctx, loan.refusal),
    overdue: isOpen ? standing.overdue : 0n,
    overdueDays: isOpen ? standing.overdueDays : 0,
  };
}

/** Refuses: an association that isn't in reach. */
export async function listLoans(
  ctx: Context,
  { associationId, which, cursor, limit }: Query<typeof contract.listLoans>,
): Promise<EndpointResponse<typeof contract.listLoans>> {
  const { unitPath } = await associationFor(ctx, associationId, 'savings.account.read');
  const today = ctx.clock.today();
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const rows = await store.loanRows(ctx, { associationId, which, today, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    rows: await presentLoans(ctx, page, unitPath),
    nextCursor: rows.length > limit ? page.at(-1)!.id : null,
    sums: await store.loanSums(ctx, { associationId, which, today }),
  };
}

async function presentLoans(ctx: Context, loans: readonly LoanRecord[], unitPath: string) {
  const people = await peopleById(
    ctx,
    loans.map((loan) => loan.personId),
  );
  const plans = await store.plansOf(
    ctx,
    loans.map((loan) => loan.id),
  );
  const can = (permission: string) => may(ctx.user, permission, unitPath);
  const [decides, pays] = [can('savings.association.decide'), can('savings.account.pay')];
  const writes = can('savings.account.write');
  return loans.map((loan) => ({
    ...loanHead(ctx, loan, standingOf(plans.get(loan.id) ?? [], loan.owed, ctx.clock.today())),
    ...{ accountId: loan.accountId, number: loan.number, person: saverOf(people.get(loan.personId)) },
    hopelessState: loan.hopelessState,
    abilities: {
      approve: decides && loan.state === 'agreed' && loan.personId !== ctx.user?.personId,
      refuse: decides && (loan.state === 'agreed' || loan.state === 'asked') && loan.personId !== ctx.user?.personId,
      pay: pays && loan.state === 'approved',
      repay: pays && (loan.state === 'open' || loan.state === 'hopeless'),
      declare: writes && loan.state === 'open' && loan.hopelessState !== 'proposed',
      decideHopeless: decides && loan.hopelessState === 'proposed' && loan.personId !== ctx.user?.personId,
      writeOff: writes && loan.state === 'hopeless',
    },
  }));
}

/** Refuses: a loan that isn't in reach. */
export async function showLoan(ctx: Context, id: string): Promise<EndpointResponse<typeof contract.showLoan>> {
  const loan = await store.loanById(ctx, id, 'read');
  if (loan === null) throw notFound();
  const { unitPath } = await associationFor(ctx, loan.associationId, 'savings.account.read');
  const [shown] = await presentLoans(ctx, [loan], unitPath);
  const hopeless = await hopelessOf(ctx, id);
  return {
    ...{ ...shown!, balance: loan.balance, askedByName: loan.askedByName, ...(await partsOf(ctx, loan)) },
    writtenOff: await writtenOff(ctx, id),
    hopeless: hopeless === null ? null : presentHopeless(hopeless),
  };
}

function presentHopeless({ id: _id, proposedBy: _by, ...shown }: HopelessRecord) {
  return shown;
}

/** Who answers for a loan, and its plan with what was repaid. */
export async function partsOf(ctx: Context, loan: LoanRecord) {
  const guarantors = await store.guarantorsOf(ctx, loan.id);
  const people = await peopleById(
    ctx,
    guarantors.map((one) => one.personId),
  );
  const plan = (await store.plansOf(ctx, [loan.id])).get(loan.id) ?? [];
  return {
    guarantors: guarantors.map(({ personId, answer, answeredAt }) => ({
      ...{ person: saverOf(people.get(personId)), answer, answeredAt: answeredAt?.toISOString() ?? null },
    })),
    // What was written off was not repaid.
    plan: [...standingOf(plan, loan.owed + (await writtenOff(ctx, loan.id)), ctx.clock.today()).parts],
  };
}
