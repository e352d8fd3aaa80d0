import { AppError, audit, dayCursorOf, may, newId, notFound, readDayCursor, scopePaths, type Context } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { cohortOn, getUnit, peopleOn, unitsOn } from '#engines/roster';
import type { PrizeOffices } from '../prizes';
import { schemeById, type SchemeRecord } from '../schemes/store';
import { nominationsOf } from '../nominations/store';
import { newRound, type NewRound, type RoundRow, type RoundWhole } from './contract';
import type * as contract from './contract';
import { mayRead, roundFor, roundToRead } from './policy';
import { presentRound, presentRounds, reserveOf } from './present';
import { candidatesOf, fixedShares, sharesByHeads } from './quotas';
import { roundAfter } from './states';
import * as store from './store';

/** A page of the rounds that the reader may see. Refuses: a unit out of reach, a broken cursor. */
export async function listRounds(
  ctx: Context,
  { query }: Pick<EndpointInput<typeof contract.listRounds>, 'query'>,
): Promise<Page<RoundRow>> {
  const { cursor, limit, unitId, ...filter } = query;
  const unit = unitId === undefined ? undefined : await getUnit(ctx, unitId);
  if (unit !== undefined && !mayRead(ctx, 'honours.round.read', unit.path)) throw notFound();
  const rows = await store.selectRounds(ctx, {
    ...filter,
    paths: scopePaths(ctx.user, 'honours.round.read'),
    unitPath: unit?.path,
    after: cursor === undefined ? undefined : readDayCursor(cursor),
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentRounds(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? dayCursorOf({ day: last.closeBy, id: last.id }) : null,
  };
}

/** Refuses: a round that isn't there or isn't for the reader. */
export async function showRound(ctx: Context, id: string): Promise<RoundWhole> {
  await roundToRead(ctx, id);
  return presentRound(ctx, id);
}

/** The heads of a unit's own people and of each unit directly below it, in the order of the tree. */
async function headsBelow(ctx: Context, scheme: SchemeRecord) {
  const day = ctx.clock.today();
  const { cohort } = scheme.definition.eligibility;
  const under = scheme.unitPath;
  const people =
    cohort === null ? await peopleOn(ctx, { day, under }) : (await cohortOn(ctx, cohort, { day, under })).rows;
  const units = (await unitsOn(ctx, { day, under })).filter(({ parentId }) => parentId === scheme.unitId);
  const below = units.map(({ id, path }) => ({
    unit: { unitId: id, unitPath: path },
    heads: people.filter(({ unitPath }) => unitPath.startsWith(path)).length,
  }));
  const own = people.length - below.reduce((sum, { heads }) => sum + heads, 0);
  const self = { unit: { unitId: scheme.unitId, unitPath: scheme.unitPath }, heads: own };
  return own > 0 ? [self, ...below] : below;
}

async function quotasFor(ctx: Context, scheme: SchemeRecord): Promise<Omit<store.QuotaRecord, 'used'>[]> {
  const { quota, surplusPercent } = scheme.definition;
  if (quota.way === 'none') return [];
  const units = await headsBelow(ctx, scheme);
  const shares =
    quota.way === 'fixed'
      ? fixedShares(units, quota.each, surplusPercent)
      : sharesByHeads(units, { seats: quota.total - quota.reserve, least: quota.least }, surplusPercent);
  if (shares === null) throw new AppError('honours.seats_too_few', { units: units.length });
  return shares.map(({ unit, ...share }) => ({ ...unit, ...share }));
}

/**
 * Begins a round: the scheme is kept as it is now, quotas are shared out by the heads of today, prizes reserved. Refuses: a
 * scheme out of reach or retired (honours.scheme_retired), days out of order (honours.days_reversed), fewer seats than units
 * have to get (honours.seats_too_few), and what the budget of the line refuses.
 */
export const beginRound =
  (offices: PrizeOffices) =>
  async (ctx: Context, given: NewRound): Promise<RoundWhole> => {
    const { schemeId, ...round } = newRound.parse(given);
    const scheme = await schemeById(ctx, schemeId);
    if (scheme === null || !may(ctx.user, 'honours.round.manage', scheme.unitPath)) throw notFound();
    if (scheme.retiredOn !== null) throw new AppError('honours.scheme_retired', { name: scheme.name });
    if (round.nominateUntil < round.opensOn || round.closeBy <= round.nominateUntil)
      throw new AppError('honours.days_reversed');
    const { key: schemeKey, owner, kind, name: title, unitId, unitPath, definition } = scheme;
    const id = newId();
    const quotas = await quotasFor(ctx, scheme);
    await store.insertRound(ctx, {
      ...{ ...round, id, schemeId, schemeKey, owner, kind, title, unitId, unitPath, definition },
      seed: `${round.opensOn} ${id}`,
    });
    await store.insertQuotas(ctx, id, quotas);
    const amount = BigInt(definition.prizeFen) * BigInt(definition.most);
    if (amount > 0n)
      await officeOf(offices, owner).reservePrize(ctx, { roundId: id, unitId, title, year: round.year, amount });
    audit(ctx, { action: 'honours.beginRound', subject: `honour_round:${id}`, details: { schemeId, unitId } });
    return presentRound(ctx, id);
  };

/** Refuses: an owner whose line keeps no money any more (honours.prize_nowhere). */
export function officeOf(offices: PrizeOffices, owner: string | null): PrizeOffices[string] {
  const office = owner === null ? undefined : offices[owner];
  if (office === undefined) throw new AppError('honours.prize_nowhere');
  return office;
}

/**
 * Moves seats between units or gives them out of the reserve; the share that was computed stays beside them. Refuses: a unit
 * without a quota, more seats than the scheme has, fewer than are used (honours.quota_sum).
 */
export async function setQuotas(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setQuotas>,
): Promise<RoundWhole> {
  const round = await roundFor(ctx, params.id, 'honours.round.manage', 'nominate', body.version);
  const standing = await store.quotasOf(ctx, round.id);
  const { surplusPercent } = round.definition;
  const changed = body.quotas.map(({ unitId, seats }) => ({
    ...{ unitId, seats },
    candidates: candidatesOf(seats, surplusPercent),
  }));
  if (changed.some(({ unitId }) => !standing.some((one) => one.unitId === unitId))) throw notFound();
  const after = standing.map((one) => changed.find(({ unitId }) => unitId === one.unitId) ?? one);
  const isOver = reserveOf(round, after) < 0;
  const isBelow = after.some(
    ({ unitId, candidates }) => candidates < standing.find((one) => one.unitId === unitId)!.used,
  );
  if (isOver || isBelow) throw new AppError('honours.quota_sum', { reserve: reserveOf(round, standing) });
  await store.updateSeatsOfUnits(ctx, round.id, changed);
  await store.updateRound(ctx, round.id, { state: round.state, stateReason: body.reason });
  audit(ctx, { action: 'honours.setQuotas', subject: `honour_round:${round.id}`, details: { count: changed.length } });
  return presentRound(ctx, round.id);
}

/**
 * Ends nominations; drafts stay where they are and are no part of it. Refuses: some that their unit has not reviewed
 * (honours.unreviewed), none that was passed (honours.nobody_left).
 */
export async function endNominations(ctx: Context, id: string, version: number): Promise<RoundWhole> {
  const round = await roundFor(ctx, id, 'honours.round.manage', 'endNominations', version);
  const nominations = await nominationsOf(ctx, id);
  const open = nominations.filter(({ state }) => state === 'submitted').length;
  if (open > 0) throw new AppError('honours.unreviewed', { count: open });
  if (!nominations.some(({ state }) => state === 'passed')) throw new AppError('honours.nobody_left');
  await store.updateRound(ctx, id, { state: roundAfter(round.state, 'endNominations')! });
  audit(ctx, { action: 'honours.endNominations', subject: `honour_round:${id}` });
  return presentRound(ctx, id);
}

/** Refuses: one that has conferred something or is over (honours.round_step_impossible). */
export const cancelRound =
  (offices: PrizeOffices) =>
  async (ctx: Context, { params, body }: EndpointInput<typeof contract.cancelRound>): Promise<RoundWhole> => {
    const round = await roundFor(ctx, params.id, 'honours.round.manage', 'cancel', body.version);
    await store.updateRound(ctx, round.id, { state: 'cancelled', stateReason: body.reason });
    await releaseRest(ctx, offices, round);
    audit(ctx, { action: 'honours.cancelRound', subject: `honour_round:${round.id}` });
    return presentRound(ctx, round.id);
  };

async function releaseRest(ctx: Context, offices: PrizeOffices, round: store.RoundRecord): Promise<void> {
  if (BigInt(round.definition.prizeFen) > 0n) await officeOf(offices, round.owner).releasePrize(ctx, round.id);
}

/** Refuses: one of which nothing was decided (honours.round_step_impossible). */
export const closeRound =
  (offices: PrizeOffices) =>
  async (ctx: Context, id: string, version: number): Promise<RoundWhole> => {
    const round = await roundFor(ctx, id, 'honours.round.decide', 'close', version);
    await store.updateRound(ctx, id, { state: 'closed' });
    await releaseRest(ctx, offices, round);
    audit(ctx, { action: 'honours.closeRound', subject: `honour_round:${id}` });
    return presentRound(ctx, id);
  };
