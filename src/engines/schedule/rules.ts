import { dayOf, daysBetween, type Day } from '#kernel/contract';
import type { EventState } from './schedule-terms';

/** About three years: the longest window that a plan may name. */
export const LONGEST_EVENT_DAYS = 1100;

/** Why a window can't be: it ends before it begins, or is longer than any plan. */
export function refusalOfWindow(window: { from: Day; to: Day }): Refusal {
  if (window.from > window.to) return 'schedule.window_reversed';
  return daysBetween(window.from, window.to) > LONGEST_EVENT_DAYS ? 'schedule.window_too_long' : null;
}

/** The steps of an event, as data; `checkSteps` proves at the start that nothing leads nowhere. */
export const eventSteps = {
  schedule: { from: ['planned', 'scheduled'], to: 'scheduled' },
  change: { from: ['planned', 'scheduled'], to: null },
  cancel: { from: ['planned', 'scheduled'], to: 'cancelled' },
  close: { from: ['planned', 'scheduled'], to: 'held' },
  /** Back to what is known: scheduled where an exact time stands, else planned. */
  reopen: { from: ['held', 'cancelled'], to: null },
} as const satisfies Record<string, { from: readonly EventState[]; to: EventState | null }>;
export type EventStep = keyof typeof eventSteps;

/** The first fault of a table of steps, or null: every state but the first is reached and can be left or is an end. */
export function faultOfSteps(
  steps: Readonly<Record<string, { from: readonly string[]; to: string | null }>>,
  states: readonly string[],
  first: string,
): string | null {
  for (const [name, step] of Object.entries(steps)) {
    const unknown = [...step.from, ...(step.to === null ? [] : [step.to])].find((state) => !states.includes(state));
    if (unknown !== undefined) return `${name} names the unknown state ${unknown}`;
    if (step.from.length === 0) return `${name} starts nowhere`;
  }
  for (const state of states) {
    const isReached = state === first || Object.values(steps).some((step) => step.to === state);
    if (!isReached) return `${state} is never reached`;
    if (!Object.values(steps).some((step) => step.from.includes(state))) return `${state} is never left`;
  }
  return null;
}

export function canStep(state: EventState, step: EventStep): boolean {
  return (eventSteps[step].from as readonly EventState[]).includes(state);
}

/** The state that a reopened event goes back to. */
export function stateAfterReopening(startsAt: Date | null): EventState {
  return startsAt === null ? 'planned' : 'scheduled';
}

/** What an event needs to be judged; rows of the store fit. */
export interface Judged {
  state: EventState;
  windowFrom: Day;
  windowTo: Day;
  startsAt: Date | null;
  endsAt: Date | null;
}

export interface Records {
  named: number;
  headCount: number | null;
  photos: number;
}

/** Attendance by name, counted heads or a photo: a date that has passed is no record. */
export function hasRecord({ named, headCount, photos }: Records): boolean {
  return named > 0 || (headCount ?? 0) > 0 || photos > 0;
}

/** People that came: each named person once, or the counted heads where they are more. */
export function peopleOf({ named, headCount }: Pick<Records, 'named' | 'headCount'>): number {
  return Math.max(named, headCount ?? 0);
}

export type Refusal = `schedule.${string}` | null;

/** Why an event can't be closed as held; the day on which it was held comes with it when it can. */
export function judgeClosing(
  event: Judged,
  records: Records,
  wantedDay: Day | undefined,
  now: Date,
): { refusal: Refusal; heldOn: Day } {
  const heldOn = event.startsAt === null ? wantedDay : dayOf(event.startsAt);
  if (!canStep(event.state, 'close')) return { refusal: 'schedule.step_impossible', heldOn: '' };
  if (heldOn === undefined) return { refusal: 'schedule.held_day_missing', heldOn: '' };
  const hasBegun = event.startsAt === null ? heldOn <= dayOf(now) : event.startsAt <= now;
  if (!hasBegun) return { refusal: 'schedule.not_begun', heldOn };
  if (records.headCount !== null && records.headCount < records.named)
    return { refusal: 'schedule.head_count_below_named', heldOn };
  if (!hasRecord(records)) return { refusal: 'schedule.nothing_recorded', heldOn };
  return { refusal: null, heldOn };
}

/** The days that lists order by: the exact ones where they are known, else the window. */
export function daysOf(
  event: Pick<Judged, 'windowFrom' | 'windowTo' | 'startsAt' | 'endsAt'>,
  heldOn: Day | null,
): { first: Day; last: Day } {
  if (event.startsAt !== null) return { first: dayOf(event.startsAt), last: dayOf(event.endsAt ?? event.startsAt) };
  if (heldOn !== null) return { first: heldOn, last: heldOn };
  return { first: event.windowFrom, last: event.windowTo };
}

export interface SignUpWindow {
  state: EventState;
  startsAt: Date | null;
  signUpOpensAt: Date | null;
  signUpClosesAt: Date | null;
}

/** Open from its first moment until it closes, and never once the event has begun. */
export function isSignUpOpen(event: SignUpWindow, now: Date): boolean {
  if (event.signUpOpensAt === null || !canStep(event.state, 'change')) return false;
  const ends = [event.signUpClosesAt, event.startsAt].filter((moment) => moment !== null);
  return event.signUpOpensAt <= now && ends.every((moment) => now < moment);
}

/** The next who signs up gets a place while there is one; without a number of places there always is. */
export function seatFor(places: number | null, placed: number): 'placed' | 'waiting' {
  return places === null || placed < places ? 'placed' : 'waiting';
}

export interface Seat {
  personId: string;
  position: number;
  state: 'placed' | 'waiting';
}

/** After a withdrawal or with more places: who moves up, in the order of the sign-ups. */
export function movingUp(seats: readonly Seat[], places: number | null): Seat[] {
  const placed = seats.filter((seat) => seat.state === 'placed').length;
  const free = places === null ? seats.length : Math.max(0, places - placed);
  return seats
    .filter((seat) => seat.state === 'waiting')
    .sort((a, b) => a.position - b.position)
    .slice(0, free);
}

const HOUR = 3_600_000;

/** From an hour before the start to the end of the last day; without an exact time on the days of the window. */
export function isCheckInOpen(event: Judged, now: Date): boolean {
  if (!canStep(event.state, 'change')) return false;
  const today = dayOf(now);
  if (event.startsAt === null) return event.windowFrom <= today && today <= event.windowTo;
  return event.startsAt.getTime() - HOUR <= now.getTime() && today <= dayOf(event.endsAt ?? event.startsAt);
}

/** Attendance is recorded once the day has come. */
export function hasDayCome(event: Judged, now: Date): boolean {
  return daysOf(event, null).first <= dayOf(now);
}
