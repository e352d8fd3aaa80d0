import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { reason } from '../contributions/contract';
import { publicGoods } from '../goods/contract';
import {
  abilities,
  amount,
  byId,
  cashOrBank,
  count,
  day,
  done,
  fundDay,
  purpose,
  unitName,
  version,
  way,
  words,
} from '../terms';

export const campaignErrors = defineErrors({
  'relief.campaign_closed': 409,
  'relief.campaign_open': 409,
  'relief.campaign_days': 422,
  'relief.giver_unfit': 422,
  'relief.cash_left': 409,
  'relief.no_remainder': 409,
  'relief.remainder_waits': 409,
});

/** What becomes of what is left: decided before the first yuan is given. */
export const remainders = ['mutual_aid', 'next'] as const;
export const remainder = z.enum(remainders);

/** `takenOver` came from an earlier campaign, or as interest: received + taken over = handed over + passed on + left. */
const sums = z.object({ received: fen, takenOver: fen, handedOver: fen, passedOn: fen, left: fen, gifts: count });

export const campaignRow = z.object({
  id: z.uuid(),
  title: z.string(),
  unit: unitName,
  opensOn: day,
  closesOn: day,
  isClosed: z.boolean(),
  remainder,
  sums,
});
export type CampaignRow = z.infer<typeof campaignRow>;

const read = 'relief.fund.read';
const write = 'relief.fund.write';
const pay = 'relief.fund.pay';
const path = '/api/relief/campaigns';

export const listCampaigns = endpoint({
  name: 'relief.listCampaigns',
  method: 'GET',
  path,
  permission: read,
  summary: 'Donation campaigns with what was received, handed over and is left.',
  query: pageQuery.extend({ unitId: z.uuid().optional() }),
  isOneMoment: true,
  response: pageOf(campaignRow).extend({ abilities }),
});

export const openCampaign = endpoint({
  name: 'relief.openCampaign',
  method: 'POST',
  path,
  permission: write,
  summary: 'Opens a donation campaign among the own staff, with a book of its own.',
  body: z.object({
    unitId: z.uuid(),
    title: words(60, 2),
    /** What everybody of the staff reads. */
    cause: words(600, 2),
    personId: z.uuid().optional(),
    closesOn: fundDay,
    remainder,
  }),
  response: byId,
  errors: ['relief.campaign_days', 'ledger.book_taken', 'roster.unit_closed'],
});

export const gift = z.object({
  id: z.uuid(),
  giver: z.enum(['person', 'unit', 'anonymous']),
  /** Null of who gave without a name. */
  giverName: z.string().nullable(),
  unit: unitName.nullable(),
  isNamed: z.boolean(),
  amount: fen,
  inWords: z.string(),
  on: day,
  way,
  consent: z.string().nullable(),
  entryId: z.uuid(),
  byName: z.string(),
  undoReason: z.string().nullable(),
  abilities,
});
export type Gift = z.infer<typeof gift>;

const byUnit = z.array(z.object({ unit: unitName.nullable(), amount: fen, gifts: count }));
const handover = z.object({ on: day, amount: fen, purpose, name: z.string() });

export const showCampaign = endpoint({
  name: 'relief.showCampaign',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A campaign: its cause, what came in by unit, what was handed over, what is left and becomes of it.',
  params: byId,
  isOneMoment: true,
  response: campaignRow.extend({
    cause: z.string(),
    personName: z.string().nullable(),
    bookId: z.uuid(),
    cash: fen,
    bank: fen,
    byUnit,
    handovers: z.array(handover),
    closedByName: z.string().nullable(),
    createdByName: z.string(),
    transferId: z.uuid().nullable(),
    /** What is left was asked to pass on, and nobody has decided yet. */
    isRestAsked: z.boolean(),
    version,
    abilities,
  }),
});

export const listGifts = endpoint({
  name: 'relief.listGifts',
  method: 'GET',
  path: `${path}/:id/gifts`,
  permission: read,
  summary: 'What was given to a campaign, the latest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(gift),
});

