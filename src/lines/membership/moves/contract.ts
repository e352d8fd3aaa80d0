import { z } from 'zod';
import { abilities, defineErrors, endpoint } from '#kernel/contract';
import { byId, day, done, memberDay, memberPerson, words } from '../terms';

/** Moves that an officer records by paper, without the committee: they follow from facts. */
export const moveTargets = ['transferred_out', 'retained', 'active', 'deceased'] as const;
export type MoveTarget = (typeof moveTargets)[number];

/** Why, by where it leads; `retired` and `retired_early` keep the membership for good. */
export const moveReasons = {
  transferred_out: ['changed_job', 'moved_unit'],
  retained: ['retired', 'retired_early', 'unemployed', 'study', 'army', 'unit_dissolved'],
  active: ['back_from_study', 'back_from_army', 'new_job'],
  deceased: ['deceased'],
} as const satisfies Record<MoveTarget, readonly string[]>;
export type MoveReason = (typeof moveReasons)[MoveTarget][number];
const allReasons = Object.values(moveReasons).flat() as [MoveReason, ...MoveReason[]];

export const recordMove = endpoint({
  name: 'membership.recordMove',
  method: 'POST',
  path: '/api/membership/people/:id/moves',
  permission: 'membership.member.write',
  summary: 'Records that a member transfers out, is retained, is active again or has died, with reason and document.',
  params: byId,
  body: z
    .object({
      to: z.enum(moveTargets),
      on: memberDay,
      reason: z.enum(allReasons),
      /** The paper that it rests on: kind and number. */
      document: words(200, 1),
      note: words(500).default(''),
      /** The union that the member goes to. */
      destination: words(120).optional(),
    })
    .refine(({ to, reason }) => (moveReasons[to] as readonly string[]).includes(reason), { path: ['reason'] }),
  response: done,
  errors: [
    'membership.retired_stays_retained',
    'membership.destination_missing',
    'membership.open_already',
    'roster.enrolment_misplaced',
    'roster.day_before_start',
    'roster.day_in_future',
  ],
});

export const correctMove = endpoint({
  name: 'membership.correctMove',
  method: 'POST',
  path: '/api/membership/people/:id/correct',
  permission: 'membership.member.write',
  summary: 'Takes the last state of a member off the record because it was a mistake; the mistake stays to be read.',
  params: byId,
  body: z.object({
    /** The state that the person has seen as the last one, and since when. */
    since: day,
    state: z.string().max(40),
    reason: words(300, 1),
  }),
  response: done,
  errors: ['membership.open_already', 'kernel.changed_meanwhile'],
});

export const transferRow = z.object({
  id: z.uuid(),
  person: memberPerson,
  destination: z.string(),
  formNumber: z.string(),
  sentOn: day,
  askOn: day,
  receiptOn: day.nullable(),
  receiptNote: z.string(),
  isLate: z.boolean(),
  abilities,
});
export type TransferRow = z.infer<typeof transferRow>;

export const undecidedRow = z.object({
  person: memberPerson,
  employedTo: day,
  /** Where the person worked last. */
  unitName: z.string(),
  abilities,
});
export type UndecidedRow = z.infer<typeof undecidedRow>;

export const listOpenMatters = endpoint({
  name: 'membership.listOpenMatters',
  method: 'GET',
  path: '/api/membership/open-matters',
  permission: 'membership.member.read',
  summary: 'What waits for a person: members whose employment ended, and transfers without a receipt.',
  query: z.object({ unitId: z.uuid().optional() }),
  response: z.object({ undecided: z.array(undecidedRow), transfers: z.array(transferRow) }),
});

export const recordReceipt = endpoint({
  name: 'membership.recordReceipt',
  method: 'POST',
  path: '/api/membership/transfers/:id/receipt',
  permission: 'membership.member.write',
  summary: 'Records the receipt of the union that a member went to.',
  params: byId,
  body: z.object({ on: memberDay, note: words(300).default('') }),
  response: transferRow,
  errors: ['membership.receipt_known', 'membership.receipt_before_transfer', 'membership.day_ahead'],
});

export const getTransferForm = endpoint({
  name: 'membership.getTransferForm',
  method: 'GET',
  path: '/api/membership/transfers/:id/form.docx',
  permission: 'membership.member.read',
  summary: 'The transfer form with the section of each union, as a Word file.',
  params: byId,
  response: 'file',
});

export const moveErrors = defineErrors({
  'membership.retired_stays_retained': 409,
  'membership.destination_missing': 422,
  'membership.receipt_known': 409,
  'membership.receipt_before_transfer': 422,
});
