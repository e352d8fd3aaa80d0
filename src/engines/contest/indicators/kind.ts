import type { Context } from '#kernel';
import { getUnit } from '#engines/roster';
import { entrantNames } from '../contests/names';
import type { KindOfContest } from '../contests/kinds';
import { groupsOf, type ContestRecord } from '../contests/store';
import { entrantsOf, type EntrantRecord } from '../contests/store-entrants';
import type { FileEntrant, FileFault } from '../ranking/contest-file';
import { decimal, decimalWords, rounded } from '../ranking/decimals';
import { faultsOfIndicatorRules, indicatorRules, type IndicatorFile, type IndicatorRules } from './file';
import { periodOf, type Period } from './periods';
import { indicatorsFor } from './present';
import { indicatorsOf, planValues, type IndicatorRecord } from './store';
import { checksOf, vetoesOf } from './store-contest';
import { figuresIn, type Figures } from './values';

const fault = (at: string, key: string, params: Record<string, string> = {}): FileFault => ({
  at,
  key: `indicators.faults.${key}`,
  params,
});

/** The indicator that an item of the rules names, nearest to the contest's unit where several units have the key. */
async function byKey(ctx: Context, contest: ContestRecord): Promise<(key: string) => IndicatorRecord | undefined> {
  const all = await indicatorsFor(ctx, await getUnit(ctx, contest.unitId));
  const nearest = [...all].sort((a, b) => b.unitPath.length - a.unitPath.length);
  return (key) => nearest.find((one) => one.key === key);
}

const rulesOf = (contest: ContestRecord): IndicatorRules => indicatorRules.parse(contest.rules);

/** What the rules name that isn't defined for the contest's unit. */
function unknownIndicators(rules: IndicatorRules, find: (key: string) => IndicatorRecord | undefined): FileFault[] {
  const named = [
    ...rules.items.map((item, i) => ({
      at: `rules.items.${i}.key`,
      key: item.method === 'checklist' ? null : item.key,
    })),
    ...rules.vetoes.map(({ indicator }, i) => ({ at: `rules.vetoes.${i}.indicator`, key: indicator })),
  ];
  return named.flatMap(({ at, key }) =>
    key === null || find(key) !== undefined ? [] : [fault(at, 'indicator_unknown', { key })],
  );
}

/** Why a contest has no standing of a period: it isn't one, lies outside of the contest, or isn't over. */
function faultOfPeriod(ctx: Context, contest: ContestRecord, period: Period | null): FileFault | null {
  if (period === null) return fault('period', 'period_missing');
  if (period.to < contest.beginsOn || period.from > contest.endsOn)
    return fault('period', 'period_outside', { period: period.key });
  return period.to >= ctx.clock.today()
    ? fault('period', 'period_running', { period: period.key, day: period.to })
    : null;
}

const yearOf = (contest: ContestRecord): Period => periodOf(contest.endsOn.slice(0, 4))!;

interface Gathered {
  readonly rules: IndicatorRules;
  readonly period: Period;
  readonly entrants: readonly EntrantRecord[];
  find(key: string): IndicatorRecord | undefined;
}

/** The figures of the wanted indicators for the units of all entrants, and the plans for them. */
async function gatherFigures(ctx: Context, { rules, period, entrants, find }: Gathered) {
  const keys = [...rules.items.map(({ key }) => key), ...rules.vetoes.flatMap(({ indicator }) => indicator ?? [])];
  const wanted = [...new Set(keys.flatMap((key) => find(key) ?? []))];
  const keepers = [...new Set(wanted.map(({ unitId }) => unitId))];
  const all: IndicatorRecord[] = [];
  for (const keeper of keepers) all.push(...(await indicatorsOf(ctx, keeper)));
  const unitIds = [...new Set(entrants.map(({ unitId }) => unitId))];
  const figures = await figuresIn(ctx, { wanted, all, period, unitIds });
  const plans = await planValues(
    ctx,
    wanted.map(({ id }) => id),
    period.key,
    unitIds,
  );
  return { figures, planOf: new Map(plans.map((one) => [`${one.indicatorId} ${one.unitId}`, one.value])) };
}

