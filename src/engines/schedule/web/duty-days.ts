import type { DutyRow, OccurrenceRow } from '../contract';
import { type Day, daysBetween } from '#kernel/contract';
import type { Tone } from '#ui';

export type OccurrenceState = OccurrenceRow['state'];

/** A duty with its rounds of the year, the earliest first. */
export interface DutyYear {
  readonly duty: DutyRow;
  readonly rounds: readonly OccurrenceRow[];
  /** What falls due next: the round that is open, else the first ahead. */
  readonly next: OccurrenceRow | null;
  /** The oldest round that was missed. */
  readonly oldestMissed: OccurrenceRow | null;
  readonly lastDone: OccurrenceRow | null;
  readonly missed: number;
  readonly done: number;
}

export const toneOfRound: Readonly<Record<OccurrenceState, Tone>> = {
  ahead: 'ahead',
  open: 'going',
  done: 'kept',
  done_late: 'kept',
  missed: 'late',
};

export function isDone(round: OccurrenceRow): boolean {
  return round.state === 'done' || round.state === 'done_late';
}

/** Rounds beside their duties, in the order in which something wants to be done. */
export function yearOf(duties: readonly DutyRow[], occurrences: readonly OccurrenceRow[]): DutyYear[] {
  const byDuty = new Map<string, OccurrenceRow[]>();
  for (const round of occurrences) {
    const rounds = byDuty.get(round.dutyId);
    if (rounds) rounds.push(round);
    else byDuty.set(round.dutyId, [round]);
  }
  const all = duties.map((duty): DutyYear => {
    const rounds = byDuty.get(duty.id) ?? [];
    const wanting = rounds.filter((round) => !isDone(round));
    const finished = rounds.filter(isDone);
    return {
      duty,
      rounds,
      next: wanting.find((round) => round.state !== 'missed') ?? null,
      oldestMissed: wanting.find((round) => round.state === 'missed') ?? null,
      lastDone: finished.at(-1) ?? null,
      missed: wanting.filter((round) => round.state === 'missed').length,
      done: finished.length,
    };
  });
  const orderOf = ({ oldestMissed, next }: DutyYear): string => (oldestMissed ?? next)?.to ?? '9999';
  return all.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0));
}

export function isStopped(duty: DutyRow, today: Day): boolean {
  return duty.endsOn !== null && duty.endsOn < today;
}

/** Days since a round should have been done; 0 while there is time. */
export function lateDaysOf(round: OccurrenceRow, today: Day): number {
  return round.state === 'missed' ? daysBetween(round.to, today) : 0;
}