export const exportGifts = endpoint({
  name: 'relief.exportGifts',
  method: 'GET',
  path: `${path}/:id/gifts.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  params: byId,
  response: 'file',
});

export const addGift = endpoint({
  name: 'relief.addGift',
  method: 'POST',
  path: `${path}/:id/gifts`,
  permission: pay,
  summary: 'Takes in one gift of a person of the staff, of a unit, or without a name.',
  params: byId,
  body: z.object({
    giver: z.enum(['person', 'unit', 'anonymous']),
    personId: z.uuid().optional(),
    unitId: z.uuid().optional(),
    isNamed: z.boolean(),
    amount,
    on: fundDay,
    way: cashOrBank,
  }),
  response: z.object({ id: z.uuid(), entryId: z.uuid() }),
  errors: ['relief.campaign_closed', 'relief.campaign_days', 'relief.giver_unfit', 'relief.day_ahead'],
});

export const undoGift = endpoint({
  name: 'relief.undoGift',
  method: 'POST',
  path: '/api/relief/gifts/:id/undo',
  permission: pay,
  summary: 'Takes a gift back by reversing its entry, with the reason.',
  params: byId,
  body: reason,
  response: done,
  errors: ['relief.undone_already', 'relief.of_list', 'relief.fund_short', 'relief.campaign_closed'],
});

export const bankGifts = endpoint({
  name: 'relief.bankGifts',
  method: 'POST',
  path: `${path}/:id/deposits`,
  permission: pay,
  summary: 'Takes cash that was given to the bank.',
  params: byId,
  body: z.object({ amount, on: fundDay }),
  response: z.object({ entryId: z.uuid() }),
  errors: ['relief.fund_short', 'relief.day_ahead'],
});

export const closeCampaign = endpoint({
  name: 'relief.closeCampaign',
  method: 'POST',
  path: `${path}/:id/close`,
  permission: write,
  summary: 'Closes a campaign: nothing more is given; what is left is handed over or passes on by its rule.',
  params: byId,
  body: z.object({ version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'relief.campaign_closed'],
});

export const passOnRemainder = endpoint({
  name: 'relief.passOnRemainder',
  method: 'POST',
  path: `${path}/:id/remainder`,
  permission: write,
  summary: 'Asks for what is left to pass to the mutual-aid fund or to the next campaign, as the campaign said.',
  params: byId,
  body: z.object({ toCampaignId: z.uuid().optional(), version }),
  response: z.object({ transferId: z.uuid() }),
  errors: [
    'kernel.changed_meanwhile',
    'relief.campaign_open',
    'relief.campaign_closed',
    'relief.cash_left',
    'relief.no_remainder',
    'relief.remainder_waits',
    'relief.no_book',
    'relief.source_unfit',
  ],
});

/** What everybody of the staff may see: sums, and the names of those who agreed. */
const publicRow = campaignRow.omit({ remainder: true });

export const listPublicCampaigns = endpoint({
  name: 'relief.listPublicCampaigns',
  method: 'GET',
  path: '/api/relief/public-campaigns',
  permission: 'relief.fund.own',
  summary: 'The campaigns of the own works with their sums.',
  isOneMoment: true,
  response: z.object({ rows: z.array(publicRow) }),
});

export const showPublicCampaign = endpoint({
  name: 'relief.showPublicCampaign',
  method: 'GET',
  path: '/api/relief/public-campaigns/:id',
  permission: 'relief.fund.own',
  summary: 'A campaign as it is published: receipts by unit, givers who agreed to be named, and its use.',
  params: byId,
  isOneMoment: true,
  response: campaignRow.extend({
    cause: z.string(),
    byUnit,
    named: z.array(z.object({ name: z.string(), amount: fen, on: day })),
    handovers: z.array(handover),
    goods: publicGoods,
  }),
});

export const campaignEndpoints = [
  listCampaigns,
  openCampaign,
  showCampaign,
  listGifts,
  exportGifts,
  addGift,
  undoGift,
  bankGifts,
  closeCampaign,
  passOnRemainder,
  listPublicCampaigns,
  showPublicCampaign,
] as const;
