import { z } from 'zod';
import { abilities, defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { SEEN, idParams, line } from '../unit-contract';
import { nationCodes } from './nations';

export const nations = z.enum(nationCodes);
export const educations = [
  'primary',
  'junior_middle',
  'senior_middle',
  'secondary_vocational',
  'junior_college',
  'bachelor',
  'master',
  'doctor',
] as const;

/** What of a person's file was opened. */
export const readParts = ['file', 'secrets', 'photo'] as const;

export const dossierPermissions = [
  'roster.secret.read',
  'roster.read_log.read',
] as const satisfies readonly PermissionName[];

export const dossierErrors = defineErrors({
  'roster.identity_malformed': 422,
  'roster.identity_old': 422,
  'roster.identity_region': 422,
  'roster.identity_birth_day': 422,
  'roster.identity_check_digit': 422,
  'roster.identity_born_differs': 422,
  'roster.identity_gender_differs': 422,
  'roster.identity_taken': 409,
  'roster.identity_taken_elsewhere': 409,
  'roster.bank_card_malformed': 422,
  'roster.bank_card_wrong': 422,
  'roster.day_too_early': 422,
});

/** A person has borne so many names before the present one at most. */
export const MOST_FORMER_NAMES = 10;

/** What may be written of the dossier beside name and employment; left out means unchanged. */
export const dossierFields = {
  formerNames: z.array(line.min(1).max(60).regex(SEEN)).max(MOST_FORMER_NAMES).optional(),
  nation: nations.nullable().optional(),
  education: z.enum(educations).nullable().optional(),
  /** The agency of a dispatched worker, for example. */
  employer: line.max(120).nullable().optional(),
  isMigrant: z.boolean().optional(),
  /** Kept sealed. The rules look at it, so that what is wrong is said in words. */
  identityNumber: line.min(1).max(40).nullable().optional(),
  bankCard: line.min(1).max(40).nullable().optional(),
};

/** Codes with which writing these fields may be refused. */
export const dossierRefusals = Object.keys(dossierErrors) as readonly (keyof typeof dossierErrors)[];

/** A sealed field for whoever may see the person: masked, or why it is not shown. */
export const maskedField = z.object({
  /** `unreadable`: there is a value, and the key that it was sealed with is not here. */
  state: z.enum(['none', 'kept', 'unreadable']),
  mask: z.string().nullable(),
});
export type MaskedField = z.infer<typeof maskedField>;

export const personDossier = z.object({
  formerNames: z.array(z.string()),
  nation: nations.nullable(),
  education: z.enum(educations).nullable(),
  employer: z.string().nullable(),
  isMigrant: z.boolean(),
  /** `3707**********1234` */
  identityNumber: maskedField,
  /** `**** 1234` */
  bankCard: maskedField,
  /** Changes with the photo, so that a page fetches the new one. */
  photoFileId: z.uuid().nullable(),
  abilities,
});
export type PersonDossier = z.infer<typeof personDossier>;

export const openedField = z.object({ state: maskedField.shape.state, value: z.string().nullable() });
export type OpenedField = z.infer<typeof openedField>;

export const readSecrets = endpoint({
  name: 'roster.readSecrets',
  method: 'GET',
  path: '/api/roster/people/:id/secrets',
  permission: 'roster.secret.read',
  summary: 'Answers identity number and bank card of a person in full; the log of readers keeps who asked.',
  params: idParams,
  response: z.object({ identityNumber: openedField, bankCard: openedField }),
});

export const readerRow = z.object({
  id: z.uuid(),
  readerName: z.string(),
  /** Where the reader works; null for accounts of nobody in the roster. */
  unitName: z.string().nullable(),
  isSelf: z.boolean(),
  what: z.enum(readParts),
  at: z.iso.datetime(),
});
export type ReaderRow = z.infer<typeof readerRow>;

export const listReaders = endpoint({
  name: 'roster.listReaders',
  method: 'GET',
  path: '/api/roster/people/:id/readers',
  permission: 'roster.read_log.read',
  summary: "Lists who opened a person's file, the latest first; reads of one account within a minute are one row.",
  params: idParams,
  query: pageQuery,
  response: pageOf(readerRow),
});

export const exportReaders = endpoint({
  name: 'roster.exportReaders',
  method: 'GET',
  path: '/api/roster/people/:id/readers.xlsx',
  permission: 'roster.read_log.read',
  summary: "Who opened a person's file, as an Excel file.",
  params: idParams,
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const listOwnReaders = endpoint({
  name: 'roster.listOwnReaders',
  method: 'GET',
  path: '/api/roster/own-readers',
  permission: 'signed-in',
  summary: 'Lists who opened the file of the signed-in person, the latest first.',
  query: pageQuery,
  response: pageOf(readerRow),
});

/** A face for a drawer: the browser makes it small before it is sent. */
export const MAX_PORTRAIT_BYTES = 512 * 1024;

export const addPersonPhoto = endpoint({
  name: 'roster.addPersonPhoto',
  method: 'POST',
  path: '/api/roster/people/:id/photo',
  permission: 'roster.person.write',
  summary: 'Puts a photo into the file of a person, in place of the one before.',
  params: idParams,
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_PORTRAIT_BYTES,
  response: z.object({ photoFileId: z.uuid() }),
  errors: ['kernel.too_large', 'file.type_refused', 'file.empty'],
});

export const removePersonPhoto = endpoint({
  name: 'roster.removePersonPhoto',
  method: 'DELETE',
  path: '/api/roster/people/:id/photo',
  permission: 'roster.person.write',
  summary: 'Takes the photo out of the file of a person.',
  params: idParams,
  response: z.object({}),
});

export const getPersonPhoto = endpoint({
  name: 'roster.getPersonPhoto',
  method: 'GET',
  path: '/api/roster/people/:id/photo',
  permission: 'roster.person.read',
  summary: 'The photo of a person.',
  params: idParams,
  response: 'file',
});

export const dossierEndpoints = [
  readSecrets,
  listReaders,
  exportReaders,
  listOwnReaders,
  addPersonPhoto,
  removePersonPhoto,
  getPersonPhoto,
] as const;
