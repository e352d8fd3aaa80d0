import { z } from 'zod';
import {
  abilities,
  day,
  defineErrors,
  endpoint,
  pageOf,
  pageQuery,
  parameterShape,
  type PermissionName,
} from '#kernel/contract';
import { SEEN, idParams, line } from '../unit-contract';

export const erasurePermissions = [
  'roster.erasure.decide',
  'roster.blocked.read',
] as const satisfies readonly PermissionName[];

export const erasureErrors = defineErrors({
  'roster.erasure_kept': 409,
  'roster.erasure_open': 409,
  'roster.erasure_decided': 409,
});

/** Years after the last employment, post, enrolment or seat has ended. */
export const retentionYearsShape = parameterShape({
  key: 'roster.retentionYears',
  unit: 'years',
  schema: z.int().min(1).max(50),
});

/** Days for which the rows of an import and the journal of a merge are kept; never fewer than both can be undone. */
export const journalDaysShape = parameterShape({
  key: 'roster.journalDays',
  unit: 'days',
  schema: z.int().min(30).max(365),
});

export const erasureParameters = [retentionYearsShape, journalDaysShape] as const;

/** The most people of one proposal. */
export const MOST_PROPOSED = 100;
const reason = line.min(2).max(300).regex(SEEN);

export const erasureStates = ['requested', 'proposed', 'approved', 'refused', 'withdrawn'] as const;
export type ErasureState = (typeof erasureStates)[number];

/** Why the data are kept: `open` refuses the erasure, `law` turns it into a blocking. */
export const keptReason = z.object({
  kind: z.enum(['open', 'law']),
  words: z.string(),
  until: day.nullable(),
  /** The page with the row behind it; none where the row has no page. */
  link: z.string().nullable(),
});
export type KeptReason = z.infer<typeof keptReason>;

const counted = z.object({ words: z.string(), goes: z.int(), stays: z.int(), why: z.string().nullable() });
export type CountedRows = z.infer<typeof counted>;

export const erasure = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  /** Once erased: the name of the shell. */
  personName: z.string(),
  staffNumber: z.string().nullable(),
  unitName: z.string().nullable(),
  basis: z.enum(['retention', 'request']),
  state: z.enum(erasureStates),
  outcome: z.enum(['erased', 'blocked']).nullable(),
  wish: z.string().nullable(),
  askedAt: z.iso.datetime().nullable(),
  dueOn: day.nullable(),
  reason: z.string().nullable(),
  proposedAt: z.iso.datetime().nullable(),
  proposedByName: z.string().nullable(),
  keeps: z.array(keptReason),
  answer: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  decidedByName: z.string().nullable(),
});
export type Erasure = z.infer<typeof erasure>;
export const erasureRow = erasure.extend({ abilities });
export type ErasureRow = z.infer<typeof erasureRow>;

/** Somebody who has been gone for as long as the data may be kept. */
export const dueRow = z.object({
  personId: z.uuid(),
  personName: z.string(),
  staffNumber: z.string(),
  unitName: z.string(),
  lastDay: day,
  /** The day from which the data are not needed any more. */
  dueOn: day,
  isBlocked: z.boolean(),
});
export type DueRow = z.infer<typeof dueRow>;

export const listDueErasures = endpoint({
  name: 'roster.listDueErasures',
  method: 'GET',
  path: '/api/roster/erasures/due',
  permission: 'roster.privacy.manage',
  summary: 'Lists people whose retention has run out and for whom no erasure is under way, the longest gone first.',
  query: pageQuery,
  response: pageOf(dueRow).extend({ years: z.int() }),
});

