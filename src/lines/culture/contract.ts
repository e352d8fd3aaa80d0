import { z } from 'zod';
import { defineErrors, endpoint } from '#kernel/contract';

export const culturePermissions = ['culture.event.read'] as const;

/** The line refuses nothing of its own: what is wrong with an event, the schedule says. */
export const cultureErrors = defineErrors({});

export { eventsHeldSuits } from './measure-contract';

export const definitionRow = z.object({
  key: z.string(),
  name: z.string(),
  organiser: z.enum(['own', 'outside']),
  isCompetitive: z.boolean(),
  cohorts: z.array(z.string()),
  countedIn: z.enum(['people', 'teams']),
  themes: z.array(z.string()),
});

export const listDefinitions = endpoint({
  name: 'culture.listDefinitions',
  method: 'GET',
  path: '/api/culture/definitions',
  permission: 'culture.event.read',
  summary: 'The kinds of cultural and sports events, own and outside.',
  response: z.object({ rows: z.array(definitionRow) }),
});
