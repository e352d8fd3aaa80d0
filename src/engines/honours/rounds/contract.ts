import { z } from 'zod';
import { day, defineErrors, endpoint, pageOf, pageQuery, tag, type PermissionName } from '#kernel/contract';
import { newObjection, objectionAnswer, publicNotice, publicObjection } from '#kernel/contract';
import { abilities, byId, honourDay, honourKinds, roundStates, unitName, version, words } from '../terms';
import { definition } from '../schemes/definition';

export const roundPermissions = [
  'honours.round.read',
  'honours.round.manage',
  'honours.round.decide',
  'honours.review.own',
  'honours.notice.read',
] as const satisfies readonly PermissionName[];

export const roundErrors = defineErrors({
  'honours.round_step_impossible': 409,
  'honours.days_reversed': 422,
  'honours.seats_too_few': 422,
  'honours.quota_sum': 422,
  'honours.unreviewed': 409,
  'honours.unqualified_left': 409,
  'honours.nobody_left': 409,
  'honours.seats_wrong': 422,
  'honours.reviewer_nominated': 409,
  'honours.reviewer_twice': 422,
  'honours.marks_unfit': 422,
  'honours.sheets_missing': 409,
  'honours.tied': 409,
  'honours.meeting_words_missing': 422,
  'honours.too_many': 409,
  'honours.wrong_number': 409,
  'honours.same_hand': 409,
  'honours.own_case': 409,
  'honours.honoured_already': 409,
});

const path = '/api/honours/rounds';
const read = 'honours.round.read';
const manage = 'honours.round.manage';
const decide = 'honours.round.decide';
const step = { params: byId, body: z.object({ version }) };

export const windowStates = ['ahead', 'open', 'at_risk', 'late', 'kept'] as const;

export const roundRow = z.object({
  id: z.uuid(),
  schemeId: z.uuid(),
  schemeKey: z.string(),
  kind: z.enum(honourKinds),
  title: z.string(),
  name: z.string(),
  unit: unitName,
  year: z.int(),
  opensOn: day,
  nominateUntil: day,
  closeBy: day,
  /** Whether it can still be closed in its window, the days of the notice counted. */
  window: z.enum(windowStates),
  state: z.enum(roundStates),
  nominations: z.int(),
  winners: z.int(),
  version,
  abilities,
});
export type RoundRow = z.infer<typeof roundRow>;

const quotaRow = z.object({
  unit: unitName,
  heads: z.int(),
  share: z.string(),
  seats: z.int(),
  candidates: z.int(),
  /** Put forward and not refused. */
  used: z.int(),
});

const seatRow = z.object({ personId: z.uuid(), name: z.string(), isGiven: z.boolean() });

export const roundWhole = roundRow.extend({
  definition,
  tags: z.array(tag),
  stateReason: z.string(),
  seed: z.string(),
  reviewWords: z.string(),
  reviewedByName: z.string(),
  decidedByName: z.string(),
  decidedOn: day.nullable(),
  documentNumber: z.string(),
  quotas: z.array(quotaRow),
  /** Seats that no unit has: they are given to whoever asks with a reason, by changing the quotas. */
  reserve: z.int(),
  seats: z.array(seatRow),
  notices: z.array(publicNotice),
  /** For those who answer them; empty for everybody else. */
  objections: z.array(publicObjection),
});
export type RoundWhole = z.infer<typeof roundWhole>;

const asked = z.object({
  unitId: z.uuid().optional(),
  year: z.coerce.number().int().min(1950).max(2199).optional(),
  state: z.enum(roundStates).optional(),
  tag: tag.optional(),
});

export const listRounds = endpoint({
  name: 'honours.listRounds',
  method: 'GET',
  path,
  permission: read,
  summary: 'Rounds of commendation that the reader may see, those that close last first.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(roundRow),
});

