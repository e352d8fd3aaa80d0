import { addDays, daysBetween, type Day, type MeasureFigure } from '#kernel/contract';
import type { CommitmentKind, CommitmentState, Target } from './contract';

/** What must be reached, as plain numbers: at least `min`; above `max` it is exceeded. */
export interface Bounds {
  min: number;
  max: number | null;
  /** A floor or a range is reached at `min`; a band or a cap may not be left upwards. */
  isCap: boolean;
}

export interface StateRules {
  /** By how much an "about" may be missed and still count as kept, for example 0.1. */
  aboutTolerance: number;
  /** The last part of a window in which an unkept promise is at risk. */
  riskShare: number;
}

/** The numbers behind a target; null when the target gives none that a measure could reach. */
export function boundsOf(target: Target | null, rules: Pick<StateRules, 'aboutTolerance'>): Bounds | null {
  if (target === null) return { min: 1, max: null, isCap: false };
  switch (target.type) {
    case 'held':
      return { min: target.times, max: null, isCap: false };
    case 'once':
    case 'stops':
      return { min: 1, max: null, isCap: false };
    case 'members':
      return { min: target.count, max: null, isCap: false };
    case 'awards':
      return { min: Math.max(1, target.names.length), max: null, isCap: false };
    case 'lists':
      return exactly(target.lists.reduce((sum, length) => sum + length, 0));
    case 'count':
    case 'rate':
      return between(target.min, target.max);
    case 'coverage':
      return { min: target.share * 100, max: null, isCap: false };
    case 'participation':
      return target.expected === null ? null : { min: target.expected, max: null, isCap: false };
    case 'money':
      return moneyBounds(target, rules);
  }
}

function exactly(value: number): Bounds {
  return { min: value, max: value, isCap: true };
}

function between(min: number | null, max: number | null): Bounds | null {
  if (min === null) return max === null ? null : { min: 0, max, isCap: true };
  return { min, max, isCap: false };
}

function moneyBounds(
  target: Extract<Target, { type: 'money' }>,
  rules: Pick<StateRules, 'aboutTolerance'>,
): Bounds | null {
  const min = target.minFen === null ? null : Number(target.minFen);
  const max = target.maxFen === null ? null : Number(target.maxFen);
  if (!target.isAbout) return between(min, max);
  const about = min ?? max;
  if (about === null) return null;
  return {
    min: Math.round(about * (1 - rules.aboutTolerance)),
    max: Math.round(about * (1 + rules.aboutTolerance)),
    isCap: true,
  };
}

export interface Judged {
  state: CommitmentState;
  /** Days since the window closed unkept, or between its close and the day on which it was kept. */
  lateDays: number;
}

export interface Judgement {
  kind: CommitmentKind;
  target: Target | null;
  days: { from: Day; to: Day };
  figure: Pick<MeasureFigure, 'value' | 'of' | 'countedDays' | 'unit'> | null;
  today: Day;
  rules: StateRules;
}

/**
 * The state of a promise, by its window and its measure alone.
 * An aim is answered in words. Without a measure the state says so. A window whose end has passed unkept is
 * missed; one that was reached by records after its end is kept late. In the last part of an open window an
 * unreached promise is at risk: on the window's last day always. Before that it has not begun while nothing is
 * recorded for it, and is on the way as soon as something is.
 */
export function judge(j: Judgement): Judged {
  if (j.kind === 'aim') return { state: 'in_words', lateDays: 0 };
  if (j.figure === null) return { state: 'no_measure', lateDays: 0 };
  const bounds = boundsOf(j.target, j.rules);
  const value = Number(j.figure.value);
  if (bounds === null) return { state: value > 0 ? 'on_the_way' : 'not_begun', lateDays: 0 };
  const isShare = j.target === null || j.target.type === 'stops' || j.target.type === 'coverage';
  const goal = isShare ? shareBounds(j, bounds) : bounds;
  const isClosed = j.today > j.days.to;
  if (goal.isCap && goal.max !== null && value > goal.max) return { state: 'missed', lateDays: 0 };
  if (goal.isCap && goal.min === 0) return { state: isClosed ? 'kept' : 'on_the_way', lateDays: 0 };
  if (value >= goal.min && value > 0) return reached(j, goal, value);
  if (isClosed) return { state: 'missed', lateDays: daysBetween(j.days.to, j.today) };
  if (j.today >= riskFrom(j)) return { state: 'at_risk', lateDays: 0 };
  return { state: value > 0 ? 'on_the_way' : 'not_begun', lateDays: 0 };
}

/** A tour, a coverage or a duty told by its tasks is kept when all that the measure names is reached. */
function shareBounds(j: Judgement, bounds: Bounds): Bounds {
  const share = j.figure?.of ?? null;
  if (share === null) return bounds;
  const of = Number(share);
  const part = j.target?.type === 'coverage' ? j.target.share : 1;
  return { min: Math.max(1, Math.ceil(of * part)), max: null, isCap: false };
}

function reached(j: Judgement, bounds: Bounds, value: number): Judged {
  const days = [...j.figure!.countedDays].sort();
  // The day on which enough had been counted; money and shares count a row a day at most, so the last one stands.
  const isCounting = days.length >= Math.ceil(bounds.min) && j.figure!.unit !== 'fen' && j.figure!.unit !== 'percent';
  const keptOn = isCounting ? days[Math.ceil(bounds.min) - 1] : days.at(-1);
  if (keptOn !== undefined && keptOn > j.days.to)
    return { state: 'kept_late', lateDays: daysBetween(j.days.to, keptOn) };
  const isMore = bounds.max !== null ? value > bounds.max : j.target?.type === 'count' && value > bounds.min;
  return { state: isMore ? 'exceeded' : 'kept', lateDays: 0 };
}

/** The first day of the window's last part. */
function riskFrom(j: Judgement): Day {
  const length = daysBetween(j.days.from, j.days.to) + 1;
  return addDays(j.days.to, -Math.floor(length * j.rules.riskShare));
}
