import { z } from 'zod';
import { abilities, day, endpoint, tag } from '#kernel/contract';
import {
  byId,
  eventDay,
  festivals,
  recurrences,
  shifts,
  unitName,
  version,
  words,
  type Recurrence,
} from './schedule-terms';

const dayNumber = z.number().int().min(1).max(31);

/** When a duty falls due; a period as a whole, or closer within it. */
export const rhythm = z.object({
  recurrence: z.enum(recurrences),
  /** Which month of the period: 1 is the first month of each quarter, or January of each year. */
  month: z.number().int().min(1).max(12).nullable().default(null),
  /** Days of the month, the 31st being its last; of a weekly duty, days of the week from Monday, 1. */
  days: z.object({ from: dayNumber, to: dayNumber }).nullable().default(null),
  /** The days around a festival of the moon. */
  festival: z
    .object({
      name: z.enum(festivals),
      daysBefore: z.number().int().min(0).max(60),
      daysAfter: z.number().int().min(0).max(60),
    })
    .nullable()
    .default(null),
  /** Where the last day goes when it is no working day. */
  shift: z.enum(shifts).default('none'),
});
export type Rhythm = z.output<typeof rhythm>;

/** Months of one period; a week has none, a festival's year isn't told in months. */
const monthsPer: Readonly<Partial<Record<Recurrence, number>>> = {
  monthly: 1,
  quarterly: 3,
  half_yearly: 6,
  yearly: 12,
};

/** Which months of its period a duty may name; a month alone has no month to choose. */
export function monthsOf(recurrence: Recurrence): number {
  const months = monthsPer[recurrence] ?? 0;
  return months > 1 ? months : 0;
}

/** What a rhythm may not be: half said, or saying what its period doesn't have. Pages ask it too. */
export function isWholeRhythm({ recurrence, month, days, festival }: Rhythm): boolean {
  if ((recurrence === 'lunar') !== (festival !== null)) return false;
  if (month !== null && month > monthsOf(recurrence)) return false;
  if (days === null) return true;
  if (days.from > days.to) return false;
  if (recurrence === 'weekly') return days.to <= 7;
  // Days of a month need to know which month.
  return recurrence === 'monthly' || month !== null;
}

const responsible = {
  /** The post whose holder in the unit does it. */
  post: z.string().max(40).nullable().default(null),
  personId: z.uuid().nullable().default(null),
};

export const newDuty = z.object({
  title: words(120, 1),
  unitId: z.uuid(),
  ...rhythm.shape,
  ...responsible,
  startsOn: eventDay,
  endsOn: eventDay.nullable().default(null),
  /** The source's own words: 每季度末. */
  words: words(60).default(''),
  tags: z.array(tag).max(20).default([]),
});
export type NewDuty = z.input<typeof newDuty>;

export const dutyRow = z.object({
  id: z.uuid(),
  title: z.string(),
  unit: unitName,
  ...rhythm.shape,
  post: z.string().nullable(),
  person: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Who holds the post today. */
  holders: z.array(z.string()),
  startsOn: day,
  endsOn: day.nullable(),
  words: z.string(),
  tags: z.array(z.string()),
  /** Something was done under this rhythm: it stays as it is. */
  isRhythmFixed: z.boolean(),
  version: z.number().int(),
  abilities,
});
export type DutyRow = z.output<typeof dutyRow>;

/** ahead: not begun; open: due now; done; done_late: marked after its last day; missed: its last day has passed. */
export const occurrenceStates = ['ahead', 'open', 'done', 'done_late', 'missed'] as const;