const textOf = (figures: Figures, indicator: IndicatorRecord, unitId: string) => {
  const { value, readings, verified } = figures.of(indicator.id, unitId);
  const isUnverified = value !== null && verified < readings;
  return {
    actual: value === null || isUnverified ? null : decimalWords(rounded(value, indicator.decimals)),
    isUnverified,
  };
};

/** What is vetoed in a period: what was recorded for a day of it, and every figure above nothing of an indicator that vetoes. */
async function gatherVetoes(ctx: Context, contest: ContestRecord, gathered: Gathered, figures: Figures) {
  const { rules, period, entrants, find } = gathered;
  const recorded = (await vetoesOf(ctx, contest.id)).filter(
    ({ onDay, liftedReason }) => liftedReason === '' && onDay >= period.from && onDay <= period.to,
  );
  const told = rules.vetoes.flatMap(({ key, name, indicator }) => {
    const found = indicator === null ? undefined : find(indicator);
    if (found === undefined) return [];
    return entrants.flatMap(({ id, unitId }) => {
      const { value } = figures.of(found.id, unitId);
      if (value === null || value.lte(decimal(0))) return [];
      return [{ entrant: id, veto: key, reason: `${name} ${period.key} ${decimalWords(value)}${found.measuredIn}` }];
    });
  });
  return [
    ...recorded.map(({ entrantId, veto, onDay, reason }) => ({
      entrant: entrantId,
      veto,
      reason: `${onDay} ${reason}`,
    })),
    ...told,
  ];
}

async function fileEntrants(ctx: Context, entrants: readonly EntrantRecord[]): Promise<FileEntrant[]> {
  const names = await entrantNames(ctx, entrants);
  return entrants.map((one) => ({
    ...{ id: one.id, name: names.of(one), unit: names.unit(one.unitId), state: one.state },
    ...(one.groupId === null ? {} : { group: one.groupId }),
    ...(one.number === null ? {} : { number: one.number }),
    ...(one.stateReason === '' ? {} : { reason: one.stateReason }),
  }));
}

async function gather(
  ctx: Context,
  contest: ContestRecord,
  periodKey: string,
): Promise<{ file: IndicatorFile; missing: readonly FileFault[] }> {
  const asked = periodOf(periodKey);
  const period = asked ?? yearOf(contest);
  const gathered = {
    rules: rulesOf(contest),
    period,
    entrants: await entrantsOf(ctx, contest.id),
    find: await byKey(ctx, contest),
  };
  const { rules, entrants, find } = gathered;
  const { figures, planOf } = await gatherFigures(ctx, gathered);
  const items = rules.items.flatMap((item) => {
    const indicator = item.method === 'checklist' ? undefined : find(item.key);
    return indicator === undefined ? [] : [{ item: item.key, indicator }];
  });
  const checks = await checksOf(ctx, contest.id, period.key);
  const file: IndicatorFile = {
    ...{ format: 'gonghui-contest/1', kind: 'indicator', name: contest.name, rules },
    groups: (await groupsOf(ctx, contest.id)).map(({ id, name }) => ({ id, name })),
    entrants: await fileEntrants(ctx, entrants),
    results: {
      figures: entrants.flatMap(({ id, unitId }) =>
        items.map(({ item, indicator }) => ({
          ...{ entrant: id, item, plan: planOf.get(`${indicator.id} ${unitId}`) ?? null },
          ...textOf(figures, indicator, unitId),
        })),
      ),
      checks: checks.map(({ entrantId, item, check, points }) => ({ entrant: entrantId, item, check, points })),
      vetoes: await gatherVetoes(ctx, contest, gathered, figures),
    },
  };
  const wrong = faultOfPeriod(ctx, contest, asked);
  return { file, missing: [...(wrong === null ? [] : [wrong]), ...unknownIndicators(rules, find)] };
}

/** The contest of indicators: what units report anyway is what it is ranked by; nothing is entered twice. */
export const indicatorKind: KindOfContest = {
  kind: 'indicator',
  rules: indicatorRules,
  fewest: 2,
  takesLateEntries: true,
  faultsOfRules: (rules) => faultsOfIndicatorRules(indicatorRules.parse(rules)),
  notReady: async (ctx, contest) => unknownIndicators(rulesOf(contest), await byKey(ctx, contest)),
  gather,
};
