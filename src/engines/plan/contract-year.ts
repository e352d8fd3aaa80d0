import { z } from 'zod';
import { day, endpoint, measureRow } from '#kernel/contract';
import {
  boardRow,
  citation,
  comment,
  commitmentContent,
  commitmentKind,
  evidence,
  lastChange,
  planSummary,
  section,
  stateCounts,
  task,
} from './contract-shapes';

const planParams = z.object({ planId: z.uuid() });
const commitmentParams = z.object({ commitmentId: z.uuid() });
const asOf = z.object({ asOf: day.optional() });

export const getBoard = endpoint({
  name: 'plan.getBoard',
  method: 'GET',
  path: '/api/plans/:planId/board',
  permission: 'plan.plan.read',
  summary: 'The year by chapter: each commitment with its figure and state, computed now.',
  params: planParams,
  query: asOf.extend({ unitId: z.uuid().optional() }),
  response: z.object({
    plan: planSummary,
    today: day,
    sections: z.array(section),
    rows: z.array(boardRow),
    counts: stateCounts,
    /** Of each commitment that has one, the day of its latest counted record. */
    latestDays: z.record(z.string(), day),
    computedAt: z.iso.datetime(),
  }),
});

/** The totals alone, for superiors who read no single record. */
export const getTotals = endpoint({
  name: 'plan.getTotals',
  method: 'GET',
  path: '/api/plans/:planId/totals',
  permission: 'plan.total.read',
  summary: 'The number of commitments by state and chapter, without any record behind them.',
  params: planParams,
  response: z.object({
    plan: planSummary,
    today: day,
    counts: stateCounts,
    chapters: z.array(z.object({ number: z.string().nullable(), title: z.string(), counts: stateCounts })),
  }),
});

/** News for the big screen: that something changed by which the plan's state may stand otherwise, never what. */
export const followPlan = endpoint({
  name: 'plan.followPlan',
  method: 'GET',
  path: '/api/plans/:planId/live',
  permission: 'plan.total.read',
  summary: 'A stream that tells when the state of the plan may have changed; the page then reads it again.',
  params: planParams,
  response: 'stream',
});

const measureFacts = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  /** What it counts, in words. */
  rule: z.string(),
  /** What the question to it was: days, part of the tree, tolerances, each in words with its source where it has one. */
  parameters: z.array(z.object({ name: z.string(), value: z.string(), source: z.string().nullable() })),
});

export const measureChoice = z.object({ name: z.string(), label: z.string(), unit: z.string() });

const history = z.object({ at: z.iso.datetime(), what: z.string(), byName: z.string(), details: z.string() });

export const getCommitment = endpoint({
  name: 'plan.getCommitment',
  method: 'GET',
  path: '/api/commitments/:commitmentId',
  permission: 'plan.plan.read',
  summary: 'One commitment: its sentence in context, its figure with the rows behind it, tasks, evidence, history.',
  params: commitmentParams,
  query: asOf,
  response: z.object({
    planId: z.uuid(),
    planTitle: z.string(),
    planYear: z.number().int(),
    row: boardRow,
    revision: z.number().int(),
    sectionTitle: z.string().nullable(),
    /** The plan's text around the sentence, so that it can be read in place. */
    context: z.object({ before: z.string(), quote: z.string(), after: z.string() }),
    spans: z.array(z.object({ kind: z.string(), at: z.number().int(), end: z.number().int() })),
    /** With the reason in words, in the language of the request. */
    figureRows: z.array(measureRow.extend({ reasonWords: z.string().nullable() })),
    /** The rule in words, the parameter versions used and the moment of the computation. */
    howItCameAbout: z.object({ rule: z.string(), formula: z.string(), computedAt: z.iso.datetime() }),
    /** All that a person may change of it: kind, window, amounts, edition, cohort, themes, units, officer. */
    content: commitmentContent,
    measure: measureFacts.nullable(),
    /** For who may amend: the measures that suit it, and the present one. */
    measures: z.array(measureChoice),
    changed: lastChange.nullable(),
    tasks: z.array(task),
    evidence: z.array(evidence),
    comments: z.array(comment),
    /** The sentences from above that it answers. */
    citations: z.array(citation),
    parentPlan: z.object({ id: z.uuid(), year: z.number().int(), title: z.string(), issuer: z.string() }).nullable(),
    history: z.array(history),
    previousId: z.uuid().nullable(),
    nextId: z.uuid().nullable(),
    abilities: z.record(z.string(), z.boolean()),
  }),
});

