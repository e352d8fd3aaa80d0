import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { abilities, byId, day, done, memberDay, unitName, version, words } from '../terms';

export const bodyPermissions = [
  'membership.body.read',
  'membership.body.write',
] as const satisfies readonly PermissionName[];

/** The kinds of bodies with their seats, in the order in which pages show them. */
export const bodySeats = {
  union_committee: ['chair', 'vice_chair', 'member'],
  audit_committee: ['chair', 'member'],
  women_committee: ['chair', 'vice_chair', 'member'],
  congress_delegates: ['delegate'],
  union_group: ['leader', 'inspector'],
  labour_inspectors: ['chair', 'inspector'],
  kitchen_committee: ['chair', 'member'],
} as const;
export type BodyKindName = keyof typeof bodySeats;
export const bodyKindNames = Object.keys(bodySeats) as BodyKindName[];
export const bodyKind = z.enum(bodyKindNames as [BodyKindName, ...BodyKindName[]]);

const seatNames = [...new Set(Object.values(bodySeats).flat())] as [SeatName, ...SeatName[]];
export type SeatName = (typeof bodySeats)[BodyKindName][number];
export const seatName = z.enum(seatNames);

/** Candidates for these may not be close relatives of the head of the enterprise (Trade Union Law, art. 10). */
export const declaredKinds: readonly BodyKindName[] = ['union_committee', 'audit_committee'];

/** How a body stands: due means that its term ends soon, missing that a unit must have one and doesn't. */
export const bodyStates = ['in_office', 'due', 'overdue', 'without_term', 'missing', 'dissolved'] as const;
export const bodyState = z.enum(bodyStates);
export type BodyState = (typeof bodyStates)[number];

const term = z.object({ id: z.uuid(), number: z.int(), startsOn: day, endsOn: day, seats: z.int() });

export const bodyRow = z.object({
  /** Of the body; of one that is missing its unit and kind. */
  key: z.string(),
  id: z.uuid().nullable(),
  kind: bodyKind,
  name: z.string(),
  unit: unitName,
  state: bodyState,
  /** The last one that began. */
  term: term.extend({ sitting: z.int(), daysLeft: z.int() }).nullable(),
  /** Why a unit must have one. */
  because: z.string().nullable(),
  abilities,
});
export type BodyRow = z.infer<typeof bodyRow>;

const filters = z.object({
  unitId: z.uuid().optional(),
  kind: bodyKind.optional(),
  /** Left out: all but the dissolved. */
  state: bodyState.optional(),
});

const path = '/api/membership/bodies';
const read = 'membership.body.read';
const write = 'membership.body.write';

export const listBodies = endpoint({
  name: 'membership.listBodies',
  method: 'GET',
  path,
  permission: read,
  summary: 'Bodies of the union unit by unit with the state of their terms, and those that a unit must have and lacks.',
  query: pageQuery.extend(filters.shape),
  response: pageOf(bodyRow).extend({ counts: z.record(bodyState, z.int()), abilities }),
});

export const exportBodies = endpoint({
  name: 'membership.exportBodies',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: filters,
  response: 'file',
});

const reason = words(200, 1);
/** What elected or decided it: a meeting, a document. */
const basis = words(200, 1);

const candidate = z.object({
  personId: z.uuid(),
  seat: seatName,
  /** The person has declared to be no close relative of the head of the enterprise. */
  isNoRelative: z.boolean().default(false),
});
export type Candidate = z.infer<typeof candidate>;

/** What the rules say about the size of a body on a day. */
export const bodySize = z.object({
  day,
  members: z.int(),
  women: z.int(),
  rule: z.object({
    /** `free`: no rule; `unset`: none for so many members; `too_few`: the unit has no such body. */
    state: z.enum(['set', 'free', 'unset', 'too_few']),
    least: z.int().nullable(),
    most: z.int().nullable(),
    isOneAlone: z.boolean(),
    fewest: z.int().nullable(),
    source: z.string(),
  }),
  years: z.array(z.int()),
  yearsSource: z.string().nullable(),
});
export type BodySize = z.infer<typeof bodySize>;

