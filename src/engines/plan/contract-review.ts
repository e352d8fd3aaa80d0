import { z } from 'zod';
import { endpoint, day, kernelErrors } from '#kernel/contract';
import { commitmentContent, planSummary, reviewRow, section, span, warning } from './contract-shapes';

const planParams = z.object({ planId: z.uuid() });

/** Ten mebibytes hold any plan; larger files are refused with what to do. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;

const importQuery = z.object({
  name: z.string().trim().min(1).max(200),
  /** Decides where the text names no year, or another one than meant. */
  year: z.coerce.number().int().min(1949).max(2100).optional(),
});

const documentErrors = [
  ...Object.keys(kernelErrors).filter((code) => code.startsWith('document.')),
  'plan.nothing_found',
];

const imported = z.object({
  planId: z.uuid(),
  /** `already_here`: the very same text was imported before; nothing was doubled. */
  outcome: z.enum(['imported', 'already_here', 'updated']),
  commitments: z.number().int(),
  kept: z.number().int(),
  added: z.number().int(),
  gone: z.number().int(),
});

export const importPlan = endpoint({
  name: 'plan.importPlan',
  method: 'POST',
  path: '/api/plans/documents',
  permission: 'plan.plan.import',
  summary: 'Reads a plan document (.txt, .md, .docx) and proposes its commitments for review.',
  query: importQuery,
  body: 'bytes',
  maxBytes: MAX_DOCUMENT_BYTES + 1024 * 1024,
  response: imported,
  errors: documentErrors,
});

export const importPlanText = endpoint({
  name: 'plan.importPlanText',
  method: 'POST',
  path: '/api/plans/texts',
  permission: 'plan.plan.import',
  summary: 'Reads pasted text as a plan document and proposes its commitments for review.',
  body: importQuery.extend({ text: z.string().max(2_000_000) }),
  maxBytes: MAX_DOCUMENT_BYTES,
  response: imported,
  errors: documentErrors,
});

export const replaceDocument = endpoint({
  name: 'plan.replaceDocument',
  method: 'POST',
  path: '/api/plans/:planId/document',
  permission: 'plan.plan.import',
  summary: 'Reads a corrected document into a plan under review; decisions about unchanged sentences are kept.',
  params: planParams,
  query: importQuery,
  body: 'bytes',
  maxBytes: MAX_DOCUMENT_BYTES + 1024 * 1024,
  response: imported,
  errors: [...documentErrors, 'plan.not_in_review'],
});

export const listPlans = endpoint({
  name: 'plan.listPlans',
  method: 'GET',
  path: '/api/plans',
  permission: 'plan.plan.read',
  summary: 'Lists the plans that the person may read, the latest year first.',
  response: z.object({ plans: z.array(planSummary) }),
});

const stepInfo = z.object({ id: z.uuid(), kind: z.string(), number: z.string().nullable() });

/** The whole review page in one answer. */
export const review = z.object({
  plan: planSummary,
  text: z.string(),
  sections: z.array(section),
  spans: z.array(span),
  warnings: z.array(warning),
  rows: z.array(reviewRow),
  /** The own next step to undo and to redo, if there is one. */
  undo: stepInfo.nullable(),
  redo: stepInfo.nullable(),
  measures: z.array(z.object({ name: z.string(), label: z.string(), unit: z.string() })),
  /** Who else changed something in the last minutes. */
  others: z.array(z.object({ name: z.string(), at: z.iso.datetime() })),
});
export type Review = z.infer<typeof review>;

export const getReview = endpoint({
  name: 'plan.getReview',
  method: 'GET',
  path: '/api/plans/:planId/review',
  permission: 'plan.plan.review',
  summary: 'The document with its spans beside the commitments that were read from it.',
  params: planParams,
  response: review,
});

const rowRef = z.object({ id: z.uuid(), revision: z.number().int() });
const reason = z.string().trim().min(2).max(300);

