import { createHash } from 'node:crypto';
import type { Day } from '#kernel/contract';
import type { FindingState } from './contract-findings';

/**
 * What decides in which order entries are drawn: SHA-256 of `seed:id`. It names nothing but the seed and the entry, so
 * whoever has the ids of the population draws the same sample with a pocket tool, in whatever order they lie.
 */
export const drawKey = (seed: string, entryId: string): string =>
  createHash('sha256').update(`${seed}:${entryId}`).digest('hex');

/** So many of a population as come first by their keys. */
export function drawSample(entryIds: readonly string[], seed: string, size: number): string[] {
  return entryIds
    .map((id) => `${drawKey(seed, id)}${id}`)
    .sort()
    .slice(0, size)
    .map((keyed) => keyed.slice(KEY_LENGTH));
}

const KEY_LENGTH = 64;

/** The fingerprint of a population: SHA-256 of its ids in their order, joined by commas. */
export const fingerprintOf = (entryIds: readonly string[]): string =>
  createHash('sha256')
    .update([...entryIds].sort().join(','))
    .digest('hex');

/** From which states a step of a finding may be taken. */
export const openFor = {
  save: ['draft'],
  issue: ['draft'],
  answer: ['issued', 'returned'],
  close: ['answered'],
  return: ['answered'],
  withdraw: ['draft', 'issued', 'answered', 'returned'],
  file: ['issued', 'returned'],
} as const satisfies Record<string, readonly FindingState[]>;
export type FindingAct = keyof typeof openFor;

export const isOpenFor = (act: FindingAct, state: FindingState): boolean =>
  (openFor[act] as readonly FindingState[]).includes(state);

/** An answer is late when it is still waited for after its day. */
export const isOverdue = ({ state, dueOn }: { state: FindingState; dueOn: Day | null }, today: Day): boolean =>
  isOpenFor('answer', state) && (dueOn ?? today) < today;

const DAY = 86_400_000;
/** The first, second … week in which an answer is late: reminders come once in each. */
export const weekLate = (dueOn: Day, today: Day): number =>
  Math.floor((Date.parse(today) - Date.parse(dueOn) - DAY) / (7 * DAY)) + 1;

export interface AuditSpan {
  readonly id: string;
  readonly from: Day;
  readonly to: Day;
  readonly isIssued: boolean;
  readonly bookIds: readonly string[];
}

/**
 * What became of a month of a book: looked at where an issued audit's span holds all of it, else under way where an open one
 * holds it, else unchecked. `lastDay` is the month's.
 */
export function monthState(
  audits: readonly AuditSpan[],
  { bookId, firstDay, lastDay }: { bookId: string; firstDay: Day; lastDay: Day },
): { state: 'looked' | 'under_way' | 'unchecked'; auditId: string | null } {
  const holding = audits.filter(
    (audit) => audit.bookIds.includes(bookId) && audit.from <= firstDay && audit.to >= lastDay,
  );
  const issued = holding.find((audit) => audit.isIssued);
  const found = issued ?? holding[0];
  if (found === undefined) return { state: 'unchecked', auditId: null };
  return { state: issued === undefined ? 'under_way' : 'looked', auditId: found.id };
}