export const exportDueErasures = endpoint({
  name: 'roster.exportDueErasures',
  method: 'GET',
  path: '/api/roster/erasures/due.xlsx',
  permission: 'roster.privacy.manage',
  summary: 'The people whose retention has run out as an Excel file.',
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const listErasures = endpoint({
  name: 'roster.listErasures',
  method: 'GET',
  path: '/api/roster/erasures',
  permission: 'roster.privacy.manage',
  summary: 'Lists requests and proposals to erase, the latest first.',
  query: pageQuery.extend({ state: z.enum(erasureStates).optional() }),
  response: pageOf(erasureRow),
});

export const exportErasures = endpoint({
  name: 'roster.exportErasures',
  method: 'GET',
  path: '/api/roster/erasures.xlsx',
  permission: 'roster.privacy.manage',
  summary: 'The requests and proposals of the list, as it is filtered, as an Excel file.',
  query: listErasures.query!.omit({ cursor: true, limit: true }),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const previewErasure = endpoint({
  name: 'roster.previewErasure',
  method: 'GET',
  path: '/api/roster/people/:id/erasure',
  permission: 'roster.privacy.manage',
  summary:
    'What of a person would go and what would stay, table by table and why; the log of readers keeps who looked.',
  params: idParams,
  response: z.object({
    personName: z.string(),
    staffNumber: z.string(),
    outcome: z.enum(['refused', 'blocked', 'erased']),
    keeps: z.array(keptReason),
    rows: z.array(counted),
  }),
});

export const proposeErasures = endpoint({
  name: 'roster.proposeErasures',
  method: 'POST',
  path: '/api/roster/erasures',
  permission: 'roster.privacy.manage',
  summary: 'Proposes to erase the data of several people; for whom a reason to keep stands, nothing is proposed.',
  body: z.object({ personIds: z.array(z.uuid()).min(1).max(MOST_PROPOSED), reason }),
  response: z.object({
    proposed: z.int(),
    kept: z.array(z.object({ personName: z.string(), reasons: z.array(keptReason) })),
  }),
  errors: ['roster.erasure_open'],
});

export const approveErasure = endpoint({
  name: 'roster.approveErasure',
  method: 'POST',
  path: '/api/roster/erasures/:id/approve',
  permission: 'roster.erasure.decide',
  summary: 'Erases the data of a person, or blocks them where a law keeps the books; by another hand than proposed it.',
  params: idParams,
  response: erasureRow,
  errors: ['roster.erasure_decided', 'roster.erasure_kept', 'roster.same_hand'],
});

export const refuseErasure = endpoint({
  name: 'roster.refuseErasure',
  method: 'POST',
  path: '/api/roster/erasures/:id/refuse',
  permission: 'roster.erasure.decide',
  summary: 'Refuses to erase with a reason, which the person reads.',
  params: idParams,
  body: z.object({ reason }),
  response: erasureRow,
  errors: ['roster.erasure_decided'],
});

export const withdrawErasure = endpoint({
  name: 'roster.withdrawErasure',
  method: 'POST',
  path: '/api/roster/erasures/:id/withdraw',
  permission: 'roster.privacy.manage',
  summary: 'Takes a proposal back; a request of the person waits again.',
  params: idParams,
  response: erasureRow,
  errors: ['roster.erasure_decided'],
});

/** What the person sees of the own request. */
export const ownErasure = z.object({
  /** False for an account of nobody in the roster. */
  isPerson: z.boolean(),
  latest: erasure
    .pick({ id: true, state: true, askedAt: true, dueOn: true, keeps: true, answer: true, decidedAt: true, wish: true })
    .nullable(),
});

export const showOwnErasure = endpoint({
  name: 'roster.showOwnErasure',
  method: 'GET',
  path: '/api/roster/own-erasure',
  permission: 'signed-in',
  summary: 'The latest request of the signed-in person to have the own data erased, with the reasons of a refusal.',
  response: ownErasure,
});

export const requestOwnErasure = endpoint({
  name: 'roster.requestOwnErasure',
  method: 'POST',
  path: '/api/roster/own-erasure',
  permission: 'signed-in',
  summary:
    'Asks to have the own data erased and the account closed. Where a reason to keep stands, the answer is a refusal with the reasons; else it is decided within 15 working days.',
  body: z.object({ wish: z.string().trim().max(300).nullable() }),
  response: ownErasure,
  errors: ['roster.erasure_open'],
});

export const withdrawOwnErasure = endpoint({
  name: 'roster.withdrawOwnErasure',
  method: 'POST',
  path: '/api/roster/own-erasure/withdraw',
  permission: 'signed-in',
  summary: 'Takes the own request back while nobody has decided.',
  response: ownErasure,
  errors: ['roster.erasure_decided'],
});

export const erasureEndpoints = [
  listDueErasures,
  exportDueErasures,
  listErasures,
  exportErasures,
  previewErasure,
  proposeErasures,
  approveErasure,
  refuseErasure,
  withdrawErasure,
  showOwnErasure,
  requestOwnErasure,
  withdrawOwnErasure,
] as const;
