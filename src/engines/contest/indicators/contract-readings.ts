import { z } from 'zod';
import { endpoint, pageOf, pageQuery } from '#kernel/contract';
import { decimalText } from '../ranking/decimals';
import { abilities, byId, contestDay, done, unitName, words } from '../terms';
import { period } from './period-shape';
import { periodKinds } from './periods';

const enter = 'contest.reading.enter';
const read = 'contest.indicator.read';
const path = '/api/contest/readings';

/** entered: one hand. verified: a second person's. witnessed: the unit's, the office's and the union's. */
export const readingStates = ['entered', 'verified', 'witnessed'] as const;
export type ReadingState = (typeof readingStates)[number];
export const offices = ['function', 'union'] as const;
export type Office = (typeof offices)[number];

const signature = z.object({ office: z.enum(offices), byName: z.string(), at: z.iso.datetime() });

export const readingRow = z.object({
  id: z.uuid(),
  indicator: z.object({ id: z.uuid(), name: z.string(), measuredIn: z.string() }),
  unit: unitName,
  period: z.string(),
  kind: z.enum(periodKinds),
  value: decimalText,
  /** Which version of the reading it is; above 1 it is a correction. */
  number: z.int(),
  reason: z.string(),
  source: z.string(),
  enteredByName: z.string(),
  enteredAt: z.iso.datetime(),
  state: z.enum(readingStates),
  signatures: z.array(signature),
  abilities,
});
export type ReadingRow = z.infer<typeof readingRow>;

const asked = z.object({
  unitId: z.uuid().optional(),
  indicatorId: z.uuid().optional(),
  state: z.enum(readingStates).optional(),
  from: contestDay.optional(),
  to: contestDay.optional(),
});

export const listReadings = endpoint({
  name: 'contest.listReadings',
  method: 'GET',
  path,
  permission: read,
  summary: 'Readings as they stand, the latest periods first, with the hands under them.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(readingRow),
});

