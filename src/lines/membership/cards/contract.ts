import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { byId, day, done, memberState, unitName } from '../terms';

export const ownCard = z.object({
  number: z.string(),
  name: z.string(),
  unit: unitName.nullable(),
  /** The union that the card is of. */
  unionName: z.string(),
  state: memberState,
  /** Whether it holds today. */
  isValid: z.boolean(),
  issuedOn: day,
  memberSince: day,
  /** What the code says behind the address of the house. */
  token: z.string(),
  /** Another one with each photo, so that a page fetches the new one. */
  portraitId: z.uuid().nullable(),
});
export type OwnCard = z.infer<typeof ownCard>;

export const getOwnCard = endpoint({
  name: 'membership.getOwnCard',
  method: 'GET',
  path: '/api/membership/own/card',
  permission: 'membership.card.own',
  summary: 'The own member card with its code.',
  response: z.object({ card: ownCard.nullable() }),
  errors: ['membership.no_person'],
});

export const renewOwnCard = endpoint({
  name: 'membership.renewOwnCard',
  method: 'POST',
  path: '/api/membership/own/card/renew',
  permission: 'membership.card.own',
  summary: 'Gives the own card another code; every older one, also on paper, is worthless from then on.',
  body: z.object({}),
  response: ownCard,
  errors: ['membership.no_person', 'membership.no_card'],
});

export const renewCard = endpoint({
  name: 'membership.renewCard',
  method: 'POST',
  path: '/api/membership/people/:id/card/renew',
  permission: 'membership.member.write',
  summary: 'Gives the card of a member another code, such as when a paper card was lost.',
  params: byId,
  body: z.object({}),
  response: done,
  errors: ['membership.no_card'],
});

export const MAX_PORTRAIT_BYTES = 1024 * 1024;

export const addOwnPortrait = endpoint({
  name: 'membership.addOwnPortrait',
  method: 'POST',
  path: '/api/membership/own/portrait',
  permission: 'membership.card.own',
  summary: 'Puts a photo on the own card, in place of the one before.',
  query: z.object({ name: z.string().trim().min(1).max(200) }),
  body: 'bytes',
  maxBytes: MAX_PORTRAIT_BYTES,
  response: done,
  errors: ['membership.no_person', 'file.type_refused', 'file.empty', 'kernel.too_large'],
});

export const getOwnPortrait = endpoint({
  name: 'membership.getOwnPortrait',
  method: 'GET',
  path: '/api/membership/own/portraits/:id',
  permission: 'membership.card.own',
  summary: 'The photo of the own card.',
  params: byId,
  response: 'file',
});

/** What an officer who may read the member learns besides. */
const cardMember = z.object({
  personId: z.uuid(),
  name: z.string(),
  number: z.string(),
  unit: unitName.nullable(),
  state: memberState,
});

/** Open to everybody who holds a card in hand: it tells no more than that it holds. */
export const checkCard = endpoint({
  name: 'membership.checkCard',
  method: 'GET',
  path: '/api/membership/cards/:token',
  permission: 'public',
  summary:
    'Tells of the code of a card whether it holds now; an officer in whose reach the member is also learns whose it is.',
  params: z.object({ token: z.string().regex(/^[\w-]{43}$/) }),
  mostPerMinute: 30,
  response: z.object({
    maskedName: z.string(),
    unionName: z.string(),
    isValid: z.boolean(),
    checkedAt: z.iso.datetime(),
    member: cardMember.nullable(),
  }),
});

export const paperCard = z.object({
  personId: z.uuid(),
  name: z.string(),
  number: z.string(),
  unitName: z.string(),
  unionName: z.string(),
  issuedOn: day,
  token: z.string(),
});
export type PaperCard = z.infer<typeof paperCard>;

export const listPaperCards = endpoint({
  name: 'membership.listPaperCards',
  method: 'GET',
  path: '/api/membership/paper-cards',
  permission: 'membership.member.write',
  summary: 'The cards of members for print: those of a unit who have no account, or of one person.',
  query: pageQuery.extend({ unitId: z.uuid().optional(), personId: z.uuid().optional() }),
  response: pageOf(paperCard),
});

export const cardErrors = defineErrors({ 'membership.no_card': 409 });
