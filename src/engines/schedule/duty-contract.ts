import { z } from 'zod';
import { abilities, day, endpoint } from '#kernel/contract';
import { byId, done, eventDay, recurrences, tag, unitName, version, words } from './schedule-terms';

export const newDuty = z.object({
  title: words(120, 1),
  unitId: z.uuid(),
  recurrence: z.enum(recurrences),
  startsOn: eventDay,
  endsOn: eventDay.nullable().default(null),
  /** The source's own words: 每季度末. */
  words: words(60).default(''),
  tags: z.array(tag).max(20).default([]),
});
export type NewDuty = z.input<typeof newDuty>;

const dutyRow = z.object({
  id: z.uuid(),
  title: z.string(),
  unit: unitName,
  recurrence: z.enum(recurrences),
  startsOn: day,
  endsOn: day.nullable(),
  words: z.string(),
  tags: z.array(z.string()),
  version: z.number().int(),
  abilities,
});

/** ahead: not begun; open: due now; done; done_late: marked after its last day; missed: its last day has passed. */
export const occurrenceStates = ['ahead', 'open', 'done', 'done_late', 'missed'] as const;

export const occurrenceRow = z.object({
  dutyId: z.uuid(),
  title: z.string(),
  from: day,
  to: day,
  state: z.enum(occurrenceStates),
  doneOn: day.nullable(),
  note: z.string(),
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
  errors: ['schedule.window_reversed'],
});

export const endDuty = endpoint({
  name: 'schedule.endDuty',
  method: 'POST',
  path: '/api/duties/:id/end',
  permission: 'schedule.event.write',
  summary: 'Ends a recurring duty with a last day and a reason.',
  params: byId,
  body: z.object({ version, endsOn: eventDay, reason: words(500, 1) }),
  response: dutyRow,
  errors: ['kernel.changed_meanwhile', 'schedule.window_reversed'],
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
  body: z.object({ doneOn: eventDay, note: words(2000, 1) }),
  response: done,
  errors: ['schedule.no_such_occurrence', 'schedule.occurrence_ahead'],
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
