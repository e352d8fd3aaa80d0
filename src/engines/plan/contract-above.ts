import { z } from 'zod';
import { day, endpoint, kernelErrors } from '#kernel/contract';
import { citableSentence, citation, directive, planSummary, readerNote } from './contract-shapes';

const directiveParams = z.object({ directiveId: z.uuid() });
const commitmentParams = z.object({ commitmentId: z.uuid() });

/** A paper from above may hold a seal in colour or ten scanned pages. */
export const MAX_PAPER_BYTES = 20 * 1024 * 1024;

export const listDirectives = endpoint({
  name: 'plan.listDirectives',
  method: 'GET',
  path: '/api/directives',
  permission: 'plan.plan.read',
  summary: 'Lists the directives received from above.',
  response: z.object({ directives: z.array(directive) }),
});

export const uploadDirectiveFile = endpoint({
  name: 'plan.uploadDirectiveFile',
  method: 'POST',
  path: '/api/directives/files',
  permission: 'plan.plan.review',
  summary: "Keeps a directive's paper: Word, text, PDF or a photo, told by its content.",
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_PAPER_BYTES,
  response: z.object({ fileId: z.uuid() }),
  errors: ['file.empty', 'file.type_refused'],
});

const directiveBody = z.object({
  sender: z.string().trim().min(1).max(80),
  number: z.string().trim().max(60),
  title: z.string().trim().min(1).max(200),
  receivedOn: day,
  fileId: z.uuid().nullable(),
});

export const receiveDirective = endpoint({
  name: 'plan.receiveDirective',
  method: 'POST',
  path: '/api/directives',
  permission: 'plan.plan.review',
  summary: 'Files a directive from above: sender, number, title, day, and its paper, whose sentences are read.',
  body: directiveBody,
  response: directive,
  errors: ['plan.unknown_file', 'plan.received_future'],
});

export const changeDirective = endpoint({
  name: 'plan.changeDirective',
  method: 'PUT',
  path: '/api/directives/:directiveId',
  permission: 'plan.plan.review',
  summary: "Puts a directive's facts right or gives it its paper; what commitments cite of it stays word for word.",
  params: directiveParams,
  body: directiveBody.extend({ revision: z.number().int() }),
  response: directive,
  errors: ['plan.unknown_file', 'plan.received_future', 'plan.row_changed'],
});

export const getDirective = endpoint({
  name: 'plan.getDirective',
  method: 'GET',
  path: '/api/directives/:directiveId',
  permission: 'plan.plan.read',
  summary: 'One directive with the sentences of its paper and the commitments that answer each.',
  params: directiveParams,
  response: z.object({
    directive,
    sentences: z.array(citableSentence),
    /** Citations of the whole paper, or of words that stand in it no more. */
    others: z.array(
      z.object({
        quote: z.string(),
        commitmentId: z.uuid(),
        number: z.string(),
        title: z.string(),
        planYear: z.number().int(),
      }),
    ),
    notes: z.array(readerNote),
  }),
});

export const listPlanSentences = endpoint({
  name: 'plan.listPlanSentences',
  method: 'GET',
  path: '/api/plans/:planId/sentences',
  permission: 'plan.plan.read',
  summary: 'The sentences of a plan, so that a commitment of a plan below can cite one.',
  params: z.object({ planId: z.uuid() }),
  response: z.object({ plan: planSummary, sentences: z.array(citableSentence), notes: z.array(readerNote) }),
});

/** Either a stretch of the text from above, with its words as the page showed them, or words copied by hand. */
const sentenceRef = {
  at: z.number().int().min(0).nullable(),
  end: z.number().int().min(1).nullable(),
  quote: z.string().trim().max(500),
};

export const citeSentence = endpoint({
  name: 'plan.citeSentence',
  method: 'POST',
  path: '/api/commitments/:commitmentId/citations',
  permission: 'plan.plan.review',
  summary: 'Says that a commitment answers a sentence of a directive or of the plan above.',
  params: commitmentParams,
  body: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('directive'), directiveId: z.uuid(), ...sentenceRef }),
    z.object({ kind: z.literal('plan'), planId: z.uuid(), ...sentenceRef }),
  ]),
  response: citation,
  errors: ['plan.sentence_changed', 'plan.not_parent'],
});

export const withdrawCitation = endpoint({
  name: 'plan.withdrawCitation',
  method: 'DELETE',
  path: '/api/commitments/:commitmentId/citations/:citationId',
  permission: 'plan.plan.review',
  summary: 'Says that a commitment no longer answers a sentence from above.',
  params: commitmentParams.extend({ citationId: z.uuid() }),
  response: z.object({}),
});

const documentErrors = Object.keys(kernelErrors).filter((code) => code.startsWith('document.'));

export const importReference = endpoint({
  name: 'plan.importReference',
  method: 'POST',
  path: '/api/plans/references',
  permission: 'plan.plan.import',
  summary: "Reads a plan from above (a group's plan, a five-year plan) so that own commitments can cite it.",
  query: z.object({
    name: z.string().trim().min(1).max(200),
    title: z.string().trim().max(120),
    issuer: z.string().trim().min(1).max(80),
    fromYear: z.coerce.number().int().min(1949).max(2100),
    toYear: z.coerce.number().int().min(1949).max(2100),
  }),
  body: 'bytes',
  maxBytes: 11 * 1024 * 1024,
  response: z.object({ planId: z.uuid(), isKnown: z.boolean(), sentences: z.number().int() }),
  errors: [...documentErrors, 'plan.years_reversed', 'plan.no_sentences'],
});

export const setParentPlan = endpoint({
  name: 'plan.setParentPlan',
  method: 'PUT',
  path: '/api/plans/:planId/parent',
  permission: 'plan.plan.review',
  summary: 'Names the plan above a plan, also of a confirmed one: it changes no promise.',
  params: z.object({ planId: z.uuid() }),
  body: z.object({ parentPlanId: z.uuid().nullable() }),
  response: planSummary,
  errors: ['plan.parent_circular', 'plan.parent_cited'],
});
