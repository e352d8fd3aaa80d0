import { z } from 'zod';
import { abilities, day, defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { personDossier } from '../dossier/contract';
import { employmentKinds, genders, personName, staffNumber } from '../person-contract';
import { idParams, line } from '../unit-contract';

export const doublePermissions = ['roster.person.merge'] as const satisfies readonly PermissionName[];

export const doubleErrors = defineErrors({
  'roster.same_person': 422,
  'roster.person_merged': 409,
  'roster.marked_different': 409,
  'roster.undo_too_late': 409,
  'roster.undo_later_first': 409,
  'roster.already_undone': 409,
  'roster.sealed_unreadable': 409,
});

/** How long a merge or an import can be taken back; the rows of an import are forgotten afterwards. */
export const UNDO_DAYS = 30;

/** What makes two records look like one person, the surest first. */
export const doubleReasons = ['identityNumber', 'nameAndBirth', 'phone'] as const;
export type DoubleReason = (typeof doubleReasons)[number];

/** Fields of which a merge takes one record's value or the other's without anybody seeing it whole. */
export const sealedFields = ['identityNumber', 'bankCard'] as const;
export type SealedField = (typeof sealedFields)[number];

/** The fields of which a merge takes one record's value or the other's; a name comes with its reading. */
export const mergeFields = [
  'staffNumber',
  'name',
  'gender',
  'bornOn',
  'identityNumber',
  'phone',
  'nation',
  'education',
  'employmentKind',
  'employer',
  'isMigrant',
  'bankCard',
  'photo',
] as const;
export type MergeField = (typeof mergeFields)[number];

/** A record beside another that may be the same person's. */
export const doublePerson = z.object({
  id: z.uuid(),
  name: z.string(),
  reading: z.string().nullable(),
  staffNumber: z.string(),
  gender: z.enum(genders),
  bornOn: day.nullable(),
  phone: z.string().nullable(),
  employmentKind: z.enum(employmentKinds),
  employedFrom: day,
  employedTo: day.nullable(),
  /** The unit of today, or the last one of who has left. */
  unitName: z.string(),
  isHere: z.boolean(),
  version: z.number().int(),
});
export type DoublePerson = z.infer<typeof doublePerson>;

/** At most so many records of a group are sent: a telephone of the gate may be everybody's. */
export const MOST_OF_GROUP = 10;

export const doubleGroup = z.object({
  /** The reason and the first two records: what the row is known by on a page. */
  id: z.string(),
  reason: z.enum(doubleReasons),
  /** What else is the same in all of them. */
  also: z.array(z.enum(doubleReasons)),
  count: z.number().int(),
  people: z.array(doublePerson),
  /** Pairs of them that somebody has marked as two people. */
  different: z.array(z.tuple([z.uuid(), z.uuid()])),
});
export type DoubleGroup = z.infer<typeof doubleGroup>;

const listQuery = z.object({ reason: z.enum(doubleReasons).optional() });

export const listDoubles = endpoint({
  name: 'roster.listDoubles',
  method: 'GET',
  path: '/api/roster/doubles',
  permission: 'roster.person.merge',
  summary: 'Lists records that may be the same person, the surest reason first; a page may be short while more follow.',
  query: pageQuery.extend(listQuery.shape),
  response: pageOf(doubleGroup),
});

export const exportDoubles = endpoint({
  name: 'roster.exportDoubles',
  method: 'GET',
  path: '/api/roster/doubles.xlsx',
  permission: 'roster.person.merge',
  summary: 'The list of records that may be the same person as an Excel file, a line for each record.',
  query: listQuery,
  response: 'file',
});

export const checkDoubles = endpoint({
  name: 'roster.checkDoubles',
  method: 'POST',
  path: '/api/roster/doubles/check',
  permission: 'roster.person.write',
  summary: 'Who is there already that looks like the person about to be written; a warning, never a refusal.',
  body: z.object({
    name: personName,
    bornOn: day.nullable().optional(),
    phone: z.string().trim().max(40).nullable().optional(),
    /** Compared behind its seal; one that can't be an identity number is nobody's. */
    identityNumber: line.max(40).nullable().optional(),
    staffNumber: staffNumber.optional(),
    /** The record that is being corrected. */
    exceptId: z.uuid().optional(),
  }),
  response: z.object({ candidates: z.array(doublePerson.extend({ reasons: z.array(z.enum(doubleReasons)) })) }),
});

const pair = { oneId: z.uuid(), otherId: z.uuid() };
const reason = line.min(2).max(200);

export const difference = z.object({
  id: z.uuid(),
  one: doublePerson,
  other: doublePerson,
  reason: z.string(),
  markedAt: z.iso.datetime(),
  markedByName: z.string(),
});

export const markDifferent = endpoint({
  name: 'roster.markDifferent',
  method: 'POST',
  path: '/api/roster/doubles/different',
  permission: 'roster.person.merge',
  summary: 'Marks two records as two people; they are not offered as one any more. A second mark changes nothing.',
  body: z.object({ ...pair, reason }),
  response: z.object({ id: z.uuid() }),
  errors: ['roster.same_person', 'roster.person_merged'],
});

export const withdrawDifference = endpoint({
  name: 'roster.withdrawDifference',
  method: 'POST',
  path: '/api/roster/doubles/different/:id/withdraw',
  permission: 'roster.person.merge',
  summary: 'Takes back the mark that two records are two people.',
  params: idParams,
  response: z.object({}),
});

export const listDifferences = endpoint({
  name: 'roster.listDifferences',
  method: 'GET',
  path: '/api/roster/doubles/different',
  permission: 'roster.person.merge',
  summary: 'Lists the pairs that were marked as two people, the latest first.',
  query: pageQuery,
  response: pageOf(difference),
});

/** Rows of one kind that hang on a record, in words. */
const attached = z.object({ what: z.string(), moves: z.number().int(), clashes: z.number().int() });
export type Attached = z.infer<typeof attached>;

const mergeSide = z.object({
  person: doublePerson,
  dossier: personDossier.omit({ abilities: true }),
  account: z
    .object({ username: z.string(), isClosed: z.boolean(), lastSignedInAt: z.iso.datetime().nullable() })
    .nullable(),
});

export const previewMerge = endpoint({
  name: 'roster.previewMerge',
  method: 'GET',
  path: '/api/roster/doubles/preview',
  permission: 'roster.person.merge',
  summary: 'Shows two records side by side, what follows the merge, and which days of the one that goes give way.',
  query: z.object({ survivorId: z.uuid(), mergedId: z.uuid() }),
  response: z.object({
    survivor: mergeSide,
    merged: mergeSide,
    /** In which fields the two are not the same; sealed values are compared behind their masks. */
    differs: z.array(z.enum(mergeFields)),
    attached: z.array(attached),
    /** Days of the record that goes on which the other one stands elsewhere; they stay in the record of the merge. */
    givingWay: z.array(z.object({ unitName: z.string(), validFrom: day, validTo: day.nullable() })),
    differenceReason: z.string().nullable(),
  }),
  errors: ['roster.same_person', 'roster.person_merged'],
});

export const mergePeople = endpoint({
  name: 'roster.mergePeople',
  method: 'POST',
  path: '/api/roster/doubles/merge',
  permission: 'roster.person.merge',
  summary: 'Makes two records one with everything attached; it can be undone for 30 days.',
  body: z.object({
    survivorId: z.uuid(),
    survivorVersion: z.number().int(),
    mergedId: z.uuid(),
    mergedVersion: z.number().int(),
    /** The fields whose value comes from the record that goes. */
    take: z.array(z.enum(mergeFields)).max(mergeFields.length).default([]),
    /** Where both have an account: whose stays open. */
    account: z.enum(['survivor', 'merged']).default('survivor'),
    reason,
  }),
  response: z.object({ id: z.uuid(), survivorId: z.uuid() }),
  errors: [
    'roster.same_person',
    'roster.person_merged',
    'roster.marked_different',
    'roster.born_too_late',
    'roster.own_account',
    'roster.account_beyond',
    'roster.sealed_unreadable',
    'roster.identity_born_differs',
    'roster.identity_gender_differs',
    'kernel.changed_meanwhile',
  ],
});

export const mergeRow = z.object({
  id: z.uuid(),
  survivorId: z.uuid(),
  survivorName: z.string(),
  survivorNumber: z.string(),
  mergedName: z.string(),
  mergedNumber: z.string(),
  reason: z.string(),
  madeAt: z.iso.datetime(),
  madeByName: z.string(),
  undoUntil: day,
  undoneAt: z.iso.datetime().nullable(),
  undoneByName: z.string().nullable(),
  undoneReason: z.string().nullable(),
  abilities,
});
export type MergeRow = z.infer<typeof mergeRow>;

export const listMerges = endpoint({
  name: 'roster.listMerges',
  method: 'GET',
  path: '/api/roster/merges',
  permission: 'roster.person.merge',
  summary: 'Lists the merges, the latest first, with the day until which each can be undone.',
  query: pageQuery,
  response: pageOf(mergeRow),
});

export const previewUndo = endpoint({
  name: 'roster.previewUndo',
  method: 'GET',
  path: '/api/roster/merges/:id/undo',
  permission: 'roster.person.merge',
  summary: 'Shows what goes back when a merge is undone, and what was recorded since and stays.',
  params: idParams,
  response: z.object({
    merge: mergeRow,
    goesBack: z.array(z.object({ what: z.string(), count: z.number().int() })),
    /** Recorded on the record that stayed since the merge. */
    stays: z.array(z.object({ what: z.string(), count: z.number().int() })),
    /** Fields that were corrected since: they keep today's value. */
    keptFields: z.array(z.enum(mergeFields)),
  }),
  errors: ['roster.undo_too_late', 'roster.undo_later_first', 'roster.already_undone'],
});

export const undoMerge = endpoint({
  name: 'roster.undoMerge',
  method: 'POST',
  path: '/api/roster/merges/:id/undo',
  permission: 'roster.person.merge',
  summary: 'Makes two records again of a merged one; what was recorded since stays with the one that stayed.',
  params: idParams,
  body: z.object({ reason }),
  response: z.object({ survivorId: z.uuid(), mergedId: z.uuid() }),
  errors: [
    'roster.undo_too_late',
    'roster.undo_later_first',
    'roster.already_undone',
    'roster.staff_number_taken',
    'roster.identity_taken',
    'roster.identity_taken_elsewhere',
    'roster.unit_closed',
    'roster.own_account',
    'roster.account_beyond',
  ],
});

export const doubleEndpoints = [
  listDoubles,
  exportDoubles,
  checkDoubles,
  markDifferent,
  withdrawDifference,
  listDifferences,
  previewMerge,
  mergePeople,
  listMerges,
  previewUndo,
  undoMerge,
] as const;
