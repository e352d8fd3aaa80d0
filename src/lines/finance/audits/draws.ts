import { randomBytes } from 'node:crypto';
import { AppError, audit as note, newId, notFound, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { budgetLinesForPromise, chainEnds, countWaitingOf, joinedParties, matchingEntries } from '#engines/ledger';
import { hasLinks, populationOf, type ChainEnd, type EntryFilter } from '#engines/ledger';
import type * as contract from './contract';
import { MOST_DRAWN, type AuditWhole, type DrawFilter, type DrawSource } from './contract';
import { auditFor, openAuditFor, refuseOwnEntries } from './policy';
import { presentAudit } from './present';
import * as store from './store';

type Input<E> = EndpointInput<E>;

/** How the entries of each kind of record name their source. */
const beginnings: Record<Exclude<DrawSource, 'claim'>, string> = {
  voucher: 'finance.voucher:',
  dues: 'membership.dues_',
  relief: 'relief.',
  savings: 'savings.',
  transfer: 'ledger.transfer:',
  import: 'ledger.import:',
};

/** A claim is posted by the voucher that paid it; to say “claims” is to say these vouchers. */
async function recordsOf(
  ctx: Context,
  source: DrawSource | undefined,
): Promise<Pick<EntryFilter, 'sources' | 'broughtBy'>> {
  if (source === undefined) return {};
  return source === 'claim' ? { broughtBy: await store.vouchersOfClaims(ctx) } : { sources: [beginnings[source]] };
}

/** The filter as it is kept; a party or a budget line that no entry under audit bears finds nothing. Refuses: a book that is not under audit. */
async function keptFilter(ctx: Context, audit: store.AuditRecord, asked: DrawFilter): Promise<store.KeptFilter> {
  const { atLeast, ...filter } = asked;
  if (filter.bookId !== undefined && !audit.bookIds.includes(filter.bookId)) throw notFound();
  const { partyId, commitmentId } = filter;
  return {
    ...filter,
    ...(atLeast === undefined ? {} : { atLeast: atLeast.toString() }),
    ...(partyId === undefined ? {} : { partyIds: await joinedParties(ctx, partyId) }),
    ...(commitmentId === undefined ? {} : { servingLineIds: await budgetLinesForPromise(ctx, commitmentId) }),
  };
}

const spanOf = ({ bookIds, from, to }: store.AuditRecord) => ({ bookIds, from, to });

/** Refuses: an audit that isn't in reach; a filter that names what is not of it. */
export async function countAuditPopulation(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.countAuditPopulation>, 'params' | 'query'>,
): Promise<EndpointResponse<typeof contract.countAuditPopulation>> {
  const audit = await auditFor(ctx, params.id, 'finance.audit.write');
  const filter = await keptFilter(ctx, audit, query);
  const ends = await chainEnds(ctx, audit.bookIds);
  const asked = store.ledgerFilter(audit, { filter, ends }, await recordsOf(ctx, query.source));
  const { count, sum } = await populationOf(ctx, asked);
  return { count, sum, waiting: await countWaitingOf(ctx, spanOf(audit)) };
}

/**
 * Draws a sample and fixes what it was drawn from: entries are only ever added at the end of a book's chain, so filter, days
 * and the last link are the population for good. Refuses: an audit out of reach, issued or given up; entries that wait for
 * their numbers; a filter that finds nothing; more entries than anybody would look at; entries of the auditor's own hand.
 */
export async function drawAuditSample(
  ctx: Context,
  { params, body }: Input<typeof contract.drawAuditSample>,
): Promise<AuditWhole> {
  const audit = await openAuditFor(ctx, params.id);
  const { size = null, seed: given, ...asked } = body;
  const waiting = await countWaitingOf(ctx, spanOf(audit));
  if (waiting > 0) throw new AppError('ledger.sealing_waits', { count: waiting });
  await refuseOwnEntries(ctx, spanOf(audit));
  const filter = await keptFilter(ctx, audit, asked);
  const ends = await chainEnds(ctx, audit.bookIds);
  const question = store.ledgerFilter(audit, { filter, ends }, await recordsOf(ctx, asked.source));
  const population = await populationOf(ctx, question);
  if (population.count === 0) throw new AppError('finance.audit_draw_empty');
  if (size === null && population.count > MOST_DRAWN)
    throw new AppError('finance.audit_draw_large', { count: population.count, most: MOST_DRAWN });
  const seed = size === null ? '' : (given ?? randomBytes(8).toString('hex'));
  const drawn = await matchingEntries(ctx, question, {
    seed: size === null ? null : seed,
    limit: size ?? MOST_DRAWN,
  });
  const whole = await populationOf(ctx, { ends, from: audit.from, to: audit.to });
  const id = newId();
  await store.insertDraw(
    ctx,
    {
      ...{ id, auditId: audit.id, filter, size, seed, fingerprint: population.fingerprint },
      ends: ends.map((end) => ({ ...end, position: end.position.toString() })),
      ...{ population: population.count, populationFen: population.sum, drawn: drawn.length },
      drawnFen: drawn.reduce((sum, entry) => sum + entry.amount, 0n),
      ...{ whole: whole.count, wholeFen: whole.sum },
    },
    drawn,
  );
  note(ctx, { action: 'finance.drawAuditSample', subject: `audit:${audit.id}`, details: { count: drawn.length } });
  return presentAudit(ctx, audit);
}

/** Draws again from what was fixed, and compares. Refuses: a draw that isn't in reach. */
export async function proveAuditDraw(
  ctx: Context,
  id: string,
): Promise<EndpointResponse<typeof contract.proveAuditDraw>> {
  const draw = await store.drawRecord(ctx, id);
  if (draw === null) throw notFound();
  const audit = await auditFor(ctx, draw.auditId, 'finance.audit.write');
  const ends: ChainEnd[] = draw.ends.map((end) => ({ ...end, position: BigInt(end.position) }));
  const question = store.ledgerFilter(audit, { filter: draw.filter, ends }, await recordsOf(ctx, draw.filter.source));
  const { count, sum, fingerprint } = await populationOf(ctx, question);
  const again = await matchingEntries(ctx, question, {
    seed: draw.size === null ? null : draw.seed,
    limit: draw.size ?? MOST_DRAWN,
  });
  const kept = new Set(await store.drawnIds(ctx, draw.id));
  const isSameSample = again.length === kept.size && again.every((entry) => kept.has(entry.id));
  const isSamePopulation = fingerprint === draw.fingerprint && sum === draw.populationFen;
  return {
    ...{ population: { count, sum }, fingerprint, isChainWhole: await hasLinks(ctx, ends) },
    isSame: isSameSample && isSamePopulation,
  };
}
