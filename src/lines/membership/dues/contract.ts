import { z } from 'zod';
import { abilities, day, defineErrors, endpoint, fen, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { byId, done, unitName, words } from '../terms';
import { duesTerms } from './rules';
import { count, duesPerson, month, progress, runStates } from './terms';

export * from './terms';
export { duesTerms, type DuesTerms } from './rules';

export const duesPermissions = [
  'membership.dues.read',
  'membership.dues.write',
  'membership.dues.run',
  'membership.dues.collect',
  'membership.dues.own',
] as const satisfies readonly PermissionName[];

export const duesErrors = defineErrors({
  'membership.dues_no_book': 409,
  'membership.dues_month_ahead': 422,
  'membership.dues_day_outside': 422,
  'membership.dues_under_way': 409,
  'membership.dues_not_done': 409,
  'membership.dues_run_touched': 409,
  'membership.dues_amount': 422,
  'membership.dues_not_ahead': 409,
  'membership.dues_payment_used': 409,
  'membership.dues_undone_already': 409,
  'membership.dues_never_member': 409,
  'membership.dues_months_turned': 422,
  'membership.dues_list_no_heading': 422,
  'membership.dues_list_columns': 422,
  'membership.dues_list_nothing': 409,
});

/** The five sums of any part of the dues: due ≡ collected + arrears + exempt. */
export const duesSums = z.object({ people: count, due: fen, collected: fen, arrears: fen, exempt: fen });
export type DuesSums = z.infer<typeof duesSums>;

export const duesScheme = z.object({
  id: z.uuid(),
  unit: unitName,
  validFrom: month,
  terms: duesTerms,
  basis: z.string(),
  recordedByName: z.string(),
  recordedAt: z.iso.datetime(),
  /** Whose place a newer one has taken. */
  isVoid: z.boolean(),
  uses: count,
  abilities,
});
export type DuesScheme = z.infer<typeof duesScheme>;

export const showDues = endpoint({
  name: 'membership.showDues',
  method: 'GET',
  path: '/api/membership/dues',
  permission: 'membership.dues.read',
  summary: 'The dues of a month by unit: due, collected, in arrears, exempt, with the book that they are posted to.',
  query: z.object({ month: month.optional(), unitId: z.uuid().optional() }),
  isOneMoment: true,
  response: z.object({
    month,
    unit: unitName,
    above: z.array(unitName),
    sums: duesSums,
    rows: z.array(duesSums.extend({ unit: unitName, hasParts: z.boolean(), isOwn: z.boolean() })),
    /** What came in during the month, for whichever months. */
    received: fen,
    /** Paid ahead by members of the unit, as of now. */
    ahead: fen,
    book: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    rule: z.object({ terms: duesTerms, source: z.string(), validFrom: day }),
    abilities,
  }),
});

export const chargeStates = ['arrears', 'collected', 'exempt'] as const;
const chargeQuery = {
  month: month.optional(),
  unitId: z.uuid().optional(),
  state: z.enum(chargeStates).optional(),
};

export const duesCharge = z.object({
  id: z.uuid(),
  person: duesPerson,
  unit: unitName,
  month,
  base: fen.nullable(),
  due: fen,
  collected: fen,
  arrears: fen,
  exempt: fen,
  exemptBy: z.enum(['state', 'decision']).nullable(),
});
export type DuesCharge = z.infer<typeof duesCharge>;

export const listDuesCharges = endpoint({
  name: 'membership.listDuesCharges',
  method: 'GET',
  path: '/api/membership/dues/charges',
  permission: 'membership.dues.read',
  summary: 'What each member owes for a month, has paid, and is exempt from.',
  query: pageQuery.extend(chargeQuery),
  response: pageOf(duesCharge),
});

export const exportDuesCharges = endpoint({
  name: 'membership.exportDuesCharges',
  method: 'GET',
  path: '/api/membership/dues/charges.xlsx',
  permission: 'membership.dues.read',
  summary: 'The dues of a month member by member as an Excel file.',
  query: z.object(chargeQuery),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const listLapsing = endpoint({
  name: 'membership.listLapsing',
  method: 'GET',
  path: '/api/membership/dues/lapsing',
  permission: 'membership.dues.read',
  summary: 'Members who owe six months in a row: nothing follows of itself, people have to talk and decide.',
  query: z.object({ unitId: z.uuid().optional() }),
  response: z.object({
    leastMonths: count,
    rows: z.array(
      z.object({ person: duesPerson, unit: unitName, months: count, from: month, arrears: fen, abilities }),
    ),
  }),
});

export const paymentWays = ['list', 'cash', 'bank'] as const;
const statementPayment = z.object({
  id: z.uuid(),
  on: day,
  way: z.enum(paymentWays),
  amount: fen,
  ahead: fen,
  words: z.string(),
  byName: z.string(),
  entryId: z.uuid(),
  undoReason: z.string().nullable(),
  abilities,
});
const statementMonth = duesCharge.omit({ person: true }).extend({
  runId: z.uuid(),
  ruleId: z.uuid(),
  terms: duesTerms.nullable(),
  abilities,
});

export const duesStatement = z.object({
  person: duesPerson,
  sums: duesSums.omit({ people: true }),
  ahead: fen,
  months: z.array(statementMonth),
  payments: z.array(statementPayment),
  exemptions: z.array(
    z.object({
      id: z.uuid(),
      fromMonth: month,
      toMonth: month.nullable(),
      reason: z.string(),
      byName: z.string(),
      abilities,
    }),
  ),
  abilities,
});
export type DuesStatement = z.infer<typeof duesStatement>;

export const showDuesOf = endpoint({
  name: 'membership.showDuesOf',
  method: 'GET',
  path: '/api/membership/dues/people/:id',
  permission: 'membership.dues.read',
  summary: 'The dues of one member: months, payments, exemptions, what has been paid ahead.',
  params: byId,
  response: duesStatement,
});

export const showOwnDues = endpoint({
  name: 'membership.showOwnDues',
  method: 'GET',
  path: '/api/membership/dues/own',
  permission: 'membership.dues.own',
  summary: 'The own dues: months, payments, what has been paid ahead.',
  response: duesStatement.omit({ exemptions: true, abilities: true }),
  errors: ['membership.no_person'],
});

export const duesRun = z.object({
  id: z.uuid(),
  unit: unitName,
  month,
  postedOn: day,
  state: z.enum(runStates),
  progress,
  /** Whom it added, what is due by it; whom it left out and why. */
  counts: z.record(z.string(), z.string()),
  /** Why it could not be done, in the reader's language. */
  fault: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdByName: z.string(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  entryIds: z.array(z.uuid()),
  abilities,
});
export type DuesRun = z.infer<typeof duesRun>;

const runAsked = { unitId: z.uuid(), month };

export const previewDuesRun = endpoint({
  name: 'membership.previewDuesRun',
  method: 'GET',
  path: '/api/membership/dues/preview',
  permission: 'membership.dues.run',
  summary: 'What the run of a month would add: whom, what is due, whom it leaves out and why. Nothing is written.',
  query: z.object(runAsked),
  response: z.object({
    known: count,
    added: count,
    due: fen,
    exempt: fen,
    /** Settled at once out of what was paid ahead. */
    fromAhead: fen,
    exemptByState: count,
    exemptByDecision: count,
    leftOut: z.array(
      z.object({
        reason: z.enum(['no_wage', 'no_book', 'no_unit']),
        people: z.array(duesPerson),
        count,
      }),
    ),
    books: z.array(z.object({ id: z.uuid(), name: z.string(), people: count, due: fen })),
  }),
  errors: ['membership.dues_month_ahead'],
});

export const beginDuesRun = endpoint({
  name: 'membership.beginDuesRun',
  method: 'POST',
  path: '/api/membership/dues/runs',
  permission: 'membership.dues.run',
  summary:
    'Makes the dues of a month: adds whom no earlier run has, all of them or nobody. Asked for again, goes on with it.',
  body: z.object({ ...runAsked, postedOn: day }),
  response: duesRun,
  errors: ['membership.dues_month_ahead', 'membership.dues_day_outside', 'membership.dues_no_book'],
});

export const listDuesRuns = endpoint({
  name: 'membership.listDuesRuns',
  method: 'GET',
  path: '/api/membership/dues/runs',
  permission: 'membership.dues.read',
  summary: 'The runs of months, the latest first.',
  query: pageQuery.extend({ unitId: z.uuid().optional() }),
  response: pageOf(duesRun),
});

export const showDuesRun = endpoint({
  name: 'membership.showDuesRun',
  method: 'GET',
  path: '/api/membership/dues/runs/:id',
  permission: 'membership.dues.read',
  summary: 'A run of a month: how far it has come, and what became of it.',
  params: byId,
  response: duesRun,
});

export const undoDuesRun = endpoint({
  name: 'membership.undoDuesRun',
  method: 'POST',
  path: '/api/membership/dues/runs/:id/undo',
  permission: 'membership.dues.run',
  summary: 'Takes a run back by reversing its entries, with the reason.',
  params: byId,
  body: z.object({ reason: words(200, 2) }),
  response: duesRun,
  errors: ['membership.dues_not_done', 'membership.dues_under_way', 'membership.dues_run_touched'],
});

export const listDuesSchemes = endpoint({
  name: 'membership.listDuesSchemes',
  method: 'GET',
  path: '/api/membership/dues/schemes',
  permission: 'membership.dues.read',
  summary: 'By what units reckon their dues, with what was in force before.',
  query: z.object({ unitId: z.uuid().optional() }),
  response: z.object({ rows: z.array(duesScheme) }),
});

export const setDuesScheme = endpoint({
  name: 'membership.setDuesScheme',
  method: 'POST',
  path: '/api/membership/dues/schemes',
  permission: 'membership.dues.write',
  summary: 'Records by what a unit and all below it reckon dues from a month on.',
  body: z.object({ unitId: z.uuid(), validFrom: month, terms: duesTerms, basis: words(200, 2) }),
  response: duesScheme,
});

export const takeBackDuesScheme = endpoint({
  name: 'membership.takeBackDuesScheme',
  method: 'POST',
  path: '/api/membership/dues/schemes/:id/take-back',
  permission: 'membership.dues.write',
  summary: 'Takes a scheme back: what was in force before goes on. Dues that were reckoned by it stay.',
  params: byId,
  body: z.object({}),
  response: done,
  errors: ['membership.dues_undone_already'],
});