/** What one person has to do: tasks and the commitments that are assigned to the person or the own units. */
export const listMyDuties = endpoint({
  name: 'plan.listMyDuties',
  method: 'GET',
  path: '/api/duties/mine',
  permission: 'plan.task.read',
  summary: 'The own duties: open tasks by due day and the commitments of the own units with their states.',
  response: z.object({ today: day, tasks: z.array(task), doneTasks: z.array(task), commitments: z.array(boardRow) }),
});

const taskBody = z.object({
  title: z.string().trim().min(1).max(200),
  unitId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  dueOn: day,
});

export const addTask = endpoint({
  name: 'plan.addTask',
  method: 'POST',
  path: '/api/commitments/:commitmentId/tasks',
  permission: 'plan.task.write',
  summary: 'Adds a task under a commitment: who, what, by when.',
  params: commitmentParams,
  body: taskBody,
  response: task,
  errors: ['plan.not_confirmed', 'plan.unknown_unit', 'plan.unknown_officer', 'plan.task_without_owner'],
});

export const changeTask = endpoint({
  name: 'plan.changeTask',
  method: 'PUT',
  path: '/api/tasks/:taskId',
  permission: 'plan.task.write',
  summary: 'Changes an open task.',
  params: z.object({ taskId: z.uuid() }),
  body: taskBody.extend({ revision: z.number().int() }),
  response: task,
  errors: [
    'plan.row_changed',
    'plan.task_done',
    'plan.unknown_unit',
    'plan.unknown_officer',
    'plan.task_without_owner',
  ],
});

export const finishTask = endpoint({
  name: 'plan.finishTask',
  method: 'POST',
  path: '/api/tasks/:taskId/done',
  permission: 'plan.evidence.write',
  summary: 'Says that a task is done, with a note; or opens it again with a reason.',
  params: z.object({ taskId: z.uuid() }),
  body: z.object({ revision: z.number().int(), isDone: z.boolean(), note: z.string().trim().max(500) }),
  response: task,
  errors: ['plan.row_changed', 'plan.reason_missing'],
});

export const addComment = endpoint({
  name: 'plan.addComment',
  method: 'POST',
  path: '/api/commitments/:commitmentId/comments',
  permission: 'plan.comment.write',
  summary: 'Adds a comment to a commitment.',
  params: commitmentParams,
  body: z.object({ text: z.string().trim().min(1).max(1000) }),
  response: comment,
});

export const uploadEvidenceFile = endpoint({
  name: 'plan.uploadEvidenceFile',
  method: 'POST',
  path: '/api/commitments/:commitmentId/files',
  permission: 'plan.evidence.write',
  summary: 'Keeps one photo or file that will stand behind a commitment.',
  params: commitmentParams,
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: 20 * 1024 * 1024,
  response: z.object({ fileId: z.uuid() }),
  errors: ['file.empty', 'file.type_refused'],
});

export const fileEvidence = endpoint({
  name: 'plan.fileEvidence',
  method: 'POST',
  path: '/api/commitments/:commitmentId/evidence',
  permission: 'plan.evidence.write',
  summary: 'Files evidence: words, photos and files of a day.',
  params: commitmentParams,
  body: z.object({
    day,
    text: z.string().trim().max(2000),
    taskId: z.uuid().nullable(),
    fileIds: z.array(z.uuid()).max(30),
  }),
  response: evidence,
  errors: ['plan.not_confirmed', 'plan.evidence_empty', 'plan.evidence_future', 'plan.unknown_file'],
});

