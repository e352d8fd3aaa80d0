import { z } from 'zod';
import { day, defineErrors, endpoint, fen, type PermissionName } from '#kernel/contract';
import { abilities, byId, unitName } from '../terms';

export const recordPermissions = ['honours.honour.own'] as const satisfies readonly PermissionName[];

export const recordErrors = defineErrors({
  'honours.no_prize': 409,
  'honours.prize_paid': 409,
  'honours.nothing_conferred': 409,
});

export const honour = z.object({
  id: z.uuid(),
  roundId: z.uuid(),
  title: z.string(),
  year: z.int(),
  name: z.string(),
  personId: z.uuid().nullable(),
  unit: unitName,
  number: z.string(),
  decidedOn: day,
  prize: fen,
  paidOn: day.nullable(),
  payment: z.string().nullable(),
  abilities,
});
export type Honour = z.infer<typeof honour>;

const ofRound = '/api/honours/rounds/:id';

export const listHonours = endpoint({
  name: 'honours.listHonours',
  method: 'GET',
  path: `${ofRound}/honours`,
  permission: 'honours.round.read',
  summary: 'What was conferred in a round, by number.',
  params: byId,
  response: z.object({ rows: z.array(honour) }),
});

export const exportHonours = endpoint({
  name: 'honours.exportHonours',
  method: 'GET',
  path: `${ofRound}/honours.xlsx`,
  permission: 'honours.round.read',
  summary: 'The same list as an Excel file.',
  params: byId,
  response: 'file',
});

export const printCertificates = endpoint({
  name: 'honours.printCertificates',
  method: 'GET',
  path: `${ofRound}/certificates.pdf`,
  permission: 'honours.round.decide',
  summary: 'The certificates of a round as one PDF, or one of them.',
  params: byId,
  query: z.object({ honourId: z.uuid().optional() }),
  response: 'file',
  errors: ['honours.nothing_conferred'],
});

export const printDecision = endpoint({
  name: 'honours.printDecision',
  method: 'GET',
  path: `${ofRound}/decision.docx`,
  permission: 'honours.round.decide',
  summary: 'The decision of commendation as an official document.',
  params: byId,
  response: 'file',
  errors: ['honours.nothing_conferred'],
});

export const payPrize = endpoint({
  name: 'honours.payPrize',
  method: 'POST',
  path: '/api/honours/honours/:id/pay',
  permission: 'honours.round.decide',
  summary: 'Has the prize of an honour posted by the line that keeps its money, once.',
  params: byId,
  body: z.object({}),
  response: honour,
  errors: ['honours.no_prize', 'honours.prize_paid', 'honours.round_step_impossible', 'honours.prize_nowhere'],
});

export const listOwnHonours = endpoint({
  name: 'honours.listOwnHonours',
  method: 'GET',
  path: '/api/honours/own-honours',
  permission: 'honours.honour.own',
  summary: 'The honours on the record of the signed-in person.',
  response: z.object({ rows: z.array(honour) }),
});
