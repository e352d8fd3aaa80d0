import { accountNames, type Context } from '#kernel';
import { unitNames } from '#engines/roster';
import type { ContestRow, ContestWhole } from './contract';
import { abilitiesOf } from './policy';
import { groupsOf, rulesVersionsOf, type ContestRecord } from './store';

function rowOf(ctx: Context, contest: ContestRecord, units: ReadonlyMap<string, string>): ContestRow {
  const { id, kind, entrantKind, definitionKey, name, eventId, beginsOn, endsOn, state, entrants, version } = contest;
  return {
    ...{ id, kind, entrantKind, definitionKey, name, eventId, beginsOn, endsOn, state, entrants, version },
    unit: { id: contest.unitId, name: units.get(contest.unitId) ?? '' },
    audience: { id: contest.audienceUnitId, name: units.get(contest.audienceUnitId) ?? '' },
    publishedAt: contest.publishedAt?.toISOString() ?? null,
    abilities: abilitiesOf(ctx, contest),
  };
}

/** Contests as lists show them: one query more for any number. */
export async function presentContests(ctx: Context, contests: readonly ContestRecord[]): Promise<ContestRow[]> {
  const units = await unitNames(ctx, [...new Set(contests.flatMap((c) => [c.unitId, c.audienceUnitId]))]);
  return contests.map((contest) => rowOf(ctx, contest, units));
}

export async function presentContest(ctx: Context, contest: ContestRecord): Promise<ContestWhole> {
  const [row] = await presentContests(ctx, [contest]);
  const versions = await rulesVersionsOf(ctx, contest.id);
  const names = await accountNames(
    ctx,
    versions.flatMap(({ decidedBy }) => decidedBy ?? []),
  );
  const groups = await groupsOf(ctx, contest.id);
  const { stateReason, tags, rules, unitPoints } = contest;
  return {
    ...row!,
    ...{ stateReason, tags, rules, unitPoints },
    amendments: versions
      .filter(({ number }) => number > 1)
      .map(({ number, fromDay, reason, decidedAt, decidedBy }) => ({
        ...{ number, fromDay, reason },
        decidedAt: decidedAt.toISOString(),
        decidedByName: names.get(decidedBy ?? '') ?? '',
      })),
    groups: groups.map(({ id, name, entrants }) => ({ id, name, entrants })),
  };
}
