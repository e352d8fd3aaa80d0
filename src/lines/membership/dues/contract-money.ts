import { z } from 'zod';
import { abilities, day, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { byId, done, unitName, version, words } from '../terms';
import { count, listKinds, listStates, month, progress } from './terms';

/** Receipts, refunds, exemptions, and the lists of wages and payments. */

export const LIST_MAX_BYTES = 20 * 1024 * 1024;

export const addDuesReceipt = endpoint({
  name: 'membership.addDuesReceipt',
  method: 'POST',
  path: '/api/membership/dues/receipts',
  permission: 'membership.dues.collect',
  summary: 'Takes in what one member pays: it settles the oldest months, what is over has been paid ahead.',
  body: z.object({ personId: z.uuid(), amount: fen, on: day, way: z.enum(['cash', 'bank']), words: words(100) }),
  response: z.object({ id: z.uuid(), entryId: z.uuid(), settled: fen, ahead: fen }),
  errors: [
    'membership.dues_amount',
    'membership.day_ahead',
    'membership.dues_never_member',
    'membership.dues_no_book',
    'roster.same_hand',
  ],
});

export const refundDues = endpoint({
  name: 'membership.refundDues',
  method: 'POST',
  path: '/api/membership/dues/refunds',
  permission: 'membership.dues.collect',
  summary: 'Gives back to a member what was paid ahead.',
  body: z.object({ personId: z.uuid(), amount: fen, on: day, way: z.enum(['cash', 'bank']), words: words(100, 2) }),
  response: z.object({ id: z.uuid(), entryId: z.uuid() }),
  errors: [
    'membership.dues_amount',
    'membership.day_ahead',
    'membership.dues_never_member',
    'membership.dues_not_ahead',
  ],
});

export const undoDuesPayment = endpoint({
  name: 'membership.undoDuesPayment',
  method: 'POST',
  path: '/api/membership/dues/payments/:id/undo',
  permission: 'membership.dues.collect',
  summary: 'Takes back one receipt or refund by reversing its entry, with the reason.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: done,
  errors: ['membership.dues_undone_already', 'membership.dues_payment_used'],
});

export const exemptFromDues = endpoint({
  name: 'membership.exemptFromDues',
  method: 'POST',
  path: '/api/membership/dues/exemptions',
  permission: 'membership.dues.write',
  summary:
    'Exempts a member for months by a decision. Months that were run already are corrected; what was paid for them has then been paid ahead.',
  body: z.object({
    personId: z.uuid(),
    fromMonth: month,
    toMonth: month.nullable(),
    reason: words(200, 2),
    postedOn: day,
  }),
  response: z.object({ id: z.uuid(), corrected: count }),
  errors: ['membership.dues_months_turned', 'membership.dues_never_member', 'membership.day_ahead'],
});

export const endDuesExemption = endpoint({
  name: 'membership.endDuesExemption',
  method: 'POST',
  path: '/api/membership/dues/exemptions/:id/end',
  permission: 'membership.dues.write',
  summary: 'Ends an exemption with a month. Months that were exempt by it before stay so.',
  params: byId,
  body: z.object({ toMonth: month }),
  response: done,
  errors: ['membership.dues_months_turned'],
});

export const listColumns = ['staffNumber', 'name', 'amount'] as const;
export type ListColumn = (typeof listColumns)[number];
/** For each of our columns the place of the sheet's, counted from 0. */
export const columnPlaces = z.partialRecord(z.enum(listColumns), z.int().min(0).max(200));
export type ColumnPlaces = z.infer<typeof columnPlaces>;

export const duesList = z.object({
  id: z.uuid(),
  kind: z.enum(listKinds),
  unit: unitName,
  month,
  fileName: z.string(),
  headings: z.array(z.string()),
  columns: columnPlaces,
  state: z.enum(listStates),
  progress,
  /** Rows that can be taken in, their sum, and rows that can't. */
  good: count,
  bad: count,
  sum: fen,
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
export type DuesList = z.infer<typeof duesList>;

export const duesListRow = z.object({
  number: count,
  cells: z.array(z.string()),
  personName: z.string().nullable(),
  amount: fen.nullable(),
  /** Why it can't be taken in, in the reader's language. */
  reason: z.string().nullable(),
});
export type DuesListRow = z.infer<typeof duesListRow>;

const listErrors = ['membership.dues_list_no_heading'] as const;

/** Wages are the accountant's, payments the cashier's: each has a door of its own. */
const doors = {
  wages: { at: '/api/membership/dues/wage-lists', permission: 'membership.dues.write' },
  payments: { at: '/api/membership/dues/payment-lists', permission: 'membership.dues.collect' },
} as const;

export const addWageList = endpoint({
  name: 'membership.addWageList',
  method: 'POST',
  path: doors.wages.at,
  permission: doors.wages.permission,
  summary: 'Reads an .xlsx or text file of wages by staff number for a month and judges each row; nothing counts yet.',
  query: z.object({ name: words(200, 1), unitId: z.uuid(), month }),
  body: 'bytes',
  maxBytes: LIST_MAX_BYTES,
  response: duesList,
  errors: listErrors,
});

export const addPaymentList = endpoint({
  ...addWageList,
  name: 'membership.addPaymentList',
  path: doors.payments.at,
  permission: doors.payments.permission,
  summary:
    'Reads an .xlsx or text file of dues that were kept back from wages, and judges each row; nothing counts yet.',
});

const checkBody = z.object({ columns: columnPlaces, version });
const checkErrors = ['membership.dues_list_columns', 'membership.dues_under_way', 'kernel.changed_meanwhile'] as const;

export const checkWageList = endpoint({
  name: 'membership.checkWageList',
  method: 'POST',
  path: `${doors.wages.at}/:id/check`,
  permission: doors.wages.permission,
  summary: 'Says which column of a list of wages is which, remembers it for such headings, and judges the rows anew.',
  params: byId,
  body: checkBody,
  response: duesList,
  errors: checkErrors,
});

export const checkPaymentList = endpoint({
  ...checkWageList,
  name: 'membership.checkPaymentList',
  path: `${doors.payments.at}/:id/check`,
  permission: doors.payments.permission,
  summary:
    'Says which column of a list of payments is which, remembers it for such headings, and judges the rows anew.',
});

export const applyWageList = endpoint({
  name: 'membership.applyWageList',
  method: 'POST',
  path: `${doors.wages.at}/:id/apply`,
  permission: doors.wages.permission,
  summary: 'Takes in the wages of the rows that can stand; the others stay aside with their reasons.',
  params: byId,
  body: z.object({ version }),
  response: duesList,
  errors: ['membership.dues_list_nothing', 'membership.dues_under_way', 'kernel.changed_meanwhile'],
});

export const applyPaymentList = endpoint({
  name: 'membership.applyPaymentList',
  method: 'POST',
  path: `${doors.payments.at}/:id/apply`,
  permission: doors.payments.permission,
  summary: 'Takes in the payments of the rows that can stand, all of them or none; the others stay aside.',
  params: byId,
  body: z.object({ version, postedOn: day }),
  response: duesList,
  errors: [
    'membership.dues_list_nothing',
    'membership.dues_under_way',
    'membership.day_ahead',
    'kernel.changed_meanwhile',
  ],
});

const undoBody = z.object({ reason: words(200, 2) });
const undoErrors = ['membership.dues_not_done', 'membership.dues_under_way', 'membership.dues_payment_used'] as const;

export const undoWageList = endpoint({
  name: 'membership.undoWageList',
  method: 'POST',
  path: `${doors.wages.at}/:id/undo`,
  permission: doors.wages.permission,
  summary: 'Takes back the wages of a list. Dues that were reckoned on them stay.',
  params: byId,
  body: undoBody,
  response: duesList,
  errors: undoErrors,
});

export const undoPaymentList = endpoint({
  ...undoWageList,
  name: 'membership.undoPaymentList',
  path: `${doors.payments.at}/:id/undo`,
  permission: doors.payments.permission,
  summary: 'Takes back the payments of a list by reversing its entries.',
});

export const listDuesLists = endpoint({
  name: 'membership.listDuesLists',
  method: 'GET',
  path: '/api/membership/dues/lists',
  permission: 'membership.dues.read',
  summary: 'The lists of wages and payments that were read, the latest first.',
  query: pageQuery.extend({ unitId: z.uuid().optional(), kind: z.enum(listKinds).optional() }),
  response: pageOf(duesList),
});

export const showDuesList = endpoint({
  name: 'membership.showDuesList',
  method: 'GET',
  path: '/api/membership/dues/lists/:id',
  permission: 'membership.dues.read',
  summary: 'A list of wages or payments: its headings, which column is which, its counts.',
  params: byId,
  response: duesList,
});

const rowsQuery = z.object({ isBad: z.union([z.stringbool(), z.boolean()]).optional() });

export const listDuesListRows = endpoint({
  name: 'membership.listDuesListRows',
  method: 'GET',
  path: '/api/membership/dues/lists/:id/rows',
  permission: 'membership.dues.read',
  summary: 'The rows of a list with what was read in them, or why they cannot be taken in.',
  params: byId,
  query: pageQuery.extend(rowsQuery.shape),
  response: pageOf(duesListRow),
});

export const exportDuesRest = endpoint({
  name: 'membership.exportDuesRest',
  method: 'GET',
  path: '/api/membership/dues/lists/:id/rest.xlsx',
  permission: 'membership.dues.read',
  summary: 'The rows of a list that could not be taken in, as they came, with the reasons.',
  params: byId,
  response: 'file',
  errors: ['workbook.export_too_long'],
});
