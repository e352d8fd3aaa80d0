import { z } from 'zod';
import { day, endpoint } from '#kernel/contract';
import { idParams } from '../unit-contract';

/** A state of a scheme on a person's record, in the reader's words. */
export const recordedState = z.object({
  id: z.uuid(),
  scheme: z.string(),
  schemeName: z.string(),
  state: z.string(),
  stateName: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  reason: z.string(),
  recordedByName: z.string(),
  isVoid: z.boolean(),
  voidReason: z.string().nullable(),
});

export const recordedSeat = z.object({
  id: z.uuid(),
  bodyId: z.uuid(),
  bodyName: z.string(),
  kindName: z.string(),
  unitName: z.string(),
  termNumber: z.number().int(),
  seat: z.string(),
  seatName: z.string(),
  validFrom: day,
  validTo: day,
  endReason: z.string().nullable(),
});

export const showRecord = endpoint({
  name: 'roster.showRecord',
  method: 'GET',
  path: '/api/roster/people/:id/record',
  permission: 'roster.person.read',
  summary: 'Shows the schemes that a person is or was in, and the seats in bodies, state by state.',
  params: idParams,
  response: z.object({ enrolments: z.array(recordedState), seats: z.array(recordedSeat) }),
});