export const withdrawEvidence = endpoint({
  name: 'plan.withdrawEvidence',
  method: 'POST',
  path: '/api/evidence/:evidenceId/withdraw',
  permission: 'plan.evidence.write',
  summary: 'Withdraws evidence with a reason; it stays readable and counts no more.',
  params: z.object({ evidenceId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
  response: evidence,
  errors: ['plan.evidence_withdrawn'],
});

export const getEvidenceFile = endpoint({
  name: 'plan.getEvidenceFile',
  method: 'GET',
  path: '/api/evidence/files/:fileId',
  permission: 'plan.evidence.read',
  summary: 'The bytes of a photo or file that stands behind a commitment.',
  params: z.object({ fileId: z.uuid() }),
  response: 'file',
});

const reportQuery = asOf;

export const reportLine = z.object({
  number: z.string(),
  kind: commitmentKind,
  quote: z.string(),
  /** In an answer to what came from above: the sentence that this promise answers; null elsewhere. */
  asks: z.string().nullable(),
  target: z.string(),
  figure: z.string(),
  state: z.string(),
  evidence: z.array(z.string()),
  exceptions: z.array(z.string()),
});

export const report = z.object({
  title: z.string(),
  asOf: day,
  unitName: z.string(),
  opening: z.string(),
  chapters: z.array(
    z.object({
      number: z.string().nullable(),
      /** The plan's own mark, such as `2、`. */
      mark: z.string(),
      level: z.number().int(),
      isAppendix: z.boolean(),
      title: z.string(),
      opening: z.string(),
      lines: z.array(reportLine),
    }),
  ),
  duties: z.array(z.string()),
  summary: z.array(z.object({ text: z.string(), isInWords: z.boolean() })),
  /** The line that names the digest, as it is printed last. */
  seal: z.string(),
  sha256: z.string(),
});
export type Report = z.infer<typeof report>;

export const getReport = endpoint({
  name: 'plan.getReport',
  method: 'GET',
  path: '/api/plans/:planId/report',
  permission: 'plan.report.read',
  summary: 'The year-end report as data, for the page that is printed.',
  params: planParams,
  query: reportQuery,
  response: report,
  isOneMoment: true,
  errors: ['plan.not_confirmed'],
});

export const getReportDocument = endpoint({
  name: 'plan.getReportDocument',
  method: 'GET',
  path: '/api/plans/:planId/report.docx',
  permission: 'plan.report.read',
  summary: 'The year-end report as a Word document in official layout.',
  params: planParams,
  query: reportQuery,
  response: 'file',
  isOneMoment: true,
  errors: ['plan.not_confirmed'],
});

export const comparePlans = endpoint({
  name: 'plan.comparePlans',
  method: 'GET',
  path: '/api/plans/:planId/comparison',
  permission: 'plan.plan.read',
  summary: 'Lays two plans side by side: what stayed, what changed, what is new, what went.',
  params: planParams,
  query: z.object({ with: z.uuid() }),
  response: z.object({
    left: planSummary,
    right: planSummary,
    pairs: z.array(
      z.object({
        left: boardRow.nullable(),
        right: boardRow.nullable(),
        change: z.enum(['same', 'changed', 'new', 'gone']),
      }),
    ),
  }),
});

export const draftNextPlan = endpoint({
  name: 'plan.draftNextPlan',
  method: 'GET',
  path: '/api/plans/:planId/next',
  permission: 'plan.plan.review',
  summary: "The text of next year's plan, drafted from what stayed open and what comes round each year.",
  params: planParams,
  response: z.object({ year: z.number().int(), text: z.string(), carried: z.number().int() }),
  errors: ['plan.not_confirmed'],
});

export const yearEndpoints = [
  getBoard,
  getTotals,
  followPlan,
  getCommitment,
  listMyDuties,
  addTask,
  changeTask,
  finishTask,
  addComment,
  uploadEvidenceFile,
  fileEvidence,
  withdrawEvidence,
  getEvidenceFile,
  getReport,
  getReportDocument,
  comparePlans,
  draftNextPlan,
] as const;
