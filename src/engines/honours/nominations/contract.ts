import { z } from 'zod';
import { defineErrors, endpoint, type PermissionName } from '#kernel/contract';
import { abilities, byId, nominationStates, unitName, version, words } from '../terms';

export const nominationPermissions = [
  'honours.nomination.read',
  'honours.nomination.write',
  'honours.nomination.review',
] as const satisfies readonly PermissionName[];

export const nominationErrors = defineErrors({
  'honours.nominations_closed': 409,
  'honours.nominee_unfit': 422,
  'honours.nominated_already': 409,
  'honours.ineligible': 422,
  'honours.parts_missing': 422,
  'honours.consent_missing': 422,
  'honours.nomination_step_impossible': 409,
  'honours.quota_exceeded': 409,
  'honours.vetoes_open': 422,
  'honours.reason_missing': 422,
  'honours.files_full': 409,
});

export const MOST_NOMINATION_FILES = 12;
export const MOST_NOMINATION_FILE_BYTES = 10 * 1024 * 1024;

const path = '/api/honours/nominations';
const write = 'honours.nomination.write';

export const nomination = z.object({
  id: z.uuid(),
  roundId: z.uuid(),
  /** The person's, or of a collective the unit's. */
  name: z.string(),
  personId: z.uuid().nullable(),
  unit: unitName,
  quotaUnit: unitName.nullable(),
  parts: z.record(z.string(), z.string()),
  newMerits: z.string(),
  hasAgreed: z.boolean(),
  /** By the key of the item: what was found, empty as long as it isn't clear. */
  vetoes: z.record(z.string(), z.string()),
  files: z.array(z.object({ id: z.uuid(), name: z.string() })),
  state: z.enum(nominationStates),
  stateReason: z.string(),
  place: z.int().nullable(),
  result: z.string(),
  steps: z.array(z.object({ key: z.string(), value: z.string() })),
  nominatedByName: z.string(),
  passedByName: z.string(),
  qualifiedByName: z.string(),
  version,
  abilities,
});
export type Nomination = z.infer<typeof nomination>;

export const listNominations = endpoint({
  name: 'honours.listNominations',
  method: 'GET',
  path: '/api/honours/rounds/:id/nominations',
  permission: 'honours.nomination.read',
  summary: 'Who is put forward in a round: all of them for those who run it, else those of the reader’s units.',
  params: byId,
  response: z.object({ rows: z.array(nomination), abilities }),
});

export const exportNominations = endpoint({
  name: 'honours.exportNominations',
  method: 'GET',
  path: '/api/honours/rounds/:id/nominations.xlsx',
  permission: 'honours.nomination.read',
  summary: 'The same list as an Excel file.',
  params: byId,
  response: 'file',
});

const form = {
  parts: z.record(z.string().max(61), words(4000)).default({}),
  newMerits: words(2000).default(''),
  /** Whoever is put forward agrees that name and unit are laid open, masked, and published when honoured. */
  hasAgreed: z.boolean().default(false),
};

export const newNomination = z.object({
  /** Of a collective; of a person it is where the person works. */
  unitId: z.uuid().nullable().default(null),
  personId: z.uuid().nullable().default(null),
  ...form,
});
export type NewNomination = z.input<typeof newNomination>;

export const nominate = endpoint({
  name: 'honours.nominate',
  method: 'POST',
  path: '/api/honours/rounds/:id/nominations',
  permission: write,
  summary: 'Puts a person or a unit forward, as a draft that can be filled bit by bit.',
  params: byId,
  body: newNomination,
  response: nomination,
  errors: ['honours.nominations_closed', 'honours.nominee_unfit', 'honours.nominated_already'],
});

export const changeNomination = endpoint({
  name: 'honours.changeNomination',
  method: 'PUT',
  path: `${path}/:id`,
  permission: write,
  summary: 'Changes a nomination that isn’t submitted, or was refused.',
  params: byId,
  body: z.object({ ...form, version }),
  response: nomination,
  errors: ['honours.nominations_closed', 'honours.nomination_step_impossible'],
});

export const submitNomination = endpoint({
  name: 'honours.submitNomination',
  method: 'POST',
  path: `${path}/:id/submit`,
  permission: write,
  summary: 'Submits a nomination to the review of its unit: form and eligibility are judged, each fault by its name.',
  params: byId,
  body: z.object({ version }),
  response: nomination,
  errors: [
    ...(['honours.nominations_closed', 'honours.nomination_step_impossible', 'honours.parts_missing'] as const),
    ...(['honours.consent_missing', 'honours.ineligible'] as const),
  ],
});

export const removeNomination = endpoint({
  name: 'honours.removeNomination',
  method: 'DELETE',
  path: `${path}/:id`,
  permission: write,
  summary: 'Takes a draft away.',
  params: byId,
  response: z.object({}),
  errors: ['honours.nomination_step_impossible'],
});

export const addNominationFile = endpoint({
  name: 'honours.addNominationFile',
  method: 'POST',
  path: `${path}/:id/files`,
  permission: write,
  summary: 'Attaches a photo or a PDF to a nomination that isn’t submitted.',
  params: byId,
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MOST_NOMINATION_FILE_BYTES,
  response: nomination,
  errors: ['file.type_refused', 'file.empty', 'honours.nomination_step_impossible', 'honours.files_full'],
});

export const readNominationFile = endpoint({
  name: 'honours.readNominationFile',
  method: 'GET',
  path: `${path}/:id/files/:fileId`,
  permission: 'honours.nomination.read',
  summary: 'A file of a nomination.',
  params: byId.extend({ fileId: z.uuid() }),
  response: 'file',
});

export const reviewNomination = endpoint({
  name: 'honours.reviewNomination',
  method: 'POST',
  path: `${path}/:id/review`,
  permission: 'honours.nomination.review',
  summary: 'The unit’s own review: passes a nomination within the quota, or refuses it with the reason.',
  params: byId,
  body: z.object({ version, isPassed: z.boolean(), reason: words(400).default('') }),
  response: nomination,
  errors: [
    ...(['honours.nomination_step_impossible', 'honours.nominations_closed', 'honours.same_hand'] as const),
    ...(['honours.own_case', 'honours.quota_exceeded', 'honours.reason_missing'] as const),
  ],
});

export const qualifyNomination = endpoint({
  name: 'honours.qualifyNomination',
  method: 'POST',
  path: `${path}/:id/qualify`,
  permission: 'honours.round.manage',
  summary: 'Looks into a nomination: each veto item with what was found, then qualified or not, with the reason.',
  params: byId,
  body: z.object({
    version,
    isQualified: z.boolean(),
    vetoes: z.record(z.string().max(61), words(400, 1)).default({}),
    reason: words(400).default(''),
  }),
  response: nomination,
  errors: [
    ...(['honours.nomination_step_impossible', 'honours.round_step_impossible', 'honours.same_hand'] as const),
    ...(['honours.own_case', 'honours.vetoes_open', 'honours.reason_missing'] as const),
  ],
});
