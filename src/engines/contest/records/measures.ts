import type { Context, Measure } from '#kernel';
import { unitNames, unitPaths } from '#engines/roster';
import type { MeasureFigure, MeasureQuestion, MeasureRow } from '#kernel/contract';
import { nextPeriod, periodKinds, periodOf, type PeriodKind } from '../indicators/periods';
import { indicatorsByTags, indicatorsOf, type IndicatorRecord } from '../indicators/store';
import { withParts } from '../indicators/parts';
import { decimalWords, rounded } from '../ranking/decimals';
import { linesFor, type RecordedLine } from './book';
import type { Mark } from './line';
import { recordsBrokenSuits } from './measure-contract';
import { enteredReadings, kindsObserved } from './store';

const tagged = (ctx: Context, questions: readonly MeasureQuestion[]): Promise<IndicatorRecord[]> =>
  indicatorsByTags(ctx, [...new Set(questions.map(({ tag }) => tag))]);

interface Found {
  readonly line: RecordedLine;
  readonly mark: Mark;
}

/** Why a better figure is no broken record yet; null where it is one. */
function reasonAgainst({ mark }: Found): string | null {
  if (mark.kind === 'pending') return 'contest.rows.record_pending';
  if (mark.kind === 'equal') return 'contest.rows.record_equal';
  return mark.isTentative ? 'contest.rows.record_tentative' : null;
}

async function foundRecords(ctx: Context, indicators: readonly IndicatorRecord[]): Promise<Found[]> {
  const found: Found[] = [];
  const keepers = new Map<string, IndicatorRecord[]>();
  for (const one of indicators) keepers.set(one.unitId, [...(keepers.get(one.unitId) ?? []), one]);
  for (const [unitId, own] of keepers) {
    const all = await indicatorsOf(ctx, unitId);
    const kinds = await kindsObserved(
      ctx,
      withParts(own, all).map(({ id }) => id),
    );
    for (const kind of periodKinds.filter((one) => kinds.includes(one)))
      for (const line of await linesFor(ctx, own, kind))
        found.push(...line.marks.filter((mark) => mark.kind !== 'first').map((mark) => ({ line, mark })));
  }
  return found;
}

/** Records are told apart by what was measured and at which level: two units that each break their own are one. */
const nameOf = ({ line }: Found): string => `${line.indicator.id} ${line.level}`;

const isWithin = ({ mark }: Found, { window, asOf }: MeasureQuestion): boolean => {
  const { endsOn } = mark.observation;
  return endsOn >= window.from && endsOn <= window.to && endsOn <= asOf;
};

/**
 * How many new records of indicators that serve a promise stand with their three signatures: periods that ended in its days, by
 * indicator and level. What is better but not signed, only equal, or may still fall, is shown beside it with the reason.
 */
export const recordsBroken: Measure = {
  name: recordsBrokenSuits.measure,
  unit: 'pieces',
  suits: recordsBrokenSuits.kinds,
  about: /纪录|记录.*(打破|刷新)|(打破|刷新).*记录|\brecords?\b/iu,
  async answer(ctx, questions) {
    const indicators = await tagged(ctx, questions);
    const found = await foundRecords(ctx, indicators);
    const ids = [...new Set(found.flatMap(({ mark }) => mark.observation.unitId ?? []))];
    const [names, paths] = [await unitNames(ctx, ids), await unitPaths(ctx, ids)];
    return questions.map((question): MeasureFigure => {
      const own = found
        .filter(({ line }) => line.indicator.tags.includes(question.tag))
        .filter((one) => isWithin(one, question))
        .filter(({ mark }) => paths.get(mark.observation.unitId!)?.startsWith(question.unitPath) === true)
        .sort((a, b) => (a.mark.observation.endsOn < b.mark.observation.endsOn ? -1 : 1));
      const firsts = new Map<string, Found>();
      for (const one of own.filter((each) => reasonAgainst(each) === null))
        if (!firsts.has(nameOf(one))) firsts.set(nameOf(one), one);
      const counted = new Set(firsts.values());
      return {
        ...{ measure: recordsBrokenSuits.measure, unit: 'pieces', of: null, value: String(counted.size) },
        countedDays: [...counted].map(({ mark }) => mark.observation.endsOn).sort(),
        rows: own.map((one): MeasureRow => rowOf(one, counted.has(one), names)),
      };
    });
  },
};