export const seatRow = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), name: z.string(), staffNumber: z.string(), unitName: z.string() }),
  seat: seatName,
  how: z.enum(['elected', 'by_election', 'appointed']),
  from: day,
  to: day,
  endReason: z.string().nullable(),
  /** The role of the house that came with the seat, and whether there is an account that has it. */
  role: z.string().nullable(),
  hasAccount: z.boolean(),
  isNoRelative: z.boolean(),
  basis: z.string(),
  abilities,
});
export type SeatRow = z.infer<typeof seatRow>;

export const stepKinds = [
  'founded',
  'renamed',
  'term_begun',
  'seat_taken',
  'seat_left',
  'term_prolonged',
  'term_ended',
  'dissolved',
] as const;
export type StepKind = (typeof stepKinds)[number];

export const bodyStep = z.object({
  id: z.uuid(),
  step: z.enum(stepKinds),
  on: day,
  note: z.string(),
  number: z.int().nullable(),
  personName: z.string().nullable(),
  seat: seatName.nullable(),
  byName: z.string(),
  hasPaper: z.boolean(),
});

export const termStates = ['coming', 'in_office', 'due', 'overdue', 'over'] as const;
export type TermState = (typeof termStates)[number];

export const bodyTerm = term.extend({
  /** Earlier than the election gave, where something ended it. */
  endedOn: day.nullable(),
  basis: z.string(),
  state: z.enum(termStates),
  daysLeft: z.int(),
  seatRows: z.array(seatRow),
  abilities,
});
export type BodyTerm = z.infer<typeof bodyTerm>;

export const bodyWhole = z.object({
  id: z.uuid(),
  kind: bodyKind,
  name: z.string(),
  unit: unitName,
  foundedOn: day,
  dissolvedOn: day.nullable(),
  version,
  state: bodyState,
  size: bodySize,
  /** The latest first. */
  terms: z.array(bodyTerm),
  /** Already in words: what the rules ask for and nobody can enforce here. */
  warnings: z.array(z.string()),
  steps: z.array(bodyStep),
  abilities,
});
export type BodyWhole = z.infer<typeof bodyWhole>;

export const showBody = endpoint({
  name: 'membership.showBody',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'Shows a body with its terms, who sat and sits in it, the rule of its size and its history.',
  params: byId,
  response: bodyWhole,
});

export const getBodySize = endpoint({
  name: 'membership.getBodySize',
  method: 'GET',
  path: `${path}/:id/size`,
  permission: read,
  summary: 'How many seats and years a term may have that begins on a day.',
  params: byId,
  query: z.object({ day: memberDay }),
  response: bodySize,
});

export const exportBodyMembers = endpoint({
  name: 'membership.exportBodyMembers',
  method: 'GET',
  path: `${path}/:id/members.xlsx`,
  permission: read,
  summary: 'Who sits or sat in a term of a body, as an Excel file.',
  params: byId,
  query: z.object({ termId: z.uuid() }),
  response: 'file',
});

const created = z.object({ id: z.uuid() });

export const foundUnionBody = endpoint({
  name: 'membership.foundBody',
  method: 'POST',
  path,
  permission: write,
  summary: 'Founds a body of the union in a unit, still without a term.',
  body: z.object({ unitId: z.uuid(), kind: bodyKind, name: words(60, 2), foundedOn: memberDay }),
  response: created,
  errors: ['membership.body_exists', 'membership.day_ahead'],
});