/** One decision of a person; each can be undone and redone, also after a reload, until the plan is confirmed. */
export const reviewStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accept'), rows: z.array(rowRef).min(1).max(500) }),
  z.object({ kind: z.literal('edit'), row: rowRef, content: commitmentContent, isAccepted: z.boolean() }),
  z.object({ kind: z.literal('drop'), row: rowRef, reason }),
  z.object({ kind: z.literal('restore'), row: rowRef }),
  /** Cuts the sentence at a place of the document; both parts start as copies to be edited. */
  z.object({
    kind: z.literal('split'),
    row: rowRef,
    at: z.number().int().min(0),
    titles: z.tuple([z.string().trim().min(1).max(120), z.string().trim().min(1).max(120)]),
  }),
  z.object({
    kind: z.literal('merge'),
    rows: z.array(rowRef).min(2).max(20),
    title: z.string().trim().min(1).max(120),
  }),
  z.object({
    kind: z.literal('add'),
    at: z.number().int().min(0),
    end: z.number().int().min(1),
    content: commitmentContent,
  }),
  z.object({
    kind: z.literal('assign'),
    rows: z.array(rowRef).min(1).max(500),
    unitId: z.uuid().nullable(),
    officerId: z.uuid().nullable(),
  }),
]);
export type ReviewStep = z.infer<typeof reviewStep>;

const changed = z.object({
  rows: z.array(reviewRow),
  removed: z.array(z.uuid()),
  undo: stepInfo.nullable(),
  redo: stepInfo.nullable(),
  revision: z.number().int(),
});

export const takeReviewStep = endpoint({
  name: 'plan.takeReviewStep',
  method: 'POST',
  path: '/api/plans/:planId/review/steps',
  permission: 'plan.plan.review',
  summary: 'Accepts, edits, drops, splits, merges, adds or assigns commitments under review.',
  params: planParams,
  body: reviewStep,
  response: changed,
  errors: [
    'plan.not_in_review',
    'plan.row_changed',
    'plan.window_reversed',
    'plan.window_outside',
    'plan.cut_outside',
    'plan.span_empty',
    'plan.merge_apart',
    'plan.unknown_measure',
    'plan.unknown_unit',
    'plan.unknown_officer',
    'plan.target_reversed',
  ],
});

export const undoReviewStep = endpoint({
  name: 'plan.undoReviewStep',
  method: 'POST',
  path: '/api/plans/:planId/review/undo',
  permission: 'plan.plan.review',
  summary: 'Takes the own latest review step back.',
  params: planParams,
  body: z.object({ stepId: z.uuid() }),
  response: changed,
  errors: ['plan.not_in_review', 'plan.nothing_to_undo', 'plan.step_overwritten'],
});

export const redoReviewStep = endpoint({
  name: 'plan.redoReviewStep',
  method: 'POST',
  path: '/api/plans/:planId/review/redo',
  permission: 'plan.plan.review',
  summary: 'Does the step again that was taken back last.',
  params: planParams,
  body: z.object({ stepId: z.uuid() }),
  response: changed,
  errors: ['plan.not_in_review', 'plan.nothing_to_redo', 'plan.step_overwritten'],
});

export const markWarningSeen = endpoint({
  name: 'plan.markWarningSeen',
  method: 'POST',
  path: '/api/plans/:planId/warnings/seen',
  permission: 'plan.plan.review',
  summary: 'Marks one warning of the reading as seen by a person.',
  params: planParams,
  body: z.object({ at: z.number().int().nullable(), code: z.string().max(60) }),
  response: z.object({}),
});

export const setPlanFacts = endpoint({
  name: 'plan.setPlanFacts',
  method: 'PUT',
  path: '/api/plans/:planId',
  permission: 'plan.plan.review',
  summary: 'Sets the title, the year, and the plan above (group or five-year plan) of a plan under review.',
  params: planParams,
  body: z.object({
    revision: z.number().int(),
    title: z.string().trim().min(1).max(120),
    year: z.number().int().min(1949).max(2100),
    parentPlanId: z.uuid().nullable(),
  }),
  response: planSummary,
  errors: [
    'plan.not_in_review',
    'plan.row_changed',
    'plan.year_confirmed',
    'plan.parent_circular',
    'plan.parent_cited',
  ],
});