export const exportReadings = endpoint({
  name: 'contest.exportReadings',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showReading = endpoint({
  name: 'contest.showReading',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A reading with all its versions, the latest first.',
  params: byId,
  response: z.object({ versions: z.array(readingRow) }),
});

export const sheetRow = z.object({
  indicator: z.object({ id: z.uuid(), key: z.string(), name: z.string(), measuredIn: z.string() }),
  decimals: z.int(),
  plan: decimalText.nullable(),
  /** What was read for the period before, to see a slip of the pen by. */
  before: decimalText.nullable(),
  value: decimalText.nullable(),
  /** Version of the reading; 0 while there is none. */
  number: z.int(),
  state: z.enum(readingStates).nullable(),
});
export type SheetRow = z.infer<typeof sheetRow>;

export const getReadingSheet = endpoint({
  name: 'contest.getReadingSheet',
  method: 'GET',
  path: '/api/contest/reading-sheet',
  permission: read,
  summary: 'One page of a unit for a period: the figures that are asked for, what stands, and what stood before.',
  query: z.object({ unitId: z.uuid(), period }),
  response: z.object({ unit: unitName, period: z.string(), rows: z.array(sheetRow), abilities }),
});

export const listReadingUnits = endpoint({
  name: 'contest.listReadingUnits',
  method: 'GET',
  path: '/api/contest/reading-units',
  permission: enter,
  summary: 'The units for which the reader may enter figures.',
  response: z.object({ rows: z.array(unitName), today: contestDay }),
});

export const MOST_FIGURES = 100;
export const figure = z.object({
  indicatorId: z.uuid(),
  value: decimalText,
  /** The version that was on the screen: 0 for a first reading; a higher one makes this a correction. */
  number: z.int().min(0),
  reason: words(300).default(''),
});

const readingErrors = [
  'kernel.changed_meanwhile',
  'contest.reading_computed',
  'contest.reading_future',
  'contest.reading_outside',
  'contest.reading_decimals',
  'contest.reading_below',
  'contest.reading_above',
  'contest.reading_total_negative',
  'contest.reading_reason_missing',
  'contest.reading_source_missing',
  'contest.reading_same',
  'contest.reading_kind',
  'contest.reading_unit_closed',
  'contest.reading_twice',
];

export const enterReadings = endpoint({
  name: 'contest.enterReadings',
  method: 'POST',
  path,
  permission: enter,
  summary:
    'Enters or corrects the figures of a unit for a period; a correction says why and stays beside what it corrects.',
  body: z.object({
    unitId: z.uuid(),
    period,
    /** Where figures of former years stand. */
    source: words(300).default(''),
    rows: z.array(figure).min(1).max(MOST_FIGURES),
  }),
  response: z.object({ entered: z.int() }),
  errors: readingErrors,
});

export const signReadings = endpoint({
  name: 'contest.signReadings',
  method: 'POST',
  path: '/api/contest/reading-signatures',
  permission: 'contest.reading.verify',
  summary: 'Verifies readings that another person has entered, for the office that keeps such figures.',
  body: z.object({ ids: z.array(z.uuid()).min(1).max(200) }),
  response: done,
  errors: ['roster.same_hand', 'contest.reading_superseded', 'contest.reading_signed'],
});

export const confirmReadings = endpoint({
  name: 'contest.confirmReadings',
  method: 'POST',
  path: '/api/contest/reading-confirmations',
  permission: 'contest.record.confirm',
  summary:
    'Signs readings for the union: with the unit’s and the office’s it is the third hand that a record asks for.',
  body: z.object({ ids: z.array(z.uuid()).min(1).max(200) }),
  response: done,
  errors: ['roster.same_hand', 'contest.reading_superseded', 'contest.reading_signed'],
});

const sheetQuery = z.object({ unitId: z.uuid(), period });
const MOST_SHEET_BYTES = 4 * 1024 * 1024;

export const getReadingTemplate = endpoint({
  name: 'contest.getReadingTemplate',
  method: 'GET',
  path: '/api/contest/reading-sheets/template.xlsx',
  permission: enter,
  summary: 'An Excel file to fill in: a row for each unit below a unit, a column for each indicator.',
  query: sheetQuery,
  response: 'file',
});

export const sheetFault = z.object({
  line: z.int(),
  unit: z.string(),
  indicator: z.string(),
  text: z.string(),
  reason: z.string(),
});

export const previewReadingSheet = endpoint({
  name: 'contest.previewReadingSheet',
  method: 'POST',
  path: '/api/contest/reading-sheets/preview',
  permission: enter,
  summary: 'What an Excel file of figures would enter, and which cells can’t be taken in; nothing is written.',
  query: sheetQuery,
  body: 'bytes',
  maxBytes: MOST_SHEET_BYTES,
  response: z.object({
    figures: z.int(),
    units: z.int(),
    unchanged: z.int(),
    faults: z.array(sheetFault),
    faultCount: z.int(),
  }),
  errors: ['contest.sheet_unreadable', 'contest.sheet_too_long'],
});

export const importReadingSheet = endpoint({
  name: 'contest.importReadingSheet',
  method: 'POST',
  path: '/api/contest/reading-sheets',
  permission: enter,
  summary: 'Enters the figures of an Excel file that can be taken in; what stands already stays as it is.',
  query: sheetQuery,
  body: 'bytes',
  maxBytes: MOST_SHEET_BYTES,
  response: z.object({ entered: z.int(), faultCount: z.int() }),
  errors: ['contest.sheet_unreadable', 'contest.sheet_too_long'],
});

export const getReadingRest = endpoint({
  name: 'contest.getReadingRest',
  method: 'POST',
  path: '/api/contest/reading-sheets/rest.xlsx',
  permission: enter,
  summary: 'The rows of an Excel file that hold figures which can’t be taken in, each with its reasons.',
  query: sheetQuery,
  body: 'bytes',
  maxBytes: MOST_SHEET_BYTES,
  response: 'file',
  errors: ['contest.sheet_unreadable', 'contest.sheet_too_long'],
});
