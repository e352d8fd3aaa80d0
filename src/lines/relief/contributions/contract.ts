import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery, parameterShape, type PermissionName } from '#kernel/contract';
import {
  abilities,
  amount,
  byId,
  cashOrBank,
  count,
  day,
  done,
  fundDay,
  fundPerson,
  unitName,
  way,
  words,
  year,
} from '../terms';

export const fundPermissions = [
  'relief.fund.read',
  'relief.fund.write',
  'relief.fund.approve',
  'relief.fund.pay',
  'relief.fund.own',
] as const satisfies readonly PermissionName[];

export const contributionErrors = defineErrors({
  'relief.no_book': 409,
  'relief.day_ahead': 422,
  'relief.not_enrolled': 409,
  'relief.paid_already': 409,
  'relief.undone_already': 409,
  'relief.of_list': 409,
  'relief.list_no_heading': 422,
  'relief.list_nothing': 409,
  'relief.list_changed': 409,
  'relief.list_taken': 409,
});

/** Words that people choose among on the page of parameters. */
export const feeRhythms = ['每年', '一次交清'] as const;
/** What the members of the mutual-aid fund pay: a year, or once. */
export const feeShape = parameterShape({
  key: 'relief.mutualAidFee',
  unit: null,
  schema: z.object({ rhythm: z.enum(feeRhythms), feeFen: z.number().int().min(1).max(10_000_000) }),
});
export type Fee = z.infer<typeof feeShape.schema>;

const read = 'relief.fund.read';
const pay = 'relief.fund.pay';
const write = 'relief.fund.write';
export const reason = z.object({ reason: words(200, 2) });

export const contribution = z.object({
  id: z.uuid(),
  person: fundPerson,
  unit: unitName,
  period: z.string(),
  amount: fen,
  on: day,
  way,
  entryId: z.uuid(),
  byName: z.string(),
  undoReason: z.string().nullable(),
  abilities,
});
export type Contribution = z.infer<typeof contribution>;

const asked = z.object({ year: year.optional(), unitId: z.uuid().optional() });

export const showFund = endpoint({
  name: 'relief.showFund',
  method: 'GET',
  path: '/api/relief/fund',
  permission: read,
  summary: 'The mutual-aid fund of a year: who is in it and has paid, what came in, what was paid out, what is there.',
  query: asked,
  isOneMoment: true,
  response: z.object({
    year: z.int(),
    fee: z.object({ isYearly: z.boolean(), amount: fen, source: z.string() }),
    enrolled: count,
    paid: count,
    books: z.array(
      z.object({
        ...{ id: z.uuid(), name: z.string(), unit: unitName },
        ...{ members: fen, employer: fen, union: fen, other: fen, aid: fen, costs: fen, balance: fen },
      }),
    ),
    additions: z.array(
      z.object({
        ...{ id: z.uuid(), kind: z.enum(['employer', 'group']), unit: unitName, amount: fen, on: day },
        ...{ words: z.string(), entryId: z.uuid(), byName: z.string(), undoReason: z.string().nullable(), abilities },
      }),
    ),
    abilities,
  }),
});

export const listContributions = endpoint({
  name: 'relief.listContributions',
  method: 'GET',
  path: '/api/relief/contributions',
  permission: read,
  summary: 'What members have paid into the mutual-aid fund, the latest first.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(contribution),
});

