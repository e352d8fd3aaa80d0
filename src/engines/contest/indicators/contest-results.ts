import { accountNames, AppError, audit, notFound, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { entrantNames } from '../contests/names';
import { contestFor, contestToRead, refuseStep } from '../contests/policy';
import { groupsOf, type ContestRecord } from '../contests/store';
import { entrantsOf } from '../contests/store-entrants';
import { decimal } from '../ranking/decimals';
import type * as contract from './contract-contest';
import { indicatorRules } from './file';
import { nextPeriod, periodOf } from './periods';
import * as store from './store-contest';

type Input<E> = EndpointInput<E>;

/** A contest of another kind has no checks and no vetoes: to those who ask it isn't there. */
function refuseOtherKind(contest: ContestRecord): void {
  if (contest.kind !== 'indicator') throw notFound();
}

/** Refuses: a contest out of reach, or of another kind. */
export async function showIndicatorResults(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.showIndicatorResults>, 'params' | 'query'>,
): Promise<EndpointResponse<typeof contract.showIndicatorResults>> {
  const contest = await contestToRead(ctx, params.id);
  refuseOtherKind(contest);
  const vetoes = await store.vetoesOf(ctx, contest.id);
  const names = await accountNames(
    ctx,
    vetoes.flatMap(({ recordedBy, liftedBy }) => [recordedBy ?? [], liftedBy ?? []].flat()),
  );
  return {
    checks: await store.checksOf(ctx, contest.id, query.period),
    vetoes: vetoes.map(({ id, entrantId, veto, onDay, reason, recordedBy, liftedBy, liftedReason }) => ({
      ...{ id, entrantId, veto, onDay, reason, recordedByName: names.get(recordedBy ?? '') ?? '' },
      lifted: liftedReason === '' ? null : { reason: liftedReason, byName: names.get(liftedBy ?? '') ?? '' },
    })),
  };
}

async function runningContest(ctx: Context, id: string): Promise<ContestRecord> {
  const contest = await contestFor(ctx, id, 'contest.contest.manage', { hold: 'share' });
  refuseOtherKind(contest);
  refuseStep(contest, 'amend');
  return contest;
}

/**
 * Refuses: a contest out of reach or not under way (contest.step_impossible), a strange entrant, a check that the rules don't
 * have (contest.check_unknown), more points than it gives (contest.check_points).
 */
export async function giveChecks(
  ctx: Context,
  { params, body }: Input<typeof contract.giveChecks>,
): Promise<Record<string, never>> {
  const contest = await runningContest(ctx, params.id);
  const { items } = indicatorRules.parse(contest.rules);
  const entrants = new Set((await entrantsOf(ctx, contest.id)).map(({ id }) => id));
  for (const { entrantId, item, check, points } of body.rows) {
    if (!entrants.has(entrantId)) throw notFound();
    const found = items.find(({ key }) => key === item)?.checks.find(({ key }) => key === check);
    if (found === undefined) throw new AppError('contest.check_unknown', { check });
    if (decimal(points).gt(decimal(found.points)))
      throw new AppError('contest.check_points', { check: found.name, most: found.points });
  }
  await store.putChecks(ctx, contest.id, body.period, body.rows);
  const details = { period: body.period, count: body.rows.length };
  audit(ctx, { action: 'contest.giveChecks', subject: `contest:${contest.id}`, details });
  return {};
}

/**
 * Refuses: a contest out of reach or not under way, a strange entrant, a veto that the rules don't have (contest.veto_unknown), a
 * day outside the contest or ahead (contest.veto_day).
 */
export async function recordVeto(
  ctx: Context,
  { params, body }: Input<typeof contract.recordVeto>,
): Promise<{ id: string }> {
  const contest = await runningContest(ctx, params.id);
  if (!(await entrantsOf(ctx, contest.id)).some(({ id }) => id === body.entrantId)) throw notFound();
  if (!indicatorRules.parse(contest.rules).vetoes.some(({ key }) => key === body.veto))
    throw new AppError('contest.veto_unknown', { veto: body.veto });
  const { beginsOn: from, endsOn: to } = contest;
  if (body.onDay < from || body.onDay > to || body.onDay > ctx.clock.today())
    throw new AppError('contest.veto_day', { from, to });
  const id = await store.insertVeto(ctx, { contestId: contest.id, ...body });
  audit(ctx, {
    action: 'contest.recordVeto',
    subject: `contest:${contest.id}`,
    details: { entrantId: body.entrantId },
  });
  return { id };
}

/** Refuses: a veto out of reach, one that is lifted already (contest.veto_lifted), a contest that is over. */
export async function liftVeto(ctx: Context, id: string, reason: string): Promise<Record<string, never>> {
  const known = await store.vetoById(ctx, id);
  if (known === null) throw notFound();
  const contest = await contestFor(ctx, known.contestId, 'contest.contest.manage');
  refuseStep(contest, 'amend');
  // Whoever came first has held the contest; what was lifted meanwhile is seen now.
  const veto = (await store.vetoById(ctx, id))!;
  if (veto.liftedReason !== '') throw new AppError('contest.veto_lifted');
  await store.liftVeto(ctx, id, reason);
  audit(ctx, { action: 'contest.liftVeto', subject: `contest:${contest.id}`, details: { entrantId: veto.entrantId } });
  return {};
}

/** The rotating red banner goes to the first of each month; whoever keeps it is counted on. Refuses: a contest out of reach. */
export async function showBanner(ctx: Context, id: string): Promise<EndpointResponse<typeof contract.showBanner>> {
  const contest = await contestToRead(ctx, id);
  refuseOtherKind(contest);
  const months = (await store.publishedMonths(ctx, id)).toReversed();
  const entrants = await entrantsOf(ctx, id);
  const names = await entrantNames(ctx, entrants);
  const nameOf = new Map(entrants.map((one) => [one.id, names.of(one)]));
  const groupNames = new Map((await groupsOf(ctx, id)).map((group) => [group.id, group.name]));
  const held = new Map<string, { period: string; running: number }>();
  const rows = months.flatMap(({ period, ranking }) =>
    ranking.groups.map(({ group, rows: ranked }) => {
      const first = ranked.filter(({ rank }) => rank === 1).map(({ entrant }) => entrant);
      const key = JSON.stringify([group, [...first].sort()]);
      const before = held.get(key);
      const follows = before !== undefined && nextPeriod(periodOf(before.period)!).key === period;
      const running = follows ? before.running + 1 : 1;
      held.set(key, { period, running });
      const holders = first.map((entrant) => nameOf.get(entrant) ?? '');
      return { period, group: groupNames.get(group ?? '') ?? '', holders, running };
    }),
  );
  return { rows: rows.toReversed() };
}
