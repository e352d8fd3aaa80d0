import type { Context } from '#kernel';
import type { KindOfContest } from '../contests/kinds';
import { entrantNames } from '../contests/names';
import type { ContestRecord } from '../contests/store';
import { groupsOf } from '../contests/store';
import { entrantsOf } from '../contests/store-entrants';
import type { FileFault } from '../ranking/contest-file';
import { faultsOfMeasuredRules } from './faults';
import { measuredFile, measuredRules, type MeasuredFile } from './file';
import { startersOf } from './starters';
import { attemptsOf } from './store';

/** A measured contest written out: what stands of its attempts, with who is in it. */
export async function measuredFileOf(ctx: Context, contest: ContestRecord): Promise<MeasuredFile> {
  const entrants = await entrantsOf(ctx, contest.id);
  const names = await entrantNames(ctx, entrants);
  const attempts = await attemptsOf(ctx, contest.id);
  return measuredFile.parse({
    format: 'gonghui-contest/1',
    kind: 'measured',
    name: contest.name,
    groups: (await groupsOf(ctx, contest.id)).map(({ id, name }) => ({ id, name })),
    entrants: entrants.map((one) => ({
      ...{
        id: one.id,
        name: names.of(one) || String(one.number ?? '·'),
        unit: names.unit(one.unitId),
        state: one.state,
      },
      ...(one.groupId === null ? {} : { group: one.groupId }),
      ...(one.number === null ? {} : { number: one.number }),
      ...(one.stateReason === '' ? {} : { reason: one.stateReason }),
    })),
    rules: contest.rules,
    results: attempts
      .filter(({ state }) => state !== 'void')
      .map(({ entrantId, version: _version, ...attempt }) => ({ ...attempt, entrant: entrantId })),
  });
}

/** Everybody who may start in the last round that anybody started in has an attempt, or a reason for having none. */
function missingOf(file: MeasuredFile): FileFault[] {
  const last = Math.max(0, ...file.results.map(({ round }) => round));
  const rounds = Array.from({ length: Math.max(last, 1) }, (_none, i) => i + 1);
  const names = new Map(file.entrants.map(({ id, name }) => [id, name]));
  return rounds.flatMap((round) =>
    startersOf(file, round)
      .filter((id) => !file.results.some((one) => one.entrant === id && one.round === round))
      .map((id) => ({
        at: `entrants.${id}`,
        key: 'measured.faults.no_attempt',
        params: { name: names.get(id) ?? '', round: file.rules.rounds[round - 1]?.name ?? '' },
      })),
  );
}

export const measuredKind: KindOfContest = {
  kind: 'measured',
  rules: measuredRules,
  fewest: 2,
  takesLateEntries: false,
  faultsOfRules: (rules) => faultsOfMeasuredRules(measuredRules.parse(rules)),
  notReady: async () => [],
  gather: async (ctx, contest) => {
    const file = await measuredFileOf(ctx, contest);
    const held = file.rules.rounds.length;
    const last = Math.max(0, ...file.results.map(({ round }) => round));
    const unheld: FileFault[] = file.rules.rounds
      .slice(last, held)
      .map(({ name }) => ({ at: 'results', key: 'measured.faults.round_unheld', params: { round: name } }));
    return { file, missing: [...missingOf(file), ...unheld] };
  },
};
