import type { Day } from '#kernel/contract';
import type { Decimal } from '../ranking/decimals';

/** One figure for one period of observation. Figures of other works, with their source, stand beside the own ones. */
export interface Observation {
  readonly id: string;
  /** Null for a benchmark. */
  readonly unitId: string | null;
  readonly period: string;
  /** The last day that was observed: what ended earlier was earlier, whenever it was told. */
  readonly endsOn: Day;
  readonly value: Decimal;
  /** How many hands are under it: entered, verified by a second person, signed by three. */
  readonly hands: 1 | 2 | 3;
}

/** first: nothing to compare with. broken: strictly better than all before. equal: 平纪录. pending: better, without its three signatures. */
export type MarkKind = 'first' | 'broken' | 'equal' | 'pending';

export interface Mark {
  readonly observation: Observation;
  readonly kind: MarkKind;
  /** What stood before, or null at the first. */
  readonly before: Observation | null;
  /** A figure of a period that ended before may still come, or may still change. */
  readonly isTentative: boolean;
}

/** Above zero when the one is better. */
export type Better = (one: Decimal, other: Decimal) => number;

/**
 * The line of records, from the first figure to the best: computed from what was observed, in the order in which the periods
 * ended, so that a figure of 2019 that arrives late takes its place in 2019. A figure that is verified by a second person is one
 * that must be beaten; only one with three signatures beats it. What ended on one day is compared with what was before that day.
 */
export function recordLine(
  observations: readonly Observation[],
  better: Better,
  isWaitedFor: (before: Day) => boolean,
): Mark[] {
  const ordered = [...observations].sort((a, b) => {
    if (a.endsOn !== b.endsOn) return a.endsOn < b.endsOn ? -1 : 1;
    return better(b.value, a.value) || (a.id < b.id ? -1 : 1);
  });
  const marks: Mark[] = [];
  let best: Observation | null = null;
  let firstLoose: Day | null = null;
  for (let i = 0; i < ordered.length;) {
    const { endsOn } = ordered[i]!;
    const same = ordered.slice(i).filter((one) => one.endsOn === endsOn);
    i += same.length;
    const isTentative = (firstLoose !== null && firstLoose < endsOn) || isWaitedFor(endsOn);
    for (const observation of same) {
      const kind = kindOf(observation, best, better);
      if (kind !== null && observation.unitId !== null) marks.push({ observation, kind, before: best, isTentative });
    }
    for (const one of same) {
      if (one.hands > 1 && (best === null || better(one.value, best.value) > 0)) best = one;
      if (one.hands === 1) firstLoose ??= endsOn;
    }
  }
  // Of several that broke it with periods that ended on one day, the best one did; those equal to it share it.
  return marks.filter((mark) => !isOutdone(mark, marks, better));
}

function kindOf({ value, hands }: Observation, best: Observation | null, better: Better): MarkKind | null {
  if (best === null) return hands > 1 ? 'first' : null;
  const sign = better(value, best.value);
  if (sign > 0) return hands === 3 ? 'broken' : 'pending';
  return sign === 0 && hands > 1 ? 'equal' : null;
}

const isOutdone = ({ observation, kind }: Mark, marks: readonly Mark[], better: Better): boolean =>
  kind !== 'equal' &&
  marks.some(
    (other) =>
      other.observation.endsOn === observation.endsOn &&
      (other.kind === kind || other.kind === 'broken') &&
      better(other.observation.value, observation.value) > 0,
  );

/** What stands now: the last of the line that was not merely equalled or still waits for its signatures. */
export function standing(marks: readonly Mark[]): Mark | null {
  return marks.filter(({ kind }) => kind === 'first' || kind === 'broken').at(-1) ?? null;
}

/** How two lines of records differ: what the audit notes when late or corrected figures rewrite one. */
export function rewritten(
  before: readonly Mark[],
  after: readonly Mark[],
): { gone: readonly Mark[]; come: readonly Mark[] } {
  const key = ({ observation, kind }: Mark): string =>
    JSON.stringify([observation.unitId, observation.period, observation.value.toFixed(), kind]);
  const [old, now] = [new Set(before.map(key)), new Set(after.map(key))];
  return { gone: before.filter((mark) => !now.has(key(mark))), come: after.filter((mark) => !old.has(key(mark))) };
}
