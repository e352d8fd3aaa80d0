import { z } from 'zod';
import { abilities, day, defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { SEEN, code, idParams, line } from '../unit-contract';

export const privacyPermissions = ['roster.privacy.manage'] as const satisfies readonly PermissionName[];

export const privacyErrors = defineErrors({
  'roster.correction_value': 422,
  'roster.correction_same': 422,
  'roster.correction_open': 409,
  'roster.correction_decided': 409,
});

const words = (longest: number) => line.min(2).max(longest).regex(SEEN);
const paragraph = z.string().trim().min(10).max(2000);

const textParts = {
  name: words(60),
  purpose: words(200),
  body: paragraph,
  englishName: words(120),
  englishPurpose: words(300),
  englishBody: paragraph,
  /** 单独同意: asked for by itself. */
  isSeparate: z.boolean(),
  /** Consents to older versions no longer hold. */
  asksAnew: z.boolean(),
};

/** One version of what people are asked to agree to. */
export const consentText = z.object({
  key: code,
  version: z.int(),
  ...textParts,
  writtenAt: z.iso.datetime(),
  writtenByName: z.string(),
});
export type ConsentText = z.infer<typeof consentText>;

export const consentChannels = ['phone', 'paper'] as const;
/** `outdated`: given to a version before one that asks anew. */
export const consentStates = ['given', 'withdrawn', 'never', 'outdated'] as const;

/** What a person has said to a text, beside the version of today. */
export const consent = z.object({
  text: consentText,
  state: z.enum(consentStates),
  version: z.int().nullable(),
  channel: z.enum(consentChannels).nullable(),
  signedOn: day.nullable(),
  recordedAt: z.iso.datetime().nullable(),
  recordedByName: z.string().nullable(),
});
export type Consent = z.infer<typeof consent>;

const ofVersion = { key: code, version: z.int().min(1), isGiven: z.boolean() };

export const listConsentTexts = endpoint({
  name: 'roster.listConsentTexts',
  method: 'GET',
  path: '/api/roster/consent-texts',
  permission: 'roster.privacy.manage',
  summary: 'Lists every version of the texts that people are asked to agree to, the newest version of each first.',
  response: z.object({ rows: z.array(consentText), abilities }),
});

export const writeConsentText = endpoint({
  name: 'roster.writeConsentText',
  method: 'POST',
  path: '/api/roster/consent-texts',
  permission: 'roster.privacy.manage',
  summary: 'Adds a version of a consent text; older versions stay to be read.',
  body: z.object({ key: code, afterVersion: z.int().min(1), ...textParts }),
  response: consentText,
  errors: ['kernel.changed_meanwhile'],
});

export const listConsents = endpoint({
  name: 'roster.listConsents',
  method: 'GET',
  path: '/api/roster/people/:id/consents',
  permission: 'roster.privacy.manage',
  summary: 'Lists what a person has agreed to, and by which version, when and how.',
  params: idParams,
  response: z.object({ rows: z.array(consent) }),
});

export const recordPaperConsent = endpoint({
  name: 'roster.recordPaperConsent',
  method: 'POST',
  path: '/api/roster/people/:id/consents',
  permission: 'roster.privacy.manage',
  summary: 'Records a consent, or its withdrawal, that a person has signed on paper.',
  params: idParams,
  body: z.object({ ...ofVersion, signedOn: day }),
  response: consent,
  errors: ['roster.day_in_future'],
});

export const setOwnConsent = endpoint({
  name: 'roster.setOwnConsent',
  method: 'POST',
  path: '/api/roster/own-consents',
  permission: 'signed-in',
  summary: 'Gives or withdraws a consent of the signed-in person; to give takes the version of today.',
  body: z.object(ofVersion),
  response: consent,
  errors: ['kernel.changed_meanwhile'],
});

export const correctionFields = ['name', 'gender', 'bornOn', 'phone', 'nation', 'education', 'employer'] as const;
export type CorrectionField = (typeof correctionFields)[number];
export const correctionStates = ['open', 'accepted', 'refused'] as const;

/** What a person says is wrong in the own file. */
export const correction = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  staffNumber: z.string(),
  unitName: z.string().nullable(),
  field: z.enum(correctionFields),
  stood: z.string().nullable(),
  proposed: z.string(),
  reason: z.string(),
  state: z.enum(correctionStates),
  askedAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  decidedByName: z.string().nullable(),
  answer: z.string().nullable(),
});
export type Correction = z.infer<typeof correction>;
export const correctionRow = correction.extend({ abilities });
export type CorrectionRow = z.infer<typeof correctionRow>;

/** A field of the own file as text; codes of gender, nation and education stay codes. */
export const ownFact = z.object({ field: z.enum(correctionFields), value: z.string().nullable() });

