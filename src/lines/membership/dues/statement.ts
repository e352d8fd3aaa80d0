import { may, notFound, type Context } from '#kernel';
import { peopleById, type KnownPerson } from '#engines/roster';
import type { EndpointResponse } from '#kernel/contract';
import { ownPerson } from '../policy';
import type * as contract from './contract';
import type { DuesStatement } from './contract';
import { presentCharges } from './overview';
import { aheadOf } from './store-charges';
import { exemptionsOf } from './store-exemptions';
import { chargesOf } from './store-overview';
import { paymentRows } from './store-payments';
import { sumOf } from './sums';

/** Refuses: a person who isn't in reach, or who never had to do with dues here. */
export async function showDuesOf(ctx: Context, id: string): Promise<DuesStatement> {
  const person = (await peopleById(ctx, [id])).get(id);
  if (person === undefined || !may(ctx.user, 'membership.dues.read', person.unitPath)) throw notFound();
  return statementOf(ctx, person);
}

/** Refuses: an account that belongs to nobody of the roster (membership.no_person). */
export async function showOwnDues(ctx: Context): Promise<EndpointResponse<typeof contract.showOwnDues>> {
  const id = ownPerson(ctx);
  const person = (await peopleById(ctx, [id])).get(id);
  if (person === undefined) throw notFound();
  const { exemptions: _, abilities: __, ...own } = await statementOf(ctx, person);
  return own;
}

async function statementOf(ctx: Context, { id, name, staffNumber, unitPath }: KnownPerson): Promise<DuesStatement> {
  const rows = await chargesOf(ctx, id);
  const shown = await presentCharges(ctx, rows);
  const payments = await paymentRows(ctx, { personId: id });
  const exemptions = await exemptionsOf(ctx, id);
  const ahead = await aheadOf(ctx, [id]);
  const collects = may(ctx.user, 'membership.dues.collect', unitPath);
  const writes = may(ctx.user, 'membership.dues.write', unitPath);
  return {
    person: { id, name, staffNumber },
    sums: {
      due: sumOf(rows, (row) => row.due),
      collected: sumOf(rows, (row) => row.collected),
      arrears: sumOf(rows, (row) => row.arrears),
      exempt: sumOf(rows, (row) => row.exempt),
    },
    ahead: sumOf(ahead, (one) => one.amount),
    months: rows.map(({ runId, ruleId, terms, exempt, due }, i) => {
      const { person: _, ...charge } = shown[i]!;
      return { ...charge, runId, ruleId, terms, abilities: { exempt: writes && exempt < due } };
    }),
    payments: payments.map(({ id: paymentId, on, way, amount, ahead: part, words, byName, ...payment }) => ({
      ...{ id: paymentId, on, way, amount, ahead: part, words, byName },
      ...{ entryId: payment.entryId, undoReason: payment.isUndone ? payment.undoReason : null },
      // What came with a list shares its entries with the others of the list.
      abilities: { undo: collects && !payment.isUndone && way !== 'list' },
    })),
    exemptions: exemptions.map(({ id: exemptionId, fromMonth, toMonth, reason, byName }) => ({
      ...{ id: exemptionId, fromMonth, toMonth, reason, byName },
      abilities: { end: writes && toMonth === null },
    })),
    abilities: { collect: collects, write: writes, refund: collects && ahead.length > 0 },
  };
}