export const exportContributions = endpoint({
  name: 'relief.exportContributions',
  method: 'GET',
  path: '/api/relief/contributions.xlsx',
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const addContribution = endpoint({
  name: 'relief.addContribution',
  method: 'POST',
  path: '/api/relief/contributions',
  permission: pay,
  summary: 'Takes in the contribution of one who is in the mutual-aid fund, by the rule of the day.',
  body: z.object({ personId: z.uuid(), on: fundDay, way: cashOrBank }),
  response: z.object({ id: z.uuid(), entryId: z.uuid(), amount: fen }),
  errors: ['relief.day_ahead', 'relief.not_enrolled', 'relief.paid_already', 'relief.no_book'],
});

export const undoContribution = endpoint({
  name: 'relief.undoContribution',
  method: 'POST',
  path: '/api/relief/contributions/:id/undo',
  permission: pay,
  summary: 'Takes one contribution back by reversing its entry, with the reason.',
  params: byId,
  body: reason,
  response: done,
  errors: ['relief.undone_already', 'relief.of_list'],
});

export const addAddition = endpoint({
  name: 'relief.addAddition',
  method: 'POST',
  path: '/api/relief/additions',
  permission: write,
  summary: 'Records what the employer adds to the mutual-aid fund, or what the group gives for persons in need.',
  body: z.object({
    kind: z.enum(['employer', 'group']),
    unitId: z.uuid(),
    amount,
    on: fundDay,
    way: cashOrBank,
    words: words(100, 2),
  }),
  response: z.object({ id: z.uuid(), entryId: z.uuid() }),
  errors: ['relief.day_ahead', 'relief.no_book'],
});

export const undoAddition = endpoint({
  name: 'relief.undoAddition',
  method: 'POST',
  path: '/api/relief/additions/:id/undo',
  permission: write,
  summary: 'Takes an addition back by reversing its entry, with the reason.',
  params: byId,
  body: reason,
  response: done,
  errors: ['relief.undone_already', 'relief.fund_short'],
});

export const LIST_MAX_BYTES = 10 * 1024 * 1024;

/** A row of a sheet as it was judged. */
export const judgedRow = z.object({
  number: count,
  staffNumber: z.string(),
  name: z.string(),
  amount: fen.nullable(),
  /** Why it can't be taken in, in the reader's language. */
  reason: z.string().nullable(),
});
export type JudgedRow = z.infer<typeof judgedRow>;

/** A list of contributions names a unit, a list of gifts a campaign. */
const listQuestion = z.object({
  name: words(200, 1),
  unitId: z.uuid().optional(),
  campaignId: z.uuid().optional(),
  on: fundDay,
});

export const readFundList = endpoint({
  name: 'relief.readFundList',
  method: 'POST',
  path: '/api/relief/fund-lists/reading',
  permission: pay,
  summary: 'Reads a payroll sheet of contributions or gifts and judges each row. Nothing is kept.',
  query: listQuestion,
  body: 'bytes',
  maxBytes: LIST_MAX_BYTES,
  response: z.object({ rows: z.array(judgedRow), good: count, bad: count, sum: fen }),
  errors: ['relief.list_no_heading', 'relief.campaign_closed'],
});

export const exportFundListRest = endpoint({
  name: 'relief.exportFundListRest',
  method: 'POST',
  path: '/api/relief/fund-lists/rest.xlsx',
  permission: pay,
  summary: 'The rows of a sheet that could not be taken in, as they came, with the reasons. Nothing is kept.',
  query: listQuestion,
  body: 'bytes',
  maxBytes: LIST_MAX_BYTES,
  response: 'file',
  errors: ['relief.list_no_heading', 'relief.campaign_closed', 'workbook.export_too_long'],
});

export const takeFundList = endpoint({
  name: 'relief.takeFundList',
  method: 'POST',
  path: '/api/relief/fund-lists',
  permission: pay,
  summary: 'Takes in the rows of a sheet that can stand, all of them or none; the others are named with their reasons.',
  query: listQuestion.extend({ good: z.coerce.number().int().min(1), sum: fen }),
  body: 'bytes',
  maxBytes: LIST_MAX_BYTES,
  response: z.object({ id: z.uuid(), good: count, sum: fen, refused: z.array(judgedRow) }),
  errors: [
    'relief.list_no_heading',
    'relief.list_nothing',
    'relief.list_changed',
    'relief.list_taken',
    'relief.day_ahead',
    'relief.no_book',
    'relief.campaign_closed',
  ],
});

export const fundList = z.object({
  id: z.uuid(),
  kind: z.enum(['contributions', 'gifts']),
  unit: unitName,
  fileName: z.string(),
  good: count,
  bad: count,
  sum: fen,
  on: day,
  byName: z.string(),
  recordedAt: z.iso.datetime(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
  entryIds: z.array(z.uuid()),
  abilities,
});
export type FundList = z.infer<typeof fundList>;

export const listFundLists = endpoint({
  name: 'relief.listFundLists',
  method: 'GET',
  path: '/api/relief/fund-lists',
  permission: read,
  summary: 'The sheets that were taken in, the latest first.',
  query: pageQuery.extend({ unitId: z.uuid().optional(), campaignId: z.uuid().optional() }),
  response: pageOf(fundList),
});

export const undoFundList = endpoint({
  name: 'relief.undoFundList',
  method: 'POST',
  path: '/api/relief/fund-lists/:id/undo',
  permission: pay,
  summary: 'Takes back all that a sheet brought, by reversing its entries, with the reason.',
  params: byId,
  body: reason,
  response: done,
  errors: ['relief.undone_already', 'relief.fund_short', 'relief.campaign_closed'],
});

export const showOwnRelief = endpoint({
  name: 'relief.showOwnRelief',
  method: 'GET',
  path: '/api/relief/own',
  permission: 'relief.fund.own',
  summary: 'What the signed-in person has paid into the mutual-aid fund, has given, and was given.',
  response: z.object({
    contributions: z.array(z.object({ id: z.uuid(), period: z.string(), amount: fen, on: day })),
    gifts: z.array(
      z.object({ id: z.uuid(), campaignId: z.uuid(), title: z.string(), amount: fen, inWords: z.string(), on: day }),
    ),
    aid: z.array(z.object({ id: z.uuid(), source: z.string(), purpose: z.string(), amount: fen, on: day })),
  }),
});

export const contributionEndpoints = [
  showFund,
  listContributions,
  exportContributions,
  addContribution,
  undoContribution,
  addAddition,
  undoAddition,
  readFundList,
  exportFundListRest,
  takeFundList,
  listFundLists,
  undoFundList,
  showOwnRelief,
] as const;