export const confirmPlan = endpoint({
  name: 'plan.confirmPlan',
  method: 'POST',
  path: '/api/plans/:planId/confirm',
  permission: 'plan.plan.confirm',
  summary: 'Makes the reviewed commitments the plan of the year and its events in their windows.',
  params: planParams,
  body: z.object({ revision: z.number().int(), acceptRest: z.boolean() }),
  response: z.object({ plan: planSummary, version: z.number().int(), events: z.number().int() }),
  errors: [
    'plan.not_in_review',
    'plan.row_changed',
    'plan.rows_undecided',
    'plan.year_confirmed',
    'plan.nothing_to_confirm',
  ],
});

export const discardPlan = endpoint({
  name: 'plan.discardPlan',
  method: 'POST',
  path: '/api/plans/:planId/discard',
  permission: 'plan.plan.import',
  summary: 'Sets a plan under review, or a plan from above that nothing cites, aside with a reason.',
  params: planParams,
  body: z.object({ reason }),
  response: z.object({}),
  errors: ['plan.not_in_review', 'plan.source_used'],
});

export const amendCommitment = endpoint({
  name: 'plan.amendCommitment',
  method: 'POST',
  path: '/api/commitments/:commitmentId/amendments',
  permission: 'plan.plan.amend',
  summary: 'Changes a commitment of a confirmed plan by a dated amendment; the first version stays readable.',
  params: z.object({ commitmentId: z.uuid() }),
  body: z.object({ revision: z.number().int(), day, reason, content: commitmentContent.nullable() }),
  response: z.object({ version: z.number().int() }),
  errors: [
    'plan.not_confirmed',
    'plan.row_changed',
    'plan.window_reversed',
    'plan.window_outside',
    'plan.unknown_measure',
    'plan.unknown_unit',
    'plan.unknown_officer',
    'plan.target_reversed',
  ],
});

export const versionInfo = z.object({
  number: z.number().int(),
  day,
  reason: z.string(),
  byName: z.string(),
  commitmentNumber: z.string().nullable(),
  sha256: z.string(),
});

export const listVersions = endpoint({
  name: 'plan.listVersions',
  method: 'GET',
  path: '/api/plans/:planId/versions',
  permission: 'plan.plan.read',
  summary: 'Lists the confirmed version and every dated amendment after it.',
  params: planParams,
  response: z.object({ versions: z.array(versionInfo) }),
});

export const getVersion = endpoint({
  name: 'plan.getVersion',
  method: 'GET',
  path: '/api/plans/:planId/versions/:number',
  permission: 'plan.plan.read',
  summary: 'One version of the plan as it stood then.',
  params: planParams.extend({ number: z.coerce.number().int().min(1) }),
  response: z.object({ info: versionInfo, rows: z.array(reviewRow) }),
});

const reviewStepLine = z.object({
  id: z.uuid(),
  kind: z.string(),
  number: z.string().nullable(),
  /** How many commitments it changed. */
  rows: z.number().int(),
  byName: z.string(),
  at: z.iso.datetime(),
  /** Taken back by its maker, and when. */
  undoneAt: z.iso.datetime().nullable(),
  /** The version of the reading rules behind a step of the house: since when it holds, and where it comes from. */
  rule: z.object({ id: z.uuid(), validFrom: day, source: z.string() }).nullable(),
});
export type ReviewStepLine = z.infer<typeof reviewStepLine>;

export const listReviewSteps = endpoint({
  name: 'plan.listReviewSteps',
  method: 'GET',
  path: '/api/plans/:planId/review/steps',
  permission: 'plan.plan.review',
  summary: 'The history of a review: who took which step when, what was taken back, and which rules moved windows.',
  params: planParams,
  response: z.object({ steps: z.array(reviewStepLine) }),
});

export const reviewEndpoints = [
  importPlan,
  importPlanText,
  replaceDocument,
  listPlans,
  getReview,
  takeReviewStep,
  undoReviewStep,
  redoReviewStep,
  listReviewSteps,
  markWarningSeen,
  setPlanFacts,
  confirmPlan,
  discardPlan,
  amendCommitment,
  listVersions,
  getVersion,
] as const;