export const exportRounds = endpoint({
  name: 'honours.exportRounds',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showRound = endpoint({
  name: 'honours.showRound',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A round with its quotas, reviewers, notices and what was decided.',
  params: byId,
  response: roundWhole,
  isOneMoment: true,
});

export const newRound = z.object({
  schemeId: z.uuid(),
  name: words(120, 1),
  year: z.int().min(1950).max(2199),
  opensOn: honourDay,
  nominateUntil: honourDay,
  /** The last day of its window, such as 8 March. */
  closeBy: honourDay,
  tags: z.array(tag).max(50).default([]),
});
export type NewRound = z.input<typeof newRound>;

export const beginRound = endpoint({
  name: 'honours.beginRound',
  method: 'POST',
  path,
  permission: manage,
  summary: 'Begins a round of a scheme: its rules are kept as they are, quotas are shared out, prizes reserved.',
  body: newRound,
  response: roundWhole,
  errors: ['honours.scheme_retired', 'honours.days_reversed', 'honours.seats_too_few', 'honours.prize_nowhere'],
});

export const setQuotas = endpoint({
  name: 'honours.setQuotas',
  method: 'PUT',
  path: `${path}/:id/quotas`,
  permission: manage,
  summary: 'Gives seats out of the reserve, or moves them between units, before nominations end.',
  params: byId,
  body: z.object({
    version,
    reason: words(400, 2),
    quotas: z.array(z.object({ unitId: z.uuid(), seats: z.int().min(0).max(10_000) })).max(500),
  }),
  response: roundWhole,
  errors: ['honours.round_step_impossible', 'honours.quota_sum'],
});

export const endNominations = endpoint({
  name: 'honours.endNominations',
  method: 'POST',
  path: `${path}/:id/end-nominations`,
  permission: manage,
  summary: 'Ends nominations; each that its unit has passed is then looked into.',
  ...step,
  response: roundWhole,
  errors: ['honours.round_step_impossible', 'honours.unreviewed', 'honours.nobody_left'],
});

export const setReviewers = endpoint({
  name: 'honours.setReviewers',
  method: 'PUT',
  path: `${path}/:id/reviewers`,
  permission: manage,
  summary: 'Who votes or scores, as many as the scheme asks for; nobody who is put forward.',
  params: byId,
  body: z.object({ version, personIds: z.array(z.uuid()).max(200) }),
  response: roundWhole,
  errors: ['honours.round_step_impossible', 'honours.reviewer_nominated', 'honours.reviewer_twice'],
});

export const beginReview = endpoint({
  name: 'honours.beginReview',
  method: 'POST',
  path: `${path}/:id/begin-review`,
  permission: manage,
  summary: 'Begins the review once everybody put forward was looked into.',
  ...step,
  response: roundWhole,
  errors: ['honours.round_step_impossible', 'honours.unqualified_left', 'honours.nobody_left', 'honours.seats_wrong'],
});

export const endReview = endpoint({
  name: 'honours.endReview',
  method: 'POST',
  path: `${path}/:id/end-review`,
  permission: manage,
  summary: 'Counts votes or scores and tells who is chosen; where a meeting decides, its minutes say whom.',
  params: byId,
  body: z.object({
    version,
    /** Whom the meeting has chosen, or in which order it has put equals. */
    order: z.array(z.uuid()).max(10_000).default([]),
    words: words(2000).default(''),
  }),
  response: roundWhole,
  errors: [
    ...(['honours.round_step_impossible', 'honours.sheets_missing', 'honours.tied', 'honours.too_many'] as const),
    ...(['honours.meeting_words_missing', 'honours.nobody_left'] as const),
  ],
});

export const announceRound = endpoint({
  name: 'honours.announceRound',
  method: 'POST',
  path: `${path}/:id/notices`,
  permission: manage,
  summary: 'Lays open who is chosen, with masked names, for the working days of the scheme.',
  ...step,
  response: roundWhole,
  errors: ['honours.round_step_impossible', 'honours.nobody_left', 'notice.window_short', 'notice.open_already'],
});

export const extendRoundNotice = endpoint({
  name: 'honours.extendRoundNotice',
  method: 'POST',
  path: `${path}/:id/notices/extend`,
  permission: manage,
  summary: 'Lets the notice of a round stand for more working days.',
  params: byId,
  body: z.object({ version, days: z.int().min(1).max(60) }),
  response: roundWhole,
  errors: ['honours.round_step_impossible'],
});

export const answerRoundObjection = endpoint({
  name: 'honours.answerRoundObjection',
  method: 'POST',
  path: `${path}/:id/objections/:objectionId/answer`,
  permission: manage,
  summary:
    'Answers an objection with what was found; upheld, it strikes the nomination and the rest is announced anew.',
  params: byId.extend({ objectionId: z.uuid() }),
  body: objectionAnswer,
  response: roundWhole,
  errors: ['honours.round_step_impossible', 'notice.answered_already', 'notice.own_objection', 'honours.own_case'],
});

export const decideRound = endpoint({
  name: 'honours.decideRound',
  method: 'POST',
  path: `${path}/:id/decide`,
  permission: decide,
  summary: 'Confers the honours when the notice is over; by another hand than the one that reviewed and announced.',
  params: byId,
  body: z.object({ version, documentNumber: words(60).default('') }),
  response: roundWhole,
  errors: [
    ...(['honours.round_step_impossible', 'honours.same_hand', 'honours.own_case', 'honours.too_many'] as const),
    ...(['honours.wrong_number', 'honours.honoured_already', 'notice.window_open', 'notice.objections_open'] as const),
  ],
});

export const closeRound = endpoint({
  name: 'honours.closeRound',
  method: 'POST',
  path: `${path}/:id/close`,
  permission: decide,
  summary: 'Closes a round for good; what is reserved for prizes and not paid is free again.',
  ...step,
  response: roundWhole,
  errors: ['honours.round_step_impossible'],
});

export const cancelRound = endpoint({
  name: 'honours.cancelRound',
  method: 'POST',
  path: `${path}/:id/cancel`,
  permission: manage,
  summary: 'Cancels a round that has conferred nothing.',
  params: byId,
  body: z.object({ version, reason: words(400, 2) }),
  response: roundWhole,
  errors: ['honours.round_step_impossible'],
});

const sheetRow = z.object({
  id: z.uuid(),
  name: z.string(),
  unit: z.string(),
  parts: z.array(z.object({ title: z.string(), text: z.string() })),
  mark: z.string().nullable(),
});

/** What somebody reviews: whom, by what rule, and what was given so far. */
export const ownReview = z.object({
  roundId: z.uuid(),
  name: z.string(),
  title: z.string(),
  way: z.enum(['votes', 'scores']),
  most: z.int(),
  isGiven: z.boolean(),
  rows: z.array(sheetRow),
});
export type OwnReview = z.infer<typeof ownReview>;

export const listOwnReviews = endpoint({
  name: 'honours.listOwnReviews',
  method: 'GET',
  path: '/api/honours/own-reviews',
  permission: 'honours.review.own',
  summary: 'The reviews in which the signed-in person has a seat and that are under way.',
  response: z.object({ rows: z.array(ownReview) }),
});

export const giveSheet = endpoint({
  name: 'honours.giveSheet',
  method: 'PUT',
  path: '/api/honours/own-reviews/:id',
  permission: 'honours.review.own',
  summary: 'Gives the own votes or scores; until the review ends they can be given anew.',
  params: byId,
  body: z.object({ marks: z.record(z.uuid(), z.string().max(10)) }),
  response: ownReview,
  errors: ['honours.round_step_impossible', 'honours.marks_unfit'],
});

const noticePath = '/api/honours/notices';

export const shownNotice = publicNotice.extend({ roundId: z.uuid(), conditions: z.string(), unit: unitName });
export type ShownNotice = z.infer<typeof shownNotice>;

export const listNotices = endpoint({
  name: 'honours.listNotices',
  method: 'GET',
  path: noticePath,
  permission: 'honours.notice.read',
  summary: 'Notices of commendations for the reader’s units: those that stand and those of the last year.',
  response: z.object({ rows: z.array(shownNotice) }),
});

export const showRoundNotice = endpoint({
  name: 'honours.showRoundNotice',
  method: 'GET',
  path: `${noticePath}/:id`,
  permission: 'honours.notice.read',
  summary: 'A notice with its masked rows.',
  params: byId,
  response: shownNotice,
});

export const objectToNotice = endpoint({
  name: 'honours.objectToNotice',
  method: 'POST',
  path: `${noticePath}/:id/objections`,
  permission: 'honours.notice.read',
  summary: 'Objects to a notice, or to one of its rows, with or without a name as the notice allows.',
  params: byId,
  body: newObjection,
  response: z.object({ id: z.uuid() }),
  errors: ['notice.over', 'notice.name_wanted'],
});