export const showOwnPrivacy = endpoint({
  name: 'roster.showOwnPrivacy',
  method: 'GET',
  path: '/api/roster/own-privacy',
  permission: 'signed-in',
  summary: 'What is kept about the signed-in person, the consents given, and the corrections asked for.',
  response: z.object({
    /** Null for an account of nobody in the roster. */
    person: z
      .object({
        staffNumber: z.string(),
        unitName: z.string().nullable(),
        employedFrom: day,
        facts: z.array(ownFact),
        identityNumber: z.string().nullable(),
        bankCard: z.string().nullable(),
      })
      .nullable(),
    consents: z.array(consent),
    corrections: z.array(correction),
  }),
});

export const askCorrection = endpoint({
  name: 'roster.askCorrection',
  method: 'POST',
  path: '/api/roster/own-corrections',
  permission: 'signed-in',
  summary: 'Asks the officers to correct a field of the own file.',
  body: z.object({ field: z.enum(correctionFields), proposed: line.min(1).max(120).regex(SEEN), reason: words(300) }),
  response: correction,
  errors: ['roster.correction_value', 'roster.correction_same', 'roster.correction_open'],
});

export const listCorrections = endpoint({
  name: 'roster.listCorrections',
  method: 'GET',
  path: '/api/roster/corrections',
  permission: 'roster.privacy.manage',
  summary: 'Lists the corrections that people of the own part of the tree have asked for, the latest first.',
  query: pageQuery.extend({ state: z.enum(correctionStates).optional() }),
  response: pageOf(correctionRow),
});

export const exportCorrections = endpoint({
  name: 'roster.exportCorrections',
  method: 'GET',
  path: '/api/roster/corrections.xlsx',
  permission: 'roster.privacy.manage',
  summary: 'The corrections of the list, as it is filtered, as an Excel file.',
  query: listCorrections.query!.omit({ cursor: true, limit: true }),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const acceptCorrection = endpoint({
  name: 'roster.acceptCorrection',
  method: 'POST',
  path: '/api/roster/corrections/:id/accept',
  permission: 'roster.privacy.manage',
  summary: 'Writes what a person asked for into the file, as the act that corrects people does, and tells the person.',
  params: idParams,
  response: correctionRow,
  errors: [
    'roster.correction_decided',
    'roster.born_too_late',
    'roster.identity_born_differs',
    'roster.identity_gender_differs',
  ],
});

export const refuseCorrection = endpoint({
  name: 'roster.refuseCorrection',
  method: 'POST',
  path: '/api/roster/corrections/:id/refuse',
  permission: 'roster.privacy.manage',
  summary: 'Refuses a correction with a reason, and tells the person.',
  params: idParams,
  body: z.object({ reason: words(300) }),
  response: correctionRow,
  errors: ['roster.correction_decided'],
});

/** All that is kept about one person, table by table, in the reader's language. */
export const personData = z.object({
  name: z.string(),
  staffNumber: z.string(),
  madeAt: z.iso.datetime(),
  sheets: z.array(
    z.object({
      module: z.string(),
      title: z.string(),
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string().nullable())),
    }),
  ),
});
export type PersonData = z.infer<typeof personData>;

export const getOwnData = endpoint({
  name: 'roster.getOwnData',
  method: 'GET',
  path: '/api/roster/own-data.json',
  permission: 'signed-in',
  summary: 'All that is kept about the signed-in person, in full.',
  isOneMoment: true,
  response: personData,
});

export const exportOwnData = endpoint({
  name: 'roster.exportOwnData',
  method: 'GET',
  path: '/api/roster/own-data.xlsx',
  permission: 'signed-in',
  summary: 'All that is kept about the signed-in person, in full, as an Excel file with a sheet per table.',
  isOneMoment: true,
  response: 'file',
});

export const getPersonData = endpoint({
  name: 'roster.getPersonData',
  method: 'GET',
  path: '/api/roster/people/:id/data.json',
  permission: 'roster.privacy.manage',
  summary: 'All that is kept about a person, sealed fields masked; the log of readers keeps who asked.',
  params: idParams,
  isOneMoment: true,
  response: personData,
});

export const exportPersonData = endpoint({
  name: 'roster.exportPersonData',
  method: 'GET',
  path: '/api/roster/people/:id/data.xlsx',
  permission: 'roster.privacy.manage',
  summary:
    'All that is kept about a person as an Excel file, sealed fields masked; the log of readers keeps who asked.',
  params: idParams,
  isOneMoment: true,
  response: 'file',
});

export const privacyEndpoints = [
  listConsentTexts,
  writeConsentText,
  listConsents,
  recordPaperConsent,
  setOwnConsent,
  showOwnPrivacy,
  askCorrection,
  listCorrections,
  exportCorrections,
  acceptCorrection,
  refuseCorrection,
  getOwnData,
  exportOwnData,
  getPersonData,
  exportPersonData,
] as const;