export const renameUnionBody = endpoint({
  name: 'membership.renameBody',
  method: 'POST',
  path: `${path}/:id/rename`,
  permission: write,
  summary: 'Renames a body.',
  params: byId,
  body: z.object({ name: words(60, 2), version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'roster.already_ended'],
});

export const dissolveUnionBody = endpoint({
  name: 'membership.dissolveBody',
  method: 'POST',
  path: `${path}/:id/dissolve`,
  permission: write,
  summary: 'Dissolves a body; its term, seats and roles end with it.',
  params: byId,
  body: z.object({ lastDay: memberDay, reason, version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'roster.already_ended', 'roster.day_before_start'],
});

const candidateErrors = [
  'membership.seat_unknown',
  'membership.candidate_unfit',
  'membership.candidate_elsewhere',
  'membership.candidate_undeclared',
  'roster.seat_twice',
  'roster.seats_full',
  'roster.seat_conflict',
] as const;

export const MOST_CANDIDATES = 500;

export const beginUnionTerm = endpoint({
  name: 'membership.beginTerm',
  method: 'POST',
  path: `${path}/:id/terms`,
  permission: write,
  summary: 'Begins a term with those who were elected; the term before ends the day before.',
  params: byId,
  body: z.object({
    number: z.int().min(1).max(999),
    startsOn: memberDay,
    years: z.int().min(1).max(5),
    seats: z.int().min(1).max(9999),
    basis,
    candidates: z.array(candidate).min(1).max(MOST_CANDIDATES),
  }),
  response: created,
  errors: [
    'membership.body_size',
    'membership.body_too_few',
    'membership.term_years',
    'roster.term_number',
    'roster.day_before_start',
    'roster.already_ended',
    ...candidateErrors,
  ],
});

const inTerm = z.object({ id: z.uuid(), termId: z.uuid() });

export const prolongUnionTerm = endpoint({
  name: 'membership.prolongTerm',
  method: 'POST',
  path: `${path}/:id/terms/:termId/prolong`,
  permission: write,
  summary: 'Prolongs a term by a document of the upper union; seats and roles go on with it.',
  params: inTerm,
  body: z.object({ endsOn: memberDay, basis, paperId: z.uuid().nullable().default(null) }),
  response: done,
  errors: ['membership.document_foreign', 'roster.already_ended', 'roster.day_before_start'],
});

export const endUnionTerm = endpoint({
  name: 'membership.endTerm',
  method: 'POST',
  path: `${path}/:id/terms/:termId/end`,
  permission: write,
  summary: 'Ends a term early, with its seats and roles.',
  params: inTerm,
  body: z.object({ lastDay: memberDay, reason }),
  response: done,
  errors: ['roster.already_ended', 'roster.day_before_start'],
});

export const takeUnionSeat = endpoint({
  name: 'membership.takeSeat',
  method: 'POST',
  path: `${path}/:id/terms/:termId/seats`,
  permission: write,
  summary: 'Seats somebody who was elected or appointed during a term.',
  params: inTerm,
  body: candidate.extend({ how: z.enum(['by_election', 'appointed']), from: memberDay, basis }),
  response: created,
  errors: ['roster.day_before_start', 'roster.already_ended', ...candidateErrors],
});

export const leaveUnionSeat = endpoint({
  name: 'membership.leaveSeat',
  method: 'POST',
  path: `${path}/:id/seats/:seatId/leave`,
  permission: write,
  summary: 'Ends a seat before its term, with the reason; its role ends with it.',
  params: z.object({ id: z.uuid(), seatId: z.uuid() }),
  body: z.object({ lastDay: memberDay, reason }),
  response: done,
  errors: ['roster.already_ended', 'roster.day_before_start'],
});

export const MAX_BODY_PAPER_BYTES = 10 * 1024 * 1024;

export const addBodyPaper = endpoint({
  name: 'membership.addBodyPaper',
  method: 'POST',
  path: `${path}/papers`,
  permission: write,
  summary: 'Keeps the photo or scan of a document, before it is named as a basis.',
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_BODY_PAPER_BYTES,
  response: z.object({ id: z.uuid(), name: z.string() }),
  errors: ['file.type_refused', 'file.empty', 'kernel.too_large'],
});

export const getBodyPaper = endpoint({
  name: 'membership.getBodyPaper',
  method: 'GET',
  path: `${path}/:id/steps/:stepId/paper`,
  permission: read,
  summary: 'The document behind a step.',
  params: z.object({ id: z.uuid(), stepId: z.uuid() }),
  response: 'file',
});

export const bodyErrors = defineErrors({
  'membership.body_exists': 409,
  'membership.body_size': 422,
  'membership.body_too_few': 422,
  'membership.term_years': 422,
  'membership.seat_unknown': 422,
  'membership.candidate_unfit': 422,
  'membership.candidate_elsewhere': 422,
  'membership.candidate_undeclared': 422,
  'membership.document_foreign': 422,
});
