import { z } from 'zod';
import { day, defineErrors } from '#kernel/contract';

export { words } from '#kernel/contract';

export const schedulePermissions = [
  'schedule.event.read',
  'schedule.event.write',
  'schedule.event.close',
  'schedule.attendance.write',
  'schedule.signup.own',
  'schedule.feed.own',
  'schedule.feed.manage',
] as const;

export const scheduleErrors = defineErrors({
  'schedule.window_reversed': 422,
  'schedule.window_too_long': 422,
  'schedule.time_reversed': 422,
  'schedule.organiser_missing': 422,
  'schedule.edition_taken': 409,
  'schedule.edition_held_here': 409,
  'schedule.step_impossible': 409,
  'schedule.move_reason_missing': 422,
  'schedule.not_begun': 409,
  'schedule.nothing_recorded': 409,
  'schedule.held_day_missing': 422,
  'schedule.head_count_below_named': 422,
  'schedule.places_below_taken': 409,
  'schedule.sign_up_window_reversed': 422,
  'schedule.sign_up_not_open': 409,
  'schedule.signed_up_already': 409,
  'schedule.not_signed_up': 409,
  'schedule.not_in_audience': 409,
  'schedule.no_person': 409,
  'schedule.code_stale': 409,
  'schedule.check_in_not_open': 409,
  'schedule.too_many_wrong_codes': 429,
  'schedule.event_closed': 409,
  'schedule.too_many_photos': 409,
  'schedule.no_such_occurrence': 422,
  'schedule.occurrence_ahead': 409,
  'schedule.no_such_festival': 422,
  'schedule.rhythm_incomplete': 422,
  'schedule.rhythm_fixed': 409,
  'schedule.duty_marked_later': 409,
  'schedule.mark_changed': 409,
});

/** planned: only a window is known; scheduled: exact time and place; held: closed with a record; cancelled. */
export const eventStates = ['planned', 'scheduled', 'held', 'cancelled'] as const;
export type EventState = (typeof eventStates)[number];

export const organiserKinds = ['own', 'outside'] as const;

export const recurrences = ['weekly', 'monthly', 'quarterly', 'quarter_end', 'half_yearly', 'yearly', 'lunar'] as const;
export type Recurrence = (typeof recurrences)[number];

/** Festivals of the moon that duties turn on. */
export const festivals = [
  'spring',
  'lantern',
  'dragon_boat',
  'double_seventh',
  'mid_autumn',
  'double_ninth',
  'laba',
] as const;
export type Festival = (typeof festivals)[number];

/** Where a last day goes that is no working day. */
export const shifts = ['none', 'before', 'after'] as const;

const isInReach = (text: string) => text >= '1900' && text < '2200';
/** A day that every calendar can show: from 1900 to 2199. */
export const eventDay = day.refine(isInReach);
export const instant = z.iso.datetime({ offset: true }).refine(isInReach);
/** The version that the writer has seen: a change on top of another one is refused. */
export const version = z.number().int().min(1);
export const byId = z.object({ id: z.uuid() });
export const unitName = z.object({ id: z.uuid(), name: z.string() });
export const done = z.object({});
