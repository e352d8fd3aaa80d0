import { accountNames, addWorkingDays, noticesOf, objectionsTo, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { personNames, unitNames } from '#engines/roster';
import type { RoundRow, RoundWhole } from './contract';
import { abilitiesOf, runs } from './policy';
import * as store from './store';

export const subjectOf = (roundId: string): string => `honours.round:${roundId}`;

/** Whether a round can still be closed in its window: the working days of a notice that isn't out yet are counted. */
export function windowOf(
  round: Pick<store.RoundRecord, 'state' | 'opensOn' | 'closeBy' | 'closedOn' | 'definition'>,
  today: Day,
): RoundRow['window'] {
  if (round.closedOn !== null) return round.closedOn <= round.closeBy ? 'kept' : 'late';
  if (today > round.closeBy) return 'late';
  if (today < round.opensOn) return 'ahead';
  const isAnnounced = round.state === 'notice' || round.state === 'decided';
  const soonest = isAnnounced ? today : addWorkingDays(today, round.definition.noticeDays);
  return soonest >= round.closeBy ? 'at_risk' : 'open';
}

export async function presentRounds(ctx: Context, rounds: readonly store.RoundRecord[]): Promise<RoundRow[]> {
  const units = await unitNames(ctx, [...new Set(rounds.map(({ unitId }) => unitId))]);
  return rounds.map((round) => ({
    ...round,
    unit: { id: round.unitId, name: units.get(round.unitId) ?? '' },
    window: windowOf(round, ctx.clock.today()),
    abilities: abilitiesOf(ctx, round),
  }));
}

/** The seats of a rule by heads that no unit has. */
export function reserveOf(
  { definition: { quota } }: Pick<store.RoundRecord, 'definition'>,
  quotas: readonly Pick<store.QuotaRecord, 'seats'>[],
): number {
  return quota.way === 'heads' ? quota.total - quotas.reduce((sum, { seats }) => sum + seats, 0) : 0;
}

export async function presentRound(ctx: Context, id: string): Promise<RoundWhole> {
  const round = (await store.roundById(ctx, id))!;
  const [row] = await presentRounds(ctx, [round]);
  const quotas = await store.quotasOf(ctx, id);
  const seats = await store.seatsOf(ctx, id);
  const units = await unitNames(
    ctx,
    quotas.map(({ unitId }) => unitId),
  );
  const people = await personNames(
    ctx,
    seats.map(({ personId }) => personId),
  );
  const names = await accountNames(
    ctx,
    [round.reviewedBy, round.decidedBy].flatMap((one) => one ?? []),
  );
  const notices = await noticesOf(ctx, [subjectOf(id)]);
  const { definition, tags, stateReason, seed, reviewWords, decidedOn, documentNumber } = round;
  return {
    ...row!,
    ...{ definition, tags, stateReason, seed, reviewWords, decidedOn, documentNumber, notices },
    reviewedByName: names.get(round.reviewedBy ?? '') ?? '',
    decidedByName: names.get(round.decidedBy ?? '') ?? '',
    quotas: quotas.map(({ unitId, heads, share, seats: count, candidates, used }) => ({
      ...{ heads, share, candidates, used },
      unit: { id: unitId, name: units.get(unitId) ?? '' },
      seats: count,
    })),
    reserve: reserveOf(round, quotas),
    seats: seats.map(({ personId, marks }) => ({
      personId,
      name: people.get(personId) ?? '',
      isGiven: marks !== null,
    })),
    objections: runs(ctx, round)
      ? await objectionsTo(
          ctx,
          notices.map(({ id: noticeId }) => noticeId),
        )
      : [],
  };
}
