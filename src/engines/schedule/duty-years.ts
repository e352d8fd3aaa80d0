import { daysBetween, type Day } from '#kernel/contract';
import type { DutyRow, OccurrenceRow } from './duty-contract';

/** A duty with its rounds of the year, the earliest first. Pages and the exported file read the list the same way. */
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
  return [...all].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0));
}

export function isStopped(duty: DutyRow, today: Day): boolean {
  return duty.endsOn !== null && duty.endsOn < today;
}

/** Days since a round should have been done; 0 while there is time. */
export function lateDaysOf(round: OccurrenceRow, today: Day): number {
  return round.state === 'missed' ? daysBetween(round.to, today) : 0;
}

export const dutyShows = ['going', 'due', 'late', 'mine', 'stopped'] as const;
export type DutyShow = (typeof dutyShows)[number];

/** Whether a duty is among those that are asked for. Whose they are is asked of the list itself. */
export function isShown(one: DutyYear, show: DutyShow, today: Day): boolean {
  if (show === 'stopped') return isStopped(one.duty, today);
  if (show === 'late') return one.missed > 0;
  if (show === 'due') return one.missed > 0 || one.next?.state === 'open';
  return !isStopped(one.duty, today) || one.missed > 0;
}

/** Whether every one of the words stands in the duty's title, unit, people or source. */
export function holdsWords({ duty }: DutyYear, words: string): boolean {
  const text = [duty.title, duty.unit.name, duty.person?.name, ...duty.holders, duty.words].join(' ').toLowerCase();
  const parts = words.trim().toLowerCase().split(/\s+/);
  return parts.every((part) => text.includes(part));
}
