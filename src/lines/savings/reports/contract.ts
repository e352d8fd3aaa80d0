import { z } from 'zod';
import { defineErrors, endpoint, fen } from '#kernel/contract';
import { abilities, byId, count, day, words } from '../terms';

export const reportErrors = defineErrors({
  'savings.report_early': 409,
  'savings.report_before': 409,
  'savings.report_differs': 409,
  'savings.report_stands': 409,
});

const year = z.coerce.number().int().min(1950).max(2199);
const half = z.coerce.number().int().min(1).max(2);

/** What an association was at the end of a half year, and what has changed in it. */
export const reportFigures = z.object({
  from: day,
  to: day,
  accounts: z.object({ before: count, opened: count, closed: count, after: count }),
  /** What is owed to savers: what was put in, shared, drawn, set off against loans, paid out at closing. */
  savings: z.object({ before: fen, deposited: fen, shared: fen, withdrawn: fen, setOff: fen, closed: fen, after: fen }),
  loans: z.object({
    before: fen,
    paidOut: fen,
    repaid: fen,
    setOff: fen,
    writtenOff: fen,
    after: fen,
    /** How many were paid out, and how many were owed at the end. */
    paidCount: count,
    openCount: count,
    overdue: fen,
    overdueCount: count,
    hopeless: fen,
  }),
  /** What was earned and waits to be shared: before, what came, what was shared or written off against it, after. */
  earnings: z.object({ before: fen, earned: fen, taken: fen, after: fen }),
  money: z.object({ cash: fen, bank: fen, reserve: fen, other: fen }),
  /** What the books say of all accounts and all loans. */
  control: z.object({ savings: fen, loans: fen, isWhole: z.boolean() }),
});
export type ReportFigures = z.infer<typeof reportFigures>;

export const report = z.object({
  id: z.uuid(),
  associationId: z.uuid(),
  unitName: z.string(),
  year: count,
  half: count,
  version: count,
  /** Whether a later version has replaced it. */
  isReplaced: z.boolean(),
  figures: reportFigures,
  words: z.string(),
  publishedAt: z.iso.datetime(),
  publishedByName: z.string(),
});
export type Report = z.infer<typeof report>;

export const previewReport = endpoint({
  name: 'savings.previewReport',
  method: 'GET',
  path: '/api/savings/reports/preview',
  permission: 'savings.account.read',
  summary: 'What a report to the members would tell of a half year now.',
  query: z.object({ associationId: z.uuid(), year, half }),
  isOneMoment: true,
  response: reportFigures,
  errors: ['savings.report_early', 'savings.report_before'],
});

export const publishReport = endpoint({
  name: 'savings.publishReport',
  method: 'POST',
  path: '/api/savings/reports',
  permission: 'savings.association.decide',
  summary: 'Tells the members of a half year: its figures are frozen, and every saver finds them on the phone.',
  body: z.object({ associationId: z.uuid(), year, half, words: words(500) }),
  response: byId,
  errors: ['savings.report_early', 'savings.report_before', 'savings.report_differs', 'savings.report_stands'],
});

export const listReports = endpoint({
  name: 'savings.listReports',
  method: 'GET',
  path: '/api/savings/reports',
  permission: 'savings.account.read',
  summary: 'What the members were told, half year by half year, the latest first.',
  query: z.object({ associationId: z.uuid() }),
  response: z.object({
    rows: z.array(report),
    /** Half years that are over and of which nothing was told. */
    missing: z.array(z.object({ year: count, half: count })),
    abilities,
  }),
});

export const exportReport = endpoint({
  name: 'savings.exportReport',
  method: 'GET',
  path: '/api/savings/reports/:id/report.xlsx',
  permission: 'savings.account.read',
  summary: 'A report as an Excel file.',
  params: byId,
  response: 'file',
});

export const listOwnReports = endpoint({
  name: 'savings.listOwnReports',
  method: 'GET',
  path: '/api/savings/own/reports',
  permission: 'savings.account.own',
  summary: 'What the members of the own association were told; nothing for who saves with none.',
  response: z.object({ rows: z.array(report) }),
  errors: ['savings.no_person'],
});
