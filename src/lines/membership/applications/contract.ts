import { z } from 'zod';
import { abilities, defineErrors, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { byId, day, memberDay, memberPerson, memberState, unitName, version, words } from '../terms';

/** What the group gives its opinion on and the committee decides. */
export const applicationKinds = ['join', 'transfer_in', 'withdrawal', 'lapse', 'expulsion'] as const;
export type ApplicationKind = (typeof applicationKinds)[number];

/** submitted: with the group; agreed: with the committee; returned: with the applicant. */
export const applicationStates = ['submitted', 'agreed', 'returned', 'approved', 'refused', 'taken_back'] as const;
export type ApplicationState = (typeof applicationStates)[number];

export const applicationSteps = [...applicationStates, 'corrected'] as const;

export const educations = [
  'primary',
  'junior_middle',
  'senior_middle',
  'junior_college',
  'bachelor',
  'master',
] as const;
export const politicalStatuses = ['masses', 'league_member', 'party_member', 'other_party'] as const;

/** Whoever signs types the own name under the declaration. */
const signature = { signedName: words(60, 1), isDeclared: z.literal(true) };

const joinForm = z.object({
  kind: z.literal('join'),
  ...signature,
  /** Why; in the applicant's own words. */
  words: words(500),
  education: z.enum(educations).nullable().default(null),
  politicalStatus: z.enum(politicalStatuses).nullable().default(null),
  /** Written consent that dues are kept from the wages; free, and can be taken back. */
  paysByPayroll: z.boolean().default(false),
});

const transferInForm = z.object({
  kind: z.literal('transfer_in'),
  fromUnion: words(120, 2),
  formNumber: words(60, 1),
  /** Since when a member of any union: kept, not lost by the move. */
  memberSince: memberDay,
  words: words(500).default(''),
});

const withdrawalForm = z.object({ kind: z.literal('withdrawal'), signedName: words(60, 1), words: words(500) });

/** A statement that must be true, with what it rests on. */
const statement = words(500, 5);

/**
 * 会员会籍管理办法: six months without dues alone end nothing. Not taking part, no good reason and refused education must
 * each be stated, with the day of the talk; a person proposes it and the committee decides.
 */
const lapseForm = z.object({
  kind: z.literal('lapse'),
  unpaidSince: memberDay,
  notTakingPart: statement,
  noGoodReason: statement,
  educationRefused: statement,
  talkOn: memberDay,
});

const expulsionForm = z.object({
  kind: z.literal('expulsion'),
  /** The judgement: which court, when, number. */
  judgement: words(200, 5),
  words: words(500, 5),
});

export const applicationForm = z.discriminatedUnion('kind', [
  joinForm,
  transferInForm,
  withdrawalForm,
  lapseForm,
  expulsionForm,
]);
export type ApplicationForm = z.infer<typeof applicationForm>;
/** What a member or applicant fills in without anybody's help. */
const ownForm = z.discriminatedUnion('kind', [joinForm, withdrawalForm]);

export const applicationStep = z.object({
  step: z.enum(applicationSteps),
  day,
  note: z.string(),
  byName: z.string(),
  isCardReturned: z.boolean().nullable(),
  filedNote: z.string().nullable(),
});

export const applicationRow = z.object({
  id: z.uuid(),
  kind: z.enum(applicationKinds),
  state: z.enum(applicationStates),
  way: z.enum(['phone', 'paper']),
  person: memberPerson,
  unit: unitName,
  submittedOn: day,
  dueOn: day.nullable(),
  enteredByName: z.string(),
  decidedByName: z.string().nullable(),
  decidedOn: day.nullable(),
  hasPaper: z.boolean(),
  version,
  abilities,
});
export type ApplicationRow = z.infer<typeof applicationRow>;

export const applicationWhole = applicationRow.extend({
  form: applicationForm,
  /** The declaration as it was signed; null where the paper holds it. */
  declaration: z.string().nullable(),
  steps: z.array(applicationStep),
});
export type ApplicationWhole = z.infer<typeof applicationWhole>;

const path = '/api/membership/applications';
const read = 'membership.member.read';
const stale = ['kernel.changed_meanwhile', 'membership.step_not_open', 'membership.decided_already'];

export const getOwnMembership = endpoint({
  name: 'membership.getOwnMembership',
  method: 'GET',
  path: '/api/membership/own',
  permission: 'membership.application.own',
  summary:
    'Where the signed-in person stands with the union, the open application, and what a new one is prefilled with.',
  response: z.object({
    person: memberPerson,
    state: memberState.nullable(),
    since: day.nullable(),
    application: applicationWhole.nullable(),
    declaration: z.object({ id: z.uuid(), text: z.string() }),
    abilities,
  }),
  errors: ['membership.no_person'],
});

export const applyOwn = endpoint({
  name: 'membership.applyOwn',
  method: 'POST',
  path: '/api/membership/own/applications',
  permission: 'membership.application.own',
  summary: 'Asks to join the union, or to leave it.',
  body: z.object({ form: ownForm, declarationId: z.uuid().nullable().default(null) }),
  response: applicationWhole,
  errors: [
    'membership.no_person',
    'membership.not_possible_now',
    'membership.open_already',
    'membership.wrong_signature',
    'membership.not_employed',
  ],
});

export const correctOwn = endpoint({
  name: 'membership.correctOwn',
  method: 'POST',
  path: '/api/membership/own/applications/:id/correct',
  permission: 'membership.application.own',
  summary: 'Sends a returned application again, corrected.',
  params: byId,
  body: z.object({ form: ownForm, version }),
  response: applicationWhole,
  errors: [...stale, 'membership.wrong_signature'],
});

export const takeBackOwn = endpoint({
  name: 'membership.takeBackOwn',
  method: 'POST',
  path: '/api/membership/own/applications/:id/take-back',
  permission: 'membership.application.own',
  summary: 'Takes the own application back before it is decided.',
  params: byId,
  body: z.object({ version }),
  response: applicationWhole,
  errors: stale,
});

export const enterApplication = endpoint({
  name: 'membership.enterApplication',
  method: 'POST',
  path,
  permission: 'membership.member.write',
  summary: 'Enters a paper application for somebody, or proposes that a member has lapsed or is to be expelled.',
  body: z.object({
    personId: z.uuid(),
    form: applicationForm,
    paperId: z.uuid().nullable().default(null),
    submittedOn: memberDay,
  }),
  response: applicationWhole,
  errors: [
    'membership.not_possible_now',
    'membership.open_already',
    'membership.paper_missing',
    'membership.paper_foreign',
    'membership.day_ahead',
    'membership.not_employed',
    'membership.unpaid_too_short',
    'membership.talk_outside',
    'roster.day_before_start',
  ],
});

export const takeBackEntered = endpoint({
  name: 'membership.takeBackEntered',
  method: 'POST',
  path: `${path}/:id/take-back`,
  permission: 'membership.member.write',
  summary: 'Takes back a paper application or a proposal that was entered, before it is decided.',
  params: byId,
  body: z.object({ version, reason: words(300, 1) }),
  response: applicationWhole,
  errors: stale,
});

const listQuery = z.object({
  kind: z.enum(applicationKinds).optional(),
  state: z.enum(applicationStates).optional(),
  unitId: z.uuid().optional(),
});

export const listApplications = endpoint({
  name: 'membership.listApplications',
  method: 'GET',
  path,
  permission: read,
  summary: 'Lists applications and proposals of the own part of the tree, the latest first.',
  query: pageQuery.extend(listQuery.shape),
  response: pageOf(applicationRow),
});

export const showApplication = endpoint({
  name: 'membership.showApplication',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'Shows an application with its form and its steps.',
  params: byId,
  response: applicationWhole,
});

export const giveOpinion = endpoint({
  name: 'membership.giveOpinion',
  method: 'POST',
  path: `${path}/:id/opinion`,
  permission: 'membership.application.opinion',
  summary: 'Gives the opinion of the union group: agreed, or returned with the reason.',
  params: byId,
  body: z
    .object({ version, verdict: z.enum(['agree', 'return']), note: words(500).default('') })
    .refine(({ verdict, note }) => verdict === 'agree' || note !== '', { path: ['note'] }),
  response: applicationWhole,
  errors: [...stale, 'membership.four_eyes'],
});

export const decideApplication = endpoint({
  name: 'membership.decideApplication',
  method: 'POST',
  path: `${path}/:id/decide`,
  permission: 'membership.application.approve',
  summary: 'Decides for the committee: approved from a day on, or refused with the reason.',
  params: byId,
  body: z
    .object({
      version,
      verdict: z.enum(['approve', 'refuse']),
      on: memberDay,
      note: words(500).default(''),
      /** For those who leave. */
      isCardReturned: z.boolean().optional(),
      /** With which union above the expulsion was filed, and when. */
      filedNote: words(300).optional(),
    })
    .refine(({ verdict, note }) => verdict === 'approve' || note !== '', { path: ['note'] }),
  response: applicationWhole,
  errors: [
    ...stale,
    'membership.four_eyes',
    'membership.day_ahead',
    'membership.cannot_be_refused',
    'membership.filing_missing',
    'membership.card_unsaid',
    'roster.day_before_start',
  ],
});

const MOST_AT_ONCE = 100;

export const approveApplications = endpoint({
  name: 'membership.approveApplications',
  method: 'POST',
  path: `${path}/approve`,
  permission: 'membership.application.approve',
  summary:
    'Approves many applications to join from one day on; those that can’t be approved are named with the reason.',
  body: z.object({
    rows: z
      .array(z.object({ id: z.uuid(), version }))
      .min(1)
      .max(MOST_AT_ONCE),
    on: memberDay,
  }),
  response: z.object({
    rows: z.array(z.object({ id: z.uuid(), number: z.string().nullable(), refusal: z.string().nullable() })),
  }),
  errors: ['membership.day_ahead'],
});

export const MAX_PAPER_BYTES = 10 * 1024 * 1024;

export const addPaper = endpoint({
  name: 'membership.addPaper',
  method: 'POST',
  path: '/api/membership/papers',
  permission: 'membership.member.write',
  summary: 'Keeps the photo or scan of a paper application, before it is entered.',
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_PAPER_BYTES,
  response: z.object({ id: z.uuid(), name: z.string() }),
  errors: ['file.type_refused', 'file.empty', 'kernel.too_large'],
});

export const getPaper = endpoint({
  name: 'membership.getPaper',
  method: 'GET',
  path: `${path}/:id/paper`,
  permission: read,
  summary: 'The paper of an application.',
  params: byId,
  response: 'file',
});

export const applicationErrors = defineErrors({
  'membership.no_person': 409,
  'membership.not_possible_now': 409,
  'membership.open_already': 409,
  'membership.not_employed': 409,
  'membership.wrong_signature': 422,
  'membership.paper_missing': 422,
  'membership.paper_foreign': 422,
  'membership.day_ahead': 422,
  'membership.unpaid_too_short': 422,
  'membership.talk_outside': 422,
  'membership.step_not_open': 409,
  'membership.decided_already': 409,
  'membership.four_eyes': 409,
  'membership.cannot_be_refused': 409,
  'membership.filing_missing': 422,
  'membership.card_unsaid': 422,
});
