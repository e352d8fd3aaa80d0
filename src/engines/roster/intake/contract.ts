import { z } from 'zod';
import { abilities, day, defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { idParams, line } from '../unit-contract';

export const INTAKE_MAX_BYTES = 30 * 1024 * 1024;

export const intakePermissions = ['roster.intake.run'] as const satisfies readonly PermissionName[];

export const intakeErrors = defineErrors({
  'roster.intake_empty': 422,
  'roster.intake_no_heading': 422,
  'roster.intake_no_number': 422,
  'roster.intake_column_twice': 422,
  'roster.intake_column_unknown': 422,
  'roster.intake_under_way': 409,
  'roster.intake_not_checked': 409,
  'roster.intake_nothing': 409,
  'roster.intake_not_done': 409,
  'roster.intake_too_late': 409,
});

/** What a sheet can say of a person. The staff number tells who is meant. */
export const intakeColumns = [
  'staffNumber',
  'name',
  'gender',
  'bornOn',
  'phone',
  'unit',
  'employmentKind',
  'employedFrom',
  'leftOn',
  'formerNames',
  'nation',
  'education',
  'employer',
  'isMigrant',
  'identityNumber',
  'bankCard',
] as const;
export type IntakeColumn = (typeof intakeColumns)[number];

/** For each of our columns the place of the clerk's, counted from 0. Columns that the sheet lacks are left out. */
export const intakeMapping = z.partialRecord(z.enum(intakeColumns), z.number().int().min(0).max(500));
export type IntakeMapping = z.infer<typeof intakeMapping>;

export const intakeOptions = z.object({
  /** An empty cell empties the field; otherwise it changes nothing. */
  blanksCount: z.boolean().default(false),
  /** A month without a day counts as its first day; otherwise it is refused. */
  monthsCount: z.boolean().default(false),
  /** From which day people stand in another unit; without it the day on which the rows are taken in. */
  moveOn: day.nullable().default(null),
});
export type IntakeOptions = z.infer<typeof intakeOptions>;

export const intakeStates = [
  'draft',
  'checking',
  'checked',
  'applying',
  'done',
  'undoing',
  'undone',
  'failed',
] as const;
export type IntakeState = (typeof intakeStates)[number];

export const intakeVerdicts = ['new', 'changed', 'same', 'bad'] as const;
export const intakeOutcomes = ['done', 'refused', 'restored', 'removed', 'ended', 'kept'] as const;

const count = z.number().int();

export const intakeRun = z.object({
  id: z.uuid(),
  unitName: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  state: z.enum(intakeStates),
  revision: count,
  createdAt: z.iso.datetime(),
  createdByName: z.string(),
  appliedAt: z.iso.datetime().nullable(),
  undoneAt: z.iso.datetime().nullable(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  /** Until the end of this day it can be undone. */
  undoableUntil: day.nullable(),
  rowsRead: count,
  /** Of the rows to be taken in, or to be undone. */
  rowsHandled: count,
  verdicts: z.record(z.enum(intakeVerdicts), count),
  outcomes: z.record(z.enum(intakeOutcomes), count),
  /** How many rows change each of our columns. */
  changes: z.partialRecord(z.enum(intakeColumns), count),
  /** Why the sheet could not be read, in the reader's language. */
  fault: z.string().nullable(),
  /** The rows are deleted when nothing can be done with them any more. */
  isForgotten: z.boolean(),
  abilities,
});
export type IntakeRun = z.infer<typeof intakeRun>;

export const intakeDetail = z.object({
  run: intakeRun,
  sheets: z.array(z.string()),
  headerRow: count,
  headings: z.array(z.string()),
  /** The first rows of the sheet, as they stand there. */
  head: z.array(z.object({ number: count, cells: z.array(z.string()) })),
  mapping: intakeMapping,
  /** Whether the mapping is one that was saved for these headings. */
  isSaved: z.boolean(),
  options: intakeOptions,
  columns: z.array(
    z.object({ key: z.enum(intakeColumns), label: z.string(), need: z.enum(['always', 'new', 'never']) }),
  ),
  /** What was met in the sheet and is no fault: formulas, merged cells, remarks. */
  facts: z.object({ formulas: count, merged: z.array(z.string()), remarks: count }),
});
export type IntakeDetail = z.infer<typeof intakeDetail>;

export const intakeRow = z.object({
  number: count,
  verdict: z.enum(intakeVerdicts),
  outcome: z.enum(intakeOutcomes).nullable(),
  /** As they stand in the sheet, in the order of its columns. */
  cells: z.array(z.string()),
  changes: z.array(z.enum(intakeColumns)),
  /** `place` is the column of the sheet, null for a fault of the row as a whole. */
  reasons: z.array(z.object({ place: count.nullable(), text: z.string() })),
});
export type IntakeRow = z.infer<typeof intakeRow>;

/** What the reader of Excel files refuses, each with words that say what to do. */
const workbookErrors = [
  'workbook.empty',
  'workbook.too_large',
  'workbook.old_excel',
  'workbook.et',
  'workbook.csv',
  'workbook.wps',
  'workbook.web_page',
  'workbook.binary_excel',
  'workbook.opendocument',
  'workbook.other_kind',
  'workbook.encrypted',
  'workbook.broken',
  'workbook.unsafe_xml',
  'workbook.zip_bomb',
  'workbook.no_sheet',
  'workbook.too_many_cells',
] as const;

export const beginIntake = endpoint({
  name: 'roster.beginIntake',
  method: 'POST',
  path: '/api/roster/intake/runs',
  permission: 'roster.intake.run',
  summary: 'Takes an .xlsx file of people, finds its headings and proposes which column is which; nothing is changed.',
  query: z.object({ name: line.min(1).max(200) }),
  body: 'bytes',
  maxBytes: INTAKE_MAX_BYTES + 1024 * 1024,
  response: intakeDetail,
  errors: [...workbookErrors, 'file.type_refused', 'roster.intake_empty'],
});

export const listIntakes = endpoint({
  name: 'roster.listIntakes',
  method: 'GET',
  path: '/api/roster/intake/runs',
  permission: 'roster.intake.run',
  summary: 'Lists the imports of people in the own part of the tree, the latest first.',
  query: pageQuery,
  response: pageOf(intakeRun),
});

export const showIntake = endpoint({
  name: 'roster.showIntake',
  method: 'GET',
  path: '/api/roster/intake/runs/:id',
  permission: 'roster.intake.run',
  summary: 'Shows an import: its headings, what was chosen, how far it has come, its counts.',
  params: idParams,
  response: intakeDetail,
});

export const followIntake = endpoint({
  name: 'roster.followIntake',
  method: 'GET',
  path: '/api/roster/intake/runs/:id/live',
  permission: 'roster.intake.run',
  summary: 'Tells when an import has gone on.',
  params: idParams,
  response: 'stream',
});

export const chooseIntakeSheet = endpoint({
  name: 'roster.chooseIntakeSheet',
  method: 'POST',
  path: '/api/roster/intake/runs/:id/sheet',
  permission: 'roster.intake.run',
  summary: 'Chooses the sheet and the row of its headings; the mapping is proposed anew.',
  params: idParams,
  body: z.object({
    sheet: z.string().max(200),
    headerRow: z.number().int().min(1).max(100).nullable(),
    revision: count,
  }),
  response: intakeDetail,
  errors: [
    ...workbookErrors,
    'roster.intake_empty',
    'roster.intake_no_heading',
    'roster.intake_under_way',
    'kernel.changed_meanwhile',
  ],
});

export const checkIntake = endpoint({
  name: 'roster.checkIntake',
  method: 'POST',
  path: '/api/roster/intake/runs/:id/check',
  permission: 'roster.intake.run',
  summary: 'Begins a dry run over all rows with this mapping, and keeps the mapping for sheets with the same headings.',
  params: idParams,
  body: z.object({ mapping: intakeMapping, options: intakeOptions, revision: count }),
  response: intakeRun,
  errors: [
    'roster.intake_no_number',
    'roster.intake_column_twice',
    'roster.intake_column_unknown',
    'roster.day_in_future',
    'roster.intake_under_way',
    'kernel.changed_meanwhile',
  ],
});

export const listIntakeRows = endpoint({
  name: 'roster.listIntakeRows',
  method: 'GET',
  path: '/api/roster/intake/runs/:id/rows',
  permission: 'roster.intake.run',
  summary: 'Lists the rows of an import in the order of the sheet, with what becomes of each and why.',
  params: idParams,
  query: pageQuery.extend({
    verdict: z.enum(intakeVerdicts).optional(),
    outcome: z.enum(intakeOutcomes).optional(),
  }),
  response: pageOf(intakeRow),
});

export const applyIntake = endpoint({
  name: 'roster.applyIntake',
  method: 'POST',
  path: '/api/roster/intake/runs/:id/apply',
  permission: 'roster.intake.run',
  summary: 'Begins to take in what the dry run found right; bad rows stay aside.',
  params: idParams,
  body: z.object({ revision: count }),
  response: intakeRun,
  errors: ['roster.intake_not_checked', 'roster.intake_nothing', 'roster.intake_under_way', 'kernel.changed_meanwhile'],
});

export const undoIntake = endpoint({
  name: 'roster.undoIntake',
  method: 'POST',
  path: '/api/roster/intake/runs/:id/undo',
  permission: 'roster.intake.run',
  summary: 'Begins to undo an import; what somebody has changed since stays as it is and is named.',
  params: idParams,
  body: z.object({ reason: line.min(1).max(200) }),
  response: intakeRun,
  errors: ['roster.intake_not_done', 'roster.intake_too_late', 'roster.intake_under_way'],
});

export const exportRejected = endpoint({
  name: 'roster.exportRejected',
  method: 'GET',
  path: '/api/roster/intake/runs/:id/rejected.xlsx',
  permission: 'roster.intake.run',
  summary: "The rows that were not taken in as a sheet with the clerk's own columns and the reason at the end.",
  params: idParams,
  response: 'file',
  errors: ['roster.intake_nothing'],
});

export const getIntakeTemplate = endpoint({
  name: 'roster.getIntakeTemplate',
  method: 'GET',
  path: '/api/roster/intake/template.xlsx',
  permission: 'roster.intake.run',
  summary: 'An empty sheet with our headings, an example that is not read, and the allowed words on a second sheet.',
  response: 'file',
});

export const intakeEndpoints = [
  beginIntake,
  listIntakes,
  showIntake,
  followIntake,
  chooseIntakeSheet,
  checkIntake,
  listIntakeRows,
  applyIntake,
  undoIntake,
  exportRejected,
  getIntakeTemplate,
] as const;