function rowOf(one: Found, isCounted: boolean, names: ReadonlyMap<string, string>): MeasureRow {
  const { indicator, level } = one.line;
  const { period, value, endsOn, unitId } = one.mark.observation;
  const reason = reasonAgainst(one);
  return {
    ...{ id: `${indicator.id}.${level}.${unitId!}.${period}`, day: endsOn, unitName: names.get(unitId!) ?? null },
    title: `${indicator.name} ${period} ${decimalWords(rounded(value, indicator.decimals))}${indicator.measuredIn}`,
    ...{ amount: isCounted ? '1' : '0', isCounted },
    reason: reason ?? (isCounted ? `contest.rows.record_${level}` : 'contest.rows.record_counted_already'),
    href: `/contests/indicators/${indicator.id}?part=records`,
  };
}

/** How many periods of a kind end within the days of a question and are over. */
function periodsOver(kind: PeriodKind, { window, asOf }: MeasureQuestion): string[] {
  const keys: Readonly<Record<PeriodKind, string>> = {
    ...{ day: window.from, month: window.from.slice(0, 7), year: window.from.slice(0, 4) },
    ...{ quarter: `${window.from.slice(0, 4)}-Q${Math.ceil(Number(window.from.slice(5, 7)) / 3)}` },
    ...{ spring: `${window.from.slice(0, 4)}-S`, autumn: `${window.from.slice(0, 4)}-A` },
  };
  const periods: string[] = [];
  for (
    let period = periodOf(keys[kind]);
    period !== null && period.to <= window.to && period.to <= asOf;
    period = nextPeriod(period)
  )
    if (period.to >= window.from) periods.push(period.key);
  return periods;
}

/** How many of the figures that units report for a promise's indicators have been entered, of those whose periods are over. */
export const readingsEntered: Measure = {
  name: 'contest.readings_entered',
  unit: 'pieces',
  async answer(ctx, questions) {
    const indicators = (await tagged(ctx, questions)).filter(({ formula }) => formula === '');
    const days = questions.flatMap(({ window }) => [window.from, window.to]).sort();
    const readings =
      indicators.length === 0
        ? []
        : await enteredReadings(
            ctx,
            indicators.map(({ id }) => id),
            days[0]!,
            days.at(-1)!,
          );
    const ids = [...new Set(readings.map(({ unitId }) => unitId))];
    const [names, paths] = [await unitNames(ctx, ids), await unitPaths(ctx, ids)];
    return questions.map((question): MeasureFigure => {
      const own = indicators.filter(({ tags }) => tags.includes(question.tag));
      const rows: MeasureRow[] = [];
      let due = 0;
      for (const indicator of own) {
        const wanted = new Set(periodsOver(indicator.rhythm, question));
        const mine = readings.filter(
          ({ indicatorId, unitId }) =>
            indicatorId === indicator.id && paths.get(unitId)?.startsWith(question.unitPath) === true,
        );
        due += wanted.size * new Set(mine.map(({ unitId }) => unitId)).size;
        for (const { id, unitId, period, enteredOn } of mine.filter(
          (one) => wanted.has(one.period) && one.enteredOn <= question.asOf,
        ))
          rows.push({
            ...{ id, title: `${indicator.name} ${period}`, day: enteredOn, unitName: names.get(unitId) ?? null },
            ...{ amount: '1', isCounted: true, reason: null, href: `/contests/readings?open=${id}` },
          });
      }
      return {
        ...{ measure: 'contest.readings_entered', unit: 'pieces', value: String(rows.length), of: String(due), rows },
        countedDays: rows.map(({ day }) => day!).sort(),
      };
    });
  },
};
