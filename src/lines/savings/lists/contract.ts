import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { abilities, byId, count, day, listStates, month, progress, savingsDay, version, words } from '../terms';

export const listErrors = defineErrors({
  'savings.list_no_heading': 422,
  'savings.list_columns': 422,
  'savings.list_nothing': 409,
  'savings.list_stale': 409,
});

export const LIST_MAX_BYTES = 20 * 1024 * 1024;
export const listColumns = ['staffNumber', 'name', 'deposit', 'repayment'] as const;
export type ListColumn = (typeof listColumns)[number];
/** For each of our columns the place of the sheet's, counted from 0. */
export const columnPlaces = z.partialRecord(z.enum(listColumns), z.int().min(0).max(200));
export type ColumnPlaces = z.infer<typeof columnPlaces>;

export const payrollList = z.object({
  id: z.uuid(),
  associationId: z.uuid(),
  month,
  fileName: z.string(),
  headings: z.array(z.string()),
  columns: columnPlaces,
  state: z.enum(listStates),
  progress,
  /** Rows that can be taken in, their sums, and rows that can't. */
  good: count,
  bad: count,
  deposits: fen,
  repayments: fen,
  postedOn: day.nullable(),
  fault: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdByName: z.string(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  entryIds: z.array(z.uuid()),
  version,
  abilities,
});
export type PayrollList = z.infer<typeof payrollList>;

export const payrollRow = z.object({
  number: count,
  cells: z.array(z.string()),
  personName: z.string().nullable(),
  deposit: fen,
  repayment: fen,
  /** Why it can't be taken in, in the reader's language. */
  reason: z.string().nullable(),
});
export type PayrollRow = z.infer<typeof payrollRow>;

export const addPayrollList = endpoint({
  name: 'savings.addPayrollList',
  method: 'POST',
  path: '/api/savings/lists',
  permission: 'savings.account.write',
  summary:
    'Reads an .xlsx or text file of deposits and repayments kept back from wages and judges each row; nothing counts yet.',
  query: z.object({ name: words(200, 1), associationId: z.uuid(), month }),
  body: 'bytes',
  maxBytes: LIST_MAX_BYTES,
  response: payrollList,
  errors: ['savings.list_no_heading'],
});

export const checkPayrollList = endpoint({
  name: 'savings.checkPayrollList',
  method: 'POST',
  path: '/api/savings/lists/:id/check',
  permission: 'savings.account.write',
  summary: 'Says which column of a list is which, remembers it for such headings, and judges the rows anew.',
  params: byId,
  body: z.object({ columns: columnPlaces, version }),
  response: payrollList,
  errors: ['savings.list_columns', 'savings.under_way', 'kernel.changed_meanwhile'],
});

export const applyPayrollList = endpoint({
  name: 'savings.applyPayrollList',
  method: 'POST',
  path: '/api/savings/lists/:id/apply',
  permission: 'savings.account.write',
  summary: 'Takes in the rows that can stand, all of them or none; the others stay aside.',
  params: byId,
  body: z.object({ version, postedOn: savingsDay }),
  response: payrollList,
  errors: [
    'savings.list_nothing',
    'savings.under_way',
    'savings.day_ahead',
    'savings.day_before_account',
    'kernel.changed_meanwhile',
  ],
});

export const undoPayrollList = endpoint({
  name: 'savings.undoPayrollList',
  method: 'POST',
  path: '/api/savings/lists/:id/undo',
  permission: 'savings.account.write',
  summary: 'Takes a list back by reversing its entries, with the reason.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: payrollList,
  errors: ['savings.not_done', 'savings.under_way', 'savings.money_used'],
});

export const listPayrollLists = endpoint({
  name: 'savings.listPayrollLists',
  method: 'GET',
  path: '/api/savings/lists',
  permission: 'savings.account.read',
  summary: 'The payroll lists of an association, the latest first.',
  query: pageQuery.extend({ associationId: z.uuid() }),
  response: pageOf(payrollList),
});

export const showPayrollList = endpoint({
  name: 'savings.showPayrollList',
  method: 'GET',
  path: '/api/savings/lists/:id',
  permission: 'savings.account.read',
  summary: 'A payroll list: its headings, which column is which, its counts.',
  params: byId,
  response: payrollList,
});

export const exportPayrollRest = endpoint({
  name: 'savings.exportPayrollRest',
  method: 'GET',
  path: '/api/savings/lists/:id/rest.xlsx',
  permission: 'savings.account.read',
  summary: 'The rows of a list that could not be taken in, as they came, with the reasons.',
  params: byId,
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const listPayrollRows = endpoint({
  name: 'savings.listPayrollRows',
  method: 'GET',
  path: '/api/savings/lists/:id/rows',
  permission: 'savings.account.read',
  summary: 'The rows of a list with what was read in them, or why they cannot be taken in.',
  params: byId,
  query: pageQuery.extend({ isBad: z.union([z.stringbool(), z.boolean()]).optional() }),
  response: pageOf(payrollRow),
});