export const occurrenceRow = z.object({
  dutyId: z.uuid(),
  title: z.string(),
  /** Names the occurrence for good: its first day before any holiday moved it. */
  key: day,
  from: day,
  to: day,
  state: z.enum(occurrenceStates),
  doneOn: day.nullable(),
  note: z.string(),
  /** How often its mark was written; 0 where there is none. */
  markVersion: z.number().int(),
  evidence: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type OccurrenceRow = z.infer<typeof occurrenceRow>;

const ofOccurrence = z.object({ id: z.uuid(), occurrence: eventDay });

export const createDuty = endpoint({
  name: 'schedule.createDuty',
  method: 'POST',
  path: '/api/duties',
  permission: 'schedule.event.write',
  summary: 'States a recurring duty of a unit.',
  body: newDuty,
  response: dutyRow,
  errors: ['schedule.window_reversed', 'schedule.rhythm_incomplete'],
});

export const changeDuty = endpoint({
  name: 'schedule.changeDuty',
  method: 'PATCH',
  path: '/api/duties/:id',
  permission: 'schedule.event.write',
  summary: 'Changes a recurring duty; its rhythm only while nothing was done under it.',
  params: byId,
  body: newDuty.omit({ unitId: true, endsOn: true }).extend({ version }),
  response: dutyRow,
  errors: [
    'kernel.changed_meanwhile',
    'schedule.window_reversed',
    'schedule.rhythm_incomplete',
    'schedule.rhythm_fixed',
  ],
});

export const endDuty = endpoint({
  name: 'schedule.endDuty',
  method: 'POST',
  path: '/api/duties/:id/end',
  permission: 'schedule.event.write',
  summary: 'Ends a recurring duty with a last day and a reason; without a day it goes on.',
  params: byId,
  body: z.object({ version, endsOn: eventDay.nullable(), reason: words(500, 1) }),
  response: dutyRow,
  errors: ['kernel.changed_meanwhile', 'schedule.window_reversed', 'schedule.duty_marked_later'],
});

export const listDuties = endpoint({
  name: 'schedule.listDuties',
  method: 'GET',
  path: '/api/duties',
  permission: 'schedule.event.read',
  summary: 'Lists the recurring duties of a year with their occurrences.',
  query: z.object({
    year: z.coerce.number().int().min(1900).max(2200),
    unitId: z.uuid().optional(),
    tag: tag.optional(),
    /** The reader's own: named by person or post, or of the reader's unit with nobody named. */
    isMine: z.union([z.stringbool(), z.boolean()]).optional(),
  }),
  response: z.object({ rows: z.array(dutyRow), occurrences: z.array(occurrenceRow) }),
});

export const markDutyDone = endpoint({
  name: 'schedule.markDutyDone',
  method: 'PUT',
  path: '/api/duties/:id/occurrences/:occurrence',
  permission: 'schedule.event.write',
  summary: 'Marks one occurrence done, with a note of what was done.',
  params: ofOccurrence,
  body: z.object({ doneOn: eventDay, note: words(2000, 1), version: z.number().int().min(0) }),
  response: z.object({ version: z.number().int() }),
  errors: ['schedule.no_such_occurrence', 'schedule.occurrence_ahead', 'schedule.mark_changed'],
});

export const addDutyEvidence = endpoint({
  name: 'schedule.addDutyEvidence',
  method: 'POST',
  path: '/api/duties/:id/occurrences/:occurrence/evidence',
  permission: 'schedule.event.write',
  summary: 'Adds a photo or a PDF to one occurrence.',
  params: ofOccurrence,
  query: z.object({ name: words(200).default('evidence') }),
  body: 'bytes',
  maxBytes: 10 * 1024 * 1024,
  response: z.object({ id: z.uuid(), name: z.string() }),
  errors: [
    'kernel.too_large',
    'file.empty',
    'file.type_refused',
    'schedule.no_such_occurrence',
    'schedule.occurrence_ahead',
  ],
});

export const getDutyEvidence = endpoint({
  name: 'schedule.getDutyEvidence',
  method: 'GET',
  path: '/api/duties/:id/evidence/:evidenceId',
  permission: 'schedule.event.read',
  summary: 'The bytes of one piece of evidence.',
  params: z.object({ id: z.uuid(), evidenceId: z.uuid() }),
  response: 'file',
});
