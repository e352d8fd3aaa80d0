import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { accountNames, AppError, audit, newId, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { chanceFrom, drawnApart } from '../ranking/seeded';
import type { draw } from './contract-entrants';
import type * as contract from './contract-entrants';
import { contestFor, contestToRead, refuseStep } from './policy';
import { updateContest } from './store';
import * as store from './store-entrants';

type Draw = z.infer<typeof draw>;

const PURPOSE = 'numbers';
const METHOD = 'fnv-xoshiro128**/apart-by-unit/1';

/**
 * Draws the numbers of all entrants, those of one unit apart. What is drawn from is put in the order of ids, so that neither
 * who entered first nor who presses the button has a say. Refuses: a contest that has started (contest.step_impossible), fewer
 * than two entrants (contest.too_few_entrants), a second draw that isn't asked for (contest.drawn_already).
 */
export async function drawNumbers(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.drawNumbers>,
): Promise<Draw> {
  const contest = await contestFor(ctx, params.id, 'contest.contest.manage', { version: body.version });
  refuseStep(contest, 'change');
  const drawn = (await store.drawsOf(ctx, contest.id)).some(({ purpose }) => purpose === PURPOSE);
  if (drawn && !body.isAnew) throw new AppError('contest.drawn_already');
  const entrants = (await store.entrantsOf(ctx, contest.id)).filter(({ state }) => state === 'entered');
  if (entrants.length < 2) throw new AppError('contest.too_few_entrants', { fewest: 2, count: entrants.length });
  const seed = body.seed === '' ? randomBytes(8).toString('hex') : body.seed;
  const given = entrants.map(({ id, unitId }) => ({ id, unit: unitId })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const outcome = drawnApart(given, ({ unit }) => unit, chanceFrom(seed)).map(({ id }) => id);
  const id = newId();
  await store.insertDraw(ctx, contest.id, { id, purpose: PURPOSE, method: METHOD, seed, given, outcome });
  await store.numberEntrants(ctx, contest.id, outcome);
  await updateContest(ctx, contest.id, {});
  audit(ctx, { action: 'contest.drawNumbers', subject: `contest:${contest.id}`, details: { count: outcome.length } });
  return (await presentDraws(ctx, contest.id)).find((one) => one.id === id)!;
}

async function presentDraws(ctx: Context, contestId: string): Promise<Draw[]> {
  const draws = await store.drawsOf(ctx, contestId);
  const names = await accountNames(
    ctx,
    draws.flatMap(({ drawnBy }) => drawnBy ?? []),
  );
  return draws.map(({ drawnAt, drawnBy, ...rest }) => ({
    ...rest,
    drawnAt: drawnAt.toISOString(),
    drawnByName: names.get(drawnBy ?? '') ?? '',
  }));
}

/** Refuses: a contest that isn't the reader's to see. */
export async function listDraws(ctx: Context, contestId: string): Promise<{ rows: Draw[] }> {
  await contestToRead(ctx, contestId);
  return { rows: await presentDraws(ctx, contestId) };
}
